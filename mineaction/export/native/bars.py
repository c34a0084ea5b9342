"""Yearly amounts as native charts: one chart a panel, years in order, years without a figure left blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from mineaction.charts import bars
from mineaction.charts.compare_panels import axis_words
from mineaction.charts.frame import grouped, records
from mineaction.charts.funding_over_time import axis_scale, axis_title
from mineaction.charts.gaps import GAP_WORDS
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.parts import (
    AMOUNT,
    COLOURS,
    EARLIER,
    HOLLOW,
    MONEY,
    PALE,
    PART,
    Label,
    Look,
    NativeChart,
    NativeSeries,
    format_of,
    scale_of,
)
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator, YearBasis

Row: TypeAlias = dict[str, Any]
Scale: TypeAlias = tuple[float, float, float]

DOTTED = Look(COLOURS.context, is_dotted=True)
BOUND_WORDS = "“Over”, “nearly” and “about” are bounds as printed; a bar ends at the number named."
TWICE_WORDS = "A year named twice has two values; they are never added."
PART_WORDS = "A hatched bar is a part, not a total."
UNSTATED_WORDS = "A pale bar is a year of which it is not said whether it is fiscal or calendar."
BOTH_WORDS = "required and received"
GAP_NOTE = f"A year that stands empty: {GAP_WORDS}."


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on the axis: a year's first value, or a further one of it."""

    label: str
    starts_on: date
    rank: int


