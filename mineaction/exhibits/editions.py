"""How one series stands in several editions of its source."""

from __future__ import annotations

from mineaction.charts import editions as chart
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.editions import changes as edition_changes
from mineaction.queries.editions import held as editions
from mineaction.queries.editions.changes import Answer, Asked
from mineaction.queries.filters import ALL_RECIPIENTS

NAME = "editions"
NAMES = ("source", "line", "recipient", "edition", "against", "also")
MOST_BESIDE = chart.MOST - 2
ONE_EACH = "Every source has one edition so far, so there is nothing to compare yet."
WHEN_THERE_IS = "Come back after a publisher has brought out new figures and they have been fetched."


def question(choose: Chooser) -> Asked:
    """What is compared. Raises NothingToShow where no source has two editions."""
    offers = {offer.source_key: offer for offer in choose.ask(editions.offers)}
    if not offers:
        raise NothingToShow(ONE_EACH, WHEN_THERE_IS)
    first, second, third = choose.columns([5, 5, 3], vertical_alignment="bottom")
    with first:
        offer = offers[
            choose.select(
                "source",
                "Source",
                list(offers),
                next(iter(offers)),
                format_func=lambda key: offers[key].title,
            )
        ]
    key = offer.source_key
    with second:
        lines = [line.series_key for line in offer.lines]
        series = choose.select(
            "line", "Series", lines, lines[0], format_func=lambda name: offer.line(name).title, scope=key
        )
    with third:
        named = (ALL_RECIPIENTS, *choose.ask(editions.recipients, key, series))
        recipient = choose.select("recipient", "Recipient", named, ALL_RECIPIENTS, scope=f"{key}_{series}")
    words = {edition.edition_id: edition.words for edition in offer.editions}
    start = next((it.edition_id for it in offer.editions if it.is_charted), offer.editions[0].edition_id)
    first, second, third = choose.columns(3, vertical_alignment="bottom")
    with first:
        edition = choose.select(
            "edition", "Edition", list(words), start, format_func=words.__getitem__, scope=key
        )
    others = [name for name in words if name != edition]
    with second:
        against = choose.select(
            "against",
            "Compared with",
            others,
            before(list(words), edition),
            format_func=words.__getitem__,
            scope=f"{key}_{edition}",
        )
    beside = [name for name in others if name != against]
    also: tuple[str, ...] = ()
    if beside:
        with third:
            also = choose.several(
                "also",
                "Draw as well",
                beside,
                most=MOST_BESIDE,
                format_func=words.__getitem__,
                placeholder="No other edition",
                scope=f"{key}_{edition}_{against}",
            )
    return Asked(key, series, edition, against, also, recipient)


def before(newest_first: list[str], edition: str) -> str:
    """The edition before another, or where that is the oldest, the one after it."""
    place = newest_first.index(edition)
    return newest_first[place + 1] if place + 1 < len(newest_first) else newest_first[place - 1]


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow where there is nothing to compare."""
    asked = question(choose)
    return drawn(choose.ask, asked, choose.ask(edition_changes.compared, asked))


def drawn(ask: Ask, asked: Asked, answer: Answer) -> Exhibit:
    """The figure of an answer. Raises NothingToShow where none of the editions has an amount to draw."""
    if answer.table.is_empty:
        raise NothingToShow(
            "These editions have no amount that can be drawn for this choice.",
            "Choose one recipient, or another series.",
        )
    return Exhibit(
        name=NAME,
        answer=answer.table,
        chart=chart.figure,
        drawn_from=(answer.table, answer.differences),
        key=(asked,),
        behind=lambda: _behind(ask, asked),
    )


def _behind(ask: Ask, asked: Asked) -> CitedTable:
    return ask(edition_changes.rows_behind, asked)
