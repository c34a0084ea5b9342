"""The files a figure or table can be taken away as, grouped by what they are for."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.export.formats import FORMATS, Format

IN_BROWSER = ("png", "svg")
"""Formats the reader's own browser can make where the server has none."""
SIZE_WORDS = {"slide": "Slide 16:9", "column": "Report column", "square": "Square"}
SCALE_WORDS = {"2": "Screen", "4": "Print"}
"""Pixels of a PNG for each pixel of its layout, and what that is for."""

TALL_PX = 1150
"""A chart taller than this is shrunk to less than half on a slide."""


@dataclass(frozen=True, slots=True)
class Group:
    """Formats that serve one purpose, and the purpose in a few words."""

    title: str
    words: str
    endings: tuple[str, ...]

    @property
    def formats(self) -> tuple[Format, ...]:
        """What makes each of them."""
        return tuple(FORMATS[ending] for ending in self.endings)

    @property
    def is_picture(self) -> bool:
        """Whether a size can be chosen."""
        return any(format.has_size for format in self.formats)


WORKBOOK_WORDS = "for Excel and what reads its files."
FIGURE = (
    Group("Picture", "PNG for slides and posts, SVG to scale or edit, PDF to print.", ("png", "svg", "pdf")),
    Group("Slide", "With a chart you can edit, for PowerPoint and what reads its files.", ("pptx",)),
    Group("Web page", "One file for any browser; the figure answers to the pointer.", ("html",)),
    Group("Workbook", f"Rows, sources and a chart, {WORKBOOK_WORDS}", ("xlsx",)),
    Group("Data", "What is drawn, and the rows behind: CSV for any program, JSON for code.", ("csv", "json")),
)
TABLE = (
    Group("Workbook", f"Rows and sources, {WORKBOOK_WORDS}", ("xlsx",)),
    Group("Data", "The rows: CSV for any program, JSON for code.", ("csv", "json")),
)
