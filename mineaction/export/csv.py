"""CitedTable to CSV: a header block that lets the file stand alone, then the rows."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd

from mineaction.cited import CitedTable

# A cell that begins so is run as a formula by spreadsheet programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(table: CitedTable, *, made_on: date, address: str = "") -> bytes:
    """UTF-8 with a byte-order mark: lines starting with ``#`` name title, unit, bases, choices, source,

    caveats, data version, documents; then the header and rows. ``address`` links back to the view.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for name, value in _header(table, made_on, address):
        writer.writerow([f"# {name}", safe(value)])
    writer.writerow([])
    rows = table.rows_to_read
    writer.writerow([safe(str(column)) for column in rows.columns])
    for row in rows.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _header(table: CitedTable, made_on: date, address: str) -> list[tuple[str, str]]:
    lines = [
        ("Title", table.title),
        ("Unit", table.unit),
        ("Prices", table.price_basis),
        ("Years", table.year_basis),
        *table.choices,
        ("Source", table.source_line),
        *(("Caveat", caveat) for caveat in table.caveats),
        ("Data version", table.data_version),
        ("Made on", made_on.isoformat()),
    ]
    if address:
        lines.append(("Link back", address))
    lines += [
        ("Document", " ".join(filter(None, (f"{c.document_id}: {c.line}", c.url, c.address_note))))
        for c in table.citations
    ]
    return [(name, value) for name, value in lines if value]


def safe(text: str) -> str:
    """Text that no spreadsheet program takes for a formula: an apostrophe stands before such a start."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _cell(value: object) -> object:
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return safe(value) if isinstance(value, str) else value
