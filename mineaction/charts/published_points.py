"""The points of a chart of published values, what joins them, and which of their values are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, TypeAlias

from mineaction.charts.dated import Dated
from mineaction.charts.frame import TimeRange, as_day, grouped, hover_html
from mineaction.charts.spread import NARROW_PX, Box, text_px
from mineaction.vocabulary import Comparator

POINT_PX, LABEL_PX, EDGE_PX = 9, 14.0, 10

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point(Dated):
    """One published value. ``is_newest`` is false for what an earlier edition printed."""

    year: int
    value: float
    comparator: Comparator
    is_newest: bool
    label: str
    hover: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing counted in one place, its points in order of years."""

    title: str
    points: tuple[Point, ...]

    @property
    def gaps(self) -> list[tuple[int, date, date]]:
        """Years between the first and the last that have no value: year, first day, day after the last."""
        have = {point.year: point for point in self.points}
        first = self.points[0]
        missing = [year for year in range(min(have), max(have) + 1) if year not in have]
        return [
            (
                year,
                first.starts_on.replace(year=first.starts_on.year + year - first.year),
                first.ends_on.replace(year=first.ends_on.year + year - first.year),
            )
            for year in missing
        ]


@dataclass(frozen=True, slots=True)
class Scale:
    """A panel's y axis from zero, and how many of its units one pixel is."""

    high: float
    per_px: float


def read_panels(rows: Sequence[Row]) -> list[Panel]:
    """The rows of an answer as panels, in order of their position (columns: see published_values.figure)."""
    return [
        Panel(
            str(group[0]["panel_title"]),
            tuple(sorted((_point(row) for row in group), key=lambda it: (it.year, it.is_newest))),
        )
        for group in grouped(rows, "panel_key", "panel_position")
    ]


def _point(row: Row) -> Point:
    return Point(
        year=int(row["year"]),
        starts_on=as_day(row["starts_on"]),
        ends_on=as_day(row["ends_on"]),
        value=float(row["value"]),
        comparator=Comparator(row["comparator"]),
        is_newest=bool(row["is_newest"]),
        label=str(row["label"]),
        hover=hover_html(str(row["hover"])),
    )


def extremes(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """The lowest and the highest value of each year that has several."""
    by_year: dict[int, list[Point]] = {}
    for point in points:
        by_year.setdefault(point.year, []).append(point)
    several = [sorted(found, key=lambda it: it.value) for found in by_year.values() if len(found) > 1]
    return [(found[0], found[-1]) for found in several]


def joined(newest: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Neighbouring years with exactly one newest value each: between others there is nothing to join."""
    years = [point.year for point in newest]
    for one, other in pairwise(newest):
        single = years.count(one.year) == years.count(other.year) == 1
        if other.year == one.year + 1 and single:
            yield one, other


def written(
    points: Sequence[Point], steps: Sequence[tuple[Point, Point]], scale: Scale, shown: TimeRange
) -> list[tuple[Point, int]]:
    """The points whose values are written, and on which side: 1 above, -1 below.

    Newest year first, then bounds and extremes, then whatever stays clear of marks, lines, other labels and
    the plot's edges at the narrowest width.
    """
    newest = [point for point in points if point.is_newest]
    order = sorted(newest, key=lambda it: it.year, reverse=True)
    extremes = [max(newest, key=lambda it: it.value), min(newest, key=lambda it: it.value)] if newest else []
    bounds = [point for point in newest if point.comparator is not Comparator.EXACT]
    taken = [_mark_box(point, scale, shown) for point in points]
    taken += [box for one, other in steps for box in _line_boxes(one, other, scale, shown)]
    kept = []
    for point in dict.fromkeys([*order[:1], *bounds, *extremes, *order]):
        for side in (1, -1):
            box = _label_box(point, side, scale, shown)
            inside = box.left >= 0 and box.right <= NARROW_PX + EDGE_PX and box.bottom >= 1
            if inside and not any(box.touches(other) for other in taken):
                taken.append(box)
                kept.append((point, side))
                break
    return kept


def _line_boxes(one: Point, other: Point, scale: Scale, shown: TimeRange) -> Iterator[Box]:
    """Small boxes along the line between two points."""
    left, right = _centre(one, shown), _centre(other, shown)
    low, high = one.value / scale.per_px, other.value / scale.per_px
    count = max(4, round((abs(right - left) + abs(high - low)) / 6))
    for part in (place / count for place in range(1, count)):
        x, y = left + (right - left) * part, low + (high - low) * part
        yield Box(x - 1, x + 1, y - 1, y + 1)


def _centre(point: Point, shown: TimeRange) -> float:
    return shown.middle_px(point.starts_on, point.ends_on)


def _mark_box(point: Point, scale: Scale, shown: TimeRange) -> Box:
    centre, tip, half = _centre(point, shown), point.value / scale.per_px, POINT_PX / 2
    return Box(centre - half, centre + half, tip - half, tip + half)


def _label_box(point: Point, side: int, scale: Scale, shown: TimeRange) -> Box:
    centre, half = _centre(point, shown), text_px(point.label) / 2 + 2
    near = point.value / scale.per_px + side * (POINT_PX / 2 + 1)
    far = near + side * LABEL_PX
    return Box(centre - half, centre + half, min(near, far), max(near, far))
