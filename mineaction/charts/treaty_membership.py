"""How many states were party to each treaty at the end of each year, above the timeline of treaty events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import TimeRange, as_day, empty, hover_html, moment, panel_px, records, width_ms
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.cited import CitedTable, Timeline

HEADROOM = 1.22


def figure(counts: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """One panel a treaty: a bar for each calendar year on its true span.

    ``counts.rows`` columns: ``treaty_title``, ``year``, ``starts_on``, ``ends_on`` (not included),
    ``parties``, ``left_names``, ``is_partial`` (the year is not over: a hatched bar), ``hover``. Traces with
    ``meta`` "parties" hold the bars, "left" the years in which states withdrew, "labels" the newest count. No
    rows, no marks.
    """
    rows = records(counts.rows)
    if not rows:
        return empty(dark)
    panels: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        panels.setdefault(str(row["treaty_title"]), []).append(row)
    shown = TimeRange.around([(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in rows])
    strip = strips.plan(timeline, shown)
    height = panel_px(len(panels), strip.height_px)
    frame = strips.lay_out_above(
        strip,
        [(title, height) for title in panels],
        shown,
        dark=dark,
    )
    most = max(int(row["parties"]) for row in rows)
    for axis, found in zip(frame.panel_axes, panels.values(), strict=True):
        frame.sketch.axis(axis).update(range=[0, most * HEADROOM], title={"text": "states"}, nticks=5)
        frame.sketch.traces.extend(_traces(found, axis, dark))
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _traces(found: Sequence[dict[str, Any]], axis: str, dark: bool) -> list[Part]:
    colours = theme.palette(dark)
    starts = [as_day(row["starts_on"]) for row in found]
    ends = [as_day(row["ends_on"]) for row in found]
    partial = [bool(row["is_partial"]) for row in found]
    hover = [hover_html(str(row["hover"])) for row in found]
    middles = [moment(start, end, 0.5) for start, end in zip(starts, ends, strict=True)]
    parties = [int(row["parties"]) for row in found]
    made = [
        bar(
            "parties",
            x=middles,
            y=parties,
            width=[round(width_ms(start, end) * 0.8) for start, end in zip(starts, ends, strict=True)],
            yaxis=axis,
            marker={
                "color": [colours.money_pale if part else colours.money for part in partial],
                "line": {"width": [1 if part else 0 for part in partial], "color": colours.money},
                "pattern": {
                    "shape": ["/" if part else "" for part in partial],
                    "fgcolor": colours.money,
                    "solidity": 0.25,
                    "size": 6,
                },
            },
            hovertext=hover,
            name=str(found[0]["treaty_title"]),
        )
    ]
    left = [index for index, row in enumerate(found) if len(row["left_names"])]
    if left:
        made.append(
            scatter(
                "left",
                x=[middles[index] for index in left],
                y=[parties[index] - 0.05 * max(parties) for index in left],
                yaxis=axis,
                mode="markers",
                marker={
                    "symbol": "triangle-down",
                    "size": 10,
                    "color": colours.ink,
                    "line": {"width": 1, "color": colours.background},
                },
                hovertext=[hover[index] for index in left],
                name="withdrawals took effect",
            )
        )
    made.append(_labels(found, middles, parties, axis, colours))
    return made


def _labels(
    found: Sequence[dict[str, Any]],
    middles: Sequence[str],
    parties: Sequence[int],
    axis: str,
    colours: theme.Palette,
) -> Part:
    """The newest count, and what left in its time, in the room kept free above the bars."""
    gone = sum(len(row["left_names"]) for row in found)
    when = f"so far in {found[-1]['year']}" if found[-1]["is_partial"] else f"in {found[-1]['year']}"
    words = f"{parties[-1]} {when}" + (f", {gone} withdrew ▼" if gone else "")
    return scatter(
        "labels",
        x=[middles[-1]],
        y=[max(parties)],
        yaxis=axis,
        mode="text",
        text=[f"<b>{words}</b>"],
        textposition=["top left"],
        textfont={"color": colours.ink, "size": theme.FONT_SIZE},
        hoverinfo="skip",
        name="newest count",
    )
