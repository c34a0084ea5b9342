"""What was said about the running total, statement by statement, above the policy timeline.

Every statement is a mark of its own. They are never joined by a line: scopes differ, most are bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.bounds import DOWN, UP, stems
from mineaction.charts.dated import Dated, whiskers
from mineaction.charts.frame import (
    TimeRange,
    as_day,
    empty,
    hover_html,
    panel_px,
    records,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, scatter
from mineaction.charts.spread import NARROW_PX, Box, text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.vocabulary import ActivityScope, Comparator

BILLION = 1_000_000_000
MARK_SIZE, MANY, SMALL_MARK_SIZE = 11, 30, 9
HEADROOM_PX = 38
SIGN_WORDS = "↑ more than this", "↓ less than this"
_SIGN = {Comparator.OVER: ">", Comparator.AT_LEAST: "≥", Comparator.NEARLY: "<", Comparator.UP_TO: "≤"}


@dataclass(frozen=True, slots=True)
class Claim(Dated):
    """One statement; ``value`` in US$ billion."""

    claim_id: str
    value: float
    comparator: Comparator
    scope: ActivityScope
    scope_label: str
    hover: str


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
    size = MARK_SIZE if len(listed) <= MANY else SMALL_MARK_SIZE
    frame = strips.lay_out_above(
        strip,
        [("", height)],
        shown,
        dark=dark,
        mark_keys=_keys(listed, dark),
    )
    high = max(claim.value for claim in listed) or 1.0
    per_px = high / (height - HEADROOM_PX)
    frame.sketch.traces.extend(_traces(listed, size, per_px, shown, dark))
    frame.sketch.annotations.extend(_sign_words(listed))
    frame.sketch.axis("y").update(
        range=[0, high + HEADROOM_PX * per_px], title={"text": "US$ billion, as said"}, nticks=7
    )
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


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
        for row in records(rows)
    ]
    return sorted(listed, key=lambda claim: (claim.starts_on, claim.ends_on, claim.value))


def _scopes(claims: Sequence[Claim]) -> dict[ActivityScope, list[Claim]]:
    """The claims by scope, scopes in the vocabulary's order."""
    return {scope: found for scope in ActivityScope if (found := [it for it in claims if it.scope is scope])}


def _traces(
    claims: Sequence[Claim], size: int, per_px: float, shown: TimeRange, dark: bool
) -> Iterator[Part]:
    same_place: dict[tuple[date, date, float], list[str]] = {}
    for claim in claims:
        same_place.setdefault((claim.starts_on, claim.ends_on, claim.value), []).append(claim.hover)
    vague = [claim for claim in claims if not claim.is_day]
    if vague:
        yield whiskers(
            [(claim.starts_on, claim.ends_on) for claim in vague],
            [claim.value for claim in vague],
            theme.palette(dark).context,
        )
    for scope, found in _scopes(claims).items():
        yield from _signs(found, per_px, theme.scope_mark(scope, dark).edge)
    for scope, found in _scopes(claims).items():
        yield scatter(
            "claims",
            x=[claim.at for claim in found],
            y=[claim.value for claim in found],
            mode="markers",
            marker=_marker(scope, size, dark),
            customdata=[claim.claim_id for claim in found],
            hovertext=[
                "<br><br>".join(same_place[claim.starts_on, claim.ends_on, claim.value]) for claim in found
            ],
            name=found[0].scope_label,
        )
    yield from _newest_labels(claims, size, per_px, shown)


def _marker(scope: ActivityScope, size: int, dark: bool) -> Part:
    mark = theme.scope_mark(scope, dark)
    line = {"width": 1.2, "color": mark.edge}
    return {"symbol": mark.symbol, "size": size, "color": mark.fill, "line": line, "opacity": 1}


def _signs(claims: Sequence[Claim], per_px: float, colour: str) -> Iterator[Part]:
    """A stem with a caret at every amount printed as a bound."""
    for meta, comparators, way in (("bound_up", UP, 1), ("bound_down", DOWN, -1)):
        bounded = [(claim.at, claim.value) for claim in claims if claim.comparator in comparators]
        if bounded:
            yield stems(meta, bounded, way * 13 * per_px, colour)


def _sign_words(claims: Sequence[Claim]) -> Iterator[Part]:
    """What the signs mean, for those that occur, in the room that is always free above the marks."""
    printed = {claim.comparator for claim in claims}
    words = [words for words, of in zip(SIGN_WORDS, (UP, DOWN), strict=True) if printed & of]
    if words:
        yield {
            "text": "\u2003".join(words),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "y domain",
            "yanchor": "top",
            "font": {"size": theme.KEY_SIZE},
            "name": "signs",
        }


def _newest_labels(claims: Sequence[Claim], size: int, per_px: float, shown: TimeRange) -> Iterator[Part]:
    """The newest value of each scope, written beside its mark where it is clear of all marks.

    Each is tried left of its mark, then right, then a little higher and lower on either side. What is clear
    on the narrowest plot stays clear on a wider one: there the marks only move apart.
    """
    newest = sorted((found[-1] for found in _scopes(claims).values()), key=lambda it: it.value, reverse=True)
    taken = [_box(claim, size, per_px, shown) for claim in claims]
    placed: list[tuple[Claim, int, float]] = []
    for claim in newest:
        for side, lift in ((-1, 0), (1, 0), (-1, 7), (1, -7), (-1, 13), (1, -13)):
            box = _label_box(claim, side, lift, size, per_px, shown)
            inside = box.left >= 0 and box.right <= NARROW_PX and box.bottom >= 0
            if inside and not any(box.touches(mark) for mark in taken):
                taken.append(box)
                placed.append((claim, side, lift))
                break
    if placed:
        space = "\u00a0" * 3
        yield scatter(
            "labels",
            x=[claim.at for claim, _, _ in placed],
            y=[claim.value + lift * per_px for claim, _, lift in placed],
            mode="text",
            text=[_label(it) + space if side < 0 else space + _label(it) for it, side, _ in placed],
            textposition=["middle left" if side < 0 else "middle right" for _, side, _ in placed],
            hoverinfo="skip",
        )


def _label_box(claim: Claim, side: int, lift: float, size: int, per_px: float, shown: TimeRange) -> Box:
    centre = shown.middle_px(claim.starts_on, claim.ends_on)
    near, far = centre + side * (size / 2 + 2), centre + side * (size / 2 + 3 + text_px(_label(claim)))
    middle = claim.value / per_px + lift
    return Box(min(near, far), max(near, far), middle - 6, middle + 6)


def _box(claim: Claim, size: int, per_px: float, shown: TimeRange) -> Box:
    half = size / 2 + 1
    centre = shown.middle_px(claim.starts_on, claim.ends_on)
    level = claim.value / per_px
    up = 18 if claim.comparator in UP else half
    down = 18 if claim.comparator in DOWN else half
    whisker = (shown.px(claim.ends_on) - shown.px(claim.starts_on)) / 2
    return Box(centre - max(half, whisker), centre + max(half, whisker), level - down, level + up)


def _label(claim: Claim) -> str:
    about = "~" if claim.comparator is Comparator.ABOUT else ""
    return f"{_SIGN.get(claim.comparator, about)}{claim.value:.3f}".rstrip("0").rstrip(".")


def _keys(claims: Sequence[Claim], dark: bool) -> list[Key]:
    return [
        Key(found[0].scope_label, _marker(scope, MARK_SIZE, dark)) for scope, found in _scopes(claims).items()
    ]
