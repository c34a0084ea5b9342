"""Tables that are wider than the page say so."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from mineaction.ui.rows_table import PAGE_PX, PHONE_PX, width_px


def a_table(columns: int) -> None:
    import pandas as pd

    from mineaction.cited import CitedTable
    from mineaction.ui import rows_table

    rows = pd.DataFrame([{f"Column {number}": "some words of a cell" for number in range(columns)}])
    rows_table.draw(CitedTable("T", rows, "", "", "", "", (), (), data_version="1"), key="rows_t")


def hint(columns: int) -> list[str]:
    page = AppTest.from_function(a_table, args=(columns,)).run()
    assert not page.exception
    return [caption.value.replace("\\", "") for caption in page.caption]


def test_a_table_that_goes_on_beyond_the_edge_says_so() -> None:
    """The register hid its documents, and the tables of data what they hold, without any sign."""
    assert hint(12) == ["Scroll the table sideways for all columns, to “Column 11”."]
    assert hint(1) == []


def test_widths_that_are_set_count_as_set() -> None:
    rows = pd.DataFrame({"A": ["x" * 500], "B": ["y"], "C": ["https://example.org/a/long/address"]})
    assert width_px(rows[["A"]], {}) == 400 < PAGE_PX
    assert width_px(rows[["A"]], {"A": st.column_config.TextColumn(width=230)}) == 230 < PHONE_PX
    assert width_px(rows[["A"]], {"A": st.column_config.TextColumn(width="medium")}) == 200
    linked = {"C": st.column_config.LinkColumn(display_text="open")}
    assert width_px(rows[["C"]], linked) < width_px(rows[["C"]], {})
