"""The figure card: one frame for every chart, so that no page can forget title, unit, source or caveats."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from plotly.graph_objects import Figure

from mineaction.charts.theme import plot_config
from mineaction.cited import CitedTable, Timeline
from mineaction.ui import cited_foot, events_list, text

CHART, TABLE = "Chart", "Rows behind this figure"


def show(
    figure: Figure,
    answer: CitedTable,
    timeline: Timeline | None = None,
    *,
    name: str,
    behind: Callable[[], CitedTable],
    alt: str = "",
) -> None:
    """Draw the card.

    ``name`` is short and plain; it names downloads and keys. ``behind`` gives the stored rows and is
    called only when they are looked at or downloaded.
    """
    with st.container(key=f"card_{name}"):
        st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
        st.caption(text.markdown(answer.subtitle))
        view = st.segmented_control(
            "Show as", [CHART, TABLE], default=CHART, key=f"view_{name}", label_visibility="collapsed"
        )
        if view == TABLE:
            _rows(behind(), name)
        else:
            st.plotly_chart(
                figure,
                theme=None,
                config=plot_config(),
                key=f"figure_{name}",
                alt=alt or alt_text(answer),
            )
            if timeline is not None:
                events_list.show(timeline, key=name)
        cited_foot.show(answer, name=name, behind=behind, file_words="The rows behind this figure")


def alt_text(answer: CitedTable) -> str:
    """What the figure shows, for those who do not see it."""
    return " ".join(
        part for part in (f"{answer.title}.", f"{answer.subtitle}.", answer.sentence) if part.strip(".")
    )


def _rows(rows: CitedTable, name: str) -> None:
    st.dataframe(
        rows.rows,
        hide_index=True,
        key=f"rows_{name}",
        height=420,
        column_config={
            "Link": st.column_config.LinkColumn("Link", display_text="open document"),
            **{
                column: st.column_config.NumberColumn(column, format="localized")
                for column in rows.rows.columns
                if str(column).startswith("US$")
            },
        },
    )
