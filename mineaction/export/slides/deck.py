"""An exhibit as slides: charts PowerPoint draws itself, with all that lets a slide stand alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pptx.enum.text import MSO_ANCHOR
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
from mineaction.export.slides.charts import add_chart
from mineaction.export.slides.page import (
    EDGE,
    HEIGHT,
    LINE,
    WIDE,
    WIDTH,
    Place,
    Words,
    describe,
    lines_needed,
    new_presentation,
    write,
)
from mineaction.export.slides.tables import add_table, in_pages

__all__ = ["add_slides", "new_presentation", "to_pptx"]

PANELS_A_SLIDE, MOST_TABLE_SLIDES, LARGEST, SLIM = 4, 6, 10, 8
INSIDE = WIDTH - 2 * EDGE
TITLE_SIZES, SUBTITLE_SIZE, NOTE_SIZE, READING_SIZE = (24.0, 20.0), 12.0, 14.0, 9.0
BOLD = 1.05 * WIDE
"""How much wider a title in bold may run: no line of it may fall onto those below."""
MAP_PX, PICTURE_SCALE = 500, 2.5
NO_PICTURE = "This figure is drawn by a browser, and here its largest rows stand in its place:"


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
    """What one slide shows: up to four charts, or a part of a table, or a picture's table."""

    charts: tuple[NativeChart, ...] = ()
    table: NativeTable | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    picture: bytes = b""
    notes: tuple[str, ...] = ()


def add_slides(
    deck: Deck, taken: Taken, parts: Sequence[NativePart] | None = None, *, must_draw: bool = False
) -> list[Slide]:
    """Add the figure to a presentation made by ``new_presentation``: one slide, or several, numbered.

    ``parts`` stand in place of those of its chart. What only a browser draws becomes a table where it cannot;
    with ``must_draw`` only where there is none, and one that is busy or fails raises RenderingBusy or
    RenderingFailed. Raises NoNativeForm for a chart without a form (see native/forms.py).
    """
    if parts is None:
        parts = native_parts(taken.exhibit)
    numbered = f"{taken.heading} (10 of 10)"
    # A picture has a slide for its rows as well; it is not drawn a second time to find that out.
    is_drawn = any(isinstance(part, NativePicture) for part in parts)
    room = _Frame(taken, numbered if is_drawn else taken.heading)
    sheets = _sheets(taken, parts, room.body, must_draw)
    if len(sheets) > 1 and not is_drawn:
        room = _Frame(taken, numbered)
        sheets = _sheets(taken, parts, room.body, must_draw)
    return [_slide(deck, taken, room, sheet, at, len(sheets)) for at, sheet in enumerate(sheets, 1)]


class _Frame:
    """What stands around the charts of every slide of a figure, and the room it leaves."""

    def __init__(self, taken: Taken, longest: str) -> None:
        self.title_size = next(
            (size for size in TITLE_SIZES if lines_needed(longest, size * BOLD, INSIDE) == 1), TITLE_SIZES[-1]
        )
        lines = min(lines_needed(longest, self.title_size * BOLD, INSIDE), 3)
        self.title = Place(EDGE, EDGE * 0.6, INSIDE, lines * self.title_size * LINE + 4)
        top = self.title.top + self.title.height + 2
        self.head: list[list[Words]] = [[Words(taken.answer.subtitle, SUBTITLE_SIZE)]]
        high = lines_needed(taken.answer.subtitle, SUBTITLE_SIZE, INSIDE) * SUBTITLE_SIZE * LINE
        if said := slides_words.choices_line(taken, INSIDE):
            self.head.append([Words(said, slides_words.CHOICES_SIZE)])
            high += lines_needed(said, slides_words.CHOICES_SIZE, INSIDE) * slides_words.CHOICES_SIZE * LINE
        if taken.note:
            self.head.append([Words(taken.note, NOTE_SIZE, COLOURS.ink)])
            high += lines_needed(taken.note, NOTE_SIZE, INSIDE) * NOTE_SIZE * LINE
        self.head_at = Place(EDGE, top, INSIDE, high)
        self.foot = slides_words.foot_lines(taken, INSIDE)
        if events := slides_words.events_line(taken, INSIDE):
            self.foot.insert(0, [Words(events, slides_words.EVENTS_SIZE, COLOURS.ink)])
        foot_high = sum(
            lines_needed("".join(part.text for part in line), line[0].size, INSIDE) * line[0].size * LINE
            for line in self.foot
        )
        self.foot_at = Place(EDGE, HEIGHT - EDGE * 0.5 - foot_high, INSIDE, foot_high)
        start = top + high + 8
        self.body = Place(EDGE, start, INSIDE, self.foot_at.top - 8 - start)


def _sheets(taken: Taken, parts: Sequence[NativePart], body: Place, must_draw: bool) -> list[_Sheet]:
    """The slides of a figure: panels in fours, long tables over several; at least one slide."""
    made: list[_Sheet] = []
    for _, alike in groupby(parts, key=lambda part: _how_many(part)):
        found = list(alike)
        for part in found:
            if isinstance(part, NativePicture):
                made.extend(_of_picture(taken, part, body, must_draw))
            elif isinstance(part, NativeTable):
                made.extend(_of_table(part, body))
        charts = [part for part in found if isinstance(part, NativeChart)]
        most = _how_many(found[0])
        made.extend(_Sheet(charts=tuple(charts[at : at + most])) for at in range(0, len(charts), most))
    return made or [_Sheet(notes=("There is nothing to draw for this choice.",))]


def _how_many(part: NativePart) -> int:
    """How many parts of this kind stand on a slide."""
    return PANELS_A_SLIDE if isinstance(part, NativeChart) and part.kind != "bar" else 1


