"""A native table on slides: as many rows as fit, the head on each, cells shaded as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.export.cells import plain
from mineaction.export.native.parts import COLOURS, Cell, NativeTable
from mineaction.export.slides.page import LINE, WIDE, Place, colour_of, describe, lines_needed

SIZES, SIZE, SMALL_SIZE, TINY_SIZE = (13.0, 11.5, 10.0, 9.0), 10.0, 9.0, 7.0
MANY_COLUMNS, VERY_MANY_COLUMNS, MANY_ROWS = 9, 20, 40
SIDE, ABOVE = 4.0, 2.0
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's style without fills and lines: cells have their own."""


def size_of(table: NativeTable, place: Place) -> float:
    """The size of a table's letters: the largest at which all of it fits; small where it has many columns."""
    count = len(table.head)
    if count > MANY_COLUMNS:
        return TINY_SIZE if count > VERY_MANY_COLUMNS else SMALL_SIZE
    widths = _widths(table, place.width)
    rows = [[Cell(words) for words in table.head], *table.rows]
    fitting = (size for size in SIZES if sum(_height(row, widths, size) for row in rows) <= place.height)
    return next(fitting, SIZE if len(rows) <= MANY_ROWS else SMALL_SIZE)


def in_pages(table: NativeTable, place: Place, *, is_even: bool = False) -> list[list[tuple[Cell, ...]]]:
    """The rows in as many parts as fit one place each, the head reckoned in.

    With ``is_even`` the last part is no shorter than need be: as many parts, of about one height.
    """
    widths, size = _widths(table, place.width), size_of(table, place)
    head = _height([Cell(words) for words in table.head], widths, size)
    heights = [_height(row, widths, size) for row in table.rows]
    pages = _split(table, heights, place.height - head)
    low, high = (sum(heights) / len(pages), place.height - head) if is_even and len(pages) > 1 else (0.0, 0.0)
    while high - low > 1:
        middle = (low + high) / 2
        tried = _split(table, heights, middle)
        if len(tried) > len(pages):
            low = middle
        else:
            pages, high = tried, middle
    return pages


def _split(table: NativeTable, heights: Sequence[float], room: float) -> list[list[tuple[Cell, ...]]]:
    """The rows in parts that are no higher than ``room``, as far as a row is not."""
    pages: list[list[tuple[Cell, ...]]] = []
    used = room + 1
    for at, (row, high) in enumerate(zip(table.rows, heights, strict=True)):
        # A heading stands with the first of its rows.
        wanted = high + (sum(heights[at + 1 : at + 2]) if _spans(row, table) else 0.0)
        if used + wanted > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += high
    return pages


def _spans(row: Sequence[Cell], table: NativeTable) -> bool:
    """Whether a row is one cell as wide as the table."""
    return len(row) == 1 < len(table.head)


def add_table(
    slide: Slide,
    table: NativeTable,
    rows: Sequence[tuple[Cell, ...]],
    place: Place,
    *,
    alt: str,
    head_cells: Sequence[Cell] = (),
) -> None:
    """Put some rows of the table, with its head, into a place; ``head_cells`` are a head with fills."""
    widths, size = _widths(table, place.width), size_of(table, place)
    lines: list[Sequence[Cell]] = [head_cells or [Cell(words, is_strong=True) for words in table.head], *rows]
    high = [_height(row, widths, size) for row in lines]
    left, top, wide, _ = place.emu
    frame = slide.shapes.add_table(len(lines), len(table.head), left, top, wide, Pt(sum(high)))
    frame.name = plain(f"Table: {table.title}")
    describe(frame, alt)
    drawn: Any = frame.table
    drawn.horz_banding = False
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    for at, width in enumerate(widths):
        drawn.columns[at].width = Pt(width)
    for line, (row, height) in enumerate(zip(lines, high, strict=True)):
        drawn.rows[line].height = Pt(height)
        if _spans(row, table):
            drawn.cell(line, 0).merge(drawn.cell(line, len(table.head) - 1))
        for at, cell in enumerate(row):
            _write(drawn.cell(line, at), cell, size, is_centred=at in table.centred, is_head=line == 0)


def _widths(table: NativeTable, width: float) -> list[float]:
    return [width * share / sum(table.widths) for share in table.widths]


def _height(row: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    places = widths if len(row) == len(widths) else [sum(widths)]
    lines = max(
        lines_needed(cell.words, size * WIDE, width - 2 * SIDE)
        for cell, width in zip(row, places, strict=True)
    )
    return lines * size * LINE + 2 * ABOVE


def _write(shown: Any, cell: Cell, size: float, *, is_centred: bool, is_head: bool) -> None:
    shown.margin_left = shown.margin_right = Pt(SIDE if size > TINY_SIZE else 1)
    shown.margin_top = shown.margin_bottom = Pt(ABOVE)
    shown.vertical_anchor = MSO_ANCHOR.MIDDLE
    fill = cell.fill or (COLOURS.strip if is_head else "")
    if fill:
        shown.fill.solid()
        shown.fill.fore_color.rgb = colour_of(fill)
    else:
        shown.fill.background()
    frame = shown.text_frame
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if is_centred else PP_ALIGN.LEFT
    if not cell.words:
        # An empty cell is as tall as the size of its end, which is 18 where nobody says so.
        paragraph._p.append(parse_xml(f'<a:endParaRPr {nsdecls("a")} sz="{round(size * 100)}"/>'))
        return
    run = paragraph.add_run()
    run.text = plain(cell.words)
    run.font.size, run.font.bold = Pt(size), cell.is_strong
    run.font.color.rgb = colour_of(cell.ink)
