"""The figure card: one frame for every chart, so that no page can forget title, unit, source or caveats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from plotly.graph_objects import Figure

from mineaction.charts.theme import plot_config
from mineaction.cited import CitedTable, Timeline
from mineaction.ui import cited_foot, events_list, rows_table, text, view

CHART, TABLE = "chart", "rows"
WORDS = {CHART: "Chart", "map": "Map", "ranking": "Ranking", TABLE: "Rows behind this figure"}
"""The ways to look at a selection, as they are called in the address and on the switch."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another way to draw the same selection; nothing of it is asked for before it is looked at.

    What stands beside it, and the rows behind it, are the card's own unless it has an ``answer`` and a
    ``behind`` of its own. ``below`` draws what must not be missing under it.
    """

    draw: Callable[[], Figure]
    answer: Callable[[], CitedTable] | None = None
    behind: Callable[[], CitedTable] | None = None
    below: Callable[[], None] | None = None


def show(
    figure: Figure,
    answer: CitedTable,
    timeline: Timeline | None = None,
    *,
    name: str,
    behind: Callable[[], CitedTable],
    alt: str = "",
    others: Mapping[str, Other] | None = None,
    first: str = CHART,
) -> None:
    """Draw the card.

    ``others`` are further ways to draw the same selection, by their names in WORDS, as a map beside a
    chart; ``first`` is the name of ``figure`` itself.

    ``name`` is short and plain; it names downloads and keys. ``behind`` gives the stored rows and is
    called only when they are looked at or downloaded.
    """
    with st.container(key=f"card_{name}"):
        heading = st.container()
        shown = _switch(name, [first, *(others or {}), TABLE])
        other = (others or {}).get(shown)
        if other and other.answer:
            answer, behind = other.answer(), other.behind or behind
        with heading:
            st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
            st.caption(text.markdown(answer.subtitle), help=text.words_help(answer))
        if shown == TABLE:
            rows_table.draw(behind(), key=f"rows_{name}", height=rows_table.MOST_PX)
        elif other:
            _draw(other.draw(), f"{name}_as_{shown}", alt_text(answer))
        else:
            _draw(figure, name, alt or alt_text(answer))
            if timeline is not None:
                events_list.show(timeline, key=name)
        cited_foot.show(answer, name=name, behind=behind, file_words="The rows behind this figure")
    if other and other.below:
        other.below()


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


def _draw(figure: Figure, name: str, alt: str) -> None:
    st.plotly_chart(figure, theme=None, config=plot_config(), key=f"figure_{name}", alt=alt)


def alt_text(answer: CitedTable) -> str:
    """What the figure shows, for those who do not see it."""
    return " ".join(
        part for part in (f"{answer.title}.", f"{answer.subtitle}.", answer.sentence) if part.strip(".")
    )
