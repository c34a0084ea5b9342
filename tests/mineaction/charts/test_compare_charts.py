"""Comparisons as drawn: one scale, a line only over the years of its mean, columns that belong to nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from mineaction.charts import compare_means, compare_panels
from mineaction.cited import CitedTable
from mineaction.periods import year_span
from mineaction.vocabulary import YearBasis

DARK = pytest.mark.parametrize("dark", [False, True])


def bar(name: str, year: int, value: float, **other: Any) -> dict[str, Any]:
    span = year_span(year, YearBasis.US_FISCAL)
    row = {
        "panel_key": name,
        "panel_title": name,
        "panel_position": 0,
        "mark": "bar",
        "year": year,
        "year_basis": "us_fiscal",
        "year_label": f"FY{year}",
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "amount_usd": value * 1e6,
        "comparator": "exact",
        "is_partial": False,
        "label": f"{value:g}",
        "hover": "A & B",
        "value": value,
    }
    return {**row, **other}


def mark(kind: str, first: int, last: int, value: float | None = None, **other: Any) -> dict[str, Any]:
    days = {"starts_on": date(first - 1, 10, 1), "ends_on": date(last, 10, 1)}
    row = {"kind": kind, "key": "Obama", "label": "", "value": value, "hover": "a mean"}
    return {**row, **days, **other}


def table(rows: list[dict[str, Any]], **other: str) -> CitedTable:
    words = {"unit": "US$ million", "price_basis": "current prices", **other}
    return CitedTable("A title", pd.DataFrame(rows), words["unit"], words["price_basis"], "", "A source")


def named(figure: Any, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


@DARK
def test_panels_share_a_scale_and_an_index_has_its_line(dark: bool) -> None:
    rows = [bar("A", 2010, 100), bar("A", 2011, 150), bar("B", 2010, 100, panel_position=1)]
    figure = compare_panels.figure(table(rows, unit="index, 2010 = 100"), None, 100.0, dark=dark)
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    lines = [shape for shape in figure.layout.shapes if shape.name == "reference"]
    assert [(line.y0, line.yref) for line in lines] == [(100, "y"), (100, "y2")]
    assert [list(trace.y) for trace in named(figure, "bar")] == [[100, 150], [100]]
    assert figure.layout.yaxis.title.text == "index, 2010 = 100"


def test_constant_prices_stand_at_the_axis() -> None:
    figure = compare_panels.figure(table([bar("A", 2010, 5)], price_basis="constant FY2024 prices"))
    assert figure.layout.yaxis.title.text == "US$ million, constant FY2024 prices"
    assert not [shape for shape in figure.layout.shapes if shape.name == "reference"]


def test_no_rows_give_no_marks() -> None:
    empty = table([])
    assert not compare_panels.figure(empty).data and not compare_means.figure(empty, empty).data


@DARK
def test_the_line_of_a_mean_stands_over_its_own_years_alone(dark: bool) -> None:
    rows = [bar("A", year, year - 2000, label="") for year in (2010, 2011, 2013, 2017)]
    marks = [
        mark("label", 2010, 2013, 11.3, label="11.3"),
        mark("mean", 2010, 2011, 11.3),
        mark("mean", 2013, 2013, 11.3),
        mark("shared", 2017, 2017),
    ]
    figure = compare_means.figure(table(rows), table(marks), dark=dark)
    [means] = named(figure, "means")
    assert list(means.x) == ["2009-10-01", "2011-10-01", None, "2012-10-01", "2013-10-01", None]
    assert list(means.y) == [11.3, 11.3, None, 11.3, 11.3, None]
    [column] = [shape for shape in figure.layout.shapes if shape.name == "shared"]
    assert (column.x0, column.x1) == ("2016-10-01", "2017-10-01")
    [label] = [note for note in figure.layout.annotations if note.name == "mean label"]
    assert label.text == "Obama<br><b>11.3</b>"
    assert len(named(figure, "gap")[0].x) == 4, "2012 and 2014 to 2016"
    assert {"mean of these years", "shared by two terms"} <= {
        trace.name.replace("<br>", " ") for trace in named(figure, "key")
    }


def test_labels_stand_above_the_bars() -> None:
    rows = [bar("A", 2010, 7), bar("A", 2011, 9)]
    plain = compare_panels.figure(table(rows)).layout.yaxis.range
    marked = compare_means.figure(table(rows), table([mark("label", 2010, 2011, 8, label="8")]))
    assert marked.layout.yaxis.range[1] > plain[1] and marked.layout.yaxis.range[0] == plain[0]


def test_a_year_that_is_held_and_cannot_be_priced_is_no_gap() -> None:
    rows = [bar("A", 2010, 7), bar("A", 2013, 9)]
    figure = compare_means.figure(table(rows), table([mark("unpriced", 2011, 2011, hover="2011: US$ 5")]))
    [gap] = named(figure, "gap")
    assert list(gap.x) == ["2011-10-01"]
    [question] = named(figure, "unpriced")
    assert list(question.hovertext) == ["2011: US$ 5"] and list(question.text) == ["?"]


def test_a_mean_that_is_not_given_is_said_in_grey() -> None:
    marks = table([mark("label", 2010, 2011, None, label="no mean")])
    figure = compare_means.figure(table([bar("A", 2010, 7)]), marks)
    [label] = [note for note in figure.layout.annotations if note.name == "mean label"]
    assert "<b>" not in label.text and "no mean" in label.text and not named(figure, "means")
