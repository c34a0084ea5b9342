"""Yearly amounts of one line with the mean of each stretch of years upon them, above the policy strip.

The line of a mean stands only over the years it was taken of. A fiscal year that two administrations share
stands in a shaded column and belongs to neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import bars, theme
from mineaction.charts.compare_panels import axis_words
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    as_day,
    empty,
    hover_html,
    moment,
    records,
)
from mineaction.charts.funding_over_time import laid_out
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.spread import NARROW_PX, in_lanes, text_px
from mineaction.cited import CitedTable, Timeline

LANE_PX, MOST_LANES, GAP_PX = 28, 2, 6
PANEL_PX = 270
"""The least height of the one panel: what room a label takes is reckoned with it."""

Row = dict[str, Any]


def figure(
    answer: CitedTable, marks: CitedTable, timeline: Timeline | None = None, *, dark: bool = False
) -> go.Figure:
    """Draw the bars, the means and the strip.

    ``answer.rows`` columns: those of compare_panels.figure; one panel. ``marks.rows`` columns: ``kind``
    ("mean", "label", "shared", "unpriced"), ``key`` and ``label`` (short words), ``starts_on``, ``ends_on``
    (not included), ``value`` (in ``answer.unit``; missing where no mean is given), ``hover``. Traces with
    ``meta`` "means" are the lines, "unpriced" the question marks over years whose figure is not drawn;
    annotations named "mean label" stand at the top, shapes named "shared" are the columns. No rows give no
    marks.
    """
    rows = [{**row, "amount_usd": row["value"]} for row in records(answer.rows)]
    if not rows:
        return empty(dark)
    placed = records(marks.rows)
    unpriced = [mark for mark in placed if mark["kind"] == "unpriced"]
    [panel] = bars.read_panels(rows, 1)
    # A year whose figure is left out has a figure: it is no gap.
    left_out = {_span(mark)[0] for mark in unpriced}
    panel = replace(panel, gaps=tuple(gap for gap in panel.gaps if gap.starts_on not in left_out))
    frame = laid_out([panel], axis_words(answer), timeline, dark=dark, more_keys=_keys(placed, dark))
    labels = [mark for mark in placed if mark["kind"] == "label"]
    lanes = _lanes(labels, _shown(frame))
    low, high = frame.sketch.axis("y")["range"]
    room = (high - low) * LANE_PX * (max((lane for lane, _ in lanes), default=-1) + 1) / PANEL_PX
    frame.sketch.axis("y")["range"] = [low, high + room]
    frame.sketch.traces.extend(_means(placed, dark))
    frame.sketch.traces.extend(_question_marks(unpriced, (high - low) / PANEL_PX, dark))
    frame.sketch.annotations.extend(_label_notes(labels, lanes, dark))
    frame.sketch.shapes.extend(_shared(placed, dark))
    return frame.sketch.figure()


def _shown(frame: Frame) -> TimeRange:
    start, end = frame.sketch.layout["xaxis"]["range"]
    return TimeRange(as_day(start), as_day(end))


def _span(mark: Row) -> tuple[date, date]:
    return as_day(mark["starts_on"]), as_day(mark["ends_on"])


def _means(placed: Sequence[Row], dark: bool) -> list[Part]:
    found = [mark for mark in placed if mark["kind"] == "mean"]
    if not found:
        return []
    spans, ink = [_span(mark) for mark in found], theme.palette(dark).ink
    return [
        scatter(
            "means",
            x=[place for start, end in spans for place in (start.isoformat(), end.isoformat(), None)],
            y=[place for mark in found for place in (mark["value"], mark["value"], None)],
            mode="lines+markers",
            line={"width": 3, "color": ink},
            # Ends, so that the means of stretches that touch stay apart.
            marker={"symbol": "line-ns", "size": 12, "opacity": 1, "line": {"width": 2, "color": ink}},
            hovertext=[
                said for mark in found for said in (hover_html(mark["hover"]), hover_html(mark["hover"]), "")
            ],
            name="mean",
        )
    ]


def _question_marks(unpriced: Sequence[Row], per_px: float, dark: bool) -> list[Part]:
    """A question mark where a year's figure is held and cannot be drawn; its hover says what it is."""
    if not unpriced:
        return []
    return [
        scatter(
            "unpriced",
            x=[moment(*_span(mark), 0.5) for mark in unpriced],
            y=[9 * per_px] * len(unpriced),
            mode="text",
            text=["?"] * len(unpriced),
            textfont={"size": 15, "color": theme.palette(dark).muted},
            hovertext=[hover_html(mark["hover"]) for mark in unpriced],
        )
    ]


