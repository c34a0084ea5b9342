"""A figure's drawing alone, as wide as a page of A4: its words stand around it as text."""

from __future__ import annotations

from math import ceil

from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import browser
from mineaction.export.picture.framed import height_at

WIDTH = 680
"""Pixels of layout: at 96 to an inch, the 18 centimetres between the margins."""
PRINT_SCALE = 3.0
"""Nearly 300 dots an inch."""


def svg(taken: Taken) -> bytes:
    """The drawing as SVG. Raises BrowserMissing, RenderingBusy, RenderingFailed."""
    drawn = taken.exhibit.figure()
    return browser.image(drawn, "svg", WIDTH, ceil(height_at(drawn, WIDTH)), for_print=True)


def png(taken: Taken) -> tuple[bytes, float]:
    """The drawing as PNG for print, and its height by its width. Raises as ``svg``."""
    drawn = taken.exhibit.figure()
    height = ceil(height_at(drawn, WIDTH))
    return browser.image(drawn, "png", WIDTH, height, PRINT_SCALE), height / WIDTH
