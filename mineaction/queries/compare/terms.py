"""US administrations and fiscal years: which lie wholly within one term, and which two terms share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mineaction.periods import fiscal_year_of, year_span
from mineaction.queries.asking import rows
from mineaction.vocabulary import YearBasis


@dataclass(frozen=True, slots=True)
class Term:
    """One administration: in office from ``starts_on`` up to ``ends_on``; None while it lasts."""

    key: str
    president: str
    starts_on: date
    ends_on: date | None
    document_id: str

    @property
    def name(self) -> str:
        """The president's name, with the term where the key has one: ``Donald Trump (1st)``."""
        _, bracket, rest = self.key.partition(" (")
        return f"{self.president}{bracket}{rest}"

    def holds(self, year: int) -> bool:
        """Whether every day of a US fiscal year lies in the term."""
        span = year_span(year, YearBasis.US_FISCAL)
        return self.starts_on <= span.starts_on and (self.ends_on is None or span.ends_on <= self.ends_on)

    def touches(self, year: int) -> bool:
        """Whether any day of a US fiscal year lies in the term."""
        span = year_span(year, YearBasis.US_FISCAL)
        return self.starts_on < span.ends_on and (self.ends_on is None or span.starts_on < self.ends_on)

    def whole_years(self, last_year: int) -> tuple[int, ...]:
        """The fiscal years wholly within the term, up to ``last_year`` where it still lasts."""
        last = last_year if self.ends_on is None else fiscal_year_of(self.ends_on)
        return tuple(year for year in range(fiscal_year_of(self.starts_on), last + 1) if self.holds(year))


def terms(connection: Connection) -> tuple[Term, ...]:
    """All administrations held, in order."""
    held = rows(
        connection,
        """SELECT administration_key, president, starts_on, ends_on, document_id
           FROM administration ORDER BY starts_on""",
    )
    return tuple(
        Term(
            key=row["administration_key"],
            president=row["president"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            document_id=row["document_id"],
        )
        for row in held
    )


def shared_years(every: Sequence[Term], years: Iterable[int]) -> dict[int, tuple[Term, ...]]:
    """Those of the fiscal years that more than one term has days in, with the terms: they belong to none."""
    found = {year: tuple(term for term in every if term.touches(year)) for year in years}
    return {year: sharing for year, sharing in found.items() if len(sharing) > 1}
