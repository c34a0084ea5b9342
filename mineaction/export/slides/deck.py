"""An exhibit as slides: charts PowerPoint draws itself, with all that lets a slide stand alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Pt

from mineaction.errors import BrowserMissing, RenderingBusy, RenderingFailed
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import plain
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import COLOURS, Cell, NativeChart, NativePart, NativePicture, NativeTable
from mineaction.export.picture import browser
from mineaction.export.slides import words as slides_words
from mineaction.export.slides.frame import NOTE_SIZE, Frame, add_what_to_know, note
from mineaction.export.slides.page import Place, Words, describe, new_presentation, write
from mineaction.export.slides.panels import READING_SIZE, draw_panels, grid_of
from mineaction.export.slides.tables import add_table, in_pages

__all__ = ["add_beginning", "add_slides", "draw_table", "new_presentation", "table_room", "to_pptx"]

MOST_TABLE_SLIDES, MOST_ROW_SLIDES = 6, 3
LETTERS_PX, LETTERS_PT, PICTURE_SCALE = 12.0, 9.0, 2.5
"""The letters of a drawing in its own pixels, and how large they are at least on a slide."""
TALL_SHARE, TALL_SCALE, BESIDE_GAP = 0.76, 1.6, 16.0
"""A tall drawing's part of the width, with the caveats beside it; and how sharp it is."""
NO_PICTURE = "This figure is drawn by a browser, and here its rows stand in its place:"


def to_pptx(taken: Taken) -> bytes:
    """A presentation of this figure alone. Raises as ``add_slides`` does where it has to be drawn."""
    deck = new_presentation()
    add_slides(deck, taken, must_draw=True)
    about = deck.core_properties
    about.title, about.subject = plain(taken.heading)[:250], plain(taken.answer.subtitle)[:250]
    about.comments = f"Data version {taken.answer.data_version}. Figure {taken.figure_id}."
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one slide shows: charts of a group on a grid, or a part of a table, or a picture."""

    charts: tuple[NativeChart, ...] = ()
    grid: tuple[int, int] = (1, 1)
    group: tuple[NativeChart, ...] = ()
    table: NativeTable | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    picture: bytes = b""
    is_tall: bool = False
    notes: tuple[str, ...] = ()


def add_slides(
    deck: Deck, taken: Taken, parts: Sequence[NativePart] | None = None, *, must_draw: bool = False
) -> list[Slide]:
    """Add the figure to a presentation made by ``new_presentation``: one slide, or several, numbered.

    ``parts`` stand in place of those of its chart. What only a browser draws becomes a table where it cannot;
    with ``must_draw`` only where there is none, and one that is busy or fails raises RenderingBusy or
    RenderingFailed. Caveats that have no room below the figure have a slide of their own, the last one.
    Raises NoNativeForm for a chart without a form (see native/forms.py).
    """
    room, sheets = _laid_out(taken, parts, must_draw, list)
    return [*_slides(deck, taken, room, sheets), *add_what_to_know(deck, taken)]


def add_beginning(
    deck: Deck, taken: Taken, parts: Sequence[NativePart] | None, where: Callable[[int], str]
) -> tuple[list[Slide], list[NativeTable]]:
    """Add the figure alone: of a table its first slide, of a picture no rows, and no slide of caveats.

    With the slides come the tables that are not whole on them. ``where`` says, for so many rows, where the
    whole table is. ``parts`` and what is raised: as in ``add_slides``.
    """
    behind: list[NativeTable] = []

    def begun(sheets: list[_Sheet]) -> list[_Sheet]:
        behind.clear()
        is_drawn = any(sheet.picture for sheet in sheets)
        made: list[_Sheet] = []
        for _, alike in groupby(sheets, key=lambda sheet: id(sheet.table)):
            first, *others = alike
            if first.table is None:
                made += [first, *others]
                continue
            if is_drawn or others:
                behind.append(first.table)
            if not is_drawn:
                rows = sum(len(row) > 1 for row in first.table.rows)
                made.append(replace(first, notes=(*first.notes, where(rows))) if others else first)
        return made

    room, sheets = _laid_out(taken, parts, False, begun)
    return _slides(deck, taken, room, sheets), behind


def _laid_out(
    taken: Taken,
    parts: Sequence[NativePart] | None,
    must_draw: bool,
    kept: Callable[[list[_Sheet]], list[_Sheet]],
) -> tuple[Frame, list[_Sheet]]:
    """The frame of a figure's slides, and what of it each shows; ``kept`` says which of them are wanted."""
    if parts is None:
        parts = native_parts(taken.exhibit)
    numbered = taken.heading + numbering(10, 10)
    # A picture has a slide for its rows as well; it is not drawn a second time to find that out.
    is_drawn = any(isinstance(part, NativePicture) for part in parts)
    is_tall = any(isinstance(part, NativePicture) and part.is_tall for part in parts)
    room = Frame(taken, numbered if is_drawn else taken.heading, has_caveats=not is_tall)
    sheets = kept(_sheets(taken, parts, room.body, must_draw))
    if (len(sheets) > 1 and not is_drawn) or (is_tall and not any(sheet.picture for sheet in sheets)):
        room = Frame(taken, numbered)
        sheets = kept(_sheets(taken, parts, room.body, must_draw))
    return room, sheets


