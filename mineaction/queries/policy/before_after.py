"""Means before and after a moment: the arithmetic, its placebo rank, and when it must not be done. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LEAST_YEARS = 4
"""Fewer years than this on a side make no mean worth comparing."""


@dataclass(frozen=True, slots=True)
class Window:
    """The fiscal years a comparison takes: some before, the event's own, as many after. All in order."""

    before: tuple[int, ...]
    event: tuple[int, ...]
    """The years that contain the event, or may: they belong to neither side."""
    after: tuple[int, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """All of them, in order."""
        return (*self.before, *self.event, *self.after)


@dataclass(frozen=True, slots=True)
class Compared:
    """Means of two sides in whole dollars a year, and how usual such a change is in the same series.

    ``others`` is how many other years the same comparison can be made around, ``as_large`` around how many
    of them the change, up or down, is at least as large.
    """

    mean_before: float
    mean_after: float
    others: int
    as_large: int

    @property
    def change(self) -> float:
        """After less before."""
        return self.mean_after - self.mean_before

    @property
    def change_share(self) -> float | None:
        """The change as a share of the mean before; None where that mean is not above zero."""
        return self.change / self.mean_before if self.mean_before > 0 else None

    @property
    def placebo_share(self) -> float | None:
        """The share of other possible years with a change at least as large; None where there is none."""
        return self.as_large / self.others if self.others else None


def window(event_years: Sequence[int], each_side: int) -> Window:
    """The years around an event. Raises ValueError for no event year, or fewer than LEAST_YEARS a side."""
    if not event_years:
        raise ValueError("an event falls into at least one year")
    if each_side < LEAST_YEARS:
        raise ValueError(f"{each_side} years on a side; at least {LEAST_YEARS} are needed")
    first, last = min(event_years), max(event_years)
    return Window(
        before=tuple(range(first - each_side, first)),
        event=tuple(range(first, last + 1)),
        after=tuple(range(last + 1, last + 1 + each_side)),
    )


def missing(around: Window, usable: Collection[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years before and after that cannot be used. The comparison is refused unless both are empty."""
    held = set(usable)
    return tuple(y for y in around.before if y not in held), tuple(y for y in around.after if y not in held)


def compare(amounts: Mapping[int, int], around: Window) -> Compared:
    """Compare the two sides of a window.

    ``amounts`` are whole dollars of one price level by year; only years that may be used. The placebo moves
    the same window to every other place where all its years stand, the year of the event aside.
    Raises ValueError where a year on a side is missing.
    """
    lacking = missing(around, amounts)
    if any(lacking):
        raise ValueError(f"no amount for {sorted(lacking[0] + lacking[1])}")
    count = len(around.before)
    # Sums instead of means: whole numbers compare exactly.
    size = abs(_difference(amounts, around))
    elsewhere = [abs(_difference(amounts, moved)) for moved in _other_windows(around, amounts)]
    return Compared(
        mean_before=sum(amounts[year] for year in around.before) / count,
        mean_after=sum(amounts[year] for year in around.after) / count,
        others=len(elsewhere),
        as_large=sum(other >= size for other in elsewhere),
    )


def longest_run(usable: Collection[int]) -> tuple[int, int] | None:
    """First and last year of the longest unbroken stretch, the newest of equals; None where there is none."""
    held = set(usable)
    best: tuple[int, int] | None = None
    for first in sorted(year for year in held if year - 1 not in held):
        last = first
        while last + 1 in held:
            last += 1
        if best is None or last - first >= best[1] - best[0]:
            best = first, last
    return best


def _difference(amounts: Mapping[int, int], around: Window) -> int:
    return sum(amounts[year] for year in around.after) - sum(amounts[year] for year in around.before)


def _other_windows(around: Window, usable: Collection[int]) -> list[Window]:
    """The same window around every other year where both sides stand."""
    width, each_side = len(around.event), len(around.before)
    places = range(min(usable) + each_side, max(usable) - each_side - width + 2)
    moved = [window(range(first, first + width), each_side) for first in places if first != around.event[0]]
    return [it for it in moved if not any(missing(it, usable))]
