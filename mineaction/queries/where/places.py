"""Stored figures to places: one row a recipient, its years added, with words and doubts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from mineaction.money import amount_words, constant_factor, short_amount
from mineaction.periods import year_label, year_span
from mineaction.queries import doubts
from mineaction.queries.asking import Row, rows
from mineaction.queries.doubts import Doubt, DoubtKind
from mineaction.queries.filters import BASE_YEAR
from mineaction.vocabulary import Comparator, RecipientScope, YearBasis

COLUMNS = (
    "place iso3 scope latitude longitude amount_usd comparator years_held years_asked years_words doubt "
    "label hover doubts"
).split()
"""``doubts`` is a tuple of doubts.Doubt, empty where an amount is whole; ``doubt`` and ``hover`` say them."""

# A figure from a table that was cut off is a row of its own: such rows are never added to others.
PLACES = """
    SELECT g.*, c.latitude, c.longitude, d.publisher || ': ' || d.title AS document FROM (
        SELECT f.recipient_name AS place, f.recipient_iso3 AS iso3, f.recipient_scope AS scope,
               f.year, f.year_basis, f.comparator, f.is_complete_table AS is_complete,
               CASE WHEN f.is_complete_table = 1 THEN 0 ELSE f.sum_id END AS alone,
               MIN(f.is_sentence) AS is_sentence,
               SUM(f.amount_usd) AS amount_usd, SUM(f.figure_count) AS figure_count,
               MIN(f.edition_on) AS edition_on, MIN(f.document_id) AS document_id
        FROM funding_sum f WHERE {where} AND f.standing = 'current'
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) AS g JOIN document d ON d.document_id = g.document_id
    LEFT JOIN country c ON c.iso3 = g.iso3
    ORDER BY g.place, g.year, g.scope, g.year_basis, g.comparator, g.is_complete, g.alone
"""

EARLIER = """
    SELECT f.recipient_name AS place, f.year, f.year_basis, f.comparator, f.amount_usd
    FROM funding_sum f WHERE {where} AND f.standing = 'superseded' ORDER BY f.year, f.amount_usd, f.sum_id
"""

MISSING = "some years without a figure"
NOT_OVER = "a year not over when it was published"
CUT_OFF, TOLD = doubts.CUT_OFF.words, doubts.TOLD.words

MOST_YEARS_LISTED = 6

SCOPE_WORDS: dict[RecipientScope, str] = {
    RecipientScope.COUNTRY: "country or area",
    RecipientScope.REGION: "region, or several countries together",
    RecipientScope.GLOBAL: "worldwide",
    RecipientScope.UNSPECIFIED: "no place is named",
}


def stored(connection: Connection, where: str, values: Mapping[str, Any]) -> list[Row]:
    """Amounts by recipient and year in current US dollars, as the database adds them up.

    ``where`` is a condition on ``funding_sum f``. Years of more than one kind are not added: of
    several, the kind with the most rows is kept.
    """
    held = rows(connection, PLACES.format(where=where), **values)
    kinds = [row["year_basis"] for row in held]
    kept = max(sorted(set(kinds)), key=kinds.count, default="")
    return [row for row in held if row["year_basis"] == kept]


def earlier(connection: Connection, where: str, values: Mapping[str, Any]) -> list[Row]:
    """What earlier editions printed for the same recipients and years."""
    return rows(connection, EARLIER.format(where=where), **values)


def shaped(
    held: Iterable[Row], asked: Sequence[int], index: Mapping[int, float], before: Iterable[Row] = ()
) -> list[Row]:
    """One row a recipient, largest amount first (keys: COLUMNS).

    ``asked`` are the years asked for; ``index`` empty means current prices. ``doubt`` says in a few words
    why an amount is a part; empty where it is not.
    """
    replaced: dict[str, list[Row]] = {}
    for row in before:
        replaced.setdefault(row["place"], []).append(row)
    made = [
        _place(list(group), asked, index, replaced.get(place, []))
        for place, group in groupby(held, key=lambda row: str(row["place"]))
    ]
    made.sort(key=lambda row: (-row["amount_usd"], row["place"]))
    in_thousands = max((abs(row["amount_usd"]) for row in made), default=0) < 1_000_000
    for row in made:
        row["label"] = short_amount(
            row["amount_usd"], Comparator(row["comparator"]), in_thousands=in_thousands
        )
    return made


def _place(group: list[Row], asked: Sequence[int], index: Mapping[int, float], before: list[Row]) -> Row:
    basis = YearBasis(group[0]["year_basis"])
    years = [_year(list(rows_), index) for _, rows_ in groupby(group, key=lambda row: int(row["year"]))]
    held = [int(year["year"]) for year in years]
    amount = sum(year["amount_usd"] for year in years)
    comparator = together(Comparator(year["comparator"]) for year in years)
    found = _doubts(years, held, asked, basis)
    first = group[0]
    words = years_words(held, basis)
    said = [f"{first['place']}: {amount_words(amount, comparator)}", _held_words(held, asked, basis)]
    if 1 < len(years) <= MOST_YEARS_LISTED:
        said += [
            f"{year_label(year['year'], basis)}: "
            f"{amount_words(year['amount_usd'], Comparator(year['comparator']))}"
            for year in years
        ]
    said += [
        f"{year_label(row['year'], basis)}: an earlier edition printed "
        f"{amount_words(row['amount_usd'], Comparator(row['comparator']))}"
        + (" (current dollars)" if index else "")
        for row in before
    ]
    said += [words for words in doubts.in_words(found) if words != MISSING]
    said += _sources(group)
    return {
        "place": first["place"],
        "iso3": first["iso3"] or "",
        "scope": first["scope"],
        "latitude": first["latitude"],
        "longitude": first["longitude"],
        "amount_usd": amount,
        "comparator": comparator.value,
        "years_held": len(held),
        "years_asked": len(asked),
        "years_words": words,
        "doubt": "; ".join(doubts.in_words(found)),
        "label": "",
        "hover": "\n".join(said),
        "doubts": tuple(found),
    }


def _sources(group: Sequence[Row]) -> list[str]:
    """The document behind an amount, newest year first, and how many more there are."""
    found = list(dict.fromkeys(str(row["document"]) for row in reversed(group) if row.get("document")))
    more = len(found) - 1
    return found[:1] + ([f"and {more} more document{'s' if more > 1 else ''}"] if more > 0 else [])


def _year(parts: list[Row], index: Mapping[int, float]) -> Row:
    """One recipient's amount of one year: whole rows added; of rows of cut-off tables only the largest."""
    whole = [row for row in parts if row["is_complete"]]
    if whole:
        amount = float(sum(row["amount_usd"] for row in whole))
        comparator = together(Comparator(row["comparator"]) for row in whole)
    else:
        largest = max(parts, key=lambda row: (row["amount_usd"], row["alone"]))
        amount = float(largest["amount_usd"])
        comparator = Comparator.AT_LEAST if len(parts) > 1 else Comparator(largest["comparator"])
    year = int(parts[0]["year"])
    return {
        "year": year,
        "amount_usd": amount * constant_factor(index, year, BASE_YEAR) if index else amount,
        "comparator": comparator.value,
        "is_complete": bool(whole),
        "is_sentence": not whole and all(row.get("is_sentence") for row in parts),
        "edition_on": max(str(row["edition_on"]) for row in parts),
    }


