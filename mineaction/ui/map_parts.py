"""Around the map's figure: room for it, what is not on it, and the ways on to single countries."""

from __future__ import annotations

import streamlit as st

from mineaction.charts import recipient_map
from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.where import lines as where_lines
from mineaction.queries.where import rows as where_rows
from mineaction.queries.where.lines import WhereFilter
from mineaction.ui import frame, navigation, store, table_card, text

WAYS_ON = 5
NUMBERS = {"US$": st.column_config.NumberColumn("US$", format="localized")}
ALL_DRAWN = "Every recipient of this selection is a country with an outline on the map."
OUTLINES = (
    "The outlines come from public geodata of the United Nations, coarsened for a map of the whole world. "
    "Outlines and names serve to find a place; they imply no position on borders or on the status of any "
    "area."
)


def make_room(exhibit: Exhibit) -> None:
    """Tell the page's style how tall this map is for its width, and how much room its key takes."""
    figure = store.drawn(exhibit.chart, exhibit.key, dark=frame.is_dark(), with_=exhibit.drawn_from)
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
