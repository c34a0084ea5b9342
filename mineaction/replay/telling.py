"""A replay in words on a terminal, and as plain data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from rich.console import Console

from mineaction.replay.again import Replayed, Status
from mineaction.replay.differences import Row, TableDifference
from mineaction.replay.shared import Cell, Shared, other_cells, shared

MOST_ROWS = 20
"""So many rows of a table are listed; the rest is counted."""
MOST_LETTERS, LEAD_IN = 120, 20
"""So long a value is told whole; a longer one that changed begins so many letters before its first change."""

_DOCUMENT, _PLACE, _FILE_ROW = "Document", "Place in the document", "Row in our file"
_TITLES = (
    "panel_title",
    "name",
    "place",
    "title",
    "What is counted",
    "Series",
    "Donor",
    "Recipient",
    "Place",
)
_YEARS = ("year_label", "Year", "date_words", "Date")
_AMOUNTS = ("label", "words", "US$, current", "Value", "Said")
_RESTATED = ("hover", "label")
"""Columns that say in words what others hold; told only where nothing else differs."""

_VERDICTS = {
    Status.IDENTICAL: "Identical",
    Status.DIFFERS: "Differs",
    Status.UNKNOWN: "Cannot be told",
    Status.NOT_OPENED: "Cannot be opened",
}


def as_dict(replayed: Replayed) -> dict[str, Any]:
    """Everything, the first rows of each difference among it; keys are stable."""
    return {
        "verdict": replayed.status.name.lower(),
        "figure_id": str(replayed.then) if replayed.then else None,
        "figure_id_now": str(replayed.now) if replayed.now else None,
        "title": replayed.title,
        "same": replayed.parts,
        "data_version": {"then": replayed.data_then or None, "now": replayed.data_now or None},
        "made_on": replayed.made_on or None,
        "address": replayed.address or None,
        "view": [{"name": name, "then": then, "now": now} for name, then, now in replayed.view],
        "shared": [
            {"column": one.column, "then": one.then, "now": one.now, "rows": one.rows}
            for one in shared(replayed.tables)
        ],
        "tables": [_table_as_dict(table) for table in replayed.tables],
        "notes": list(replayed.notes),
    }


def _table_as_dict(table: TableDifference) -> dict[str, Any]:
    return {
        "table": table.table,
        "counts": {"added": len(table.added), "removed": len(table.removed), "changed": len(table.changed)},
        "added": list(table.added[:MOST_ROWS]),
        "removed": list(table.removed[:MOST_ROWS]),
        "changed": [
            {
                "row": changed.now,
                "cells": [{"column": name, "then": old, "now": new} for name, old, new in changed.cells],
            }
            for changed in table.changed[:MOST_ROWS]
        ],
    }


def tell(console: Console, replayed: Replayed) -> None:
    """The verdict first, then what it rests on."""

    def say(words: str, style: str = "") -> None:
        console.print(words, style=style, markup=False, highlight=False, soft_wrap=True)

    colour = "green" if replayed.status is Status.IDENTICAL else "red"
    head = replayed.then or replayed.now
    say(f"{_VERDICTS[replayed.status]}: {head}" if head else _VERDICTS[replayed.status], f"bold {colour}")
    if replayed.title:
        say(f"  {replayed.title}")
    for line in _facts(replayed):
        say(f"  {line}")
    for name, then, now in replayed.view:
        say(f"  choice {name}: {then or 'nothing'} then, {now or 'nothing'} now")
    known = shared(replayed.tables)
    for one in known:
        say(f"  in {one.rows} rows, {one.column}: {_then_and_now(one.then, one.now)}")
    for table in replayed.tables:
        for line in table_lines(table, known):
            say(f"  {line}")
    for note in replayed.notes:
        say(f"  {note}")


def _facts(replayed: Replayed) -> list[str]:
    lines = []
    if replayed.made_on:
        lines.append(f"taken out on {replayed.made_on}")
    if replayed.data_then == replayed.data_now != "":
        lines.append(f"data version {replayed.data_now}, then and now")
    elif replayed.data_then:
        lines.append(f"data version {replayed.data_then} then, {replayed.data_now} now")
    elif replayed.data_now:
        lines.append(f"data version now {replayed.data_now}")
    for part, is_same in replayed.parts.items():
        lines.append(f"{part}: {'the same' if is_same else 'differs'}")
    if replayed.now and replayed.now != replayed.then:
        lines.append(f"id now {replayed.now}")
    return lines


def table_lines(table: TableDifference, known: Sequence[Shared] = ()) -> list[str]:
    """The differences of one table: a count, then the first rows with place, column, old and new value.

    What is ``known`` of many rows is not said again of each: rows that differ in nothing else are counted.
    """
    others = [(changed.now, cells) for changed in table.changed if (cells := other_cells(changed, known))]
    count = f"{table.table}: {len(table.changed)} changed"
    if known and table.changed:
        count += f" ({len(others)} of them in more)" if others else " (in nothing else)"
    lines = [f"{count}, {len(table.added)} added, {len(table.removed)} removed"]
    told = [
        *(_changed_line(row, cells) for row, cells in others),
        *(f"added: {_about(row)}" for row in table.added),
        *(f"removed: {_about(row)}" for row in table.removed),
    ]
    lines += [f"  {line}" for line in told[:MOST_ROWS]]
    if len(told) > MOST_ROWS:
        lines.append(f"  and {len(told) - MOST_ROWS} more")
    return lines


def _changed_line(row: Row, cells: Sequence[Cell]) -> str:
    told = [cell for cell in cells if cell[0] not in _RESTATED] or cells
    words = "; ".join(f"{name}: {_then_and_now(old, new)}" for name, old, new in told)
    return f"changed: {_about(row)}: {words}"


def _about(row: Row) -> str:
    """What a row is: what, when, how much, and where it stands."""
    said = [_first(row, _TITLES), _first(row, _YEARS), _first(row, _AMOUNTS)]
    where = [str(row[name]) for name in (_DOCUMENT, _PLACE, _FILE_ROW) if row.get(name)]
    words = ", ".join(part for part in said if part)
    return f"{words} ({'; '.join(where)})" if where else words or "a row"


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((_value(row[name]) for name in names if row.get(name) not in (None, "")), "")


def _then_and_now(old: Any, new: Any) -> str:
    """Both values; of long texts the part from shortly before they differ, which readers look for."""
    then, now = _words(old), _words(new)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(then, now, strict=False)))
    if max(len(then), len(now)) > MOST_LETTERS and same > LEAD_IN:
        start = then.rfind(" ", 0, same - LEAD_IN) + 1
        then, now = (f"…{words[start:]}" if start else words for words in (then, now))
    return f"{_cut(then)} -> {_cut(now)}"


def _value(value: Any) -> str:
    return _cut(_words(value))


def _words(value: Any) -> str:
    if value is None or value == "":
        return "(empty)"
    return f"{value:,}" if isinstance(value, int | float) else str(value).replace("\n", "; ")


def _cut(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]}…"
