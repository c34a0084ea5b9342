"""The Leahy War Victims Fund: points and never a line, bounds marked, money and countries apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from mineaction.charts import lwvf_points
from mineaction.cited import CitedTable


def said(
    panel: str, value: float, comparator: str, starts_on: date, ends_on: date, **other: Any
) -> dict[str, Any]:
    row = {
        "panel": panel,
        "value": value,
        "comparator": comparator,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    return {**row, "words": "", "hover": "A & B <c>", **other}


ROWS = [
    said("usd", 225e6, "nearly", date(2015, 1, 1), date(2016, 1, 1)),
    said("usd", 225e6, "nearly", date(2015, 1, 1), date(2016, 1, 1), hover="again"),
    said("usd", 389e6, "about", date(2020, 4, 1), date(2020, 5, 1)),
    said("countries", 50, "over", date(2020, 12, 8), date(2020, 12, 9)),
    said("countries", 35, "exact", date(2022, 6, 21), date(2022, 6, 22)),
]


def drawn(rows: list[dict[str, Any]], meta: str, **options: Any) -> list[Any]:
    table = CitedTable("T", pd.DataFrame(rows), "US$", "", "", "")
    return [trace for trace in lwvf_points.figure(table, **options).data if trace.meta == meta]


@pytest.mark.parametrize("dark", [False, True])
def test_points_are_never_joined_and_each_panel_has_its_own_axis(dark: bool) -> None:
    money, countries = drawn(ROWS, "points", dark=dark)
    assert (money.mode, countries.mode) == ("markers", "markers")
    assert (list(money.y), list(countries.y)) == ([225, 389], [50, 35])
    assert money.yaxis != countries.yaxis and money.marker.symbol != countries.marker.symbol


def test_bounds_and_vague_dates_are_marked() -> None:
    (down,), (up,) = drawn(ROWS, "bound_down"), drawn(ROWS, "bound_up")
    assert down.y[1] < down.y[0] and up.y[1] > up.y[0]
    (whiskers,) = drawn(ROWS, "whiskers")
    assert list(whiskers.x)[:2] == ["2015-01-01", "2016-01-01"]
    labels = {words for trace in drawn(ROWS, "labels") for words in trace.text}
    assert labels == {"<225", "~389", ">50", "35"}


def test_one_number_told_twice_is_one_point_that_names_both() -> None:
    money, _ = drawn(ROWS, "points")
    assert money.hovertext[0] == "A &amp; B &lt;c&gt;<br><br>again"


def test_no_statement_is_no_mark_and_one_panel_can_stand_alone() -> None:
    assert len(lwvf_points.figure(CitedTable("T", pd.DataFrame(), "", "", "", "")).data) == 0
    assert len(drawn(ROWS[3:], "points")) == 1
