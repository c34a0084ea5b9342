"""A country under the two treaties, and whether it was declared or reported free of known mines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.periods import date_words
from mineaction.queries.asking import Row, confidence_label, rows
from mineaction.queries.country.answer import AS_KNOWN, answer
from mineaction.queries.country.place import Place
from mineaction.queries.names import at_start
from mineaction.queries.policy import treaties as membership
from mineaction.queries.policy.treaties import MemberFilter
from mineaction.vocabulary import DatePrecision, TreatyState

JOINED = "Joined (instrument deposited)"
PLAINER = {"Deposited": JOINED, "In force for it": "In force since"}
"""How the columns of dates read where they are of one state."""

FREE_COLUMNS = (
    *("What was declared or reported", "When", "State Party when listed", "Later note", "Named by the US"),
    *("How it was read", "Document", "Link", "Place in the document", "Row in our file"),
)

FREE_CAVEATS = (
    "A declaration is kept as it was made. Where mines were found afterwards, the later note says so.",
    "What the United States named, and what a state declared under the treaty, have different conditions.",
)


def treaties(connection: Connection, place: Place) -> CitedTable:
    """One row a treaty the place signed or joined (columns: treaties.MEMBER_COLUMNS, see PLAINER)."""
    # No state has the code "-": an area without one is on no list.
    found = membership.by_state(connection, MemberFilter(iso3=place.iso3 or "-"))
    listed = found.rows.rename(columns=PLAINER)
    return replace(
        found,
        title=f"Treaty standing of {place.spoken}",
        rows=listed,
        unit="",
        choices=(("Country or area", place.name),),
        sentence=_standing_words(place, listed),
    )


def split(joined: str) -> list[str]:
    """The names of documents in a text that joins them by ``;``, without what is said of one in brackets."""
    return [key for part in joined.split(";") if (key := part.partition("(")[0].strip())]


def _standing_words(place: Place, listed: pd.DataFrame) -> str:
    """How the place stands to each of the two treaties, by the lists that were read."""
    if listed.empty:
        return at_start(f"{place.spoken} is on neither treaty's list of states that signed or joined.")
    said = []
    records = {row["Treaty"]: row for row in listed.to_dict("records")}
    for title in membership.TREATY_TITLES.values():
        short = title.split(" (")[0]
        row = records.get(short)
        if row is None:
            said.append(f"{place.spoken} is not on the list of the {short}")
        elif row["Withdrawal took effect"]:
            said.append(f"its withdrawal from the {short} took effect on {row['Withdrawal took effect']}")
        elif row["Standing"].startswith(membership.STATE_WORDS[TreatyState.PARTY]):
            said.append(_party_words(short, row))
        else:
            said.append(f"it signed the {short} and has not joined it")
    return at_start("; ".join(said)) + "."


def _party_words(short: str, row: Mapping[Hashable, Any]) -> str:
    """That it is party, since when, and what it has told the depositary of since."""
    on = row[JOINED].replace(" (", ", ").removesuffix(")")
    # A day is named as it stands, a year alone with "in".
    said = f"it is party to the {short}"
    if on:
        said += f" (joined {'in ' if on[:4].isdigit() else ''}{on})"
    if row["Withdrawal notified"]:
        said += f" and notified its withdrawal on {row['Withdrawal notified']}"
    if row["Suspension notified"]:
        said += f" and told the UN on {row['Suspension notified']} that it suspends it"
    return said


def mine_free(connection: Connection, place: Place) -> CitedTable:
    """What was declared or reported of its mines, and what was noted later (columns: FREE_COLUMNS)."""
    held = (
        rows(
            connection,
            """SELECT m.*, d.title AS document, d.url FROM mine_free_state m
               JOIN document d ON d.document_id = m.document_id WHERE m.iso3 = :iso3""",
            iso3=place.iso3,
        )
        if place.iso3
        else []
    )
    ids = [
        key
        for row in held
        for key in (row["document_id"], *split(row["us_document_ids"]), *split(row["further_document_ids"]))
    ]
    return answer(
        connection,
        place,
        [_free(row) for row in held],
        FREE_COLUMNS,
        title=f"Declared or reported free of known mines: {place.name}",
        documents=ids,
        year_basis=AS_KNOWN,
        caveats=FREE_CAVEATS,
        sentence=_free_words(place, held),
    )


def _free(row: Row) -> Row:
    return {
        "What was declared or reported": row["kind"],
        "When": _when(row),
        "State Party when listed": "yes" if row["is_ottawa_party"] else "no",
        "Later note": row["later_note"] or "none held",
        "Named by the US": row["us_named"] or "no",
        "How it was read": confidence_label(row["confidence"]),
        "Document": row["document"],
        "Link": row["url"],
        "Place in the document": row["locator"],
        "Row in our file": row["file_row"],
    }


def _when(row: Row) -> str:
    return date_words(row["declared_on"], DatePrecision(row["date_precision"]))


def _free_words(place: Place, held: list[Row]) -> str:
    if not held:
        return ""
    (row,) = held
    later = f" Noted later: {row['later_note']}." if row["later_note"] else ""
    return f"{place.name}: {row['kind']} ({_when(row)}).{later}"
