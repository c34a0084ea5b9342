"""States reported free of known mines: the running count by kind of declaration, and published counts.

Bars stack the states on our list, kind by kind; diamonds are the counts others published, at their dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import (
    TimeRange,
    as_day,
    empty,
    grouped,
    hover_html,
    moment,
    records,
    width_ms,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.cited import CitedTable, Timeline

PANEL_PX, MARK_PX, HEADROOM_PX, LIFT_PX = 300, 10, 30, 7
PATTERNS = ("", ".", "/", "x", "\\", "+")
"""The second cue beside the colour: each kind's bars have a pattern of their own."""

Row: TypeAlias = dict[str, Any]


def figure(
    bars: CitedTable, marks: CitedTable, timeline: Timeline | None = None, *, dark: bool = False
) -> go.Figure:
    """Draw the bars, the published counts and the strip.

    ``bars.rows`` columns: ``group_key``, ``group_label``, ``group_position``, ``year``, ``starts_on``,
    ``ends_on`` (not included), ``count``, ``hover``. ``marks.rows`` columns: ``starts_on``, ``ends_on``,
    ``value``, ``label``, ``hover``. Traces say what they are in ``meta``: bar, published, key. No
    rows give no marks.
    """
    groups = grouped(records(bars.rows), "group_key", "group_position", "year")
    counts = records(marks.rows)
    if not groups and not counts:
        return empty(dark)
    every = [row for rows in groups for row in rows]
    days = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in [*every, *counts]]
    shown = TimeRange.around([*days, *strips.spans(timeline)])
    strip = strips.plan(timeline, shown)
    colours = theme.palette(dark)
    frame = strips.lay_out_above(
        strip,
        [("", PANEL_PX)],
        shown,
        dark=dark,
        mark_keys=_keys(groups, counts, colours),
    )
    stacks: dict[int, float] = {}
    for row in every:
        stacks[row["year"]] = stacks.get(row["year"], 0) + row["count"]
    high = max([1.0, *stacks.values(), *(float(row["value"]) for row in counts)])
    per_px = high / (PANEL_PX - HEADROOM_PX)
    frame.sketch.traces.extend(_bars(groups, colours))
    if counts:
        frame.sketch.traces.append(_published(counts, colours))
        frame.sketch.annotations.extend(_labels(counts, per_px, shown, colours))
    frame.sketch.axis("y").update(
        range=[0, high + HEADROOM_PX * per_px], title={"text": "states and areas"}, nticks=7
    )
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _fill(position: int, colours: theme.Palette) -> Part:
    """One blue for the first kind; the others stand apart by pattern as well as by shade."""
    shade = colours.money if position == 0 else colours.money_pale if position == 1 else colours.strip
    pattern = {"shape": PATTERNS[position % len(PATTERNS)], "fgcolor": colours.context, "size": 6}
    return {"color": shade, "pattern": {**pattern, "bgcolor": shade, "solidity": 0.25}}


def _bars(groups: Sequence[Sequence[Row]], colours: theme.Palette) -> Iterator[Part]:
    """Each kind's bars stand on those of the kinds before it: the frame's bars overlay, each has a base."""
    base: dict[int, float] = {}
    for position, rows in enumerate(groups):
        yield bar(
            "bar",
            x=[as_day(row["starts_on"]).isoformat() for row in rows],
            y=[row["count"] for row in rows],
            base=[base.get(row["year"], 0) for row in rows],
            width=[width_ms(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in rows],
            offset=0,
            marker={**_fill(position, colours), "line": {"width": 1, "color": colours.background}},
            hovertext=[hover_html(str(row["hover"])) for row in rows],
            name=str(rows[0]["group_label"]),
        )
        for row in rows:
            base[row["year"]] = base.get(row["year"], 0) + row["count"]


def _diamond(colours: theme.Palette) -> Part:
    line = {"width": 1.8, "color": colours.ink}
    return {"symbol": "diamond", "size": MARK_PX, "color": colours.background, "line": line, "opacity": 1}


def _published(counts: Sequence[Row], colours: theme.Palette) -> Part:
    return scatter(
        "published",
        x=[moment(as_day(row["starts_on"]), as_day(row["ends_on"]), 0.5) for row in counts],
        y=[float(row["value"]) for row in counts],
        mode="markers",
        marker=_diamond(colours),
        hovertext=[hover_html(str(row["hover"])) for row in counts],
        name="published counts",
    )


def _labels(counts: Sequence[Row], per_px: float, shown: TimeRange, colours: theme.Palette) -> Iterator[Part]:
    """The published numbers on the page's own colour, for they stand on bars; those that have room."""
    centres = [shown.middle_px(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in counts]
    levels = [float(row["value"]) / per_px for row in counts]
    half = MARK_PX / 2 + 1
    marks = [Box(x - half, x + half, y - half, y + half) for x, y in zip(centres, levels, strict=True)]
    wide = [text_px(str(row["label"])) / 2 + 2 for row in counts]
    boxes = [
        Box(x - w, x + w, y + LIFT_PX, y + LIFT_PX + 14)
        for x, y, w in zip(centres, levels, wide, strict=True)
    ]
    for index in choose_clear(boxes, marks):
        row = counts[index]
        yield {
            "text": str(row["label"]),
            "x": moment(as_day(row["starts_on"]), as_day(row["ends_on"]), 0.5),
            "y": float(row["value"]),
            "yref": "y",
            "yanchor": "bottom",
            "yshift": LIFT_PX,
            "bgcolor": colours.background,
            "borderpad": 0,
            "font": {"color": colours.ink, "size": theme.FONT_SIZE},
            "name": "published count",
        }


def _keys(groups: Sequence[Sequence[Row]], counts: Sequence[Row], colours: theme.Palette) -> list[Key]:
    keys = [
        Key(str(rows[0]["group_label"]), _fill(position, colours), is_bar=True)
        for position, rows in enumerate(groups)
    ]
    if counts:
        keys.append(Key("a published count", _diamond(colours)))
    return keys
