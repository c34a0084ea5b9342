"""Every published value of a thing, year by year: a column of points a year, above the policy timeline.

Values of one year stand one above the other and are never averaged. The newest is filled, those of
earlier editions are hollow; a line joins the newest values of years that follow each other, and stops
where a year has none or more than one. Each thing counted is a panel with a scale of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.bounds import DOWN, UP
from mineaction.charts.frame import (
    TimeRange,
    empty,
    records,
    width_ms,
)
from mineaction.charts.gaps import GAP_WORDS, hatch, runs, words
from mineaction.charts.keys import Key
from mineaction.charts.published_points import (
    POINT_PX,
    Panel,
    Point,
    Scale,
    extremes,
    joined,
    read_panels,
    written,
)
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.cited import CitedTable, Timeline
from mineaction.vocabulary import Comparator

HOLLOW_PX, HEADROOM_PX = 8, 26
PANEL_PX = {1: 280, 2: 180, 3: 150, 4: 130}
LOW_PANEL_PX = 110

SYMBOLS = {
    Comparator.EXACT: "circle",
    Comparator.OVER: "triangle-up",
    Comparator.AT_LEAST: "triangle-up",
    Comparator.NEARLY: "triangle-down",
    Comparator.UP_TO: "triangle-down",
    Comparator.ABOUT: "diamond",
}
BOUND_KEYS = (
    (UP, "triangle-up", "more than this"),
    (DOWN, "triangle-down", "less than this"),
    (frozenset({Comparator.ABOUT}), "diamond", "about, as printed"),
)


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the panels and the strip.

    ``answer.rows`` columns: ``panel_key``, ``panel_title``, ``panel_position``, ``year``, ``starts_on``,
    ``ends_on`` (not included), ``value``, ``comparator``, ``is_newest``, ``label``, ``hover`` (plain text,
    lines parted by a line feed). Traces say what they are in ``meta``: newest, earlier, column (values of
    one year), line, gap, gap_words, labels, key. No rows give no marks.
    """
    panels = read_panels(records(answer.rows))
    if not panels:
        return empty(dark)
    days = [(point.starts_on, point.ends_on) for panel in panels for point in panel.points]
    shown = TimeRange.around([*days, *strips.spans(timeline)])
    strip = strips.plan(timeline, shown)
    lowest = -(-(3 * strip.height_px - 50) // len(panels))
    height = max(PANEL_PX.get(len(panels), LOW_PANEL_PX), lowest)
    frame = strips.lay_out_above(
        strip,
        [(panel.title, height) for panel in panels],
        shown,
        dark=dark,
        mark_keys=_keys(panels, dark),
    )
    for panel, axis in zip(panels, frame.panel_axes, strict=True):
        high = max(point.value for point in panel.points) or 1.0
        scale = Scale(high + high / (height - HEADROOM_PX) * HEADROOM_PX, high / (height - HEADROOM_PX))
        frame.sketch.axis(axis).update(range=[0, scale.high], nticks=max(4, height // 32), tickformat=",~r")
        for trace in _traces(panel, scale, shown, theme.palette(dark)):
            frame.sketch.traces.append({**trace, "yaxis": axis})
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _traces(panel: Panel, scale: Scale, shown: TimeRange, colours: theme.Palette) -> Iterator[Part]:
    newest = [point for point in panel.points if point.is_newest]
    earlier = [point for point in panel.points if not point.is_newest]
    if panel.gaps:
        yield from _gap_traces(panel.gaps, scale, colours)
    columns = extremes(panel.points)
    if columns:
        yield _lines("column", columns, {"width": 1.2, "dash": "2px,2px", "color": colours.context})
    steps = list(joined(newest))
    if steps:
        yield _lines("line", steps, {"width": 1.5, "color": colours.money})
    if earlier:
        yield _points("earlier", earlier, _hollow(colours, [SYMBOLS[it.comparator] for it in earlier]))
    if newest:
        yield _points("newest", newest, _filled(colours, [SYMBOLS[it.comparator] for it in newest]))
    labels = written(panel.points, steps, scale, shown)
    if labels:
        yield scatter(
            "labels",
            x=[point.at for point, _ in labels],
            y=[point.value + side * (POINT_PX / 2 + 8) * scale.per_px for point, side in labels],
            mode="text",
            text=[point.label for point, _ in labels],
            textposition="middle center",
            hoverinfo="skip",
            name="labels",
        )


def _points(meta: str, points: Sequence[Point], marker: Part) -> Part:
    return scatter(
        meta,
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="markers",
        marker=marker,
        hovertext=[point.hover for point in points],
        name=meta,
    )


def _filled(colours: theme.Palette, symbol: str | list[str]) -> Part:
    line = {"width": 1, "color": colours.background}
    return {"symbol": symbol, "size": POINT_PX, "color": colours.money, "line": line, "opacity": 1}


def _hollow(colours: theme.Palette, symbol: str | list[str]) -> Part:
    line = {"width": 1.5, "color": colours.ink}
    return {"symbol": symbol, "size": HOLLOW_PX, "color": colours.background, "line": line, "opacity": 1}


def _lines(meta: str, pairs: Sequence[tuple[Point, Point]], line: Part) -> Part:
    return scatter(
        meta,
        x=[place for one, other in pairs for place in (one.at, other.at, None)],
        y=[place for one, other in pairs for place in (one.value, other.value, None)],
        mode="lines",
        line=line,
        hoverinfo="skip",
        name=meta,
    )


def _gap_traces(
    gaps: Sequence[tuple[int, date, date]], scale: Scale, colours: theme.Palette
) -> Iterator[Part]:
    """A hatch over each year without a value, and the words once over each run of them, where they fit."""
    yield bar(
        "gap",
        x=[start.isoformat() for _, start, _ in gaps],
        y=[scale.high] * len(gaps),
        width=[width_ms(start, end) for _, start, end in gaps],
        offset=0,
        marker=hatch(colours),
        hovertext=[f"{year}: {GAP_WORDS}" for year, _, _ in gaps],
        name="gaps",
    )
    spans = runs((start, end) for _, start, end in gaps)
    yield words(
        [start.isoformat() for start, _ in spans],
        [scale.high] * len(spans),
        [width_ms(start, end) for start, end in spans],
        colours,
        name="gap words",
    )


def _keys(panels: Sequence[Panel], dark: bool) -> list[Key]:
    """Explanations of the marks that occur, and of no others."""
    colours = theme.palette(dark)
    points = [point for panel in panels for point in panel.points]
    keys = []
    if any(not point.is_newest for point in points):
        keys.append(Key("newest value", _filled(colours, "circle")))
        keys.append(Key("value of an earlier edition", _hollow(colours, "circle")))
    printed = {point.comparator for point in points}
    keys += [Key(said, _filled(colours, symbol)) for of, symbol, said in BOUND_KEYS if printed & of]
    if any(panel.gaps for panel in panels):
        keys.append(Key(GAP_WORDS, hatch(colours), is_bar=True))
    return keys
