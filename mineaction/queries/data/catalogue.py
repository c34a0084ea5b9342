"""Questions about the data itself: each source and how fresh it is, and its files."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.editions import SHIPPED, Attempt
from mineaction.periods import date_words
from mineaction.queries.asking import Row, data_version, rows, scalar
from mineaction.queries.editions import attempts
from mineaction.queries.editions.attempts import Told
from mineaction.queries.editions.held import day_words
from mineaction.vocabulary import DatePrecision

SOURCES = """
    SELECT s.*, e.edition_id, e.fetched_at, e.how
    FROM source s LEFT JOIN edition e ON e.source_key = s.source_key AND e.is_charted = 1
    ORDER BY s.publisher, s.title, s.source_key
"""

# The years a source speaks of: of amounts, of facts, and of dated statements, events, decisions and states.
YEARS = """
    SELECT source_key, MIN(year) AS first, MAX(year) AS last FROM (
        SELECT source_key, year FROM funding_held
        UNION ALL SELECT source_key, year FROM fact WHERE year IS NOT NULL
        UNION ALL SELECT source_key, fiscal_year FROM price_index
        UNION ALL SELECT source_key, CAST(SUBSTR(made_on, 1, 4) AS INTEGER) FROM claim WHERE made_on <> ''
        UNION ALL SELECT source_key, CAST(SUBSTR(happened_on, 1, 4) AS INTEGER) FROM policy_event
        UNION ALL SELECT source_key, CAST(SUBSTR(declared_on, 1, 4) AS INTEGER) FROM mine_free_state
        UNION ALL SELECT source_key, CAST(SUBSTR(deposited_on, 1, 4) AS INTEGER) FROM treaty_status
                  WHERE deposited_on <> ''
    ) AS dated GROUP BY source_key
