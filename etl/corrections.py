"""Corrections beside a source: what the file prints, what is used instead, and why.

Files as published are never edited. ``corrections.csv`` has one row for each cell that is read
otherwise: ``locator`` (``file.csv row 14``), ``column``, ``printed``, ``corrected``, ``reason`` and
``evidence``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.extract import PLACE_COLUMNS, read_csv
from etl.tables import records, split_file_row
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

CORRECTIONS_NAME = "corrections.csv"
COLUMNS = ("locator", "column", "printed", "corrected", "reason", "evidence")


@dataclass(frozen=True, slots=True)
class Corrected:
    """Raw rows with the corrections made; ``notes`` says so for each row, by ``file.csv row 14``."""

    raw: pd.DataFrame
    notes: dict[str, str]
    findings: list[Finding]


def apply(raw: pd.DataFrame, folder: Path, left: Collection[str] = ()) -> Corrected:
    """The raw rows of the source in ``folder`` with its corrections made; ``raw`` stays as it was.

    Each correction made is a warning. One that does not fit the file is an error. Those for files in ``left``
    are passed over. Raises Unreadable for a broken ``corrections.csv``.
    """
    path = folder / CORRECTIONS_NAME
    if not path.is_file():
        return Corrected(raw, {}, [])
    table = read_csv(path)
    corrected, notes, findings = raw.copy(), dict[str, str](), list[Finding]()

    def note(severity: Severity, locator: str, rule: str, message: str, value: str, what_to_do: str) -> None:
        findings.append(
            Finding(severity, folder.name, CORRECTIONS_NAME, locator, rule, message, value, what_to_do)
        )

    differ = set(table.columns).symmetric_difference({*COLUMNS, *PLACE_COLUMNS})
    if differ:
        note(Severity.ERROR, "row 1", "correction_columns", f"columns have to be {', '.join(COLUMNS)}",
             ", ".join(sorted(differ)), "mend the header")  # fmt: skip
        return Corrected(raw, {}, findings)
    places = raw["file_name"] + " row " + raw["file_row"].astype(str)
    rows = dict(zip(places, raw.index, strict=True))
    for row in records(table):
        here = f"row {row['file_row']}"
        if split_file_row(row["locator"])[0] in left:
            continue
        problem = _problem(row, rows, raw)
        if problem:
            note(Severity.ERROR, here, *problem, "compare the correction with the file; mend or remove it")
            continue
        corrected.at[rows[row["locator"]], row["column"]] = row["corrected"]
        told = (
            f"Corrected: {row['column']} is printed as {row['printed'] or 'blank'}, "
            f"read as {row['corrected'] or 'blank'}. {row['reason']} ({row['evidence']})"
        )
        notes[row["locator"]] = "; ".join(filter(None, (notes.get(row["locator"]), told)))
        note(Severity.WARNING, here, "corrected", f"{row['locator']}: {told}", row["printed"],
             "none: remove it when the publisher mends the file")  # fmt: skip
    return Corrected(corrected, notes, findings)


def _problem(row: dict[str, str], rows: dict[str, int], raw: pd.DataFrame) -> tuple[str, str, str] | None:
    """Rule, message and value of what is wrong with a correction; None where it fits."""
    if not row["reason"] or not row["evidence"]:
        return "correction_unfounded", "a correction without reason or evidence", row["locator"]
    if row["locator"] not in rows:
        return "correction_row", "a correction of a row that is not there", row["locator"]
    if row["column"] not in set(raw.columns) - set(PLACE_COLUMNS):
        return "correction_column", "a correction of a column that is not there", row["column"]
    found = str(raw.at[rows[row["locator"]], row["column"]])
    if found != row["printed"]:
        return "correction_printed", f"the file prints {found or 'blank'} there", row["printed"]
    return None


def with_notes(rows: pd.DataFrame, notes: dict[str, str]) -> pd.DataFrame:
    """Shaped rows whose note says what was corrected; tables without notes are left to the finding."""
    if not notes or "note" not in rows:
        return rows
    noted = rows.copy()
    told = noted["file_row"].map(notes).fillna("")
    noted["note"] = [" ".join(filter(None, pair)) for pair in zip(noted["note"], told, strict=True)]
    return noted
