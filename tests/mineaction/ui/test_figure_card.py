"""The figure card by itself: what it shows of an exhibit, and what it asks for only when wanted."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.ui import figure_card


def one_card() -> None:
    import pandas as pd
    import plotly.graph_objects as go
    import streamlit as st

    from mineaction.cited import Citation, CitedTable
    from mineaction.exhibits.exhibit import Exhibit
    from mineaction.ui import figure_card

    def table(rows: pd.DataFrame) -> CitedTable:
        return CitedTable(
            title="*Costs* of $1 & [more](http://a)",
            rows=rows,
            unit="US$ million",
            price_basis="current prices",
            year_basis="calendar years",
            source_line="<i>Office</i> (1 document)",
            citations=(Citation("D", "<u>Paper</u>", "Office", "2020", "javascript:alert(1)"),),
            caveats=("**Loud** caveat.", "Second: $x$."),
            data_version="<3f9c1a>",
            sentence="Over US$ 4 million.",
        )

    def behind() -> CitedTable:
        st.session_state["asked"] = st.session_state.get("asked", 0) + 1
        return table(
            pd.DataFrame({"Document": ["<b>Paper</b>"], "US$, current": [-5], "Link": ["https://a.org"]})
        )

    def figure(answer: CitedTable, dark: bool = False) -> go.Figure:
        return go.Figure(go.Bar(x=[1], y=[2]))

    answer = table(pd.DataFrame({"year": [2020]}))
    figure_card.show(Exhibit("costs", answer, figure, (answer,), (), behind))


@pytest.fixture(autouse=True)
def database(built_database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINEACTION_DATABASE_URL", f"sqlite:///{built_database}")


def card(*opened: str) -> AppTest:
    """The page with these parts of the foot opened."""
    page = AppTest.from_function(one_card, default_timeout=30)
    for part in opened:
        page.session_state[f"{part}_costs"] = True
    page.run()
    assert not page.exception
    return page


def test_title_subtitle_source_and_version_are_words() -> None:
    page = card()
    assert page.header[0].value == "\\*Costs\\* of \\$1 & \\[more\\](http\\://a)"
    assert page.caption[0].value == "US\\$ million · current prices · calendar years"
    source = page.html[0].value
    assert "&lt;i&gt;Office&lt;/i&gt; (1 document)" in source and "&lt;3f9c1a&gt;" in source


def test_caveats_and_documents_are_counted_listed_and_escaped() -> None:
    page = card("caveats", "documents")
    labels = [popover.proto.popover.label for popover in page.get("popover")]
    assert labels == ["Caveats (2)", "Documents (1)", "Download"]
    assert page.markdown[0].value == "- \\*\\*Loud\\*\\* caveat.\n- Second\\: \\$x\\$."
    documents = page.html[1].value
    assert "&lt;u&gt;Paper&lt;/u&gt;" in documents and "javascript" not in documents


def test_the_chart_has_the_answer_as_its_name_and_the_projects_own_look() -> None:
    chart = card().get("plotly_chart")[0].proto
    assert chart.alt.startswith("*Costs* of $1") and chart.alt.endswith("Over US$ 4 million.")
    assert chart.theme == ""


def test_stored_rows_are_asked_for_only_when_they_are_looked_at() -> None:
    page = card("download")
    assert "asked" not in page.session_state
    page.segmented_control(key="view_costs").set_value(figure_card.TABLE).run()
    assert page.session_state["asked"] == 1
    assert page.dataframe[0].value["US$, current"].tolist() == [-5]
    assert not page.get("plotly_chart")
    assert page.get("popover") and page.get("download_button")


def test_nothing_that_opens_is_there_before_it_is_opened() -> None:
    page = card()
    assert not page.get("download_button") and not page.code and not page.markdown
    assert len(page.html) == 1, "the source line alone"
