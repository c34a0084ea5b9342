"""What was said about the running total, statement by statement, above the policy timeline.

Every statement is a mark of its own. They are never joined by a line: scopes differ, most are bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import Key, TimeRange, as_day, empty, hover_html, lay_out, moment, panel_px
from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.vocabulary import ActivityScope, Comparator

BILLION = 1_000_000_000
MARK_SIZE = 11
UP = frozenset({Comparator.OVER, Comparator.AT_LEAST})
DOWN = frozenset({Comparator.NEARLY, Comparator.UP_TO})
_SIGN = {Comparator.OVER: ">", Comparator.AT_LEAST: "≥", Comparator.NEARLY: "<", Comparator.UP_TO: "≤"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement; ``value`` in US$ billion."""

    claim_id: str
    starts_on: date
    ends_on: date
    value: float
    comparator: Comparator
    scope: ActivityScope
    scope_label: str
    hover: str

    @property
    def at(self) -> str:
        """The middle of the days it may have been made on, as ISO text."""
        return moment(self.starts_on, self.ends_on, 0.5)

    @property
    def is_day(self) -> bool:
        """Whether the exact day is known."""
        return (self.ends_on - self.starts_on).days <= 1


def figure(claims: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the statements and the strip.

    ``claims.rows`` columns: ``claim_id``, ``starts_on``, ``ends_on`` (not included), ``date_words``,
    ``value`` (US$), ``comparator``, ``activity_scope``, ``scope_label``, ``made_by``, ``document``,
    ``hover`` (plain text, lines parted by a line feed). The axis is in US$ billion. Traces with ``meta``
    "claims" hold the marks, one trace a scope; "bound_up" and "bound_down" are the signs of bounds. Rows
    without a value or a date are not drawn; no rows give no marks.
    """
    listed = _claims(claims)
    if not listed:
        return empty(dark)
    shown = TimeRange.around(
        [*((claim.starts_on, claim.ends_on) for claim in listed), *strips.spans(timeline)]
    )
    strip = strips.plan(timeline, shown)
    height = panel_px(1, strip.height_px) + 60
    frame = lay_out(
        [("", height)],
        shown,
        dark=dark,
        strip_px=strip.height_px,
        note=strip.note,
        mark_keys=_keys(listed, dark),
        event_keys=strip.keys(dark),
    )
    high = max(claim.value for claim in listed) or 1.0
    per_px = high / (height - 34)
    for trace in _traces(listed, per_px, shown, dark):
        frame.figure.add_trace(trace.update(yaxis="y", showlegend=False))
    frame.figure.update_layout(
        yaxis={"range": [0, high + 34 * per_px], "title": {"text": "US$ billion, as stated"}, "nticks": 7}
    )
    strips.draw(frame, strip, dark)
    return frame.figure


def _claims(claims: CitedTable) -> list[Claim]:
    rows = claims.rows
    if rows.empty or "value" not in rows.columns:
        return []
    rows = rows[rows["value"].notna() & rows["starts_on"].notna()]
    listed = [
        Claim(
            claim_id=str(row["claim_id"]),
            starts_on=as_day(row["starts_on"]),
            ends_on=as_day(row["ends_on"]),
            value=float(row["value"]) / BILLION,
            comparator=Comparator(row["comparator"]),
            scope=ActivityScope(row["activity_scope"]),
            scope_label=str(row["scope_label"]),
            hover=hover_html(str(row["hover"])),
        )
        for row in rows.to_dict("records")
    ]
    return sorted(listed, key=lambda claim: (claim.starts_on, claim.ends_on, claim.value))


def _scopes(claims: Sequence[Claim]) -> dict[ActivityScope, list[Claim]]:
    """The claims by scope, scopes in the vocabulary's order."""
    return {scope: found for scope in ActivityScope if (found := [it for it in claims if it.scope is scope])}


def _traces(claims: Sequence[Claim], per_px: float, shown: TimeRange, dark: bool) -> Iterator[go.Scatter]:
    same_place: dict[tuple[date, date, float], list[str]] = {}
    for claim in claims:
        same_place.setdefault((claim.starts_on, claim.ends_on, claim.value), []).append(claim.hover)
    vague = [claim for claim in claims if not claim.is_day]
    if vague:
        yield _whiskers(vague, dark)
    for scope, found in _scopes(claims).items():
        yield from _signs(found, per_px, theme.scope_mark(scope, dark).edge)
    for scope, found in _scopes(claims).items():
        yield go.Scatter(
            x=[claim.at for claim in found],
            y=[claim.value for claim in found],
            mode="markers",
            marker=_marker(scope, dark),
            customdata=[claim.claim_id for claim in found],
            hovertext=[
                "<br><br>".join(same_place[claim.starts_on, claim.ends_on, claim.value]) for claim in found
            ],
            hoverinfo="text",
            name=found[0].scope_label,
            meta="claims",
            cliponaxis=False,
        )
    yield _newest_labels(claims, per_px, shown, dark)


def _marker(scope: ActivityScope, dark: bool) -> dict[str, Any]:
    mark = theme.scope_mark(scope, dark)
    line = {"width": 1.2, "color": mark.edge}
    return {"symbol": mark.symbol, "size": MARK_SIZE, "color": mark.fill, "line": line, "opacity": 1}


def _whiskers(claims: Sequence[Claim], dark: bool) -> go.Scatter:
    """A thin line over all the days a statement may have been made on."""
    return go.Scatter(
        x=[place for it in claims for place in (it.starts_on.isoformat(), it.ends_on.isoformat(), None)],
        y=[place for it in claims for place in (it.value, it.value, None)],
        mode="lines",
        line={"width": 1.2, "color": theme.palette(dark).context},
        hoverinfo="skip",
        name="month or year only",
        meta="whiskers",
    )


def _signs(claims: Sequence[Claim], per_px: float, colour: str) -> Iterator[go.Scatter]:
    """A stem from the mark and a caret at its end: up for a lower bound, down for an upper one."""
    for meta, comparators, way in (("bound_up", UP, 1), ("bound_down", DOWN, -1)):
        bounded = [claim for claim in claims if claim.comparator in comparators]
        if not bounded:
            continue
        tips = [claim.value + way * 13 * per_px for claim in bounded]
        yield go.Scatter(
            x=[place for claim in bounded for place in (claim.at, claim.at, None)],
            y=[place for claim, tip in zip(bounded, tips, strict=True) for place in (claim.value, tip, None)],
            mode="lines+markers",
            line={"width": 1.4, "color": colour},
            marker={
                "symbol": "triangle-up" if way > 0 else "triangle-down",
                "size": [size for _ in bounded for size in (0, 7, 0)],
                "color": colour,
                "opacity": 1,
                "line": {"width": 0},
            },
            hoverinfo="skip",
            cliponaxis=False,
            name=meta.replace("_", " "),
            meta=meta,
        )


def _newest_labels(claims: Sequence[Claim], per_px: float, shown: TimeRange, dark: bool) -> go.Scatter:
    """The newest value of each scope, written beside its mark where it is clear of all marks."""
    newest = sorted((found[-1] for found in _scopes(claims).values()), key=lambda it: it.value, reverse=True)
    marks = [_box(claim, per_px, shown) for claim in claims]
    wanted, kept = [], []
    for claim in newest:
        right = _box(claim, per_px, shown).left - 2
        middle = claim.value / per_px
        box = Box(right - text_px(_label(claim)), right, middle - 7, middle + 7)
        if box.left >= 0 and not any(box.touches(mark) for mark in marks):
            wanted.append(box)
            kept.append(claim)
    drawn = [kept[index] for index in choose_clear(wanted)]
    return go.Scatter(
        x=[claim.at for claim in drawn],
        y=[claim.value for claim in drawn],
        mode="text",
        text=[_label(claim) + "\u00a0\u00a0\u00a0" for claim in drawn],
        textposition="middle left",
        textfont={"size": theme.FONT_SIZE, "color": theme.palette(dark).ink},
        hoverinfo="skip",
        cliponaxis=False,
        name="newest values",
        meta="labels",
    )


def _box(claim: Claim, per_px: float, shown: TimeRange) -> Box:
    half = MARK_SIZE / 2 + 1
    centre = (shown.px(claim.starts_on) + shown.px(claim.ends_on)) / 2
    level = claim.value / per_px
    up = 18 if claim.comparator in UP else half
    down = 18 if claim.comparator in DOWN else half
    whisker = (shown.px(claim.ends_on) - shown.px(claim.starts_on)) / 2
    return Box(centre - max(half, whisker), centre + max(half, whisker), level - down, level + up)


def _label(claim: Claim) -> str:
    about = "~" if claim.comparator is Comparator.ABOUT else ""
    return f"{_SIGN.get(claim.comparator, about)}{claim.value:.3f}".rstrip("0").rstrip(".")


def _keys(claims: Sequence[Claim], dark: bool) -> list[Key]:
    colours = theme.palette(dark)
    keys = [
        Key(found[0].scope_label, {**_marker(scope, dark), "size": MARK_SIZE})
        for scope, found in _scopes(claims).items()
    ]
    printed = {claim.comparator for claim in claims}
    sign = {"size": 8, "color": colours.muted}
    if printed & UP:
        keys.append(Key("more than this", {"symbol": "triangle-up", **sign}))
    if printed & DOWN:
        keys.append(Key("less than this", {"symbol": "triangle-down", **sign}))
    return keys
