"""A table by itself as an exhibit that draws nothing, so that it leaves the app as figures do."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, NoReturn

from mineaction.cited import Citation, CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits.exhibit import Exhibit

WAY = "table"
PLACES = (
    ("Document", "Link", "Place in the document"),
    ("One document", "One Link", "Place in it"),
    ("Another document", "Another Link", "Place in that"),
    ("Donor’s profile", "Donor’s profile: Link", "Place in the donor’s profile"),
    ("Recipient’s profile", "Recipient’s profile: Link", "Place in the recipient’s profile"),
)
"""Columns that say where a row stands; a row that compares two values has two such places."""
AMOUNT = "US$"
"""How the names of columns begin that hold amounts as numbers."""
Stands = tuple[tuple[str, str, str], ...]
"""Where one row stands: title and address of each document, and the place in it."""
_FILE = re.compile(r"^\S+\.(?:csv|json|md|txt|xlsx?|html?)\b[,:]?")
"""A data file's name, with its path and version where it has them, at the head of a place."""
_COLUMN = re.compile(r",\s*col(\d+)$")
_NUMBER = re.compile(r"^value for (.+)(, (?:to )?\d{4}\b.*)$")
"""A place that names the number it holds, and its year."""
_SPELT = {
    **{"usd": "(US$)", "km2": "(km²)", "pct": "(percent)", "count": "(number)", "5yr": "(five years)"},
    **{"intl": "international", "rnd": "research and development", "top5": "five largest"},
    **{"apm": "anti-personnel mines", "un": "UN", "ap": "anti-personnel"},
}
"""Short forms in the names of numbers, spelt out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown: a cell for each of ``columns_of``, and where it stands.

    ``group`` is what it shares with its neighbours, empty where rows are not grouped. ``stands`` are two for
    a row that compares two values, more for one that adds several, and none for a row of no document.
    """

    group: str
    cells: tuple[str, ...]
    stands: Stands


def of_table(answer: CitedTable, name: str, behind: Callable[[], CitedTable]) -> Exhibit:
    """The exhibit of a table. No address opens it; it has rows, sources and caveats, and no figure id."""
    return Exhibit(name, answer, no_drawing, (), (), behind)


def listed(
    name: str,
    whole: CitedTable,
    columns: Sequence[str],
    key: tuple[Hashable, ...],
    group: str = "",
    stands: Sequence[Stands] | None = None,
) -> Exhibit:
    """The exhibit of a table that is shown by some of its columns; all of them stand behind.

    Of ``columns``, those that say nothing for any row are left out. Rows come in the order of the column
    ``group``, where one is named, and share its value as a heading. ``stands`` say where each row stands,
    where its columns (PLACES) do not.
    """
    told = [column for column in columns if column in whole.rows and whole.rows[column].any()]
    shown = replace(whole, rows=whole.rows[[*([group] if group else []), *told]])
    return Exhibit(name, shown, no_drawing, (shown, group, stands), key, lambda: whole, first=WAY)


def no_drawing(*drawn_from: Any, dark: bool = False) -> NoReturn:
    """Stands where a chart would; raises NothingToShow."""
    raise NothingToShow("A table by itself is not drawn.", "Take its rows as a workbook, CSV or JSON.")


def is_table(exhibit: Exhibit) -> bool:
    """Whether there is nothing to draw of it, only rows to read."""
    return exhibit.chart is no_drawing


def columns_of(exhibit: Exhibit) -> tuple[str, ...]:
    """The columns of a table ``listed`` has made, as heads; its group is none of them."""
    _, group, _ = exhibit.drawn_from
    return tuple(str(name) for name in exhibit.answer.rows.columns if name != group)


def lines(exhibit: Exhibit) -> tuple[Line, ...]:
    """The rows of a table ``listed`` has made, in order."""
    _, group, stands = exhibit.drawn_from
    heads = columns_of(exhibit)
    shown = exhibit.answer.rows.to_dict("records")
    stands = stands or [_stands(row) for row in exhibit.behind().rows.to_dict("records")]
    return tuple(
        Line(_heading(row[group]) if group else "", tuple(_words(name, row[name]) for name in heads), places)
        for row, places in zip(shown, stands, strict=True)
    )


def _stands(row: Mapping[Hashable, Any]) -> Stands:
    """Where a row says it stands; a place that is empty, as one side of a pair may be, is none."""
    return tuple(
        (str(row[document]), str(row[link]), str(row[place]))
        for document, link, place in PLACES
        if isinstance(row.get(document), str) and row[document]
    )


def _heading(value: Any) -> str:
    words = str(value)
    return words[:1].upper() + words[1:]


def _words(column: str, value: Any) -> str:
    """A cell as it is read; amounts have their thousands parted."""
    if column.startswith(AMOUNT) and isinstance(value, Real):
        return "" if value != value else f"{value:,.15g}"
    return str(value)


def names_of(cited: Citation) -> tuple[tuple[str, str], ...]:
    """A document as columns of tables name it, with its address: by its title, or its publisher as well."""
    return tuple((words, cited.url) for words in (cited.title, f"{cited.publisher}: {cited.title}"))


def short_place(locator: str) -> str:
    """Where in a document, without names and versions of data files; the rows behind have the whole of it."""
    short = _FILE.sub("", locator).strip() or locator
    if named := _NUMBER.match(short):
        words = " ".join(_SPELT.get(word, word) for word in named[1].split())
        return f"value for {words}{named[2]}"
    return _COLUMN.sub(r", column \1", short)
