"""Slides of words: a title, and lines in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.export.cells import plain
from mineaction.export.native.parts import COLOURS
from mineaction.export.slides import deck as slides
from mineaction.export.slides.page import EDGE, HEIGHT, LINE, WIDTH, Place, Words, lines_needed, write

TITLE_SIZE, TEXT_SIZE, SMALL_SIZE, REFERENCE_SIZE = 24.0, 14.0, 10.0, 9.0
BOLDER = 1.08
"""How much wider bold letters run, and some room for another font."""
AFTER = 0.35
"""Room after a paragraph, in parts of its size."""
INSIDE = WIDTH - 2 * EDGE
GAP = 28.0
COLUMN = (INSIDE - GAP) / 2
BODY = Place(EDGE, EDGE + 40, INSIDE, HEIGHT - 2 * EDGE - 40)
KEPT_BELOW = 3 * LINE
"""Room for the lines that follow a heading, in parts of the size."""
Line = list[Words]


def new_slide(deck: Deck, title: str, size: float = TITLE_SIZE, top: float = EDGE * 0.7) -> Slide:
    """A slide with a title across it."""
    slide: Any = deck.slides.add_slide(deck.slide_layouts[0])
    shape = slide.shapes.title
    lines = lines_needed(title, size * 1.03, INSIDE)
    shape.left, shape.top, shape.width, shape.height = Place(EDGE, top, INSIDE, lines * size * LINE + 8).emu
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.text = plain(title)
    frame.paragraphs[0].runs[0].font.size = Pt(size)
    made: Slide = slide
    return made


def labelled(label: str, words: str, size: float = TEXT_SIZE) -> Line:
    """A line that begins with bold words."""
    return [Words(label, size, COLOURS.ink, is_bold=True), Words(words, size, COLOURS.ink)]


def headed(heading: str, lines: Sequence[str], size: float = SMALL_SIZE) -> list[Line]:
    """A line in bold, and those below it."""
    below = [[Words(words, size, COLOURS.ink)] for words in lines]
    return [[Words(heading, size, COLOURS.ink, is_bold=True)], *below]


def add_text(deck: Deck, title: str, lines: Sequence[Line], size: float = TEXT_SIZE) -> None:
    """Lines in two columns, on as many slides as they need; none for no lines."""
    columns = in_columns(lines, size, BODY.height)
    pages = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    for number, page in enumerate(pages, start=1):
        slide = new_slide(deck, title + slides.numbering(number, len(pages)))
        write_columns(slide, page, size, BODY, name=title)


def write_columns(
    slide: Slide, columns: Sequence[Sequence[Line]], size: float, place: Place, *, name: str
) -> None:
    """Two columns beside each other."""
    for at, column in enumerate(columns):
        left = place.left + at * (COLUMN + GAP)
        box = write(
            slide, Place(left, place.top, COLUMN, place.height), column, name=f"{name}, column {at + 1}"
        )
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = Pt(size * AFTER)


def in_columns(lines: Sequence[Line], size: float, room: float, width: float = COLUMN) -> list[list[Line]]:
    """Lines in columns that are ``room`` points high and ``width`` wide."""
    columns: list[list[Line]] = []
    used = room + 1
    for line in lines:
        words = "".join(part.text for part in line)
        high = (lines_needed(words, size * BOLDER, width) * LINE + AFTER) * size
        # A heading alone at the foot of a column would be read as the end of what stands above it.
        below = KEPT_BELOW * size if line[-1].is_bold else 0.0
        if used + high + below > room:
            columns.append([])
            used = 0.0
        columns[-1].append(line)
        used += high
    return columns
