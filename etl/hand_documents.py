"""Documents that rows typed by hand name and the bibliography lacks: read from a sheet or CSV, checked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.reference import Reference
from etl.reference_checks import COLUMNS
from etl.spreadsheet import Sheet, Unfit, read
from etl.tables import records
from mineaction.findings import Finding
from mineaction.periods import date_span
from mineaction.vocabulary import DatePrecision, Severity

DOCUMENT_COLUMNS = COLUMNS["documents"]
NEEDED = ("document_id", "title", "publisher", "published_precision")
"""What every document has to say."""


def brought(
    sheet: Sheet | None, path: Path | None, known: Reference, source_key: str, name: str
) -> pd.DataFrame:
    """The new documents, as rows of ``data/reference/documents.csv``. Raises Unfit with the first fault.

    ``sheet`` is that of the workbook, ``path`` a CSV given beside it. Documents that the bibliography has,
    word for word, are passed over.
    """
    found = [] if sheet is None else [(name, sheet)]
    if path is not None:
        found += [(path.name, one) for one in read(path, source_key).values()]
    held = {row["document_id"]: row for row in records(known.documents)}
    fresh: dict[str, dict[str, str]] = {}
    for file_name, one in found:
        for number, row in _rows(one, source_key, file_name):
            where = f"sheet {one.name}, row {number}"
            problem = _problem(row, {**held, **fresh})
            if problem:
                raise Unfit(Finding(Severity.ERROR, source_key, file_name, where, "document", *problem))
            if row["document_id"] not in held:
                fresh[row["document_id"]] = row
    return pd.DataFrame(list(fresh.values()), columns=list(DOCUMENT_COLUMNS), dtype="object")


def _rows(sheet: Sheet, source_key: str, file_name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a sheet of documents. Raises Unfit for a missing column or a cell that cannot be read."""
    if not sheet.rows:
        return []
    if sheet.problems:
        raise Unfit(sheet.problems[0])
    missing = [column for column in DOCUMENT_COLUMNS if column not in sheet.header]
    if missing:
        where = f"sheet {sheet.name}, header"
        message, step = "a column is missing", "use the sheet Documents of the template"
        raise Unfit(
            Finding(Severity.ERROR, source_key, file_name, where, "document", message, missing[0], step)
        )
    places = {column: sheet.header.index(column) for column in DOCUMENT_COLUMNS}
    return [
        (number, {name: cells[place] if place < len(cells) else "" for name, place in places.items()})
        for number, cells in sheet.rows
    ]


def _problem(row: dict[str, str], held: dict[str, dict[str, str]]) -> tuple[str, str, str] | None:
    """Message, value and what to do, of what is wrong with one document; None where nothing is."""
    for name in NEEDED:
        if not row[name]:
            return f"a document without {name}", row["document_id"], "fill it"
    if row["published_precision"] not in list(DatePrecision):
        allowed = ", ".join(item.value for item in DatePrecision)
        return "published_precision is not one of its words", row["published_precision"], f"write {allowed}"
    if row["published_on"]:
        try:
            date_span(row["published_on"], DatePrecision(row["published_precision"]))
        except ValueError as error:
            return (
                f"published_on is not what its precision says: {error}",
                row["published_on"],
                "mend the date",
            )
    other = held.get(row["document_id"])
    if other is not None and any(row[name] != str(other[name]) for name in DOCUMENT_COLUMNS):
        differs = next(name for name in DOCUMENT_COLUMNS if row[name] != str(other[name]))
        step = "give a new document another id, or remove the row to cite the one that is there"
        return f"the bibliography has this document with another {differs}", row["document_id"], step
    return None
