"""What stands behind the figures of a document: tables in full, caveats, sentences, events, documents."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.shared import Cm

from mineaction.export.cells import plain
from mineaction.export.html.figure import hidden_words
from mineaction.export.pack import docx_parts as parts
from mineaction.export.pack.appendix import (
    APPENDIX,
    CAVEATS,
    TABLES,
    VALUES,
    beginning,
    caveats_behind,
    hidden_lines,
)
from mineaction.export.pack.docx_parts import SMALL_STYLE, add
from mineaction.export.pack.events import EVENTS, is_of_events, timeline_of
from mineaction.export.pack.opened import DOCUMENTS, SENTENCES, Figure, Pack, rests_on
from mineaction.export.pack.tables import Table, left_out, tables_of
from mineaction.export.references import about_address, in_brackets


def add_appendix(document: Docx, pack: Pack) -> None:
    """All of it, from a new page on; parts for which there is nothing are left out."""
    parts.add_heading(document, APPENDIX)
    _tables(document, pack)
    _values(document, pack)
    _caveats(document, pack)
    _sentences(document, pack)
    _events(document, pack)
    _references(document, pack)


def add_table(document: Docx, table: Table) -> None:
    """A table by itself, and what is left out of it."""
    parts.add_table(document, table)
    if more := left_out(table):
        add(document, more, SMALL_STYLE)


def add_events(document: Docx, figure: Figure) -> None:
    """The events a figure numbers, below it."""
    timeline = timeline_of(figure.taken)
    if timeline is None or timeline.events.is_empty:
        return
    parts.add_small_heading(document, "Policy events numbered on the chart")
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
    cited = f"Documents of the events: {in_brackets(figure.events_cited)}"
    add(document, f"{hidden_words(timeline)} {cited}".strip(), SMALL_STYLE)


def _tables(document: Docx, pack: Pack) -> None:
    whole = [
        (figure, figure.table)
        for figure in pack.figures
        if figure.table is not None and beginning(figure.table)
    ]
    if whole:
        add(document, TABLES, "Heading 2")
    for figure, table in whole:
        add(document, figure.title, "Heading 3")
        add_table(document, table)


def _values(document: Docx, pack: Pack) -> None:
    """What is drawn, as tables. A figure of events has their list instead."""
    drawn = [figure for figure in pack.figures if figure.table is None and not is_of_events(figure.taken)]
    held = [(figure, tables) for figure in drawn if (tables := tables_of(figure.taken.exhibit))]
    if held:
        add(document, VALUES, "Heading 2")
    for figure, tables in held:
        add(document, figure.title, "Heading 3")
        for table in tables:
            if table.title and table.title != figure.taken.answer.title:
                add(document, table.title, SMALL_STYLE).paragraph_format.keep_with_next = True
            parts.add_table(document, table)
            add(document, " ".join(filter(None, (left_out(table), *table.notes))), SMALL_STYLE)


def _caveats(document: Docx, pack: Pack) -> None:
    held = caveats_behind(pack.figures)
    if held:
        add(document, CAVEATS, "Heading 2")
    for names, lines in held:
        add(document, names, "Heading 3")
        for line in lines:
            add(document, line, parts.SMALL_BULLET)


def _sentences(document: Docx, pack: Pack) -> None:
    held = [figure for figure in pack.figures if figure.receipts]
    if held:
        add(document, SENTENCES, "Heading 2")
    for figure in held:
        add(document, figure.title, "Heading 3")
        for receipt in figure.receipts:
            bullet = add(document, receipt.sentence, parts.SMALL_BULLET)
            bullet.add_run(plain(f" {rests_on(receipt)}")).italic = True


def _events(document: Docx, pack: Pack) -> None:
    if not pack.events:
        return
    add(document, EVENTS, "Heading 2")
    add(document, " ".join([*pack.event_caveats, *hidden_lines(pack.figures)]), SMALL_STYLE)
    for event in pack.events:
        line = add(document, "", SMALL_STYLE)
        line.add_run(plain(f"{event.when}  {event.title}")).bold = True
        line.add_run(plain(f" ({event.kind}). {event.summary} {in_brackets([event.cited])}"))
        line.add_run(plain(f" {event.confidence}"))
        if event.numbers:
            line.add_run(plain(f" · {'; '.join(event.numbers)}")).bold = True


def _references(document: Docx, pack: Pack) -> None:
    if not len(pack.references):
        return
    add(document, DOCUMENTS, "Heading 2")
    made = []
    for number, cited in pack.references.numbered:
        line = add(document, f"[{number}]\t", SMALL_STYLE)
        parts.add_link(line, cited.line, cited.url)
        if about := about_address(cited):
            line.add_run(plain(f" ({about})"))
        made.append(line)
    parts.indent(made, Cm(1.1))
