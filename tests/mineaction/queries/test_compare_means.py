"""Means of years: laws of the arithmetic, what may not be used, and whole fiscal years of terms of office."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.queries.compare.means import MIXED_BOUNDS, NO_FIGURE, Year, joint, mean_of, years_of
from mineaction.queries.compare.terms import Term, shared_years
from mineaction.queries.doubts import CUT_OFF, never_added
from mineaction.vocabulary import Comparator, YearBasis

FISCAL = YearBasis.US_FISCAL
EXACT, OVER, AT_LEAST = Comparator.EXACT, Comparator.OVER, Comparator.AT_LEAST
NEARLY, UP_TO, ABOUT = Comparator.NEARLY, Comparator.UP_TO, Comparator.ABOUT
AMOUNTS = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


def bar(year: int, usd: float, **other: Any) -> dict[str, Any]:
    row = {
        "year": year,
        "amount_usd": usd,
        "comparator": "exact",
        "mark": "bar",
        "year_basis": "us_fiscal",
        "doubts": [],
    }
    return {**row, **other}


def term(key: str, first: date, end: date | None) -> Term:
    return Term(key, key, first, end, "D")


TERMS = (
    term("Clinton", date(1993, 1, 20), date(2001, 1, 20)),
    term("G.W. Bush", date(2001, 1, 20), date(2009, 1, 20)),
    term("Obama", date(2009, 1, 20), date(2017, 1, 20)),
    term("Trump (1st)", date(2017, 1, 20), date(2021, 1, 20)),
    term("Biden", date(2021, 1, 20), date(2025, 1, 20)),
    term("Trump (2nd)", date(2025, 1, 20), None),
)


def test_a_mean_by_hand() -> None:
    held = {2010: Year(10), 2011: Year(20), 2013: Year(60)}
    found = mean_of(range(2010, 2014), held, needs_all=False)
    assert (found.amount_usd, found.used, found.not_used) == (30, (2010, 2011, 2013), ((2012, NO_FIGURE),))
    assert found.words == "US$ 30"


def test_where_all_years_are_needed_a_missing_one_leaves_no_mean() -> None:
    found = mean_of(range(2010, 2014), {2010: Year(10), 2013: Year(60)}, needs_all=True)
    assert found.amount_usd is None and found.words == ""
    assert [year for year, _ in found.not_used] == [2011, 2012]


@given(st.dictionaries(st.integers(1990, 2030), AMOUNTS, min_size=1))
def test_a_mean_lies_between_the_least_and_the_most(amounts: dict[int, float]) -> None:
    held = {year: Year(usd) for year, usd in amounts.items()}
    found = mean_of(sorted(amounts), held, needs_all=True)
    assert found.amount_usd is not None
    assert min(amounts.values()) <= found.amount_usd <= max(amounts.values())


@given(st.permutations([1.1, 2.2, 3.3, 1e9, 0.0]))
def test_the_order_of_years_does_not_change_a_mean(amounts: list[float]) -> None:
    held = {year: Year(usd) for year, usd in enumerate(amounts)}
    assert mean_of(range(5), held, needs_all=True).amount_usd == 200000001.32


@pytest.mark.parametrize(
    ("of", "left"),
    [
        ({EXACT}, EXACT),
        ({EXACT, OVER}, OVER),
        ({AT_LEAST}, AT_LEAST),
        ({AT_LEAST, OVER}, OVER),
        ({NEARLY, EXACT}, NEARLY),
        ({UP_TO}, UP_TO),
        ({ABOUT, EXACT}, ABOUT),
        ({OVER, NEARLY}, None),
        ({OVER, ABOUT}, None),
    ],
)
def test_a_bound_among_the_amounts_bounds_the_mean(of: set[Comparator], left: Comparator | None) -> None:
    assert joint(of) is left


def test_a_mean_of_bounds_says_so_and_bounds_that_disagree_leave_none() -> None:
    held = {2022: Year(376, OVER), 2023: Year(398)}
    assert mean_of((2022, 2023), held, needs_all=False).words == "over US$ 387"
    held[2023] = Year(398, NEARLY)
    assert mean_of((2022, 2023), held, needs_all=False).why_none == MIXED_BOUNDS


@pytest.mark.parametrize(
    ("bars", "why"),
    [
        ([bar(2010, 5)], ""),
        ([bar(2010, 5, comparator="over")], ""),
        ([bar(2010, 5), bar(2010, 5)], ""),
        ([bar(2010, 5), bar(2010, 7, mark="earlier")], ""),
        ([bar(2010, 0)], ""),
        ([bar(2010, 5), bar(2010, 7)], "the amounts held for it differ: US$ 5 and US$ 7"),
        (
            [bar(2010, 5, doubts=[never_added(CUT_OFF)])],
            "it is a part: from a table",
        ),
        ([bar(2010, 5, year_basis="unstated")], "does not say whether its year is fiscal or calendar"),
        ([bar(2010, 5, year_basis="calendar")], "is a calendar year"),
    ],
)
def test_which_years_may_be_used_and_why_others_may_not(bars: list[dict[str, Any]], why: str) -> None:
    found = years_of(bars, FISCAL)[2010]
    assert (why in found.why_not) if why else found.why_not == ""
    assert found.amount_usd == bars[0]["amount_usd"]


def test_an_earlier_edition_alone_is_no_figure() -> None:
    assert years_of([bar(2010, 5, mark="earlier")], FISCAL) == {}


def test_whole_fiscal_years_of_the_terms_of_office() -> None:
    whole = {term.key: term.whole_years(2027) for term in TERMS}
    assert whole == {
        "Clinton": tuple(range(1994, 2001)),
        "G.W. Bush": tuple(range(2002, 2009)),
        "Obama": tuple(range(2010, 2017)),
        "Trump (1st)": (2018, 2019, 2020),
        "Biden": (2022, 2023, 2024),
        "Trump (2nd)": (2026, 2027),
    }
    shared = shared_years(TERMS, range(1994, 2028))
    assert list(shared) == [2001, 2009, 2017, 2021, 2025]
    assert [term.key for term in shared[2017]] == ["Obama", "Trump (1st)"]


@given(st.lists(st.integers(30, 4000), min_size=1, max_size=8), st.integers(1900, 2010))
def test_a_fiscal_year_is_whole_in_at_most_one_term_and_then_shared_by_none(
    lengths: list[int], start: int
) -> None:
    """Whatever the terms: they follow each other, and no year is whole twice, or whole and shared."""
    ends = [date(start, 1, 20)]
    for days in lengths:
        ends.append(ends[-1] + timedelta(days=days))
    made = [term(str(place), first, end) for place, (first, end) in enumerate(pairwise(ends))]
    whole = [year for one in made for year in one.whole_years(9999)]
    assert len(whole) == len(set(whole))
    shared = shared_years(made, range(start - 1, ends[-1].year + 2))
    assert not set(whole) & set(shared)
    for one in made:
        assert all(one.holds(year) and one.touches(year) for year in one.whole_years(9999))
