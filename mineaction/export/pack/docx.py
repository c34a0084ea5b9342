"""A briefing as a document of a word processor: headings, pictures with alt text, tables, references."""

from __future__ import annotations

import io

from docx.document import Document as Docx
from docx.shared import Cm

from mineaction.cited import DASHBOARD
from mineaction.errors import BrowserMissing, RenderingFailed
from mineaction.export.cells import plain
from mineaction.export.dates import day_month_year
from mineaction.export.html.figure import hidden_words
from mineaction.export.pack import docx_parts as parts
from mineaction.export.pack import drawing as pack_drawing
from mineaction.export.pack.docx_parts import SMALL_STYLE, add, add_labelled
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
    timeline_of,
)
from mineaction.export.pack.tables import Table, left_out, tables_of
from mineaction.export.references import about_address, in_brackets
from mineaction.export.standing_words import is_link

PICTURE_WIDTH, PICTURE_HEIGHT, LEAST_HEIGHT, LINE_HEIGHT = Cm(17), Cm(17.5), Cm(12), Cm(0.7)
LETTERS_A_LINE = 90
NO_PICTURE = (
    "No picture could be drawn, because there is no Chrome or Chromium where this file was made. "
    "The table has what the figure shows."
)


def to_docx(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """The file. Where there is no browser it has tables instead of pictures, and says so."""
    told = progress or silent
    document = parts.new_document(pack.title, f"Data version {pack.data_version}", DASHBOARD, pack.made_on)
    parts.number_pages(document, f"{pack.title} · data {pack.data_version}")
    _cover(document, pack)
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures), figure.taken.heading)
        follows_table = place > 0 and pack.figures[place - 1].table is not None
        _figure(document, figure, on_new_page=figure.table is None or not follows_table)
    told(len(pack.figures), len(pack.figures), "")
    _missing(document, pack)
    _events(document, pack)
    _method(document, pack)
    _references(document, pack)
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
    for figure in pack.figures:
        add(document, figure.title).paragraph_format.space_after = 0


def _heading(document: Docx, words: str, *, on_new_page: bool = True) -> None:
    add(document, words, "Heading 1").paragraph_format.page_break_before = on_new_page


def _figure(document: Docx, figure: Figure, *, on_new_page: bool) -> None:
    """One figure or table. Small tables share a page; a figure has its own."""
    taken = figure.taken
    answer = taken.answer
    _heading(document, figure.title, on_new_page=on_new_page)
    if taken.title and taken.title != answer.title:
        add(document, answer.title, SMALL_STYLE)
    if answer.subtitle:
        add(document, answer.subtitle, SMALL_STYLE)
    if answer.sentence:
        add(document, answer.sentence)
    for line in filter(None, taken.note.split("\n")):
        add(document, line, parts.NOTE)
    for remark in figure.remarks:
        add(document, remark, SMALL_STYLE)
    if figure.table is None:
        _picture(document, figure)
    else:
        _listed(document, figure.table)
    caption = add(document, f"{figure.title}. ", "Caption")
    caption.add_run(plain(f"Source: {figure.source}. Data {answer.data_version}.")).bold = False
    _foot(document, figure)
    if figure.receipts:
        add(document, SENTENCES, "Heading 2")
        for receipt in figure.receipts:
            bullet = add(document, receipt.sentence, "List Bullet")
            run = bullet.add_run(plain(f" {rests_on(receipt)}"))
            run.font.size = parts.SMALL
    _events_numbered(document, figure)
    if answer.caveats:
        add(document, "What to know", "Heading 2")
        for caveat in answer.caveats:
            add(document, caveat, "List Bullet")
    if figure.table is None:
        _tables(document, figure)


def _foot(document: Docx, figure: Figure) -> None:
    """Choices, data version, day, id and link back, right below the figure: they belong to it."""
    taken = figure.taken
    answer = taken.answer
    if answer.choices:
        chosen = add(document, "", SMALL_STYLE)
        for at, (name, value) in enumerate(answer.choices):
            chosen.add_run(plain(f"{' · ' if at else ''}{name}: ")).bold = True
            chosen.add_run(plain(value))
    made = f"Data {answer.data_version} · made on {day_month_year(taken.made_on)}"
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
    said = [*figure.taken.note.splitlines(), *figure.remarks]
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in said)
    room = max(LEAST_HEIGHT, PICTURE_HEIGHT - lines * LINE_HEIGHT)
    width = min(PICTURE_WIDTH, int(room / ratio))
    parts.add_picture(document, io.BytesIO(png), figure.taken.alt_text, width)


def _listed(document: Docx, table: Table) -> None:
    """A table by itself, and what is left out of it."""
    parts.add_table(document, table)
    if more := left_out(table):
        add(document, more, SMALL_STYLE)


def _tables(document: Docx, figure: Figure) -> None:
    """What is drawn, as tables. A figure of events has its list already."""
    is_of_events = figure.taken.exhibit.timeline is None and timeline_of(figure.taken) is not None
    tables = () if is_of_events else tables_of(figure.taken.exhibit)
    if tables:
        add(document, "The values drawn", "Heading 2")
    for table in tables:
        if table.title and table.title != figure.taken.answer.title:
            add(document, table.title, SMALL_STYLE).paragraph_format.keep_with_next = True
        parts.add_table(document, table)
        add(document, " ".join(filter(None, (left_out(table), *table.notes))), SMALL_STYLE)


def _events_numbered(document: Docx, figure: Figure) -> None:
    timeline = timeline_of(figure.taken)
    if timeline is None or timeline.events.is_empty:
        return
    add(document, "Policy events numbered on the chart", "Heading 2")
    made = [
        add(
            document,
            f"{row['number']}\t{row['date_words']}: {row['title']} ({row['kind_label']})",
            SMALL_STYLE,
        )
        for row in timeline.events.rows.to_dict("records")
    ]
    parts.indent(made, Cm(0.8))
    for paragraph in made:
        paragraph.paragraph_format.space_after = 0
    hidden = hidden_words(timeline)
    add(
        document, f"{hidden} Documents of the events: {in_brackets(figure.events_cited)}".strip(), SMALL_STYLE
    )


def _missing(document: Docx, pack: Pack) -> None:
    if pack.missing:
        add(document, MISSING, "Heading 1")
    for absent in pack.missing:
        add_labelled(document, absent.words, absent.reason, "List Bullet")


def _events(document: Docx, pack: Pack) -> None:
    if not pack.events:
        return
    _heading(document, EVENTS)
    add(document, " ".join(pack.event_caveats), SMALL_STYLE)
    for event in pack.events:
        line = document.add_paragraph()
        line.add_run(plain(f"{event.when}  {event.title}")).bold = True
        line.add_run(plain(f" ({event.kind}). {event.summary} {in_brackets([event.cited])}"))
        line.add_run(plain(f" {event.confidence}")).font.size = parts.SMALL


def _method(document: Docx, pack: Pack) -> None:
    _heading(document, METHOD)
    for part in pack.method:
        add(document, part.heading, "Heading 2")
        for line in part.lines:
            add(document, line)


def _references(document: Docx, pack: Pack) -> None:
    if not len(pack.references):
        return
    _heading(document, DOCUMENTS)
    made = []
    for number, cited in pack.references.numbered:
        line = add(document, f"[{number}]\t", SMALL_STYLE)
        parts.add_link(line, cited.line, cited.url)
        if about := about_address(cited):
            line.add_run(plain(f" ({about})"))
        made.append(line)
    parts.indent(made, Cm(1.1))