def _lanes(labels: Sequence[Row], shown: TimeRange) -> list[tuple[int, float]]:
    """The lane of each label, counted from the top, and its shift in pixels; clear when narrow."""
    widest = max((text_px(label[part]) for label in labels for part in ("key", "label")), default=0.0)
    gap = widest + GAP_PX
    order = sorted(range(len(labels)), key=lambda place: shown.middle_px(*_span(labels[place])))
    middles = [shown.middle_px(*_span(labels[place])) for place in order]
    edge = widest / 2
    placed = in_lanes(middles, gap, edge, NARROW_PX - edge, MOST_LANES)
    by_label = dict(zip(order, placed, strict=True))
    return [(by_label[place].lane, by_label[place].shift_px) for place in range(len(labels))]


def _label_notes(labels: Sequence[Row], lanes: Sequence[tuple[int, float]], dark: bool) -> list[Part]:
    """Each mean in words at the top of the panel, over the middle of its years."""
    colours = theme.palette(dark)
    return [
        {
            "text": _words(label),
            "x": moment(*_span(label), 0.5),
            "xshift": shift,
            "y": 1,
            "yref": "y domain",
            "yanchor": "top",
            "yshift": -lane * LANE_PX,
            "align": "center",
            "bgcolor": colours.background,
            "borderpad": 0,
            "font": {"color": colours.ink if _has(label["value"]) else colours.muted},
            "hovertext": hover_html(label["hover"]),
            "name": "mean label",
        }
        for label, (lane, shift) in zip(labels, lanes, strict=True)
    ]


def _words(label: Row) -> str:
    name, words = hover_html(label["key"]), hover_html(label["label"])
    return f"{name}<br><b>{words}</b>" if _has(label["value"]) else f"{name}<br>{words}"


def _has(value: Any) -> bool:
    """Whether a cell holds a number (pandas writes a missing one as NaN)."""
    return value is not None and value == value


def _shared(placed: Sequence[Row], dark: bool) -> list[Part]:
    return [
        {
            "type": "rect",
            "name": "shared",
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "x0": start.isoformat(),
            "x1": end.isoformat(),
            "layer": "below",
            **_column(dark),
        }
        for start, end in (_span(mark) for mark in placed if mark["kind"] == "shared")
    ]


def _column(dark: bool) -> Part:
    colours = theme.palette(dark)
    return {
        "fillcolor": colours.strip_alternate,
        "line": {"width": 1, "dash": "dot", "color": colours.context},
    }


def _keys(placed: Sequence[Row], dark: bool) -> list[Key]:
    """Explanations of the marks that occur, and of no others."""
    colours = theme.palette(dark)
    kinds = {mark["kind"] for mark in placed}
    made = []
    if "mean" in kinds:
        line = {"width": 3, "color": colours.ink}
        made.append(Key("mean of these years", {"symbol": "line-ew", "size": 14, "line": line}))
    if "shared" in kinds:
        edge = {"width": 1, "color": colours.context}
        marker = {"color": colours.strip_alternate, "line": edge}
        made.append(Key("shared by two terms", marker, is_bar=True))
    if "unpriced" in kinds:
        made.append(Key("? held, not in constant prices", {"symbol": "circle", "size": 1, "opacity": 0}))
    return made
