"""The laws of spreading marks: order kept, distance kept, inside the range, no needless move."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.charts.spread import NARROW_PX, Box, choose_clear, in_lanes, spread
from mineaction.charts.timeline import EDGE_PX, MARK_GAP_PX, MOST_LANES_OF_MANY, SMALL

positions = st.lists(st.floats(0, 300), max_size=40).map(sorted)
gaps = st.floats(0.5, 40)


@given(positions, gaps)
def test_order_distance_and_range_are_kept(places: list[float], gap: float) -> None:
    placed = spread(places, gap, 0, 300)
    kept = min(gap, 300 / (len(places) - 1)) if len(places) > 1 else 0
    assert len(placed) == len(places)
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in placed)
    assert all(after - before >= kept - 1e-6 for before, after in pairwise(placed))


@given(st.lists(st.integers(0, 10), unique=True, max_size=11).map(sorted))
def test_nothing_moves_where_there_is_room(steps: list[int]) -> None:
    places = [step * 30.0 for step in steps]
    assert spread(places, 30, 0, 300) == pytest.approx(places)


def test_a_crowd_stays_around_its_middle() -> None:
    assert spread([100, 100, 100], 10, 0, 300) == pytest.approx([90, 100, 110])


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        spread([2, 1], 1, 0, 10)
    with pytest.raises(ValueError, match="room"):
        spread([1], 1, 10, 0)


@given(st.lists(st.floats(10, 290), min_size=1, max_size=25).map(sorted), st.floats(1, 5))
def test_marks_in_a_lane_keep_their_distance_at_every_width(places: list[float], wider: float) -> None:
    """Places are worked out for 300 pixels; on a wider plot dates part and shifts stay."""
    found = in_lanes(places, 24, 10, NARROW_PX - 10)
    for lane in range(3):
        at = [place * wider + it.shift_px for place, it in zip(places, found, strict=True) if it.lane == lane]
        assert all(after - before >= 24 - 1e-6 for before, after in pairwise(at))


@given(st.lists(st.floats(10, 290), min_size=31, max_size=72).map(sorted))
def test_a_crowd_in_five_lanes_needs_no_wider_plot(places: list[float]) -> None:
    """Marks of four fifths the size in five lanes: up to 72 keep their distance within 300 pixels."""
    gap = MARK_GAP_PX * SMALL
    found = in_lanes(places, gap, EDGE_PX, NARROW_PX - EDGE_PX, MOST_LANES_OF_MANY)
    for lane in range(MOST_LANES_OF_MANY):
        at = [place + it.shift_px for place, it in zip(places, found, strict=True) if it.lane == lane]
        assert all(EDGE_PX - 1e-6 <= place <= NARROW_PX - EDGE_PX + 1e-6 for place in at)
        assert all(after - before >= gap - 1e-6 for before, after in pairwise(at))


def test_labels_that_touch_are_left_out_in_order_of_preference() -> None:
    boxes = [Box(0, 10, 0, 10), Box(5, 15, 0, 10), Box(20, 30, 0, 10)]
    assert choose_clear(boxes) == [0, 2]
    assert choose_clear(boxes, [Box(25, 26, 5, 6)]) == [0]
