"""The parts of the map's page: its controls, what is not on the map, and the ways on to single countries."""

from __future__ import annotations

import streamlit as st
from plotly.graph_objects import Figure

from mineaction.charts import recipient_map
from mineaction.cited import CitedTable
from mineaction.queries import where_lines, where_rows
from mineaction.queries.choices import BY_KEY
from mineaction.queries.where_lines import FIRST_DONOR, MAPPED, WhereFilter
from mineaction.ui import navigation, store, table_card, text
from mineaction.ui.view import View

FIRST_SERIES = "us_cwd_country"
WAYS_ON = 5
NUMBERS = {"US$": st.column_config.NumberColumn("US$", format="localized")}
ALL_DRAWN = "Every recipient of this selection is a country with an outline on the map."
OUTLINES = (
    "The outlines come from public geodata of the United Nations, coarsened for a map of the whole world. "
    "Outlines and names serve to find a place; they imply no position on borders or on the status of any "
    "area."
)


def controls(view: View) -> WhereFilter:
    """Which series, line of it, donor, years and prices the map shows."""
    keys = [choice.key for choice in where_lines.map_choices()]
    series_at, rest = st.columns([5, 7], vertical_alignment="bottom")
    with series_at:
        key = view.select(
            "series",
            "Series",
            keys,
            FIRST_SERIES,
            format_func=lambda item: BY_KEY[item].label,
            help="One series at a time: different series often count the same dollar.",
        )
    lines = where_lines.mapped_lines(BY_KEY[key])
    line, donor = lines[0], ""
    wanted = {"donor": 6 * bool(BY_KEY[key].donor_name), "line": 10 * (len(lines) > 1), "years": 5}
    widths = {name: width for name, width in wanted.items() if width}
    with rest:
        places = dict(
            zip(widths, st.columns(list(widths.values()), vertical_alignment="bottom"), strict=True)
        )
    if "line" in places:
        with places["line"]:
            line = view.switch(
                "line", "What is shown", lines, lines[0], format_func=_line_words, scope=key, wrap=True
            )
    if "donor" in places:
        donors = store.ask(where_lines.donors, line)
        with places["donor"]:
            start = FIRST_DONOR if FIRST_DONOR in donors else donors[0]
            donor = view.select("donor", "Donor", donors, start, scope=line)
    offer = store.ask(where_lines.offer, line, donor)
    with places["years"]:
        years = _years(view, offer, f"{line}_{donor}" if donor else line)
    if offer.line.why_one_year:
        st.caption(text.markdown(offer.line.why_one_year))
    with st.expander("More filters", expanded=False, key="map_more"):
        prices = view.prices(BY_KEY[key].why_no_constant)
    return WhereFilter(line, *years, donor, prices)


def _line_words(series_key: str) -> str:
    return MAPPED[series_key].switch


def _years(view: View, offer: where_lines.Offer, scope: str) -> tuple[int | None, int | None]:
    """A span where years may be added; else one year."""
    if not offer.years:
        return None, None
    if not offer.line.why_one_year:
        return view.years(
            min(offer.years),
            max(offer.years),
            default=offer.opens_on,
            scope=scope,
            help="Opens on the years in which most recipients have a figure. Several years are added.",
        )
    options = [str(year) for year in offer.years]
    year = int(
        view.select(
            "year",
            "Year",
            options,
            str(offer.opens_on[1]),
            scope=scope,
            help="Opens on the year in which most recipients have a figure.",
        )
    )
    return year, year


def make_room(figure: Figure) -> None:
    """Tell the page's style how tall this map is for its width, and how much room its key takes."""
    room, share = int(figure.layout.margin.b), recipient_map.height_share(figure)
    sizes = f"--ma-map-key: {room}px; --ma-map-share: {share:.3f};"
    st.html(f"<style>.st-key-figure_recipient_map {{ {sizes} }}</style>")


def not_on_map(asked: WhereFilter, answer: CitedTable) -> None:
    """What has no shape, always under the map, and what outlines and names do not say."""
    line = store.ask(where_lines.line_of, asked.series_key)
    table = where_rows.not_on_map(answer, line, recipient_map.without_shape(answer))
    if table.is_empty:
        with st.container(key="table_not_on_map"):
            st.header(table.title, anchor="not-on-map")
            st.markdown(ALL_DRAWN)
    else:
        table_card.show(table, name="not_on_map", columns=NUMBERS)
        st.markdown(text.markdown(table.sentence))
    st.caption(OUTLINES)


def ways_on(answer: CitedTable) -> None:
    """Links to the profiles of the countries with the largest amounts."""
    rows = answer.rows
    largest = list(rows[rows["scope"] == "country"]["place"])[:WAYS_ON]
    if not largest:
        return
    with st.container(key="map_ways_on"):
        st.markdown("**Go on to a country**")
        with st.container(horizontal=True):
            for place in largest:
                navigation.link_to("country", text.markdown(place), recipient=place)
