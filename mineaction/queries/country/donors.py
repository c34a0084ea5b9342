"""Who gave to a country in one year, as Landmine Monitor tells it from one of two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.errors import UnknownChoice
from mineaction.money import amount_words
from mineaction.queries import behind
from mineaction.queries.asking import Row, rows
from mineaction.queries.country.answer import CURRENT, answer
from mineaction.queries.country.place import Place
from mineaction.queries.doubts import CUT_OFF, TOLD, in_words
from mineaction.queries.names import called
from mineaction.vocabulary import Comparator, Perspective

SERIES = {
    Perspective.RECIPIENT_PROFILE.value: "lm_flows_recipient_profile",
    Perspective.DONOR_PROFILE.value: "lm_flows_donor_profile",
}
SIDE_WORDS = {
    Perspective.RECIPIENT_PROFILE.value: "the recipient's profile",
    Perspective.DONOR_PROFILE.value: "donors' profiles",
}
COLUMNS = "donor_name amount_usd amount_words comparator is_cut_off rank hover doubts".split()
"""``doubts`` is a tuple of doubts.Doubt: how an amount of no whole table was held; ``hover`` says it."""

TWO_SIDES = (
    "Donors' profiles and the recipient's profile tell of the same money; they stand side by side and are "
    "never added."
)
SOME_CUT_OFF = "Some tables were cut off in the copy that was read: their rows are shown and never totalled."
SOME_TOLD = "Some amounts are told in a sentence; there may be more than they name, and nothing is totalled."
DONORS_OWN = (
    "Only the donor profiles at hand are here. A donor that is missing may have given as well, so nothing is "
    "totalled."
)

OFFERED = """
    SELECT f.series_key, f.year FROM funding_held f
    WHERE {place} AND f.series_key IN :series AND f.standing = 'current'
    GROUP BY f.series_key, f.year ORDER BY f.year DESC, f.series_key
"""
FIGURES = """
    SELECT f.donor_name, f.amount_usd, f.comparator, f.sector_as_printed, f.is_complete_table, f.is_sentence,
           f.document_id, d.title AS document, d.publisher
    FROM funding_sum f JOIN document d ON d.document_id = f.document_id
    WHERE {where} AND f.standing = 'current'
    ORDER BY f.amount_usd DESC, f.donor_name, f.sum_id
"""
PRINTED = """
    SELECT f.amount_usd, f.comparator, f.document_id, d.title AS document
    FROM funding_sum f JOIN document d ON d.document_id = f.document_id
    WHERE {place} AND f.series_key = 'lm_recipient_totals' AND f.year = :year AND f.standing = 'current'
"""


@dataclass(frozen=True, slots=True)
class DonorFilter:
    """Which place (by name and ISO code, empty for an area without one), told by which side, which year."""

    name: str
    iso3: str
    side: str
    year: int

    @property
    def place(self) -> Place:
        """The place asked for."""
        return Place(self.name, self.iso3, self.name)


def offered(connection: Connection, name: str, iso3: str) -> dict[str, tuple[int, ...]]:
    """The years each side tells of, newest first; a side that tells of none is not there."""
    place = Place(name, iso3, name)
    found = rows(
        connection, OFFERED.format(place=place.condition), series=list(SERIES.values()), **place.values
    )
    years = {
        side: tuple(row["year"] for row in found if row["series_key"] == series)
        for side, series in SERIES.items()
    }
    return {side: of_side for side, of_side in years.items() if of_side}


def donors(connection: Connection, asked: DonorFilter) -> CitedTable:
    """One row a donor and printed amount, the largest first (columns: COLUMNS). Raises UnknownChoice."""
    where, values = _where(asked)
    held = rows(connection, FIGURES.format(where=where), **values)
    listed = [_drawn(row, rank) for rank, row in enumerate(held)]
    printed = rows(
        connection, PRINTED.format(place=asked.place.condition), year=asked.year, **asked.place.values
    )
    by_recipient = asked.side == Perspective.RECIPIENT_PROFILE
    return answer(
        connection,
        asked.place,
        listed,
        COLUMNS,
        title=f"Who gave to {asked.place.spoken} in {asked.year}, told by {SIDE_WORDS[asked.side]}",
        documents=[row["document_id"] for row in [*held, *printed]],
        unit="US$",
        price_basis=CURRENT,
        year_basis="calendar years",
        caveats=(
            TWO_SIDES,
            *(() if by_recipient else (DONORS_OWN,)),
            *(
                (SOME_CUT_OFF,)
                if any(not row["is_complete_table"] and not row["is_sentence"] for row in held)
                else ()
            ),
            *((SOME_TOLD,) if any(row["is_sentence"] for row in held) else ()),
        ),
        choices=(("Told by", SIDE_WORDS[asked.side]), ("Year", str(asked.year))),
        sentence=_sentence(asked, held, printed),
    )


def rows_behind(connection: Connection, asked: DonorFilter) -> CitedTable:
    """The stored rows of that side and year, in reader's words, repeats included."""
    where, values = _where(asked)
    return behind.rows_of(connection, donors(connection, asked), where, values, {})


def _where(asked: DonorFilter) -> tuple[str, dict[str, object]]:
    """What picks the stored rows, and its values. Raises UnknownChoice for a side there is not."""
    if asked.side not in SERIES:
        raise UnknownChoice("side", asked.side, list(SERIES))
    values = {"series": SERIES[asked.side], "year": asked.year, **asked.place.values}
    return f"{asked.place.condition} AND f.series_key = :series AND f.year = :year", values


def _drawn(row: Row, rank: int) -> Row:
    words = amount_words(row["amount_usd"], Comparator(row["comparator"]))
    cut_off = not row["is_complete_table"]
    doubts = (TOLD if row["is_sentence"] else CUT_OFF,) if cut_off else ()
    said = [
        f"{row['donor_name']}: {words}",
        row["sector_as_printed"],
        f"{row['publisher']}: {row['document']}",
        *in_words(doubts),
    ]
    return {
        "donor_name": row["donor_name"],
        "amount_usd": row["amount_usd"],
        "amount_words": words,
        "comparator": row["comparator"],
        "is_cut_off": cut_off,
        "rank": rank,
        "hover": "\n".join(part for part in said if part),
        "doubts": doubts,
    }


def _sentence(asked: DonorFilter, held: Sequence[Row], printed: Sequence[Row]) -> str:
    if not held:
        return ""
    count = len({row["donor_name"] for row in held})
    many = counted(count, "donor")
    first, name = held[0], asked.place.spoken
    largest = (
        f"{called(first['donor_name'])}, {amount_words(first['amount_usd'], Comparator(first['comparator']))}"
    )
    if asked.side == Perspective.DONOR_PROFILE:
        if count == 1:
            return f"One donor profile that is held names {name} in {asked.year}: {largest}."
        return (
            f"The profiles of {many} that are held name {name} in {asked.year}; the largest amount: "
            f"{largest}."
        )
    complete = all(row["is_complete_table"] for row in held)
    if all(row["is_sentence"] for row in held):
        said = f"The profile of {name} for {asked.year} names {many} in its text; no table of it is held"
    else:
        said = f"The profile of {name} for {asked.year} lists {many}"
        said += "" if complete else " in the part of its table that could be read"
    said += f": {largest}." if count == 1 else f"; the largest amount: {largest}."
    for total in printed:
        words = amount_words(total["amount_usd"], Comparator(total["comparator"]))
        said += f" The total printed for the year is {words} ({total['document']})."
    return said
