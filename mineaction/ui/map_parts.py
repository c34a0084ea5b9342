"""Around the map's figure: room for it, what is not on it, and the ways on to single countries."""

from __future__ import annotations

import streamlit as st

from mineaction.charts import recipient_map
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import maps as exhibits
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.where import rows as where_rows
from mineaction.queries.where.lines import WhereFilter
from mineaction.ui import frame, navigation, store, table_card, text

WAYS_ON = 5
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
    try:
        shown = exhibits.off_map_shown(store.ask, asked, answer)
    except NothingToShow as nothing:
        with st.container(key=f"table_{exhibits.OFF_MAP}"):
            st.header(where_rows.OFF_MAP, anchor="not-on-map")
            st.markdown(nothing.what)
    else:
        table_card.show(shown)
        st.markdown(text.markdown(shown.answer.sentence))
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
