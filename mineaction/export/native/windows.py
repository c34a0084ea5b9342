"""Yearly amounts with the means of stretches of years upon them, as native charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import pandas as pd

from mineaction.charts import bars
from mineaction.charts.around_policy import MILLION, NAMES, USABLE
from mineaction.charts.compare_panels import axis_words
from mineaction.charts.frame import as_day, records
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import GAP_NOTE, chart_of, on_one_scale, places_of, with_prices
from mineaction.export.native.parts import COLOURS, GREY, MONEY, PART, Label, Look, NativeChart, NativeSeries
from mineaction.vocabulary import Comparator

Row: TypeAlias = dict[str, Any]
MEAN = Look(COLOURS.ink)


def means(answer: CitedTable, marks: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panel of compare_means.figure with a line a mean, which stands over the years it was taken of."""
    rows = [{**row, "amount_usd": row["value"]} for row in records(answer.rows)]
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
    lines = tuple(
        NativeSeries(
            f"mean, {key}: {words.get(key, '')}".removesuffix(": "),
            tuple(levels.get(place) for place in range(len(places))),
            MEAN,
            "line",
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
        )
        for use, look in looks.items()
        if any(value is not None and used == use for value, used in zip(values, uses, strict=True))
    ]
    for side in ("before", "after"):
        level = [
            None if row["side"] != side or pd.isna(row["mean_usd"]) else float(row["mean_usd"]) / MILLION
            for row in rows
        ]
        if any(value is not None for value in level):
            series.append(NativeSeries(f"mean {side}", tuple(level), MEAN, "line"))
    return (
        chart_of(
            answer.title,
            tuple(str(row["year_label"]) for row in rows),
            series,
            with_prices(answer.unit, answer),
            notes=[GAP_NOTE] if None in values else [],
        ),
    )


def _use(row: Row) -> str:
    return "amounts" if row["status"] == USABLE else "unused"


def _label_of(row: Mapping[str, Any]) -> Label:
    return Label.of(str(row["label"]), Comparator(row["comparator"]))
