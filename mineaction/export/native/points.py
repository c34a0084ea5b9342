"""Statements and published values as native charts: points on days or years, never joined over a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from mineaction.charts import lwvf_points, theme
from mineaction.charts.claim_ladder import BILLION
from mineaction.charts.frame import as_day, records
from mineaction.charts.published_points import Panel, Point, read_panels
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import GAP_NOTE
from mineaction.export.native.parts import (
    COLOURS,
    EARLIER,
    DrawnAs,
    Label,
    Look,
    NativeChart,
    NativeSeries,
    format_of,
    scale_of,
)
from mineaction.money import SIGNS
from mineaction.queries.results.facts import UNIT_WORDS
from mineaction.vocabulary import ActivityScope, Comparator

Row: TypeAlias = dict[str, Any]

VAGUE = "A statement known to the month or the year stands in the middle of it."
NEVER_JOINED = "Each point is a statement of its own: scopes differ, and most are bounds."
NEWEST = Look(COLOURS.money)
SEVERAL = Look(COLOURS.money, symbol="square")


def claims(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The statements of claim_ladder.figure: one series of points a scope, in US$ billion."""
    rows = answer.rows
    held = records(rows[rows["value"].notna() & rows["starts_on"].notna()]) if len(rows) else []
    points = [
        (str(row["scope_label"]), _middle(row), float(row["value"]) / BILLION, _comparator(row))
        for row in held
    ]
    looks = {
        str(row["scope_label"]): _mark(theme.scope_mark(ActivityScope(row["activity_scope"]), False))
        for row in held
    }
    order = list(dict.fromkeys(str(it) for it in _in_order(held)))
    return _dated(answer.title, "US$ billion, as said", points, {name: looks[name] for name in order})


def _in_order(held: Sequence[Row]) -> Iterable[str]:
    return (row["scope_label"] for scope in ActivityScope for row in held if row["activity_scope"] == scope)


def fund(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The two panels of lwvf_points.figure, money and countries: each thing said at one time is one point."""
    made: list[NativeChart] = []
    held = records(answer.rows) if len(answer.rows) else []
    for key, (title, divisor, _) in lwvf_points.PANELS.items():
        points = [
            (title, _middle(row), float(row["value"]) / divisor, _comparator(row))
            for row in held
            if row["panel"] == key
        ]
        unit = "US$ million, as said" if key == "usd" else "countries, as said"
        look = Look(COLOURS.money, symbol=lwvf_points.SYMBOLS[key])
        made.extend(_dated(title, unit, list(dict.fromkeys(points)), {title: look}))
    return tuple(made)


def _middle(row: Row) -> date:
    start, end = as_day(row["starts_on"]), as_day(row["ends_on"])
    return start + (end - start) // 2


def _comparator(row: Row) -> Comparator:
    return Comparator(row["comparator"])


def _mark(mark: theme.Mark) -> Look:
    return Look(mark.fill, mark.edge, symbol=mark.symbol)


def _dated(
    title: str, unit: str, points: Sequence[tuple[str, date, float, Comparator]], looks: dict[str, Look]
) -> tuple[NativeChart, ...]:
    """One chart of dated points, the named series in the order of ``looks``; no points, no chart."""
    if not points:
        return ()
    placed = sorted(points, key=lambda point: (point[1], point[2]))
    series = tuple(
        NativeSeries(
            name,
            tuple(value if own == name else None for own, _, value, _ in placed),
            look,
            "points",
            {
                at: Label.of(f"{SIGNS[bound]}{value:,.4g}", bound)
                for at, (own, _, value, bound) in enumerate(placed)
                if own == name
            },
            bounds={
                at: bound
                for at, (own, _, _, bound) in enumerate(placed)
                if own == name and bound is not Comparator.EXACT
            },
        )
        for name, look in looks.items()
    )
    values = [value for _, _, value, _ in placed]
    days = tuple(day for _, day, _, _ in placed)
    low, high, step = scale_of(values)
    notes = (NEVER_JOINED, VAGUE)
    return (NativeChart(title, "dated", days, series, unit, low, high, step, format_of(values), notes),)


def published(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panels of published_values.figure, each with its own scale.

    A line joins newest values of years that follow each other; where a year has several, each is a point,
    and the line is broken. Values of earlier editions are hollow points.
    """
    rows = [row for row in records(answer.rows) if pd.notna(row["value"])]
    units = {str(row["panel_title"]): _unit(str(row.get("unit") or answer.unit)) for row in rows}
    return tuple(_published(panel, units[panel.title]) for panel in read_panels(rows))


def _unit(stored: str) -> str:
    """A unit as people write it; "percent" stays a word beside an axis."""
    return stored if stored == "percent" else UNIT_WORDS.get(stored, stored)


def _published(panel: Panel, unit: str) -> NativeChart:
    years = list(range(panel.points[0].year, panel.points[-1].year + 1))
    newest = [[it for it in panel.points if it.year == year and it.is_newest] for year in years]
    earlier = [[it for it in panel.points if it.year == year and not it.is_newest] for year in years]
    single = [found if len(found) == 1 else [] for found in newest]
    several = [found if len(found) > 1 else [] for found in newest]
    series = [
        *_ranked("newest published value", single, NEWEST, "line"),
        *_ranked("one of several values of the year", several, SEVERAL, "points"),
        *_ranked("value of an earlier edition", earlier, EARLIER, "points", has_labels=False),
    ]
    values = [point.value for point in panel.points]
    low, high, step = scale_of(values)
    notes = ["Values of one year are never averaged."] if any(several) or any(earlier) else []
    if panel.gaps:
        notes.append(GAP_NOTE)
    return NativeChart(
        panel.title,
        "column",
        tuple(map(str, years)),
        tuple(series),
        unit,
        low,
        high,
        step,
        format_of(values),
        tuple(notes),
    )


def _ranked(
    name: str, held: Sequence[Sequence[Point]], look: Look, drawn_as: DrawnAs, *, has_labels: bool = True
) -> list[NativeSeries]:
    """As many series as a year has values of the kind, first values first; none where there are none."""
    return [
        NativeSeries(
            f"{name}, {rank + 1}" if rank else name,
            tuple(found[rank].value if len(found) > rank else None for found in held),
            look,
            drawn_as,
            {
                at: Label.of(found[rank].label, found[rank].comparator)
                for at, found in enumerate(held)
                if len(found) > rank
            },
            is_in_key=rank == 0,
            bounds={
                at: found[rank].comparator
                for at, found in enumerate(held)
                if len(found) > rank and found[rank].comparator is not Comparator.EXACT
            },
            shows_labels=has_labels,
        )
        for rank in range(max(map(len, held), default=0))
    ]
