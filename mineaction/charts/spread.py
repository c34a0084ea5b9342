"""Placing marks and words so that they do not lie on each other. Pure arithmetic, in pixels.

A figure does not know how wide it will be drawn, so places are worked out for ``NARROW_PX``, the
narrowest plot we promise to be readable in, and kept as shifts in pixels from the true date. On a wider
plot the dates move apart and the shifts stay, so whatever was clear at the narrow width stays clear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

NARROW_PX = 300.0


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions moved as little as possible (least squares) so that neighbours are ``gap`` apart.

    ``positions`` must be in rising order; so is the answer, and it lies between ``low`` and ``high``.
    Where the marks cannot all have their gap, they share the room evenly. Positions that lie inside and
    have room already do not move. Raises ValueError for positions out of order or ``low`` above ``high``.
    """
    if low > high:
        raise ValueError(f"no room between {low} and {high}")
    if any(later < earlier for earlier, later in pairwise(positions)):
        raise ValueError("positions are not in rising order")
    count = len(positions)
    if count == 0:
        return []
    step = min(gap, (high - low) / (count - 1)) if count > 1 else 0.0
    pooled = _rising([place - index * step for index, place in enumerate(positions)])
    ceiling = max(low, high - (count - 1) * step)
    return [min(max(place, low), ceiling) + index * step for index, place in enumerate(pooled)]


def _rising(values: Sequence[float]) -> list[float]:
    """The nearest never-falling sequence: pool adjacent violators."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    return [mean for mean, size in blocks for _ in range(size)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one mark goes: its lane, counted from the top, and its shift in pixels from its date."""

    lane: int
    shift_px: float


def in_lanes(positions: Sequence[float], gap: float, low: float, high: float, most: int = 3) -> list[Place]:
    """Marks dealt out to as few lanes as keep them near their dates, at most ``most``.

    ``positions`` in rising order. Marks go to the lanes in turn, so neighbours in one lane stand ``gap``
    apart when neighbours in time stand ``gap / lanes`` apart. Where a plot of this width has no room for
    that, places are worked out for the wider plot that has.
    """
    near = gap / 3
    for lanes in range(1, most + 1):
        needed = (len(positions) - 1) * gap / lanes
        wider = max(1.0, needed / (high - low)) if high > low else 1.0
        scaled = [low + (place - low) * wider for place in positions]
        placed = spread(scaled, gap / lanes, low, low + (high - low) * wider)
        shifts = [there - here for here, there in zip(scaled, placed, strict=True)]
        if lanes == most or (wider == 1.0 and all(abs(shift) <= near for shift in shifts)):
            return [Place(index % lanes, shift) for index, shift in enumerate(shifts)]
    return []


def text_px(words: str, size: float = 12.0) -> float:
    """About how wide words are in the project's font; a little more rather than less."""
    return sum(_letter_px(letter) for letter in words) * size / 12.0


def line_count(words: str, size: float, width: float) -> int:
    """How many lines words take at this size in so many pixels; one longer than a line is broken."""
    lines, used, blank = 1, 0.0, text_px(" ", size)
    for word in words.split(" "):
        wide = text_px(word, size)
        if used and used + blank + wide > width:
            lines, used = lines + 1, wide
        else:
            used += (blank if used else 0.0) + wide
        lines += max(0, ceil(used / width) - 1)
        used = used % width if used > width else used
    return lines


def _letter_px(letter: str) -> float:
    if letter in "mwMW—":
        return 9.9
    if letter in "fijlrt.,:;!|'’“”()[] ":
        return 3.9
    return 7.2 if letter.isupper() else 6.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle a label would fill, in pixels."""

    left: float
    right: float
    bottom: float
    top: float

    def touches(self, other: Box) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def choose_clear(wanted: Sequence[Box], taken: Sequence[Box] = ()) -> list[int]:
    """Which boxes can all be drawn: each in turn, if it touches none chosen before nor any ``taken``."""
    chosen: list[int] = []
    for index, box in enumerate(wanted):
        if any(box.touches(wanted[other]) for other in chosen) or any(box.touches(it) for it in taken):
            continue
        chosen.append(index)
    return chosen
