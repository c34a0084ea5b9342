"""A briefing as slides, with charts PowerPoint draws itself: figures first, what is behind them after."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from mineaction.cited import DASHBOARD
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import plain
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import COLOURS, Cell, NativePart, NativePicture, NativeTable
from mineaction.export.pack.appendix import where_rows_are
from mineaction.export.pack.events import is_of_events
from mineaction.export.pack.opened import METHOD, MISSING, SENTENCES, Figure, Pack, Progress, rests_on, silent
from mineaction.export.pack.pptx_appendix import Whole, add_appendix
from mineaction.export.pack.pptx_text import (
    INSIDE,
    SMALL_SIZE,
    Line,
    add_text,
    headed,
    in_columns,
    new_slide,
    write_columns,
)
from mineaction.export.pack.tables import Table, is_heading, left_out
from mineaction.export.slides import deck as slides
from mineaction.export.slides.numbers import number_slides
from mineaction.export.slides.page import EDGE, HEIGHT, LINE, Place, Words, lines_needed, write

COVER_SIZE, COVER_TOP, LINE_SIZE, CONTENTS_SIZE = 32.0, 54.0, 14.0, 12.0
CONTENTS = "Figures and tables"
LETTERS_A_LINE = 150
"""Letters of a table from edge to edge, in a font that stands in for ours."""


def to_pptx(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """The file: cover, figures, method; then the appendix with tables, caveats, events and documents."""
    told = progress or silent
    deck = slides.new_presentation()
    _cover(deck, pack)
    behind: list[Whole] = []
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures), figure.taken.heading)
        taken = numbered(figure)
        made, tables = slides.add_beginning(deck, taken, _parts(figure), _where(figure))
        _add_sentences(made[0], figure)
        behind += [(taken, table) for table in tables]
    told(len(pack.figures), len(pack.figures), "")
    add_text(deck, METHOD, _method(pack), SMALL_SIZE)
    add_appendix(deck, pack, behind)
    number_slides(deck)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = plain(pack.title)[:250], DASHBOARD, DASHBOARD
    about.subject = f"Data version {pack.data_version}"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _parts(figure: Figure) -> list[NativePart]:
    """A table by itself as one of PowerPoint's; a timeline as the drawing it is, with its events as rows."""
    if figure.table is not None:
        return [_native(figure.table)]
    parts = native_parts(figure.taken.exhibit)
    if not is_of_events(figure.taken):
        return list(parts)
    return [
        NativePicture(part.title, part, is_tall=True) if isinstance(part, NativeTable) else part
        for part in parts
    ]


def _where(figure: Figure) -> Callable[[int], str]:
    """Says where all rows of the figure's table are."""
    left = figure.table.left_out if figure.table else 0
    return lambda count: where_rows_are(count, left)


def _native(table: Table) -> NativeTable:
    """A table as one of PowerPoint's; one of a single row has its columns as lines, to be read as a card."""
    rows = [row for row in table.rows if not is_heading(row)]
    notes = tuple(filter(None, (left_out(table), *table.notes)))
    if len(rows) == 1:
        above = [(Cell(row[0], is_strong=True),) for row in table.rows if is_heading(row)]
        pairs = zip(table.head[1:], rows[0][1:], strict=True)
        lines = [(Cell(name, is_strong=True), Cell(words)) for name, words in pairs if words]
        return NativeTable(table.title, (table.head[0], rows[0][0]), (*above, *lines), (1.0, 5.0), notes)
    cells = (tuple(Cell(words, is_strong=at == 0) for at, words in enumerate(row)) for row in table.rows)
    return NativeTable(table.title, table.head, tuple(cells), table.widths(LETTERS_A_LINE), notes)


def numbered(figure: Figure) -> Taken:
    """The figure with its number in the title, its documents' numbers after the source, remarks as a note."""
    taken = figure.taken
    answer = replace(taken.answer, source_line=figure.source)
    note = "\n".join(filter(None, (taken.note, *figure.remarks)))
    exhibit = replace(taken.exhibit, answer=answer)
    return replace(taken, exhibit=exhibit, title=figure.title, note=note)


def _cover(deck: Deck, pack: Pack) -> None:
    """Title, day and data version, what is not held, and the list of figures where it has room."""
    slide = new_slide(deck, pack.title, COVER_SIZE, COVER_TOP)
    top = COVER_TOP + lines_needed(pack.title, COVER_SIZE * 1.03, INSIDE) * COVER_SIZE * LINE + 12
    lines: list[Line] = [[Words(line, LINE_SIZE)] for line in pack.cover_lines]
    if pack.link:
        lines.append([Words(pack.link, LINE_SIZE, link=pack.link)])
    if pack.not_held:
        lines.append([Words(pack.not_held, LINE_SIZE, COLOURS.ink)])
    said = ["".join(part.text for part in line) for line in lines]
    high = sum(lines_needed(words, LINE_SIZE, INSIDE) for words in said) * LINE_SIZE * LINE
    write(slide, Place(EDGE, top, INSIDE, high), lines, name="Date and data version")
    top += high + 24
    room = Place(EDGE, top, INSIDE, HEIGHT - EDGE - top)
    listed: list[Line] = [[Words(figure.title, CONTENTS_SIZE, COLOURS.ink)] for figure in pack.figures]
    columns = in_columns(listed, CONTENTS_SIZE, room.height)
    if len(in_columns(listed, CONTENTS_SIZE, room.height, INSIDE)) == 1:
        write(slide, room, listed, name=CONTENTS)
    elif len(columns) == 2:
        write_columns(slide, columns, CONTENTS_SIZE, room, name=CONTENTS)
    else:
        add_text(deck, CONTENTS, listed, CONTENTS_SIZE)


def _add_sentences(slide: Slide, figure: Figure) -> None:
    """Sentences to quote stand in the notes of a figure's first slide."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None or not figure.receipts:
        return
    said = [f"- {receipt.sentence} ({rests_on(receipt)})" for receipt in figure.receipts]
    frame.text = plain("\n".join([frame.text, "", f"{SENTENCES}:", *said]))


def _method(pack: Pack) -> list[Line]:
    """What could not be shown, then how to read the rest."""
    absent = [f"{one.words}: {one.reason}" for one in pack.problems]
    lines = headed(MISSING, absent) if absent else []
    return [*lines, *(line for part in pack.method for line in headed(part.heading, part.lines))]
