"""CitedTable to CSV: a header block that lets the file stand alone, then the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import FORMULA_STARTS, is_missing, safe
from mineaction.export.standing_words import standing_lines

__all__ = ["FORMULA_STARTS", "safe", "taken_to_csv", "to_csv"]

COMMENT = "#"


def to_csv(
    table: CitedTable, *, made_on: date, address: str = "", figure_id: str = "", note: str = ""
) -> bytes:
    """UTF-8 with a byte-order mark: lines starting with ``#`` name title, unit, bases, choices, source,

    caveats, data version, figure id, documents; then the header and rows. ``address`` links back to the
    view. A row whose first cell begins with ``#`` has an apostrophe before it, as readers would skip it,
    and text is quoted: a reader told to skip what follows ``#`` would cut a cell that holds one.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    lines = standing_lines(table, made_on=made_on, address=address, figure_id=figure_id, note=note)
    for name, value in lines:
        writer.writerow([f"{COMMENT} {' '.join(name.split())}", _in_one_line(safe(value))])
    writer.writerow([])
    rows = table.rows_to_read
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(_row([str(column) for column in rows.columns]))
    for row in rows.itertuples(index=False, name=None):
        writer.writerow(_row(row))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def taken_to_csv(taken: Taken) -> bytes:
    """The rows behind an exhibit, under its title, with its figure id and the way back."""
    return to_csv(
        replace(taken.exhibit.behind(), title=taken.heading),
        made_on=taken.made_on,
        address=taken.address,
        figure_id=taken.figure_id,
        note=taken.note,
    )


def _in_one_line(words: str) -> str:
    """A second line would not begin with ``#``, and be read as rows."""
    return " ".join(words.splitlines())


def _row(values: Sequence[object]) -> list[object]:
    cells = [_cell(value) for value in values]
    if cells and isinstance(cells[0], str) and cells[0].startswith(COMMENT):
        cells[0] = f"'{cells[0]}"
    return cells


def _cell(value: object) -> object:
    if is_missing(value):
        return ""
    return safe(value) if isinstance(value, str) else value
