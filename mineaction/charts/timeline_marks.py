"""The marks of policy events: numbered shapes in pixels, led back by a thin line to their true dates."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mineaction.charts import theme
from mineaction.charts.dated import Dated, along, level
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.spread import Place
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind

_RADIUS = {"circle": 9.0, "square": 8.2, "diamond": 11.2, "pentagon": 10.2, "hexagon": 10.0}
_CORNERS = {"diamond": (4, 90.0), "pentagon": (5, 90.0), "hexagon": (6, 90.0), "square": (4, 45.0)}


@dataclass(frozen=True, slots=True)
class Event(Dated):
    """One event with the place of its mark."""

    number: int
    kind: EventKind
    is_unpublished: bool
    hover: str
    place: Place


def hover_of(number: int, title: str, lines: Iterable[str]) -> str:
    """An event's hover label: its number and title in bold, then plain lines, all made safe."""
    said = [html.escape(line, quote=False) for line in (f"{number}. {title}", *lines)]
    return "<br>".join([f"<b>{said[0]}</b>", *said[1:]])


def date_traces(events: Sequence[Event], axis: str, at: float, dark: bool, **more: Any) -> Iterator[Part]:
    """A tick on every true date; a line where only the month or the year is known.

    ``at`` is the height on the axis; ``more`` goes to the trace of the ticks.
    """
    ink = theme.palette(dark).ink
    yield scatter(
        "events",
        x=[event.at for event in events],
        y=[at] * len(events),
        yaxis=axis,
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": [7 if event.is_day else 4 for event in events],
            "line": {"width": 1.5, "color": ink},
        },
        customdata=[event.number for event in events],
        hovertext=[event.hover for event in events],
        **more,
    )
    vague = [event for event in events if not event.is_day]
    if vague:
        yield scatter(
            "event_dates",
            x=along((event.starts_on, event.ends_on) for event in vague),
            y=level(at for _ in vague),
            yaxis=axis,
            mode="lines",
            line={"width": 2, "color": ink},
            hoverinfo="skip",
        )


def number_note(event: Event, axis: str, at: float, scale: float, dark: bool, below_px: float = 0.0) -> Part:
    """The number in an event's mark, whose middle is ``below_px`` below the height ``at`` of the axis."""
    mark = theme.event_mark(event.kind, dark)
    ink = theme.palette(dark).ink if event.is_unpublished else mark.number
    sink = {"triangle-up": -2.5, "triangle-down": 2.5}.get(mark.symbol, 0.0)
    return {
        "text": str(event.number),
        "x": event.at,
        "xshift": round(event.place.shift_px, 1),
        "y": at,
        "yref": axis,
        "yshift": sink * scale - below_px,
        "font": {"size": theme.FONT_SIZE if scale == 1 else theme.KEY_SIZE, "color": ink},
        "hovertext": event.hover,
        "name": "event number",
    }


def mark_shape(
    event: Event, axis: str, at: float, *, drop: float, knee: float, line_end: float, scale: float, dark: bool
) -> Part:
    """The thin line from the true date, at height ``at``, and the mark ``drop`` pixels below it.

    The line turns ``knee`` pixels below the date and ends ``line_end`` pixels above the mark's middle. One
    shape holds both; the line goes there and back, so that it encloses nothing to be filled.
    """
    mark = theme.event_mark(event.kind, dark)
    line: Part = {"color": mark.edge}
    if event.is_unpublished:
        line |= {"width": 1.6, "dash": "3px,2px"}
    shift = event.place.shift_px
    bend, end = f"{shift:.1f},{-knee}", f"{shift:.1f},{line_end - drop:.1f}"
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


def mark_top(kind: EventKind, scale: float, dark: bool) -> float:
    """How far a mark reaches above its middle, in pixels."""
    return max(y for _, y in _outline(theme.event_mark(kind, dark).symbol)) * scale


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


def kind_keys(events: Iterable[Event], dark: bool) -> list[Key]:
    """What each kind of event looks like, for the kinds that occur."""
    present = {event.kind for event in events}
    return [
        Key(
            EVENT_KIND_LABELS[kind],
            {
                "symbol": mark.symbol,
                "size": 13,
                "color": mark.fill,
                "line": {"width": 1, "color": mark.edge},
            },
        )
        for kind in EventKind
        if kind in present
        for mark in [theme.event_mark(kind, dark)]
    ]


def unpublished_keys(events: Iterable[Event], symbol: str, dark: bool) -> list[Key]:
    """What a hollow mark means, if there is one."""
    if not any(event.is_unpublished for event in events):
        return []
    colour = theme.palette(dark).muted
    line = {"width": 1.5, "color": colour}
    return [Key("Hollow: unpublished", {"symbol": symbol, "size": 13, "color": colour, "line": line})]
