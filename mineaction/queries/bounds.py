"""Arithmetic with the ranges that printed numbers allow. Exact, in whole units; no middle is ever taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bounds:
    """Every number from ``low`` to ``high``; None is an end that is left open for ever.

    ``has_low`` and ``has_high`` say whether the end itself belongs to it. As printed numbers go, the lower
    end does and the upper does not: "over 4.2 billion" is 4.2 billion and more, and less than 4.3 billion.
    Raises ValueError where no number is left.
    """

    low: int | None
    high: int | None
    has_low: bool = True
    has_high: bool = False

    def __post_init__(self) -> None:
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and not (self.has_low and self.has_high)):
            raise ValueError(f"no number lies between {self.low} and {self.high}")

    def __contains__(self, number: Any) -> bool:
        above = self.low is None or number > self.low or (self.has_low and number == self.low)
        below = self.high is None or number < self.high or (self.has_high and number == self.high)
        return above and below

    def __add__(self, other: Bounds) -> Bounds:
        """Every sum of a number of the one and a number of the other."""
        return Bounds(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.has_low and other.has_low,
            self.has_high and other.has_high,
        )

    def __neg__(self) -> Bounds:
        """The same numbers with the other sign."""
        return Bounds(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.has_high,
            self.has_low,
        )

    def __sub__(self, other: Bounds) -> Bounds:
        """Every difference of a number of the one and a number of the other."""
        return self + -other

    def overlap(self, other: Bounds) -> Bounds | None:
        """The numbers both have; None where there are none."""
        low, has_low = _higher((self.low, self.has_low), (other.low, other.has_low))
        high, has_high = _higher(_mirrored(self), _mirrored(other))
        try:
            return Bounds(low, None if high is None else -high, has_low, has_high)
        except ValueError:
            return None

    def meets(self, other: Bounds) -> bool:
        """Whether there is a number both have."""
        return self.overlap(other) is not None

    def gap(self, other: Bounds) -> int:
        """How far the two are apart at the least: 0 where they meet or touch."""
        gaps = [0]
        for lower, upper in ((self, other), (other, self)):
            if lower.high is not None and upper.low is not None:
                gaps.append(upper.low - lower.high)
        return max(gaps)

    def hull(self, other: Bounds) -> Bounds:
        """All numbers of both, and those between them."""
        low, has_low = _lower((self.low, self.has_low), (other.low, other.has_low))
        high, has_high = _lower(_mirrored(self), _mirrored(other))
        return Bounds(low, None if high is None else -high, has_low, has_high)

    @property
    def size(self) -> int | None:
        """From end to end; None where an end is open for ever."""
        return None if self.low is None or self.high is None else self.high - self.low


_End = tuple[int | None, bool]
NOTHING = Bounds(0, 0, True, True)
"""Exactly zero: what no years add up to."""


def _mirrored(bounds: Bounds) -> _End:
    return (None if bounds.high is None else -bounds.high, bounds.has_high)


def _higher(one: _End, other: _End) -> _End:
    """The lower end that rules out more."""
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return one if one[0] > other[0] else other


def _lower(one: _End, other: _End) -> _End:
    """The lower end that rules out less."""
    if one[0] is None or other[0] is None:
        return None, False
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if one[0] < other[0] else other
