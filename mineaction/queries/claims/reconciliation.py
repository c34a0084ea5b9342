"""Do the cumulative statements add up? Each step between two of one scope beside the yearly amounts.

A statement counts to a year only where its period or its document says so: the period is printed, the same
document gives the amount of that year, or the title or our note names the year reported on. Nothing is
interpolated: a year without an amount of all agencies means that a step cannot be checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import date_span, date_words, year_label
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.bounds import Bounds
from mineaction.queries.claims import reconciliation_words as words
from mineaction.queries.claims.steps import (
    Amount,
    Found,
    Place,
    Said,
    Total,
    Verdict,
    money,
    one_number,
    placed_found,
    step_found,
    totals,
)
from mineaction.vocabulary import (
    COMPARATOR_WORDS,
    ActivityScope,
    ClaimMetric,
    Comparator,
    DatePrecision,
    Measure,
    YearBasis,
)

SINCE = 1993
"""The first fiscal year the statements count: they say "since 1993" or "since FY1993"."""

_ENDS_IN = (
    (re.compile(r"by the end of (FY)?(\d{4})"), "period", "its period reads “{}”"),
    (re.compile(r"report on (FY)?(\d{4})"), "note", "our note on it reads “{}”"),
    (re.compile(r"\((?:January-December) ()(\d{4})\)"), "document", "its document's title has “{}”"),
)
_YEAR = re.compile(r"(FY)?(\d{4})")

STATEMENTS = """
    SELECT c.*, d.title AS document, d.url, d.address_note FROM claim c
    JOIN document d ON d.document_id = c.document_id
    WHERE c.metric IN (:cumulative, :annual) AND c.made_on <> '' AND c.value IS NOT NULL
    ORDER BY c.made_on, c.claim_id
"""
YEARLY = """
    SELECT f.*, d.title AS document, d.url, d.address_note FROM funding_figure f
    JOIN document d ON d.document_id = f.document_id
    WHERE f.agency_name <> '' AND f.figure_id IN (
        SELECT sum_id FROM funding_sum
        WHERE donor_iso3 = 'USA' AND recipient_scope = 'global' AND measure IN (:reported, :estimate)
          AND appropriation_account IN ('ALL', 'DOS_UNNAMED')
    )
    ORDER BY f.year, f.figure_id
"""
ALL_AGENCIES = "All U.S. agencies"


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: from ``first`` (None: the start of the count) to ``second``.

    ``totals`` add the amounts of ``years``, one for each choice among amounts that contradict each other;
    none where the check cannot be made. ``is_placed`` marks a statement that does not say to which year it
    counts: its totals then go through the year it was said in.
    """

    scope: ActivityScope
    first: Said | None
    second: Said
    years: tuple[int, ...]
    totals: tuple[Total, ...]
    found: Found
    remarks: tuple[str, ...] = ()
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held for one scope: amounts of all agencies by year, and what else is known of a year."""

    amounts: dict[int, tuple[Amount, ...]]
    partly: dict[int, tuple[Amount, ...]]
    estimated: frozenset[int]
    labels: dict[int, str]


def checks(connection: Connection) -> tuple[Check, ...]:
    """Every comparison, scope by scope; steps between years that are known first, in order of time."""
    said = rows(
        connection,
        STATEMENTS,
        cumulative=ClaimMetric.CUMULATIVE_USD.value,
        annual=ClaimMetric.ANNUAL_USD.value,
    )
    yearly = rows(
        connection,
        YEARLY,
        reported=Measure.REPORTED_FUNDING.value,
        estimate=Measure.BUDGET_ESTIMATE.value,
    )
    found: list[Check] = []
    reports_on = _years_by_document(said, yearly)
    for scope in ActivityScope:
        spoken = [row for row in said if row["activity_scope"] == scope.value]
        cumulative = [row for row in spoken if row["metric"] == ClaimMetric.CUMULATIVE_USD.value]
        if cumulative:
            annual = [row for row in spoken if row["metric"] == ClaimMetric.ANNUAL_USD.value]
            held = _held([row for row in yearly if row["activity_scope"] == scope.value], annual)
            found += _checks(scope, [_said(row, reports_on) for row in cumulative], held)
    return tuple(found)


def table(connection: Connection) -> CitedTable:
    """The same comparisons as rows to take away; columns in readers' words, one row a comparison."""
    found = checks(connection)
    used = [place.document_id for check in found for place in words.places(check)]
    cited = citations(connection, used)
    return CitedTable(
        title="Do the cumulative statements and the yearly amounts fit each other?",
        rows=pd.DataFrame([words.row(check) for check in found], columns=list(words.COLUMNS)),
        unit="US$, ranges as the printed words and rounding allow",
        price_basis="current prices",
        year_basis="years as the documents print them",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=words.CAVEATS,
        data_version=data_version(connection),
        sentence=words.sentence(found),
    )


