"""Where the money of one series went: its recipients on a map, and ranked."""

from __future__ import annotations

from dataclasses import replace

from mineaction.charts import recipient_map, recipient_ranking
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import lines as offers
from mineaction.queries.choices import BY_KEY
from mineaction.queries.where import amounts as where
from mineaction.queries.where import lines as where_lines
from mineaction.queries.where import rows as where_rows
from mineaction.queries.where.lines import FIRST_DONOR, MAPPED, WhereFilter

NAME, OFF_MAP = "recipient_map", "not_on_map"
NAMES = ("series", "line", "donor", "from", "to", "year", "prices")
FIRST_SERIES = "us_cwd_country"
ALL_DRAWN = "Every recipient of this selection is on the map."


def question(choose: Chooser) -> WhereFilter:
    """Which series, line of it, donor, years and prices the map shows."""
    keys = choose.ask(where_lines.offered)
    series_at, rest = choose.columns([5, 7], vertical_alignment="bottom")
    with series_at:
        key = choose.select(
            "series",
            "Series",
            keys,
            FIRST_SERIES if FIRST_SERIES in keys else keys[0],
            format_func=lambda item: BY_KEY[item].label,
            help="One series at a time: different series often count the same dollar.",
            why_not=choose.ask(offers.not_fetched),
        )
    lines = choose.ask(where_lines.held_lines, key)
    line, donor = lines[0], ""
    wanted = {"donor": 6 * bool(BY_KEY[key].donor_name), "line": 10 * (len(lines) > 1), "years": 5}
    widths = {name: width for name, width in wanted.items() if width}
    with rest:
        held = choose.columns(list(widths.values()), vertical_alignment="bottom")
        places = dict(zip(widths, held, strict=True))
    if "line" in places:
        with places["line"]:
            line = choose.switch(
                "line", "What is shown", lines, lines[0], format_func=_line_words, scope=key, wrap=True
            )
    if "donor" in places:
        donors = choose.ask(where_lines.donors, line)
        if not donors:
            raise NothingToShow("No figure found for single donors of this series.", "Choose another series.")
        with places["donor"]:
            start = FIRST_DONOR if FIRST_DONOR in donors else donors[0]
            donor = choose.select("donor", "Donor", donors, start, scope=line)
    offer = choose.ask(where_lines.offer, line, donor)
    with places["years"]:
        years = _years(choose, offer, f"{line}_{donor}" if donor else line)
    if offer.line.why_one_year:
        choose.aside(offer.line.why_one_year)
    with choose.folded("More filters", key="map_more"):
        prices = choose.prices(BY_KEY[key].why_no_constant)
    return WhereFilter(line, *years, donor, prices)


def _line_words(series_key: str) -> str:
    return MAPPED[series_key].switch


def _years(choose: Chooser, offer: where_lines.Offer, scope: str) -> tuple[int | None, int | None]:
    """A span where years may be added; else one year."""
    if not offer.years:
        return None, None
    if not offer.line.why_one_year:
        return choose.years(
            min(offer.years),
            max(offer.years),
            default=offer.opens_on,
            scope=scope,
            help="Opens on the years in which most recipients have a figure. Several years are added.",
        )
    options = [str(year) for year in offer.years]
    year = int(
        choose.select(
            "year",
            "Year",
            options,
            str(offer.opens_on[1]),
            scope=scope,
            help="Opens on the year in which most recipients have a figure.",
        )
    )
    return year, year


def exhibit(choose: Chooser) -> Exhibit:
    """The map of the choices. Raises NothingToShow where there is no figure for them."""
    asked = question(choose)
    return drawn(choose.ask, asked, choose.ask(where.by_recipient, asked))


def drawn(ask: Ask, asked: WhereFilter, answer: CitedTable) -> Exhibit:
    """The map of an answer (where.by_recipient), and its ranking. Raises NothingToShow without rows."""
    if answer.is_empty:
        raise NothingToShow("No figure found for these years.", "Choose other years, or another series.")
    shown = Exhibit(
        name=NAME,
        answer=answer,
        chart=recipient_map.figure,
        drawn_from=(answer,),
        key=(asked,),
        behind=lambda: ask(where_rows.rows_behind, asked),
        first="map",
    )
    ranked = replace(shown, chart=recipient_ranking.figure, first="ranking")
    return replace(shown, others={"ranking": lambda: ranked})


def off_map(choose: Chooser) -> Exhibit:
    """What the map of the choices has no shape for. Raises NothingToShow where that is nothing."""
    asked = question(choose)
    return off_map_shown(choose.ask, asked, choose.ask(where.by_recipient, asked))


def off_map_shown(ask: Ask, asked: WhereFilter, answer: CitedTable) -> Exhibit:
    """Regions, the world and places without an outline of an answer (where.by_recipient)."""
    line = ask(where_lines.line_of, asked.series_key)
    held = where_rows.not_on_map(answer, line, recipient_map.without_shape(answer))
    if held.is_empty:
        raise NothingToShow(
            " ".join(filter(None, (ALL_DRAWN, held.sentence))), "The figure shows all of them."
        )
    return table.listed(OFF_MAP, held, [str(name) for name in held.rows.columns], (asked,))
