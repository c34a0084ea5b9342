"""Arithmetic with ranges: a sum holds every sum of members, a difference every difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.queries.bounds import NOTHING, Bounds

ENDS = st.one_of(st.none(), st.integers(-50, 50))


@st.composite
def ranges(draw: st.DrawFn, ends: st.SearchStrategy[int | None] = ENDS) -> Bounds:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return Bounds(low, high, True, True)
    return Bounds(low, high, draw(st.booleans()), draw(st.booleans()))


NUMBERS = st.fractions(min_value=-150, max_value=150, max_denominator=4)


@given(ranges(), ranges(), NUMBERS, NUMBERS)
def test_a_sum_holds_every_sum_and_a_difference_every_difference(one, other, here, there) -> None:
    if here in one and there in other:
        assert here + there in one + other
        assert here - there in one - other
        assert -here in -one


@given(ranges(st.integers(-9, 9)), ranges(st.integers(-9, 9)))
def test_a_sum_holds_nothing_else(one, other) -> None:
    """On a grid fine enough for these ends, each number of the sum is a sum of members."""
    grid = [number / 4 for number in range(-40, 41)]
    sums = {here + there for here in grid if here in one for there in grid if there in other}
    assert {number / 4 for number in range(-80, 81) if number / 4 in one + other} >= sums
    assert min(sums) - 0.5 <= (one + other).low <= min(sums)
    assert max(sums) <= (one + other).high <= max(sums) + 0.5


@given(ranges(), ranges(), NUMBERS)
def test_an_overlap_holds_what_both_hold_and_a_hull_what_either_holds(one, other, number) -> None:
    shared = one.overlap(other)
    assert (number in one and number in other) == (shared is not None and number in shared)
    if number in one or number in other:
        assert number in one.hull(other)
    assert one.meets(other) == other.meets(one) == (shared is not None)


@given(ranges(), ranges())
def test_ranges_apart_do_not_meet(one, other) -> None:
    assert one.gap(other) == other.gap(one) >= 0
    if one.gap(other) > 0:
        assert not one.meets(other)


@given(ranges())
def test_nothing_added_changes_nothing(one) -> None:
    assert (one + NOTHING).low == one.low and (one + NOTHING).high == one.high
    assert one.meets(one) and 0 in one - one


def test_ends_that_touch_meet_only_where_both_have_the_end() -> None:
    assert not Bounds(1, 2).meets(Bounds(2, 3))
    assert Bounds(1, 2, True, True).meets(Bounds(2, 3))
    assert not Bounds(1, 2, True, True).meets(Bounds(2, 3, False, False))
    assert Bounds(1, 2).gap(Bounds(2, 3)) == 0 and Bounds(1, 2).gap(Bounds(5, 6)) == 3


@pytest.mark.parametrize("ends", [(2, 1, True, True), (1, 1, True, False), (1, 1, False, True)])
def test_a_range_without_a_number_is_refused(ends) -> None:
    with pytest.raises(ValueError, match="no number"):
        Bounds(*ends)
