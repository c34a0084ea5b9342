"""A briefing as a document of a word processor: headings, pictures with alt text, tables, references."""

from __future__ import annotations

import io

from docx.document import Document as Docx
from docx.shared import Cm

from mineaction.cited import DASHBOARD
from mineaction.errors import BrowserMissing, RenderingFailed
from mineaction.export.cells import plain
from mineaction.export.pack import docx_parts as parts
from mineaction.export.pack import drawing as pack_drawing
from mineaction.export.pack.appendix import CAVEATS, beginning, key_caveats, more_words
from mineaction.export.pack.docx_appendix import add_appendix, add_events, add_table
from mineaction.export.pack.docx_parts import SMALL_STYLE, add
from mineaction.export.pack.events import far_words, timeline_of
from mineaction.export.pack.opened import METHOD, MISSING, Figure, Pack, Progress, silent
from mineaction.export.standing_words import is_link
from mineaction.periods import day_words

PICTURE_WIDTH, PICTURE_HEIGHT, LEAST_HEIGHT, LINE_HEIGHT = Cm(17), Cm(17.2), Cm(10), Cm(0.5)
LETTERS_A_LINE = 90
NO_PICTURE = (
    "No picture could be drawn, because there is no Chrome or Chromium where this file was made. "
    "The table in the appendix has what the figure shows."
)


def to_docx(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """The file: cover, figures, method, appendix. Without a browser it says so in place of pictures."""
    told = progress or silent
    document = parts.new_document(pack.title, f"Data version {pack.data_version}", DASHBOARD, pack.made_on)
    parts.number_pages(document, f"{pack.title} · data {pack.data_version}")
    _cover(document, pack)
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures), figure.taken.heading)
        follows_table = place > 0 and pack.figures[place - 1].table is not None
        _figure(document, figure, on_new_page=figure.table is None or not follows_table)
    told(len(pack.figures), len(pack.figures), "")
    _method(document, pack)
    add_appendix(document, pack)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cover(document: Docx, pack: Pack) -> None:
    title = add(document, pack.title, "Title")
    title.paragraph_format.space_before = Cm(4)
    for line in pack.cover_lines:
        add(document, line)
    if pack.link:
        parts.add_link(add(document, ""), pack.link, pack.link)
    if pack.not_held:
        add(document, pack.not_held)
    for figure in pack.figures:
        add(document, figure.title).paragraph_format.space_after = 0


def _figure(document: Docx, figure: Figure, *, on_new_page: bool) -> None:
    """One figure or table, with its source and first caveats. Small tables share a page."""
    taken = figure.taken
    answer = taken.answer
    parts.add_heading(document, figure.title, on_new_page=on_new_page)
    above = [answer.title] if taken.title and taken.title != answer.title else []
    made = [add(document, words, SMALL_STYLE) for words in (*above, answer.subtitle) if words]
    made += [add(document, answer.sentence)] if answer.sentence else []
    made += [add(document, line, parts.NOTE) for line in taken.note.split("\n") if line]
    made += [add(document, remark, SMALL_STYLE) for remark in figure.remarks]
    for paragraph in made:
        # A heading does not stand alone at the foot of a page, nor with these words only.
        paragraph.paragraph_format.keep_with_next = True
    if figure.table is None:
        _picture(document, figure)
    else:
        add_table(document, beginning(figure.table) or figure.table)
    caption = add(document, f"{figure.title}. ", "Caption")
    caption.add_run(plain(f"Source: {figure.source}. Data {answer.data_version}.")).bold = False
    _foot(document, figure)
    if far := far_words(taken):
        add(document, far, SMALL_STYLE)
    else:
        add_events(document, figure)
    _caveats(document, figure)


def _caveats(document: Docx, figure: Figure) -> None:
    """The first of what has to be known, and how many more there are."""
    told = key_caveats(figure)
    if not told:
        return
    parts.add_small_heading(document, CAVEATS)
    for caveat in told:
        add(document, caveat, parts.SMALL_BULLET)
    if more := more_words(figure):
        add(document, more, SMALL_STYLE)


def _foot(document: Docx, figure: Figure) -> None:
    """Choices, data version, day, id and link back, right below the figure: they belong to it."""
    taken = figure.taken
    answer = taken.answer
    if answer.choices:
        chosen = add(document, "", SMALL_STYLE)
        for at, (name, value) in enumerate(answer.choices):
            chosen.add_run(plain(f"{' · ' if at else ''}{name}: ")).bold = True
            chosen.add_run(plain(value))
    made = f"Data {answer.data_version} · made on {day_words(taken.made_on)}"
    last = add(document, made, SMALL_STYLE)
    if taken.figure_id:
        last.add_run(plain(f" · figure {taken.figure_id}"))
    if taken.address:
        last.add_run(" · ")
        words = "open this view in the dashboard" if is_link(taken.address) else f"view {taken.address}"
        parts.add_link(last, words, taken.address)


def _picture(document: Docx, figure: Figure) -> None:
    try:
        png, ratio = pack_drawing.png(figure.taken)
    except (BrowserMissing, RenderingFailed):
        add(document, NO_PICTURE, SMALL_STYLE)
        return
    answer = figure.taken.answer
    chosen = " ".join(f"{name}: {value}" for name, value in answer.choices)
    said = [*figure.taken.note.splitlines(), *figure.remarks, answer.sentence, chosen, *key_caveats(figure)]
    timeline = timeline_of(figure.taken)
    events = 0 if timeline is None or far_words(figure.taken) else len(timeline.events.rows) + 3
    lines = events + sum(1 + len(line) // LETTERS_A_LINE for line in said)
    room = max(LEAST_HEIGHT, PICTURE_HEIGHT - lines * LINE_HEIGHT)
    width = min(PICTURE_WIDTH, int(room / ratio))
    parts.add_picture(document, io.BytesIO(png), figure.taken.alt_text, width)


def _method(document: Docx, pack: Pack) -> None:
    """What could not be shown, then how to read the rest."""
    parts.add_heading(document, METHOD)
    if pack.problems:
        parts.add_small_heading(document, MISSING)
    for absent in pack.problems:
        parts.add_labelled(document, absent.words, absent.reason, "List Bullet")
    for part in pack.method:
        parts.add_small_heading(document, part.heading)
        for line in part.lines:
            add(document, line, SMALL_STYLE)
