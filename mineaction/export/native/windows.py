"""Yearly amounts with the means of stretches of years upon them, as native charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import pandas as pd

from mineaction.charts import bars
from mineaction.charts.around_policy import AHEAD, MILLION, NAMES, NO_AMOUNT, NOT_BEGUN, USABLE
from mineaction.charts.compare_panels import axis_words
from mineaction.charts.frame import as_day, records
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import chart_of, on_one_scale, places_of, with_prices
from mineaction.export.native.parts import COLOURS, GREY, MONEY, PART, Label, Look, NativeChart, NativeSeries
from mineaction.money import SIGNS, short_amount
from mineaction.vocabulary import Comparator

Row: TypeAlias = dict[str, Any]
MEAN = Look(COLOURS.ink)


def means(answer: CitedTable, marks: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panel of compare_means.figure with a line a mean, which stands over the years it was taken of."""
    # The page leaves the numbers of single years to the pointer; a file has none.
    rows = [
        {**row, "amount_usd": row["value"], "label": _short(row["value"], Comparator(row["comparator"]))}
        for row in records(answer.rows)
    ]
    if not rows:
        return ()
    [panel] = bars.read_panels(rows, 1)
    placed = records(marks.rows)
    places = places_of(panel)
    words = {mark["key"]: str(mark["label"]) for mark in placed if mark["kind"] == "label"}
    found: dict[str, dict[int, float]] = {}
    for mark in placed:
        if mark["kind"] == "mean":
            inside = [
                place
                for place, slot in enumerate(places)
                if as_day(mark["starts_on"]) <= slot.starts_on < as_day(mark["ends_on"])
            ]
            found.setdefault(str(mark["key"]), {}).update(dict.fromkeys(inside, float(mark["value"])))
    spots = {slot.label: at for at, slot in reversed([*enumerate(places)])}
    tops: dict[int, float] = {}
    for bar in panel.bars:
        at = spots[bar.year_label]
        tops[at] = max(bar.value, tops.get(at, bar.value))
    lines = tuple(
        _mean_line(
            f"mean, {key}: {_in_unit(words.get(key, ''), answer.unit)}".removesuffix(": "),
            tuple(levels.get(place) for place in range(len(places))),
            words.get(key, ""),
            tops,
        )
        for key, levels in found.items()
    )
    [drawn] = on_one_scale([panel], axis_words(answer))
    chart = replace(drawn, title=drawn.title or answer.title)
    unpriced = [as_day(mark["starts_on"]) for mark in placed if mark["kind"] == "unpriced"]
    said = [slot.label for slot in places if slot.starts_on in unpriced]
    shared = [_first_line(mark["hover"]) for mark in placed if mark["kind"] == "shared"]
    notes = [*chart.notes, *shared]
    if said:
        notes.append(f"Held, not in constant prices, and left blank: {', '.join(said)}.")
    return (replace(chart, series=(*chart.series, *lines), notes=tuple(notes)),)


def _short(value: float, comparator: Comparator) -> str:
    """A value in the chart's unit as a label writes it."""
    return short_amount(value * MILLION, comparator)


def _bound_of(label: str) -> Comparator:
    return next((it for it in Comparator if SIGNS[it] and label.startswith(SIGNS[it])), Comparator.EXACT)


def _in_unit(label: str, unit: str) -> str:
    """A label in signs as words with its unit: ``>216`` as ``over US$ 216 million``."""
    bound = _bound_of(label)
    currency, _, size = unit.partition(" ")
    said = f"{currency} {label.removeprefix(SIGNS[bound])} {size}".strip()
    return Label.of(said, bound).words if label else ""


def _mean_line(
    name: str, levels: tuple[float | None, ...], label: str, below: Mapping[int, float]
) -> NativeSeries:
    """A line at the mean over its years, with the mean at the year whose amount leaves it the most room."""
    held = [at for at, level in enumerate(levels) if level is not None]
    held.sort(key=lambda at: -below.get(at, 0.0))
    bound = _bound_of(label)
    said = Label.of(label, bound)
    labels = {held[-1]: Label(f"{said.words} (mean)", f"{said.short} (mean)")} if label and held else {}
    bounds = dict.fromkeys(held, bound) if bound is not Comparator.EXACT else {}
    return NativeSeries(name, levels, MEAN, "line", labels, bounds=bounds)


def _first_line(hover: object) -> str:
    return str(hover).split("\n", maxsplit=1)[0] + "."


def around(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The window of around_policy.figure: years that can be used, those that cannot, the event's own."""
    rows = records(answer.rows)
    if not rows:
        return ()
    values = [None if pd.isna(row["amount_usd"]) else float(row["amount_usd"]) / MILLION for row in rows]
    uses = ["event" if row["side"] == "event" else _use(row) for row in rows]
    looks = {"amounts": MONEY, "unused": PART, "event": GREY}
    labels = {place: _label_of(row) for place, row in enumerate(rows) if values[place] is not None}
    series = [
        NativeSeries(
            NAMES[use],
            tuple(value if used == use else None for value, used in zip(values, uses, strict=True)),
            look,
            labels={place: label for place, label in labels.items() if uses[place] == use},
            bounds={
                place: bound
                for place, row in enumerate(rows)
                if place in labels
                and uses[place] == use
                and (bound := Comparator(row["comparator"])) is not Comparator.EXACT
            },
        )
        for use, look in looks.items()
        if any(value is not None and used == use for value, used in zip(values, uses, strict=True))
    ]
    tops = {place: value for place, value in enumerate(values) if value is not None}
    for side in ("before", "after"):
        level = [
            None if row["side"] != side or pd.isna(row["mean_usd"]) else float(row["mean_usd"]) / MILLION
            for row in rows
        ]
        if any(value is not None for value in level):
            mean = next(value for value in level if value is not None)
            short = _short(mean, Comparator.EXACT)
            series.append(
                _mean_line(f"mean {side}: {_in_unit(short, answer.unit)}", tuple(level), short, tops)
            )
    chart = chart_of(
        answer.title,
        tuple(str(row["year_label"]) for row in rows),
        series,
        with_prices(answer.unit, answer),
        notes=_notes_around(rows),
    )
    return (replace(chart, stretches=tuple(str(row["side"]) for row in rows)),)


def _notes_around(rows: Sequence[Row]) -> list[str]:
    """What a year that stands empty means: nothing that can be used, or that it has not begun."""
    empty = [row for row in rows if pd.isna(row["amount_usd"])]
    ahead = [str(row["year_label"]) for row in empty if row["status"] == AHEAD]
    notes = [f"A year that stands empty: {NO_AMOUNT}."] if len(empty) > len(ahead) else []
    if ahead:
        years = ahead[0] if len(ahead) == 1 else f"{ahead[0]} to {ahead[-1]}"
        notes.append(f"{years}: {NOT_BEGUN}.")
    return notes


def _use(row: Row) -> str:
    return "amounts" if row["status"] == USABLE else "unused"


def _label_of(row: Mapping[str, Any]) -> Label:
    return Label.of(str(row["label"]), Comparator(row["comparator"]))
