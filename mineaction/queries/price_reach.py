"""How far constant prices reach: figures newer than the price index are left out, and said to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from mineaction.periods import year_label
from mineaction.queries.asking import rows
from mineaction.vocabulary import YearBasis

WITHIN_REACH = " AND f.year <= (SELECT MAX(fiscal_year) FROM price_index)"
"""Added to what picks figures ``f``, where constant prices are wanted and no last year is named."""

NEWER = """SELECT DISTINCT f.year FROM funding_held f
           WHERE {where} AND f.year > (SELECT MAX(fiscal_year) FROM price_index) ORDER BY 1"""


def newer(connection: Connection, where: str, values: Mapping[str, object]) -> list[int]:
    """Years of the figures chosen by ``where`` for which there is no price index as yet."""
    return [int(row["year"]) for row in rows(connection, NEWER.format(where=where), **values)]


def words(years: Sequence[int]) -> list[str]:
    """What is said of those years."""
    if not years:
        return []
    named = ", ".join(year_label(year, YearBasis.US_FISCAL) for year in years)
    verb = "is" if len(years) == 1 else "are"
    return [f"{named} {verb} not shown in constant dollars: the price index does not go so far yet."]
