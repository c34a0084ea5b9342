"""US transactions as stacks by fiscal year, what was taken back below zero, above the policy timeline.

Only amounts of one kind are stacked, which add. The line across each stack is the net total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import plotly.graph_objects as go

from mineaction.charts import bars, gaps, theme
from mineaction.charts import timeline as strips
from mineaction.charts.bar_traces import gap_hatch
from mineaction.charts.bars import Scale
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    as_day,
    empty,
    hover_html,
    let_key_grow,
    moment,
    panel_px,
    records,
    width_ms,
)
from mineaction.charts.funding_over_time import axis_scale, axis_title
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.charts.spread import text_px
from mineaction.charts.us_transactions_stacks import (
    BELOW,
    NET,
    NET_WORDS,
    OTHERS,
    Row,
    Stack,
    brief,
    gaps_of,
    stacks_of,
    tops,
)
from mineaction.cited import CitedTable, Timeline

HEIGHT_PX = 380
LABEL_PX, NUMBER_PX = 20.0, 9.0
"""Room beyond the stacks for the numbers there, and half the height of a number with a little air."""
NET_ON_TOP = f"{NET_WORDS}, number on top"
PARTIAL_WORDS = "year not over when published"
_NBSP = "\u00a0"


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the stacks and the strip.

    ``answer.rows`` columns: ``mark`` ("part"; "others" for names that are not shown; "below" for what stands
    below zero, with ``amount_usd`` below it; "net"), ``part_key``, ``part_title``, ``part_position``,
    ``year``, ``year_label``, ``starts_on``, ``ends_on`` (not included), ``amount_usd``, ``is_partial``,
    ``label``, ``hover`` (plain text). Traces say in ``meta`` what they are: part, others, below, net, labels,
    labels_below, gap. No rows give no marks.
    """
    rows = records(answer.rows)
    if not rows:
        return empty(dark)
    colours = theme.palette(dark)
    divisor, unit = axis_scale(max(abs(row["amount_usd"]) for row in rows))
    stacks = stacks_of(rows)
    shown = TimeRange.around(
        [*((as_day(row["starts_on"]), as_day(row["ends_on"])) for row in rows), *strips.spans(timeline)]
    )
    strip = strips.plan(timeline, shown)
    height = max(HEIGHT_PX, panel_px(1, strip.height_px))
    scale = _fit(tops(rows, divisor), height)
    missing = gaps_of(rows)
    keys = _keys(stacks, bool(missing), dark)
    frame = strips.lay_out_above(strip, [("", height)], shown, dark=dark, mark_keys=keys)
    let_key_grow(frame, keys)
    axis = frame.panel_axes[0]
    for trace in _traces(stacks, missing, divisor, scale, dark):
        frame.sketch.traces.append({**trace, "yaxis": axis})
    _axis(frame, axis, scale, axis_title(answer.unit, unit), height)
    frame.sketch.shapes.append(
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "yref": axis,
            "y0": 0,
            "y1": 0,
            "line": {"width": 1, "color": colours.context},
        }
    )
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _fit(reach: dict[int, tuple[float, float]], height: int) -> Scale:
    high = max(top for top, _ in reach.values())
    low = min(foot for _, foot in reach.values())
    if high == low:
        high = 1.0
    per_px = (high - low) / (height - LABEL_PX * (2 if low < 0 else 1))
    return Scale(low - LABEL_PX * per_px if low < 0 else 0.0, high + LABEL_PX * per_px, per_px)


def _traces(
    stacks: Sequence[Stack],
    missing: Sequence[bars.Gap],
    divisor: int,
    scale: Scale,
    dark: bool,
) -> Iterator[Part]:
    colours = theme.palette(dark)
    if missing:
        yield gap_hatch(missing, scale, colours)
    reached: dict[int, float] = {}
    net = next(stack for stack in stacks if stack.mark == NET)
    has_below = any(stack.mark == BELOW for stack in stacks)
    lines = {row["year"]: row["amount_usd"] / divisor for row in net.rows}
    for stack in stacks:
        if stack.mark == NET:
            if has_below:
                yield _net(stack, divisor, colours)
            yield _labels("labels", stack, reached, scale, colours.ink)
        elif stack.mark == BELOW:
            low = {row["year"]: row["amount_usd"] / divisor for row in stack.rows}
            yield _segments(stack, reached, lines, divisor, scale, dark)
            yield _labels("labels_below", stack, low, scale, colours.muted)
        else:
            yield _segments(stack, reached, lines, divisor, scale, dark)


def _segments(
    stack: Stack,
    reached: dict[int, float],
    lines: dict[int, float],
    divisor: int,
    scale: Scale,
    dark: bool,
) -> Part:
    """One part over the years, each on what is below it; ``reached`` grows by what stands above zero.

    Its amounts stand inside where they fit and where the year's line of the net total does not cross them.
    """
    values, bases, labels = [], [], []
    for row in stack.rows:
        value = row["amount_usd"] / divisor
        base = 0.0 if stack.mark == BELOW else reached.get(row["year"], 0.0)
        values.append(value)
        bases.append(base)
        is_crossed = abs(base + value / 2 - lines[row["year"]]) < NUMBER_PX * scale.per_px
        is_plain = stack.mark != BELOW and not row["is_partial"] and not is_crossed
        labels.append(str(row["label"]) if is_plain else "")
        if stack.mark != BELOW:
            reached[row["year"]] = base + value
    return bar(
        stack.mark,
        **_places(stack.rows),
        y=values,
        base=bases,
        marker=_marker(stack, dark),
        name=stack.title,
        hovertext=[hover_html(str(row["hover"])) for row in stack.rows],
        text=labels,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="both",
        textfont={"color": _mark(stack, dark).number},
    )


