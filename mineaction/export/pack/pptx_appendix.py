"""The slides behind the figures of a briefing: tables in full, caveats, policy events, documents."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.presentation import Presentation as Deck

from mineaction.exhibits.exhibit import Taken
from mineaction.export.native.parts import COLOURS, NativeTable
from mineaction.export.pack.appendix import APPENDIX, CAVEATS, TABLES, shared
from mineaction.export.pack.events import EVENTS, is_of_events, timeline_of
from mineaction.export.pack.opened import DOCUMENTS, Pack
from mineaction.export.pack.pptx_text import (
    INSIDE,
    REFERENCE_SIZE,
    SMALL_SIZE,
    TEXT_SIZE,
    Line,
    add_text,
    headed,
    labelled,
    new_slide,
)
from mineaction.export.references import about_address, in_brackets
from mineaction.export.slides import deck as slides
from mineaction.export.slides import words as slides_words
from mineaction.export.slides.page import EDGE, HEIGHT, LINE, Place, Words, lines_needed, write
from mineaction.export.slides.tables import in_pages
from mineaction.export.standing_words import is_link

HEADING_SIZE, FOOT_SIZE = 18.0, 9.0
Whole = tuple[Taken, NativeTable]
"""A table that is not whole among the figures, and the figure it is of."""


def add_appendix(deck: Deck, pack: Pack, tables: Sequence[Whole]) -> None:
    """A divider that says what follows, then all of it; nothing for a pack without documents and tables."""
    caveats = _caveats(pack)
    events = _events(pack, [taken for taken, _ in tables])
    documents = _references(pack)
    parts = ((TABLES, tables), (CAVEATS, caveats), (EVENTS, events), (DOCUMENTS, documents))
    if not any(held for _, held in parts):
        return
    _divide(deck, [name for name, held in parts if held])
    for taken, table in tables:
        _add_table(deck, taken, table)
    add_text(deck, CAVEATS, caveats, SMALL_SIZE)
    add_text(deck, EVENTS, events, SMALL_SIZE)
    add_text(deck, DOCUMENTS, documents, REFERENCE_SIZE)


def _divide(deck: Deck, names: Sequence[str]) -> None:
    slide = new_slide(deck, APPENDIX, 36.0, HEIGHT * 0.3)
    lines = [[Words(name, TEXT_SIZE + 2, COLOURS.ink)] for name in names]
    write(slide, Place(EDGE, HEIGHT * 0.3 + 64, INSIDE, 140), lines, name="What is in it")


def _add_table(deck: Deck, taken: Taken, table: NativeTable) -> None:
    """All rows of a table, on as many slides as they need, each with unit and source."""
    longest = taken.heading + slides.numbering(10, 10)
    top = EDGE * 0.7 + lines_needed(longest, HEADING_SIZE * 1.03, INSIDE) * HEADING_SIZE * LINE + 8
    head = Place(EDGE, top, INSIDE, SMALL_SIZE * LINE)
    foot = slides_words.foot_lines(taken, INSIDE, has_caveats=False)
    high = sum(
        lines_needed("".join(part.text for part in line), FOOT_SIZE, INSIDE) * FOOT_SIZE * LINE
        for line in foot
    )
    below = Place(EDGE, HEIGHT - EDGE * 0.5 - high, INSIDE, high)
    start = top + head.height + 8
    body = Place(EDGE, start, INSIDE, below.top - 8 - start)
    pages = in_pages(table, slides.table_room(table, body), is_even=True)
    for number, rows in enumerate(pages, 1):
        title = taken.heading + slides.numbering(number, len(pages))
        slide = new_slide(deck, title, HEADING_SIZE)
        write(slide, head, [[Words(taken.answer.subtitle, SMALL_SIZE)]], name="Unit")
        notes = table.notes if number == len(pages) else ()
        slides.draw_table(slide, table, rows, body, notes=notes, alt=taken.alt_text)
        write(slide, below, foot, name="Source and data version")


def _caveats(pack: Pack) -> list[Line]:
    """All caveats of the figures that have no room for them, each once."""
    told = [
        (figure.label, figure.taken.answer.caveats)
        for figure in pack.figures
        if not slides_words.all_caveats_fit(figure.taken, INSIDE)
    ]
    return [line for heading, lines in shared(told) for line in headed(heading, lines)]


def _events(pack: Pack, in_tables: Sequence[Taken]) -> list[Line]:
    """The events that stand in no table of the appendix already."""
    listed = {
        key
        for taken in in_tables
        if is_of_events(taken) and (timeline := timeline_of(taken)) is not None
        for key in timeline.events.rows["event_key"]
    }
    lines = [
        labelled(f"{event.when}  {event.title} ", f"({event.kind}) {in_brackets([event.cited])}", SMALL_SIZE)
        for event in pack.events
        if event.key not in listed
    ]
    return [*lines, [Words(" ".join(pack.event_caveats), SMALL_SIZE)]] if lines else []


def _references(pack: Pack) -> list[Line]:
    lines: list[Line] = []
    for number, cited in pack.references.numbered:
        about = about_address(cited)
        line = [Words(f"[{number}] {cited.line}", REFERENCE_SIZE, COLOURS.ink)]
        if about:
            line.append(Words(f" ({about})", REFERENCE_SIZE))
        if is_link(cited.url):
            # A long link is broken badly by some programs; one word is not.
            line.append(Words("  open", REFERENCE_SIZE, COLOURS.money, link=cited.url))
        lines.append(line)
    return lines
