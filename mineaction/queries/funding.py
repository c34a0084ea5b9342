"""Questions about funding over time: one choice of series, year by year, and the rows behind the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import constant_factor, require_index
from mineaction.periods import year_label
from mineaction.queries import bars, sentences
from mineaction.queries.asking import Row, citations, data_version, frame, publishers_line, rows, scalar
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
    held = rows(connection, "SELECT fiscal_year, index_value FROM price_index")
    return {row["fiscal_year"]: row["index_value"] for row in held}


def by_year(connection: Connection, asked: FundingFilter) -> CitedTable:
    """The bars of one funding question (columns: bars.COLUMNS; see charts.funding_over_time).

    ``amount_usd`` is in the prices asked for. Raises UnknownChoice for a choice or line there is
    not, and PriceIndexMissing where constant prices lack an index.
    """
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    held = bars.stored(connection, asked, choice, chosen)
    caveats = [choice.why_not_added]
    index: Mapping[int, float] = {}
    if _is_constant(asked, choice):
        index = price_index(connection)
        fiscal = [row for row in held if row["year_basis"] == YearBasis.US_FISCAL]
        caveats += _left_out(len(held) - len(fiscal))
        held = fiscal
        require_index(index, {row["year"] for row in held} | ({BASE_YEAR} if held else set()))
    drawn = bars.shaped(held, chosen, index, bars.thin_years(connection, asked, choice, chosen))
    cited = citations(connection, _documents_used(connection, asked, choice, chosen))
    return CitedTable(
        title=_title(choice, chosen, asked),
        rows=pd.DataFrame(drawn, columns=bars.COLUMNS),
        unit=bars.unit_of(drawn),
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=_year_basis(row["year_basis"] for row in held),
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(
            dict.fromkeys([*caveats, *(line.caveat for line in chosen if line.caveat), *bars.notes_on(drawn)])
        ),
        choices=_choices_in_words(choice, chosen, asked, drawn),
        data_version=data_version(connection),
        sentence=sentences.funding(choice, chosen, drawn, asked, is_constant=bool(index)),
    )


def _is_constant(asked: FundingFilter, choice: FundingChoice) -> bool:
    return asked.price_basis is PriceBasis.CONSTANT and not choice.why_no_constant


def _left_out(count: int) -> list[str]:
    """What is said of amounts that have no fiscal year to be converted by."""
    if not count:
        return []
    verb = "is" if count == 1 else "are"
    return [
        f"{count} amount{'' if count == 1 else 's'} {verb} not shown in constant dollars: the document does "
        "not say whether its year is fiscal or calendar."
    ]


def _where(
    asked: FundingFilter, choice: FundingChoice, chosen: Sequence[Line]
) -> tuple[str, dict[str, object]]:
    """The condition that picks the stored rows behind an answer, and its values."""
    condition = """f.series_key IN :series AND f.year BETWEEN :first AND :last
        AND (:recipient = '' OR f.recipient_name = :recipient) AND (:donor = '' OR f.donor_name = :donor)"""
    values: dict[str, object] = {
        "series": [line.series_key for line in chosen],
        "first": asked.first_year or PERIOD_START,
        "last": asked.last_year or PERIOD_END,
        "recipient": asked.recipient,
        "donor": choice.donor_name,
    }
    if _is_constant(asked, choice):
        condition += " AND f.year_basis = 'us_fiscal'"
    return condition, values


def _documents_used(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Sequence[Line]
) -> list[str]:
    """One entry for each use of a document behind the answer; the price index's own is the last."""
    where, values = _where(asked, choice, chosen)
    held = rows(
        connection,
        f"SELECT f.document_id, COUNT(*) AS uses FROM funding_figure f WHERE {where} GROUP BY f.document_id",
        **values,
    )
    used = [row["document_id"] for row in held for _ in range(row["uses"])]
    if _is_constant(asked, choice) and used:
        used.append(scalar(connection, "SELECT MIN(document_id) FROM price_index"))
    return used


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

ALWAYS_SHOWN = ("amount_usd", "document", "url", "locator")


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
        year_label(year, YearBasis(basis))
        for year, basis in zip(held["year"], held["year_basis"], strict=True)
    ]
    held["account_name"] = [bars.ACCOUNT_NAMES.get(code, code) for code in held["appropriation_account"]]
    prices = "current prices"
    if _is_constant(asked, choice):
        index = price_index(connection)
        prices = f"current and constant FY{BASE_YEAR} prices"
        held["constant_usd"] = [
            round(amount * constant_factor(index, year, BASE_YEAR))
            for amount, year in zip(held["amount_usd"], held["year"], strict=True)
        ]
    # A column that says nothing for any row is left out.
    kept = [
        name
        for name in BEHIND_COLUMNS
        if name in ALWAYS_SHOWN or (name in held and held[name].astype(bool).any())
    ]
    return CitedTable(
        title=answer.title,
        rows=held[kept].rename(columns=BEHIND_COLUMNS),
        unit="US$",
        price_basis=prices,
        year_basis=answer.year_basis,
        source_line=answer.source_line,
        citations=answer.citations,
        caveats=answer.caveats,
        choices=answer.choices,
        data_version=answer.data_version,
    )


def _title(choice: FundingChoice, chosen: Sequence[Line], asked: FundingFilter) -> str:
    head = chosen[0].title if len(chosen) == 1 else choice.label
    return f"{head}: {asked.recipient}" if asked.recipient else head


def _year_basis(found: Iterable[str]) -> str:
    present = {YearBasis(basis) for basis in found}
    return "; ".join(YEAR_BASIS_LABELS[basis] for basis in YearBasis if basis in present)


def _choices_in_words(
    choice: FundingChoice, chosen: Sequence[Line], asked: FundingFilter, drawn: Sequence[Row]
) -> tuple[tuple[str, str], ...]:
    scopes = dict.fromkeys(ACTIVITY_SCOPE_LABELS[line.activity_scope] for line in chosen)
    measures = dict.fromkeys(MEASURE_LABELS[line.measure] for line in chosen)
    said = [
        ("Series", choice.label),
        ("Lines", "; ".join(line.title for line in chosen)),
        ("What the money was for", "; ".join(scopes)),
        ("Kind of amount", "; ".join(measures)),
    ]
    if choice.recipient_lines:
        said.append((choice.recipient_word, asked.recipient or "all"))
    if drawn:
        years = [bar["year"] for bar in drawn]
        said.append(("Years shown", f"{min(years)} to {max(years)}"))
    return tuple(said)
