"""Which values of a native chart are written at their marks: those that lie clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.export.native.parts import Label, NativeChart
from mineaction.money import SIGNS
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator

TEXT_ROOM = 1.08
_NUMBER = re.compile(r"^(?P<before>\D*?)(?P<number>−?\d[\d,]*(?:\.\d+)?)(?P<after>\D*)$")


@dataclass(frozen=True, slots=True)
class Written:
    """The labels that are drawn: words by place of the series and place of the value."""

    by_series: Mapping[int, Mapping[int, str]]
    has_signs: bool

    @property
    def sign_words(self) -> str:
        """What the signs in the labels mean, for those that occur; empty where bounds are in words."""
        shown = {words[:1] for found in self.by_series.values() for words in found.values()}
        said = [
            f"{SIGNS[it]} {COMPARATOR_WORDS[it]}" for it in Comparator if SIGNS[it] and SIGNS[it] in shown
        ]
        return "; ".join(said) if self.has_signs else ""


def written(chart: NativeChart, width: float, height: float, size: float) -> Written:
    """The labels for a plot of so many points; in words where all have room, else in signs."""
    if chart.kind == "bar":
        shown = {
            at: {place: label.words for place, label in series.labels.items()}
            for at, series in enumerate(chart.series)
        }
        return Written(shown, False)
    in_words = _clear(chart, width, height, size, lambda label: label.words)
    count = sum(len(series.labels) for series in chart.series)
    if sum(map(len, in_words.values())) == count:
        return Written(in_words, False)
    return Written(_clear(chart, width, height, size, lambda label: label.short), True)


def _clear(
    chart: NativeChart, width: float, height: float, size: float, form: Callable[[Label], str]
) -> dict[int, dict[int, str]]:
    centres, slot = _centres(chart, width)
    per_point = height / (chart.high - chart.low)
    points = [
        (at, place, value)
        for at, series in enumerate(chart.series)
        for place, value in enumerate(series.values)
        if value is not None
    ]
    bars = [
        Box(centres[place] - 0.4 * slot, centres[place] + 0.4 * slot, *_span(chart, value, per_point))
        for at, place, value in points
        if chart.series[at].drawn_as == "bar" and chart.kind != "stacked"
    ]
    dots = [
        Box(centres[place] - 4, centres[place] + 4, level - 4, level + 4)
        for at, place, value in points
        if chart.series[at].drawn_as == "points" or chart.is_dated
        for level in [(value - chart.low) * per_point]
    ]
    wanted, boxes = [], []
    for at, place, value in _order(chart, points):
        words = form(chart.series[at].labels[place])
        half = text_px(words, size) * TEXT_ROOM / 2 + 1
        level = (value - chart.low) * per_point
        lift = 5.0 if chart.series[at].drawn_as != "bar" else 2.0
        bottom = level + lift if value >= 0 else level - lift - size
        wanted.append((at, place, words))
        boxes.append(Box(centres[place] - half, centres[place] + half, bottom, bottom + size))
    found: dict[int, dict[int, str]] = {}
    inside = [n for n, box in enumerate(boxes) if box.left >= -slot and box.right <= width + slot]
    for index in choose_clear([boxes[n] for n in inside], [*bars, *dots]):
        at, place, words = wanted[inside[index]]
        found.setdefault(at, {})[place] = words
    return found


def _span(chart: NativeChart, value: float, per_point: float) -> tuple[float, float]:
    zero, level = (0 - chart.low) * per_point, (value - chart.low) * per_point
    return min(zero, level), max(zero, level)


def _centres(chart: NativeChart, width: float) -> tuple[list[float], float]:
    """Where each category stands across the plot, and how wide one is."""
    count = max(len(chart.categories), 1)
    slot = width / count
    if not chart.is_dated:
        return [slot * (place + 0.5) for place in range(count)], slot
    days = [day.toordinal() for day in chart.categories if isinstance(day, date)]
    first, last = date.fromordinal(min(days)).year, date.fromordinal(max(days)).year + 1
    start, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()
    return [(day - start) / (end - start) * width for day in days], 8.0


def _order(chart: NativeChart, points: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Points with a label: each series' newest, bounds, the largest and smallest, then the others."""
    labelled = [point for point in points if point[1] in chart.series[point[0]].labels]
    newest = {(own, max(place for at, place, _ in labelled if at == own)) for own, _, _ in labelled}
    values = [value for _, _, value in labelled]

    def rank(point: tuple[int, int, float]) -> tuple[int, int]:
        at, place, value = point
        label = chart.series[at].labels[place]
        is_newest = (at, place) in newest
        is_bound = label.words != label.short
        return (
            0 if is_newest else 1 if is_bound else 2 if value in (max(values), min(values)) else 3,
            -place,
        )

    return sorted(labelled, key=rank)


def number_format(words: str, value: float) -> str:
    """A label as a number format, so that it follows the number when a reader edits it: ``"over "#,##0``.

    Empty where the number, written so, would not read as the label does; then the label is text.
    """
    found = _NUMBER.match(words)
    if not found or "−" in words or '"' in words:
        return ""
    decimals = len(found["number"].partition(".")[2])
    if f"{value:,.{decimals}f}" != found["number"]:
        return ""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    before, after = (f'"{part}"' if part else "" for part in (found["before"], found["after"]))
    return f"{before}{digits}{after}"
