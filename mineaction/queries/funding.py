"""Questions about funding over time: one choice of series, year by year, and the rows behind the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import constant_factor, require_index
from mineaction.periods import year_label
from mineaction.queries import bars, sentences
from mineaction.queries.asking import citations, data_version, frame, publishers_line
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import PERIOD_END, PERIOD_START, Line, choice_of, shown_lines
from mineaction.vocabulary import (
    ACTIVITY_SCOPE_LABELS,
    MEASURE_LABELS,
    YEAR_BASIS_LABELS,
    PriceBasis,
    YearBasis,
)


def price_index(connection: Connection) -> Mapping[int, float]:
    """Price level by US fiscal year."""
    held = frame(connection, "SELECT fiscal_year, index_value FROM price_index")
    return dict(zip(held["fiscal_year"].astype(int), held["index_value"].astype(float), strict=True))


def by_year(connection: Connection, asked: FundingFilter) -> CitedTable:
    """The bars of one funding question (columns: ROW_COLUMNS; see charts.funding_over_time).

    ``amount_usd`` is in the prices asked for. Raises UnknownChoice for a choice or line there is
    not, and PriceIndexMissing where constant prices lack an index.
    """
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    held = bars.bars(connection, asked, choice, chosen)
    caveats = [line.caveat for line in chosen if line.caveat]
    index: Mapping[int, float] = {}
    if _is_constant(asked, choice):
        index = price_index(connection)
        fiscal = held["year_basis"] == YearBasis.US_FISCAL.value
        left_out = int((~fiscal).sum())
        if left_out:
            caveats.insert(
                0,
                f"{left_out} amount{'s are' if left_out > 1 else ' is'} not shown in constant dollars: the "
                "document does not say whether its year is fiscal or calendar.",
            )
        held = held[fiscal].copy()
        require_index(index, {int(year) for year in held["year"]} | ({BASE_YEAR} if len(held) else set()))
    rows = bars.rows_of(held, chosen, index, bars.thin_years(connection, asked, choice, chosen))
    caveats += bars.notes_on(rows)
    used = _documents_used(connection, asked, choice, chosen)
    cited = citations(connection, used)
    return CitedTable(
        title=_title(choice, chosen, asked),
        rows=rows,
        unit=bars.unit_of(rows),
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=_year_basis(held["year_basis"].unique()),
        source_line=publishers_line(cited) if cited else "",
        citations=cited,
        caveats=tuple(dict.fromkeys([choice.why_not_added, *caveats])),
        choices=_choices_in_words(choice, chosen, asked, rows),
        data_version=data_version(connection),
        sentence=sentences.funding(choice, chosen, rows, asked, bool(index)),
    )


def _is_constant(asked: FundingFilter, choice: FundingChoice) -> bool:
    return asked.price_basis is PriceBasis.CONSTANT and not choice.why_no_constant


def _documents_used(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: tuple[Line, ...]
) -> list[str]:
    """One entry for each document behind the answer, most used first; the index's source last."""
    where, values = _where(asked, choice, chosen)
    held = frame(
        connection,
        f"""SELECT f.document_id AS document_id, COUNT(*) AS uses FROM funding_figure f
            WHERE {where} GROUP BY f.document_id ORDER BY uses DESC, f.document_id""",
        **values,
    )
    used = [
        str(key)
        for key, uses in zip(held["document_id"], held["uses"], strict=True)
        for _ in range(int(uses))
    ]
    if _is_constant(asked, choice) and used:
        used.append(str(frame(connection, "SELECT MIN(document_id) AS d FROM price_index").iloc[0, 0]))
    return used


