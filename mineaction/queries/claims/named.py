"""Which countries a statement names as freed of the impact of mines, and where statements disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.periods import date_span, date_words
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.claims.register import METRIC_LABELS
from mineaction.queries.claims.statements import CLAIMS, value_words
from mineaction.queries.claims.steps import Place
from mineaction.vocabulary import ClaimMetric, DatePrecision


@dataclass(frozen=True, slots=True)
class Naming:
    """One document: when, by whom, the total it states, and the countries it names (ISO codes)."""

    date: str
    made_by: str
    total: str
    place: Place
    countries: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class Named:
    """Every document on countries freed of the impact of mines, oldest first, and every country named.

    ``countries`` are (ISO code, name), in order of name: an index of names, and no document's list.
    """

    namings: tuple[Naming, ...]
    countries: tuple[tuple[str, str], ...]
    table: CitedTable


@dataclass(frozen=True, slots=True)
class Side:
    """One of two statements that disagree."""

    words: str
    date: str
    made_by: str
    place: Place


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements about one thing whose ranges do not meet, and how they differ."""

    about: str
    reason: str
    first: Side
    second: Side


def impact_free(connection: Connection) -> Named:
    """Which statement named which country when. One document is one column, whatever rows it was read in."""
    held = rows(
        connection,
        CLAIMS + "WHERE c.metric = :metric AND c.made_on <> '' ORDER BY c.claim_id",
        metric=ClaimMetric.COUNTRIES_IMPACT_FREE.value,
    )
    by_document: dict[str, list[Row]] = {}
    for row in held:
        by_document.setdefault(row["document_id"], []).append(row)
    texts = sorted(by_document.values(), key=_last_day)
    namings = tuple(_naming(text) for text in texts)
    every = {iso3 for naming in namings for iso3 in naming.countries}
    names = rows(
        connection,
        "SELECT iso3, name FROM country WHERE iso3 IN :iso3 ORDER BY name, iso3",
        iso3=sorted(every),
    )
    countries = tuple((row["iso3"], row["name"]) for row in names)
    cited = citations(connection, (row["document_id"] for row in held))
    table = CitedTable(
        title="Which statement named which country as free of the impact of mines",
        rows=pd.DataFrame(_as_rows(namings, dict(countries)), columns=list(_COLUMNS)),
        unit="countries, as named",
        price_basis="",
        year_basis="date of the statement",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=("A country that a text does not name is not thereby said to be left out of its total.",),
        data_version=data_version(connection),
        sentence=named_sentence(namings, dict(countries)),
    )
    return Named(namings, countries, table)


_COLUMNS = (
    *("Date", "By", "Total stated", "Countries named", "Document", "Link", "Place in the document", "Note"),
)


def _last_day(text: Sequence[Row]) -> tuple[object, str]:
    first = text[0]
    return date_span(first["made_on"], DatePrecision(first["date_precision"])).last_day, first["claim_id"]


def _naming(text: Sequence[Row]) -> Naming:
    # The rows of one document are readings of one text: the total, and the countries its list names.
    first, *_ = text
    stated = next((row for row in text if row["value"] is not None), first)
    return Naming(
        date=date_words(first["made_on"], DatePrecision(first["date_precision"])),
        made_by=text[-1]["made_by"],
        total=value_words(stated["value"], stated["unit"], stated["comparator"])
        if stated["value"] is not None
        else "no total",
        place=Place(
            first["document_id"],
            first["document"],
            first["url"],
            first["locator"],
            first["address_note"],
        ),
        countries=frozenset(iso3 for row in text for iso3 in row["countries_named"].split(";") if iso3),
        note="; ".join(dict.fromkeys(row["note"] for row in text if row["note"])),
    )


def _as_rows(namings: Sequence[Naming], names: dict[str, str]) -> list[tuple[str, ...]]:
    return [
        (
            naming.date,
            naming.made_by,
            naming.total,
            ", ".join(sorted(names[iso3] for iso3 in naming.countries)) or "none named",
            naming.place.document,
            naming.place.url,
            naming.place.locator,
            naming.note,
        )
        for naming in namings
    ]


def named_sentence(namings: Sequence[Naming], names: dict[str, str]) -> str:
    """What the statements name and what they do not; that no list behind the last total is known."""
    if not namings:
        return ""
    longest = max(namings, key=lambda naming: len(naming.countries))
    last = namings[-1]
    said = f"The longest list found names {len(longest.countries)} countries ({longest.date}). "
    if not last.countries:
        said += f"The newest total is {last.total} ({last.date}), and no list of the {last.total} is known. "
    dropped = _dropped(namings)
    if dropped:
        iso3, before, after = dropped
        said += (
            f"The lists do not nest: {names[iso3]} stands in that of {before.date}, not in that of "
            f"{after.date}. "
        )
    return said + (
        "The names below come from different texts; however many they are, they are not a list anybody gave."
    )


def _dropped(namings: Sequence[Naming]) -> tuple[str, Naming, Naming] | None:
    """A country that one list names and the next longer list leaves out."""
    lists = [naming for naming in namings if len(naming.countries) > 3]
    for before, after in pairwise(lists):
        gone = sorted(before.countries - after.countries)
        if gone and len(after.countries) >= len(before.countries):
            return gone[0], before, after
    return None


DISAGREEMENTS = """
    SELECT k.subject_key, k.reason, k.unit, a.metric AS metric,
           a.value AS value_1, a.comparator AS comparator_1, a.made_on AS made_on_1,
           a.date_precision AS precision_1, a.made_by AS made_by_1, a.locator AS locator_1,
           a.document_id AS document_id_1, da.title AS document_1, da.url AS url_1,
           da.address_note AS address_note_1,
           b.value AS value_2, b.comparator AS comparator_2, b.made_on AS made_on_2,
           b.date_precision AS precision_2, b.made_by AS made_by_2, b.locator AS locator_2,
           b.document_id AS document_id_2, db.title AS document_2, db.url AS url_2,
           db.address_note AS address_note_2
    FROM conflict k
    JOIN claim a ON a.subject_key = k.subject_key AND a.document_id = k.first_document_id
                AND a.file_row = k.first_file_row
    JOIN claim b ON b.subject_key = k.subject_key AND b.document_id = k.second_document_id
                AND b.file_row = k.second_file_row
    JOIN document da ON da.document_id = a.document_id JOIN document db ON db.document_id = b.document_id
    WHERE k.kind = 'claim'
    ORDER BY a.metric, k.reason, b.made_on, a.made_on, a.claim_id, b.claim_id
"""


def disagreements(connection: Connection) -> tuple[Disagreement, ...]:
    """Every pair of statements that contradict each other, by what they are about."""
    return tuple(
        Disagreement(
            about=METRIC_LABELS[ClaimMetric(row["metric"])],
            reason=row["reason"],
            first=_side(row, 1),
            second=_side(row, 2),
        )
        for row in rows(connection, DISAGREEMENTS)
    )


def _side(row: Row, number: int) -> Side:
    return Side(
        words=value_words(row[f"value_{number}"], row["unit"], row[f"comparator_{number}"]),
        date=date_words(row[f"made_on_{number}"], DatePrecision(row[f"precision_{number}"])),
        made_by=row[f"made_by_{number}"],
        place=Place(
            row[f"document_id_{number}"],
            row[f"document_{number}"],
            row[f"url_{number}"],
            row[f"locator_{number}"],
            row[f"address_note_{number}"],
        ),
    )
