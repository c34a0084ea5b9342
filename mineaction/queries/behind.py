"""The stored rows behind an answer on funding, in reader's words, and the documents they were read in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import constant_factor
from mineaction.periods import year_label
from mineaction.queries import bars
from mineaction.queries.asking import frame, rows, scalar
from mineaction.queries.filters import BASE_YEAR
from mineaction.vocabulary import YearBasis

BEHIND_COLUMNS = {
    "year_words": "Year",
    "recipient_name": "Recipient",
    "amount_usd": "US$, current",
    "constant_usd": f"US$, FY{BASE_YEAR} prices",
    "comparator_as_printed": "Bound as printed",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "series_title": "Series",
    "account_name": "Account",
    "sector_as_printed": "Sector as printed",
    "plan_name": "Plan",
    "donor_name": "Donor",
    "amount_as_printed": "Amount as printed",
    "unit_as_printed": "Unit as printed",
    "standing": "Standing",
    "note": "Note",
    "activity_name": "Activity",
    "implementer_name": "Implementing partner",
    "transaction_on": "Transaction date",
    "sub_agency_name": "Bureau",
    "activity_id": "Activity number",
    "file_row": "Row in our file",
}
"""Columns of the rows behind a figure, in reader's words: what, how much, and where it stands come first."""

ALWAYS_SHOWN = ("amount_usd", "document", "url", "locator")


def documents_used(
    connection: Connection, where: str, values: Mapping[str, Any], *, is_constant: bool
) -> Counter[str]:
    """How often each document is used by the rows of ``funding_held f`` that ``where`` picks.

    The price index's own document is among them where prices are constant.
    """
    held = rows(
        connection,
        f"SELECT f.document_id, SUM(f.figure_count) AS uses FROM funding_held f WHERE {where} GROUP BY 1",
        **values,
    )
    used = Counter({row["document_id"]: row["uses"] for row in held})
    if is_constant and used:
        used[scalar(connection, "SELECT MIN(document_id) FROM price_index")] += 1
    return used


def rows_of(
    connection: Connection,
    answer: CitedTable,
    where: str,
    values: Mapping[str, Any],
    index: Mapping[int, float],
) -> CitedTable:
    """The rows of ``f`` that ``where`` picks, newest first; see ``in_words``."""
    held = frame(
        connection,
        f"""SELECT f.*, s.title AS series_title, d.title AS document, d.url AS url
            FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            JOIN document d ON d.document_id = f.document_id
            WHERE {where} ORDER BY f.year DESC, s.position, f.recipient_name, f.figure_id""",
        **values,
    )
    return in_words(held, answer, index)


def in_words(
    held: pd.DataFrame,
    answer: CitedTable,
    index: Mapping[int, float] | None = None,
    columns: Mapping[str, str] = BEHIND_COLUMNS,
) -> CitedTable:
    """Stored figures for reading, in their order; ``columns`` are those shown, with their words.

    ``held`` has all columns of ``funding_figure`` and ``series_title``, ``document``, ``url``. All but the
    rows is taken from ``answer``. An ``index`` adds constant prices. A column that says nothing for any row
    is left out. Raises PriceIndexMissing for a year the index lacks.
    """
    years = zip(held["year"], held["year_basis"], strict=True)
    made = held.assign(
        year_words=[year_label(year, YearBasis(basis)) for year, basis in years],
        account_name=[bars.ACCOUNT_NAMES.get(code, code) for code in held["appropriation_account"]],
    )
    prices = "current prices"
    if index:
        prices = f"current and constant FY{BASE_YEAR} prices"
        made["constant_usd"] = [
            round(amount * constant_factor(index, year, BASE_YEAR))
            for amount, year in zip(held["amount_usd"], held["year"], strict=True)
        ]
    kept = [
        name for name in columns if name in ALWAYS_SHOWN or (name in made and made[name].astype(bool).any())
    ]
    return answer.behind(made[kept].rename(columns=dict(columns)), unit="US$", price_basis=prices)
