"""What a figure draws as a small table, for documents that are read on paper. A gap stays a blank cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mineaction.errors import NoNativeForm
from mineaction.exhibits.exhibit import Exhibit
from mineaction.export.html_figure import cell_words
from mineaction.export.native import native_parts
from mineaction.export.native_parts import NativeChart, NativePart, NativeSeries, NativeTable

MOST_ROWS, MOST_COLUMNS = 40, 5
BLANK = "A blank cell: no figure found."
SAID = ("Date", "Said", "By", "Document")
"""The columns of stored statements that tell what a chart of points shows."""
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Table:
    """Head, rows and the number of rows left out; ``notes`` say how to read it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    notes: tuple[str, ...] = ()


def tables_of(exhibit: Exhibit, most_rows: int = MOST_ROWS) -> tuple[Table, ...]:
    """The tables of an exhibit; each has at most ``most_rows`` rows and says how many are left out."""
    try:
        parts = native_parts(exhibit)
    except NoNativeForm:
        return ()
    charts = [part for part in parts if isinstance(part, NativeChart)]
    made: list[Table] = []
    if any(chart.is_dated for chart in charts):
        made.append(_statements(exhibit))
    elif charts:
        made += _years(charts) if _are_by_year(charts) else [_listed(chart) for chart in charts]
    made += [_of_table(part) for part in parts if not isinstance(part, NativeChart)]
    return tuple(_bounded(table, most_rows) for table in made if table.rows)


def _bounded(table: Table, most: int) -> Table:
    return Table(table.title, table.head, table.rows[:most], max(0, len(table.rows) - most), table.notes)


def _are_by_year(charts: Sequence[NativeChart]) -> bool:
    return all(_YEAR.search(str(when)) for chart in charts for when in chart.categories)


def _years(charts: Sequence[NativeChart]) -> Iterator[Table]:
    """Years down, series across; as many series in a table as a page is wide.

    A year that a chart names several times has several rows.
    """
    columns = [(chart, series) for chart in charts for series in chart.series]
    for start in range(0, len(columns), MOST_COLUMNS):
        some = columns[start : start + MOST_COLUMNS]
        held: dict[tuple[str, int], dict[int, str]] = {}
        for at, (chart, series) in enumerate(some):
            for key, words in _cells(chart, series):
                held.setdefault(key, {})[at] = words
        years = sorted(held, key=lambda key: (_year(key[0]), key))
        units = list(dict.fromkeys(chart.axis_title for chart, _ in some))
        yield Table(
            title="; ".join(units),
            head=("Year", *(_head(chart, series, len(units) > 1) for chart, series in some)),
            rows=tuple(
                (when, *(held[when, nth].get(at, "") for at in range(len(some)))) for when, nth in years
            ),
            notes=(BLANK,),
        )


def _cells(chart: NativeChart, series: NativeSeries) -> Iterator[tuple[tuple[str, int], str]]:
    """Year, which of its values, and the value in words; empty for a gap."""
    seen: dict[str, int] = {}
    for at, when in enumerate(map(str, chart.categories)):
        seen[when] = seen.get(when, -1) + 1
        yield (when, seen[when]), _words(series, at)


def _listed(chart: NativeChart) -> Table:
    unit = chart.axis_title
    several = len(chart.series) > 1
    return Table(
        title=chart.title,
        head=("", *(series.name if several else unit for series in chart.series)),
        rows=tuple(
            (str(name), *(_words(series, at) for series in chart.series))
            for at, name in enumerate(chart.categories)
        ),
        notes=(unit,) if several else (),
    )


def _statements(exhibit: Exhibit) -> Table:
    """Dates as they are known: the days on which a chart sets its points may be the middle of a year."""
    rows = exhibit.behind().rows
    names = [name for name in SAID if name in rows.columns] or [str(name) for name in rows.columns[:4]]
    return Table(
        title=exhibit.answer.unit,
        head=tuple(names),
        rows=tuple(
            tuple(cell_words(value) for value in row)
            for row in rows[names].itertuples(index=False, name=None)
        ),
    )


def _of_table(part: NativePart) -> Table:
    table = part if isinstance(part, NativeTable) else part.table  # type: ignore[union-attr]
    keys = ", ".join(key.words for key in table.keys if key.words)
    return Table(
        title=table.title,
        head=table.head,
        rows=tuple(tuple(cell.words for cell in row) for row in table.rows),
        notes=(*table.notes, *((f"Shades: {keys}.",) if keys else ())),
    )


def _head(chart: NativeChart, series: NativeSeries, with_unit: bool) -> str:
    name = chart.title if series.name == chart.title else f"{chart.title}: {series.name}"
    return f"{name}, {chart.axis_title}" if with_unit else name


def _words(series: NativeSeries, at: int) -> str:
    if at in series.labels:
        return series.labels[at].words
    value = series.values[at]
    return "" if value is None else f"{round(value, 3):,}".removesuffix(".0")


def _year(when: str) -> int:
    found = _YEAR.search(when)
    return int(found[0]) if found else 0