def _slides(deck: Deck, taken: Taken, room: Frame, sheets: Sequence[_Sheet]) -> list[Slide]:
    return [_slide(deck, taken, room, sheet, at, len(sheets)) for at, sheet in enumerate(sheets, 1)]


def _sheets(taken: Taken, parts: Sequence[NativePart], body: Place, must_draw: bool) -> list[_Sheet]:
    """The slides of a figure: as many panels on each as can be read, long tables over several."""
    made: list[_Sheet] = []
    for _, alike in groupby(parts, key=_kind):
        found = list(alike)
        for part in found:
            if isinstance(part, NativePicture):
                made.extend(_of_picture(taken, part, body, must_draw))
            elif isinstance(part, NativeTable):
                made.extend(_of_table(part, body))
        if charts := tuple(part for part in found if isinstance(part, NativeChart)):
            grid = grid_of(charts, body)
            most = grid[0] * grid[1]
            pages = (charts[at : at + most] for at in range(0, len(charts), most))
            made.extend(_Sheet(charts=page, grid=grid, group=charts) for page in pages)
    return made or [_Sheet(notes=("There is nothing to draw for this choice.",))]


def numbering(number: int, count: int) -> str:
    """What stands after the title of one of several slides; it is not broken into two lines."""
    return f" ({number}\u00a0of\u00a0{count})" if count > 1 else ""


def _kind(part: NativePart) -> str:
    """Parts of one kind that follow each other share slides."""
    return part.kind if isinstance(part, NativeChart) else type(part).__name__


def _of_table(table: NativeTable, body: Place, most: int = MOST_TABLE_SLIDES) -> list[_Sheet]:
    pages = in_pages(table, table_room(table, body))
    kept = pages[:most]
    rest = len(table.rows) - sum(map(len, kept))
    more = [f"{rest} more rows are left out here; the link back leads to them, and to their file."]
    notes = (*table.notes, *(more if rest else ()))
    return [
        _Sheet(table=table, rows=tuple(page), notes=notes if page is kept[-1] else table.notes)
        for page in kept
    ]


def _of_picture(taken: Taken, part: NativePicture, body: Place, must_draw: bool) -> list[_Sheet]:
    """The drawing as a picture, then its rows, largest first, as tables to edit; else the tables alone."""
    tables = _of_table(part.table, body, MOST_ROW_SLIDES)
    try:
        return [_Sheet(picture=_picture(taken, body, part.is_tall), is_tall=part.is_tall), *tables]
    except (BrowserMissing, RenderingBusy, RenderingFailed) as missing:
        if must_draw and not isinstance(missing, BrowserMissing):
            raise
        why = f"{NO_PICTURE} {missing}"
        return [replace(sheet, notes=(why, *sheet.notes)) for sheet in tables]


