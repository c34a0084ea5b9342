"""The words of countries or donors side by side: titles, caveats, and the sentence that says what is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mineaction.money import SIGNS, amount_words
from mineaction.queries import caveats as series_caveats
from mineaction.queries.asking import Row
from mineaction.queries.compare.offers import Who
from mineaction.queries.compare.scales import Shown
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.lines import Line
from mineaction.queries.names import called, listed
from mineaction.queries.population import Population, per_person_words
from mineaction.vocabulary import COMPARATOR_WORDS, MEASURE_LABELS, Comparator, PriceBasis

if TYPE_CHECKING:
    from mineaction.queries.compare.side_by_side import SideBySide

WHO = {Who.RECIPIENTS: "Country or area", Who.DONORS: "Donor"}
PLURAL = {Who.RECIPIENTS: "countries", Who.DONORS: "donors"}

SCALE_CAVEAT = "All panels have one scale, so heights compare between them. Nothing is added over panels."
INDEX_CAVEAT = (
    "An index shows change and hides size: 100 is another amount in each panel. It hangs on the base year; "
    "another one gives another picture."
)
TWO_SERIES_CAVEAT = (
    "The United States’ totals come from a series of their own, told in the same reports; every other "
    "donor’s from the printed totals of donors. Panels say which."
)
TOLD = {
    "lm_flows_recipient_profile": "as told in the recipient’s profile",
    "lm_flows_donor_profile": "as told in donors’ profiles",
}


MOST_NAMED = 4
"""So many names stand in a title; more are counted."""


def title(chosen: Sequence[Line], asked: SideBySide, drawn: Sequence[Row] = ()) -> str:
    """What is compared, as a card's title: the line, how it is counted, and of whom.

    ``drawn`` are the bars; without any, those asked for are named.
    """
    counted_as = {
        Shown.AMOUNTS: "",
        Shown.PER_PERSON: ", per inhabitant",
        Shown.INDEXED: f", index, {base_words(drawn, asked.base_year)} = 100",
    }
    names = list(dict.fromkeys(bar["name"] for bar in drawn)) or list(asked.names)
    whose = listed(names) if len(names) <= MOST_NAMED else f"{len(names)} {PLURAL[asked.who]}"
    return f"{_line_words(chosen, asked)}{counted_as[asked.shown_as]}{f' ({whose})' if names else ''}"


def _line_words(chosen: Sequence[Line], asked: SideBySide) -> str:
    """The money compared."""
    if asked.who is Who.RECIPIENTS:
        head = chosen[0].title
        return f"{head}, from {called(asked.donor)}" if asked.donor else head
    if asked.recipient:
        return f"Contributions to {called(asked.recipient)} by donor, {TOLD.get(chosen[0].series_key, '')}"
    return "Contributions of each donor to mine action, world: printed totals"


def panel_title(name: str, series_key: str, chosen: Sequence[Line]) -> str:
    """A panel's title: the name, and the series where it is another than that of most panels, the first."""
    line = next(line for line in chosen if line.series_key == series_key)
    return name if line is chosen[0] else f"{name} (series: {line.title})"


def caveats(chosen: Sequence[Line], asked: SideBySide) -> list[str]:
    """What has to be known of the comparison as such, then of its lines."""
    said = [] if asked.shown_as is Shown.INDEXED else [SCALE_CAVEAT]
    if len(chosen) > 1:
        said.append(TWO_SERIES_CAVEAT)
    return said + series_caveats.named((line.title, line.caveat) for line in chosen)


def choices(chosen: Sequence[Line], asked: SideBySide) -> tuple[tuple[str, str], ...]:
    """The reader's choices, in words."""
    shown = {
        Shown.AMOUNTS: "amounts",
        Shown.PER_PERSON: "per inhabitant",
        Shown.INDEXED: f"indexed, {asked.base_year} = 100",
    }
    said = [
        ("Lines", "; ".join(line.title for line in chosen)),
        ("Kind of amount", "; ".join(dict.fromkeys(MEASURE_LABELS[line.measure] for line in chosen))),
        (WHO[asked.who], "; ".join(asked.names) or "none"),
        ("Shown", shown[asked.shown_as]),
    ]
    if asked.recipient:
        said.append(("Recipient", asked.recipient))
    if asked.donor:
        said.append(("From", asked.donor))
    if asked.first_year or asked.last_year:
        said.append(("Years", f"{asked.first_year or 'first'} to {asked.last_year or 'last'}"))
    return tuple(said)


