"""The id of a figure: which rows, which view and which code made it, each part to be compared on its own.

An id reads ``funding_over_time-3f9c1a2b-91bc04de-1``: the exhibit's name, eight digits for its rows, eight
for its view, and the figure version of the code. All digits are hexadecimal, so no letter beyond ``f``.

- **Rows**: the tables drawn and the stored rows behind them, with unit, prices and kind of year. The order
  of rows and columns is left out: what an order means stands in a column (``position``, ``number``); and so
  are the columns of ``SAID_IN_FULL``, which say again what a mark's words do.
- **View**: the name, the way to look, and the exhibit's choices. The data version is no part of it, so
  that the same question to newer data differs in its rows alone.
- **Version**: ``FIGURE_VERSION``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cached_property
from numbers import Integral, Real
from typing import Any, TypeAlias

import pandas as pd

from mineaction.cited import CitedTable
from mineaction.errors import NotAFigureId
from mineaction.exhibits import registry
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.wishes import FIGURE, VERSION

FIGURE_VERSION = 1
"""Raised by one whenever a change to the code makes the same rows and choices say something else: another way
to count, to round, to draw a bound, or to sort figures into current and superseded. A change of colour,
size or wording is none."""

SAID_IN_FULL = frozenset(
    {
        *("series_title", "document_title", "doubts"),
        *("said", "stretch_name", "mean_words", "used_years", "used_count"),
    }
)
"""Columns drawn of which each is a piece of what ``hover`` or the rows behind say, for code that writes
sentences: a change of them is a change of those."""

PART_LENGTH = 8
WAY_PREFIX = "as_"
"""How names of an address begin that say which way a card is looked at."""

DRAWN, BEHIND, EVENTS, ADMINISTRATIONS = "rows drawn", "rows behind", "policy events", "administrations"

Values: TypeAlias = Sequence[tuple[str, str]]
"""Names of an address and their values, in order; a name with several values stands several times."""

_ID = re.compile(rf"(.+)-([0-9a-f]{{{PART_LENGTH}}})-([0-9a-f]{{{PART_LENGTH}}})-([0-9]{{1,4}})")
_NAME = re.compile("[a-z][a-z0-9_]*")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_LOOK_ALIKES = str.maketrans({"o": "0", "l": "1", "i": "1"})


@dataclass(frozen=True, slots=True, order=True)
class FigureId:
    """An id by its parts; ``str()`` writes it, ``parse`` reads it."""

    name: str
    rows: str
    view: str
    version: int

    def __str__(self) -> str:
        return f"{self.name}-{self.rows}-{self.view}-{self.version}"

    @classmethod
    def parse(cls, written: str) -> FigureId:
        """An id as people copy or type it: capitals, long dashes, spaces and look-alikes (O, l) are mended.

        Raises NotAFigureId for anything else.
        """
        plain = re.sub(r"\s+", "", written).translate(_DASHES).lower()
        pieces = plain.rsplit("-", 3)
        if len(pieces) == 4:
            pieces[1:] = [piece.translate(_LOOK_ALIKES) for piece in pieces[1:]]
            pieces[0] = pieces[0].replace("-", "_")
        found = _ID.fullmatch("-".join(pieces))
        if not found or not _NAME.fullmatch(found[1]):
            raise NotAFigureId(written)
        return cls(found[1], found[2], found[3], int(found[4]))


@dataclass(frozen=True)
class Content:
    """One table in canonical form: columns in order of name, rows in order of their JSON.

    A cell is what JSON can hold: text, a number, null, or a list of those.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @cached_property
    def digest(self) -> str:
        """A hash of the whole."""
        hashed = hashlib.sha256(_json(self.columns))
        for row in self.rows:
            hashed.update(b"\n" + _json(row))
        return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """An id with what it was worked out from: tables by name (DRAWN, BEHIND …), and the view's choices."""

    figure_id: FigureId
    way: str
    values: tuple[tuple[str, str], ...]
    tables: Mapping[str, Content]


def figure_id(exhibit: Exhibit, values: Values) -> FigureId:
    """The id of an exhibit as these choices opened it; see ``identify``."""
    return identify(exhibit, values).figure_id


