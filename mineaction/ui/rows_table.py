"""Rows as a table that scrolls: addresses open the document, and say where nobody has opened them yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mineaction.cited import CitedTable

LINK_WORDS = "open document"
ROW_PX, HEAD_PX, MOST_PX = 35, 38, 420
MOST_ROWS = 5_000
"""More rows than a reader scrolls through; a browser has to hold all that are drawn."""


def draw(
    answer: CitedTable,
    *,
    key: str,
    height: int | None = None,
    columns: Mapping[str, Any] | None = None,
    link_words: str = LINK_WORDS,
) -> None:
    """Draw the rows, amounts in US$ with their thousands parted; at most MOST_ROWS, which is then said.

    ``height`` is in pixels; without one the table is as high as its rows, up to MOST_PX. ``columns`` are
    further column settings of Streamlit's, by name. ``link_words`` stand in place of every address.
    """
    rows = answer.rows_to_read
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(rows):,} rows. The download has all of them.")
        rows = rows.head(MOST_ROWS)
    settings: dict[str, Any] = {
        str(name): st.column_config.NumberColumn(str(name), format="localized")
        for name in rows.columns
        if str(name).startswith("US$") and rows[name].dtype.kind in "iuf"
    }
    for name in answer.links:
        settings[name] = st.column_config.LinkColumn(name, display_text=link_words)
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        height=height or min(MOST_PX, HEAD_PX + ROW_PX * len(rows)),
        column_config={**settings, **(columns or {})},
        placeholder="",
    )