def bound(bar: Row) -> str:
    """The bounding word of an amount; empty where it is exact."""
    return COMPARATOR_WORDS[Comparator(bar["comparator"])]


def note(bar: Row) -> str:
    """What a table says of a mark beside its numbers."""
    said = ["an earlier edition’s value"] if bar["mark"] == "earlier" else []
    return "; ".join([*said, *(["a part, not a total"] if bar["is_partial"] else [])])


def sentence(
    drawn: Sequence[Row],
    without: Mapping[str, str],
    chosen: Sequence[Line],
    asked: SideBySide,
    people: Mapping[str, Population],
) -> str:
    """The amounts of the newest year that most names have, largest first; empty where nothing is drawn.

    Bounds are kept, and no name is called the largest: beside a bound that could be wrong.
    """
    whole = [bar for bar in drawn if bar["mark"] != "earlier" and not bar["is_partial"]]
    by_year: dict[int, dict[str, list[Row]]] = {}
    for bar in whole:
        by_year.setdefault(bar["year"], {}).setdefault(bar["name"], []).append(bar)
    single = {
        year: [found[0] for found in names.values() if len(found) == 1] for year, names in by_year.items()
    }
    if asked.shown_as is Shown.INDEXED and any(single[year] for year in single if year != asked.base_year):
        # In the base year every index is 100, which would say nothing.
        single.pop(asked.base_year or 0, None)
    year = max(single, key=lambda year: (len(single[year]), year), default=None)
    if year is None or not single[year]:
        if not drawn:
            return _none_shown(without, asked)
        return f"No year has a whole amount to set side by side ({chosen[0].title}).{_left_out(without)}"
    told = sorted(single[year], key=lambda bar: -bar["value"])
    words = [f"{bar['name']} {_value_words(bar, asked, people)}" for bar in told]
    joined = listed(words)
    shown = len({bar["name"] for bar in drawn})
    label = told[0]["year_label"]
    every = "both" if shown == 2 else f"all {shown}"
    have = every if shown == len(told) else f"{len(told)} of the {shown}"
    if shown == 1:
        said = f"The newest year with an amount is {label}: {joined}"
    elif len(told) == 1:
        said = f"No year has an amount for two of those shown; the newest of all is for {label}: {joined}"
    else:
        said = f"For {label}, the newest year with an amount for {have} {PLURAL[asked.who]} shown: {joined}"
    tail = _left_out(without)
    if asked.shown_as is Shown.PER_PERSON:
        tail = f" One published number of inhabitants, named in each panel, divides all its years.{tail}"
    prices = f", in FY{BASE_YEAR} prices" if asked.price_basis is PriceBasis.CONSTANT else ""
    if asked.shown_as is Shown.INDEXED:
        said += f", where each one’s amount for {base_words(drawn, asked.base_year)} is 100"
    return f"{said}{prices} ({_what(chosen, asked)}).{tail}"


def _none_shown(without: Mapping[str, str], asked: SideBySide) -> str:
    """Why nothing is drawn though names are chosen; empty where none is chosen."""
    if not without:
        return ""
    reasons = set(without.values())
    why = reasons.pop() if len(reasons) == 1 else "the reasons stand below"
    return f"None of the {PLURAL[asked.who]} chosen can be shown: {why}."


def base_words(drawn: Sequence[Row], base_year: int | None) -> str:
    """The base year as its bars have it: ``FY2015`` or ``2015``."""
    labels = (bar["year_label"] for bar in drawn if bar["year"] == base_year)
    return str(next(labels, base_year))


def _what(chosen: Sequence[Line], asked: SideBySide) -> str:
    head = chosen[0].title if len(chosen) == 1 else _line_words(chosen, asked)
    return f"{head}, to {called(asked.recipient)}" if asked.recipient and asked.who is Who.DONORS else head


def _value_words(bar: Row, asked: SideBySide, people: Mapping[str, Population]) -> str:
    comparator = Comparator(bar["comparator"])
    if asked.shown_as is Shown.PER_PERSON:
        return per_person_words(bar["amount_usd"], people[bar["name"]], comparator) + " per inhabitant"
    if asked.shown_as is Shown.INDEXED:
        # The bound in words: signs are for labels on a figure.
        return f"{COMPARATOR_WORDS[comparator]} {str(bar['label']).lstrip(SIGNS[comparator])}".strip()
    return amount_words(bar["amount_usd"], comparator)


def _left_out(without: Mapping[str, str]) -> str:
    """Who is not drawn; the reasons stand on the page."""
    return f" Not shown: {', '.join(without)}." if without else ""
