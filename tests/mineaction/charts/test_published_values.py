"""Published values: a column of points a year, the newest filled, lines stop at gaps, bounds have shapes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import published_values, theme
from mineaction.cited import CitedTable
from mineaction.periods import year_span
from mineaction.vocabulary import YearBasis


def point(year: int, value: float, **other: Any) -> dict[str, Any]:
    span = year_span(year, YearBasis.CALENDAR)
    row = {
        "panel_key": "one",
        "panel_title": "Killed",
        "panel_position": 0,
        "year": year,
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "value": value,
        "comparator": "exact",
        "is_newest": True,
        "label": f"{value:,.0f}",
        "hover": f"{year}\nA & B <c>",
    }
    return {**row, **other}


def draw(*rows: dict[str, Any], dark: bool = False) -> go.Figure:
    table = CitedTable("A title", pd.DataFrame(rows), "people", "", "calendar years", "A source")
    return published_values.figure(table, dark=dark)


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


def test_all_values_of_a_year_stand_in_its_column_and_none_is_averaged() -> None:
    figure = draw(point(2016, 8605, is_newest=False), point(2016, 9437))
    [newest], [earlier] = traces(figure, "newest"), traces(figure, "earlier")
    assert list(newest.y) == [9437] and list(earlier.y) == [8605]
    assert newest.x == earlier.x and newest.x[0].startswith("2016-07-02")
    assert list(traces(figure, "column")[0].y) == [8605, 9437, None]
    assert earlier.marker.color == theme.LIGHT.background and newest.marker.color == theme.LIGHT.money
    assert {trace.name for trace in traces(figure, "key")} == {
        "newest value",
        "value of an earlier<br>edition",
    }


def test_the_line_stops_at_a_gap_and_the_gap_is_hatched() -> None:
    figure = draw(point(2013, 1), point(2014, 2), point(2016, 4), point(2017, 5))
    [line] = traces(figure, "line")
    assert list(line.y) == [1, 2, None, 4, 5, None]
    [gap] = traces(figure, "gap")
    assert list(gap.x) == ["2015-01-01"] and gap.hovertext[0] == "2015: no figure found"
    assert gap.marker.pattern.shape == "/"


def test_two_newest_values_of_one_year_are_not_joined() -> None:
    figure = draw(point(2021, 1), point(2022, 2), point(2022, 3))
    assert not traces(figure, "line") and len(traces(figure, "newest")[0].y) == 3


def test_things_counted_are_panels_with_scales_of_their_own() -> None:
    figure = draw(point(2016, 86), point(2016, 9437, panel_key="two", panel_title="All", panel_position=1))
    assert [trace.yaxis for trace in traces(figure, "newest")] == ["y", "y2"]
    assert figure.layout.yaxis.range[0] == figure.layout.yaxis2.range[0] == 0
    assert figure.layout.yaxis.range[1] < 200 < figure.layout.yaxis2.range[1]


@pytest.mark.parametrize(
    ("comparator", "symbol"),
    [("exact", "circle"), ("over", "triangle-up"), ("nearly", "triangle-down"), ("about", "diamond")],
)
def test_a_bound_has_a_shape_of_its_own(comparator: str, symbol: str) -> None:
    figure = draw(point(2016, 30, comparator=comparator))
    assert list(traces(figure, "newest")[0].marker.symbol) == [symbol]
    assert len(traces(figure, "key")) == (comparator != "exact")


def test_labels_stay_inside_the_narrowest_plot_and_off_the_lines() -> None:
    figure = draw(*(point(year, 5000 + 900 * (year % 3)) for year in range(1999, 2025)))
    [labels] = traces(figure, "labels")
    assert 0 < len(labels.text) < 26
    assert not any(place.startswith("1999") for place in labels.x), "it would stand on the axis"
    assert labels.x[0].startswith("2024"), "the newest is always written"


def test_hover_text_cannot_carry_markup() -> None:
    assert traces(draw(point(2016, 3)), "newest")[0].hovertext[0] == "2016<br>A &amp; B &lt;c&gt;"


@pytest.mark.parametrize("dark", [False, True])
def test_no_rows_give_no_marks_and_both_designs_draw(dark: bool) -> None:
    empty = CitedTable("A title", pd.DataFrame(), "people", "", "", "A source")
    assert not published_values.figure(empty, dark=dark).data
    assert draw(point(2016, 3), dark=dark).layout.template.layout.paper_bgcolor == (
        theme.palette(dark).background
    )