def identify(exhibit: Exhibit, values: Values) -> Identity:
    """The id, and the tables behind it.

    ``values`` are all names and values of the view. Asks for the rows behind, which may take longer than
    drawing: an id is worked out when a figure leaves the app, not each time it is shown.
    """
    tables = {name: content(table.rows) for name, table in _tables(exhibit).items()}
    said = [exhibit.answer.unit, exhibit.answer.price_basis, exhibit.answer.year_basis]
    rows = [said, *([name, table.digest] for name, table in sorted(tables.items()))]
    own = own_values(exhibit.name, values)
    made = FigureId(
        exhibit.name, _digits(rows), view_digits(exhibit.name, exhibit.first, own), FIGURE_VERSION
    )
    return Identity(made, exhibit.first, own, tables)


def view_digits(name: str, way: str, values: Values) -> str:
    """The part of an id that names the view."""
    return _digits([name, way, own_values(name, values)])


def own_values(name: str, values: Values) -> tuple[tuple[str, str], ...]:
    """The choices that say something of this exhibit, in order of name; several of one name in their order.

    Left out: data version and figure id, ways to look (the exhibit's own is named apart), and choices of
    other exhibits on the same page.
    """
    known = registry.own_values(name, tuple(values)) if name in registry.BY_NAME else values
    kept = [
        (str(given), str(value))
        for given, value in known
        if given not in (VERSION, FIGURE) and not given.startswith(WAY_PREFIX)
    ]
    return tuple(sorted(kept, key=lambda pair: pair[0]))


def _tables(exhibit: Exhibit) -> dict[str, CitedTable]:
    """Every table a reader sees in the figure, and the rows behind it; each once."""
    found = {DRAWN: exhibit.answer, BEHIND: exhibit.behind()}
    if exhibit.timeline is not None:
        found |= {EVENTS: exhibit.timeline.events, ADMINISTRATIONS: exhibit.timeline.administrations}
    more = [
        part
        for part in exhibit.drawn_from
        if isinstance(part, CitedTable) and all(part is not table for table in found.values())
    ]
    return found | {f"{DRAWN}, {number}": table for number, table in enumerate(more, start=2)}


def content(rows: pd.DataFrame) -> Content:
    """A table in canonical form, without the columns of SAID_IN_FULL.

    Raises TypeError, naming the column, for a cell that has no such form.
    """
    kept = [place for place in range(rows.shape[1]) if str(rows.columns[place]) not in SAID_IN_FULL]
    order = sorted(kept, key=lambda place: str(rows.columns[place]))
    columns = tuple(str(rows.columns[place]) for place in order)
    cells = [
        [cell(value, name) for value in rows.iloc[:, place].tolist()]
        for place, name in zip(order, columns, strict=True)
    ]
    made = zip(*cells, strict=True) if cells else ()
    return Content(columns, tuple(sorted(made, key=_json)))


def cell(value: Any, column: str = "") -> Any:
    """One value in canonical form, the same whatever library or database it came from.

    Whole numbers lose their point, truth values are 0 and 1, dates are ISO text, and what is missing is None.
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, Enum):
        return cell(value.value, column)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Integral) or type(value).__name__ in ("bool", "bool_"):
        return int(value)
    if isinstance(value, Real | Decimal):
        return _number(value)
    if isinstance(value, datetime):
        is_whole_day = value.tzinfo is None and value.time() == time.min
        return value.date().isoformat() if is_whole_day else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return sorted(([cell(key, column), cell(held, column)] for key, held in value.items()), key=_json)
    if isinstance(value, set | frozenset):
        return sorted((cell(item, column) for item in value), key=_json)
    if is_dataclass(value) and not isinstance(value, type):
        return [cell(getattr(value, each.name), column) for each in fields(value)]
    if isinstance(value, Iterable):
        return [cell(item, column) for item in value]
    raise TypeError(f"column {column!r} holds a {type(value).__name__}, which has no canonical form")


def _number(value: Any) -> int | float | str | None:
    number = float(value)
    if number != number:
        return None
    if number in (float("inf"), float("-inf")):
        return str(number)
    return int(value) if value == int(value) else number


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _digits(value: Any) -> str:
    return hashlib.sha256(_json(value)).hexdigest()[:PART_LENGTH]
