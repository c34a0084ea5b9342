"""Reported amounts year by year, one panel a series, above the policy timeline.

Bars lie on the true span of their year. Bounds carry a sign, years without a figure are hatched, and
nothing is stacked or added: two series are two panels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import (
    DAY_MS,
    Frame,
    Key,
    TimeRange,
    as_day,
    empty,
    hover_html,
    lay_out,
    moment,
    panel_px,
    width_ms,
)
from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator, YearBasis

LABEL_ALL_UP_TO = 14
LABEL_PX, SIGN_PX = 14.0, 11.0
GAP_WORDS = "no figure found"

UP = frozenset({Comparator.OVER, Comparator.AT_LEAST})
DOWN = frozenset({Comparator.NEARLY, Comparator.UP_TO})
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn amount. ``value`` is in the axis unit; ``slot`` of ``slots`` is its part of the span."""

    mark: str
    year: int
    basis: YearBasis
    year_label: str
    starts_on: date
    ends_on: date
    value: float
    comparator: Comparator
    is_partial: bool
    label: str
    hover: str
    slot: int = 0
    slots: int = 1

    @property
    def left(self) -> str:
        """Where the bar begins, as ISO text."""
        return moment(self.starts_on, self.ends_on, self.slot / self.slots)

    @property
    def middle(self) -> str:
        """Half way through the bar, as ISO text."""
        return moment(self.starts_on, self.ends_on, (self.slot + 0.5) / self.slots)

    @property
    def right(self) -> str:
        """Where the bar ends, as ISO text."""
        return moment(self.starts_on, self.ends_on, (self.slot + 1) / self.slots)

    @property
    def width_ms(self) -> float:
        """The bar's length on the date axis."""
        return width_ms(self.starts_on, self.ends_on) / self.slots

    @property
    def is_signed(self) -> bool:
        """Whether a sign for its comparator stands at its end."""
        return self.mark == "bar" and self.comparator is not Comparator.EXACT


@dataclass(frozen=True, slots=True)
class Gap:
    """A year inside a series for which no figure was found."""

    year_label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Panel:
    """One series."""

    title: str
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The y axis all panels share, and how many of its units one pixel is."""

    low: float
    high: float
    per_px: float


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
    Every trace says what it is in ``meta``: bar, outline, earlier, gap, bound_up, bound_down, about ….
    """
    rows = answer.rows
    rows = rows[rows["amount_usd"].notna()] if "amount_usd" in rows.columns else rows.head(0)
    if rows.empty:
        return empty(dark)
    divisor, words = axis_scale(float(rows["amount_usd"].abs().max()))
    panels = [_panel(group, divisor) for group in _groups(rows)]
    every = [bar for panel in panels for bar in panel.bars]
    shown = TimeRange.around(
        [*((bar.starts_on, bar.ends_on) for bar in every), *strips.spans(timeline)],
    )
    strip = strips.plan(timeline, shown)
    height = panel_px(len(panels), strip.height_px)
    frame = lay_out(
        [(panel.title, height) for panel in panels],
        shown,
        dark=dark,
        strip_px=strip.height_px,
        note=strip.note,
        mark_keys=_keys(panels, dark),
        event_keys=strip.keys(dark),
    )
    scale = _scale(every, height)
    for panel, axis in zip(panels, frame.panel_axes, strict=True):
        for trace in _traces(panel, scale, shown, dark):
            frame.figure.add_trace(trace.update(yaxis=axis, showlegend=False))
    _title_axes(frame, scale, axis_title(answer.unit, words), height)
    strips.draw(frame, strip, dark)
    return frame.figure


