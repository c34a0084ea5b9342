"""The figure card: one frame for every chart, so that no page can forget title, unit, source or caveats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from mineaction.charts.theme import plot_config
from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Exhibit, alt_text
from mineaction.ui import cited_foot, events_list, frame, rows_table, store, text, view
from mineaction.vocabulary import YEAR_BASIS_LABELS, YearBasis

ONLY_CURRENT = (
    "Current prices only: the price index held is for US fiscal years, and these are calendar years. Series "
    "of US fiscal years can be shown in constant prices on Funding over time, under More filters."
)
TABLE = "rows"
WORDS = {"chart": "Chart", "map": "Map", "ranking": "Ranking", TABLE: "Rows behind this figure"}
"""The ways to look at a selection, as they are called in the address and on the switch."""


def show(exhibit: Exhibit, *, alt: str = "", below: Mapping[str, Callable[[], None]] | None = None) -> None:
    """Draw the card of an exhibit, in the way the reader looks at it.

    ``below`` draws what must not be missing under a further way to look, by its name.
    """
    with st.container(key=f"card_{exhibit.name}"):
        heading = st.container()
        way = _switch(exhibit.name, [exhibit.first, *exhibit.others, TABLE])
        shown = exhibit.others[way]() if way in exhibit.others else exhibit
        answer = shown.answer
        with heading:
            st.header(text.markdown(answer.title), anchor=exhibit.name.replace("_", "-"))
            st.caption(text.markdown(answer.subtitle), help=text.words_help(answer))
            if why := only_current(answer):
                st.caption(why)
        if way == TABLE:
            rows_table.draw(shown.behind(), key=f"rows_{exhibit.name}", height=rows_table.MOST_PX)
        else:
            key = exhibit.name if shown is exhibit else f"{exhibit.name}_as_{way}"
            _draw(shown, key, alt or alt_text(answer))
            if shown.timeline is not None:
                events_list.show(shown.timeline, key=exhibit.name)
        cited_foot.of_figure(shown, exhibit.name)
    if below and way in below:
        below[way]()


def only_current(answer: CitedTable) -> str:
    """Why an answer of calendar years has no constant prices, and where they are; empty for all others."""
    is_calendar = answer.year_basis == YEAR_BASIS_LABELS[YearBasis.CALENDAR]
    return ONLY_CURRENT if is_calendar and answer.price_basis == "current prices" else ""


def _switch(name: str, ways: list[str]) -> str:
    """Which way to look at the selection; part of the page's view, where the page has one."""
    key, words = f"view_{name}", WORDS.__getitem__
    if shown := view.current():
        return shown.switch(
            f"as_{name}", "Show as", ways, ways[0], format_func=words, key=key, label_visibility="collapsed"
        )
    return str(
        st.segmented_control(
            "Show as",
            ways,
            default=ways[0],
            required=True,
            format_func=words,
            key=key,
            label_visibility="collapsed",
        )
    )


def _draw(exhibit: Exhibit, key: str, alt: str) -> None:
    figure = store.drawn(exhibit.chart, exhibit.key, dark=frame.is_dark(), with_=exhibit.drawn_from)
    st.plotly_chart(figure, theme=None, config=plot_config(), key=f"figure_{key}", alt=alt)
