"""Which values of a native chart are written at their marks: those that lie clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mineaction.charts.spread import Box, choose_clear, text_px
from mineaction.export.native.parts import COLOURS, MONEY, Label, NativeChart, NativeSeries
from mineaction.money import SIGNS
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator

TEXT_ROOM, MOST_LIFTS = 1.08, 3
_NUMBER = re.compile(r"^(?P<before>\D*?)(?P<number>−?\d[\d,]*(?:\.\d+)?)(?P<after>\D*)$")

Point = tuple[int, int, float]
"""A value: the place of its series, its own place there, and itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """The labels that are drawn: words by place of the series and place of the value.

    Those ``inside``, by both places, stand in the head of their bar, as there is no room above it; those
    ``lifted`` stand so many points higher than where a label stands.
    """

    by_series: Mapping[int, Mapping[int, str]]
    has_signs: bool
    inside: frozenset[tuple[int, int]] = frozenset()
    lifted: Mapping[tuple[int, int], float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many are drawn."""
        return sum(map(len, self.by_series.values()))

    @property
    def in_place(self) -> Mapping[int, Mapping[int, str]]:
        """Those that stand where a label stands, for programs that cannot move one label alone."""
        moved = self.inside | set(self.lifted)
        return {
            at: {place: words for place, words in found.items() if (at, place) not in moved}
            for at, found in self.by_series.items()
        }

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
    count = sum(len(series.labels) for series in chart.series if series.shows_labels)
    if sum(map(len, in_words.by_series.values())) == count:
        return in_words
    in_signs = _clear(chart, width, height, size, lambda label: label.short)
    return replace(in_signs, has_signs=True)


def _clear(
    chart: NativeChart, width: float, height: float, size: float, form: Callable[[Label], str]
) -> Written:
    centres, slot = _centres(chart, width)
    per_point = height / (chart.high - chart.low)
    points = [
        (at, place, value)
        for at, series in enumerate(chart.series)
        for place, value in enumerate(series.values)
        if value is not None
    ]
    taken = [box for point in points for box in _ground(chart, point, centres[point[1]], slot, per_point)]
    found: dict[int, dict[int, str]] = {}
    inside: set[tuple[int, int]] = set()
    lifted: dict[tuple[int, int], float] = {}
    for point in _order(chart, points):
        at, place, _ = point
        words = form(chart.series[at].labels[place])
        half = text_px(words, size) * TEXT_ROOM / 2 + 1
        left, right = centres[place] - half, centres[place] + half
        if left < -slot or right > width + slot:
            continue
        bottom, top = _beyond(chart, point, per_point, size)
        above = Box(left, right, bottom, top)
        if _lies_on_bars(chart, at) or choose_clear([above], taken):
            taken.append(above)
        elif (within := _within(chart, point, per_point, size)) and half <= 0.45 * slot:
            box, own = Box(left, right, *within), _bar(chart, point, centres, slot, per_point)
            if not choose_clear([box], [it for it in taken if it != own]):
                continue
            taken.append(box)
            inside.add((at, place))
        else:
            lifts = [(size + 1) * step for step in range(1, MOST_LIFTS + 1)] if _has_hollow(chart) else []
            boxes = [Box(left, right, bottom + lift, top + lift) for lift in lifts]
            clear = next((n for n, box in enumerate(boxes) if choose_clear([box], taken)), None)
            if clear is None:
                continue
            taken.append(boxes[clear])
            lifted[at, place] = lifts[clear]
        found.setdefault(at, {})[place] = words
    return Written(found, False, frozenset(inside), lifted)


def _has_hollow(chart: NativeChart) -> bool:
    """Whether hollow bars stand around solid ones, each with a number of its own."""
    return any(series.drawn_as == "bar" and not series.look.fill for series in chart.series)


def _lies_on_bars(chart: NativeChart, at: int) -> bool:
    """Whether a label has a ground of its own, as that of a line across bars has."""
    return chart.series[at].drawn_as == "line" and any(one.drawn_as == "bar" for one in chart.series)


def _bar(chart: NativeChart, point: Point, centres: list[float], slot: float, per_point: float) -> Box:
    _, place, value = point
    return Box(centres[place] - 0.4 * slot, centres[place] + 0.4 * slot, *_span(chart, value, per_point))


def _ground(chart: NativeChart, point: Point, centre: float, slot: float, per_point: float) -> Iterator[Box]:
    """What a mark covers: a bar, the top edge of a hollow one, a point, a stretch of a line."""
    at, _, value = point
    series, level = chart.series[at], (value - chart.low) * per_point
    if series.drawn_as == "points" or chart.is_dated:
        yield Box(centre - 4, centre + 4, level - 4, level + 4)
    elif series.drawn_as == "line":
        yield Box(centre - slot / 2, centre + slot / 2, level - 1.5, level + 1.5)
    elif chart.kind != "stacked":
        if series.look.fill:
            yield Box(centre - 0.4 * slot, centre + 0.4 * slot, *_span(chart, value, per_point))
        else:
            yield Box(centre - 0.4 * slot, centre + 0.4 * slot, level - 1, level + 1)


def _beyond(chart: NativeChart, point: Point, per_point: float, size: float) -> tuple[float, float]:
    """From where to where a label stands that lies beyond its mark."""
    at, _, value = point
    level = (value - chart.low) * per_point
    lift = 5.0 if chart.series[at].drawn_as != "bar" else 2.0
    bottom = level + lift if value >= 0 else level - lift - size
    return bottom, bottom + size


def _within(chart: NativeChart, point: Point, per_point: float, size: float) -> tuple[float, float] | None:
    """From where to where a label stands in the head of its bar; None where the bar holds none."""
    at, place, value = point
    series = chart.series[at]
    look = series.own_looks.get(place, series.look)
    is_plain = series.drawn_as == "bar" and chart.kind != "stacked" and look == MONEY
    top = (value - chart.low) * per_point - 2
    if not is_plain or value <= 0 or value * per_point < size + 4:
        return None
    return top - size, top


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


def _order(chart: NativeChart, points: list[Point]) -> list[Point]:
    """Points with a label: of lines, each series' newest, bounds, largest and smallest, then the others."""
    labelled = [
        point
        for point in points
        if point[1] in chart.series[point[0]].labels and chart.series[point[0]].shows_labels
    ]
    newest = {(own, max(place for at, place, _ in labelled if at == own)) for own, _, _ in labelled}
    values = [value for _, _, value in labelled]

    def rank(point: Point) -> tuple[int, int]:
        at, place, value = point
        series = chart.series[at]
        if _lies_on_bars(chart, at):
            return -1, -place
        if _has_hollow(chart):
            # The number of the solid bar stands below that of the hollow one.
            return int(not series.look.fill), -place
        is_newest = (at, place) in newest
        is_bound = series.labels[place].words != series.labels[place].short
        return (
            0 if is_newest else 1 if is_bound else 2 if value in (max(values), min(values)) else 3,
            -place,
        )

    return sorted(labelled, key=rank)


def colour_of_labels(chart: NativeChart, series: NativeSeries) -> str:
    """The colour of a series' labels: its own where hollow and solid bars stand on one place."""
    is_one_of_two = _has_hollow(chart) and series.drawn_as == "bar"
    return (series.look.fill or series.look.edge) if is_one_of_two else COLOURS.ink


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
