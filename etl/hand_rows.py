"""The sheet of rows that people filled: which it is, what is wrong with it, how findings name its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.editions import Edition
from etl.spreadsheet import Sheet
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

ROWS, DOCUMENTS = "Rows", "Documents"
"""Sheets that are read; others are for the person who fills them."""


def chosen(sheets: Mapping[str, Sheet]) -> Sheet | None:
    """The sheet with the rows: the one named so, or the only one; None where nobody can tell."""
    return next(iter(sheets.values())) if len(sheets) == 1 else sheets.get(ROWS)


def no_sheet(sheets: Mapping[str, Sheet], key: str, name: str) -> Finding:
    """That none of the sheets is the one with the rows."""
    step = f"name the sheet with the rows {ROWS}"
    return _finding(key, name, "file", f"no sheet is named {ROWS}", ", ".join(sheets), step)


def problems(sheet: Sheet, columns: Sequence[str], key: str, name: str) -> list[Finding]:
    """What is wrong with the sheet as such: cells, header, or that nothing is filled."""
    found = [*sheet.problems, *_header(sheet, columns, key, name)]
    if not sheet.rows:
        found.append(_finding(key, name, f"sheet {sheet.name}", "no row is filled", "", "fill it"))
    return found


def _header(sheet: Sheet, columns: Sequence[str], key: str, name: str) -> list[Finding]:
    """What is wrong with the header: columns that lack, that nobody knows, or that stand twice."""
    where = f"sheet {sheet.name}, header"
    step = f"use the header of: python -m etl template {key}"
    widest = max([len(sheet.header), *(len(cells) for _, cells in sheet.rows)])
    found = [
        *(("a column is missing", column) for column in columns if column not in sheet.header),
        *(("a column nobody asked for", column) for column in sheet.header if column not in columns),
        *(("a column stands twice", c) for c in dict.fromkeys(sheet.header) if sheet.header.count(c) > 1),
    ]
    if widest > len(sheet.header):
        found.append(("cells stand in a column without a name", f"column {len(sheet.header) + 1}"))
    return [_finding(key, name, where, message, value, step) for message, value in found]


def _finding(key: str, name: str, where: str, message: str, value: str, step: str) -> Finding:
    return Finding(Severity.ERROR, key, name, where, "spreadsheet", message, value, step)


def told_by_sheet(
    errors: Sequence[Finding], edition: Edition, name: str, sheet: str, numbers: Sequence[int]
) -> list[Finding]:
    """The same findings with the row of the spreadsheet instead of that of the file kept."""
    told = []
    for finding in errors:
        if finding.file_name == edition.kept_name:
            kept = finding.locator.removeprefix("row ")
            if kept.isdecimal() and 2 <= int(kept) < len(numbers) + 2:
                finding = replace(finding, locator=f"sheet {sheet}, row {numbers[int(kept) - 2]}")
            finding = replace(finding, file_name=name)
        if finding.rule == "key_repeated" and edition.builds_on:
            step = (
                f"it is held already with other values. To revise it: python -m etl template "
                f"{edition.source_key} --with-rows, change the row there, and add that with --replace"
            )
            finding = replace(finding, what_to_do=step)
        told.append(finding)
    return told
