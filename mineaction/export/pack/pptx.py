"""A briefing as slides, with charts PowerPoint draws itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.cited import DASHBOARD
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import plain
from mineaction.export.native.parts import COLOURS, Cell, NativeTable
from mineaction.export.pack.opened import (
    DOCUMENTS,
    EVENTS,
    METHOD,
    MISSING,
    SENTENCES,
    Figure,
    Pack,
    Progress,
    rests_on,
    silent,
)
from mineaction.export.pack.tables import Table, left_out
from mineaction.export.references import about_address, in_brackets
from mineaction.export.slides import deck as slides
from mineaction.export.slides.page import EDGE, HEIGHT, LINE, WIDTH, Place, Words, lines_needed, write
from mineaction.export.standing_words import is_link

TITLE_SIZE, COVER_SIZE, TEXT_SIZE, SMALL_SIZE, REFERENCE_SIZE = 24.0, 36.0, 14.0, 10.0, 9.0
BOLDER = 1.08
"""How much wider bold letters run, and some room for another font."""
AFTER = 0.35
"""Room after a paragraph, in parts of its size."""
INSIDE = WIDTH - 2 * EDGE
GAP = 28.0
COLUMN = (INSIDE - GAP) / 2
BODY = Place(EDGE, EDGE + 44, INSIDE, HEIGHT - 2 * EDGE - 64)
LETTERS_A_LINE = 150
"""Letters of a table from edge to edge, in a font that stands in for ours."""
Line = list[Words]


def to_pptx(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """The file: cover, figures, what is missing, events, method, documents."""
    told = progress or silent
    deck = slides.new_presentation()
    _cover(deck, pack)
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures), figure.taken.heading)
        parts = None if figure.table is None else [_native(figure.table)]
        made = slides.add_slides(deck, numbered(figure), parts)
        _add_sentences(made[0], figure)
    told(len(pack.figures), len(pack.figures), "")
    _text(deck, MISSING, [_labelled(f"{absent.words}: ", absent.reason) for absent in pack.missing])
    _text(deck, EVENTS, _events(pack), SMALL_SIZE)
    _text(deck, METHOD, _method(pack), SMALL_SIZE)
    _text(deck, DOCUMENTS, _references(pack), REFERENCE_SIZE)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = plain(pack.title)[:250], DASHBOARD, DASHBOARD
    about.subject = f"Data version {pack.data_version}"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _native(table: Table) -> NativeTable:
    """A table by itself as one of PowerPoint's."""
    return NativeTable(
        table.title,
        table.head,
        tuple(tuple(Cell(words, is_strong=at == 0) for at, words in enumerate(row)) for row in table.rows),
        table.widths(LETTERS_A_LINE),
        tuple(filter(None, (left_out(table), *table.notes))),
    )


def numbered(figure: Figure) -> Taken:
    """The figure with its number in the title, its documents' numbers after the source, remarks as a note."""
    taken = figure.taken
    answer = replace(taken.answer, source_line=figure.source)
    note = "\n".join(filter(None, (taken.note, *figure.remarks)))
    exhibit = replace(taken.exhibit, answer=answer)
    return replace(taken, exhibit=exhibit, title=figure.title, note=note)


def _slide(deck: Deck, title: str, size: float = TITLE_SIZE, top: float = EDGE * 0.7) -> Any:
    slide: Any = deck.slides.add_slide(deck.slide_layouts[0])
    shape = slide.shapes.title
    lines = lines_needed(title, size * 1.03, INSIDE)
    shape.left, shape.top, shape.width, shape.height = Place(EDGE, top, INSIDE, lines * size * LINE + 8).emu
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.text = plain(title)
    frame.paragraphs[0].runs[0].font.size = Pt(size)
    return slide


def _cover(deck: Deck, pack: Pack) -> None:
    slide = _slide(deck, pack.title, COVER_SIZE, HEIGHT * 0.22)
    high = lines_needed(pack.title, COVER_SIZE * 1.03, INSIDE) * COVER_SIZE * LINE
    lines: list[Line] = [[Words(line, 16.0)] for line in pack.cover_lines]
    if pack.link:
        lines.append([Words(pack.link, 16.0, link=pack.link)])
    write(slide, Place(EDGE, HEIGHT * 0.22 + high + 20, INSIDE, 120), lines, name="Date and data version")


def _add_sentences(slide: Slide, figure: Figure) -> None:
    """Sentences to quote stand in the notes of a figure's first slide."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None or not figure.receipts:
        return
    said = [f"- {receipt.sentence} ({rests_on(receipt)})" for receipt in figure.receipts]
    frame.text = plain("\n".join([frame.text, "", f"{SENTENCES}:", *said]))


def _labelled(label: str, words: str, size: float = TEXT_SIZE) -> Line:
    return [Words(label, size, COLOURS.ink, is_bold=True), Words(words, size, COLOURS.ink)]


def _events(pack: Pack) -> list[Line]:
    lines = [
        _labelled(f"{event.when}  {event.title} ", f"({event.kind}) {in_brackets([event.cited])}", SMALL_SIZE)
        for event in pack.events
    ]
    return [*lines, [Words(" ".join(pack.event_caveats), SMALL_SIZE)]] if lines else []


def _method(pack: Pack) -> list[Line]:
    return [
        line
        for part in pack.method
        for line in (
            [Words(part.heading, SMALL_SIZE, COLOURS.ink, is_bold=True)],
            *([Words(words, SMALL_SIZE, COLOURS.ink)] for words in part.lines),
        )
    ]


def _references(pack: Pack) -> list[Line]:
    lines: list[Line] = []
    for number, cited in pack.references.numbered:
        about = about_address(cited)
        lines.append(
            [
                Words(f"[{number}] {cited.line}", REFERENCE_SIZE, COLOURS.ink),
                *([Words(f" ({about})", REFERENCE_SIZE)] if about else []),
                # A long link is broken badly by some programs; one word is not.
                *(
                    [Words("  open", REFERENCE_SIZE, COLOURS.money, link=cited.url)]
                    if is_link(cited.url)
                    else []
                ),
            ]
        )
    return lines


def _link(url: str) -> Words:
    return Words("  open", REFERENCE_SIZE, COLOURS.money, link=url)


def _text(deck: Deck, title: str, lines: Sequence[Line], size: float = TEXT_SIZE) -> None:
    """Lines in two columns, on as many slides as they need; none for no lines."""
    columns = _columns(lines, size)
    pages = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    for number, page in enumerate(pages, start=1):
        slide = _slide(deck, f"{title} ({number} of {len(pages)})" if len(pages) > 1 else title)
        for at, column in enumerate(page):
            left = EDGE + at * (COLUMN + GAP)
            box = write(
                slide, Place(left, BODY.top, COLUMN, BODY.height), column, name=f"{title}, column {at + 1}"
            )
            for paragraph in box.text_frame.paragraphs:
                paragraph.space_after = Pt(size * AFTER)


def _columns(lines: Sequence[Line], size: float) -> list[list[Line]]:
    columns: list[list[Line]] = []
    used = BODY.height + 1
    for line in lines:
        words = "".join(part.text for part in line)
        high = (lines_needed(words, size * BOLDER, COLUMN) * LINE + AFTER) * size
        if used + high > BODY.height:
            columns.append([])
            used = 0.0
        columns[-1].append(line)
        used += high
    return columns
