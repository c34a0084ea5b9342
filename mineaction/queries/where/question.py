"""A question about places made ready for the database: checked, with its years, donor and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.where.lines import MapLine, WhereFilter, donor_of, offer
from mineaction.vocabulary import PriceBasis

CONDITION = (
    "f.series_key = :series AND f.year BETWEEN :first AND :last AND (:donor = '' OR f.donor_name = :donor)"
)
"""What rows of ``funding_sum f``, or of ``funding_figure f``, a question is about (see Question.values)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be answered. ``years`` are all those asked for, in order."""

    line: MapLine
    donor: str
    years: tuple[int, ...]
    is_constant: bool

    @property
    def values(self) -> dict[str, Any]:
        """What CONDITION needs."""
        first, last = (self.years[0], self.years[-1]) if self.years else (0, 0)
        return {"series": self.line.series_key, "first": first, "last": last, "donor": self.donor}


def ready(connection: Connection, asked: WhereFilter) -> Question:
    """The question behind a filter.

    Raises UnknownChoice for a series or donor there is not, for years in the wrong order, and for several
    years of a series that is shown one year at a time.
    """
    found = offer(connection, asked.series_key, asked.donor)
    first = found.opens_on[0] if asked.first_year is None else asked.first_year
    last = found.opens_on[1] if asked.last_year is None else asked.last_year
    if first > last or (found.line.why_one_year and first != last):
        raise UnknownChoice("years together", f"{first} to {last}", found.years)
    return Question(
        line=found.line,
        donor=donor_of(found.line, asked.donor),
        years=tuple(range(first, last + 1)) if found.years else (),
        is_constant=asked.price_basis is PriceBasis.CONSTANT and not found.line.choice.why_no_constant,
    )
