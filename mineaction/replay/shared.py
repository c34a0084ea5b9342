"""Changes that many rows share, as a document's new title, so that one cause is told once and first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from mineaction.replay.differences import Changed, TableDifference

LEAST_ROWS, LEAST_LETTERS = 2, 4
"""So many rows share a change for it to be told apart; shorter texts stand in others by chance."""
MOST = 20
"""Of more shared changes the rarer ones are told row by row."""

Cell = tuple[str, Any, Any]


@dataclass(frozen=True, slots=True)
class Shared:
    """One text that was replaced by another in ``rows`` rows of all tables together; ``column`` is where the

    first of them has it.
    """

    column: str
    then: str
    now: str
    rows: int


def shared(tables: Sequence[TableDifference]) -> tuple[Shared, ...]:
    """The texts that were replaced alike in several rows, those of most rows first."""
    rows = [changed for table in tables for changed in table.changed]
    columns: dict[tuple[str, str], str] = {}
    alike: Counter[tuple[str, str]] = Counter()
    for changed in rows:
        pairs = dict.fromkeys(_texts(changed))
        alike.update((then, now) for _, then, now in pairs)
        for column, then, now in pairs:
            columns.setdefault((then, now), column)
    found: list[Shared] = []
    told = [list(changed.cells) for changed in rows]
    for (then, now), count in alike.most_common():
        if count < LEAST_ROWS or len(found) == MOST:
            break
        one = Shared(columns[then, now], then, now, 0)
        held = [place for place, cells in enumerate(told) if any(_has(one, cell) for cell in cells)]
        if len(held) >= LEAST_ROWS:
            found.append(Shared(one.column, then, now, len(held)))
            for place in held:
                told[place] = [cell for cell in told[place] if not _is_explained(cell, (one,))]
    return tuple(sorted(found, key=lambda one: -one.rows))


def other_cells(changed: Changed, known: Sequence[Shared]) -> tuple[Cell, ...]:
    """The cells of a row that differ in more than the shared changes: column, old value, new value."""
    return tuple(cell for cell in changed.cells if not _is_explained(cell, known))


def _texts(changed: Changed) -> Iterator[tuple[str, str, str]]:
    """The cells that hold a text long enough, then and now."""
    for column, then, now in changed.cells:
        if isinstance(then, str) and isinstance(now, str) and min(len(then), len(now)) >= LEAST_LETTERS:
            yield column, then, now


def _has(one: Shared, cell: Cell) -> bool:
    """Whether the change is part of what became of a cell."""
    _, then, now = cell
    return (
        isinstance(then, str)
        and isinstance(now, str)
        and any(old in then and new in now for old, new in _spellings(one))
    )


def _is_explained(cell: Cell, known: Sequence[Shared]) -> bool:
    """Whether the shared changes alone make the new value of the old one, also inside a longer text."""
    _, then, now = cell
    if not isinstance(then, str) or not isinstance(now, str):
        return False
    for one in known:
        for old, new in _spellings(one):
            then = then.replace(old, new)
            if then == now:
                return True
    return False


def _spellings(one: Shared) -> tuple[tuple[str, str], ...]:
    """As it is, and as it stands in the words that open over a chart, which are HTML."""
    plain = one.then, one.now
    written = escape(one.then), escape(one.now)
    return (plain,) if written == plain else (plain, written)
