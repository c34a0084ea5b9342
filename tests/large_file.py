"""A made-up file in the shape of ForeignAssistance.gov's complete file, as large as is asked for.

Usage: ``python -m tests.large_file FILE.csv MEGABYTES``
"""

from __future__ import annotations

import csv
import io
import random
import sys
from pathlib import Path

from etl.connectors.us_foreign_assistance import NOT_GIVEN, PURPOSE

HEADER = (
    *("Country ID", "Country Code", "Country Name", "Region ID", "Region Name", "Income Group ID"),
    *("Income Group Name", "Income Group Acronym", "Managing Agency ID", "Managing Agency Acronym"),
    *("Managing Agency Name", "Managing Sub-agency or Bureau ID", "Managing Sub-agency or Bureau Acronym"),
    *("Managing Sub-agency or Bureau Name", "Implementing Partner Category ID"),
    *("Implementing Partner Category Name", "Implementing Partner Sub-category ID"),
    *("Implementing Partner Sub-category Name", "Implementing Partner ID", "Implementing Partner Name"),
    *("International Category ID", "International Category Name", "International Sector Code"),
    *("International Sector Name", "International Purpose Code", "International Purpose Name"),
    *("US Category ID", "US Category Name", "US Sector ID", "US Sector Name", "Funding Account ID"),
    *("Funding Account Name", "Funding Agency ID", "Funding Agency Name", "Funding Agency Acronym"),
    *("Foreign Assistance Objective ID", "Foreign Assistance Objective Name", "Aid Type Group ID"),
    *("Aid Type Group Name", "Activity ID", "Submission ID", "Activity Name", "Activity Description"),
    *("Activity Project Number", "Activity Start Date", "Activity End Date", "Transaction Type ID"),
    *("Transaction Type Name", "Fiscal Year", "Transaction Date", "Current Dollar Amount"),
    *("Constant Dollar Amount", "aid_type_id", "aid_type_name", "activity_budget_amount"),
    "submission_activity_id",
)
DIFFERENT_ROWS = 200_000
"""The file repeats so many rows over and over: readers look at every byte all the same."""
IN_A_THOUSAND = 6
"""Rows of the purpose kept: some thirty thousand in three gigabytes."""
PLACES = (
    *(("AFG", "Afghanistan"), ("AGO", "Angola"), ("COL", "Colombia"), ("IRQ", "Iraq")),
    *(("KHM", "Cambodia"), ("LKA", "Sri Lanka"), ("UKR", "Ukraine"), ("WLD", "World")),
    ("XAF", "Sub-Saharan Africa Region"),
)
TYPES = (("2", "Obligations"), ("3", "Disbursements"), ("18", "President's Budget Requests"))
OTHER_PURPOSES = ("11110", "12220", "13040", "15110", "15130", "15152", "31120", "72010", "93010")
DESCRIPTIONS = (
    NOT_GIVEN,
    "Made-up description of an activity that does not exist",
    'An invented activity, with commas, and what is called "quotes", in one long value. ' * 3,
    "Three lines\nof invented words,\nin one value",
    "An invented activity without anything that would need quotes around it " * 4,
)


def write(path: Path, megabytes: float) -> None:
    """Write a file of about this size; the same on every call."""
    body, size = _rows(), 0
    with path.open("wb") as stream:
        size += stream.write(b"\xef\xbb\xbf" + _as_csv([HEADER]))
        while size < megabytes * 1e6:
            size += stream.write(body)


def _rows() -> bytes:
    dice = random.Random(15250)
    return _as_csv([_row(dice, number) for number in range(DIFFERENT_ROWS)])


def _row(dice: random.Random, number: int) -> list[str]:
    code, place = dice.choice(PLACES)
    kind, kind_name = dice.choice(TYPES)
    year = dice.randint(2001, 2025)
    amount = round(dice.gauss(200_000, 400_000), 2)
    told = {
        "Country Code": code,
        "Country Name": place,
        "Region Name": "Made-up Region",
        "Income Group Name": "Lower Middle Income Country",
        "Managing Agency Name": f"Test Department of Invented Affairs {number % 9}",
        "Managing Agency Acronym": f"TDIA{number % 9}",
        "Managing Sub-agency or Bureau Name": f"Made-up Bureau of Tests, Part {number % 21}",
        "Implementing Partner Category Name": "Enterprises",
        "Implementing Partner Name": f"Made-up partner {dice.randint(1, 800)}",
        "International Sector Name": "Conflict, Peace, and Security",
        "International Purpose Code": (
            PURPOSE if dice.randrange(1000) < IN_A_THOUSAND else dice.choice(OTHER_PURPOSES)
        ),
        "International Purpose Name": "Purpose as named",
        "US Sector Name": "Peace and Security",
        "Funding Account Name": f"Invented account {number % 40}, with a longer name as accounts have",
        "Funding Agency Name": "Test Department of Invented Affairs",
        "Foreign Assistance Objective Name": "Economic",
        "Aid Type Group Name": "Project-Type",
        "Activity ID": str(500_000 + number),
        "Activity Name": f"Invented activity {number}",
        "Activity Description": dice.choice(DESCRIPTIONS),
        "Activity Project Number": f"TEST-{number}",
        "Transaction Type ID": kind,
        "Transaction Type Name": kind_name,
        "Fiscal Year": str(year),
        "Transaction Date": f"{year}-03-31",
        "Current Dollar Amount": str(amount),
        "Constant Dollar Amount": str(round(amount * 1.2, 2)),
    }
    return [told.get(name) or (str(dice.randint(1, 9999)) if name.endswith(("ID", "id")) else NOT_GIVEN)
            for name in HEADER]  # fmt: skip


def _as_csv(rows: list[tuple[str, ...]] | list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    write(Path(sys.argv[1]), float(sys.argv[2]))
