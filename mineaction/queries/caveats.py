"""What has to be said of series beside their amounts: whose caveat it is, and totals that do not add up."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from mineaction.money import amount_words
from mineaction.periods import year_label
from mineaction.queries.asking import rows
from mineaction.vocabulary import YearBasis

US_TOTALS, US_ACCOUNTS = "us_cwd_country_totals", "us_cwd_country_accounts"

NOT_ADDING_UP = """
    SELECT a.recipient_name, a.year, a.year_basis, a.amount_usd AS printed, SUM(p.amount_usd) AS added
    FROM funding_sum a JOIN funding_sum p
      ON p.series_key = :accounts AND p.document_id = a.document_id
     AND p.recipient_iso3 = a.recipient_iso3 AND p.year = a.year
    WHERE a.series_key = :totals AND (:recipient = '' OR a.recipient_name = :recipient)
      AND a.year BETWEEN :first AND :last
    GROUP BY a.sum_id, a.recipient_name, a.year, a.year_basis, a.amount_usd
    HAVING SUM(p.amount_usd) <> a.amount_usd
    ORDER BY a.recipient_name, a.year, a.sum_id
"""


def named(caveats: Iterable[tuple[str, str]]) -> list[str]:
    """Caveats of series (title, caveat), each with the titles it is said of where not all series share it."""
    titles: dict[str, list[str]] = {}
    every = set()
    for title, caveat in caveats:
        every.add(title)
        if caveat:
            titles.setdefault(caveat, []).append(f"“{title}”")
    return [
        caveat if len(set(said_of)) == len(every) else f"{_listed(said_of)}: {caveat}"
        for caveat, said_of in titles.items()
    ]


def not_adding_up(
    connection: Connection, keys: Iterable[str], recipient: str, first: int, last: int
) -> list[str]:
    """Where a document prints a total for a country to which its accounts do not add; empty for other series.

    ``recipient`` empty means all; ``first`` and ``last`` are fiscal years.
    """
    if not {US_TOTALS, US_ACCOUNTS} & set(keys):
        return []
    found = rows(
        connection,
        NOT_ADDING_UP,
        accounts=US_ACCOUNTS,
        totals=US_TOTALS,
        recipient=recipient,
        first=first,
        last=last,
    )
    return [
        f"{row['recipient_name']}, {year_label(row['year'], YearBasis(row['year_basis']))}: the page prints "
        f"a total of {amount_words(row['printed'])}, and its accounts add to {amount_words(row['added'])}; "
        "both are kept."
        for row in found
    ]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
