"""Dated statements about a country, and the policy events whose words name it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.periods import date_words
from mineaction.queries import bars
from mineaction.queries.asking import Row, confidence_label, publishers_line, rows
from mineaction.queries.claims import register as claims_register
from mineaction.queries.claims.register import RegisterFilter
from mineaction.queries.country.answer import AS_KNOWN, answer
from mineaction.queries.country.place import Place
from mineaction.vocabulary import EVENT_KIND_LABELS, DatePrecision, EventKind

NAMING = """
    SELECT c.metric, c.file_row FROM claim c
    WHERE c.countries_named <> '' AND ';' || c.countries_named || ';' LIKE '%;' || :iso3 || ';%'
"""
"""ISO codes are joined by ``;``."""

EVENTS = """
    SELECT e.*, d.title AS document, d.url
    FROM policy_event e JOIN document d ON d.document_id = e.document_id
    ORDER BY e.happened_on DESC, e.event_key
"""
EVENT_COLUMNS = (
    *("Date", "What happened", "In a sentence or two", "Kind", "Who acted", "How it was read"),
    *("Document", "Link", "Place in the document", "Row in our file"),
)
SCOPE, AS_PRINTED, ACCOUNT = "Subject", "Scope as printed", "Account or agency"
NO_SCOPE = "as the table or sentence has it"
"""What the rows say where the document says nothing of the scope."""
WHOLE_WORDS = (
    "An event stands here where its own title or summary names the place; events that touch it without "
    "naming it are on the Policy page."
)


def claims(connection: Connection, place: Place) -> CitedTable:
    """Statements about the place, newest first, and below them those that name it among others.

    Columns are those of the register (claims_register.COLUMNS), and the account or agency.
    """
    of_place = claims_register.register(connection, RegisterFilter(place=place.name, with_places=True))
    found = rows(connection, NAMING, iso3=place.iso3) if place.iso3 else []
    tables, cited = [of_place.rows], list(of_place.citations)
    for metric in sorted({row["metric"] for row in found}):
        whole = claims_register.register(connection, RegisterFilter(metric=metric, with_places=True))
        naming = whole.rows["Row in our file"].isin([row["file_row"] for row in found])
        tables.append(whole.rows[naming])
        documents = set(whole.rows[naming]["Document"])
        cited += [one for one in whole.citations if one.title in documents and one not in cited]
    both = pd.concat([table for table in tables if len(table)] or tables[:1], ignore_index=True)
    listed = _with_accounts(connection, both.drop_duplicates(ignore_index=True))
    scopes = set(listed[SCOPE])
    return replace(
        of_place,
        title=f"Dated statements about {place.spoken}",
        rows=listed,
        unit="as said",
        citations=tuple(cited),
        source_line=publishers_line(cited),
        caveats=(
            *of_place.caveats,
            "Running totals and shares of a region overlap each other; announced money is not money given.",
            *(f"Subject of all of these: {scope}." for scope in scopes if len(scopes) == 1),
        ),
        choices=(("Country or area", place.name),),
    )


def _with_accounts(connection: Connection, listed: pd.DataFrame) -> pd.DataFrame:
    """The statements in order of what they count, each with the account or agency it speaks of."""
    found = rows(
        connection,
        "SELECT file_row, appropriation_account, agency_name FROM claim WHERE file_row IN :file_rows",
        file_rows=[*listed["Row in our file"], ""],
    )
    words = {row["file_row"]: _account(row["appropriation_account"], row["agency_name"]) for row in found}
    order = list(claims_register.METRIC_LABELS.values())
    made = listed.copy()
    made[ACCOUNT] = [words.get(key, "") for key in listed["Row in our file"]]
    made[AS_PRINTED] = listed[AS_PRINTED].replace(NO_SCOPE, "")
    return made.sort_values("What is counted", key=lambda labels: labels.map(order.index), kind="stable")


def _account(code: str, agency: str) -> str:
    if code == "ALL":
        return agency or "all accounts"
    return bars.ACCOUNT_NAMES.get(code, agency or code)


def events(connection: Connection, place: Place) -> CitedTable:
    """Policy events whose title or summary names the place as a whole word, newest first (EVENT_COLUMNS)."""
    names = {place.name, place.full_name}
    names |= {
        row["name"]
        for row in rows(connection, "SELECT name FROM country_alias WHERE iso3 = :iso3", iso3=place.iso3)
    }
    longer = _longer(connection, names)
    held = [
        row for row in rows(connection, EVENTS) if is_named(f"{row['title']} {row['summary']}", names, longer)
    ]
    return answer(
        connection,
        place,
        [_event(row) for row in held],
        EVENT_COLUMNS,
        title=f"Policy events that name {place.spoken}",
        documents=[row["document_id"] for row in held],
        year_basis=AS_KNOWN,
        caveats=(WHOLE_WORDS,),
    )


def is_named(words: str, names: Collection[str], longer: Collection[str]) -> bool:
    """Whether one of the names stands in the words by itself, and not as a part of a longer country's name.

    "South Sudan" does not name Sudan, nor "Nigerian" Niger.
    """
    for name in longer:
        words = words.replace(name, " ")
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names)


def _longer(connection: Connection, names: Collection[str]) -> list[str]:
    """Names of other countries that contain one of these, the longest first."""
    found = rows(connection, "SELECT name FROM country_alias UNION SELECT name FROM country")
    others = {row["name"] for row in found} - set(names)
    inside = [other for other in others if any(name in other for name in names)]
    return sorted(inside, key=lambda name: (-len(name), name))


def _event(row: Row) -> Row:
    return {
        "Date": date_words(row["happened_on"], DatePrecision(row["date_precision"])),
        "What happened": row["title"],
        "In a sentence or two": row["summary"],
        "Kind": EVENT_KIND_LABELS[EventKind(row["kind"])],
        "Who acted": row["actor"],
        "How it was read": confidence_label(row["confidence"]),
        "Document": row["document"],
        "Link": row["url"],
        "Place in the document": row["locator"],
        "Row in our file": row["file_row"],
    }
