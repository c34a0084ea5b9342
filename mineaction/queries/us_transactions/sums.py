"""Who in the US government paid whom for mine action, and where: single transactions, added up by year.

What was promised or paid and what was taken back are added apart from each other, so that a year shows both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import constant_factor, require_index
from mineaction.queries import behind, price_reach
from mineaction.queries.asking import Row, citations, data_version, frame, publishers_line, rows
from mineaction.queries.bars import ACCOUNT_NAMES, unit_of
from mineaction.queries.choices import BY_KEY, US_TRANSACTIONS
from mineaction.queries.filters import ALL_RECIPIENTS, BASE_YEAR
from mineaction.queries.funding import price_index
from mineaction.queries.lines import PERIOD_END, PERIOD_START, fetch_command, why_empty, with_figures
from mineaction.queries.us_transactions import words
from mineaction.queries.us_transactions.parts import COLUMNS, Part, parts_of, stacked
from mineaction.vocabulary import MEASURE_LABELS, YEAR_BASIS_LABELS, Measure, PriceBasis, YearBasis

CHOICE = "us_foreign_assistance"


class By(StrEnum):
    """What transactions are told apart by: the column of a figure that names it."""

    COUNTRY = "recipient_name"
    AGENCY = "agency_name"
    ACCOUNT = "appropriation_account"
    PARTNER = "implementer_name"


@dataclass(frozen=True, slots=True)
class TransactionsFilter:
    """One question: which amounts, told apart by what, of whom and when. Years are inclusive; None is all.

    ``most`` is how many of the largest stand by name; the others are one part.
    """

    series_key: str
    by: By = By.COUNTRY
    recipient: str = ALL_RECIPIENTS
    first_year: int | None = None
    last_year: int | None = None
    price_basis: PriceBasis = PriceBasis.CURRENT
    most: int = 5


WHERE = """f.series_key = :series AND f.year BETWEEN :first AND :last
    AND (:recipient = '' OR f.recipient_name = :recipient)"""
"""What rows of ``funding_sum f``, ``funding_held f`` and ``funding_figure f`` a question is about."""

ADDED = """
    SELECT f.year, f.{by} AS name, SUM(f.amount_usd) AS net_usd, SUM(f.reduced_usd) AS below_usd,
           SUM(f.figure_count) AS figure_count, MAX(f.edition_on) AS edition_on
    FROM funding_sum f WHERE {where} AND f.standing = 'current' GROUP BY 1, 2 ORDER BY 1, 2
