"""Tables as addresses ask for them: which there are, how they are filtered, and one page of rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, func, select

from mineaction.cited import CitedTable
from mineaction.queries.api import reading
from mineaction.queries.api.filters import Kind
from mineaction.queries.api.listings import BY_NAME, Listing
from mineaction.queries.asking import citations, data_version, publishers_line
from mineaction.schema import Base

LICENCE = (
    "The figures belong to their publishers. The licence note of each document says what is known of its "
    "terms; it is no legal advice. Cite the document behind a figure."
)
DOCUMENT = Base.metadata.tables["document"]
FROM_DOCUMENT = {
    "document_title": "title",
    "document_publisher": "publisher",
    "document_url": "url",
    "document_licence_note": "licence_note",
}
"""What each row carries of the document it was read in, by the name it has there."""


@dataclass(frozen=True, slots=True)
class Build:
    """What the database says of itself."""

    data_version: str
    schema_version: int
    figures_as_of: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a table: ``chosen`` are filters by name with their values, which are any of those."""

    listing: str
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a page, and how many rows the filters leave in all.

    ``asked`` is what was asked for, with each name as it is written here.
    """

    table: CitedTable
    total: int
    asked: Page


def build_of(connection: Connection) -> Build:
    """Data version, schema version and the day figures were last read."""
    build = Base.metadata.tables["build"]
    found = connection.execute(
        select(build.c.data_version, build.c.schema_version, build.c.figures_as_of)
    ).one()
    return Build(*found)


def known_values(connection: Connection, listing: str) -> dict[str, tuple[str, ...]]:
    """The values that occur, by filter, for filters that take no other."""
    filters = (filter for filter in BY_NAME[listing].filters if filter.kind is Kind.WORD)
    return {filter.name: tuple(chain(*reading.values_of(connection, filter))) for filter in filters}


def page(connection: Connection, asked: Page, values_at: str = "") -> Listed:
    """The rows, in order of the table's key, with title, publisher, address and licence of their documents.

    Names may be written in other words known here (see ``place_names``). ``values_at`` is the address below
    which each filter's values are listed. Raises BadAddress for filters and values that are not known, with
    all that is wrong.
    """
    listing = BY_NAME[asked.listing]
    asked = replace(asked, chosen=reading.read(connection, listing, asked.chosen, values_at))
    where = reading.conditions(connection, listing, asked.chosen)
    table = listing.table
    total = connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
    inner = (
        select(*table.primary_key)
        .where(*where)
        .order_by(*table.primary_key)
        .limit(asked.limit)
        .offset(asked.offset)
        .subquery()
    )
    result = connection.execute(_rows_of(listing, inner))
    rows = pd.DataFrame([tuple(row) for row in result], columns=list(result.keys()), dtype=object)
    cited = citations(connection, rows["document_id"])
    answer = CitedTable(
        title=listing.title,
        rows=rows,
        unit=listing.unit,
        price_basis=listing.prices,
        year_basis=listing.years,
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(*listing.caveats, LICENCE),
        choices=(
            *((name, ", ".join(values)) for name, values in asked.chosen),
            ("Rows", _rows_words(asked, len(rows), total)),
        ),
        data_version=data_version(connection),
    )
    return Listed(answer, total, asked)


def columns_of(listing: Listing) -> tuple[str, ...]:
    """The names of a page's columns, in order."""
    more = () if listing.table is DOCUMENT else tuple(FROM_DOCUMENT)
    return (*(column.name for column in listing.table.columns), *listing.more, *more)


def _rows_of(listing: Listing, inner: Any) -> Select[Any]:
    """The page's keys with all their columns: only these rows are joined with their documents."""
    table = listing.table
    on_key = and_(*(inner.c[key.name] == key for key in table.primary_key))
    columns: list[Any] = [*table.columns, *(made.label(name) for name, made in listing.more.items())]
    joined: Any = inner.join(table, on_key)
    if table is not DOCUMENT:
        columns += [DOCUMENT.c[held].label(name) for name, held in FROM_DOCUMENT.items()]
        joined = joined.join(DOCUMENT, DOCUMENT.c.document_id == table.c.document_id)
    return select(*columns).select_from(joined).order_by(*table.primary_key)


def _rows_words(asked: Page, count: int, total: int) -> str:
    return f"{asked.offset + 1} to {asked.offset + count} of {total}" if count else f"none of {total}"


CATALOGUE_COLUMNS = ("Table", "Rows", "CSV Link", "JSON Link", "Filters", "Holds")


def catalogue(connection: Connection, addresses: tuple[tuple[str, str, str], ...]) -> CitedTable:
    """Every table that can be asked for: what it holds, its rows, filters and addresses.

    ``addresses`` are name, address as CSV and address as JSON.
    """
    found = []
    for name, as_csv, as_json in addresses:
        listing = BY_NAME[name]
        count = connection.execute(select(func.count()).select_from(listing.table)).scalar_one()
        filters = ", ".join(filter.name for filter in listing.filters)
        found.append((listing.title, count, as_csv, as_json, filters, listing.says))
    held = Base.metadata.tables["funding_held"]
    uses = connection.execute(
        select(held.c.document_id, func.sum(held.c.figure_count)).group_by(held.c.document_id)
    )
    behind = citations(connection, {document: int(count) for document, count in uses})
    return CitedTable(
        title="The tables, and their addresses",
        rows=pd.DataFrame(found, columns=list(CATALOGUE_COLUMNS)),
        unit="one row a table",
        price_basis="",
        year_basis="",
        source_line=publishers_line(behind),
        caveats=(LICENCE,),
        data_version=data_version(connection),
    )
