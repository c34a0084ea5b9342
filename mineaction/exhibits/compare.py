"""Countries, donors, periods or US administrations side by side, inside one series."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.charts import compare_means, compare_panels
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import compare_names, compare_years, spans
from mineaction.exhibits.choosing import Ask, Chooser, Place
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.compare import side_by_side as compare
from mineaction.queries.compare import stretches as compare_stretches
from mineaction.queries.compare.offers import MOST
from mineaction.queries.compare.scales import Shown
from mineaction.queries.compare.side_by_side import SideBySide
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import EventKind

NAME = "compare"
NAMES = (
    *("by", "told", "series", "donor", "recipient", "line", "length", "period"),
    *("from", "to", "prices", "dollars", "show", "base_year", "kinds"),
)
BY = {
    "countries": "Countries",
    "donors": "Donors",
    "periods": "Periods",
    "administrations": "US administrations",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison answered. ``exhibit`` is None where there is nothing to draw.

    ``sentence`` answers the page's question, or refuses: ``is_refused`` says which. ``twin`` is what is
    drawn, as a table; ``left_out`` are whole sentences on who is not drawn, and why.
    """

    exhibit: Exhibit | None
    sentence: str
    twin: CitedTable
    left_out: tuple[str, ...] = ()
    is_refused: bool = False


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow, with the reasons, where nothing can be compared."""
    first, beside = choose.columns(2, vertical_alignment="bottom")
    with first:
        by = kind(choose)
    found = comparison(choose, by, beside)
    if found.exhibit is not None:
        return found.exhibit
    if found.is_refused:
        raise NothingToShow(
            found.sentence,
            "Choose a series of US fiscal years, such as the Assistance Listing, or compare periods of "
            "calendar years instead.",
        )
    what = " ".join(("Nothing can be drawn.", *found.left_out))
    raise NothingToShow(what, f"Choose up to {MOST} {BY[by].lower()} with figures, or another line.")


def kind(choose: Chooser) -> str:
    """What is compared: a key of BY."""
    return choose.switch("by", "Compare", list(BY), "countries", format_func=BY.__getitem__, wrap=True)


def comparison(choose: Chooser, by: str, beside: Place) -> Comparison:
    """Ask for the choices of one kind of comparison, and answer it.

    How amounts are shown is asked for in the place ``beside``, next to what is compared.
    """
    if by in ("countries", "donors"):
        ask_names = compare_names.countries if by == "countries" else compare_names.donors
        names = ask_names(choose, beside)
        return side_by_side(choose.ask, names, choose.kinds())
    if by == "periods":
        line, periods = compare_years.periods(choose)
        return stretches(choose.ask, line, periods, choose.kinds())
    return stretches(choose.ask, compare_years.administrations(choose, beside), None, choose.kinds())


def side_by_side(ask: Ask, asked: SideBySide, kinds: tuple[EventKind, ...]) -> Comparison:
    """Names side by side, a panel each."""
    answer = ask(compare.side_by_side, asked)
    table, drawn = answer.table, None
    if not table.is_empty:
        span, timeline = spans.under(ask, table, kinds, goes_on=asked.last_year is None)
        drawn = Exhibit(
            name=NAME,
            answer=table,
            chart=compare_panels.figure,
            drawn_from=(table, timeline, 100.0 if asked.shown_as is Shown.INDEXED else None),
            key=(asked, span),
            behind=lambda: ask(compare.rows_behind, asked),
            timeline=timeline,
        )
    return Comparison(drawn, table.sentence, answer.twin, answer.left_out)


def stretches(
    ask: Ask, asked: FundingFilter, periods: tuple[tuple[int, int], ...] | None, kinds: tuple[EventKind, ...]
) -> Comparison:
    """Periods of years side by side, or administrations where ``periods`` is None."""
    answer = (
        ask(compare_stretches.by_administration, asked)
        if periods is None
        else ask(compare_stretches.by_period, asked, periods)
    )
    if answer.refusal:
        return Comparison(None, answer.refusal, answer.twin, is_refused=True)
    drawn = None
    if not answer.bars.is_empty:
        span, timeline = spans.under(ask, answer.bars, kinds, goes_on=periods is None)
        drawn = Exhibit(
            name=NAME,
            answer=answer.bars,
            chart=compare_means.figure,
            drawn_from=(answer.bars, answer.marks, timeline),
            key=(asked, periods, span),
            behind=lambda: ask(compare_stretches.rows_behind, asked, periods or ()),
            timeline=timeline,
        )
    return Comparison(drawn, answer.bars.sentence, answer.twin)