"""

NOT_FETCHED = "not fetched yet"
HOW_WORDS = {"fetched": "fetched", "from a file": "read from a file", "added by hand": "added by hand"}

FRESHNESS_COLUMNS = {
    "title": "Source",
    "charted_words": "Edition charted",
    "age_days": "Age, days",
    "last_attempt": "Last attempt to refresh",
    "came_to": "What became of it",
    "held_back": "Held back",
    "due_words": "Due for a look",
    "last_checked_on": "Last read",
    "asked_on": "Compared with the publisher",
    "recheck_every_days": "Look again after days",
    "next_on": "Look again on",
    "publisher": "Publisher",
    "row_is": "One row is",
    "rows_read": "Rows in its files",
    "rows_loaded": "Rows in the database",
    "years": "Years",
    "update_rhythm": "The publisher brings out",
    "licence_note": "Licence note",
    "target_table": "Table",
    "source_key": "Short name",
}


def is_due(last_checked_on: str, every_days: int, today: date) -> bool:
    """Whether somebody should look again: the days since the last look have run out."""
    return today > next_look(last_checked_on, every_days)


def next_look(last_checked_on: str, every_days: int) -> date:
    """The last day on which the last look still counts as fresh."""
    return date.fromisoformat(last_checked_on) + timedelta(days=every_days)


def freshness(connection: Connection, today: date, history: tuple[Attempt, ...] = ()) -> CitedTable:
    """Every source with its edition, rows, years and last look; one row a source.

    Sources of which an edition is held back come first, then those due first, those never fetched last.
    ``history`` is every attempt to bring a source up to date, oldest first.
    """
    told = attempts.by_source(history, attempts.series_titles(connection))
    sources = _sources(connection)
    for row in sources:
        _date(row, told.get(row["source_key"], Told()), today)
    sources.sort(key=lambda row: (not row["held_back"], not row["is_fetched"], row["next_on"]))
    held_back = [row["title"] for row in sources if row["held_back"]]
    return CitedTable(
        title="How fresh each source is",
        rows=_shown(sources),
        unit="one row a source",
        price_basis="",
        year_basis=f"freshness as of {date_words(today.isoformat(), DatePrecision.DAY)}",
        source_line="the card that came with each dataset",
        caveats=(
            "“Last read” is the day on which the figures were last read in their documents by a person, or "
            "fetched. Only a refresh asks the publisher; “Compared with the publisher” is the day of the "
            "last that did, where there was one. A source that is not due may have changed since.",
            *(
                [
                    "An edition is held back where it differs from the one charted by more than is usual. "
                    "The earlier one stays charted until a person has looked."
                ]
                if held_back
                else []
            ),
            "One row of a file can give several rows of the database, or none: those are listed with reasons "
            "under the checks.",
            "Licence notes say what is known, and are no legal advice.",
        ),
        data_version=data_version(connection),
        sentence=_sentence(connection, sources),
    )


def _date(row: Row, told: Told, today: date) -> None:
    """Put in what the calendar and the attempts say of a source."""
    row["last_checked_on"] = max(row["last_checked_on"], told.looked_on)
    fetched_on = row["fetched_at"][:10] if row["how"] == "fetched" else ""
    row["asked_on"] = max(told.asked_on, fetched_on)
    due_on = next_look(row["last_checked_on"], row["recheck_every_days"])
    row["next_on"] = due_on.isoformat()
    row["is_fetched"] = bool(row["rows_loaded"] or row["rows_read"])
    row["is_due"] = row["is_fetched"] and is_due(row["last_checked_on"], row["recheck_every_days"], today)
    days = abs((today - due_on).days)
    row["due_words"] = (
        f"due, {counted(days, 'day')} late" if row["is_due"] else f"not due for {counted(days, 'day')}"
    )
    row["charted_words"], row["age_days"] = NOT_FETCHED, None
    if not row["is_fetched"]:
        # Nobody has looked at it yet, so there is no day to look again on.
        row["due_words"], row["last_checked_on"], row["next_on"] = "due at the next refresh", "", ""
    else:
        row["charted_words"] = _charted_words(row)
        if row["fetched_at"]:
            row["age_days"] = max(0, (today - date.fromisoformat(row["fetched_at"][:10])).days)
    row["last_attempt"], row["came_to"], row["held_back"] = told.last, told.came_to, told.held_back


def _charted_words(row: Row) -> str:
    if row["edition_id"] in (None, SHIPPED):
        return "came with the project"
    return f"{HOW_WORDS.get(row['how'], 'fetched')} on {day_words(row['fetched_at'])}"


def _shown(sources: list[Row]) -> pd.DataFrame:
    """The table to show; columns on attempts are left out where there has been none."""
    made = pd.DataFrame(sources, columns=list(FRESHNESS_COLUMNS))
    made["age_days"] = made["age_days"].astype("Int64")
    told = ("last_attempt", "came_to", "held_back", "asked_on")
    empty = [name for name in told if not made[name].astype(bool).any()]
    return made.drop(columns=empty).rename(columns=FRESHNESS_COLUMNS)


def _sources(connection: Connection) -> list[Row]:
    years = {row["source_key"]: row for row in rows(connection, YEARS)}
    sources = rows(connection, SOURCES)
    for row in sources:
        known = years.get(row["source_key"])
        row["years"] = _years(known["first"], known["last"]) if known else ""
    return sources


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _sentence(connection: Connection, listed: list[Row]) -> str:
    sources = [row for row in listed if row["is_fetched"]]
    if not sources:
        return ""
    documents = scalar(connection, "SELECT COUNT(*) FROM document")
    loaded = sum(row["rows_loaded"] for row in sources)
    due = [row for row in sources if row["is_due"]]
    oldest = min(row["last_checked_on"] for row in sources)
    newest = max(row["last_checked_on"] for row in sources)
    first, last = (date_words(day, DatePrecision.DAY) for day in (oldest, newest))
    if first.split(" ")[1:] == last.split(" ")[1:]:
        first = first.split(" ")[0]  # of the same month
    looked = f"on {last}" if oldest == newest else f"between {first} and {last}"
    if due:
        late = ", ".join(row["title"] for row in due[:3]) + (" and others" if len(due) > 3 else "")
        verb = "is" if len(due) == 1 else "are"
        fresh = f"{len(due)} of them {verb} due for another look today: {late}"
    else:
        fresh = "none is due for another look today"
    return (
        f"{loaded:,} rows come from {counted(len(sources), 'source')} and name {documents:,} documents; "
        f"all were last read {looked}, {_asked_words(sources)}, and {fresh}.{_further(listed)}"
    )


def _asked_words(sources: list[Row]) -> str:
    """How many sources a refresh has compared with their publishers; a person who reads them asks nobody."""
    asked = sum(bool(row["asked_on"]) for row in sources)
    if not asked:
        return "none has been compared with its publisher since"
    if asked == len(sources):
        return "each has been compared with its publisher"
    return f"{asked} {'has' if asked == 1 else 'have'} been compared with the publisher by a refresh"


def _further(listed: list[Row]) -> str:
    """What else is to be said: sources without figures, and editions that wait for a person."""
    missing = [row["title"] for row in listed if not row["is_fetched"]]
    waiting = [row["title"] for row in listed if row["held_back"]]
    said = ""
    if missing:
        verb = "is listed and has" if len(missing) == 1 else "are listed and have"
        more = "source" if len(missing) == 1 else "sources"
        said += f" {len(missing)} more {more} {verb} not been fetched yet."
    if waiting:
        said += f" A newer edition is held back until a person has looked: {', '.join(waiting)}."
    return said


def files(connection: Connection) -> CitedTable:
    """Every file that was loaded, known by its checksum; one row a file."""
    held = rows(
        connection,
        """SELECT s.title AS "Source", f.name AS "File", f.row_count AS "Rows", f.byte_count AS "Bytes",
                  f.retrieved_on AS "Read or fetched on", f.sha256 AS "SHA-256"
           FROM source_file f JOIN source s ON s.source_key = f.source_key ORDER BY s.title, f.name""",
    )
    return CitedTable(
        title="The files, with their checksums",
        rows=pd.DataFrame(held),
        unit="one row a file",
        price_basis="",
        year_basis="",
        source_line="the files as they were loaded, each under its dataset's card",
        data_version=data_version(connection),
    )
