"""Fiscal and calendar years as true spans of time, and dates at the precision they are known to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mineaction.vocabulary import DatePrecision, YearBasis

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: from ``starts_on`` up to, and not including, ``ends_on``."""

    starts_on: date
    ends_on: date

    @property
    def middle(self) -> date:
        """The day half way through."""
        return self.starts_on + (self.ends_on - self.starts_on) // 2

    @property
    def last_day(self) -> date:
        """The last day inside the span."""
        return self.ends_on - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


def year_span(year: int, basis: YearBasis) -> Span:
    """The days a year covers.

    US fiscal year 2014 is 1 October 2013 to 30 September 2014. Where the document does not say
    which kind of year it means, the span is what both readings share: January to September.
    """
    if basis is YearBasis.US_FISCAL:
        return Span(date(year - 1, 10, 1), date(year, 10, 1))
    if basis is YearBasis.CALENDAR:
        return Span(date(year, 1, 1), date(year + 1, 1, 1))
    return Span(date(year, 1, 1), date(year, 10, 1))


def fiscal_year_of(day: date) -> int:
    """The US fiscal year a day falls in: named for the calendar year it ends in."""
    return day.year + 1 if day.month >= 10 else day.year


def year_label(year: int, basis: YearBasis) -> str:
    """``FY2022`` for US fiscal years, ``2022`` for all others."""
    return f"FY{year}" if basis is YearBasis.US_FISCAL else str(year)


def date_span(printed: str, precision: DatePrecision) -> Span:
    """The days an ISO date of the given precision may mean.

    Raises ValueError for any other text, and for a date that says more or less than its precision.
    """
    match = _ISO.fullmatch(printed)
    if not match:
        raise ValueError(f"not an ISO date: {printed!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if precision is DatePrecision.DAY and month and day:
        start = date(year, month, day)
        return Span(start, start + timedelta(days=1))
    if precision is DatePrecision.MONTH and month and not day:
        return Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1))
    if precision is DatePrecision.YEAR and not month:
        return Span(date(year, 1, 1), date(year + 1, 1, 1))
    raise ValueError(f"{printed!r} does not have the precision {precision.value!r}")


def day_words(day: date) -> str:
    """A day as people write it: ``21 June 2022``. No code of ``strftime`` says so on every system."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def today() -> date:
    """The day it is in UTC, by which all of this goes: the same wherever it runs."""
    return datetime.now(UTC).date()


def date_words(printed: str, precision: DatePrecision) -> str:
    """A date as people write it, no more exact than it is known: ``21 June 2022``, ``May 1998``."""
    if precision is DatePrecision.UNDATED:
        return "undated"
    start = date_span(printed, precision).starts_on
    if precision is DatePrecision.DAY:
        return day_words(start)
    if precision is DatePrecision.MONTH:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return str(start.year)
