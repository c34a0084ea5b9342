"""What differs between a figure's tables then and now: rows added, removed, or changed cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mineaction.exhibits.identity import Content

Row: TypeAlias = dict[str, Any]

PAIRED_FROM = 0.5
"""A row that went and one that came are one row that changed if they share this part of their cells."""

_COMMON = 60
"""A cell that so many rows share tells none of them apart, and is not used to find pairs."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One row then and now; ``cells`` are the columns that differ, with both values."""

    then: Row
    now: Row

    @property
    def cells(self) -> tuple[tuple[str, Any, Any], ...]:
        """Column, old value, new value. A column that one side lacks counts as empty there."""
        columns = dict.fromkeys((*self.then, *self.now))
        return tuple(
            (name, self.then.get(name), self.now.get(name))
            for name in columns
            if self.then.get(name) != self.now.get(name)
        )


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How one table differs."""

    table: str
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[Changed, ...]

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


def compare(then: Mapping[str, Content], now: Mapping[str, Content]) -> tuple[TableDifference, ...]:
    """The tables that differ, those of ``then`` first. A table that one side lacks has no rows there."""
    found = []
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name, Content((), ())), now.get(name, Content((), ()))
        if old.digest != new.digest:
            found.append(_compare_rows(name, old, new))
    return tuple(found)


def _compare_rows(table: str, old: Content, new: Content) -> TableDifference:
    gone, come = _without_common(as_rows(old), as_rows(new))
    pairs = _pairs(gone, come)
    paired_gone, paired_come = {one for one, _ in pairs}, {two for _, two in pairs}
    return TableDifference(
        table,
        added=tuple(row for place, row in enumerate(come) if place not in paired_come),
        removed=tuple(row for place, row in enumerate(gone) if place not in paired_gone),
        changed=tuple(Changed(gone[one], come[two]) for one, two in pairs),
    )


def as_rows(table: Content) -> list[Row]:
    """The rows with their columns' names."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _without_common(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of each side that the other has not; a row held twice counts twice."""

    def left(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
        held = Counter(map(_key, others))
        kept = []
        for row in rows:
            if held[_key(row)]:
                held[_key(row)] -= 1
            else:
                kept.append(row)
        return kept

    return left(old, new), left(new, old)


def _pairs(gone: Sequence[Row], come: Sequence[Row]) -> list[tuple[int, int]]:
    """Which row that went is which that came: the pairs that share most, each row in one pair at most."""
    owners: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(gone):
        for cell in _cells(row):
            owners[cell].append(place)
    scored = []
    for new_place, row in enumerate(come):
        telling = (owners[cell] for cell in _cells(row) if len(owners.get(cell, ())) <= _COMMON)
        shared = Counter(place for places in telling for place in places)
        for old_place, _ in shared.most_common(5):
            share = _share(gone[old_place], row)
            if share >= PAIRED_FROM:
                scored.append((-share, old_place, new_place))
    pairs: list[tuple[int, int]] = []
    used_old, used_new = set(), set()
    for _, old_place, new_place in sorted(scored):
        if old_place not in used_old and new_place not in used_new:
            used_old.add(old_place)
            used_new.add(new_place)
            pairs.append((old_place, new_place))
    return sorted(pairs)


def _share(one: Row, other: Row) -> float:
    columns = {*one, *other}
    same = sum(1 for name in columns if one.get(name) == other.get(name))
    return same / max(1, len(columns))


def _cells(row: Row) -> list[tuple[str, str]]:
    return [(name, repr(value)) for name, value in row.items() if value not in (None, "")]


def _key(row: Row) -> str:
    return repr(sorted(_cells(row)))
