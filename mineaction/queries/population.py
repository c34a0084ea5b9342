"""How many people live in a country, as one published year has it, and an amount divided by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from mineaction.money import ROUNDING
from mineaction.queries.asking import rows
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator

INDICATOR = "population"
CENT = Decimal("0.01")

CAVEAT = (
    "Per inhabitant is the amount divided by one published number of inhabitants, whose year is named beside "
    "it and is seldom the amount's own. It gives the size of things; it is no series over time."
)

NEWEST = """
    SELECT f.iso3, f.value, f.year, f.note, f.document_id, f.locator, f.file_row,
           d.title AS document, d.publisher, d.url
    FROM fact f JOIN document d ON d.document_id = f.document_id
    WHERE f.indicator = :indicator AND f.iso3 IN :iso3s AND f.year IS NOT NULL AND f.value > 0
    ORDER BY f.iso3, f.year, f.fact_id
"""


@dataclass(frozen=True, slots=True)
class Population:
    """One published number of inhabitants: how many, of which year, and where it stands.

    ``note`` names the national source, as the document gives it.
    """

    iso3: str
    people: int
    year: int
    note: str
    document_id: str
    document: str
    publisher: str
    url: str
    locator: str
    file_row: str

    @property
    def words(self) -> str:
        """``40,411,869 inhabitants in 2021``."""
        return f"{self.people:,} inhabitants in {self.year}"


def of(connection: Connection, iso3s: Collection[str]) -> dict[str, Population]:
    """The number of inhabitants of the newest year held, by ISO code; a country without one has no entry."""
    if not iso3s:
        return {}
    held = rows(connection, NEWEST, indicator=INDICATOR, iso3s=sorted(iso3s))
    # Rows come in order of years: the newest of a country is the one that stays.
    return {
        row["iso3"]: Population(
            iso3=row["iso3"],
            people=round(row["value"]),
            year=row["year"],
            note=row["note"],
            document_id=row["document_id"],
            document=row["document"],
            publisher=row["publisher"],
            url=row["url"],
            locator=row["locator"],
            file_row=row["file_row"],
        )
        for row in held
    }


def per_person(amount_usd: float, people: Population) -> float:
    """US dollars for each inhabitant of the population's own year."""
    return amount_usd / people.people


def per_person_words(amount_usd: float, people: Population, comparator: Comparator = Comparator.EXACT) -> str:
    """``over US$ 1.23``: to the cent, a bound rounded away from what it rules out.

    What would be rounded to nothing is ``less than US$ 0.01``; a reported zero stays a zero.
    """
    value = Decimal(str(amount_usd)) / people.people
    size = abs(value)
    if 0 < size < CENT:
        return "less than US$ 0.01" if value > 0 else "less than US$ 0.01, below zero"
    shown = f"{size.quantize(CENT, rounding=ROUNDING[comparator]):,}"
    bound = COMPARATOR_WORDS[comparator]
    return f"{bound} {'−' if value < 0 else ''}US$ {shown}".strip()


def years_words(found: Mapping[str, Population] | Iterable[Population]) -> str:
    """The span of the populations' years, for a caveat: ``2015`` or ``2001 to 2025``; empty for none."""
    listed = found.values() if isinstance(found, Mapping) else found
    years = sorted({people.year for people in listed})
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
