"""Filters of tables that are asked for by address: what each takes, and the condition it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
YEAR = r"(19|20)[0-9]{2}|2100"
DAY = r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
MOST_LETTERS = 100
_AFTER_ALL_DATES = "~"
"""Stands after every digit and dash: with it behind a year, all its months and days come before."""


class Kind(StrEnum):
    """What a filter takes."""

    WORD = "word"
    """One of the values there are; several are any of them."""
    WORDS = "words"
    """Any words, looked for in texts; their order, case and accents do not matter."""
    FIRST_YEAR = "first year"
    LAST_YEAR = "last year"
    FIRST_DAY = "first day"
    LAST_DAY = "last day"


FIRST, LAST = (Kind.FIRST_YEAR, Kind.FIRST_DAY), (Kind.LAST_YEAR, Kind.LAST_DAY)
"""Ends of a stretch, in the same order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: it looks into ``columns``. ``allowed`` are a WORD's values; empty: those that occur.

    ``known_in`` are columns that hold the same values in fewer rows. ``is_country`` takes and looks among
    all names and codes of countries, not only those its columns hold.
    """

    name: str
    kind: Kind
    help: str
    columns: tuple[Any, ...]
    allowed: tuple[str, ...] = ()
    known_in: tuple[Any, ...] = ()
    is_country: bool = False
    example: str = ""

    @property
    def pattern(self) -> str:
        """What a value has to look like, as a regular expression; empty for any."""
        if self.kind in (Kind.FIRST_YEAR, Kind.LAST_YEAR):
            return YEAR
        return DAY if self.kind in (Kind.FIRST_DAY, Kind.LAST_DAY) else ""

    def problem(self, value: str) -> str:
        """What is wrong with a value that is no WORD; empty if nothing is."""
        if self.kind is Kind.WORDS:
            return f"{self.name} takes up to {MOST_LETTERS} letters." if len(value) > MOST_LETTERS else ""
        if re.fullmatch(self.pattern, value):
            return "" if is_day(value) else f"{self.name}: there is no day {value}."
        if self.pattern == YEAR:
            return f"{self.name} takes a year from {EARLIEST_YEAR} to {LATEST_YEAR}, not “{value[:60]}”."
        return f"{self.name} takes a date as 2010, 2010-05 or 2010-05-31, not “{value[:60]}”."

    def condition(self, value: str) -> ColumnElement[bool]:
        """The condition of one value that has no problem; a filter of WORDS has none of its own."""
        if self.kind is Kind.WORD:
            return or_(*(column == value for column in self.columns))
        column: ColumnElement[Any] = self.columns[0]
        if self.kind is Kind.FIRST_YEAR:
            return column >= int(value)
        if self.kind is Kind.LAST_YEAR:
            return column <= int(value)
        if self.kind is Kind.FIRST_DAY:
            return column >= value
        return and_(column != "", column < value + _AFTER_ALL_DATES)


def is_day(value: str) -> bool:
    """Whether a date written as ``DAY`` or ``YEAR`` says is in the calendar: 2010-02-31 is not."""
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def is_turned_round(first: str, last: str) -> bool:
    """Whether a stretch ends before it begins. A year or month as its end reaches to its last day."""
    return first >= last + _AFTER_ALL_DATES
