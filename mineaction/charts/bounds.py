"""Amounts printed as bounds: which words open an amount upwards or downwards, and the stem that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.charts.sketch import Part, scatter
from mineaction.vocabulary import Comparator

UP = frozenset({Comparator.OVER, Comparator.AT_LEAST})
"""The amount is this or more."""
DOWN = frozenset({Comparator.NEARLY, Comparator.UP_TO})
"""The amount is this or less."""


def stems(meta: str, marks: Sequence[tuple[str, float]], length: float, colour: str) -> Part:
    """A stem from each mark and a caret at its end: up for a lower bound, down for an upper one.

    ``marks`` are places on the axes, the first as ISO text; ``length`` is in axis units, below zero for
    a stem that points down.
    """
    return scatter(
        meta,
        x=[place for at, _ in marks for place in (at, at, None)],
        y=[place for _, value in marks for place in (value, value + length, None)],
        mode="lines+markers",
        line={"width": 1.4, "color": colour},
        marker={
            "symbol": "triangle-up" if length > 0 else "triangle-down",
            "size": [size for _ in marks for size in (0, 7, 0)],
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        hoverinfo="skip",
    )
