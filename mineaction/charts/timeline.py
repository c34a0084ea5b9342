"""The policy timeline strip: who governed, and what was decided when, under the money's own dates."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mineaction.charts import theme
from mineaction.charts import timeline_marks as marks
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    as_day,
    hover_html,
    lay_out,
    moment,
    records,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part
from mineaction.charts.spread import NARROW_PX, Place, in_lanes, text_px
from mineaction.charts.timeline_marks import Event
from mineaction.cited import Timeline
from mineaction.counting import counted
from mineaction.periods import day_words
from mineaction.vocabulary import Confidence, EventKind

MARK_GAP_PX = 24.0
LANE_PX = 23
NAME_PX = 17
DATES_PX = 18
EDGE_PX = 13.0
MANY, SMALL, MOST_LANES, MOST_LANES_OF_MANY = 30, 0.8, 3, 5
"""More than MANY events get marks of SMALL size in more lanes: room for 72 on the narrowest plot."""
UNPUBLISHED_WORDS = "reported, not officially published"


@dataclass(frozen=True, slots=True)
class Administration:
    """One administration inside the shown time; ``row`` is the line its name stands on, None if hidden."""

    name: str
    president: str
    starts_on: date
    ends_on: date
    hover: str
    row: int | None = None
    shift_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the strip draws, worked out before the figure is laid out."""

    administrations: tuple[Administration, ...] = ()
    events: tuple[Event, ...] = ()
    note: str = ""
    name_rows: int = 0
    lanes: int = 0

    @property
    def mark_scale(self) -> float:
        """How large the marks are; 1 is their usual size."""
        return _mark_scale(len(self.events))

    @property
    def height_px(self) -> int:
        """The strip's height; 0 where there is nothing to draw."""
        if not self.administrations and not self.events:
            return 0
        lanes = DATES_PX + math.ceil(LANE_PX * self.mark_scale * self.lanes) + 2 if self.lanes else 0
        return NAME_PX * self.name_rows + 2 + lanes

    def keys(self, dark: bool) -> list[Key]:
        """What each kind of event looks like, for the kinds that occur, and the hollow mark."""
        return [
            *marks.kind_keys(self.events, dark),
            *marks.unpublished_keys(self.events, "circle-open-dot", dark),
        ]


def spans(timeline: Timeline | None) -> list[tuple[date, date]]:
    """The days the events cover: what a chart's date axis has to hold."""
    if timeline is None or timeline.events.is_empty:
        return []
    rows = timeline.events.rows
    return [
        (as_day(start), as_day(end)) for start, end in zip(rows["starts_on"], rows["ends_on"], strict=True)
    ]


def plan(timeline: Timeline | None, shown: TimeRange) -> Strip:
    """Work out names, lanes and shifts. Events outside the shown time are counted, not drawn."""
    if timeline is None:
        return Strip()
    administrations = _name_rows(_administrations(timeline, shown), shown)
    events, outside = _events(timeline, shown)
    return Strip(
        administrations=tuple(administrations),
        events=tuple(events),
        note=shown_words(len(events), timeline.hidden_count, outside),
        name_rows=1 + max((entry.row or 0 for entry in administrations), default=-1),
        lanes=1 + max((event.place.lane for event in events), default=-1),
    )


def shown_words(shown: int, hidden: int, outside: int = 0) -> str:
    """How many events stand in the strip and how many do not, in words."""
    parts = [f"{counted(shown, 'event')} shown"]
    if hidden:
        parts.append(f"{hidden} hidden by the filter")
    if outside:
        parts.append(f"{outside} outside these years")
    return ", ".join(parts)


def lay_out_above(
    strip: Strip,
    panels: Sequence[tuple[str, int]],
    shown: TimeRange,
    *,
    dark: bool,
    mark_keys: Sequence[Key] = (),
) -> Frame:
    """Panels with room for the strip below them, its note and its keys; see frame.lay_out."""
    return lay_out(
        panels,
        shown,
        dark=dark,
        strip_px=strip.height_px,
        note=strip.note,
        mark_keys=mark_keys,
        event_keys=strip.keys(dark),
    )


def draw(frame: Frame, strip: Strip, dark: bool) -> None:
    """Draw the strip into the frame's lowest row, and shade every other administration behind the panels.

    Marks are shapes and numbers placed in pixels from their true date, so they keep their distance at
    every width; a thin line leads each back to its date. The traces "events" and "event dates" stand on
    the true dates. No two kinds share a colour or a symbol.
    """
    if not strip.height_px:
        return
    shapes, notes = frame.sketch.shapes, frame.sketch.annotations
    colours = theme.palette(dark)
    axis, height = frame.strip_axis, strip.height_px

    def level(from_top_px: float) -> float:
        return 1 - from_top_px / height

    shapes.extend(_bands(strip.administrations, axis, colours))
    for entry in strip.administrations:
        if entry.row is not None:
            notes.append(_name_note(entry, axis, level(NAME_PX * (entry.row + 0.5) + 1)))
    dates_at = NAME_PX * strip.name_rows + 5
    for event in sorted(strip.events, key=lambda it: it.place.lane, reverse=True):
        drop = _mark_level(strip, event.place) - dates_at
        shapes.append(
            marks.mark_shape(
                event,
                axis,
                level(dates_at),
                drop=drop,
                knee=DATES_PX - 9,
                line_end=marks.mark_top(event.kind, strip.mark_scale, dark),
                scale=strip.mark_scale,
                dark=dark,
            )
        )
    for event in strip.events:
        drop = _mark_level(strip, event.place) - dates_at
        notes.append(marks.number_note(event, axis, level(dates_at), strip.mark_scale, dark, drop))
    if strip.events:
        frame.sketch.traces.extend(marks.date_traces(strip.events, axis, level(dates_at), dark))


