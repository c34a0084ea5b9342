"""Membership of the Ottawa Convention and of the one on cluster munitions: by year, and state by state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.periods import date_words
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows, scalar
from mineaction.vocabulary import DatePrecision, Treaty, TreatyState

TREATY_TITLES: dict[Treaty, str] = {
    Treaty.APMBC: "Ottawa Convention (anti-personnel mines)",
    Treaty.CCM: "Convention on Cluster Munitions",
}

STATE_WORDS: dict[TreatyState, str] = {
    TreatyState.PARTY: "party",
    TreatyState.SIGNATORY: "signed, not party",
    TreatyState.WITHDRAWN: "withdrew",
}

YEAR_COLUMNS = (
    "treaty treaty_title year starts_on ends_on parties joined left_names joined_names is_partial hover"
).split()

COUNTED = (
    "Counted are states that had deposited their instrument of ratification, accession or the like by the "
    "end of each calendar year, less those whose withdrawal had taken effect. The treaty enters into force "
    "for a state about half a year after its deposit, so it binds fewer states at any moment."
)


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which rows of the table by state; an empty value leaves a field open. ``words`` are part of a name."""

    treaty: str = ""
    status: str = ""
    words: str = ""
    iso3: str = ""


def by_year(connection: Connection) -> CitedTable:
    """Parties at the end of each calendar year, by date of deposit (columns: YEAR_COLUMNS).

    A date known only to the year is enough for such a count. The year of the last check is not over: it is
    counted as listed, and ``is_partial``.
    """
    held = _stored(connection)
    as_of = _checked_on(connection)
    made = counted(held, as_of)
    cited = citations(connection, _documents(held))
    only_year = sum(row["deposited_precision"] == DatePrecision.YEAR for row in held)
    no_force = sum(bool(row["deposited_on"]) and not row["entry_into_force_on"] for row in held)
    return CitedTable(
        title="States party to two treaties, at the end of each year",
        rows=pd.DataFrame(made, columns=YEAR_COLUMNS),
        unit="states, by date of deposit",
        price_basis="",
        year_basis="calendar years, counted at their end",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            COUNTED,
            f"For {only_year} memberships only the year of deposit is known; no day is made up. For "
            f"{no_force} no date of entry into force is held, which is why deposits are counted.",
            f"{as_of.year} is not over: its count is as listed on {_day(as_of.isoformat())}.",
            "The lists are transcriptions of the UN Treaty Collection of 2014 and 2026, with notices since.",
        ),
        data_version=data_version(connection),
        sentence=_sentence(made, held),
    )


def counted(held: Sequence[Row], as_of: date) -> list[Row]:
    """The count of each treaty and year (keys: YEAR_COLUMNS) from its first deposit to the year of ``as_of``.

    ``held`` rows: ``treaty``, ``name``, ``deposited_on``, ``withdrawal_effective_on`` (ISO text, the first
    perhaps only a year; empty where there is none). Withdrawals after ``as_of`` are not counted.
    """
    made: list[Row] = []
    for treaty, title in TREATY_TITLES.items():
        joins = [row for row in held if row["treaty"] == treaty and row["deposited_on"]]
        if not joins:
            continue
        parties = 0
        for year in range(min(int(row["deposited_on"][:4]) for row in joins), as_of.year + 1):
            joined = sorted(row["name"] for row in joins if int(row["deposited_on"][:4]) == year)
            left = sorted(row["name"] for row in joins if _left_in(row, year, as_of))
            parties += len(joined) - len(left)
            made.append(
                {
                    "treaty": treaty.value,
                    "treaty_title": title,
                    "year": year,
                    "starts_on": date(year, 1, 1),
                    "ends_on": date(year + 1, 1, 1),
                    "parties": parties,
                    "joined": len(joined),
                    "joined_names": tuple(joined),
                    "left_names": tuple(left),
                    "is_partial": year == as_of.year,
                    "hover": _hover(title, year, parties, joined, left, is_partial=year == as_of.year),
                }
            )
    return made


def _left_in(row: Row, year: int, as_of: date) -> bool:
    left = row["withdrawal_effective_on"]
    return bool(left) and int(left[:4]) == year and left <= as_of.isoformat()


def _hover(
    title: str, year: int, parties: int, joined: Sequence[str], left: Sequence[str], *, is_partial: bool
) -> str:
    said = [f"{title}, {'so far in' if is_partial else 'end of'} {year}: {parties} states"]
    for names, word in ((joined, "deposited"), (left, "withdrawn")):
        if names:
            shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
            said.append(f"{len(names)} {word}: {shown}")
    return "\n".join(said)


MEMBER_COLUMNS = {
    "name": "State",
    "treaty_short": "Treaty",
    "status_words": "Standing",
    "signed_words": "Signed",
    "deposited_words": "Deposited",
    "method": "How it joined",
    "force_words": "In force for it",
    "notified_words": "Withdrawal notified",
    "withdrawn_words": "Withdrawal took effect",
    "suspended_words": "Suspension notified",
    "note": "Note",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "cross_check": "Second copy of the list",
    "file_row": "Row in our file",
}
"""Columns of the table by state, in reader's words."""


