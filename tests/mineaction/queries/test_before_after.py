"""Means before and after a moment, by hand on made-up series; when the comparison must not be made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.queries.policy import before_after
from mineaction.queries.policy.before_after import LEAST_YEARS, compare, longest_run, missing, window


def series(first: int, *amounts: int) -> dict[int, int]:
    return dict(enumerate(amounts, start=first))


def test_the_year_of_the_event_belongs_to_neither_side() -> None:
    around = window([2014], 4)
    assert around.before == (2010, 2011, 2012, 2013)
    assert around.event == (2014,)
    assert around.after == (2015, 2016, 2017, 2018)


def test_every_year_the_event_may_have_fallen_into_is_left_out() -> None:
    """An event of "1997" may lie in FY1997 or FY1998."""
    around = window([1997, 1998], 4)
    assert (around.before[-1], around.event, around.after[0]) == (1996, (1997, 1998), 1999)


def test_fewer_than_four_years_a_side_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        window([2014], 3)
    with pytest.raises(ValueError, match="at least one year"):
        window([], 4)


def test_means_and_change_by_hand() -> None:
    """Before 10, 20, 30, 40: mean 25. The event's 999 counts nowhere. After 40, 50, 60, 70: mean 55."""
    held = series(2001, 10, 20, 30, 40, 999, 40, 50, 60, 70)
    found = compare(held, window([2005], 4))
    assert (found.mean_before, found.mean_after, found.change) == (25, 55, 30)
    assert found.change_share == pytest.approx(1.2)
    assert found.others == 0 and found.placebo_share is None, "nine years leave no other place"


def test_placebo_rank_by_hand() -> None:
    """Eleven years leave three places: 2005 (asked), 2006 and 2007.

    Sums after less before: around 2005 (1+1+1+9) - (1+1+1+1) = 8; around 2006 (1+1+9+1) - (1+1+1+1) = 8;
    around 2007 (1+9+1+1) - 4 = 8, with 2010 the year of nine. Then the last year is raised to 100.
    """
    held = series(2001, 1, 1, 1, 1, 1, 1, 1, 1, 9, 1, 1)
    found = compare(held, window([2005], 4))
    assert (found.others, found.as_large, found.placebo_share) == (2, 2, 1.0)
    held[2011] = 100
    assert compare(held, window([2005], 4)).as_large == 2  # 8 against 8 and 107
    assert compare(held, window([2007], 4)).as_large == 0  # 107 against 8 and 8
    assert compare(held, window([2007], 4)).placebo_share == 0.0


def test_a_fall_counts_as_large_as_a_rise() -> None:
    """Around 2005 the sum rises by 4, around 2006 it falls by 16: (5+5+5+1) = 16 less (4+4+4+20) = 32."""
    held = series(2001, 4, 4, 4, 4, 20, 5, 5, 5, 5, 1)
    assert compare(held, window([2005], 4)).change == pytest.approx(1.0)
    found = compare(held, window([2005], 4))
    assert (found.others, found.as_large) == (1, 1)
    fell = compare(held, window([2006], 4))
    assert fell.change == pytest.approx((5 + 5 + 5 + 1 - 4 - 4 - 4 - 20) / 4)
    assert (fell.others, fell.as_large) == (1, 0)


def test_other_places_with_a_gap_are_not_counted() -> None:
    held = series(2001, *[5] * 12)
    assert compare(held, window([2005], 4)).others == 3
    del held[2012]
    assert compare(held, window([2005], 4)).others == 2
    # The year between the sides may be missing: it is on neither.
    del held[2005]
    assert compare(held, window([2005], 4)).others == 0


def test_a_gap_is_named_and_refused() -> None:
    held = series(2001, *[5] * 9)
    del held[2003], held[2008]
    around = window([2005], 4)
    assert missing(around, held) == ((2003,), (2008,))
    with pytest.raises(ValueError, match=r"\[2003, 2008\]"):
        compare(held, around)


def test_no_share_of_a_mean_of_nothing() -> None:
    assert compare(series(2001, 0, 0, 0, 0, 0, 1, 1, 1, 1), window([2005], 4)).change_share is None
    assert compare(series(2001, -1, 0, 0, 0, 0, 1, 1, 1, 1), window([2005], 4)).change_share is None


def test_longest_run() -> None:
    assert longest_run([]) is None
    assert longest_run([2001, 2002, 2004, 2005, 2006, 2009]) == (2004, 2006)
    assert longest_run([2001, 2002, 2005, 2006]) == (2005, 2006), "the newest of equals"


AMOUNTS = st.lists(st.integers(-(10**9), 10**10), min_size=9, max_size=30)


@given(AMOUNTS, st.integers(-(10**6), 10**6), st.data())
def test_laws(amounts: list[int], more: int, data: st.DataObject) -> None:
    """Adding the same to every year moves both means and nothing else; time run backwards turns the sign."""
    held = series(1990, *amounts)
    event = data.draw(st.integers(1990 + LEAST_YEARS, 1990 + len(amounts) - LEAST_YEARS - 1))
    found = compare(held, window([event], LEAST_YEARS))
    assert found.others == len(amounts) - 2 * LEAST_YEARS - 1
    assert 0 <= found.as_large <= found.others
    moved = compare({year: amount + more for year, amount in held.items()}, window([event], LEAST_YEARS))
    assert moved.change == pytest.approx(found.change, abs=1e-3)
    assert (moved.others, moved.as_large) == (found.others, found.as_large)
    turned = compare({-year: amount for year, amount in held.items()}, window([-event], LEAST_YEARS))
    assert turned.change == pytest.approx(-found.change)
    assert turned.as_large == found.as_large


@given(st.sets(st.integers(1990, 2030), max_size=2), st.integers(1990, 2030), st.integers(4, 8))
def test_refused_exactly_where_a_year_is_missing(gone: set[int], event: int, each_side: int) -> None:
    """Of years without a break but for one or two: both ends come about."""
    held = set(range(1990, 2031)) - gone
    around = window([event], each_side)
    before, after = missing(around, held)
    assert set(before) == set(around.before) - held and set(after) == set(around.after) - held
    amounts = dict.fromkeys(held, 1)
    if before or after:
        with pytest.raises(ValueError, match="no amount"):
            before_after.compare(amounts, around)
    else:
        assert before_after.compare(amounts, around).change == 0
