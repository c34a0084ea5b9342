"""Which labels of a map can all be drawn, and on which side of its place each stands. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from mineaction.charts.spread import Box

Room: TypeAlias = Sequence[Box]
"""The room a label takes, once for each width of plot; empty where it cannot stand there."""


def most_clear(labels: Sequence[Sequence[Room]], taken: Sequence[Room] = ()) -> list[int]:
    """The side of each of the first labels, for as many of them as can all stand clear of each other.

    ``labels`` has, for each label in order of weight, its room on every side; ``taken`` is room of other
    marks. The answer is as long as labels can be drawn; the sides that come first are taken where they do.
    """
    for count in range(len(labels), 0, -1):
        chosen = _place(labels[:count], list(taken))
        if chosen is not None:
            return chosen
    return []


def _place(labels: Sequence[Sequence[Room]], taken: list[Room]) -> list[int] | None:
    """A side for each label, all clear of each other and of the rooms taken; None where there is none."""
    if not labels:
        return []
    for side, room in enumerate(labels[0]):
        if not room or any(_touch(room, other) for other in taken):
            continue
        rest = _place(labels[1:], [*taken, room])
        if rest is not None:
            return [side, *rest]
    return None


def _touch(one: Room, other: Room) -> bool:
    return any(mine.touches(its) for mine, its in zip(one, other, strict=True))
