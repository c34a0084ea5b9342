"""An exhibit as an Excel workbook: charts Excel draws, the rows behind, the sources, the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.table import no_drawing
from mineaction.export import standing_words
from mineaction.export.cells import is_missing, plain, safe
from mineaction.export.native.forms import native_parts
from mineaction.export.workbook.figure import Styles, write_figure, write_link
from mineaction.export.workbook.printing import row_points, set_page

FONT = "Source Sans 3"
MOST_LETTERS = 32_000
"""Excel holds 32,767 letters in a cell."""
WIDEST, NARROWEST = 50, 8
NOTE_WIDTHS = (18, 120)
EXACT_UP_TO = 10**15
"""Excel keeps fifteen digits; a longer whole number is written as text."""


def to_xlsx(taken: Taken) -> bytes:
    """The workbook. Text is never run as a formula, numbers are numbers, what is missing is blank.

    Sheets: Figure (not for a table by itself), Data (all rows behind, to be filtered), Sources, Notes.
    Raises NoNativeForm for a chart without a form (see native/forms.py).
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.formats[0].set_font_name(FONT)
    answer = taken.answer
    book.set_properties(
        {
            "title": plain(taken.heading)[:250],
            "subject": plain(answer.subtitle)[:250],
            "comments": plain(
                f"Data version {answer.data_version}. Figure {taken.figure_id}. {taken.address}"
            )[:250],
        }
    )
    styles = Styles(book, FONT)
    if taken.exhibit.chart is not no_drawing:
        write_figure(book, styles, taken, native_parts(taken.exhibit))
    _write_data(book, styles, taken)
    _write_sources(book, styles, taken)
    _write_notes(book, styles, taken)
    book.close()
    return out.getvalue()


def text_of(value: str) -> str:
    """Text as a cell holds it: no formula, nothing that breaks the file, no longer than Excel allows."""
    words = safe(plain(value))
    return (
        words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]} … (cut here: too long for a cell)"
    )


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, styles: Styles) -> None:
    """One cell by the kind of its value: blank, number, day, yes or no, else text."""
    if is_missing(value):
        return
    if isinstance(value, (bool, np.bool_)):
        sheet.write_boolean(row, column, bool(value), styles.top)
    elif isinstance(value, (int, float, np.integer, np.floating)):
        number = float(value) if -EXACT_UP_TO < float(value) < EXACT_UP_TO else None
        if number is None:
            sheet.write_string(row, column, str(value), styles.top)
        else:
            sheet.write_number(row, column, number, styles.whole if number.is_integer() else styles.number)
    elif isinstance(value, (datetime, date)) and value.year >= 1900:
        sheet.write_datetime(row, column, value, styles.day)
    else:
        sheet.write_string(row, column, text_of(str(value)), styles.wrapped)


def _write_data(book: Workbook, styles: Styles, taken: Taken) -> None:
    """All stored rows behind the figure."""
    sheet = book.add_worksheet("Data")
    rows = taken.exhibit.behind().rows_to_read
    said = [rows.iloc[:, column].tolist() for column in range(len(rows.columns))]
    widths = [_width(str(name), values) for name, values in zip(rows.columns, said, strict=True)]
    for at, row in enumerate(zip(*said, strict=True), 1):
        sheet.set_row(at, row_points([value if isinstance(value, str) else "" for value in row], widths))
    for column, (name, values) in enumerate(zip(rows.columns, said, strict=True)):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, text_of(str(name)), styles.head)
        for at, value in enumerate(values, 1):
            write_cell(sheet, at, column, value, styles)
    sheet.freeze_panes(1, 0)
    if len(rows.columns):
        sheet.autofilter(0, 0, max(len(rows), 1), len(rows.columns) - 1)
    set_page(sheet, taken, widths, head=0)


def _width(name: str, values: Sequence[Any]) -> float:
    """How wide a column is for its name and most of its values, in letters."""
    said = [len(str(value)) for value in values[:500] if not is_missing(value)]
    usual = sorted(said)[int(len(said) * 0.9)] if said else 0
    return max(NARROWEST, min(WIDEST, max(usual, len(name)) + 3))


def _write_sources(book: Workbook, styles: Styles, taken: Taken) -> None:
    """The documents, most used first, each with a link where its address can be opened."""
    sheet = book.add_worksheet("Sources")
    heads = ("Id", "Publisher", "Title", "Published", "Link", "How it was read", "About the address")
    widths = (22, 32, 60, 12, 50, 24, 40)
    for column, (name, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, styles.head)
    for at, cited in enumerate(taken.answer.citations, 1):
        document = (cited.document_id, cited.publisher, cited.title, cited.published, cited.url)
        words = (*document, cited.confidence, cited.address_note)
        sheet.set_row(at, row_points(words, widths))
        for column, said in enumerate(words):
            if said:
                sheet.write_string(at, column, text_of(said), styles.wrapped)
        write_link(sheet, at, 4, cited.url, styles.link)
    sheet.freeze_panes(1, 0)
    if taken.answer.citations:
        sheet.autofilter(0, 0, len(taken.answer.citations), len(heads) - 1)
    set_page(sheet, taken, widths, head=0)


def _write_notes(book: Workbook, styles: Styles, taken: Taken) -> None:
    """All standing lines, the answer in a sentence, how to read the charts, the policy events beside them."""
    sheet = book.add_worksheet("Notes")
    for column, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(column, column, width)
    lines = [line for line in standing_words.lines_of(taken) if line[0] != standing_words.DOCUMENT]
    if taken.answer.sentence:
        lines.append(("In a sentence", taken.answer.sentence))
    notes = dict.fromkeys(note for part in native_parts(taken.exhibit) for note in getattr(part, "notes", ()))
    lines += [("How to read it", note) for note in notes]
    lines += [("Policy beside it", event) for event in standing_words.event_lines(taken)]
    for row, (name, words) in enumerate(lines):
        sheet.set_row(row, row_points((name, words), NOTE_WIDTHS))
        sheet.write_string(row, 0, text_of(name), styles.strong)
        sheet.write_string(row, 1, text_of(words), styles.wrapped)
        if name == standing_words.LINK_BACK:
            write_link(sheet, row, 1, words, styles.link)
    set_page(sheet, taken, NOTE_WIDTHS)
