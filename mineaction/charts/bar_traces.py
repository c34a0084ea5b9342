"""The traces of one panel of bars: fills, gaps, outlines, signs of bounds and labels, from back to front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from mineaction.charts import bar_labels, bar_markers, gaps, theme
from mineaction.charts.bar_labels import Label
from mineaction.charts.bars import Bar, Gap, Panel, Scale
from mineaction.charts.bounds import DOWN, UP
from mineaction.charts.frame import DAY_MS, TimeRange, moment, width_ms
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.sketch import bar as bar_trace
from mineaction.charts.spread import text_px
from mineaction.vocabulary import Comparator, YearBasis

WORDS_PX, WORDS_FIT_PX = 16.0, 20.0
"""How wide the words over a gap are, lying on their side, and the narrowest bar Plotly writes them into."""
_NBSP = "\u00a0"


def traces(panel: Panel, scale: Scale, shown: TimeRange, dark: bool) -> Iterator[Part]:
    """Everything drawn in a panel but its axes; see funding_over_time.figure for the names in ``meta``."""
    colours = theme.palette(dark)
    bars = [bar for bar in panel.bars if bar.mark == "bar"]
    outlines = [bar for bar in panel.bars if bar.mark == "outline"]
    earlier = [bar for bar in panel.bars if bar.mark == "earlier"]
    labels = bar_labels.place(bars, [*outlines, *earlier], scale)
    chosen = bar_labels.always_shown(labels, [*bars, *earlier], scale, shown)
    if panel.gaps:
        yield gap_hatch(panel.gaps, scale, colours)
    bare = [gap for gap in panel.gaps if not any(gap.starts_on == it.starts_on for it in outlines)]
    if bare:  # a hollow bar has its own label where the words would stand
        yield _gap_words(bare, chosen, scale, colours)
    if outlines:
        yield _bar_trace("outline", outlines, bar_markers.hollow(colours))
    if bars:
        yield _bar_trace("bar", bars, bar_markers.filled(bars, scale.per_px, colours))
        unstated = [bar for bar in bars if bar.basis is YearBasis.UNSTATED]
        if unstated:
            yield _dotted_edges(unstated, colours)
        zeros = [bar for bar in bars if bar.value == 0]
        if zeros:
            yield _zero_trace(zeros, colours)
        yield from _signs(bars, scale, colours)
    hiding = [label for label in labels if label not in chosen]
    hollow = bar_labels.place(outlines, [*bars, *earlier], scale, labels)
    if hiding or hollow:
        yield _hiding_labels(hiding, hollow, scale, colours)
    if panel.bars:
        yield _blank_label(shown, scale)
    if chosen:
        yield _label_trace(chosen, scale)
    if earlier:
        yield _earlier_trace(earlier, colours)


def _bar_trace(meta: str, bars: Sequence[Bar], marker: Part) -> Part:
    """Bars on the true spans of their years."""
    return bar_trace(
        meta,
        x=[bar.left for bar in bars],
        y=[bar.value for bar in bars],
        width=[bar.width_ms for bar in bars],
        offset=0,
        marker=marker,
        hovertext=[bar.hover for bar in bars],
    )


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
        y=[label.bar.value + label.bar.away * (label.near_px - 2) * scale.per_px for label in every],
        width=widths,
        offset=[-width / 2 for width in widths],
        marker={"color": gaps.CLEAR, "line": {"width": 0}},
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


def _blank_label(shown: TimeRange, scale: Scale) -> Part:
    """A bar's label of nothing, which always fits.

    Plotly begins anew at every panel with what it knows of labels that fit. If it ends at a panel where none
    does, or whose bars have none, it shrinks the labels that were to hide, and loses those that fit.
    """
    return bar_trace(
        "blank",
        x=[moment(shown.starts_on, shown.ends_on, 0.5)],
        y=[scale.per_px],
        width=[width_ms(shown.starts_on, shown.ends_on) / 2],
        marker={"color": gaps.CLEAR, "line": {"width": 0}},
        text=[_NBSP],
        textposition="outside",
        textangle=0,
        hoverinfo="skip",
    )


def _padded(label: str, longest: int) -> str:
    """A label, padded so that all of a panel's hide at the same width."""
    spare = 2 * (longest - len(label)) + 2  # a space is less than half as wide as a figure
    return _NBSP * (spare // 2) + label + _NBSP * (spare - spare // 2) if label else ""


def gap_hatch(missing: Sequence[Gap], scale: Scale, colours: theme.Palette) -> Part:
    """A hatch over the whole height of each year for which there is no figure."""
    return bar_trace(
        "gap",
        x=[gap.starts_on.isoformat() for gap in missing],
        y=[scale.high - scale.low] * len(missing),
        base=scale.low,
        width=[width_ms(gap.starts_on, gap.ends_on) for gap in missing],
        offset=0,
        marker=gaps.hatch(colours),
        hovertext=[f"{gap.year_label}: {gaps.GAP_WORDS}" for gap in missing],
    )


def _gap_words(missing: Sequence[Gap], labels: Sequence[Label], scale: Scale, colours: theme.Palette) -> Part:
    """The words over each run of gap years, in a bar nobody sees; hidden where they do not fit.

    ``labels`` stand at every width: one beside a run reaches into it where a year is narrow. The words' bar
    is then made so narrow that they appear only where the two keep apart.
    """
    spans = gaps.runs((gap.starts_on, gap.ends_on) for gap in missing)
    parts = [_words_part(start, end, labels) for start, end in spans]
    return gaps.words(
        [moment(start, end, (1 - part) / 2) for (start, end), part in zip(spans, parts, strict=True)],
        [scale.high - scale.low] * len(spans),
        [width_ms(start, end) * part for (start, end), part in zip(spans, parts, strict=True)],
        colours,
        base=scale.low,
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
            y=[bar.value + bar.away * 7 * scale.per_px for bar in signed],
            hovertext=[bar.hover for bar in signed],
            **drawn_as,
        )


def _label_trace(labels: Sequence[Label], scale: Scale) -> Part:
    return scatter(
        "labels",
        x=[label.bar.middle for label in labels],
        y=[label.bar.value + label.bar.away * (label.near_px + 7) * scale.per_px for label in labels],
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
        marker=bar_markers.earlier(colours),
        hovertext=[bar.hover for bar in bars],
    )
