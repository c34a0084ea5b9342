"""The figure card: one frame for every chart, so that no page can forget title, unit, source or caveats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from plotly.graph_objects import Figure

from mineaction.charts.theme import plot_config
from mineaction.cited import CitedTable, Timeline
from mineaction.ui import cited_foot, events_list, rows_table, text

CHART, TABLE = "Chart", "Rows behind this figure"

Other = tuple[Callable[[], Figure], str]
"""Another way to draw the same selection, called only when it is looked at, and its words for those who
do not see it."""


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

    ``others`` are further ways to draw the same selection, by the word on the switch, as a map beside a
    chart; ``first`` is the word for ``figure`` itself.

    ``name`` is short and plain; it names downloads and keys. ``behind`` gives the stored rows and is
    called only when they are looked at or downloaded.
    """
    with st.container(key=f"card_{name}"):
        st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
        st.caption(text.markdown(answer.subtitle), help=text.words_help(answer))
        view = st.segmented_control(
            "Show as",
            [first, *(others or {}), TABLE],
            default=first,
            key=f"view_{name}",
            label_visibility="collapsed",
        )
        if view == TABLE:
            rows_table.draw(behind(), key=f"rows_{name}", height=rows_table.MOST_PX)
        elif others and view in others:
            draw, words = others[str(view)]
            _draw(draw(), f"{name}_{view}", words or alt_text(answer))
        else:
            _draw(figure, name, alt or alt_text(answer))
            if timeline is not None:
                events_list.show(timeline, key=name)
        cited_foot.show(answer, name=name, behind=behind, file_words="The rows behind this figure")


def _draw(figure: Figure, name: str, alt: str) -> None:
    st.plotly_chart(figure, theme=None, config=plot_config(), key=f"figure_{name}", alt=alt)


def alt_text(answer: CitedTable) -> str:
    """What the figure shows, for those who do not see it."""
    return " ".join(
        part for part in (f"{answer.title}.", f"{answer.subtitle}.", answer.sentence) if part.strip(".")
    )
