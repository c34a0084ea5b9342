"""CitedTable to CSV: a header block that lets the file stand alone, then the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

import pandas as pd

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Taken
from mineaction.export import standing_words
from mineaction.export.cells import FORMULA_STARTS, is_missing, safe
from mineaction.export.drawn_values import drawn_values, reading_notes
from mineaction.export.standing_words import Line, document_words, standing_lines

__all__ = ["FORMULA_STARTS", "safe", "taken_to_csv", "to_csv"]

COMMENT = "#"
KIND, DRAWN, BEHIND, BOTH = "Row", "drawn", "behind", "both"
"""The first column of a figure's file, what stands in it, and what is asked for to have both in one file."""
TWO_KINDS = (
    f"Those with “{DRAWN}” in the first column are the values of the figure, in the columns that begin with "
    f"“Drawn:”. Those with “{BEHIND}” are the stored rows they come from, in the other columns. The two are "
    "never added."
)


def to_csv(
    table: CitedTable, *, made_on: date, address: str = "", figure_id: str = "", note: str = ""
) -> bytes:
    """UTF-8 with a byte-order mark: lines starting with ``#`` name title, unit, bases, choices, source,

    caveats, data version, figure id, documents; then the header and rows. ``address`` links back to the
    view. A row whose first cell begins with ``#`` has an apostrophe before it, as readers would skip it,
    and text is quoted: a reader told to skip what follows ``#`` would cut a cell that holds one.
    """
    lines = standing_lines(table, made_on=made_on, address=address, figure_id=figure_id, note=note)
    rows = table.rows_to_read
    return _written(lines, list(map(str, rows.columns)), _values(rows))


def taken_to_csv(taken: Taken, rows: str = BOTH) -> bytes:
    """What an exhibit draws, and the stored rows behind it, each row with its document.

    The block says all that stands around the figure, then what holds for the rows behind alone. The first
    column, KIND, says of each row whether it is drawn or behind; each kind has columns of its own, so that no
    sum takes both. With ``rows`` DRAWN or BEHIND there are only those, as one plain table without KIND. A
    table by itself draws nothing: its rows are those behind, whatever is asked for.
    """
    behind, drawn = taken.exhibit.behind(), drawn_values(taken.exhibit)
    stored = behind.rows_to_read
    names = list(map(str, stored.columns))
    if drawn.empty or rows == BEHIND:
        return _written(_lines(taken, behind), names, _values(stored))
    notes = [("How to read the figure", note) for note in reading_notes(taken.exhibit)]
    if rows == DRAWN:
        return _written(_lines(taken, behind, notes), list(map(str, drawn.columns)), _values(drawn))
    no_row, no_value = ("",) * len(names), ("",) * len(drawn.columns)
    both = chain(
        ((DRAWN, *row, *no_row) for row in _values(drawn)),
        ((BEHIND, *no_value, *row) for row in _values(stored)),
    )
    lines = _lines(taken, behind, [("Rows", TWO_KINDS), *notes])
    return _written(lines, [KIND, *map(str, drawn.columns), *names], both)


def _lines(taken: Taken, behind: CitedTable, notes: Sequence[Line] = ()) -> list[Line]:
    """The lines of the figure, and ``notes``; then what differs for the rows behind; documents last."""
    answer = taken.answer
    of_figure = standing_words.lines_of(taken)
    own = [line for line in of_figure if line[0] != standing_words.DOCUMENT]
    own += notes
    theirs = [
        (standing_words.UNIT, behind.unit),
        (standing_words.PRICES, behind.price_basis),
        (standing_words.YEARS, behind.year_basis),
        *behind.choices,
        (standing_words.SOURCE, behind.source_line),
        *((standing_words.CAVEAT, caveat) for caveat in behind.caveats),
    ]
    said = {*own}
    own += [(f"Rows behind: {name}", words) for name, words in theirs if words and (name, words) not in said]
    documents = [line for line in of_figure if line[0] == standing_words.DOCUMENT]
    cited = {it.document_id for it in answer.citations}
    more = [it for it in behind.citations if it.document_id not in cited]
    name = f"Rows behind: {standing_words.DOCUMENT}"
    return [*own, *documents, *((name, document_words(it)) for it in more)]


def _values(rows: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    return iter(rows.itertuples(index=False, name=None))


def _written(lines: Iterable[Line], names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for name, value in lines:
        writer.writerow([f"{COMMENT} {' '.join(name.split())}", _in_one_line(safe(value))])
    writer.writerow([])
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(_row(names))
    for row in rows:
        writer.writerow(_row(row))
    return out.getvalue().encode("utf-8-sig", errors="replace")


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
