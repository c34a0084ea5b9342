"""One row for one statement: what two files tell of the same sentence of a document is joined."""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl.tables import records, split_file_row
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

SAME = (
    *("document_id", "made_on", "metric", "value", "unit", "comparator", "period", "recipient_name"),
    *("appropriation_account", "agency_name"),
)
"""What two rows of different files must share to be one statement; the number has to be printed."""

JOINED = "same_statement"


def join(claims: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """The claims with one row a statement and document, and a note for each row that went into another.

    ``claims`` has the columns of ``claim``. Rows of one source are never joined: a table may print one
    number twice. Of rows of several sources the first source's, in order of its key, stands; countries
    named and notes of the others are added to it, and ``also_file_row`` leads to their file.
    """
    stands: dict[tuple[object, ...], dict[str, Any]] = {}
    kept, findings = [], []
    for row in sorted(records(claims), key=lambda row: str(row["source_key"])):
        key = tuple(row[name] for name in SAME)
        first = stands.get(key) if row["value"] is not None else None
        if first is None or first["source_key"] == row["source_key"]:
            stands.setdefault(key, row)
            kept.append(row)
            continue
        _add(first, row)
        findings.append(_note(first, row))
    # Rows without a number are never looked up, so that two of one document stay apart.
    joined = pd.DataFrame(kept, columns=list(claims.columns), dtype="object")
    return joined, findings


def _add(first: dict[str, Any], row: dict[str, Any]) -> None:
    countries = [code for told in (first, row) for code in told["countries_named"].split(";") if code]
    first["countries_named"] = ";".join(dict.fromkeys(countries))
    first["note"] = "; ".join(dict.fromkeys(told["note"] for told in (first, row) if told["note"]))
    places = (first["also_file_row"], f"{row['source_key']}/{row['file_row']}")
    first["also_file_row"] = "; ".join(place for place in places if place)


def _note(first: dict[str, Any], row: dict[str, Any]) -> Finding:
    return Finding(
        Severity.NOTE,
        row["source_key"],
        *split_file_row(row["file_row"]),
        JOINED,
        f"tells of the statement that stands in {first['source_key']}, {first['file_row']}: the two are one "
        "row of the database",
        first["claim_id"],
        "",
    )
