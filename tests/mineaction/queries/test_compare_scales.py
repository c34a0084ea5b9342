"""Amounts drawn otherwise: 100 in the base year or refused with the reason, and divided by inhabitants."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.queries.compare import scales
from mineaction.queries.population import Population

LAOS = Population("LAO", 8, 2020, "", "D", "A document", "A publisher", "", "row 1", "f row 1")


def bar(name: str, year: int, usd: float, **other: Any) -> dict[str, Any]:
    row = {
        "name": name,
        "year": year,
        "year_basis": "calendar",
        "year_label": str(year),
        "amount_usd": usd,
        "comparator": "exact",
        "mark": "bar",
        "is_partial": False,
        "panel_title": name,
        "hover": "words",
    }
    return {**row, **other}


@given(st.floats(min_value=0.01, max_value=1e13), st.floats(min_value=-1e13, max_value=1e13))
def test_the_base_year_is_100_and_all_else_in_proportion(base: float, other: float) -> None:
    drawn, without = scales.from_hundred([bar("A", 2010, base), bar("A", 2011, other)], 2010)
    assert without == {} and drawn[0]["value"] == pytest.approx(100)
    assert drawn[1]["value"] == pytest.approx(100 * other / base)


@pytest.mark.parametrize(
    ("bars", "why"),
    [
        ([bar("A", 2011, 5)], "no figure found for 2010"),
        ([bar("A", 2010, 0)], "zero"),
        ([bar("A", 2010, -5)], "below zero"),
        ([bar("A", 2010, 5, comparator="over")], "not exact (over US$ 5)"),
        ([bar("A", 2010, 5, comparator="about")], "not exact (about US$ 5)"),
        ([bar("A", 2010, 5, is_partial=True)], "a part"),
        ([bar("A", 2010, 5), bar("A", 2010, 6)], "2 figures for 2010"),
        ([bar("A", 2010, 5, mark="earlier")], "no figure found"),
    ],
)
def test_a_name_is_refused_with_its_reason_and_the_others_stay(bars: list[dict[str, Any]], why: str) -> None:
    drawn, without = scales.from_hundred([*bars, bar("B", 2010, 4), bar("B", 2012, 1)], 2010)
    assert list(without) == ["A"] and why in without["A"]
    assert [row["value"] for row in drawn] == [100, 25]


def test_a_missing_base_year_is_named_as_the_years_of_the_line_are() -> None:
    """The page once said "no figure found for 2013" beside panels of fiscal years."""
    fiscal = [bar("A", 2014, 5, year_basis="us_fiscal", year_label="FY2014")]
    assert scales.why_no_base(fiscal, 2013) == "no figure found for FY2013"


def test_an_index_keeps_bounds_and_earlier_editions() -> None:
    bars = [bar("A", 2010, 4), bar("A", 2011, 5, comparator="over"), bar("A", 2010, 3, mark="earlier")]
    drawn, _ = scales.from_hundred(bars, 2010)
    assert [row["label"] for row in drawn] == ["100", ">125", "75"]
    assert "index >125 (2010 = 100)" in drawn[1]["hover"]


def test_the_base_year_offered_first_suits_the_most_the_earliest_of_equals() -> None:
    bars = [bar("A", 2010, 4), bar("A", 2011, 5), bar("B", 2011, 5), bar("B", 2012, 5), bar("A", 2012, 0)]
    counts = scales.base_years(bars)
    assert counts == {2010: 1, 2011: 2, 2012: 1} and scales.best_base(counts) == 2011
    assert scales.best_base(scales.base_years([bar("A", 2010, 0)])) is None


def test_each_year_is_divided_by_the_one_number_of_inhabitants_and_the_panel_says_which() -> None:
    drawn, without = scales.by_inhabitant(
        [bar("Lao PDR", 2010, 16), bar("Lao PDR", 2011, 2), bar("Kosovo", 2011, 2)], {"Lao PDR": LAOS}
    )
    assert [row["value"] for row in drawn] == [2, 0.25]
    assert {row["panel_title"] for row in drawn} == {"Lao PDR: each year divided by 8 inhabitants in 2020"}
    assert without == {"Kosovo": "no number of inhabitants is held"}


@pytest.mark.parametrize(
    ("value", "label"), [(0, "0"), (0.004, "<0.01"), (-0.004, ">−0.01"), (0.42, "0.42"), (134.2, "134")]
)
def test_labels_never_turn_something_into_nothing(value: float, label: str) -> None:
    assert scales.number_label(value, scales.Comparator.EXACT) == label


def test_one_unit_serves_all_panels() -> None:
    drawn, unit = scales.as_amounts([bar("A", 2010, 2_000_000), bar("B", 2010, 5_000)])
    assert unit == "US$ million" and [row["value"] for row in drawn] == [2, 0.005]
    drawn, unit = scales.as_amounts([bar("B", 2010, 5_000)])
    assert unit == "US$ thousand" and drawn[0]["label"] == "5"
