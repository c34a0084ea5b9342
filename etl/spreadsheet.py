"""Reads tables that people filled: .xlsx or .csv, every cell as the text it shows, and nothing guessed.

A workbook is held against size limits before it is opened, because a small file can unpack to a huge one.
Formulas, errors, ticks, percentages and times are refused with their cell: what they stand for depends on who
looks. Whole numbers and days that a spreadsheet made of text are written back as text.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from etl.extract import Unreadable, csv_lines
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_RATIO = 100
"""How far a part may unpack beyond its size, once it is large."""
LARGE_PART_BYTES = 10_000_000
MOST_PARTS = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
LAST_ROW = 1_048_576
EXACT_BELOW = 10**15
"""Spreadsheets keep fifteen digits; longer numbers have lost some."""

SPACES = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\t": " ", "\r\n": "\n", "\r": "\n"}
HIDDEN = frozenset("\u200b\u2060\ufeff\u00ad")
"""Characters that nobody sees and that stop a name from being found."""

Line = tuple[int, list[str]]


@dataclass(slots=True)
class Sheet:
    """One table: header, rows that are not blank with their number, and cells cleaned of hidden spaces."""

    name: str
    header: list[str] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    cleaned: list[str] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


class Unfit(ValueError):
    """A file that cannot be read as filled tables; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(f"{finding.file_name}: {finding.message}. {finding.what_to_do}")


def read(path: Path, source_key: str) -> dict[str, Sheet]:
    """The tables of a file by the name of their sheet; of a CSV one, named after the file.

    Cells that cannot be taken are in the sheet's ``problems``. Raises Unfit, and OSError for no file.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _unfit(path, source_key, f"it has {size:,} bytes, more than {MOST_BYTES:,}", "Add it in parts")
    if path.suffix.lower() == ".csv":
        try:
            lines = csv_lines(path)
        except Unreadable as error:
            found = error.finding
            raise _unfit(path, source_key, f"{found.message} ({found.locator})", found.what_to_do) from error
        sheet = _sheet(path.stem, enumerate(_csv_cells(lines), start=1), path, source_key)
        if len(sheet.header) == 1 and ";" in sheet.header[0]:
            raise _unfit(path, source_key, "its columns are kept apart by semicolons", "Save it with commas")
        return {path.stem: sheet}
    if path.suffix.lower() != ".xlsx":
        raise _unfit(path, source_key, "it is neither .xlsx nor .csv", "Save it as .xlsx or as CSV in UTF-8")
    _refuse_bomb(path, source_key)
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            return {
                sheet.title: _sheet(sheet.title, _workbook_lines(sheet, path, source_key), path, source_key)
                for sheet in book.worksheets
            }
        finally:
            book.close()
    except Unfit:
        raise
    # A broken workbook fails in as many ways as it has parts.
    except Exception as error:
        reason = f"the workbook cannot be read ({type(error).__name__}: {error})"
        raise _unfit(path, source_key, reason, "Open it in a spreadsheet program and save it anew") from error


def _unfit(path: Path, source_key: str, message: str, what_to_do: str) -> Unfit:
    return Unfit(
        Finding(Severity.ERROR, source_key, path.name, "file", "spreadsheet", message, "", what_to_do)
    )


def _refuse_bomb(path: Path, source_key: str) -> None:
    """Raise Unfit for a file that is no workbook, or would unpack to more than is reasonable."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _unfit(
            path, source_key, f"it is not a workbook ({error})",
            "Save it as .xlsx without a password, or as CSV in UTF-8",
        ) from error  # fmt: skip
    whole = sum(part.file_size for part in parts)
    swollen = [
        part
        for part in parts
        if part.file_size > LARGE_PART_BYTES and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ]
    if whole > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS or swollen:
        raise _unfit(
            path, source_key, f"it would unpack to {whole:,} bytes in {len(parts):,} parts",
            "Copy the rows into a new template, and save that",
        )  # fmt: skip


# --- cells ---


def _csv_cells(lines: Sequence[Sequence[str]]) -> Iterator[list[tuple[str, str]]]:
    for cells in lines:
        yield [_cleaned(cell) for cell in cells]


def _workbook_lines(sheet: Any, path: Path, source_key: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    # What the file says of its own size may be wrong.
    sheet.reset_dimensions()
    before = None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            raise _unfit(
                path, source_key, f"sheet {sheet.title} has rows beyond {LAST_ROW:,}", "Save it anew"
            )
        # Rows that the file leaves out all come as one and the same, up to a million of them.
        if row is not before:
            yield number, [_text(cell) for cell in row]
        before = row


def _sheet(name: str, lines: Any, path: Path, source_key: str) -> Sheet:
    """Header and rows that hold anything. Each cell comes as text and what is wrong with it."""
    sheet = Sheet(name)
    for number, cells in lines:
        texts = [text for text, _ in cells]
        while texts and not texts[-1] and not cells[len(texts) - 1][1]:
            texts.pop()
        if not texts:
            continue
        if len(texts) > MOST_COLUMNS or len(sheet.rows) >= MOST_ROWS:
            limit = f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
            raise _unfit(path, source_key, f"sheet {name} has {limit}", "Add it in parts")
        for place, (text, problem) in enumerate(cells[: len(texts)], start=1):
            where = f"{get_column_letter(place)}{number}"
            if problem == CLEANED:
                sheet.cleaned.append(where)
            elif problem:
                step = "write what it should say as text, or paste values only"
                sheet.problems.append(
                    Finding(Severity.ERROR, source_key, path.name, f"sheet {name}, cell {where}", "cell",
                            problem, text[:80], step)
                )  # fmt: skip
        if sheet.header:
            sheet.rows.append((number, texts))
        else:
            sheet.header = texts
    return sheet


CLEANED = "cleaned"


def _text(cell: Any) -> tuple[str, str]:
    """What a cell says, and what is wrong with it; empty where nothing is."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "e":
        return str(value), f"the cell holds the error {value}"
    if cell.data_type == "f" or not isinstance(value, str | bool | int | float | date | time | timedelta):
        return str(getattr(value, "text", value)), "the cell holds a formula"
    if isinstance(value, str):
        return _cleaned(value)
    if isinstance(value, bool):
        return str(value).upper(), "the spreadsheet made a tick (true or false) of the word"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return str(value), "the cell shows a percentage"
        return _number(value)
    if not isinstance(value, date) or (isinstance(value, datetime) and value.time() != time()):
        return str(value), "the spreadsheet made a time of the text"
    if "d" not in (cell.number_format or "d").lower():
        return str(value), "the cell shows a month or year, and the spreadsheet made a day of it"
    return value.isoformat()[:10], ""


def _number(value: float) -> tuple[str, str]:
    """A number without exponent and without the .0 that spreadsheets keep."""
    if value != value or abs(value) >= EXACT_BELOW:
        return str(value), "the number has more digits than a spreadsheet keeps"
    if value == int(value):
        return str(int(value)), ""
    return format(Decimal(repr(value)), "f"), ""


def _cleaned(text: str) -> tuple[str, str]:
    """The text without hidden characters and outer spaces; characters that steer a terminal are refused."""
    made = text
    for space, plain in SPACES.items():
        made = made.replace(space, plain)
    made = "".join(character for character in made if character not in HIDDEN).strip()
    for character in made:
        if unicodedata.category(character) in ("Cc", "Cf") and character != "\n":
            return made, f"the text has the hidden character U+{ord(character):04X}"
    if made.startswith("="):
        return made, "the cell holds a formula"
    return made, CLEANED if made != text else ""
