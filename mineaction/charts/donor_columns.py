"""Where the columns of the map of who gives to whom stand: side by side, or on the dates of their years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mineaction.charts.frame import as_day, moment, width_ms
from mineaction.charts.spread import NARROW_PX

LEAST_COLUMNS = 5
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places on the horizontal axis. ``middles`` are those of the columns, in order.

    ``edges`` part the axis into slots; ``slots`` says which column each holds, None for a year without a
    table. ``width`` is that of a slot in units of the axis, ``px`` on the narrowest plot.
    """

    middles: tuple[Any, ...]
    edges: tuple[Any, ...]
    slots: tuple[int | None, ...]
    width: float
    px: float


def side_by_side(count: int) -> Columns:
    """Columns one beside the other, counted from 0."""
    return Columns(
        middles=tuple(range(count)),
        edges=tuple(place - 0.5 for place in range(count + 1)),
        slots=tuple(range(count)),
        width=1,
        px=NARROW_PX / max(count, LEAST_COLUMNS),
    )


def on_dates(columns: Sequence[Row]) -> Columns:
    """Columns on the days of their calendar years, which stand in order; years between them stay empty."""
    spans = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in columns]
    first, last = spans[0][0].year, spans[-1][0].year
    held = {start.year: place for place, (start, _) in enumerate(spans)}
    every = range(first, last + 1)
    return Columns(
        middles=tuple(moment(start, end, 0.5) for start, end in spans),
        edges=tuple(f"{year}-01-01" for year in (*every, last + 1)),
        slots=tuple(held.get(year) for year in every),
        width=width_ms(*spans[0]),
        px=NARROW_PX / (len(every) + 1),
    )
