"""A figure's drawing alone, as wide as a page of A4: its words stand around it as text."""

from __future__ import annotations

from math import ceil

import plotly.graph_objects as go

from mineaction.charts import recipient_map
from mineaction.exhibits.exhibit import Taken
from mineaction.export import browser
from mineaction.export.html_page import has_map

WIDTH = 680
"""Pixels of layout: at 96 to an inch, the 18 centimetres between the margins."""
PRINT_SCALE = 3.0
"""Nearly 300 dots an inch."""


def svg(taken: Taken) -> bytes:
    """The drawing as SVG. Raises BrowserMissing, RenderingBusy, RenderingFailed."""
    drawn = taken.exhibit.figure()
    return browser.image(drawn, "svg", WIDTH, height_of(drawn), for_print=True)


def png(taken: Taken) -> tuple[bytes, float]:
    """The drawing as PNG for print, and its height by its width. Raises as ``svg``."""
    drawn = taken.exhibit.figure()
    height = height_of(drawn)
    return browser.image(drawn, "png", WIDTH, height, PRINT_SCALE), height / WIDTH


def height_of(drawn: go.Figure) -> int:
    """A drawing's own height; that of a map is what its land takes at the width of a page."""
    height = int(drawn.layout.height or 450)
    if not has_map(drawn):
        return height
    margin = drawn.layout.margin
    land = recipient_map.height_share(drawn) * WIDTH
    return min(height, ceil(land + (margin.t or 0) + (margin.b or 0)))
