"""Which amounts are written at their bars, and where: away from zero, clear of everything else.

A label that lies clear on the narrowest plot stands at every width. The others hide where they do not fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mineaction.charts.bars import DIAMOND_PX, LABEL_PX, SIGN_PX, Bar, Scale
from mineaction.charts.frame import RIGHT_PX, TimeRange
from mineaction.charts.spread import NARROW_PX, Box, choose_clear, text_px

LABEL_ALL_UP_TO = 14
"""Panels of no more bars than this have every label that lies clear."""
TEXT_PX = LABEL_PX - 3


@dataclass(frozen=True, slots=True)
class Label:
    """A bar's amount in words; ``near_px`` is how far from the bar's tip it begins, away from zero."""

    bar: Bar
    near_px: float


def place(
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
    return bar.away * (value - bar.value) / scale.per_px


def _reach(other: Bar, bar: Bar, scale: Scale) -> tuple[float, float]:
    """From where to where a diamond, a hollow bar's end or a bar lies beyond the bar's tip, in pixels."""
    half = DIAMOND_PX / 2 + 2.5 if other.mark == "earlier" else 1.5
    at = _beyond(other.value, bar, scale)
    return at - half if other.mark != "bar" else _beyond(0.0, bar, scale), at + half


def always_shown(
    labels: Sequence[Label], marks: Sequence[Bar], scale: Scale, shown: TimeRange
) -> list[Label]:
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
    sign = bar.away * SIGN_PX if bar.is_signed else 0.0
    return Box(left, right, min(0.0, tip + sign), max(0.0, tip + sign))


def _label_box(label: Label, scale: Scale, shown: TimeRange) -> Box:
    left, right = _edges(label.bar, shown)
    centre, half = (left + right) / 2, text_px(label.bar.label) / 2 + 2.5
    near = label.bar.value / scale.per_px + label.bar.away * label.near_px
    far = near + label.bar.away * TEXT_PX
    return Box(centre - half, centre + half, min(near, far), max(near, far))
