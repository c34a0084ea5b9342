"""Reported amounts year by year, one panel a series, above the policy timeline.

Bars lie on the true span of their year. Bounds carry a sign, years without a figure are hatched, and
nothing is stacked or added: two series are two panels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import bar_markers, bars
from mineaction.charts import timeline as strips
from mineaction.charts.bar_traces import traces
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    empty,
    panel_px,
    records,
)
from mineaction.charts.keys import Key
from mineaction.charts.spread import text_px
from mineaction.cited import CitedTable, Timeline


def axis_scale(max_usd: float) -> tuple[int, str]:
    """What amounts are divided by on the axis, and its name: millions, or thousands when all are small."""
    return (1_000_000, "US$ million") if abs(max_usd) >= 1_000_000 else (1_000, "US$ thousand")


def axis_title(unit: str, words: str) -> str:
    """The table's unit with the axis's own multiple: ``US$ thousand, current prices``."""
    title, found = re.subn(r"US\$( (thousand|million|billion))?", lambda _: words, unit, count=1)
    return title if found else f"{words}, {unit}" if unit else words


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the panels and the strip.

    ``answer.rows`` columns: ``panel_key``, ``panel_title``, ``panel_position``, ``mark`` ("bar"; "outline"
    for a hollow bar behind; "earlier" for what an earlier edition printed), ``year``, ``year_basis``,
    ``year_label``, ``starts_on``, ``ends_on`` (not included), ``amount_usd`` (in the prices chosen),
    ``comparator``, ``is_partial``, ``label``, ``hover`` (plain text, lines parted by a line feed).
    ``answer.unit`` names the y axis. Rows without an amount are not drawn; no rows give no marks.
    Every trace says what it is in ``meta``: bar, zero, outline, earlier, gap, bound_up, bound_down, about ….
    """
    rows = [row for row in records(answer.rows) if pd.notna(row.get("amount_usd"))]
    if not rows:
        return empty(dark)
    divisor, words = axis_scale(max(abs(row["amount_usd"]) for row in rows))
    panels = bars.read_panels(rows, divisor)
    return laid_out(panels, axis_title(answer.unit, words), timeline, dark=dark).sketch.figure()


def laid_out(
    panels: Sequence[bars.Panel],
    title: str,
    timeline: Timeline | None,
    *,
    dark: bool,
    more_keys: Sequence[Key] = (),
) -> Frame:
    """Panels of bars on one scale above the strip, all drawn; ``title`` names the scale. At least one panel.

    ``more_keys`` explain what the caller draws on top.
    """
    every = [bar for panel in panels for bar in panel.bars]
    shown = TimeRange.around([*((bar.starts_on, bar.ends_on) for bar in every), *strips.spans(timeline)])
    strip = strips.plan(timeline, shown)
    height = panel_px(len(panels), strip.height_px)
    frame = strips.lay_out_above(
        strip,
        [(panel.title, height) for panel in panels],
        shown,
        dark=dark,
        mark_keys=[*more_keys, *bar_markers.keys(panels, dark)],
    )
    scale = bars.fit(every, height)
    for panel, axis in zip(panels, frame.panel_axes, strict=True):
        frame.sketch.traces.extend({**trace, "yaxis": axis} for trace in traces(panel, scale, shown, dark))
    _title_axes(frame, scale, title, height)
    strips.draw(frame, strip, dark)
    return frame


def _title_axes(frame: Frame, scale: bars.Scale, title: str, height: int) -> None:
    """The same range on every panel; the title stands once, at the middle panel."""
    broken = title.replace(", ", ",<br>", 1) if text_px(title) > height else title
    middle = (len(frame.panel_axes) - 1) // 2
    for index, axis in enumerate(frame.panel_axes):
        frame.sketch.axis(axis).update(
            range=[scale.low, scale.high],
            nticks=max(3, height // 40),
            tickformat=",~r" if scale.high < 10 else ",d",
            title={"text": broken if index == middle else None},
        )
