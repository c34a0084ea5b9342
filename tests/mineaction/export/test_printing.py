"""Workbooks on paper: heads again on each page, no chart on two pages, title and page number at the foot."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.export.workbook.book import to_xlsx
from mineaction.export.workbook.printing import PAGE_PX, Charts, foot, row_points
from tests.mineaction.export.drawn import taken_from

TITLE, ROW = 30, 20


@given(st.lists(st.tuples(st.integers(100, 900), st.integers(1, 60)), min_size=1, max_size=12))
def test_no_chart_lies_on_two_pages(blocks: list[tuple[int, int]]) -> None:
    """Each block: how many pixels its chart is high, and how many rows of numbers stand beside it."""
    charts = Charts(ROW, heights={0: TITLE})
    row = 6
    for high, numbers in blocks:
        row = charts.add(row, high, row + numbers) + 3
    scale = charts.scale(800)
    room = PAGE_PX[1] * 100 / scale
    edges = [0, *charts.breaks(scale), row]
    for first, last, _ in charts.spans:
        [page] = [at for at in range(len(edges) - 1) if edges[at] <= first < edges[at + 1]]
        assert last < edges[page + 1]
        above = TITLE if page else 0
        assert above + charts.high(edges[page], last) <= room


@pytest.mark.parametrize("short", ["country", "register", "claims"])
def test_every_sheet_is_set_up_for_paper(short: str, built_database: Path) -> None:
    taken = taken_from(built_database, short)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(taken)))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        said = str(sheet.oddFooter.left.text) + str(sheet.oddFooter.right.text)
        assert taken.answer.data_version in said and "&A, page &P of &N" in said.replace("&[Page]", "&P")
    data = book["Data"]
    assert data.print_title_rows == "$1:$1" and data.sheet_properties.pageSetUpPr.fitToPage
    assert book["Sources"].print_title_rows == "$1:$1"
    figure = book["Figure"]
    if short == "register":
        head = figure.print_title_rows
        assert head is not None and figure[f"A{head.split('$')[1].strip(':')}"].value == "No."
    else:
        assert figure.print_title_rows == "$1:$1" and figure.page_setup.scale <= 75
        assert [one.id for one in figure.col_breaks.brk] == [8]
        assert len(figure.row_breaks.brk) >= (1 if short == "country" else 0)


def test_words_that_wrap_have_rows_high_enough() -> None:
    assert row_points(["a" * 100, "b"], [20, 20]) == 15 * 5
    assert row_points(["", ""], [20, 20]) == 15
    assert row_points(["one\ntwo"], [20]) == 30


def test_the_foot_takes_signs_of_titles_as_words(built_database: Path) -> None:
    taken = taken_from(built_database, "claims")
    object.__setattr__(taken, "title", "3 & " + "x" * 300)
    said = foot(taken)
    assert said.startswith("&L&8 3 && x") and len(said) < 255
