"""The stacks of US transactions: on each other, below zero, and named so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import us_transactions, us_transactions_stacks
from mineaction.charts.frame import (
    TOP_PX,
)
from mineaction.charts.keys import KEY_ROOM
from mineaction.cited import CitedTable
from mineaction.export.native import stacks as native_stacks
from mineaction.queries.us_transactions.parts import COLUMNS, parts_of, stacked
from mineaction.queries.us_transactions.words import SPOKEN


def answer(*added: tuple[str, int, int, int], most: int = 2, edition_on: str = "") -> CitedTable:
    """Of names, years, and what was obligated and taken back."""
    rows = [
        {
            "name": name,
            "year": year,
            "net_usd": up + down,
            "below_usd": down,
            "figure_count": 2,
            "edition_on": edition_on,
        }
        for name, year, up, down in added
    ]
    drawn = stacked(parts_of(rows), most, SPOKEN["COUNTRY"], "De-obligations")
    table = pd.DataFrame(drawn, columns=COLUMNS)
    return CitedTable("A title", table, "US$ million", "current prices", "", "A source")


MANY = answer(
    ("Angola", 2018, 9_000_000, -2_000_000),
    ("Iraq", 2018, 5_000_000, 0),
    ("Laos", 2018, 2_000_000, 0),
    ("Mali", 2018, 1_000_000, 0),
    ("Angola", 2020, 3_000_000, -4_000_000),
)


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


@pytest.mark.parametrize("dark", [False, True])
def test_parts_stand_on_each_other_and_what_is_taken_back_below(dark: bool) -> None:
    figure = us_transactions.figure(MANY, dark=dark)
    angola, iraq = traces(figure, "part")
    [others], [below] = traces(figure, "others"), traces(figure, "below")
    assert (list(angola.base), list(angola.y)) == ([0, 0], [9, 3])
    assert (list(iraq.base), list(iraq.y)) == ([9], [5])
    assert (list(others.base), list(others.y), others.name) == ([14], [3], "2 other countries and areas")
    assert (list(below.base), list(below.y), below.name) == ([0, 0], [-2, -4], "De-obligations")
    [net] = traces(figure, "net")
    assert [value for value in net.y if value is not None] == [15, 15, -1, -1]
    [gap] = traces(figure, "gap")
    assert gap.hovertext == ("FY2019: no figure found",)
    low, high = figure.layout.yaxis.range
    assert low < -4 and high > 17
    keys = [trace.name.replace("<br>", " ") for trace in traces(figure, "key")]
    assert keys == [
        *("Angola", "Iraq", "2 other countries and areas", "De-obligations", "net total, number on top"),
        "no figure found",
    ]


def test_without_anything_taken_back_the_tops_are_the_totals() -> None:
    figure = us_transactions.figure(answer(("Angola", 2018, 1_000_000, 0)))
    assert not traces(figure, "net") and not traces(figure, "below")
    [labels] = traces(figure, "labels")
    assert "1" in labels.text[0]


def test_a_year_that_was_not_over_is_hatched() -> None:
    held = answer(("Angola", 2024, 1_000_000, 0), ("Angola", 2025, 1_000_000, 0), edition_on="2025-03-01")
    [part] = traces(us_transactions.figure(held), "part")
    assert part.marker.pattern.shape == ("", "/")


def test_no_rows_give_no_marks() -> None:
    assert not us_transactions.figure(answer()).data
    assert native_stacks.transactions(answer()) == ()


def test_colours_of_neighbours_differ_in_both_designs() -> None:
    held = answer(*((f"Place {place}", 2018, 10**6 * (9 - place), 0) for place in range(8)), most=7)
    for dark in (False, True):
        fills = [trace.marker.color for trace in traces(us_transactions.figure(held, dark=dark), "part")]
        assert len(set(fills)) == len(fills) >= 7


def test_the_native_chart_has_the_same_amounts() -> None:
    [chart] = native_stacks.transactions(MANY)
    assert chart.kind == "stacked" and chart.categories == ("FY2018", "FY2019", "FY2020")
    values = {series.name: series.values for series in chart.series}
    assert values == {
        "Angola": (9, None, 3),
        "Iraq": (5, None, None),
        "2 other countries and areas": (3, None, None),
        "De-obligations": (-2, None, -4),
        "net total": (15, None, -1),
    }
    assert chart.low <= -4 and chart.high >= 17
    assert native_stacks.NET_NOTE in chart.notes and native_stacks.GAP_NOTE in chart.notes


@pytest.mark.parametrize(
    ("title", "brief"),
    [
        ("Department of State", "Department of State"),
        ("Department of State, Economic Support Fund", "State, Economic Support Fund"),
        ("U.S. Agency for International Development, Child Survival", "USAID, Child Survival"),
        ("International Trust Fund for Demining and Mine Victims Assistance",
         "International Trust Fund for Demining and Mine …"),
    ],
)  # fmt: skip
def test_a_key_names_an_account_and_not_only_its_agency(title: str, brief: str) -> None:
    assert us_transactions_stacks.brief(title) == brief


def test_a_picture_keeps_room_for_the_key_that_grows_on_a_page() -> None:
    figure = us_transactions.figure(MANY)
    assert figure.layout.margin.autoexpand and figure.layout.margin.t == TOP_PX
    narrow, wide = figure.layout.meta[KEY_ROOM]
    assert narrow > wide > 0