def _groups(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    ordered = rows.sort_values(["panel_position", "panel_key"], kind="stable")
    for key in ordered["panel_key"].unique():
        yield ordered[ordered["panel_key"] == key]


def _panel(rows: pd.DataFrame, divisor: int) -> Panel:
    bars = [
        Bar(
            mark=str(row["mark"]),
            year=int(row["year"]),
            basis=YearBasis(row["year_basis"]),
            year_label=str(row["year_label"]),
            starts_on=as_day(row["starts_on"]),
            ends_on=as_day(row["ends_on"]),
            value=float(row["amount_usd"]) / divisor,
            comparator=Comparator(row["comparator"]),
            is_partial=bool(row["is_partial"]),
            label=str(row["label"] or ""),
            hover=hover_html(str(row["hover"])),
        )
        for row in rows.to_dict("records")
    ]
    bars.sort(key=lambda bar: (bar.starts_on, bar.ends_on))
    return Panel(str(rows["panel_title"].iloc[0]), tuple(_side_by_side(bars)), tuple(_gaps(bars)))


def _side_by_side(bars: Sequence[Bar]) -> list[Bar]:
    """Bars of the same year share its span, each in its own part; outlines keep the whole span."""
    count = Counter(bar.year for bar in bars if bar.mark == "bar")
    seen: Counter[int] = Counter()
    placed = []
    for bar in bars:
        if bar.mark == "bar":
            placed.append(replace(bar, slot=seen[bar.year], slots=count[bar.year]))
            seen[bar.year] += 1
        else:
            placed.append(bar)
    return placed


def _gaps(bars: Sequence[Bar]) -> list[Gap]:
    """The years between the first and the last figure that have no bar, on the series' own kind of year.

    A hollow bar does not fill a gap: what was required says nothing of what was received.
    """
    drawn = [bar for bar in bars if bar.mark != "earlier"]
    solid = [bar for bar in drawn if bar.mark == "bar"] or drawn
    if not solid:
        return []
    stated = [bar for bar in solid if bar.basis is not YearBasis.UNSTATED] or solid
    usual = Counter(bar.basis for bar in stated).most_common(1)[0][0]
    model = next(bar for bar in stated if bar.basis is usual)
    have = {bar.year for bar in solid}
    gaps = []
    for year in range(min(bar.year for bar in drawn), max(bar.year for bar in drawn) + 1):
        if year not in have:
            shift = year - model.year
            start = model.starts_on.replace(year=model.starts_on.year + shift)
            label = f"FY{year}" if model.year_label.startswith("FY") else str(year)
            gaps.append(Gap(label, start, start.replace(year=start.year + 1)))
    return gaps


def _scale(bars: Sequence[Bar], height: int) -> Scale:
    """One range for every panel, with room above (and below) for a sign and a label."""
    high, low = max(0.0, *(bar.value for bar in bars)), min(0.0, *(bar.value for bar in bars))
    if high == low:
        high = 1.0
    room = LABEL_PX + SIGN_PX + 5
    used = height - room - (room if low < 0 else 0)
    per_px = (high - low) / used
    return Scale(low - room * per_px if low < 0 else 0.0, high + room * per_px, per_px)


def _title_axes(frame: Frame, scale: Scale, title: str, height: int) -> None:
    """The same range on every panel; the title stands once, at the middle panel."""
    broken = title.replace(", ", ",<br>", 1) if text_px(title) > height else title
    middle = (len(frame.panel_axes) - 1) // 2
    for index, axis in enumerate(frame.panel_axes):
        frame.figure.layout["yaxis" + axis.removeprefix("y")].update(
            range=[scale.low, scale.high],
            nticks=max(3, height // 40),
            tickformat=",~r" if scale.high < 10 else ",d",
            title_text=broken if index == middle else None,
        )


def _traces(panel: Panel, scale: Scale, shown: TimeRange, dark: bool) -> Iterator[go.Bar | go.Scatter]:
    bars = [bar for bar in panel.bars if bar.mark == "bar"]
    if panel.gaps:
        yield _gap_hatch(panel.gaps, scale, dark)
    outlines = [bar for bar in panel.bars if bar.mark == "outline"]
    bare = [gap for gap in panel.gaps if not any(gap.starts_on == it.starts_on for it in outlines)]
    if bare:  # a hollow bar has its own label where the words would stand
        yield _gap_words(bare, scale, dark)
    if outlines:
        yield _outline_trace(outlines, dark)
    if bars:
        chosen = _labels(bars, scale, shown)
        yield _bar_trace(bars, dark)
        unstated = [bar for bar in bars if bar.basis is YearBasis.UNSTATED]
        if unstated:
            yield _dotted_edges(unstated, dark)
        yield from _signs(bars, scale, dark)
        yield _hiding_labels([bar for index, bar in enumerate(bars) if index not in chosen], bars, dark)
        yield _label_trace([bar for index, bar in enumerate(bars) if index in chosen], scale, dark)
    earlier = [bar for bar in panel.bars if bar.mark == "earlier"]
    if earlier:
        yield _earlier_trace(earlier, dark)


def _bar_trace(bars: Sequence[Bar], dark: bool) -> go.Bar:
    colours = theme.palette(dark)
    pale = [bar.basis is YearBasis.UNSTATED for bar in bars]
    fill = [colours.money_pale if is_pale else colours.money for is_pale in pale]
    return go.Bar(
        x=[bar.left for bar in bars],
        y=[bar.value for bar in bars],
        width=[bar.width_ms for bar in bars],
        offset=0,
        marker={
            "color": fill,
            "line": {"width": 1, "color": colours.background},
            "pattern": _partial_pattern(colours, ["/" if bar.is_partial else "" for bar in bars]),
        },
        hovertext=[bar.hover for bar in bars],
        hoverinfo="text",
        name="figures",
        meta="bar",
    )


def _hiding_labels(some: Sequence[Bar], every: Sequence[Bar], dark: bool) -> go.Bar:
    """Labels that hide where they do not fit: the text of bars nobody sees, each as wide as a whole year."""
    longest = max(len(bar.label) for bar in every)
    year = 365 * DAY_MS
    widths = [max(bar.width_ms, year / bar.slots) for bar in some]
    return go.Bar(
        x=[bar.middle for bar in some],
        y=[bar.value for bar in some],
        width=widths,
        offset=[-width / 2 for width in widths],
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[_padded(bar, longest) for bar in some],
        textposition="outside",
        textangle=0,
        constraintext="both",
        textfont={"size": theme.FONT_SIZE, "color": theme.palette(dark).ink},
        cliponaxis=False,
        hoverinfo="skip",
        name="labels that hide",
        meta="labels",
    )


def _padded(bar: Bar, longest: int) -> str:
    """A bar's label, padded so that all of a panel's hide at the same width, and clear of its sign."""
    if not bar.label:
        return ""
    spare = 2 * (longest - len(bar.label)) + 2  # a space is less than half as wide as a figure
    padded = _NBSP * (spare // 2) + bar.label + _NBSP * (spare - spare // 2)
    if not bar.is_signed:
        return padded
    return f"{padded}<br>{_NBSP}" if bar.value >= 0 else f"{_NBSP}<br>{padded}"


def _outline_trace(bars: Sequence[Bar], dark: bool) -> go.Bar:
    colours = theme.palette(dark)
    return go.Bar(
        x=[bar.left for bar in bars],
        y=[bar.value for bar in bars],
        width=[bar.width_ms for bar in bars],
        offset=0,
        marker=_hollow_marker(colours),
        text=[bar.label for bar in bars],
        textposition="outside",
        textangle=0,
        constraintext="both",
        textfont={"size": theme.FONT_SIZE, "color": colours.muted},
        cliponaxis=False,
        hovertext=[bar.hover for bar in bars],
        hoverinfo="text",
        name="outline",
        meta="outline",
    )


def _gap_hatch(gaps: Sequence[Gap], scale: Scale, dark: bool) -> go.Bar:
    return go.Bar(
        x=[gap.starts_on.isoformat() for gap in gaps],
        y=[scale.high - scale.low] * len(gaps),
        base=scale.low,
        width=[width_ms(gap.starts_on, gap.ends_on) for gap in gaps],
        offset=0,
        marker=_hatch_marker(theme.palette(dark)),
        hovertext=[f"{gap.year_label}: {GAP_WORDS}" for gap in gaps],
        hoverinfo="text",
        name="gaps",
        meta="gap",
    )


def _gap_words(gaps: Sequence[Gap], scale: Scale, dark: bool) -> go.Bar:
    """The words over each run of gap years, in a bar nobody sees; hidden where they do not fit."""
    runs: list[list[date]] = []
    for gap in gaps:
        if runs and runs[-1][1] == gap.starts_on:
            runs[-1][1] = gap.ends_on
        else:
            runs.append([gap.starts_on, gap.ends_on])
    return go.Bar(
        x=[start.isoformat() for start, _ in runs],
        y=[scale.high - scale.low] * len(runs),
        base=scale.low,
        width=[width_ms(start, end) for start, end in runs],
        offset=0,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[GAP_WORDS] * len(runs),
        textposition="inside",
        insidetextanchor="middle",
        textangle=-90,
        textfont={"size": theme.FONT_SIZE, "color": theme.palette(dark).muted},
        hoverinfo="skip",
        name="gap words",
        meta="gap_words",
    )


def _dotted_edges(bars: Sequence[Bar], dark: bool) -> go.Scatter:
    corners = [
        [(bar.left, 0.0), (bar.left, bar.value), (bar.right, bar.value), (bar.right, 0.0), (None, None)]
        for bar in bars
    ]
    return go.Scatter(
        x=[x for path in corners for x, _ in path],
        y=[y for path in corners for _, y in path],
        mode="lines",
        line={"width": 1.5, "dash": "2px,2px", "color": theme.palette(dark).money},
        hoverinfo="skip",
        name="kind of year not said",
        meta="unstated_edge",
    )


def _signs(bars: Sequence[Bar], scale: Scale, dark: bool) -> Iterator[go.Scatter]:
    """A small sign at the open end of every amount printed as a bound or as about."""
    colours = theme.palette(dark)
    groups: tuple[tuple[str, frozenset[Comparator], dict[str, Any]], ...] = (
        ("bound_up", UP, {"symbol": "triangle-up", "size": 8}),
        ("bound_down", DOWN, {"symbol": "triangle-down", "size": 8}),
        ("about", frozenset({Comparator.ABOUT}), {}),
    )
    for meta, comparators, marker in groups:
        signed = [bar for bar in bars if bar.comparator in comparators]
        if not signed:
            continue
        yield go.Scatter(
            x=[bar.middle for bar in signed],
            y=[bar.value + _away(bar) * 7 * scale.per_px for bar in signed],
            mode="markers" if marker else "text",
            marker={**marker, "color": colours.ink} if marker else None,
            text=None if marker else ["~"] * len(signed),
            textfont={"size": 14, "color": colours.ink},
            cliponaxis=False,
            hovertext=[bar.hover for bar in signed],
            hoverinfo="text",
            name=meta.replace("_", " "),
            meta=meta,
        )


def _away(bar: Bar) -> int:
    """Which way is away from zero."""
    return -1 if bar.value < 0 else 1


def _labels(bars: Sequence[Bar], scale: Scale, shown: TimeRange) -> set[int]:
    """Which bars are labelled at every width: newest, largest, bounds, and all when they are few.

    A label is placed only where it lies clear of other labels and of taller bars on the narrowest plot.
    """
    largest = max(range(len(bars)), key=lambda index: abs(bars[index].value))
    newest_first = sorted(range(len(bars)), key=lambda index: bars[index].left, reverse=True)
    order = [newest_first[0], largest, *(index for index in newest_first if bars[index].is_signed)]
    if len(bars) <= LABEL_ALL_UP_TO:
        order += newest_first
    order = [index for index in dict.fromkeys(order) if bars[index].label]
    bodies = [_body(bar, scale, shown) for bar in bars]
    boxes, kept = [], []
    for index in order:
        box = _label_box(bars[index], scale, shown)
        if not any(box.touches(body) for other, body in enumerate(bodies) if other != index):
            boxes.append(box)
            kept.append(index)
    return {kept[place] for place in choose_clear(boxes)}


def _edges(bar: Bar, shown: TimeRange) -> tuple[float, float]:
    start, end = shown.px(bar.starts_on), shown.px(bar.ends_on)
    part = (end - start) / bar.slots
    return start + part * bar.slot, start + part * (bar.slot + 1)


def _body(bar: Bar, scale: Scale, shown: TimeRange) -> Box:
    left, right = _edges(bar, shown)
    tip = bar.value / scale.per_px
    sign = _away(bar) * SIGN_PX if bar.is_signed else 0.0
    return Box(left, right, min(0.0, tip + sign), max(0.0, tip + sign))


def _label_box(bar: Bar, scale: Scale, shown: TimeRange) -> Box:
    left, right = _edges(bar, shown)
    centre, half = (left + right) / 2, text_px(bar.label) / 2 + 2.5
    near = bar.value / scale.per_px + _away(bar) * (2 + (SIGN_PX if bar.is_signed else 0.0))
    far = near + _away(bar) * (LABEL_PX - 3)
    return Box(centre - half, centre + half, min(near, far), max(near, far))


def _label_trace(bars: Sequence[Bar], scale: Scale, dark: bool) -> go.Scatter:
    lift = [_away(bar) * (9.0 + (SIGN_PX if bar.is_signed else 0.0)) for bar in bars]
    return go.Scatter(
        x=[bar.middle for bar in bars],
        y=[bar.value + px * scale.per_px for bar, px in zip(bars, lift, strict=True)],
        mode="text",
        text=[bar.label for bar in bars],
        textposition="middle center",
        textfont={"size": theme.FONT_SIZE, "color": theme.palette(dark).ink},
        cliponaxis=False,
        hoverinfo="skip",
        name="labels",
        meta="labels",
    )


def _earlier_trace(bars: Sequence[Bar], dark: bool) -> go.Scatter:
    colours = theme.palette(dark)
    return go.Scatter(
        x=[bar.middle for bar in bars],
        y=[bar.value for bar in bars],
        mode="markers",
        marker=_earlier_marker(colours),
        cliponaxis=False,
        hovertext=[bar.hover for bar in bars],
        hoverinfo="text",
        name="earlier edition",
        meta="earlier",
    )


def _earlier_marker(colours: theme.Palette) -> dict[str, Any]:
    line = {"width": 1.5, "color": colours.ink}
    return {"symbol": "diamond", "size": 7, "color": colours.background, "line": line}


def _keys(panels: Sequence[Panel], dark: bool) -> list[Key]:
    """Explanations of the signs that occur, and of no others."""
    colours = theme.palette(dark)
    every = [bar for panel in panels for bar in panel.bars]
    bars = [bar for bar in every if bar.mark == "bar"]
    ink = {"color": colours.ink, "size": 8}
    printed = {bar.comparator for bar in bars}
    keys = []
    if printed & UP:
        keys.append(Key(f"{_words(printed & UP)}: lower bound", {"symbol": "triangle-up", **ink}))
    if printed & DOWN:
        keys.append(Key(f"{_words(printed & DOWN)}: upper bound", {"symbol": "triangle-down", **ink}))
    if Comparator.ABOUT in printed:
        keys.append(Key("~ about, as printed", {"symbol": "circle", "size": 1, "opacity": 0}))
    if any(bar.is_partial for bar in bars):
        keys.append(Key("part of a table", _fill_marker(colours, is_partial=True), is_bar=True))
    if any(bar.basis is YearBasis.UNSTATED for bar in bars):
        edge = {"line": {"width": 1, "color": colours.money}}
        keys.append(Key("fiscal or calendar?", {"color": colours.money_pale, **edge}, is_bar=True))
    if any(bar.mark == "outline" for bar in every):
        keys.append(Key("required", _hollow_marker(colours), is_bar=True))
    if any(bar.mark == "earlier" for bar in every):
        keys.append(Key("earlier edition", _earlier_marker(colours)))
    if any(panel.gaps for panel in panels):
        keys.append(Key(GAP_WORDS, _hatch_marker(colours), is_bar=True))
    return keys


def _words(comparators: set[Comparator]) -> str:
    """The words as printed: ``over``, ``over, at least``."""
    return ", ".join(COMPARATOR_WORDS[it] for it in Comparator if it in comparators)


def _fill_marker(colours: theme.Palette, is_partial: bool) -> dict[str, Any]:
    """A bar's fill as a key shows it."""
    shape = "/" if is_partial else ""
    return {"color": colours.money, "pattern": _partial_pattern(colours, [shape])}


def _partial_pattern(colours: theme.Palette, shapes: Sequence[str]) -> dict[str, Any]:
    return {
        "shape": list(shapes),
        "fillmode": "replace",
        "fgcolor": colours.money,
        "bgcolor": colours.background,
        "size": 5,
        "solidity": 0.45,
    }


def _hollow_marker(colours: theme.Palette) -> dict[str, Any]:
    return {"color": "rgba(0,0,0,0)", "line": {"width": 1.5, "color": colours.context}}


def _hatch_marker(colours: theme.Palette) -> dict[str, Any]:
    pattern = {
        "shape": "/",
        "fillmode": "replace",
        "fgcolor": colours.gap,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 7,
        "solidity": 0.12,
    }
    return {"color": "rgba(0,0,0,0)", "line": {"width": 0}, "pattern": pattern}
