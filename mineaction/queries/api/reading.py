"""What an address asks of a table, read: filters by name, values as they are written here, conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from sqlalchemy import ColumnElement, Connection, or_, select

from mineaction.errors import BadAddress
from mineaction.queries import place_names
from mineaction.queries.api.filters import FIRST, LAST, Filter, Kind, is_turned_round
from mineaction.queries.api.listings import Listing
from mineaction.queries.search.folding import fold, holds
from mineaction.queries.search.nearest import named

MOST_LETTERS = 60
Chosen = tuple[tuple[str, tuple[str, ...]], ...]
"""Filters by name, each with its values."""


def read(connection: Connection, listing: Listing, chosen: Chosen, values_at: str = "") -> Chosen:
    """The same with each value as it is written here: other names, codes and spellings are known too.

    ``values_at`` is the address below which each filter's values are listed. Raises BadAddress for filters
    and values that are not known, with all that is wrong.
    """
    filters = {filter.name: filter for filter in listing.filters}
    problems: list[str] = []
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, values in chosen:
        if name not in filters:
            known = ", ".join(filters)
            problems.append(f"Unknown name “{name[:MOST_LETTERS]}”. Known: {known}, limit, offset.")
        elif filters[name].kind is Kind.WORD:
            found.append((name, _words(connection, filters[name], values, values_at, problems)))
        else:
            problems += _problems(filters[name], values)
            found.append((name, values))
    problems = problems or _turned_round(filters, dict(found))
    if problems:
        raise BadAddress(listing.name, problems)
    return tuple(found)


def conditions(connection: Connection, listing: Listing, chosen: Chosen) -> list[ColumnElement[bool]]:
    """The conditions of filters that have been ``read``."""
    filters = {filter.name: filter for filter in listing.filters}
    return [
        _holding(connection, listing, filters[name], values[0])
        if filters[name].kind is Kind.WORDS
        else or_(*(filters[name].condition(value) for value in values))
        for name, values in chosen
    ]


def values_of(connection: Connection, filter: Filter) -> list[tuple[str, ...]]:
    """The values a filter takes, for each column it looks into; each in order, and the empty text is none."""
    if filter.allowed:
        return [filter.allowed]
    return [
        tuple(sorted(value for value in connection.execute(select(column).distinct()).scalars() if value))
        for column in filter.known_in or filter.columns
    ]


def _words(
    connection: Connection, filter: Filter, values: Sequence[str], values_at: str, problems: list[str]
) -> tuple[str, ...]:
    """The values as they are written here, each once. What is not known is told in ``problems``."""
    by_column = values_of(connection, filter)
    known = tuple(chain(*by_column))
    codes = place_names.codes(connection) if filter.is_country and not set(values) <= set(known) else {}
    found: list[str] = []
    for value in values:
        # Codes stand in the last column: one of them holds the rows of every spelling of its country.
        options = (place_names.among(value, column, codes) for column in reversed(by_column))
        meant = value if value in known else next((option for option in options if option), "")
        if meant:
            found.append(meant)
        else:
            all_of_them = f"{values_at}/{filter.name}.json" if values_at else ""
            stranger = value[:MOST_LETTERS]
            problems.append(f"Unknown {filter.name} “{stranger}”. {named(value, known, all_of_them)}")
    return tuple(dict.fromkeys(found))


def _problems(filter: Filter, values: Sequence[str]) -> list[str]:
    """What is wrong with values that are no WORDs."""
    if len(values) > 1:
        return [f"{filter.name} takes one value."]
    return [problem for value in values if (problem := filter.problem(value))]


def _turned_round(filters: Mapping[str, Filter], chosen: Mapping[str, tuple[str, ...]]) -> list[str]:
    """That a stretch of years or days ends before it begins, if it does."""
    ends = {filters[name].kind: values[0] for name, values in chosen.items()}
    for first, last in zip(FIRST, LAST, strict=True):
        if first in ends and last in ends and is_turned_round(ends[first], ends[last]):
            return [f"from {ends[first]} is after to {ends[last]}: no row can be in between."]
    return []


def _holding(connection: Connection, listing: Listing, filter: Filter, words: str) -> ColumnElement[bool]:
    """That a row holds all the words. Looked for here, as databases know nothing of accents."""
    (key,) = listing.table.primary_key
    called = place_names.countries(connection) if filter.is_country else {}
    found = []
    for row in connection.execute(select(key, *filter.columns)):
        known = called.get(row[0])
        texts = [*row[1:], *(known.names if known else ())]
        is_code = known is not None and fold(words) in map(fold, known.codes)
        if not words.strip() or is_code or holds((text or "" for text in texts), words):
            found.append(row[0])
    return key.in_(found)
