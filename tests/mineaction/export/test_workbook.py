"""The workbook as openpyxl reads it: numbers are numbers, text is text, nothing is missing."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineaction.charts import recipient_ranking, theme
from mineaction.cited import Citation, CitedTable
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.export.cells import plain, safe
from mineaction.export.workbook.book import to_xlsx
from tests.mineaction.export.drawn import ASKED, MADE_ON, taken_from
from tests.mineaction.export.opened import native_charts


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def all_words(book: openpyxl.Workbook, name: str) -> str:
    return " ".join(
        str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell is not None
    )


@pytest.mark.parametrize("short", ASKED)
def test_the_sheets_hold_all_that_travels(short: str, built_database: Path) -> None:
    taken = taken_from(built_database, short)
    book = opened(to_xlsx(taken))
    assert book.sheetnames == ["Figure", "Data", "Sources", "Notes"]
    figure, notes, sources = (all_words(book, name) for name in ("Figure", "Notes", "Sources"))
    for said in (taken.heading, taken.answer.unit, taken.answer.data_version, taken.figure_id):
        assert said in figure and said in notes
    for said in (*taken.answer.caveats, taken.answer.source_line, taken.address):
        assert said in notes
    for cited in taken.answer.citations:
        assert cited.title in sources
    assert book.properties.title == taken.heading[:250]
    assert taken.answer.data_version in str(book.properties.description)
    rows = taken.exhibit.behind().rows_to_read
    data = book["Data"]
    assert data.max_row == len(rows) + 1 and data.freeze_panes == "A2" and data.auto_filter.ref
    assert len(book["Figure"]._charts) == len(native_charts(taken.exhibit))


def test_data_are_the_rows_behind_with_their_kinds(built_database: Path) -> None:
    taken = taken_from(built_database, "funding")
    rows = taken.exhibit.behind().rows_to_read
    read = pd.DataFrame(opened(to_xlsx(taken))["Data"].values)
    assert list(read.iloc[0]) == list(rows.columns)
    column = list(rows.columns).index("US$, current")
    assert list(read.iloc[1:, column]) == list(rows["US$, current"])
    assert all(isinstance(value, int) for value in read.iloc[1:, column])


def test_charts_read_the_cells_beside_them(built_database: Path) -> None:
    taken = taken_from(built_database, "funding")
    data = to_xlsx(taken)
    sheet = opened(data)["Figure"]
    wanted = [
        value
        for chart in native_charts(taken.exhibit)
        for it in chart.series
        for value in it.values
        if value is not None
    ]
    held = [
        cell.value
        for row in sheet.iter_rows(min_col=10, max_col=10)
        for cell in row
        if isinstance(cell.value, (int, float))
    ]
    assert held == wanted
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        charts = [files.read(name) for name in files.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    for chart in charts:
        assert b'<c:dispBlanksAs val="zero"/>' not in chart and theme.LIGHT.money[1:].encode() in chart


def test_links_open_only_web_addresses() -> None:
    cited = tuple(
        Citation(f"D{at}", "Title", "Publisher", "", url)
        for at, url in enumerate(
            ["https://example.org/a?b=1&c=2", "javascript:alert(1)", "file:///etc/passwd", ""]
        )
    )
    sheet = opened(to_xlsx(one("x", citations=cited)))["Sources"]
    assert [cell.hyperlink.target if cell.hyperlink else None for cell in sheet["E"][1:]] == [
        "https://example.org/a?b=1&c=2",
        None,
        None,
        None,
    ]


def one(name: str, **more: object) -> Taken:
    row = {"place": name, "scope": "country", "amount_usd": 1e6, "doubt": "", "label": name, "hover": name}
    table = CitedTable(
        name,
        pd.DataFrame([row]),
        "US$ million",
        name,
        "",
        name,
        caveats=(name,),
        choices=((name, name),),
        **more,  # type: ignore[arg-type]
    )
    rows = pd.DataFrame({name: [name, None]}) if name else pd.DataFrame()
    behind = CitedTable(name, rows, "", "", "", "")
    return Taken(
        Exhibit("x", table, recipient_ranking.figure, (table,), (), lambda: behind), MADE_ON, "", "id"
    )


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_comes_back_as_text(name: str) -> None:
    book = opened(to_xlsx(one(name)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
    data = book["Data"]
    wanted = safe(plain(name))
    assert (
        (data["A1"].value or "") == wanted and (data["A2"].value or "") == wanted and data["A3"].value is None
    )


@pytest.mark.parametrize(
    "attack", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(1)", "\t=1", "＝1+1", "{=1}"]
)
def test_formulas_are_text(attack: str) -> None:
    cell = opened(to_xlsx(one(attack)))["Data"]["A2"]
    assert cell.data_type == "s" and not str(cell.value).startswith(("=", "+", "-", "@", "\t", "＝"))


def test_numbers_days_and_blanks() -> None:
    rows = pd.DataFrame(
        {
            "n": [1, -2_500, 10**17],
            "x": [0.5, float("nan"), float("inf")],
            "d": [date(2022, 6, 21), None, date(1899, 1, 1)],
            "b": [True, False, None],
        }
    )
    shown = one("x")
    behind = CitedTable("x", rows, "", "", "", "")
    taken = Taken(
        Exhibit("x", shown.answer, recipient_ranking.figure, (shown.answer,), (), lambda: behind), MADE_ON
    )
    read = [list(row) for row in opened(to_xlsx(taken))["Data"].iter_rows(min_row=2, values_only=True)]
    assert read[0][:2] == [1, 0.5] and read[0][2].date() == date(2022, 6, 21) and read[0][3] is True  # type: ignore[union-attr]
    assert read[1] == [-2500, None, None, False]
    assert read[2] == ["100000000000000000", "inf", "1899-01-01", None]
