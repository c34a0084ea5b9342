"""The sizes a picture can have: what each is for, and between which widths it is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.errors import UnknownChoice

SCREEN_SCALE, PRINT_SCALE = 2.0, 4.0
"""Pixels of a PNG for each pixel of its layout: 2 for screens, 4 for about 300 dots an inch on paper."""
USUAL_PX, LEAST_SHARPNESS = 1280, 0.6


@dataclass(frozen=True, slots=True)
class Size:
    """One size. The text has the same size in all; what differs is how wide the figure is laid out.

    ``ratio`` is width by height; None means as tall as needed, with the words below the chart. The width is
    sought between ``least_px`` and ``most_px``, the latter where the words stand below the chart and half as
    much again where they stand beside it; a figure too tall for the ratio even then stands between white
    sides. ``most_caveat_lines`` is the room for caveats in one column; None means all are printed.
    """

    name: str
    words: str
    ratio: float | None
    least_px: int
    most_px: int
    most_caveat_lines: int | None = None

    def pixels(self, width: int, scale: float) -> float:
        """Pixels of a PNG for each pixel of a layout of that width.

        A figure laid out wider than ``USUAL_PX`` is drawn with fewer, so that pictures of one size and scale
        are about equally large; but with no less than ``LEAST_SHARPNESS`` of the scale, to stay readable.
        """
        return scale * max(LEAST_SHARPNESS, min(1.0, USUAL_PX / width))


SIZES = {
    size.name: size
    for size in (
        Size("slide", "Slide, 16:9", 16 / 9, 960, 1600, 6),
        Size("column", "Column of a report, 700 pixels wide", None, 700, 700),
        Size("square", "Square, 1:1", 1.0, 720, 1280, 8),
    )
}


def size_of(name: str) -> Size:
    """The size of that name. Raises UnknownChoice."""
    if name not in SIZES:
        raise UnknownChoice("size", name, list(SIZES))
    return SIZES[name]
