"""The policy timeline strip: who governed, and what was decided when, under the money's own dates."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mineaction.charts import theme
from mineaction.charts.frame import Frame, Key, TimeRange, as_day, hover_html, moment, records
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.spread import NARROW_PX, Place, in_lanes, text_px
from mineaction.cited import Timeline
from mineaction.vocabulary import EVENT_KIND_LABELS, Confidence, EventKind

MARK_GAP_PX = 24.0
LANE_PX = 23
NAME_PX = 17
DATES_PX = 18
EDGE_PX = 13.0
MANY, SMALL, MOST_LANES, MOST_LANES_OF_MANY = 30, 0.8, 3, 5
"""More than MANY events get marks of SMALL size in more lanes: room for 72 on the narrowest plot."""
UNPUBLISHED_WORDS = "reported, not officially published"

_RADIUS = {"circle": 9.0, "square": 8.2, "diamond": 11.2, "pentagon": 10.2, "hexagon": 10.0}
_CORNERS = {"diamond": (4, 90.0), "pentagon": (5, 90.0), "hexagon": (6, 90.0), "square": (4, 45.0)}


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
class Event:
    """One event with the place of its mark."""

    number: int
    kind: EventKind
    starts_on: date
    ends_on: date
    is_unpublished: bool
    hover: str
    place: Place

    @property
    def is_day(self) -> bool:
        """Whether the exact day is known."""
        return (self.ends_on - self.starts_on).days <= 1

    @property
    def at(self) -> str:
        """The middle of the days its date may mean, as ISO text."""
        return moment(self.starts_on, self.ends_on, 0.5)


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the strip draws, worked out before the figure is laid out."""

    administrations: tuple[Administration, ...] = ()
    events: tuple[Event, ...] = ()
    note: str = ""
    name_rows: int = field(default=0)
    lanes: int = field(default=0)

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
        present = {event.kind for event in self.events}
        keys = [
            Key(EVENT_KIND_LABELS[kind], _key_marker(kind, dark)) for kind in EventKind if kind in present
        ]
        if any(event.is_unpublished for event in self.events):
            colours = theme.palette(dark)
            hollow = {
                "symbol": "circle-open-dot",
                "size": 13,
                "color": colours.muted,
                "line": {"width": 1.5, "color": colours.muted},
            }
            keys.append(Key("Hollow: unpublished", hollow))
        return keys


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
    parts = [f"{shown} event{'' if shown == 1 else 's'} shown"]
    if hidden:
        parts.append(f"{hidden} hidden by the filter")
    if outside:
        parts.append(f"{outside} outside these years")
    return ", ".join(parts)


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
        shapes.append(_mark_shape(event, axis, level(dates_at), drop, strip.mark_scale, dark))
    for event in strip.events:
        at = level(_mark_level(strip, event.place))
        notes.append(_number_note(event, axis, at, strip.mark_scale, dark))
    if strip.events:
        frame.sketch.traces.extend(_dates(strip.events, frame.strip_axis, level(dates_at), colours))


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


def _dates(events: Sequence[Event], axis: str, at: float, colours: theme.Palette) -> Iterator[Part]:
    """A tick on every true date; a line where only the month or the year is known."""
    yield scatter(
        "events",
        x=[event.at for event in events],
        y=[at] * len(events),
        yaxis=axis,
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": [7 if event.is_day else 4 for event in events],
            "line": {"width": 1.5, "color": colours.ink},
        },
        customdata=[event.number for event in events],
        hovertext=[event.hover for event in events],
    )
    vague = [event for event in events if not event.is_day]
    if vague:
        yield scatter(
            "event_dates",
            x=[place for it in vague for place in (it.starts_on.isoformat(), it.ends_on.isoformat(), None)],
            y=[place for _ in vague for place in (at, at, None)],
            yaxis=axis,
            mode="lines",
            line={"width": 2, "color": colours.ink},
            hoverinfo="skip",
        )


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
            hover = f"{president}\nin office from {_day_words(starts_on)}"
            found.append(Administration(short, president, *inside, hover_html(hover)))
    return sorted(found, key=lambda entry: entry.starts_on)


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


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
            centre = (shown.px(entry.starts_on) + shown.px(entry.ends_on)) / 2
            placed = min(max(centre, wide / 2), NARROW_PX - wide / 2)
            fits = placed - wide / 2 >= clear_to[line]
            if fits:
                clear_to[line] = placed + wide / 2
            best.append(
                Administration(
                    entry.name,
                    entry.president,
                    entry.starts_on,
                    entry.ends_on,
                    entry.hover,
                    line if fits else None,
                    placed - centre,
                )
            )
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
    positions = [(shown.px(start) + shown.px(end)) / 2 for start, end, _ in rows]
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
    lines = [
        f"<b>{int(row['number'])}. {html.escape(str(row['title']), quote=False)}</b>",
        html.escape(f"{row['date_words']} · {row['kind_label']}", quote=False),
    ]
    confidence = str(row["confidence_label"])
    if row["confidence"] == Confidence.REPORTED_UNPUBLISHED.value and "not" not in confidence:
        confidence = UNPUBLISHED_WORDS
    lines.append(html.escape(f"Read in: {row['document']}", quote=False))
    lines.append(html.escape(f"Confidence: {confidence}", quote=False))
    return "<br>".join(lines)


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


