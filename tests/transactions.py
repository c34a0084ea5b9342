"""A copy of a database with made-up transactions of US agencies, for tests and for nothing else.

No publisher's file is at hand, so figures, partners and activities are invented, and their names say so. The
series are put in where they are missing.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from tests.hundredfold import refill

SOURCE, DOCUMENT = "us_foreign_assistance", "TEST-TRANSACTIONS"
OBLIGATIONS, DISBURSEMENTS, REQUESTS = "us_fa_obligations", "us_fa_disbursements", "us_fa_requests"
MEASURES = {OBLIGATIONS: "obligation", DISBURSEMENTS: "disbursement", REQUESTS: "budget_request"}
AGENCIES = (
    ("Test Department of Invented Affairs", "Invented account one"),
    ("Test Department of Invented Affairs", "Invented account two"),
    ("Test Agency for Made-up Aid", "Invented account three"),
)
PARTNERS = tuple(f"Made-up partner {letter}" for letter in "ABCDEFGHIJKL")
PLACES = (
    ("AFG", "Afghanistan"),
    ("AGO", "Angola"),
    ("IRQ", "Iraq"),
    ("KHM", "Cambodia"),
    ("LAO", "Lao PDR"),
    ("COL", "Colombia"),
    ("VNM", "Viet Nam"),
    ("UKR", "Ukraine"),
    ("LKA", "Sri Lanka"),
    ("SOM", "Somalia"),
    (None, "Global"),
)
Transaction = Mapping[str, object]


def made_up(count: int, *, first_year: int = 2015, last_year: int = 2025) -> list[Transaction]:
    """So many transactions, the same on every call: one in seven is below zero."""
    dice = random.Random(15250)
    made = []
    for number in range(count):
        agency, account = AGENCIES[int(dice.random() ** 2 * len(AGENCIES))]
        iso3, place = PLACES[int(dice.random() ** 1.7 * len(PLACES))]
        amount = int(dice.lognormvariate(12.4, 1.6))
        year = dice.randint(first_year, last_year)
        made.append(
            {
                "series_key": OBLIGATIONS if number % 2 else DISBURSEMENTS,
                "recipient_iso3": iso3,
                "recipient_name": place,
                "recipient_scope": "country" if iso3 else "global",
                "year": year,
                "appropriation_account": account,
                "agency_name": agency,
                "implementer_name": PARTNERS[int(dice.random() ** 2 * len(PARTNERS))] if number % 9 else "",
                "activity_id": f"TEST-{number // 3}",
                "activity_name": f"Invented activity {number // 3}",
                "transaction_on": f"{year - 1}-11-{dice.randint(1, 28):02}",
                "amount_usd": -amount // 3 if number % 7 == 3 else amount,
            }
        )
    return made


def put_in(source: Path, target: Path, transactions: Sequence[Transaction]) -> Path:
    """Copy a database and add these transactions; what is worked out from figures is worked out anew."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target)) as connection:
        _series(connection)
        told = {"title": "Made-up transactions", "publisher": "A test"}
        document = {"published_precision": "day", "published_on": "2025-03-31", "kind_as_printed": "primary"}
        document["text_is"] = "own"
        for table, row in (
            ("source", {"source_key": SOURCE, "target_table": "funding_figure", **told}),
            ("document", {"document_id": DOCUMENT, "url": "https://example.org/test", **document, **told}),
        ):
            column, key = next(iter(row.items()))
            if not connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", (key,)).fetchone():
                _insert(connection, table, row)
        start = connection.execute("SELECT MAX(figure_id) FROM funding_figure").fetchone()[0]
        for number, given in enumerate(transactions, 1):
            amount = int(str(given["amount_usd"]))
            _insert(
                connection,
                "funding_figure",
                {
                    "figure_id": start + number,
                    "source_key": SOURCE,
                    "document_id": DOCUMENT,
                    "locator": f"row {number}",
                    "file_row": f"made_up.csv row {number}",
                    "donor_iso3": "USA",
                    "donor_name": "United States",
                    "year_basis": "us_fiscal",
                    "measure": MEASURES[str(given["series_key"])],
                    "activity_scope": "crs_15250",
                    "comparator": "exact",
                    "amount_low_usd": amount,
                    "amount_high_usd": amount + 1,
                    "amount_as_printed": str(amount),
                    "unit_as_printed": "US$",
                    "is_complete_table": 1,
                    "standing": "current",
                    "edition_on": "2025-03-31",
                    **given,
                },
            )
        refill(connection)
        connection.execute("UPDATE build SET data_version = substr(data_version, 1, 7) || '-test'")
        connection.commit()
    return target


def _series(connection: sqlite3.Connection) -> None:
    for place, (key, measure) in enumerate(MEASURES.items(), 1001):
        if connection.execute("SELECT 1 FROM series WHERE series_key = ?", (key,)).fetchone():
            continue
        _insert(
            connection,
            "series",
            {
                "series_key": key,
                "family_key": "us_foreign_assistance",
                "position": place,
                "title": f"US foreign assistance, purpose 15250: {measure.replace('_', ' ')}s",
                "panel_title": f"{measure.replace('_', ' ').capitalize()}s of all agencies",
                "measure": measure,
                "activity_scope": "crs_15250",
                "adds_over": "recipient",
                "edition_rule": "all",
                "is_shown_first": int(key != REQUESTS),
                "caveat": "Purpose 15250 as US agencies code it.",
            },
        )


def _insert(connection: sqlite3.Connection, table: str, given: Mapping[str, object]) -> None:
    """A row, with nothing said in the columns that are not given."""
    row = dict(given)
    for _, name, kind, is_needed, *_ in connection.execute(f"PRAGMA table_info({table})"):
        if is_needed and name not in row:
            row[name] = "" if kind == "TEXT" else 0
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)
