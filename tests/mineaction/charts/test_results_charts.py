"""Mine-free states stacked by kind beside published counts; the coverage map and its crosses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import coverage_heatmap, mine_free, theme
from mineaction.cited import CitedTable


def cited(rows: list[dict[str, Any]]) -> CitedTable:
    return CitedTable("A title", pd.DataFrame(rows), "states", "", "", "A source")


def bar(kind: str, position: int, year: int, count: int) -> dict[str, Any]:
    return {
        "group_key": kind,
        "group_label": kind,
        "group_position": position,
        "year": year,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year + 1, 1, 1),
        "count": count,
        "hover": f"{kind}\n<{count}>",
    }


def mark(day: date, value: float, label: str) -> dict[str, Any]:
    return {
        "starts_on": day,
        "ends_on": day.replace(day=28),
        "value": value,
        "label": label,
        "hover": label,
    }


def named(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


def test_kinds_stand_on_each_other_and_differ_by_pattern() -> None:
    rows = [bar("one", 0, 2010, 3), bar("one", 0, 2011, 4), bar("two", 1, 2011, 2)]
    figure = mine_free.figure(cited(rows), cited([]))
    first, second = named(figure, "bar")
    assert list(first.base) == [0, 0] and list(first.y) == [3, 4]
    assert list(second.base) == [4] and list(second.x) == ["2011-01-01"]
    assert first.marker.pattern.shape != second.marker.pattern.shape
    assert first.hovertext[0] == "one<br>&lt;3&gt;"
    assert figure.layout.yaxis.range[1] > 6


def test_published_counts_stand_at_their_dates_beside_the_bars() -> None:
    counts = [mark(date(2005, 12, 1), 6, "6"), mark(date(2025, 10, 1), 30, "~30")]
    figure = mine_free.figure(cited([bar("one", 0, 2010, 3)]), cited(counts))
    [published] = named(figure, "published")
    assert list(published.y) == [6, 30] and published.x[0].startswith("2005-12-14")
    words = [note.text for note in figure.layout.annotations if note.name == "published count"]
    assert words == ["6", "~30"]
    assert figure.layout.yaxis.range[1] > 30


def cell(row: str, position: int, year: int, count: int, is_complete: bool = True) -> dict[str, Any]:
    return {
        "row_key": row,
        "row_title": f"Series {row} <b>",
        "row_position": position,
        "year": year,
        "count": count,
        "is_complete": is_complete,
        "hover": f"{row}\n{count} figures",
    }


def test_a_square_is_darker_where_there_are_more_and_empty_where_there_are_none() -> None:
    cells = [cell("a", 0, 2010, 1), cell("a", 0, 2012, 150), cell("b", 1, 2011, 12, is_complete=False)]
    figure = coverage_heatmap.figure(cited(cells))
    [squares] = named(figure, "cells")
    first, between, second = (list(line) for line in squares.z)
    assert first == [0, None, 4] and second == [None, 2, None] and between == [None] * 3
    assert squares.text[0][2] == "a<br>150 figures"
    assert not squares.hoverongaps


def test_a_year_whose_table_was_cut_off_has_a_cross_besides_its_colour() -> None:
    cells = [cell("a", 0, 2010, 1), cell("b", 1, 2011, 12, is_complete=False)]
    figure = coverage_heatmap.figure(cited(cells))
    [crosses] = named(figure, "incomplete")
    [squares] = named(figure, "cells")
    assert list(crosses.x) == [2011] and crosses.marker.symbol == "x"
    assert squares.y[2] < crosses.y[0] < squares.y[3], "it stands on its own line"
    assert "a table was cut off" in {key.name for key in named(figure, "key")}
    assert not named(coverage_heatmap.figure(cited(cells[:1])), "incomplete")


def test_names_stand_above_their_squares_and_carry_no_markup() -> None:
    figure = coverage_heatmap.figure(cited([cell("a", 0, 2010, 1)]))
    assert "Series a &lt;b&gt;" in {note.text for note in figure.layout.annotations}
    long = cell("a", 0, 2010, 1) | {"row_title": "A name " * 15}
    assert coverage_heatmap.figure(cited([long])).layout.height > figure.layout.height


@pytest.mark.parametrize(("count", "step"), [(1, 0), (2, 1), (9, 1), (10, 2), (99, 3), (100, 4), (5000, 4)])
def test_steps(count: int, step: int) -> None:
    assert coverage_heatmap.step_of(count) == step


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_shade_is_seen_and_each_step_is_stronger(dark: bool) -> None:
    colours = theme.palette(dark)
    found = [contrast(shade, colours.background) for shade in coverage_heatmap.shades(colours)]
    assert found == sorted(found) and found[0] >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_no_rows_give_no_marks(dark: bool) -> None:
    assert not coverage_heatmap.figure(cited([]), dark=dark).data
    assert not mine_free.figure(cited([]), cited([]), dark=dark).data
