"""Questions about editions: which are held, and what a source said of a year in each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.editions import SHIPPED
from mineaction.periods import date_words
from mineaction.queries.asking import Row, data_version, frame, rows
from mineaction.vocabulary import DatePrecision

HELD = """
    SELECT e.*, s.title AS source_title, s.publisher
    FROM edition e JOIN source s ON s.source_key = e.source_key
    ORDER BY s.publisher, s.title, s.source_key, e.number DESC
"""
# Editions of which nothing is held to compare are not offered.
OFFERED = """
    SELECT e.source_key, s.title AS source_title, e.edition_id, e.number, e.is_charted, e.fetched_at, e.how
    FROM edition e JOIN source s ON s.source_key = e.source_key
    WHERE EXISTS (SELECT 1 FROM edition_sum m
                  WHERE m.source_key = e.source_key AND m.edition_id = e.edition_id)
    ORDER BY s.title, e.source_key, e.number DESC
"""
LINES = """
    SELECT DISTINCT m.source_key, m.series_key, t.title, t.position, t.adds_over
    FROM edition_sum m JOIN series t ON t.series_key = m.series_key
    ORDER BY m.source_key, t.position
"""
RECIPIENTS = """
    SELECT DISTINCT recipient_name FROM edition_sum
    WHERE source_key = :source AND series_key = :series ORDER BY recipient_name
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition that can be compared. ``label`` is its day, and its number where a day has several."""

    edition_id: str
    number: int
    label: str
    is_charted: bool
    how: str

    @property
    def words(self) -> str:
        """The edition in a list: its day, and what is particular about it."""
        told = [self.label]
        if self.edition_id == SHIPPED:
            told.append("came with the project")
        if self.is_charted:
            told.append("charted")
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a source. Where it does not add, amounts of several entries are never added up."""

    series_key: str
    title: str
    adds: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A source of which two or more editions can be compared, the newest first."""

    source_key: str
    title: str
    editions: tuple[Edition, ...]
    lines: tuple[Line, ...]

    def edition(self, edition_id: str) -> Edition:
        """The edition of that name, which must be one of them."""
        return next(edition for edition in self.editions if edition.edition_id == edition_id)

    def line(self, series_key: str) -> Line:
        """The series of that name, which must be one of them."""
        return next(line for line in self.lines if line.series_key == series_key)


def day_words(fetched_at: str) -> str:
    """The day of a moment in ISO form, as people write it; empty for none."""
    return date_words(fetched_at[:10], DatePrecision.DAY) if fetched_at else ""


def offers(connection: Connection) -> tuple[Offer, ...]:
    """Every source of which two or more editions can be compared, in order of title."""
    by_source: dict[str, list[Row]] = {}
    for row in rows(connection, OFFERED):
        by_source.setdefault(row["source_key"], []).append(row)
    lines: dict[str, list[Line]] = {}
    for row in rows(connection, LINES):
        line = Line(row["series_key"], row["title"], row["adds_over"] != "nothing")
        lines.setdefault(row["source_key"], []).append(line)
    return tuple(
        Offer(key, held[0]["source_title"], _editions(held), tuple(lines.get(key, ())))
        for key, held in by_source.items()
        if len(held) > 1
    )


def _editions(held: Sequence[Row]) -> tuple[Edition, ...]:
    days = Counter(row["fetched_at"][:10] for row in held)
    return tuple(
        Edition(
            row["edition_id"],
            row["number"],
            day_words(row["fetched_at"]) + (f", no. {row['number']}" if _needs_number(row, days) else ""),
            bool(row["is_charted"]),
            row["how"],
        )
        for row in held
    )


def _needs_number(row: Row, days: Mapping[str, int]) -> bool:
    return days[row["fetched_at"][:10]] > 1 and row["edition_id"] != SHIPPED


def recipients(connection: Connection, source_key: str, series_key: str) -> tuple[str, ...]:
    """Every recipient that any edition of a series has, in order of name."""
    held = rows(connection, RECIPIENTS, source=source_key, series=series_key)
    return tuple(row["recipient_name"] for row in held)


HELD_COLUMNS = (
    *("Source", "Edition of", "Charted", "How it came", "Rows kept", "Rows of the whole", "Bytes"),
    *("Fetched from", "SHA-256", "Publisher's mark (ETag)", "Changed at the publisher", "Connector version"),
    *("Adds to", "Accepted because", "What was noticed", "Publisher", "Edition"),
)
HOW_WORDS = {"shipped": "came with the project", "fetched": "fetched from the publisher"}


def held(connection: Connection) -> CitedTable:
    """Every edition the database holds; one row an edition, the newest of each source first."""
    found = rows(connection, HELD)
    count_of = Counter(row["source_key"] for row in found)
    # Sources with several editions first; the order within a source stays.
    found.sort(key=lambda row: -count_of[row["source_key"]])
    listed = [_held_row(row) for row in found]
    several = [name for name, count in count_of.items() if count > 1]
    sources = len(count_of)
    if several:
        count = len(several)
        sentence = f"{len(listed)} editions of {sources} sources are held; {count} " + (
            "source has more than one." if count == 1 else "sources have more than one."
        )
    else:
        sentence = f"Every one of the {sources} sources has one edition so far." if listed else ""
    return CitedTable(
        title="The editions that are held",
        rows=_without_empty(pd.DataFrame(listed, columns=list(HELD_COLUMNS))),
        unit="one row an edition",
        price_basis="",
        year_basis="",
        source_line="the record kept of each fetch, and the cards of what came with the project",
        caveats=(
            "An edition is what a publisher gave on one day. The same content fetched again is no new one.",
            "One edition of each source is charted: all other pages show its figures and no others.",
            "Of what came with the project, rows and bytes are listed with the files on the Data page.",
        ),
        data_version=data_version(connection),
        sentence=sentence,
    )


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    """The table without columns that say nothing of any edition."""
    return table[[name for name in table.columns if table[name].astype(bool).any()]]


def _held_row(row: Row) -> Row:
    is_fetched = row["edition_id"] != SHIPPED
    return {
        "Source": row["source_title"],
        "Edition of": day_words(row["fetched_at"]),
        "Charted": "charted" if row["is_charted"] else "",
        "How it came": HOW_WORDS.get(row["how"], row["how"]),
        "Rows kept": _number(row["kept_row_count"]) if is_fetched else "",
        "Rows of the whole": _number(row["row_count"]) if is_fetched else "",
        "Bytes": _number(row["byte_count"]),
        "Fetched from": row["fetched_from"],
        "SHA-256": row["sha256"],
        "Publisher's mark (ETag)": row["etag"],
        "Changed at the publisher": row["last_modified"],
        "Connector version": _number(row["connector_version"]) if is_fetched else "",
        "Adds to": row["builds_on"],
        "Accepted because": row["accepted_because"],
        "What was noticed": row["note"],
        "Publisher": row["publisher"],
        "Edition": row["edition_id"],
    }


def _number(count: int) -> str:
    return f"{count:,}"


NEWEST = """
    SELECT s.title, e.fetched_at FROM edition e JOIN source s ON s.source_key = e.source_key
    WHERE e.is_charted = 1 AND e.edition_id <> :shipped ORDER BY e.fetched_at DESC, s.title