"""

SERIES = "SELECT title, measure, caveat FROM series WHERE series_key = :series"

FIRST_COLUMNS = (
    *("year_words", "transaction_on", "recipient_name", "amount_usd", "constant_usd", "activity_name"),
    *("implementer_name", "agency_name", "sub_agency_name", "account_name", "document", "url", "locator"),
)
_EVERY = {**behind.BEHIND_COLUMNS, "agency_name": "Agency"}
COLUMNS_BEHIND = {name: _EVERY[name] for name in dict.fromkeys((*FIRST_COLUMNS, *_EVERY))}
"""Columns of the rows behind: when, where, how much, for what and to whom come first."""


def held(connection: Connection) -> tuple[str, ...]:
    """The series of transactions that have a figure, in their order."""
    found = with_figures(connection, US_TRANSACTIONS)
    return tuple(key for key in US_TRANSACTIONS if key in found)


def why_none() -> tuple[str, str]:
    """What is said while no transaction is held, and the command that fetches them."""
    return why_empty(BY_KEY[CHOICE]), fetch_command(BY_KEY[CHOICE])


def recipients(connection: Connection, series_key: str) -> tuple[str, ...]:
    """Recipients with a transaction of the series: countries by name, then others."""
    found = rows(
        connection,
        """SELECT recipient_name, MIN(CASE recipient_scope WHEN 'country' THEN 0 ELSE 1 END) AS rank
           FROM funding_held WHERE series_key = :series AND standing = 'current'
           GROUP BY recipient_name ORDER BY rank, recipient_name""",
        series=series_key,
    )
    return tuple(row["recipient_name"] for row in found)


def year_range(connection: Connection, series_key: str) -> tuple[int, int]:
    """First and last fiscal year with a transaction of the series."""
    [found] = rows(
        connection,
        """SELECT MIN(year) AS first, MAX(year) AS last FROM funding_held
           WHERE series_key = :series AND standing = 'current'""",
        series=series_key,
    )
    return (PERIOD_START, PERIOD_END) if found["first"] is None else (found["first"], found["last"])


def by_year(connection: Connection, asked: TransactionsFilter) -> CitedTable:
    """The stacks of each US fiscal year (columns: us_transactions_parts.COLUMNS), in the prices asked for.

    Raises UnknownChoice for a series of something else, PriceIndexMissing where
    constant prices lack an index for a year that was asked for by name.
    """
    parts, index = _parts(connection, asked)
    kind = words.KINDS[asked.series_key]
    [series] = rows(connection, SERIES, series=asked.series_key) or [{"title": "", "measure": ""}]
    title = str(series["title"])
    of_what = f"{title} ({MEASURE_LABELS[Measure(series['measure'])]})" if parts else ""
    drawn = stacked(parts, asked.most, words.SPOKEN[asked.by.name], kind.below, title, of_what)
    return _table(
        connection,
        asked,
        pd.DataFrame(drawn, columns=COLUMNS),
        parts,
        index,
        title=words.title(asked.series_key, asked.by.name, asked.recipient),
        unit=unit_of(drawn),
        sentence=words.sentence(asked.series_key, asked.by.name, asked.recipient, parts, bool(index)),
        caveats=words.drawn_caveats(asked.series_key, drawn),
    )


def ranked(connection: Connection, asked: TransactionsFilter) -> CitedTable:
    """All the parts over the years asked for, the largest net sum first, one row each.

    Columns: "Rank", the word for a part ("Country" …), "US$, net", the two sums it is made of,
    "Transactions", "Years". Raises what ``by_year`` raises.
    """
    parts, index = _parts(connection, asked)
    spoken, kind = words.SPOKEN[asked.by.name], words.KINDS[asked.series_key]
    listed = [
        {
            "Rank": rank,
            spoken.head: part.title,
            "US$, net": round(part.net_usd),
            f"US$, {kind.done}": round(part.above_usd),
            f"US$, {kind.undone}": round(part.below_usd),
            "Transactions": part.figure_count,
            "Years": part.years_words,
        }
        for rank, part in enumerate(parts, 1)
    ]
    return _table(
        connection,
        asked,
        pd.DataFrame(listed),
        parts,
        index,
        title=words.ranked_title(asked.series_key, asked.by.name, asked.recipient, parts),
        unit="US$",
        sentence="",
        caveats=[words.RANKED_BY_NET],
    )


def rows_behind(connection: Connection, asked: TransactionsFilter) -> CitedTable:
    """Every transaction behind an answer, newest first, repeats included, for reading."""
    index = _index(connection, asked)
    where, values = _where(asked)
    found = frame(
        connection,
        f"""SELECT f.*, s.title AS series_title, d.title AS document, d.url AS url
            FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            JOIN document d ON d.document_id = f.document_id
            WHERE {where} ORDER BY f.year DESC, f.transaction_on DESC, f.recipient_name, f.figure_id""",
        **values,
    )
    return behind.in_words(found, by_year(connection, asked), index, COLUMNS_BEHIND)


def _where(asked: TransactionsFilter) -> tuple[str, dict[str, object]]:
    if asked.series_key not in US_TRANSACTIONS:
        raise UnknownChoice("series of transactions", asked.series_key, list(US_TRANSACTIONS))
    where = WHERE
    if asked.price_basis is PriceBasis.CONSTANT and asked.last_year is None:
        where += price_reach.WITHIN_REACH
    return where, {
        "series": asked.series_key,
        "first": asked.first_year or PERIOD_START,
        "last": asked.last_year or PERIOD_END,
        "recipient": asked.recipient,
    }


def _index(connection: Connection, asked: TransactionsFilter) -> Mapping[int, float]:
    return price_index(connection) if asked.price_basis is PriceBasis.CONSTANT else {}


def _parts(connection: Connection, asked: TransactionsFilter) -> tuple[list[Part], Mapping[int, float]]:
    """What each name comes to, the largest net sum first, and the price index, if one is used."""
    where, values = _where(asked)
    found = rows(connection, ADDED.format(by=asked.by.value, where=where), **values)
    index = _index(connection, asked) if found else {}
    if index:
        require_index(index, {row["year"] for row in found} | {BASE_YEAR})
    return parts_of([_named(row, asked.by, index) for row in found]), index


def _named(row: Row, by: By, index: Mapping[int, float]) -> Row:
    """A row with the name readers know, in the prices asked for."""
    factor = constant_factor(index, row["year"], BASE_YEAR) if index else 1
    name = ACCOUNT_NAMES.get(row["name"], row["name"]) if by is By.ACCOUNT else row["name"]
    return {
        **row,
        "name": name or words.SPOKEN[by.name].not_named,
        "net_usd": row["net_usd"] * factor,
        "below_usd": row["below_usd"] * factor,
    }


def _table(
    connection: Connection,
    asked: TransactionsFilter,
    shown: pd.DataFrame,
    parts: Sequence[Part],
    index: Mapping[int, float],
    *,
    title: str,
    unit: str,
    sentence: str,
    caveats: Sequence[str],
) -> CitedTable:
    where, values = _where(asked)
    cited = citations(connection, behind.documents_used(connection, where, values, is_constant=bool(index)))
    own = rows(connection, SERIES, series=asked.series_key)
    years = sorted({year for part in parts for year in part.years})
    kind = words.KINDS[asked.series_key]
    is_open = asked.price_basis is PriceBasis.CONSTANT and asked.last_year is None
    left_out = price_reach.words(price_reach.newer(connection, WHERE, values)) if is_open else []
    return CitedTable(
        title=title,
        rows=shown,
        unit=unit,
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=YEAR_BASIS_LABELS[YearBasis.US_FISCAL],
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(
            dict.fromkeys(
                filter(None, (*(row["caveat"] for row in own), *left_out, *caveats, words.NOT_ADDED))
            )
        ),
        choices=(
            ("Kind of amount", kind.label),
            ("Broken down by", words.SPOKEN[asked.by.name].one),
            ("Recipient", asked.recipient or "all"),
            *([("Years shown", f"FY{years[0]} to FY{years[-1]}")] if years else []),
        ),
        data_version=data_version(connection),
        sentence=sentence,
    )