def _bands(entries: Sequence[Administration], axis: str, colours: theme.Palette) -> Iterator[Part]:
    """The strip's ground in two shades in turn, and a faint band behind the panels for every other one."""
    odd = entries[1::2]
    for drawn, yref, fill in (
        (odd, "paper", colours.band),
        (entries[::2], axis, colours.strip),
        (odd, axis, colours.strip_alternate),
    ):
        if drawn:
            yield {
                "type": "path",
                "path": " ".join(f"M {it.starts_on},0 V 1 H {it.ends_on} V 0 Z" for it in drawn),
                "yref": yref,
                "layer": "below",
                "fillcolor": fill,
                "line": {"width": 0},
            }


def _mark_scale(events: int) -> float:
    return SMALL if events > MANY else 1.0


def _mark_level(strip: Strip, place: Place) -> float:
    return NAME_PX * strip.name_rows + DATES_PX + LANE_PX * strip.mark_scale * (place.lane + 0.5)


def _administrations(timeline: Timeline, shown: TimeRange) -> list[Administration]:
    found = []
    for row in records(timeline.administrations.rows):
        starts_on, ends_on = as_day(row["starts_on"]), as_day(row["ends_on"])
        inside = shown.clip(starts_on, ends_on)
        if inside:
            short = str(row["administration_key"]).split(" (")[0]
            president = str(row["president"])
            hover = f"{president}\nin office from {day_words(starts_on)}"
            found.append(Administration(short, president, *inside, hover_html(hover)))
    return sorted(found, key=lambda entry: entry.starts_on)


def _name_rows(entries: Sequence[Administration], shown: TimeRange) -> list[Administration]:
    """Give each name a line: one line for all if they fit their bands, else two in turn.

    A name that would still touch its neighbour on the same line is not written (the band's hover has
    it). Names at the edges are moved inwards so that none is cut.
    """
    best: list[Administration] = []
    for lines in (1, 2):
        best, clear_to = [], [-1.0] * lines
        for index, entry in enumerate(entries):
            line = index % lines
            wide = text_px(entry.name) + 4
            centre = shown.middle_px(entry.starts_on, entry.ends_on)
            placed = min(max(centre, wide / 2), NARROW_PX - wide / 2)
            fits = placed - wide / 2 >= clear_to[line]
            if fits:
                clear_to[line] = placed + wide / 2
            best.append(replace(entry, row=line if fits else None, shift_px=placed - centre))
        narrow = any(
            text_px(entry.name) > shown.px(entry.ends_on) - shown.px(entry.starts_on) for entry in entries
        )
        if not narrow:
            break
    return best


def _events(timeline: Timeline, shown: TimeRange) -> tuple[list[Event], int]:
    rows = []
    for row in records(timeline.events.rows):
        inside = shown.clip(as_day(row["starts_on"]), as_day(row["ends_on"]))
        if inside:
            rows.append((*inside, row))
    outside = len(timeline.events.rows) - len(rows)
    rows.sort(key=lambda entry: (shown.px(entry[0]) + shown.px(entry[1]), int(entry[2]["number"])))
    positions = [shown.middle_px(start, end) for start, end, _ in rows]
    gap = MARK_GAP_PX * _mark_scale(len(rows))
    most = MOST_LANES_OF_MANY if len(rows) > MANY else MOST_LANES
    places = in_lanes(positions, gap, EDGE_PX, NARROW_PX - EDGE_PX, most)
    events = [
        Event(
            number=int(row["number"]),
            kind=EventKind(row["kind"]),
            starts_on=start,
            ends_on=end,
            is_unpublished=row["confidence"] == Confidence.REPORTED_UNPUBLISHED.value,
            hover=_hover(row),
            place=place,
        )
        for (start, end, row), place in zip(rows, places, strict=True)
    ]
    return events, outside


def _hover(row: dict[str, Any]) -> str:
    confidence = str(row["confidence_label"])
    if row["confidence"] == Confidence.REPORTED_UNPUBLISHED.value and "not" not in confidence:
        confidence = UNPUBLISHED_WORDS
    return marks.hover_of(
        int(row["number"]),
        str(row["title"]),
        [
            f"{row['date_words']} · {row['kind_label']}",
            f"Read in: {row['document']}",
            f"Confidence: {confidence}",
        ],
    )


def _name_note(entry: Administration, axis: str, at: float) -> Part:
    return {
        "text": html.escape(entry.name, quote=False),
        "x": moment(entry.starts_on, entry.ends_on, 0.5),
        "xshift": entry.shift_px,
        "y": at,
        "yref": axis,
        "hovertext": entry.hover,
        "name": "administration",
    }