def _where(
    asked: FundingFilter, choice: FundingChoice, chosen: tuple[Line, ...]
) -> tuple[str, dict[str, object]]:
    """The condition that picks the stored rows behind an answer, and its values."""
    donor = choice.donor_name if any(line.series_key.startswith("lm_flows") for line in chosen) else ""
    condition = """f.series_key IN :series AND f.year BETWEEN :first AND :last
        AND (:recipient = '' OR f.recipient_name = :recipient) AND (:donor = '' OR f.donor_name = :donor)"""
    values: dict[str, object] = {
        "series": [line.series_key for line in chosen],
        "first": asked.first_year or PERIOD_START,
        "last": asked.last_year or PERIOD_END,
        "recipient": asked.recipient,
        "donor": donor,
    }
    if _is_constant(asked, choice):
        condition += " AND f.year_basis = 'us_fiscal'"
    return condition, values


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
    "file_row": "Row in our file",
}
"""Columns of the rows behind a figure, in reader's words: what, how much, and where it stands come first."""


def rows_behind(connection: Connection, asked: FundingFilter) -> CitedTable:
    """Every stored row behind a funding answer, earlier editions and repeats included, for reading."""
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    answer = by_year(connection, asked)
    where, values = _where(asked, choice, chosen)
    held = frame(
        connection,
        f"""SELECT f.*, s.title AS series_title, d.title AS document, d.url AS url
            FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            JOIN document d ON d.document_id = f.document_id
            WHERE {where} ORDER BY f.year DESC, s.position, f.recipient_name, f.figure_id""",
        **values,
    )
    held["year_words"] = [
        year_label(int(year), YearBasis(basis))
        for year, basis in zip(held["year"], held["year_basis"], strict=True)
    ]
    held["account_name"] = [bars.ACCOUNT_NAMES.get(code, code) for code in held["appropriation_account"]]
    columns = dict(BEHIND_COLUMNS)
    if _is_constant(asked, choice):
        index = price_index(connection)
        held["constant_usd"] = [
            round(amount * constant_factor(index, int(year), BASE_YEAR))
            for amount, year in zip(held["amount_usd"], held["year"], strict=True)
        ]
    else:
        columns.pop("constant_usd")
    # A column that says nothing for any row is left out; the amount, document and place always stay.
    kept = [
        name
        for name in columns
        if name in ("amount_usd", "document", "locator", "url") or held[name].astype(bool).any()
    ]
    rows = held[kept].rename(columns=columns)
    return CitedTable(
        title=answer.title,
        rows=rows,
        unit="US$",
        price_basis="current prices"
        if "constant_usd" not in kept
        else f"current and constant FY{BASE_YEAR} prices",
        year_basis=answer.year_basis,
        source_line=answer.source_line,
        citations=answer.citations,
        caveats=answer.caveats,
        choices=answer.choices,
        data_version=answer.data_version,
    )


def _title(choice: FundingChoice, chosen: tuple[Line, ...], asked: FundingFilter) -> str:
    head = chosen[0].title if len(chosen) == 1 else choice.label
    return f"{head}: {asked.recipient}" if asked.recipient else head


def _year_basis(found: Iterable[str]) -> str:
    order = list(YearBasis)
    return "; ".join(YEAR_BASIS_LABELS[basis] for basis in sorted(map(YearBasis, found), key=order.index))


def _choices_in_words(
    choice: FundingChoice, chosen: tuple[Line, ...], asked: FundingFilter, rows: pd.DataFrame
) -> tuple[tuple[str, str], ...]:
    said = [("Series", choice.label), ("Lines", "; ".join(line.title for line in chosen))]
    said.append(
        (
            "What the money was for",
            "; ".join(dict.fromkeys(ACTIVITY_SCOPE_LABELS[line.activity_scope] for line in chosen)),
        )
    )
    said.append(("Kind of amount", "; ".join(dict.fromkeys(MEASURE_LABELS[line.measure] for line in chosen))))
    if choice.recipient_lines:
        said.append((choice.recipient_word, asked.recipient or "all"))
    if len(rows):
        said.append(("Years", f"{rows['year'].min()} to {rows['year'].max()}"))
    return tuple(said)
