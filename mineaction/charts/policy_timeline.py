"""Every policy event on its date, in lanes, the administrations shaded; numbers lead to the list below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import timeline as strips
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    as_day,
    empty,
    lay_out,
    records,
)
from mineaction.charts.keys import Key
from mineaction.charts.spread import NARROW_PX, Place, in_lanes
from mineaction.charts.timeline_marks import (
    Event,
    date_traces,
    hover_of,
    kind_keys,
    mark_shape,
    number_note,
    unpublished_keys,
)
from mineaction.cited import Timeline
from mineaction.vocabulary import Confidence, EventKind

MARK_GAP_PX, ROW_PX, EDGE_PX = 21.0, 21, 12.0
DATES_PX, KNEE_PX, FOOT_PX = 18, 8, 3
SCALE = 0.82
LEAST_ROWS, MOST_ROWS = 3, 6


@dataclass(frozen=True, slots=True)
class Lane:
    """The events that stand on one lane, in order of date."""

    title: str
    events: tuple[Event, ...]

    @property
    def height_px(self) -> int:
        """How tall the lane is: a line for the dates, then as many rows of marks as it needs."""
        rows = 1 + max((event.place.lane for event in self.events), default=0)
        return DATES_PX + math.ceil(ROW_PX * rows) + FOOT_PX


def figure(timeline: Timeline, *, dark: bool = False) -> go.Figure:
    """Draw the register.

    ``timeline.events.rows`` columns: see queries.policy_register.register; ``lane_title`` and
    ``lane_position`` name the lanes. One panel a lane; traces with ``meta`` "events" stand on the true dates
    and carry the numbers in ``customdata``. Colour and shape are those of the event's kind everywhere; a
    hollow dashed mark was reported and not published. No events give no marks.
    """
    rows = records(timeline.events.rows)
    if not rows:
        return empty(dark)
    shown = _whole_years(rows)
    lanes = _lanes(rows, shown)
    governed = strips.plan(
        replace(timeline, events=replace(timeline.events, rows=timeline.events.rows[:0])), shown
    )
    frame = lay_out(
        [(lane.title, lane.height_px) for lane in lanes],
        shown,
        dark=dark,
        strip_px=governed.height_px,
        note=strips.shown_words(len(rows), timeline.hidden_count),
        event_keys=_keys(lanes, dark),
    )
    for axis, lane in zip(frame.panel_axes, lanes, strict=True):
        frame.sketch.axis(axis).update(range=[0, 1], visible=False)
        _draw(frame, axis, lane, dark)
    strips.draw(frame, governed, dark)
    return frame.sketch.figure()


def _whole_years(rows: Sequence[dict[str, Any]]) -> TimeRange:
    """From the start of the first year to the end of the last, so that the axis always has its years."""
    first = min(as_day(row["starts_on"]) for row in rows)
    last = max(as_day(row["ends_on"]) for row in rows)
    end = date(last.year, 1, 1) if (last.month, last.day) == (1, 1) else date(last.year + 1, 1, 1)
    return TimeRange(date(first.year, 1, 1), end)


def _lanes(rows: Sequence[dict[str, Any]], shown: TimeRange) -> list[Lane]:
    grouped: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((int(row["lane_position"]), str(row["lane_title"])), []).append(row)
    made = []
    for (_, title), found in sorted(grouped.items()):
        found.sort(key=lambda row: (_middle(row, shown), int(row["number"])))
        positions = [_middle(row, shown) for row in found]
        most = min(MOST_ROWS, max(LEAST_ROWS, -(-len(found) // 3)))
        places = in_lanes(positions, MARK_GAP_PX, EDGE_PX, NARROW_PX - EDGE_PX, most)
        events = tuple(_event(row, place) for row, place in zip(found, places, strict=True))
        made.append(Lane(f"{title} ({len(events)})", events))
    return made


def _keys(lanes: Sequence[Lane], dark: bool) -> list[Key]:
    """What the marks mean: the kinds where a lane holds several, and the hollow mark where there is one."""
    events = [event for lane in lanes for event in lane.events]
    mixed = any(len({event.kind for event in lane.events}) > 1 for lane in lanes)
    return [
        *(kind_keys(events, dark) if mixed else []),
        *unpublished_keys(events, "square-open-dot", dark),
    ]


def _middle(row: dict[str, Any], shown: TimeRange) -> float:
    return shown.middle_px(as_day(row["starts_on"]), as_day(row["ends_on"]))


def _event(row: dict[str, Any], place: Place) -> Event:
    return Event(
        number=int(row["number"]),
        kind=EventKind(row["kind"]),
        starts_on=as_day(row["starts_on"]),
        ends_on=as_day(row["ends_on"]),
        is_unpublished=row["confidence"] == Confidence.REPORTED_UNPUBLISHED.value,
        hover=hover_of(
            int(row["number"]),
            str(row["title"]),
            [
                f"{row['date_words']} · {row['kind_label']} · {row['actor_label']}",
                f"Our reading: {row['direction_words']}",
                f"Read in: {row['document']}",
                f"Confidence: {row['confidence_label']}",
            ],
        ),
        place=place,
    )


def _draw(frame: Frame, axis: str, lane: Lane, dark: bool) -> None:
    """The dates of one lane, then a mark for each, with a thin line back to its date."""

    def level(from_top_px: float) -> float:
        return 1 - from_top_px / lane.height_px

    dates_at = 5.0
    for event in sorted(lane.events, key=lambda it: it.place.lane, reverse=True):
        drop = DATES_PX + ROW_PX * (event.place.lane + 0.5) - dates_at
        frame.sketch.shapes.append(
            mark_shape(
                event, axis, level(dates_at), drop=drop, knee=KNEE_PX, line_end=0, scale=SCALE, dark=dark
            )
        )
    for event in lane.events:
        at = level(DATES_PX + ROW_PX * (event.place.lane + 0.5))
        frame.sketch.annotations.append(number_note(event, axis, at, SCALE, dark))
    frame.sketch.traces.extend(date_traces(lane.events, axis, level(dates_at), dark, name=lane.title))