def by_state(connection: Connection, asked: MemberFilter) -> CitedTable:
    """One row a state and treaty (columns: the words of MEMBER_COLUMNS), states by name.

    Raises UnknownChoice for a treaty or standing there is not.
    """
    if asked.treaty and asked.treaty not in set(Treaty):
        raise UnknownChoice("treaty", asked.treaty, [treaty.value for treaty in Treaty])
    if asked.status and asked.status not in set(TreatyState):
        raise UnknownChoice("standing", asked.status, [state.value for state in TreatyState])
    held = [row for row in _stored(connection, asked.iso3) if _fits(row, asked)]
    for row in held:
        _add_words(row)
    cited = citations(connection, _documents(held))
    table = pd.DataFrame(held, columns=list(MEMBER_COLUMNS)).rename(columns=MEMBER_COLUMNS)
    return CitedTable(
        title="State by state",
        rows=table,
        unit="states",
        price_basis="",
        year_basis="dates as exact as they are known",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            "“Worked out” marks a date that follows from another by the treaty's rule, not found in print.",
        ),
        choices=tuple((name, value) for name, value in (("Name contains", asked.words),) if value),
        data_version=data_version(connection),
        sentence=f"{len(held)} entries.",
    )


def _fits(row: Row, asked: MemberFilter) -> bool:
    names = f"{row['name']} {row['country_name']} {row['depositary_name']}".casefold()
    words = asked.words.strip()
    return (
        asked.treaty in ("", row["treaty"])
        and asked.status in ("", row["status"])
        and (words.casefold() in names or words.upper() == row["iso3"])
    )


def _add_words(row: Row) -> None:
    row["treaty_short"] = TREATY_TITLES[Treaty(row["treaty"])].split(" (")[0]
    row["status_words"] = STATE_WORDS[TreatyState(row["status"])]
    row["signed_words"] = _day(row["signed_on"])
    exact = row["deposited_precision"]
    row["deposited_words"] = date_words(row["deposited_on"], DatePrecision(exact)) if exact else ""
    if exact == DatePrecision.YEAR:
        row["deposited_words"] += " (day not known)"
    worked_out = " (worked out)" if row["entry_into_force_basis"].startswith("computed") else ""
    row["force_words"] = _day(row["entry_into_force_on"]) + worked_out * bool(row["entry_into_force_on"])
    if not row["force_words"] and row["deposited_on"]:
        row["force_words"] = "date not known"
    # The stored note says where a notification was reckoned back from the day it took effect.
    reckoned = " (worked out)" if "worked out" in row["note"] else ""
    row["notified_words"] = _day(row["withdrawal_notified_on"]) + reckoned * bool(
        row["withdrawal_notified_on"]
    )
    row["withdrawn_words"] = _day(row["withdrawal_effective_on"])
    row["suspended_words"] = _day(row["suspension_notified_on"])
    if row["suspended_words"]:
        row["status_words"] += ", says it suspends"


def _day(iso: str) -> str:
    return date_words(iso, DatePrecision.DAY) if iso else ""


def _stored(connection: Connection, iso3: str = "") -> list[Row]:
    return rows(
        connection,
        """SELECT t.*, c.name, d.title AS document, d.url FROM treaty_status t
           JOIN country c ON c.iso3 = t.iso3 JOIN document d ON d.document_id = t.document_id
           WHERE :iso3 = '' OR t.iso3 = :iso3
           ORDER BY c.name, t.treaty""",
        iso3=iso3,
    )


def _checked_on(connection: Connection) -> date:
    """The day on which the lists were last read."""
    asked = """SELECT MAX(last_checked_on) FROM source
               WHERE source_key IN (SELECT source_key FROM treaty_status)"""
    found = scalar(connection, asked) or scalar(connection, "SELECT figures_as_of FROM build")
    return date.fromisoformat(str(found))


def _documents(held: Iterable[Row]) -> list[str]:
    """One entry for each use of a document; a withdrawal's further documents count as well."""
    return [
        key
        for row in held
        for key in (row["document_id"], *row["further_document_ids"].split(";"))
        if key.strip()
        for key in (key.strip(),)
    ]


def _sentence(made: Sequence[Row], held: Sequence[Row]) -> str:
    said = []
    for treaty, title in TREATY_TITLES.items():
        years = [row for row in made if row["treaty"] == treaty]
        if not years:
            continue
        newest, peak = years[-1], max(years, key=lambda row: (row["parties"], row["year"]))
        left = sorted(
            row["name"] for row in held if row["treaty"] == treaty and row["withdrawal_effective_on"]
        )
        words = f"{newest['parties']} states have joined the {title} and not left it"
        if peak["parties"] > newest["parties"]:
            words += f", after {peak['parties']} at the end of {peak['year']}"
        if left:
            words += f" ({_listed(left)} withdrew)"
        words += "".join(
            f"; {row['name']} told the UN on {_day(row['suspension_notified_on'])} that it suspends it"
            for row in held
            if row["treaty"] == treaty and row["suspension_notified_on"]
        )
        said.append(words + ".")
    return " ".join(said)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
