"""Questions about funding over time: one choice of series, year by year, and the rows behind the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.money import require_index
from mineaction.queries import bars, behind, price_reach, sentences
from mineaction.queries import caveats as series_caveats
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import PERIOD_END, PERIOD_START, Line, choice_of, donor_of, shown_lines
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
    not, and PriceIndexMissing where constant prices lack an index for a year that was asked for by name.
    """
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    held = bars.stored(connection, asked, choice, chosen)
    caveats = [choice.why_not_added]
    index: Mapping[int, float] = {}
    if is_constant_for(asked, choice):
        index = price_index(connection)
        fiscal = [row for row in held if row["year_basis"] == YearBasis.US_FISCAL]
        caveats += left_out(len(held) - len(fiscal))
        beyond = {row["year"] for row in fiscal if index and row["year"] > max(index)}
        if beyond and asked.last_year is None:
            caveats += price_reach.words(sorted(beyond))
            fiscal = [row for row in fiscal if row["year"] not in beyond]
        held = fiscal
        require_index(index, {row["year"] for row in held} | ({BASE_YEAR} if held else set()))
    drawn = bars.shaped(held, chosen, index, bars.thin_years(connection, asked, choice, chosen))
    cited = citations(connection, documents_used(connection, asked, choice, chosen))
    return CitedTable(
        title=_title(choice, chosen, asked),
        rows=pd.DataFrame(drawn, columns=bars.COLUMNS),
        unit=bars.unit_of(drawn),
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=_year_basis(row["year_basis"] for row in held),
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(
            dict.fromkeys(
                [
                    *caveats,
                    *series_caveats.named((line.title, line.caveat) for line in chosen),
                    *_totals(connection, asked, chosen, drawn),
                    *bars.notes_on(drawn),
                ]
            )
        ),
        choices=_choices_in_words(choice, chosen, asked, drawn),
        data_version=data_version(connection),
        sentence=sentences.funding(choice, chosen, drawn, asked, is_constant=bool(index)),
    )


def _totals(
    connection: Connection, asked: FundingFilter, chosen: Sequence[Line], drawn: Sequence[Row]
) -> list[str]:
    """What is said of printed totals that the accounts drawn do not add to."""
    if not drawn:
        return []
    years, keys = [bar["year"] for bar in drawn], [line.series_key for line in chosen]
    return series_caveats.not_adding_up(connection, keys, asked.recipient, min(years), max(years))


def is_constant_for(asked: FundingFilter, choice: FundingChoice) -> bool:
    """Whether an answer is in constant prices: asked for, and to be had."""
    return asked.price_basis is PriceBasis.CONSTANT and not choice.why_no_constant


def left_out(count: int) -> list[str]:
    """What is said of amounts that have no fiscal year to be converted by."""
    if not count:
        return []
    verb = "is" if count == 1 else "are"
    return [
        f"{counted(count, 'amount')} {verb} not shown in constant dollars: the document does "
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
        "donor": donor_of(asked, choice),
    }
    if is_constant_for(asked, choice):
        condition += " AND f.year_basis = 'us_fiscal'"
        condition += price_reach.WITHIN_REACH if asked.last_year is None else ""
    return condition, values


def documents_used(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Sequence[Line]
) -> Counter[str]:
    """How often each document is used behind the answer; see behind.documents_used."""
    where, values = _where(asked, choice, chosen)
    return behind.documents_used(connection, where, values, is_constant=is_constant_for(asked, choice))


def rows_behind(connection: Connection, asked: FundingFilter) -> CitedTable:
    """Every stored row behind a funding answer, earlier editions and repeats included, for reading."""
    choice = choice_of(asked)
    where, values = _where(asked, choice, shown_lines(connection, asked))
    index = price_index(connection) if is_constant_for(asked, choice) else {}
    return behind.rows_of(connection, by_year(connection, asked), where, values, index)


def _title(choice: FundingChoice, chosen: Sequence[Line], asked: FundingFilter) -> str:
    head = chosen[0].title if len(chosen) == 1 else choice.label
    donor = donor_of(asked, choice)
    if donor and asked.recipient:
        return f"{head}: {donor} to {asked.recipient}"
    # The lines of the donor shown first bear its name already.
    subject = asked.recipient or (donor if donor != choice.donor_name else "")
    return f"{head}: {subject}" if subject else head


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
    if choice.donor_name:
        said.append(("Donor", donor_of(asked, choice)))
    if choice.recipient_lines:
        said.append((choice.recipient_word, asked.recipient or "all"))
    if drawn:
        years = [bar["year"] for bar in drawn]
        said.append(("Years shown", f"{min(years)} to {max(years)}"))
    return tuple(said)