def _of_table(table: NativeTable, body: Place) -> list[_Sheet]:
    inner = _table_room(table, body)
    pages = in_pages(table, inner)
    kept = pages[:MOST_TABLE_SLIDES]
    rest = len(table.rows) - sum(map(len, kept))
    more = [f"{rest} more rows are left out here; the link back leads to them, and to their file."]
    notes = (*table.notes, *(more if rest else ()))
    return [
        _Sheet(table=table, rows=tuple(page), notes=notes if page is kept[-1] else table.notes)
        for page in kept
    ]


def _of_picture(taken: Taken, part: NativePicture, body: Place, must_draw: bool) -> list[_Sheet]:
    """The drawing as a picture, then its largest rows as a table to edit; else the table alone."""
    table = part.table
    count = len(table.rows)
    largest = f"The {LARGEST} largest of {count} rows; the workbook and the CSV file have all."
    said = (largest,) if count > LARGEST else ()
    rows = _Sheet(table=table, rows=table.rows[:LARGEST], notes=(*table.notes, *said))
    try:
        return [_Sheet(picture=_picture(taken, body)), rows]
    except (BrowserMissing, RenderingBusy, RenderingFailed) as missing:
        if must_draw and not isinstance(missing, BrowserMissing):
            raise
        why = f"{NO_PICTURE} {missing}"
        return [_Sheet(table=table, rows=rows.rows, notes=(why, *rows.notes))]


def _picture(taken: Taken, body: Place) -> bytes:
    """The drawing without a frame, for the slide has one of its own; as wide as the room for its height."""
    figure = taken.exhibit.figure()
    high = int(figure.layout.height or MAP_PX)
    wide = max(round(high * body.width / body.height), MAP_PX)
    return browser.image(figure, "png", wide, high, PICTURE_SCALE, title=taken.heading)


def _table_room(table: NativeTable, body: Place) -> Place:
    keys = 18.0 if table.keys else 0.0
    return Place(body.left, body.top + keys, body.width, body.height - keys - 30)


def _slide(deck: Deck, taken: Taken, room: _Frame, sheet: _Sheet, number: int, count: int) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
    title: Any = slide.shapes.title
    title.left, title.top, title.width, title.height = room.title.emu
    frame = title.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
    frame.text = plain(taken.heading + (f" ({number} of {count})" if count > 1 else ""))
    frame.paragraphs[0].font.size = Pt(room.title_size)
    write(slide, room.head_at, room.head, name="Unit and choices")
    said = list(sheet.notes)
    if sheet.charts:
        said += _draw_charts(slide, taken, sheet.charts, room.body)
    elif sheet.picture:
        _draw_picture(slide, taken, sheet.picture, room.body)
    elif sheet.table is not None and sheet.rows:
        _draw_table(slide, taken, sheet, room.body)
    else:
        write(slide, room.body, [[Words(sheet.notes[0], NOTE_SIZE, COLOURS.ink)]], name="Nothing to draw")
    write(slide, room.foot_at, room.foot, name="Source, caveats and data version")
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = plain(slides_words.notes_text(taken, said))
    return slide


def _draw_charts(slide: Slide, taken: Taken, charts: Sequence[NativeChart], body: Place) -> list[str]:
    """The charts, and below them how to read them. Gives those lines."""
    said = list(dict.fromkeys(note for chart in charts for note in chart.notes))
    reading = " ".join(said)
    high = (lines_needed(reading, READING_SIZE, INSIDE) + 1) * READING_SIZE * LINE if reading else 14.0
    inner = Place(body.left, body.top, body.width, body.height - high)
    signs: dict[str, None] = {}
    is_slim = all(len(chart.categories) <= SLIM for chart in charts)
    for chart, place in zip(charts, inner.grid(len(charts), is_slim=is_slim), strict=True):
        title = "" if taken.heading.endswith(chart.title) else chart.title  # a pack numbers its headings
        alt = taken.alt_text if len(charts) == 1 else f"{chart.title}. {taken.alt_text}"
        labels = add_chart(slide, chart, place, title=title, alt=alt)
        signs |= dict.fromkeys(filter(None, labels.sign_words.split("; ")))
    if signs:
        said.append(f"In the labels: {', '.join(signs)}.")
    if said:
        where = Place(body.left, body.top + body.height - high + 4, body.width, high - 4)
        write(slide, where, [[Words(" ".join(said), READING_SIZE)]], name="How to read it")
    return said


def _draw_table(slide: Slide, taken: Taken, sheet: _Sheet, body: Place) -> None:
    table = sheet.table
    assert table is not None
    inner = _table_room(table, body)
    if table.keys:
        _draw_keys(slide, table, Place(body.left, body.top, body.width, 14))
    add_table(slide, table, sheet.rows, inner, alt=taken.alt_text)
    if sheet.notes:
        where = Place(body.left, body.top + body.height - 24, body.width, 24)
        write(slide, where, [[Words(" ".join(sheet.notes), READING_SIZE)]], name="How to read it")


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


def _draw_picture(slide: Slide, taken: Taken, picture: bytes, body: Place) -> None:
    """The picture, as large as the room lets it be, in the middle."""
    shape = slide.shapes.add_picture(io.BytesIO(picture), Pt(body.left), Pt(body.top))
    part = min(Pt(body.width) / shape.width, Pt(body.height) / shape.height)
    shape.width, shape.height = Emu(round(shape.width * part)), Emu(round(shape.height * part))
    shape.left = Emu(Pt(body.left) + (Pt(body.width) - shape.width) // 2)
    shape.name = plain(f"Picture: {taken.heading}")
    describe(shape, taken.alt_text)
