"""The spreadsheet to fill for a source that people read: columns, what they mean, what they may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from etl.adding import held_rows
from etl.allowed import Allowed, allowed_values
from etl.card import Card, read_card
from etl.hand_documents import DOCUMENT_COLUMNS, NEEDED
from etl.hand_rows import DOCUMENTS, ROWS
from etl.inputs import Inputs
from etl.reference import Reference
from etl.registry import source_modules
from etl.tables import records
from mineaction.schema import Document
from mineaction.vocabulary import DatePrecision

LAST_ROW = 5_000
"""Down to where the drop-down lists reach."""
MOST_LIST_WORDS = 250
"""Longest text a spreadsheet shows beside a cell."""


def write_template(inputs: Inputs, source_key: str, to: Path, *, with_rows: bool = False) -> list[str]:
    """Write the spreadsheet for a source; returns its columns. Raises CardProblem and OSError.

    ``with_rows`` puts the rows charted in it, to be revised and put in the place of the old ones.
    """
    card = read_card(inputs.sources / source_key)
    shelf = inputs.store.shelf()
    raw = held_rows(shelf, card, shelf.charted(source_key))
    reference = Reference(inputs.reference, shelf.documents())
    allowed = allowed_values(card, source_modules()[source_key], raw, reference)
    beside = to.with_name(f".{to.name}.new")
    try:
        book = xlsxwriter.Workbook(
            str(beside), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
        )
        _Writer(book, card, allowed).write(raw if with_rows else raw.head(0))
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from error
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    return list(allowed)


class _Writer:
    """One workbook: Rows, Documents, Allowed values, How to fill."""

    def __init__(self, book: Any, card: Card, allowed: Mapping[str, Allowed]) -> None:
        self.book, self.card, self.allowed = book, card, allowed
        self.meanings = {**card.used_columns, **card.ignored_columns}
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.header = book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "num_format": "@"})

    def write(self, rows: pd.DataFrame) -> None:
        """Write all sheets; the lists of allowed values are written first, for the others to refer to."""
        sheets = {name: self.book.add_worksheet(name) for name in (ROWS, DOCUMENTS)}
        lists = self._lists(self.book.add_worksheet("Allowed values"))
        self._table(sheets[ROWS], list(self.allowed), self.meanings, self.allowed, lists)
        for number, row in enumerate(records(rows), start=1):
            for place, name in enumerate(self.allowed):
                sheets[ROWS].write_string(number, place, str(row[name]), self.text)
        columns = {column.name: column.comment or "" for column in Document.__table__.columns}
        meanings = {name: columns.get(name, "") for name in DOCUMENT_COLUMNS}
        precision = Allowed("one of these words", {word.value: "" for word in DatePrecision}, is_closed=True)
        words = {"published_precision": ",".join(precision.values)}
        self._table(sheets[DOCUMENTS], DOCUMENT_COLUMNS, meanings, {"published_precision": precision}, words)
        self._guide(self.book.add_worksheet("How to fill"))

    def _table(
        self,
        sheet: Any,
        columns: Sequence[str],
        meanings: Mapping[str, str],
        allowed: Mapping[str, Allowed],
        lists: Mapping[str, str],
    ) -> None:
        """A header with what each column means, cells that stay text, and drop-down lists."""
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            one = allowed.get(name, Allowed())
            sheet.set_column(place, place, max(14, len(name) + 2), self.text)
            sheet.write_string(0, place, name, self.header)
            told = "\n".join(part for part in (meanings.get(name, ""), one.words) if part)
            if told:
                sheet.write_comment(0, place, told, {"x_scale": 2})
            if name in lists and not one.is_several:
                source = lists[name]
                rule = {
                    "validate": "list",
                    "source": source if source.startswith("=") else source.split(","),
                    "error_type": "stop" if one.is_closed else "warning",
                    "error_title": "Not in the list",
                    "error_message": self._list_words(one)[:MOST_LIST_WORDS],
                }
                sheet.data_validation(1, place, LAST_ROW, place, rule)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(columns) - 1)}{LAST_ROW + 1}"})

    def _list_words(self, one: Allowed) -> str:
        if one.is_closed:
            return f"Only these can be right: {one.kind}."
        return (
            "It is not in the list. If it is printed so, write it as printed: adding the file then says "
            "which table it has to be put into."
        )

    def _lists(self, sheet: Any) -> dict[str, str]:
        """Each column's list beside what its values stand for; returns where each lies, as a formula."""
        found, place = {}, 0
        sheet.freeze_panes(2, 0)
        for name, one in self.allowed.items():
            if not one.values:
                continue
            sheet.set_column(place, place + 1, 30, self.text)
            sheet.write_string(0, place, name, self.header)
            sheet.write_string(0, place + 1, "stands for", self.header)
            sheet.write_string(1, place, one.words, self.text)
            for number, (value, meaning) in enumerate(one.values.items(), start=2):
                sheet.write_string(number, place, value, self.text)
                sheet.write_string(number, place + 1, meaning, self.text)
            letter = xl_col_to_name(place, col_abs=True)
            found[name] = f"='Allowed values'!{letter}$3:{letter}${len(one.values) + 2}"
            place += 3
        return found

    def _guide(self, sheet: Any) -> None:
        """What to do, and every column with its meaning and what it may hold."""
        sheet.set_column(0, 0, 28, self.wrapped)
        sheet.set_column(1, 2, 60, self.wrapped)
        for number, line in enumerate(self._lines()):
            sheet.merge_range(number, 0, number, 2, line, self.wrapped)
        top = len(self._lines()) + 1
        for place, word in enumerate(("column", "what it means", "what it may hold")):
            sheet.write_string(top, place, word, self.header)
        for number, (name, one) in enumerate(self.allowed.items(), start=top + 1):
            for place, told in enumerate((name, self.meanings.get(name, ""), one.words or "text")):
                sheet.write_string(number, place, told, self.wrapped)

    def _lines(self) -> list[str]:
        key = self.card.source_key
        return [
            f"{self.card.title} ({self.card.publisher})",
            f"One row of the sheet {ROWS} is {self.card.row_is}.",
            "Write what the document prints, in plain digits; leave a cell blank where nothing is printed. "
            "Blank is not zero.",
            "Every row names the document it was read in and the place in it (page, table, row).",
            f"A document that the bibliography lacks goes on the sheet {DOCUMENTS}: at least "
            f"{', '.join(NEEDED)}.",
            "Cells are text, so that nothing turns into a date. Formulas, percentages and ticks are refused.",
            f"Look first: python -m etl add {key} FILE.xlsx --dry-run",
            f"Then add:   python -m etl add {key} FILE.xlsx",
            f"To revise rows that are charted: python -m etl template {key} --with-rows, then add --replace.",
        ]
