"""The fills of a map of amounts: classes of recipients with their colours and signs, and the map's key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mineaction.charts import theme
from mineaction.charts.amount_classes import amount_classes
from mineaction.charts.keys import wrap
from mineaction.charts.sketch import Part

NO_FIGURE, ZERO, BELOW = "no figure found", "reported zero", "below zero: taken back"
CIRCLE_WORDS = "small, or without an outline"
CIRCLE_PX, DOT_PX = 10, 4
KEY_PX, KEY_LINE_PX, KEY_LETTERS, KEY_ENTRY_PX = 19, 14, 22, 122

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ramp:
    """Fills from the least to the most, of zero, of less than zero, and of land nobody reports on."""

    steps: tuple[str, ...]
    zero: str
    below: str
    land: str
    border: str
    edge: str
    """Around every place that has a figure; ``border`` is around those that have none."""


LIGHT = Ramp(
    steps=("#CFE3F2", "#97C5E3", "#559FD0", "#1F74B0", "#0B4470"),
    zero="#FFFFFF",
    below="#E69F00",
    land="#ECEEF0",
    border="#C9CED4",
    edge="#59616B",
)
DARK = Ramp(
    steps=("#1D3B52", "#2A608A", "#3F8BC0", "#78BAE6", "#C9E6F9"),
    zero="#15181C",
    below="#B87F00",
    land="#262B32",
    border="#3D444D",
    edge="#AEB5BE",
)


def ramp(dark: bool) -> Ramp:
    """The fills of the light or the dark design."""
    return DARK if dark else LIGHT


@dataclass(frozen=True, slots=True)
class Fill:
    """One class of the map: its words, its colour, the sign in the middle of its places, the places."""

    words: str
    colour: str
    sign: str
    members: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the map's key: its words and its marker."""

    words: str
    marker: Part

    @property
    def lines(self) -> list[str]:
        """The words in lines so short that two entries stand side by side on the narrowest plot."""
        return wrap(self.words, KEY_LETTERS)


def fills(rows: Sequence[Row], dark: bool) -> list[Fill]:
    """Rows by class of amount, least first; less than zero and zero only where they occur."""
    colours = ramp(dark)
    found = [
        Fill(BELOW, colours.below, "−", tuple(row for row in rows if row["amount_usd"] < 0)),
        Fill(ZERO, colours.zero, "0", tuple(row for row in rows if row["amount_usd"] == 0)),
    ]
    classes = amount_classes([row["amount_usd"] for row in rows])
    steps = colours.steps[len(colours.steps) - len(classes) :]
    return [fill for fill in found if fill.members] + [
        Fill(part.words, colour, "", tuple(row for row in rows if row["amount_usd"] in part))
        for part, colour in zip(classes, steps, strict=True)
    ]


def dot(dark: bool, size: int = DOT_PX) -> Part:
    """The marker of an amount that is a part."""
    colours = theme.palette(dark)
    line = {"width": 1.1, "color": colours.ink}
    return {"symbol": "circle", "size": size, "color": colours.background, "opacity": 1, "line": line}


def circle(colour: str | list[str], dark: bool) -> Part:
    """The marker that stands for a country without a shape, or with one too small to see."""
    line = {"width": 1.2, "color": ramp(dark).edge}
    return {"symbol": "circle", "size": CIRCLE_PX, "color": colour, "opacity": 1, "line": line}


def keys(found: Sequence[Fill], dark: bool, *, has_circles: bool) -> list[Key]:
    """One entry a class, then land without a figure, then what the dot and the circle say."""
    colours = ramp(dark)
    square = {"symbol": "square", "size": 13, "opacity": 1}
    edge = {"width": 0.7, "color": colours.edge}
    made = [Key(fill.words, {**square, "color": fill.colour, "line": edge}) for fill in found]
    border = {"width": 0.7, "color": colours.border}
    made.append(Key(NO_FIGURE, {**square, "color": colours.land, "line": border}))
    doubts = [part for fill in found for row in fill.members for part in str(row["doubt"]).split("; ")]
    reasons = ", or ".join(doubt for doubt in dict.fromkeys(doubts) if doubt)
    if reasons:
        made.append(Key(reasons, dot(dark, 6)))
    if has_circles:
        made.append(Key(CIRCLE_WORDS, circle(colours.land, dark)))
    return made


def key_px(found: Sequence[Key]) -> int:
    """The room a key needs on the narrowest plot, where two entries stand side by side."""
    tallest = [max(len(key.lines) for key in found[place : place + 2]) for place in range(0, len(found), 2)]
    return 8 + sum(KEY_PX + KEY_LINE_PX * (lines - 1) for lines in tallest)