def funding(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panels of funding_over_time.figure, all on one scale."""
    rows = _with_amount(answer)
    if not rows:
        return ()
    divisor, words = axis_scale(max(abs(row["amount_usd"]) for row in rows))
    unit = with_prices(axis_title(answer.unit, words), answer)
    return on_one_scale(bars.read_panels(rows, divisor), unit)


def compared(
    answer: CitedTable, timeline: Timeline | None = None, reference: float | None = None
) -> tuple[NativeChart, ...]:
    """The panels of compare_panels.figure, of the same years; ``reference``: a dotted line across each."""
    rows = [{**row, "amount_usd": row["value"]} for row in records(answer.rows)]
    panels = of_the_same_years(bars.read_panels(rows, 1)) if rows else []
    made = on_one_scale(panels, axis_words(answer), amount=_amount_words(answer.unit)) if rows else ()
    if reference is None:
        return made
    return tuple(
        replace(chart, series=(*chart.series, _level("base year", reference, chart.categories)))
        for chart in made
    )


def _amount_words(unit: str) -> str:
    """What a bar is: an amount, or what was made of it."""
    if unit.startswith("index"):
        return "index"
    return unit.replace("US$", AMOUNT, 1) if " per " in unit else AMOUNT


def of_the_same_years(panels: Sequence[bars.Panel]) -> list[bars.Panel]:
    """The panels from the first year of any to the last of any; years one has no figure for are its gaps."""
    years = [bar.year for panel in panels for bar in panel.bars]
    return [_reaching(panel, min(years), max(years)) for panel in panels]


def _reaching(panel: bars.Panel, first: int, last: int) -> bars.Panel:
    own = {bar.year for bar in panel.bars}
    model = next((bar for bar in panel.bars if bar.basis is not YearBasis.UNSTATED), panel.bars[0])
    prefix = "FY" if model.year_label.startswith("FY") else ""
    added = []
    for year in (*range(first, min(own)), *range(max(own) + 1, last + 1)):
        start = model.starts_on.replace(year=model.starts_on.year + year - model.year)
        added.append(bars.Gap(f"{prefix}{year}", start, start.replace(year=start.year + 1)))
    return replace(panel, gaps=(*panel.gaps, *added))


def _level(name: str, value: float, categories: Sequence[object]) -> NativeSeries:
    return NativeSeries(name, (value,) * len(categories), DOTTED, "line")


def country(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panels of country_panels.figure, each with a scale and a unit of its own."""
    made: list[NativeChart] = []
    for rows in grouped(_with_amount(answer), "panel_key", "panel_position", "panel_key"):
        divisor, words = axis_scale(max(abs(row["amount_usd"]) for row in rows))
        [panel] = bars.read_panels(rows, divisor)
        source = str(rows[0].get("group_title") or "")
        titled = replace(panel, title=f"{source}: {panel.title}" if source else panel.title)
        made.extend(on_one_scale([titled], with_prices(words, answer)))
    return tuple(made)


def _with_amount(answer: CitedTable) -> list[Row]:
    return [row for row in records(answer.rows) if pd.notna(row.get("amount_usd"))]


def with_prices(unit: str, answer: CitedTable) -> str:
    """An axis's unit with the prices: ``US$ million, current prices``."""
    prices = answer.price_basis
    return unit if not prices or prices in unit else f"{unit}, {prices}"


def on_one_scale(panels: Sequence[bars.Panel], unit: str, *, amount: str = AMOUNT) -> tuple[NativeChart, ...]:
    """Every panel as a chart, on a scale that holds them all; ``amount`` names what its bars are."""
    scale = scale_of([bar.value for panel in panels for bar in panel.bars])
    return tuple(
        chart_of(
            panel.title,
            tuple(slot.label for slot in places_of(panel)),
            tuple(_series(panel, amount)),
            unit,
            scale=scale,
            notes=_notes(panel),
        )
        for panel in panels
    )


def chart_of(
    title: str,
    categories: tuple[str, ...],
    series: Sequence[NativeSeries],
    unit: str,
    *,
    scale: Scale | None = None,
    notes: Sequence[str] = (),
) -> NativeChart:
    """A chart of upright bars; without a ``scale`` it has one that holds its own values."""
    values = [value for one in series for value in one.values if value is not None]
    low, high, step = scale or scale_of(values)
    return NativeChart(
        title, "column", categories, tuple(series), unit, low, high, step, format_of(values), tuple(notes)
    )


def places_of(panel: bars.Panel) -> list[Slot]:
    """The years of a panel in order, those without a figure between the others.

    A year with several bars of one kind has as many places: nothing is stacked, added or left out.
    """
    count = Counter((bar.year_label, bar.mark) for bar in panel.bars if bar.mark != "earlier")
    most: dict[str, int] = {}
    for (label, _), number in count.items():
        most[label] = max(number, most.get(label, 1))
    held: list[bars.Gap | bars.Bar] = [*panel.gaps, *panel.bars]
    spans = {it.year_label: (it.starts_on, it.ends_on) for it in held}
    return [
        Slot(label, starts_on, rank)
        for label, (starts_on, _) in sorted(spans.items(), key=lambda item: item[1])
        for rank in range(most.get(label, 1))
    ]


def _series(panel: bars.Panel, amount: str) -> Iterator[NativeSeries]:
    """What was required, what was reported, and what earlier editions printed."""
    slots = {(slot.label, slot.rank): at for at, slot in enumerate(places_of(panel))}
    has_both = BOTH_WORDS in panel.title.lower() or any(bar.mark == "outline" for bar in panel.bars)
    for mark, name, look in (
        ("outline", "required", HOLLOW),
        ("bar", "received" if has_both else amount, MONEY),
    ):
        found = {slots[bar.year_label, rank]: bar for rank, bar in _ranked(panel, mark)}
        if found:
            yield NativeSeries(
                name,
                tuple(found[at].value if at in found else None for at in range(len(slots))),
                look,
                labels=_labels_of(found),
                bounds=_bounds_of(found),
                own_looks={at: shown for at, bar in found.items() if (shown := _own_look(bar)) is not None},
            )
    earlier = list(_ranked(panel, "earlier"))
    for wanted in range(max((rank + 1 for rank, _ in earlier), default=0)):
        found = {slots[bar.year_label, 0]: bar for rank, bar in earlier if rank == wanted}
        name = "printed in an earlier edition"
        yield NativeSeries(
            f"{name}, {wanted + 1}" if wanted else name,
            tuple(found[at].value if at in found else None for at in range(len(slots))),
            EARLIER,
            "points",
            _labels_of(found),
            is_in_key=wanted == 0,
            bounds=_bounds_of(found),
            shows_labels=False,
        )


def _labels_of(found: Mapping[int, bars.Bar]) -> dict[int, Label]:
    return {at: Label.of(bar.label, bar.comparator) for at, bar in found.items() if bar.label}


def _bounds_of(found: Mapping[int, bars.Bar]) -> dict[int, Comparator]:
    return {at: bar.comparator for at, bar in found.items() if bar.comparator is not Comparator.EXACT}


def _ranked(panel: bars.Panel, mark: str) -> Iterator[tuple[int, bars.Bar]]:
    """The bars of one kind, each with how many of its year come before it."""
    seen: Counter[str] = Counter()
    for bar in panel.bars:
        if bar.mark == mark:
            yield seen[bar.year_label], bar
            seen[bar.year_label] += 1


def _own_look(bar: bars.Bar) -> Look | None:
    if bar.mark != "bar":
        return None
    return PART if bar.is_partial else PALE if bar.basis is YearBasis.UNSTATED else None


def _notes(panel: bars.Panel) -> list[str]:
    """What the signs of a panel mean, for those that occur."""
    solid = [bar for bar in panel.bars if bar.mark == "bar"]
    made = []
    if any(COMPARATOR_WORDS[bar.comparator] for bar in solid):
        made.append(BOUND_WORDS)
    if any(slot.rank for slot in places_of(panel)):
        made.append(TWICE_WORDS)
    if any(bar.is_partial for bar in solid):
        made.append(PART_WORDS)
    if any(bar.basis is YearBasis.UNSTATED for bar in solid):
        made.append(UNSTATED_WORDS)
    if panel.gaps:
        made.append(GAP_NOTE)
    return made
