"""Readers that sources share: everything as text, each row with its place in the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from mineaction.findings import Finding
from mineaction.vocabulary import Severity

PLACE_COLUMNS = ("file_name", "file_row")


class Unreadable(ValueError):
    """A file that is not the table its card describes; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


def _unreadable(
    path: Path, locator: str, rule: str, message: str, what_to_do: str, value: str = ""
) -> Unreadable:
    return Unreadable(
        Finding(Severity.ERROR, path.parent.name, path.name, locator, rule, message, value, what_to_do)
    )


def read_csv(path: Path) -> pd.DataFrame:
    """All cells of a UTF-8 CSV as text, plus ``file_name`` and ``file_row`` (header is row 1).

    A byte-order mark is accepted. Raises Unreadable for a file without rows, another encoding, HTML where
    a table should be, broken quoting, a repeated column, and a row with more or fewer cells than the header.
    """
    header, *body = csv_lines(path)
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise _unreadable(
            path, "row 1", "column_repeated", "a column name stands twice", "rename one", ", ".join(repeated)
        )
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(header):
            raise _unreadable(
                path,
                f"row {number}",
                "cell_count",
                f"{len(cells)} cells where the header has {len(header)}",
                "mend the row",
            )
    if not body:
        raise _unreadable(path, "file", "empty_file", "the file has a header and no rows", "restore its rows")
    table = pd.DataFrame(body, columns=header, dtype="object")
    table["file_name"] = path.name
    table["file_row"] = range(2, len(body) + 2)
    return table


def csv_lines(path: Path) -> list[list[str]]:
    """The cells of a UTF-8 CSV as they are, line by line, the header first. Raises Unreadable."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(
            path, f"byte {error.start}", "encoding", "the file is not UTF-8", "save it as UTF-8"
        ) from error
    start = content.lstrip()[:200].lower()
    if not start:
        raise _unreadable(path, "file", "empty_file", "the file is empty", "fetch or restore it")
    if start.startswith(("<!doctype", "<html", "<?xml")):
        raise _unreadable(
            path,
            "line 1",
            "html",
            "the file is a web page, not a table",
            "fetch the table itself",
            start[:40],
        )
    if "\0" in content:
        raise _unreadable(path, "file", "binary", "the file is not text", "fetch or restore it")
    # newline="": a cell may hold any kind of line break, and only \n and \r end a row.
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise _unreadable(
            path, f"line {reader.line_num}", "csv", f"the CSV is broken: {error}", "mend the quoting"
        ) from error
    return lines
