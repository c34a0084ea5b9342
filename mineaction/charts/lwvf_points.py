"""What was said about the Leahy War Victims Fund: money in one panel, countries in another, as dated points.

Below them stands the policy timeline. Every statement is a mark of its own, never joined by a line: the total
falls between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.bounds import DOWN, UP, stems
from mineaction.charts.dated import whiskers
from mineaction.charts.frame import (
    TimeRange,
    as_day,
    empty,
    hover_html,
    moment,
    records,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.money import SIGNS
from mineaction.vocabulary import Comparator

PANELS = {
    "usd": ("Money since 1989, US$ million, as said", 1_000_000, 200),
    "countries": ("Countries helped since 1989, as said", 1, 150),
}
"""Title, divisor and height in pixels of each panel."""
SYMBOLS = {"usd": "circle", "countries": "square"}
MARK_SIZE, HEADROOM_PX, STEM_PX = 10, 44, 14

Point = Mapping[str, Any]


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the points and the strip.

    ``answer.rows`` columns: ``panel`` ("usd" or "countries"), ``starts_on``, ``ends_on`` (not included),
    ``value`` (US$ or countries), ``comparator``, ``words``, ``hover`` (plain text, lines parted by a line
    feed). Traces with ``meta`` "points" hold the marks, "bound_up" and "bound_down" the signs of bounds,
    "whiskers" the days a date may mean, "labels" the numbers. No rows give no marks.
    """
    points = _points(answer)
    if not points:
        return empty(dark)
    days = [(point["starts_on"], point["ends_on"]) for point in points]
    shown = TimeRange.around([*days, *strips.spans(timeline)], 0.05)
    strip = strips.plan(timeline, shown)
    panels = [key for key in PANELS if any(point["panel"] == key for point in points)]
    frame = strips.lay_out_above(
        strip,
        [PANELS[key][::2] for key in panels],
        shown,
        dark=dark,
        mark_keys=_keys(points, dark),
    )
    for axis, key in zip(frame.panel_axes, panels, strict=True):
        _, divisor, height = PANELS[key]
        found = [point for point in points if point["panel"] == key]
        high = max(point["value"] for point in found) / divisor or 1.0
        per_px = high / (height - HEADROOM_PX)
        for trace in _traces(found, divisor, per_px, shown, dark):
            frame.sketch.traces.append({**trace, "yaxis": axis})
        frame.sketch.axis(axis).update(range=[0, high + HEADROOM_PX * per_px], nticks=5)
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _points(answer: CitedTable) -> list[dict[str, Any]]:
    """One point for each number said at one time; statements that share it share the hover label."""
    if answer.rows.empty:
        return []
    places: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in records(answer.rows):
        starts_on, ends_on = as_day(row["starts_on"]), as_day(row["ends_on"])
        key = (row["panel"], starts_on, ends_on, row["value"], row["comparator"])
        hover = hover_html(str(row["hover"]))
        if key in places:
            places[key]["hover"] += f"<br><br>{hover}"
        else:
            places[key] = {
                **row,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "comparator": Comparator(row["comparator"]),
                "hover": hover,
                "at": moment(starts_on, ends_on, 0.5),
            }
    return sorted(places.values(), key=lambda point: (point["starts_on"], point["ends_on"]))


def _traces(
    points: Sequence[Point], divisor: int, per_px: float, shown: TimeRange, dark: bool
) -> Iterator[Part]:
    levels = [point["value"] / divisor for point in points]
    colours = theme.palette(dark)
    # A date known to the month or the year is a line with ends over all the days it may mean.
    vague = [
        (point, level)
        for point, level in zip(points, levels, strict=True)
        if (point["ends_on"] - point["starts_on"]).days > 1
    ]
    if vague:
        yield whiskers(
            [(point["starts_on"], point["ends_on"]) for point, _ in vague],
            [level for _, level in vague],
            colours.context,
        )
    for meta, of, way in (("bound_up", UP, 1), ("bound_down", DOWN, -1)):
        bounded = [
            (point["at"], level)
            for point, level in zip(points, levels, strict=True)
            if point["comparator"] in of
        ]
        if bounded:
            yield stems(meta, bounded, way * STEM_PX * per_px, colours.money)
    yield scatter(
        "points",
        x=[point["at"] for point in points],
        y=levels,
        mode="markers",
        marker={
            "symbol": SYMBOLS[points[0]["panel"]],
            "size": MARK_SIZE,
            "color": colours.money,
            "line": {"width": 1, "color": colours.background},
            "opacity": 1,
        },
        hovertext=[point["hover"] for point in points],
        name=PANELS[points[0]["panel"]][0],
    )
    yield _labels(points, levels, per_px, shown)


def _labels(points: Sequence[Point], levels: Sequence[float], per_px: float, shown: TimeRange) -> Part:
    """The number of each point above or below it, where that is clear; highest and lowest come first."""
    order = sorted(range(len(points)), key=lambda index: (-levels[index], index))
    order = list(dict.fromkeys([order[0], order[-1], len(points) - 1, 0, *order]))
    boxes, places = [], []
    for index in order:
        point, level = points[index], levels[index]
        words = f"{SIGNS[point['comparator']]}{level:g}"
        centre = shown.middle_px(point["starts_on"], point["ends_on"])
        lift = STEM_PX + 5 if point["comparator"] in UP else 8
        bottom = level / per_px + lift
        half = text_px(words) / 2
        boxes.append(Box(centre - half, centre + half, bottom, bottom + 13))
        places.append((point["at"], level + lift * per_px, words))
    drawn = [places[index] for index in choose_clear(boxes)]
    return scatter(
        "labels",
        x=[at for at, _, _ in drawn],
        y=[level for _, level, _ in drawn],
        text=[words for _, _, words in drawn],
        mode="text",
        textposition="top center",
        hoverinfo="skip",
    )


def _keys(points: Sequence[Point], dark: bool) -> list[Key]:
    printed = {point["comparator"] for point in points}
    sign = {"size": 8, "color": theme.palette(dark).muted}
    keys = []
    if printed & UP:
        keys.append(Key("more than this (>)", {"symbol": "triangle-up", **sign}))
    if printed & DOWN:
        keys.append(Key("less than this (<)", {"symbol": "triangle-down", **sign}))
    return keys
