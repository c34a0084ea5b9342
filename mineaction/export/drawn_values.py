"""The values a figure draws, as rows: what a file needs where what is drawn was worked out from its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from mineaction.exhibits.exhibit import Exhibit
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import GREY, Look, NativeChart, NativePart, NativePicture, NativeTable

COLUMNS = tuple(f"Drawn: {name}" for name in ("panel", "where", "what", "value", "unit", "in words", "mark"))
"""Panel; year, day or name it stands at; what it is (series, column); number; unit; as labelled; its look."""


def drawn_values(exhibit: Exhibit) -> pd.DataFrame:
    """A row for each number drawn (columns: COLUMNS), in the order of the panels; no rows for a table alone.

    Values are as exact as they are drawn from, in the unit of their axis. ``in words`` keeps the bound:
    "over 376". ``mark`` says which bars look otherwise than the rest of their series: hatched, pale, hollow.
    """
    rows = [row for part in native_parts(exhibit) for row in _rows(part)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def reading_notes(exhibit: Exhibit) -> tuple[str, ...]:
    """How to read the drawing: what its marks and gaps mean, each once."""
    parts = [part.table if isinstance(part, NativePicture) else part for part in native_parts(exhibit)]
    return tuple(dict.fromkeys(note for part in parts for note in part.notes))


def _rows(part: NativePart) -> Iterator[tuple[Any, ...]]:
    if isinstance(part, NativeChart):
        yield from _of_chart(part)
    else:
        yield from _of_table(part.table if isinstance(part, NativePicture) else part)


def _of_chart(chart: NativeChart) -> Iterator[tuple[Any, ...]]:
    for series in chart.series:
        for at, value in enumerate(series.values):
            if value is not None:
                said = series.labels[at].words if at in series.labels else ""
                look = _look_words(series.own_looks.get(at))
                where = _where(chart.categories[at])
                yield chart.title, where, series.name, value, chart.axis_title, said, look


def _of_table(table: NativeTable) -> Iterator[tuple[Any, ...]]:
    """The cells that hold a number, but those of the first column, which names the row."""
    names = _names(table)
    for row, name in zip(table.rows, names, strict=True):
        for head, cell in zip(table.head[1:], row[1:], strict=False):
            if cell.value is not None:
                yield table.title, name, head, cell.value, table.unit, cell.words, ""


def _names(table: NativeTable) -> Sequence[str]:
    """What each row is called: the words of its cells before the first number."""
    made = []
    for row in table.rows:
        first = next((at for at, cell in enumerate(row) if at and cell.value is not None), 1)
        made.append(" to ".join(cell.words for cell in row[:first] if cell.words))
    return made


def _where(category: object) -> str:
    return category.isoformat() if isinstance(category, date) else str(category)


def _look_words(look: Look | None) -> str:
    if look is None:
        return ""
    return "hatched" if look.hatch else "hollow" if not look.fill else "grey" if look == GREY else "pale"