def _places(rows: Sequence[Row]) -> Part:
    """Bars on the true spans of their years, a little apart."""
    spans = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in rows]
    return {
        "x": [moment(start, end, 0.04) for start, end in spans],
        "width": [width_ms(start, end) * 0.92 for start, end in spans],
        "offset": 0,
    }


def _mark(stack: Stack, dark: bool) -> theme.Mark:
    """The colours of a part; names that are not shown are grey."""
    return theme.part_mark(len(theme.PARTS) if stack.mark == OTHERS else stack.place, dark)


def _marker(stack: Stack, dark: bool) -> Part:
    colours = theme.palette(dark)
    if stack.mark == BELOW:
        return taken_back(colours)
    mark = _mark(stack, dark)
    marker: Part = {"color": mark.fill, "line": {"width": 1, "color": colours.background}}
    if any(row["is_partial"] for row in stack.rows):
        marker["pattern"] = {
            "shape": ["/" if row["is_partial"] else "" for row in stack.rows],
            "fillmode": "replace",
            "fgcolor": mark.fill,
            "bgcolor": colours.background,
            "size": 5,
            "solidity": 0.45,
        }
    return marker


def taken_back(colours: theme.Palette) -> Part:
    """The fill of what stands below zero: crossed lines in a frame."""
    return {
        "color": colours.background,
        "line": {"width": 1, "color": colours.context},
        "pattern": {
            "shape": "x",
            "fillmode": "replace",
            "fgcolor": colours.context,
            "bgcolor": colours.background,
            "size": 6,
            "solidity": 0.25,
        },
    }


def _net(stack: Stack, divisor: int, colours: theme.Palette) -> Part:
    """A line across each stack at its net total."""
    spans = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in stack.rows]
    levels = [row["amount_usd"] / divisor for row in stack.rows]
    return scatter(
        "net",
        x=[place for start, end in spans for place in (moment(start), moment(end), None)],
        y=[place for level in levels for place in (level, level, None)],
        mode="lines",
        line={"width": 2.5, "color": colours.ink},
        name=NET_WORDS,
        hovertext=[words for row in stack.rows for words in (*[hover_html(str(row["hover"]))] * 2, "")],
    )


def _labels(meta: str, stack: Stack, ends: Mapping[int, float], scale: Scale, colour: str) -> Part:
    """Amounts beyond the ends of the stacks; they hide where a year is too narrow for the longest."""
    longest = max(len(str(row["label"])) for row in stack.rows)
    levels = [ends.get(row["year"], 0.0) for row in stack.rows]
    away = -1 if stack.mark == BELOW else 1
    return bar(
        meta,
        **_places(stack.rows),
        base=levels,
        y=[away * scale.per_px] * len(levels),
        marker={"color": gaps.CLEAR, "line": {"width": 0}},
        text=[f"<b>{str(row['label']).center(longest, _NBSP)}</b>" for row in stack.rows],
        textposition="outside",
        textangle=0,
        constraintext="both",
        textfont={"color": colour},
        hoverinfo="skip",
    )


def _keys(stacks: Sequence[Stack], has_gaps: bool, dark: bool) -> list[Key]:
    """What each fill means, in the order of the stack from below."""
    colours = theme.palette(dark)
    made = []
    for stack in stacks:
        if stack.mark == NET:
            if not any(it.mark == BELOW for it in stacks):
                continue  # the top of the stack is the net total
            line = {"symbol": "line-ew", "size": 14, "line": {"width": 2.5, "color": colours.ink}}
            made.append(Key(NET_ON_TOP, line))
            continue
        marker = {**_marker(stack, dark)}
        if stack.mark != BELOW:
            marker.pop("pattern", None)
        made.append(Key(brief(stack.title), marker, is_bar=True))
    if any(row["is_partial"] for stack in stacks for row in stack.rows):
        pattern = {"shape": ["/"], "fillmode": "replace", "fgcolor": colours.context, "size": 5}
        made.append(
            Key(
                PARTIAL_WORDS,
                {"color": colours.context, "pattern": {**pattern, "bgcolor": colours.background}},
                is_bar=True,
            )
        )
    if has_gaps:
        made.append(Key(gaps.GAP_WORDS, gaps.hatch(colours), is_bar=True))
    return made


def _axis(frame: Frame, axis: str, scale: Scale, title: str, height: int) -> None:
    broken = title.replace(", ", ",<br>", 1) if text_px(title) > height else title
    frame.sketch.axis(axis).update(
        range=[scale.low, scale.high],
        nticks=max(3, height // 40),
        tickformat=",~r" if scale.high < 10 else ",d",
        title={"text": broken},
        zeroline=True,
    )
