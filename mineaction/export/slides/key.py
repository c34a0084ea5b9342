"""The key of several panels, once on their slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.export.cells import plain
from mineaction.export.native.parts import Look, NativeChart, NativeSeries
from mineaction.export.slides.page import LINE, WIDE, Place, Words, colour_of, describe, width_of, write
from mineaction.export.slides.plot import KEY_SIZE

SWATCH, GAP, ROW = 9.0, 18.0, KEY_SIZE * LINE + 4
SHAPES = {"circle": MSO_SHAPE.OVAL, "diamond": MSO_SHAPE.DIAMOND, "square": MSO_SHAPE.RECTANGLE}


def entries(charts: Sequence[NativeChart]) -> list[NativeSeries]:
    """The series of all panels that a key names, each once; none where one is all there is.

    What the title of its panel names needs no key.
    """
    found = {
        one.name: one for chart in charts for one in chart.series if one.is_in_key and one.name != chart.title
    }
    return list(found.values()) if len(found) > 1 else []


def height(named: Sequence[NativeSeries], width: float) -> float:
    """How high the key is in so much width; nothing where there is none."""
    return (max(row for row, _ in _places(named, width)) + 1) * ROW if named else 0.0


def _places(named: Sequence[NativeSeries], width: float) -> list[tuple[int, float]]:
    """The row and the left edge of each entry."""
    made: list[tuple[int, float]] = []
    row, left = 0, 0.0
    for one in named:
        wide = SWATCH + 5 + width_of(one.name, KEY_SIZE) * WIDE
        if left and left + wide > width:
            row, left = row + 1, 0.0
        made.append((row, left))
        left += wide + GAP
    return made


def draw_key(slide: Slide, named: Sequence[NativeSeries], place: Place) -> None:
    """A mark and its name for each entry, in rows from the top left of the place."""
    for one, (row, left) in zip(named, _places(named, place.width), strict=True):
        top = place.top + row * ROW
        high = 2.0 if one.drawn_as == "line" else SWATCH
        symbol = one.look.symbol if one.drawn_as == "points" else ""
        kind = SHAPES.get(symbol, MSO_SHAPE.RECTANGLE)
        at = Place(place.left + left, top + (KEY_SIZE * LINE - high) / 2, SWATCH, high)
        mark = slide.shapes.add_shape(kind, *at.emu)
        mark.name = plain(f"Key: {one.name}")
        describe(mark, f"The mark of: {one.name}")
        mark.shadow.inherit = False
        fill(mark.fill, one.look)
        if one.look.edge:
            mark.line.color.rgb, mark.line.width = colour_of(one.look.edge), Pt(1)
        else:
            mark.line.fill.background()
        words = Place(at.left + SWATCH + 5, top, width_of(one.name, KEY_SIZE) * WIDE, KEY_SIZE * LINE)
        write(slide, words, [[Words(one.name, KEY_SIZE)]], name="Key")


def fill(shown: Any, look: Look) -> None:
    """Fill a shape, bar or mark as its look says: hatched, plain or not at all."""
    if look.hatch:
        shown.patterned()
        shown.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shown.fore_color.rgb, shown.back_color.rgb = colour_of(look.hatch), colour_of(look.fill)
    elif look.fill:
        shown.solid()
        shown.fore_color.rgb = colour_of(look.fill)
    else:
        shown.background()