def _picture(taken: Taken, body: Place, is_tall: bool) -> bytes:
    """The drawing without a frame, for the slide has one of its own.

    It is laid out no larger than lets its letters be read; a tall one in its own height.
    """
    figure = taken.exhibit.figure()
    if is_tall:
        high = round(figure.layout.height)
        wide = round(body.width * TALL_SHARE / body.height * high)
        return browser.image(figure, "png", wide, high, TALL_SCALE, title=taken.heading)
    per_point = LETTERS_PX / LETTERS_PT
    wide, high = round(body.width * per_point), round(body.height * per_point)
    return browser.image(figure, "png", wide, high, PICTURE_SCALE, title=taken.heading)


def table_room(table: NativeTable, body: Place) -> Place:
    """The part of ``body`` that rows have, between the key of the fills and the notes."""
    keys = 18.0 if table.keys else 0.0
    return Place(body.left, body.top + keys, body.width, body.height - keys - 30)


def _slide(deck: Deck, taken: Taken, room: Frame, sheet: _Sheet, number: int, count: int) -> Slide:
    slide = room.new_slide(deck, taken.heading + numbering(number, count))
    said = list(sheet.notes)
    if sheet.charts:
        said += draw_panels(slide, taken, sheet.charts, room.body, sheet.grid, sheet.group)
    elif sheet.picture:
        _draw_picture(slide, taken, sheet, room.body)
    elif sheet.table is not None and sheet.rows:
        draw_table(slide, sheet.table, sheet.rows, room.body, notes=sheet.notes, alt=taken.alt_text)
    else:
        write(slide, room.body, [[Words(sheet.notes[0], NOTE_SIZE, COLOURS.ink)]], name="Nothing to draw")
    note(slide, slides_words.notes_text(taken, said))
    return slide


def draw_table(
    slide: Slide,
    table: NativeTable,
    rows: Sequence[tuple[Cell, ...]],
    body: Place,
    *,
    notes: Sequence[str],
    alt: str,
) -> None:
    """Some rows of a table below its head and the key of its fills, with notes at the foot of ``body``."""
    inner = table_room(table, body)
    if table.keys:
        _draw_keys(slide, table, Place(body.left, body.top, body.width, 14))
    add_table(slide, table, rows, inner, alt=alt)
    if notes:
        where = Place(body.left, body.top + body.height - 24, body.width, 24)
        write(slide, where, [[Words(" ".join(notes), READING_SIZE)]], name="How to read it")


def _draw_keys(slide: Slide, table: NativeTable, place: Place) -> None:
    """What the fills mean, as a row of one small table."""
    keys = NativeTable(
        f"Key of: {table.title}",
        tuple(key.words for key in table.keys),
        (),
        (1.0,) * len(table.keys),
        centred=tuple(range(len(table.keys))),
    )
    wide = min(place.width, 160.0 * len(table.keys))
    row = tuple(table.keys)
    add_table(
        slide,
        keys,
        [],
        Place(place.left, place.top - 4, wide, place.height),
        alt="What the fills of the cells mean: " + ", ".join(key.words for key in row),
        head_cells=row,
    )


def _draw_picture(slide: Slide, taken: Taken, sheet: _Sheet, body: Place) -> None:
    """The picture, as large as the room lets it be, in the middle; a tall one with caveats beside it."""
    if sheet.is_tall:
        wide = body.width * TALL_SHARE
        left = body.left + wide + BESIDE_GAP
        beside = Place(left, body.top, body.left + body.width - left, body.height)
        write(slide, beside, slides_words.caveats_beside(taken, beside), name="Caveats")
        body = replace(body, width=wide)
    shape = slide.shapes.add_picture(io.BytesIO(sheet.picture), Pt(body.left), Pt(body.top))
    part = min(Pt(body.width) / shape.width, Pt(body.height) / shape.height)
    shape.width, shape.height = Emu(round(shape.width * part)), Emu(round(shape.height * part))
    shape.left = Emu(Pt(body.left) + (Pt(body.width) - shape.width) // 2)
    shape.name = plain(f"Picture: {taken.heading}")
    describe(shape, taken.alt_text)