def _doubts(years: Sequence[Row], held: Sequence[int], asked: Sequence[int], basis: YearBasis) -> list[Doubt]:
    found = []
    if set(held) != set(asked):
        found.append(Doubt(DoubtKind.PART, MISSING))
    if any(
        len(row["edition_on"]) == 10 and row["edition_on"] < year_span(row["year"], basis).ends_on.isoformat()
        for row in years
    ):
        found.append(Doubt(DoubtKind.PART, NOT_OVER))
    if not all(row["is_complete"] or row["is_sentence"] for row in years):
        found.append(doubts.CUT_OFF)
    if any(row["is_sentence"] for row in years):
        found.append(doubts.TOLD)
    return found


def _held_words(held: Sequence[int], asked: Collection[int], basis: YearBasis) -> str:
    """Which of the years asked for have a figure: ``FY2015 and FY2017: 2 of 3 years``."""
    named = years_words(held, basis)
    if len(asked) == 1:
        return named
    if len(held) == len(asked):
        return f"{named}, all {len(asked)} years added"
    if len(held) == 1:
        return f"{named} only: 1 of {len(asked)} years; the others have no figure"
    return f"{named} added: {len(held)} of {len(asked)} years; the others have no figure"


def together(found: Iterable[Comparator]) -> Comparator:
    """How a sum is bounded by the bounds of its parts; bounds of both kinds leave it at "about"."""
    kinds = set(found) - {Comparator.EXACT}
    if not kinds:
        return Comparator.EXACT
    if len(kinds) == 1:
        return kinds.pop()
    if kinds == {Comparator.OVER, Comparator.AT_LEAST}:
        return Comparator.OVER
    if kinds == {Comparator.NEARLY, Comparator.UP_TO}:
        return Comparator.UP_TO
    return Comparator.ABOUT


def years_words(years: Iterable[int], basis: YearBasis) -> str:
    """Years in words, runs drawn together: ``FY2013, FY2015 to FY2017``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(
        year_label(first, basis)
        if first == last
        else f"{year_label(first, basis)} to {year_label(last, basis)}"
        for first, last in runs
    )
