"""The tables of statements: the register, whether they add up, whom they name, and what contradicts what."""

from __future__ import annotations

from dataclasses import replace

from mineaction.errors import NothingToShow
from mineaction.exhibits import table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.claims import question
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.claims import contradictions, named, reconciliation, reconciliation_words
from mineaction.queries.claims import register as claims_register
from mineaction.queries.claims.reconciliation import Check
from mineaction.queries.claims.register import METRIC_LABELS, RegisterFilter
from mineaction.queries.claims.steps import Verdict

REGISTER, RECONCILIATION = "claims_register", "claims_reconciliation"
NAMED, CONTRADICTIONS = "countries_named", "claims_contradictions"
REGISTER_NAMES = ("places", "metric", "scope", "by", "recipient")
VERDICTS = (Verdict.DIFFERS, Verdict.ONLY_IF, Verdict.AGREES, Verdict.UNCHECKED)
"""In the order in which a reader looks for them."""
SEE_DATA = "The Data page says what is held."
_METRIC = "What is counted"


def register(choose: Chooser) -> Exhibit:
    """The statements of the choices. Raises NothingToShow where they leave none."""
    return register_shown(choose.ask, question(choose))


def register_shown(ask: Ask, asked: RegisterFilter) -> Exhibit:
    """The statements chosen, by what they count (the running total first), in each the newest first."""
    held = ask(claims_register.register, asked)
    if held.is_empty:
        raise NothingToShow("No statement is held for this choice.", "Take a filter out.")
    order = list(METRIC_LABELS.values())
    ordered = held.rows.sort_values(
        _METRIC, key=lambda column: column.map(order.index), kind="stable", ignore_index=True
    )
    columns = ("Date", "Said", "Period", "Subject", "Country or region", "By")
    return table.listed(REGISTER, replace(held, rows=ordered), columns, (asked,), _METRIC)


def reconciled(choose: Chooser) -> Exhibit:
    """As ``reconciled_shown``."""
    return reconciled_shown(choose.ask)


def reconciled_shown(ask: Ask) -> Exhibit:
    """Each running total beside the one before it and the yearly amounts between them, verdict by verdict.

    What differs stands first, what cannot be checked last. Raises NothingToShow where no running total is
    held.
    """
    held, checks = ask(reconciliation.table), ask(reconciliation.checks)
    if held.is_empty:
        raise NothingToShow("No statement of a running total is held.", SEE_DATA)
    order = sorted(range(len(checks)), key=lambda at: VERDICTS.index(checks[at].found.verdict))
    stands = [_stands(checks[at]) for at in order]
    whole = replace(held, rows=held.rows.iloc[order].reset_index(drop=True))
    columns = ("Compared", "Step", "Yearly amounts between", "In words")
    return table.listed(RECONCILIATION, whole, columns, (), "Verdict", stands)


def _stands(check: Check) -> table.Stands:
    places = ((place.document, place.url, place.locator) for place in reconciliation_words.places(check))
    return tuple(dict.fromkeys(places))


def countries_named(choose: Chooser) -> Exhibit:
    """As ``countries_named_shown``."""
    return countries_named_shown(choose.ask)


def countries_named_shown(ask: Ask) -> Exhibit:
    """Which text names which countries as free of the impact of mines. Raises NothingToShow for no text."""
    held = ask(named.impact_free).table
    if held.is_empty:
        raise NothingToShow("No statement on countries freed of the impact of mines is held.", SEE_DATA)
    columns = ("Date", "By", "Total stated", "Countries named", "Note")
    return table.listed(NAMED, held, columns, ())


def contradicting(choose: Chooser) -> Exhibit:
    """As ``contradicting_shown``."""
    return contradicting_shown(choose.ask)


def contradicting_shown(ask: Ask) -> Exhibit:
    """Pairs of statements that contradict each other. Raises NothingToShow for none."""
    held = ask(contradictions.table)
    if held.is_empty:
        raise NothingToShow("No two statements held here contradict each other.", SEE_DATA)
    columns = ("One statement", "Another statement", "How they differ")
    return table.listed(CONTRADICTIONS, held, columns, (), _METRIC)
