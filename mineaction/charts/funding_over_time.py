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
from typing import Any, TypeAlias

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import (
    DAY_MS,
    RIGHT_PX,
    Frame,
    Key,
    TimeRange,
    as_day,
    empty,
    hover_html,
    lay_out,
    moment,
    panel_px,
    records,
    width_ms,
)
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.sketch import bar as bar_trace
from mineaction.charts.spread import NARROW_PX, Box, choose_clear, text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator, YearBasis

LABEL_ALL_UP_TO = 14
LABEL_PX, SIGN_PX, DIAMOND_PX = 14.0, 11.0, 7
TEXT_PX = LABEL_PX - 3
WORDS_PX, WORDS_FIT_PX = 16.0, 20.0
"""How wide the words over a gap are, lying on their side, and the narrowest bar Plotly writes them into."""
LOW_PX = 2.0
"""A bar lower than this would vanish behind the line that parts it from its neighbours."""
GAP_WORDS = "no figure found"

UP = frozenset({Comparator.OVER, Comparator.AT_LEAST})
DOWN = frozenset({Comparator.NEARLY, Comparator.UP_TO})
_NBSP = "\u00a0"

Row: TypeAlias = dict[str, Any]


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
class Label:
    """A bar's amount in words; ``near_px`` is how far from the bar's tip it begins, away from zero."""

    bar: Bar
    near_px: float


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
    Every trace says what it is in ``meta``: bar, zero, outline, earlier, gap, bound_up, bound_down, about ….
    """
    rows = [row for row in records(answer.rows) if pd.notna(row.get("amount_usd"))]
    if not rows:
        return empty(dark)
    divisor, words = axis_scale(max(abs(row["amount_usd"]) for row in rows))
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
            frame.sketch.traces.append({**trace, "yaxis": axis})
    _title_axes(frame, scale, axis_title(answer.unit, words), height)
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each panel, panels in order of their position."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["panel_position"], row["panel_key"])):
        groups.setdefault(row["panel_key"], []).append(row)
    return list(groups.values())


def _panel(rows: Sequence[Row], divisor: int) -> Panel:
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
        for row in rows
    ]
    bars.sort(key=lambda bar: (bar.starts_on, bar.ends_on))
    return Panel(str(rows[0]["panel_title"]), tuple(_side_by_side(bars)), tuple(_gaps(bars)))


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
        frame.sketch.axis(axis).update(
            range=[scale.low, scale.high],
            nticks=max(3, height // 40),
            tickformat=",~r" if scale.high < 10 else ",d",
            title={"text": broken if index == middle else None},
        )


def _traces(panel: Panel, scale: Scale, shown: TimeRange, dark: bool) -> Iterator[Part]:
    colours = theme.palette(dark)
    bars = [bar for bar in panel.bars if bar.mark == "bar"]
    outlines = [bar for bar in panel.bars if bar.mark == "outline"]
    earlier = [bar for bar in panel.bars if bar.mark == "earlier"]
    labels = _labels(bars, [*outlines, *earlier], scale)
    chosen = _always(labels, [*bars, *earlier], scale, shown)
    if panel.gaps:
        yield _gap_hatch(panel.gaps, scale, colours)
    bare = [gap for gap in panel.gaps if not any(gap.starts_on == it.starts_on for it in outlines)]
    if bare:  # a hollow bar has its own label where the words would stand
        yield _gap_words(bare, chosen, scale, colours)
    if outlines:
        yield _outline_trace(outlines, colours)
    if bars:
        yield _bar_trace(bars, scale, colours)
        unstated = [bar for bar in bars if bar.basis is YearBasis.UNSTATED]
        if unstated:
            yield _dotted_edges(unstated, colours)
        zeros = [bar for bar in bars if bar.value == 0]
        if zeros:
            yield _zero_trace(zeros, colours)
        yield from _signs(bars, scale, colours)
    hiding = [label for label in labels if label not in chosen]
    hollow = _labels(outlines, [*bars, *earlier], scale, labels)
    if hiding or hollow:
        yield _hiding_labels(hiding, hollow, scale, colours)
    if chosen:
        yield _label_trace(chosen, scale)
    if earlier:
        yield _earlier_trace(earlier, colours)


def _bar_trace(bars: Sequence[Bar], scale: Scale, colours: theme.Palette) -> Part:
    """Filled bars, parted by lines of the background; those would hide a very low bar, which has its own."""
    pale = [bar.basis is YearBasis.UNSTATED for bar in bars]
    fill = [colours.money_pale if is_pale else colours.money for is_pale in pale]
    edge = [
        colours.money if 0 < abs(bar.value) < LOW_PX * scale.per_px else colours.background for bar in bars
    ]
    marker: Part = {"color": _one_or_each(fill), "line": {"width": 1, "color": _one_or_each(edge)}}
    if any(bar.is_partial for bar in bars):
        marker["pattern"] = _partial_pattern(colours, ["/" if bar.is_partial else "" for bar in bars])
    return bar_trace(
        "bar",
        x=[bar.left for bar in bars],
        y=[bar.value for bar in bars],
        width=[bar.width_ms for bar in bars],
        offset=0,
        marker=marker,
        hovertext=[bar.hover for bar in bars],
    )


def _one_or_each(colours: list[str]) -> str | list[str]:
    """One colour for all if they share it: a list is checked entry by entry."""
    return colours[0] if len(set(colours)) == 1 else colours


def _zero_trace(bars: Sequence[Bar], colours: theme.Palette) -> Part:
    """A reported zero has no height: a thin line with ends where its bar would stand tells it from a gap."""
    return scatter(
        "zero",
        x=[place for bar in bars for place in (bar.left, bar.right, None)],
        y=[place for _ in bars for place in (0, 0, None)],
        mode="lines+markers",
        line={"width": 1.5, "color": colours.money},
        marker={"symbol": "line-ns", "size": 9, "line": {"width": 1.5, "color": colours.money}},
        hovertext=[words for bar in bars for words in (bar.hover, bar.hover, "")],
    )


def _hiding_labels(
    labels: Sequence[Label], hollow: Sequence[Label], scale: Scale, colours: theme.Palette
) -> Part:
    """Labels that hide where they do not fit: the text of bars nobody sees, each as wide as a whole year.

    The bars end where the labels begin; ``hollow`` are labels of hollow bars, in the colour of those.
    """
    every = [*labels, *hollow]
    longest = max(len(label.bar.label) for label in every)
    year = 365 * DAY_MS
    widths = [max(label.bar.width_ms, year / label.bar.slots) for label in every]
    return bar_trace(
        "labels",
        x=[label.bar.middle for label in every],
        y=[label.bar.value + _away(label.bar) * (label.near_px - 2) * scale.per_px for label in every],
        width=widths,
        offset=[-width / 2 for width in widths],
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[_padded(label.bar.label, longest) for label in every],
        textposition="outside",
        textangle=0,
        constraintext="both",
        hoverinfo="skip",
        **(
            {"textfont": {"color": [colours.ink] * len(labels) + [colours.muted] * len(hollow)}}
            if hollow
            else {}
        ),
    )


def _padded(label: str, longest: int) -> str:
    """A label, padded so that all of a panel's hide at the same width."""
    spare = 2 * (longest - len(label)) + 2  # a space is less than half as wide as a figure
    return _NBSP * (spare // 2) + label + _NBSP * (spare - spare // 2) if label else ""


def _outline_trace(bars: Sequence[Bar], colours: theme.Palette) -> Part:
    return bar_trace(
        "outline",
        x=[bar.left for bar in bars],
        y=[bar.value for bar in bars],
        width=[bar.width_ms for bar in bars],
        offset=0,
        marker=_hollow_marker(colours),
        hovertext=[bar.hover for bar in bars],
    )


def _gap_hatch(gaps: Sequence[Gap], scale: Scale, colours: theme.Palette) -> Part:
    return bar_trace(
        "gap",
        x=[gap.starts_on.isoformat() for gap in gaps],
        y=[scale.high - scale.low] * len(gaps),
        base=scale.low,
        width=[width_ms(gap.starts_on, gap.ends_on) for gap in gaps],
        offset=0,
        marker=_hatch_marker(colours),
        hovertext=[f"{gap.year_label}: {GAP_WORDS}" for gap in gaps],
    )


def _gap_words(gaps: Sequence[Gap], labels: Sequence[Label], scale: Scale, colours: theme.Palette) -> Part:
    """The words over each run of gap years, in a bar nobody sees; hidden where they do not fit.

    ``labels`` stand at every width: one beside a run reaches into it where a year is narrow. The words' bar
    is then made so narrow that they appear only where the two keep apart.
    """
    runs: list[list[date]] = []
    for gap in gaps:
        if runs and runs[-1][1] == gap.starts_on:
            runs[-1][1] = gap.ends_on
        else:
            runs.append([gap.starts_on, gap.ends_on])
    whole = [width_ms(start, end) for start, end in runs]
    parts = [_words_part(start, end, labels) for start, end in runs]
    return bar_trace(
        "gap_words",
        x=[moment(start, end, (1 - part) / 2) for (start, end), part in zip(runs, parts, strict=True)],
        y=[scale.high - scale.low] * len(runs),
        base=scale.low,
        width=[width * part for width, part in zip(whole, parts, strict=True)],
        offset=0,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[GAP_WORDS] * len(runs),
        textposition="inside",
        insidetextanchor="middle",
        textangle=-90,
        textfont={"color": colours.muted},
        hoverinfo="skip",
    )


def _words_part(start: date, end: date, labels: Sequence[Label]) -> float:
    """How much of a run's width the bar of its words may take; see ``_gap_words``."""
    near = [
        text_px(label.bar.label)
        for label in labels
        if abs((label.bar.ends_on - start).days) < 180 or abs((label.bar.starts_on - end).days) < 180
    ]
    if not near:
        return 1.0
    years = (end - start).days / 365
    return min(1.0, WORDS_FIT_PX * (years + 1) / ((max(near) + WORDS_PX) * years))


def _dotted_edges(bars: Sequence[Bar], colours: theme.Palette) -> Part:
    corners = [
        [(bar.left, 0.0), (bar.left, bar.value), (bar.right, bar.value), (bar.right, 0.0), (None, None)]
        for bar in bars
    ]
    return scatter(
        "unstated_edge",
        x=[x for path in corners for x, _ in path],
        y=[y for path in corners for _, y in path],
        mode="lines",
        line={"width": 1.5, "dash": "2px,2px", "color": colours.money},
        hoverinfo="skip",
    )


def _signs(bars: Sequence[Bar], scale: Scale, colours: theme.Palette) -> Iterator[Part]:
    """A small sign at the open end of every amount printed as a bound or as about."""
    groups: tuple[tuple[str, frozenset[Comparator], dict[str, Any]], ...] = (
        ("bound_up", UP, {"symbol": "triangle-up", "size": 8}),
        ("bound_down", DOWN, {"symbol": "triangle-down", "size": 8}),
        ("about", frozenset({Comparator.ABOUT}), {}),
    )
    for meta, comparators, marker in groups:
        signed = [bar for bar in bars if bar.comparator in comparators]
        if not signed:
            continue
        drawn_as: Part = (
            {"mode": "markers", "marker": {**marker, "color": colours.ink}}
            if marker
            else {"mode": "text", "text": ["~"] * len(signed), "textfont": {"size": 14}}
        )
        yield scatter(
            meta,
            x=[bar.middle for bar in signed],
            y=[bar.value + _away(bar) * 7 * scale.per_px for bar in signed],
            hovertext=[bar.hover for bar in signed],
            **drawn_as,
        )


def _away(bar: Bar) -> int:
    """Which way is away from zero."""
    return -1 if bar.value < 0 else 1


def _labels(
    bars: Sequence[Bar], others: Sequence[Bar], scale: Scale, above: Sequence[Label] = ()
) -> list[Label]:
    """The bars' labels, each moved away from zero until it is clear of what else its year holds.

    ``others`` are bars and diamonds of the panel, ``above`` labels already placed.
    """
    labels = []
    for bar in bars:
        if not bar.label:
            continue
        taken = [_reach(other, bar, scale) for other in others if other.year == bar.year]
        for label in above:
            if label.bar.year == bar.year:
                begins = _beyond(label.bar.value, bar, scale) + label.near_px
                taken.append((begins, begins + LABEL_PX))
        near = 2.0 + (SIGN_PX if bar.is_signed else 0.0)
        for begins, ends in sorted(taken):
            if begins < near + LABEL_PX and near < ends:
                near = ends
        labels.append(Label(bar, near))
    return labels


def _beyond(value: float, bar: Bar, scale: Scale) -> float:
    """How many pixels further from zero than the bar's tip a value lies."""
    return _away(bar) * (value - bar.value) / scale.per_px


def _reach(other: Bar, bar: Bar, scale: Scale) -> tuple[float, float]:
    """From where to where a diamond, a hollow bar's end or a bar lies beyond the bar's tip, in pixels."""
    half = DIAMOND_PX / 2 + 2.5 if other.mark == "earlier" else 1.5
    at = _beyond(other.value, bar, scale)
    return at - half if other.mark != "bar" else _beyond(0.0, bar, scale), at + half


def _always(labels: Sequence[Label], marks: Sequence[Bar], scale: Scale, shown: TimeRange) -> list[Label]:
    """Which labels stand at every width: newest, largest, bounds, and all when the bars are few.

    A label is placed only where it lies clear of other labels, and of the bars and diamonds of other years,
    on the narrowest plot.
    """
    if not labels:
        return []
    largest = max(labels, key=lambda label: abs(label.bar.value))
    newest_first = sorted(labels, key=lambda label: label.bar.left, reverse=True)
    order = [newest_first[0], largest, *(label for label in newest_first if label.bar.is_signed)]
    if sum(mark.mark == "bar" for mark in marks) <= LABEL_ALL_UP_TO:
        order += newest_first
    bodies = [(mark, _body(mark, scale, shown)) for mark in marks]
    boxes, kept = [], []
    for label in dict.fromkeys(order):
        box = _label_box(label, scale, shown)
        own = {id(label.bar), *(id(it) for it in marks if it.mark == "earlier" and it.year == label.bar.year)}
        inside = box.left >= -2 and box.right <= NARROW_PX + RIGHT_PX
        if inside and not any(box.touches(body) for mark, body in bodies if id(mark) not in own):
            boxes.append(box)
            kept.append(label)
    return [kept[place] for place in choose_clear(boxes)]


def _edges(bar: Bar, shown: TimeRange) -> tuple[float, float]:
    start, end = shown.px(bar.starts_on), shown.px(bar.ends_on)
    part = (end - start) / bar.slots
    return start + part * bar.slot, start + part * (bar.slot + 1)


def _body(bar: Bar, scale: Scale, shown: TimeRange) -> Box:
    left, right = _edges(bar, shown)
    tip = bar.value / scale.per_px
    if bar.mark == "earlier":
        half = DIAMOND_PX / 2 + 1.5
        return Box((left + right) / 2 - half, (left + right) / 2 + half, tip - half, tip + half)
    sign = _away(bar) * SIGN_PX if bar.is_signed else 0.0
    return Box(left, right, min(0.0, tip + sign), max(0.0, tip + sign))


def _label_box(label: Label, scale: Scale, shown: TimeRange) -> Box:
    left, right = _edges(label.bar, shown)
    centre, half = (left + right) / 2, text_px(label.bar.label) / 2 + 2.5
    near = label.bar.value / scale.per_px + _away(label.bar) * label.near_px
    far = near + _away(label.bar) * TEXT_PX
    return Box(centre - half, centre + half, min(near, far), max(near, far))


def _label_trace(labels: Sequence[Label], scale: Scale) -> Part:
    return scatter(
        "labels",
        x=[label.bar.middle for label in labels],
        y=[label.bar.value + _away(label.bar) * (label.near_px + 7) * scale.per_px for label in labels],
        mode="text",
        text=[label.bar.label for label in labels],
        textposition="middle center",
        hoverinfo="skip",
    )


def _earlier_trace(bars: Sequence[Bar], colours: theme.Palette) -> Part:
    return scatter(
        "earlier",
        x=[bar.middle for bar in bars],
        y=[bar.value for bar in bars],
        mode="markers",
        marker=_earlier_marker(colours),
        hovertext=[bar.hover for bar in bars],
    )


def _earlier_marker(colours: theme.Palette) -> dict[str, Any]:
    line = {"width": 1.5, "color": colours.ink}
    return {"symbol": "diamond", "size": DIAMOND_PX, "color": colours.background, "line": line}


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
        keys.append(Key("part, not a total", _fill_marker(colours, is_partial=True), is_bar=True))
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
