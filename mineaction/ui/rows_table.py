"""Rows as a table that scrolls: addresses open the document, and say where nobody has opened them yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from mineaction.cited import CitedTable
from mineaction.ui import text

LINK_WORDS = "open document"
ROW_PX, HEAD_PX, MOST_PX = 35, 38, 420
PAGE_PX, PHONE_PX = 1100, 350
"""How much room a table has on a wide page, and on a phone."""
NAMED_PX = {"small": 75, "medium": 200, "large": 400}
WIDEST_PX, CELL_PX, LETTER_PX = 400, 16, 7
"""Columns as Streamlit draws them: a named width, else as wide as the words in it, up to a limit."""
LOOKED_AT = 50
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
    settings |= columns or {}
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        height=height or min(MOST_PX, HEAD_PX + ROW_PX * len(rows)),
        column_config=settings,
        placeholder="",
    )
    wide = width_px(rows, settings)
    if wide > PHONE_PX and len(rows.columns) > 1:
        # What is cut off at the right leaves no sign of its own. A page of full width hides what only a
        # phone needs.
        with st.container(key=f"{'wide' if wide > PAGE_PX else 'narrow'}_hint_{key}"):
            st.caption(text.markdown(f"Scroll the table sideways for all columns, to “{rows.columns[-1]}”."))


def width_px(rows: pd.DataFrame, settings: Mapping[str, Any]) -> float:
    """About how wide a table is with these column settings, from its headings and first rows."""
    return sum(_column_px(rows[name], settings.get(str(name)) or {}) for name in rows.columns)


def _column_px(column: pd.Series[Any], setting: Mapping[str, Any]) -> float:
    given = setting.get("width")
    if isinstance(given, int | float):
        return given
    if given in NAMED_PX:
        return NAMED_PX[given]
    shown = (setting.get("type_config") or {}).get("display_text")
    cells = [str(shown)] if shown else [str(value) for value in column.head(LOOKED_AT)]
    return min(WIDEST_PX, CELL_PX + LETTER_PX * max(map(len, (str(column.name), *cells))))
