"""Ids of figures: the same for the same rows and view whatever they came from, another for any other cell."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mineaction.cited import CitedTable
from mineaction.errors import NotAFigureId
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.identity import SAID_IN_FULL, FigureId, cell, content, figure_id, identify
from mineaction.vocabulary import Standing

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.dates(),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6)


def table(rows: Any, columns: tuple[str, ...] = ("a", "b", "c")) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def exhibit(drawn: pd.DataFrame, behind: pd.DataFrame | None = None, **changes: Any) -> Exhibit:
    answer = CitedTable("Title", drawn, "US$", "current prices", "calendar years", "Source")
    answer = replace(answer, **changes)
    stored = replace(answer, rows=drawn if behind is None else behind)
    return Exhibit("some_figure", answer, lambda *_, **__: go.Figure(), (answer,), (), lambda: stored)


@settings(max_examples=50, deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_rows_and_columns_says_nothing(rows: list[tuple[Any, ...]], random: Any) -> None:
    mixed = rows[:]
    random.shuffle(mixed)
    order = ["a", "b", "c"]
    random.shuffle(order)
    assert content(table(rows)).digest == content(table(mixed)[order]).digest


@settings(max_examples=50, deadline=None)
@given(ROWS, st.integers(0), st.integers(0, 2), CELLS)
def test_any_other_cell_gives_another_id(
    rows: list[tuple[Any, ...]], place: int, column: int, new: Any
) -> None:
    row = rows[place % len(rows)]
    assume(cell(row[column]) != cell(new))
    changed = [*rows]
    changed[place % len(rows)] = (*row[:column], new, *row[column + 1 :])
    before, after = figure_id(exhibit(table(rows)), ()), figure_id(exhibit(table(changed)), ())
    assert before.rows != after.rows
    assert before.view == after.view


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_a_row_more_or_less_gives_another_id(rows: list[tuple[Any, ...]]) -> None:
    assert content(table(rows)).digest != content(table([*rows, rows[0]])).digest
    assert content(table(rows)).digest != content(table(rows[1:])).digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (5, 5.0),
        (5, np.int64(5)),
        (5, Decimal("5.00")),
        (0.1, np.float64(0.1)),
        (0.1, Decimal("0.1")),
        (True, np.True_),
        (True, 1),
        (0, -0.0),
        (None, math.nan),
        (None, pd.NaT),
        (None, pd.NA),
        (date(2022, 6, 21), datetime(2022, 6, 21)),
        (date(2022, 6, 21), pd.Timestamp("2022-06-21")),
        ("current", Standing.CURRENT),
        (("a", "b"), ["a", "b"]),
    ],
)
def test_one_value_has_one_form_whatever_library_it_came_from(one: Any, other: Any) -> None:
    assert cell(one) == cell(other)
    assert content(table([(one, 1, 1)])).digest == content(table([(other, 1, 1)])).digest


@pytest.mark.parametrize(("one", "other"), [(5, "5"), (None, ""), (None, 0), (0.1, 0.10000000000000002)])
def test_values_that_differ_have_different_forms(one: Any, other: Any) -> None:
    assert content(table([(one, 1, 1)])).digest != content(table([(other, 1, 1)])).digest


def test_a_column_that_gained_an_empty_cell_keeps_its_whole_numbers() -> None:
    """pandas turns whole numbers beside a missing one into floats; the rows are the same."""
    whole = pd.DataFrame({"a": [1, 2]})
    mixed = pd.DataFrame({"a": [1, 2, None]})
    assert content(mixed.iloc[:2]).digest == content(whole).digest


def test_what_the_text_of_a_mark_is_made_of_is_left_out(data: OpenData) -> None:
    """Columns for code that writes sentences came after the first ids, and say nothing that had no id."""
    rows = open_exhibit("funding_over_time", {}, data).exhibit.answer.rows
    apart = SAID_IN_FULL & {*rows.columns}
    assert apart == {"series_title", "document_title", "doubts"}
    assert content(rows) == content(rows.drop(columns=list(apart)))
    for row in rows.to_dict("records"):
        assert row["series_title"] in row["hover"]
        assert row["document_title"] in row["hover"] or row["figure_count"] > 1
        assert all(doubt.words in row["hover"] for doubt in row["doubts"])
        assert bool(row["doubts"]) == row["is_partial"]


def test_what_has_no_form_is_named() -> None:
    with pytest.raises(TypeError, match="column 'a' holds a object"):
        content(table([(object(), 1, 1)]))


def test_unit_prices_and_kind_of_year_belong_to_the_rows() -> None:
    rows = table([(1, 2, 3)])
    plain = figure_id(exhibit(rows), ())
    changes: list[dict[str, Any]] = [
        {"unit": "US$ million"},
        {"price_basis": "constant"},
        {"year_basis": "fiscal"},
    ]
    for changed in changes:
        assert figure_id(exhibit(rows, **changed), ()).rows != plain.rows
    assert figure_id(exhibit(rows, title="Another", data_version="new", sentence="More"), ()) == plain


def test_the_rows_behind_belong_to_it() -> None:
    drawn = table([(1, 2, 3)])
    assert figure_id(exhibit(drawn, table([(1, 2, 4)])), ()) != figure_id(exhibit(drawn), ())


def test_data_version_figure_id_and_other_cards_are_no_part_of_the_view() -> None:
    shown = exhibit(table([(1, 2, 3)]))
    values = (("series", "x"), ("line", "b"), ("line", "a"))
    plain = figure_id(shown, values)
    more = (("data", "abc"), *values, ("figure", "some_figure-1"), ("as_other", "map"))
    assert figure_id(shown, more) == plain
    assert figure_id(shown, (("line", "b"), ("line", "a"), ("series", "x"))) == plain
    assert figure_id(shown, (("series", "x"), ("line", "a"), ("line", "b"))).view != plain.view
    assert figure_id(replace(shown, first="map"), values).view != plain.view


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 9999))
def test_an_id_is_read_as_it_is_written(rows: int, view: int, version: int) -> None:
    made = FigureId("funding_over_time", f"{rows:08x}", f"{view:08x}", version)
    assert FigureId.parse(str(made)) == made
    assert FigureId.parse(f"  {str(made).upper()}\n") == made
    assert FigureId.parse(str(made).replace("-", "–")) == made
    assert FigureId.parse(str(made).replace("_", "-")) == made
    digits = f"{made.rows}-{made.view}".replace("0", "O").replace("1", "l")
    assert FigureId.parse(f"{made.name}-{digits}-{version}") == made


@pytest.mark.parametrize(
    "words",
    [
        "",
        "funding_over_time",
        "a-12345678-1234567-1",
        "a-12345678-1234567g-1",
        "../x-12345678-12345678-1",
        "?" * 999,
    ],
)
def test_anything_else_is_no_id(words: str) -> None:
    with pytest.raises(NotAFigureId, match="is no figure id") as caught:
        FigureId.parse(words)
    assert len(str(caught.value)) < 300


def test_an_id_is_the_same_in_another_process(data: OpenData, built_database: Path, repo_root: Path) -> None:
    opened = open_exhibit("funding_over_time", {}, data)
    code = (
        "from mineaction.exhibits.data import open_data\n"
        "from mineaction.exhibits.address import open_exhibit\n"
        "from mineaction.exhibits.identity import figure_id\n"
        "with open_data() as data:\n"
        "    opened = open_exhibit('funding_over_time', {}, data)\n"
        "    print(figure_id(opened.exhibit, opened.values))\n"
    )
    settings = {"MINEACTION_DATABASE_URL": f"sqlite:///{built_database}", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repo_root, env=settings, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(figure_id(opened.exhibit, opened.values))


def test_the_timeline_and_whatever_else_is_drawn_belong_to_it(data: OpenData) -> None:
    opened = open_exhibit("funding_over_time", {}, data)
    tables = identify(opened.exhibit, opened.values).tables
    assert set(tables) == {"rows drawn", "rows behind", "policy events", "administrations"}
    assert len(tables["rows behind"].rows) == len(opened.exhibit.behind().rows)