def _years_by_document(said: Sequence[Row], yearly: Sequence[Row]) -> dict[str, str]:
    """The newest year each document prints an amount of, as printed: ``FY2022`` or ``2021``."""
    printed: dict[str, str] = {}
    stated = [
        (row["document_id"], row["period"])
        for row in said
        if row["metric"] == ClaimMetric.ANNUAL_USD.value and _YEAR.fullmatch(row["period"])
    ]
    stated += [
        (row["document_id"], year_label(row["year"], YearBasis(row["year_basis"])))
        for row in yearly
        if row["measure"] == Measure.REPORTED_FUNDING.value
    ]
    for document_id, year in stated:
        printed[document_id] = max(printed.get(document_id, ""), year, key=lambda label: label[-4:])
    return printed


def _said(row: Row, reports_on: dict[str, str]) -> Said:
    covers, label, why = _covers(row, reports_on)
    precision = DatePrecision(row["date_precision"])
    return Said(
        claim_ids=(row["claim_id"],),
        words=amount_words(row["value"], Comparator(row["comparator"])),
        date=date_words(row["made_on"], precision),
        made_by=row["made_by"],
        places=(_place(row),),
        bounds=_bounds(row["value_low"], row["value_high"]),
        scope_as_printed=row["scope_as_printed"],
        said=date_span(row["made_on"], precision),
        covers=covers,
        covers_label=label,
        why=why,
        note=row["note"],
    )


def _covers(row: Row, reports_on: dict[str, str]) -> tuple[int | None, str, str]:
    """The last year a statement counts, as printed, and how that is known."""
    if row["period_end_year"] is not None:
        return row["period_end_year"], str(row["period_end_year"]), "its period says so"
    for pattern, column, why in _ENDS_IN:
        if match := pattern.search(row[column]):
            return int(match[2]), f"{match[1] or ''}{match[2]}", why.format(match[0].strip("()"))
    if printed := reports_on.get(row["document_id"]):
        return int(printed[-4:]), printed, f"the same document prints the amount for {printed}"
    return None, "", ""


def _place(row: Row) -> Place:
    return Place(row["document_id"], row["document"], row["url"], row["locator"], row["address_note"])


def _bounds(low: float | None, high: float | None) -> Bounds:
    return Bounds(None if low is None else int(low), None if high is None else int(high))


def _held(yearly: Sequence[Row], annual: Sequence[Row]) -> _Held:
    whole: dict[int, list[Amount]] = {}
    partly: dict[int, list[Amount]] = {}
    estimated: set[int] = set()
    for row in yearly:
        if row["measure"] != Measure.REPORTED_FUNDING.value:
            estimated.add(row["year"])
            continue
        of_all = row["agency_name"] == ALL_AGENCIES
        label = year_label(row["year"], YearBasis(row["year_basis"]))
        bounds = _bounds(row["amount_low_usd"], row["amount_high_usd"])
        amount = _amount(row, row["year"], label, row["amount_usd"], bounds)
        (whole if of_all else partly).setdefault(row["year"], []).append(amount)
    for row in annual:
        # The sentence does not name the agencies: it counts as one more place of an amount that does.
        if match := _YEAR.fullmatch(row["period"]):
            year, bounds = int(match[2]), _bounds(row["value_low"], row["value_high"])
            if any(amount.bounds.meets(bounds) for amount in whole.get(year, ())):
                whole[year].append(_amount(row, year, row["period"], int(row["value"]), bounds))
    amounts = {year: tuple(one_number(printed)) for year, printed in whole.items()}
    return _Held(
        amounts=amounts,
        partly={year: tuple(one_number(printed)) for year, printed in partly.items()},
        estimated=frozenset(estimated),
        labels={year: known[0].label for year, known in amounts.items()},
    )


