"""The date a document prints of itself, as far as it can be read, for references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mineaction.periods import MONTHS

_DATED = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    rf"|(?:(?P<d>\d{{1,2}}) )?(?P<name>{'|'.join(MONTHS)}) (?P<y>\d{{4}}))"
    r"(?P<more> (?!to\b).+)?"
)
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Published:
    """A date no more exact than it is known: 0 where a part is not. ``remark`` is a print that says more."""

    year: int = 0
    month: int = 0
    day: int = 0
    remark: str = ""

    @property
    def month_name(self) -> str:
        """The month's English name; empty where it is not known."""
        return MONTHS[self.month - 1] if self.month else ""

    @property
    def in_words(self) -> str:
        """``21 June 2022``, ``May 1998``, ``2018``; the print where it says more or is no date."""
        return self.remark or f"{self.day or ''} {self.month_name} {self.year or ''}".strip()

    @property
    def in_american_words(self) -> str:
        """``June 21, 2022``, ``May 1998``, ``2018``; empty where nothing is known."""
        if not self.year:
            return ""
        if self.day:
            return f"{self.month_name} {self.day}, {self.year}"
        return f"{self.month_name} {self.year}".strip()


def published(printed: str) -> Published:
    """What a printed date says: ISO or in words, whole or in part.

    A print that is no such date ("profile reporting on 2014", "2018-08 to 2019-07") gives no date at all, and
    stands as a remark; so does a date that more is said of.
    """
    words = printed.strip()
    found = _DATED.fullmatch(words)
    if not found:
        return Published(remark="" if words == _UNDATED else words)
    month = int(found["month"] or 0) or (MONTHS.index(found["name"]) + 1 if found["name"] else 0)
    if month > len(MONTHS):
        return Published(remark=words)
    return Published(
        year=int(found["year"] or found["y"]),
        month=month,
        day=int(found["day"] or found["d"] or 0),
        remark=words if found["more"] else "",
    )


def month_day_year(day: date) -> str:
    """``June 21, 2022``, as American styles write it."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