"""


def newest_words(connection: Connection) -> str:
    """The source whose charted edition is the newest; empty where none was fetched."""
    found = rows(connection, NEWEST, shipped=SHIPPED)
    return f"{found[0]['title']}, {day_words(found[0]['fetched_at'])}" if found else ""


ENTRIES = """
    SELECT m.edition_id, m.series_key, m.donor_name, m.recipient_name, m.year, m.year_basis,
           m.appropriation_account, m.agency_name, m.implementer_name, m.plan_name,
           m.figure_count, m.amount_usd, m.file_row
    FROM edition_sum m
    WHERE m.source_key = :source AND m.series_key = :series AND m.edition_id IN :editions
      AND (:recipient = '' OR m.recipient_name = :recipient)
    ORDER BY m.year, m.recipient_name, m.donor_name, m.edition_sum_id
"""


def entries(
    connection: Connection, source: str, series: str, editions: Iterable[str], recipient: str
) -> list[Row]:
    """What these editions say of a series, entry by entry, in order of year and recipient."""
    return rows(
        connection, ENTRIES, source=source, series=series, editions=list(editions), recipient=recipient
    )


STORED = """
    SELECT m.edition_id, e.fetched_at, e.number, m.year AS "Year", m.recipient_name AS "Recipient",
           m.amount_usd AS "US$, current", m.figure_count AS "Figures added", s.title || ', edition ' ||
           m.edition_id AS "Document", e.fetched_from AS "Link", m.file_row AS "Place in the document",
           t.title AS "Series", m.donor_name AS "Donor", m.appropriation_account AS "Account",
           m.agency_name AS "Agency", m.implementer_name AS "Implementer", m.plan_name AS "Plan",
           e.sha256 AS "SHA-256 of the edition"
    FROM edition_sum m
    JOIN edition e ON e.source_key = m.source_key AND e.edition_id = m.edition_id
    JOIN source s ON s.source_key = m.source_key
    JOIN series t ON t.series_key = m.series_key
    WHERE m.source_key = :source AND m.series_key = :series AND m.edition_id IN :editions
      AND (:recipient = '' OR m.recipient_name = :recipient)
    ORDER BY m.year, m.recipient_name, m.donor_name, e.number DESC, m.edition_sum_id
"""
COLUMNS_WITH_WORDS = ("Account", "Agency", "Implementer", "Plan")


def stored(
    connection: Connection, source: str, series: str, editions: Iterable[str], recipient: str
) -> pd.DataFrame:
    """The same for reading, with each edition's day, file and checksum; empty columns are left out."""
    found = frame(
        connection, STORED, source=source, series=series, editions=list(editions), recipient=recipient
    )
    found.insert(0, "Edition of", [day_words(value) for value in found["fetched_at"].tolist()])
    found["Link"] = [value if value.startswith(("http://", "https://")) else "" for value in found["Link"]]
    empty = [name for name in COLUMNS_WITH_WORDS if not found[name].astype(bool).any()]
    return found.drop(columns=["edition_id", "fetched_at", "number", *empty])