def _amount(row: Row, year: int, label: str, value: int, bounds: Bounds) -> Amount:
    return Amount(
        year=year,
        label=label,
        words=f"{COMPARATOR_WORDS[Comparator(row['comparator'])]} {money(value)}".strip(),
        value=value,
        bounds=bounds,
        places=(_place(row),),
        scope_as_printed=row["scope_as_printed"],
        note=row["note"],
    )


def _checks(scope: ActivityScope, said: Sequence[Said], held: _Held) -> list[Check]:
    known = _grouped([it for it in said if it.covers is not None])
    made: list[Check] = []
    before: Said | None = None
    for it in known:
        if before is not None or SINCE in held.amounts:
            made.append(_step(scope, before, it, held))
        before = it
    return made + [_placed(scope, it, known, held) for it in said if it.covers is None]


def _grouped(known: Sequence[Said]) -> list[Said]:
    """In order of the year they count to; the same number said again for the same year stands once."""
    groups: dict[tuple[int | None, Bounds], Said] = {}
    for it in sorted(known, key=lambda it: (it.covers, it.said.last_day)):
        key = (it.covers, it.bounds)
        groups[key] = words.also(groups[key], it) if key in groups else it
    return list(groups.values())


def _step(scope: ActivityScope, first: Said | None, second: Said, held: _Held) -> Check:
    start = SINCE - 1 if first is None else first.covers
    assert start is not None and second.covers is not None
    years = tuple(range(start + 1, second.covers + 1))
    added = totals(years, held.amounts)
    if added:
        found = step_found(first, second, added)
    else:
        found = Found(Verdict.UNCHECKED, f"cannot be checked, because {_missing(years, held)}")
    remarks = words.remarks(first, second, added, held.partly)
    return Check(scope, first, second, years, added, found, remarks)


def _placed(scope: ActivityScope, second: Said, known: Sequence[Said], held: _Held) -> Check:
    """A statement of unknown reach, beside the last one whose reach is known, or the start of the count."""
    earlier = [it for it in known if it.said.last_day < second.said.starts_on]
    first = earlier[-1] if earlier else None
    start = first.covers if first and first.covers is not None else SINCE - 1
    years = tuple(range(start + 1, second.said_in + 1))
    through = totals(years, held.amounts)
    unknown = "it does not say up to which year it counts"
    if not through:
        why = _missing(years, held) if held.amounts else "no yearly amount of this scope is held"
        found = Found(Verdict.UNCHECKED, f"cannot be checked, because {unknown}, and {why}")
        return Check(scope, first, second, years, (), found, (), True)
    over = totals(years[:-1], held.amounts)
    found = placed_found(first, second, over, through, held.labels[years[-1]])
    remarks = words.remarks(first, second, through, held.partly)
    return Check(scope, first, second, years, through, found, remarks, True)


def _missing(years: Sequence[int], held: _Held) -> str:
    missing = [year for year in years if year not in held.amounts]
    estimated = [year for year in missing if year in held.estimated]
    partly = [amount for year in missing for amount in held.partly.get(year, ())]
    said = f"no amount of all agencies is held for {words.year_list(missing)}"
    if estimated:
        said += f" (for {words.year_list(estimated)} only a budget estimate)"
    if partly:
        listed = "; ".join(f"{amount.label}: {amount.words}" for amount in partly)
        said += f" (only the State Department's part: {listed})"
    return said
