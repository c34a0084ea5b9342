"""Small multiples: one low panel a series, each with a scale of its own, on one axis of time.

Bars lie on the true span of their year; a year without a figure is left open and hatched. The panels are
drawn as those of the page Funding over time are, and nothing is stacked or added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import bar_markers, bars
from mineaction.charts import timeline as strips
from mineaction.charts.bar_traces import traces
from mineaction.charts.frame import TimeRange, empty, grouped, records
from mineaction.charts.funding_over_time import axis_scale
from mineaction.cited import CitedTable, Timeline

PANEL_PX, LOW_PANEL_PX, MANY = 84, 66, 7
"""How tall a panel is, and one of MANY or more: room for a label, its sign, and bars that can be compared."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One panel, in the unit its title names."""

    panel: bars.Panel
    title: str


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the panels and the strip, each panel with a scale and unit of its own, named in its title.

    ``answer.rows`` columns: those of funding_over_time.figure, and ``group_title``, which stands before the
    panel's own title where it is not empty. Panels stand in the order of ``panel_position``. Rows without an
    amount are not drawn; no rows give no marks.
    """
    return _figure(answer, timeline, is_one_scale=False, dark=dark)


def figure_of_parts(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """The same with one scale for all panels, which are parts of one whole and may be compared."""
    return _figure(answer, timeline, is_one_scale=True, dark=dark)


def _figure(answer: CitedTable, timeline: Timeline | None, *, is_one_scale: bool, dark: bool) -> go.Figure:
    rows = [row for row in records(answer.rows) if pd.notna(row.get("amount_usd"))]
    if not rows:
        return empty(dark)
    drawn = _panels(rows, is_one_scale)
    every = [bar for one in drawn for bar in one.panel.bars]
    shown = TimeRange.around([*((bar.starts_on, bar.ends_on) for bar in every), *strips.spans(timeline)])
    strip = strips.plan(timeline, shown)
    height = LOW_PANEL_PX if len(drawn) >= MANY else PANEL_PX
    frame = strips.lay_out_above(
        strip,
        [(one.title, height) for one in drawn],
        shown,
        dark=dark,
        mark_keys=bar_markers.keys([one.panel for one in drawn], dark),
    )
    shared = bars.fit(every, height)
    for one, axis in zip(drawn, frame.panel_axes, strict=True):
        scale = shared if is_one_scale else bars.fit(one.panel.bars, height)
        frame.sketch.axis(axis).update(
            range=[scale.low, scale.high], nticks=3, tickformat=",~r" if scale.high < 10 else ",d"
        )
        frame.sketch.traces.extend(
            {**trace, "yaxis": axis} for trace in traces(one.panel, scale, shown, dark)
        )
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _panels(rows: Sequence[bars.Row], is_one_scale: bool) -> list[_Drawn]:
    """One entry a panel; amounts in millions, or in thousands where all of its own are smaller."""
    largest = max(abs(row["amount_usd"]) for row in rows)
    made = []
    for group in grouped(rows, "panel_key", "panel_position", "panel_key"):
        highest = largest if is_one_scale else max(abs(row["amount_usd"]) for row in group)
        divisor, unit = axis_scale(highest)
        (panel,) = bars.read_panels(group, divisor)
        source = str(group[0].get("group_title") or "")
        title = f"{source}: {panel.title}" if source else panel.title
        made.append(_Drawn(panel, f"{title}, {unit}"))
    return made