def _number_note(event: Event, axis: str, at: float, scale: float, dark: bool) -> Part:
    mark = theme.event_mark(event.kind, dark)
    ink = theme.palette(dark).ink if event.is_unpublished else mark.number
    sink = {"triangle-up": -2.5, "triangle-down": 2.5}.get(mark.symbol, 0.0)
    return {
        "text": str(event.number),
        "x": event.at,
        "xshift": round(event.place.shift_px, 1),
        "y": at,
        "yref": axis,
        "yshift": sink * scale,
        "font": {"size": theme.FONT_SIZE if scale == 1 else theme.KEY_SIZE, "color": ink},
        "hovertext": event.hover,
        "name": "event number",
    }


def _mark_shape(event: Event, axis: str, at: float, drop: float, scale: float, dark: bool) -> Part:
    """The thin line from the true date, at height ``at``, and the mark ``drop`` pixels below it.

    One shape holds both; the line goes there and back, so that it encloses nothing to be filled.
    """
    mark = theme.event_mark(event.kind, dark)
    line: Part = {"color": mark.edge}
    if event.is_unpublished:
        line |= {"width": 1.6, "dash": "3px,2px"}
    shift, knee = event.place.shift_px, DATES_PX - 9
    top = max(y for _, y in _outline(mark.symbol)) * scale
    bend, end = f"{shift:.1f},{-knee}", f"{shift:.1f},{top - drop:.1f}"
    return {
        "type": "path",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": event.at,
        "yref": axis,
        "yanchor": at,
        "path": f"M 0,0 L {bend} L {end} L {bend} Z {mark_path(mark.symbol, shift, -drop, scale)}",
        "fillcolor": theme.palette(dark).background if event.is_unpublished else mark.fill,
        "line": line,
        "name": event.kind.value,
    }


def mark_path(symbol: str, across_px: float, up_px: float = 0.0, scale: float = 1.0) -> str:
    """The outline of a mark in pixels around a place, as an SVG path (up is positive)."""
    return _path([(x * scale + across_px, y * scale + up_px) for x, y in _outline(symbol)])


def _outline(symbol: str) -> list[tuple[float, float]]:
    if symbol == "circle":
        return _ring(_RADIUS[symbol], 32, 90.0)
    if symbol == "triangle-up":
        return [(-11.4, -8.5), (11.4, -8.5), (0.0, 11.0)]
    if symbol == "triangle-down":
        return [(-11.4, 8.5), (11.4, 8.5), (0.0, -11.0)]
    if symbol == "cross":
        return [(x * a, y * b) for x, y in ((1, 1), (1, -1), (-1, -1), (-1, 1)) for a, b in _arm(x * y)]
    corners, first = _CORNERS[symbol]
    return _ring(_RADIUS[symbol] * (math.sqrt(2) if symbol == "square" else 1), corners, first)


def _ring(radius: float, corners: int, first_degrees: float) -> list[tuple[float, float]]:
    angles = [math.radians(first_degrees - 360 * index / corners) for index in range(corners)]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


def _arm(turn: int) -> list[tuple[float, float]]:
    """The three corners of a cross in one quadrant, in the order of a clockwise walk."""
    corners = [(5.4, 10.4), (5.4, 5.4), (10.4, 5.4)]
    return corners if turn > 0 else corners[::-1]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M " + " L ".join(f"{x:.1f},{y:.1f}" for x, y in points) + " Z"


def _key_marker(kind: EventKind, dark: bool) -> Part:
    mark = theme.event_mark(kind, dark)
    return {
        "symbol": mark.symbol,
        "size": 13,
        "color": mark.fill,
        "line": {"width": 1, "color": mark.edge},
    }
