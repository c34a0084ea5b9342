"""Squares in lines, each line's name above it, so that a map is as wide as the reader's screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from mineaction.charts import theme
from mineaction.charts.frame import hover_html
from mineaction.charts.sketch import Part, scatter

Line = TypeVar("Line", bound=Hashable)
Square: TypeAlias = tuple[int | None, str]
"""Which step of the scale a square has, None for no square, and its plain words on hover."""


def name_above(words: str, bottom_px: float, colour: str) -> Part:
    """The name of a line, which ends at ``bottom_px`` of the vertical axis; ``words`` are safe HTML."""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": bottom_px,
        "yanchor": "bottom",
        "align": "left",
        "font": {"size": theme.FONT_SIZE, "color": colour},
        "borderpad": 0,
    }


def names_above(words: Sequence[str], bottoms: Sequence[float], left: float, colour: str) -> Part:
    """The names of many lines as one trace, which Plotly draws sooner; ``left`` is where the axis begins."""
    return scatter(
        "names",
        x=[left] * len(words),
        y=list(bottoms),
        mode="text",
        text=list(words),
        textposition="top right",
        textfont={"size": theme.FONT_SIZE, "color": colour},
        hoverinfo="skip",
    )


def shaded(
    tops: Mapping[Line, float],
    high_px: float,
    columns: Sequence[float],
    square: Callable[[Line, int], Square],
    scale: Sequence[str],
    name: str,
) -> Part:
    """One heat map whose lines are as tall as the squares, with empty lines where names stand.

    ``tops`` says where each line's squares begin, ``columns`` where columns begin and the last one ends, in
    units of the axes. ``square`` is asked for each line and column, counted from 0. Steps have the colours
    of ``scale``.
    """
    edges: list[float] = []
    steps: list[list[int | None]] = []
    words: list[list[str]] = []
    count = len(columns) - 1
    for line, top in tops.items():
        if edges:
            steps.append([None] * count)
            words.append([""] * count)
        found = [square(line, column) for column in range(count)]
        steps.append([step for step, _ in found])
        words.append([hover_html(said) for _, said in found])
        edges += [top, top + high_px]
    bands = [
        [edge, shade]
        for place, shade in enumerate(scale)
        for edge in (place / len(scale), (place + 1) / len(scale))
    ]
    return {
        "type": "heatmap",
        "meta": "cells",
        "x": list(columns),
        "y": edges,
        "z": steps,
        "zmin": -0.5,
        "zmax": len(scale) - 0.5,
        "colorscale": bands,
        "showscale": False,
        "xgap": 1,
        "hoverongaps": False,
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
        "name": name,
    }
