"""ForeignAssistance.gov, the complete file: transactions of purpose 15250, out of millions as it comes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain

from etl import tabular
from etl.collecting import Collecting
from etl.record_filter import BrokenRecord, Record, records_with

VERSION = 1
ADDS = False

PURPOSE = "15250"
NOT_GIVEN = "NULL"
COLUMNS = {
    "Country Code": "country_code",
    "Country Name": "country_name",
    "Managing Agency Name": "managing_agency_name",
    "Managing Sub-agency or Bureau Name": "managing_sub_agency_name",
    "Implementing Partner Name": "implementing_partner_name",
    "International Purpose Code": "purpose_code",
    "International Purpose Name": "purpose_name",
    "Funding Account ID": "funding_account_id",
    "Funding Account Name": "funding_account_name",
    "Activity ID": "activity_id",
    "Activity Name": "activity_name",
    "Transaction Type ID": "transaction_type_id",
    "Transaction Type Name": "transaction_type_name",
    "Fiscal Year": "fiscal_year",
    "Transaction Date": "transaction_date",
    "Current Dollar Amount": "amount_usd",
    "Constant Dollar Amount": "amount_constant_usd",
}
"""Our names by the publisher's. Some editions write the same names in small letters with underscores."""
PASSED_OVER = (
    *("Country ID", "Region ID", "Region Name", "Income Group ID", "Income Group Name"),
    *("Income Group Acronym", "Managing Agency ID", "Managing Agency Acronym"),
    *("Managing Sub-agency or Bureau ID", "Managing Sub-agency or Bureau Acronym"),
    *("Implementing Partner Category ID", "Implementing Partner Category Name"),
    *("Implementing Partner Sub-category ID", "Implementing Partner Sub-category Name"),
    *("Implementing Partner ID", "International Category ID", "International Category Name"),
    *("International Sector Code", "International Sector Name", "US Category ID", "US Category Name"),
    *("US Sector ID", "US Sector Name", "Funding Agency ID", "Funding Agency Name"),
    *("Funding Agency Acronym", "Foreign Assistance Objective ID", "Foreign Assistance Objective Name"),
    *("Aid Type Group ID", "Aid Type Group Name", "Submission ID", "Activity Description"),
    *("Activity Project Number", "Activity Start Date", "Activity End Date", "aid_type_id"),
    *("aid_type_name", "activity_budget_amount", "submission_activity_id"),
)
"""Columns the file is known to have that are not kept."""


def collect(desk: Collecting) -> int:
    """Keep the transactions of purpose 15250; returns how many rows the whole file has."""
    return desk.bytes_of(lambda blocks: _kept(desk, blocks), conditional=True)


def _kept(desk: Collecting, blocks: Iterator[bytes]) -> int:
    where, number = desk.address, 0
    csv.field_size_limit(tabular.LONGEST_CELL)
    start = next(blocks, b"")
    desk.refuse_page(start[:512], where)
    with desk.keep((*COLUMNS.values(), "document_id", "locator")) as keep:
        places: dict[str, int] = {}
        width = 0
        try:
            for record in records_with(PURPOSE.encode(), chain((start,), blocks)):
                number = record.number
                cells = _cells(desk, record, where)
                if not places:
                    names = [known(name) for name in cells]
                    places, width = tabular.places(desk, names, COLUMNS, where, PASSED_OVER), len(cells)
                    continue
                if len(cells) != width:
                    desk.refuse(
                        where,
                        f"row {number:,} has {len(cells)} cells where the header has {width}"
                        " (if it is the last one, the end of the file is missing)",
                    )
                row = {ours: _given(cells[place]) for ours, place in places.items()}
                if row["purpose_code"] == PURPOSE:
                    keep([*row.values(), desk.document_id, f"row {number}"])
                elif PURPOSE in row["purpose_code"]:
                    desk.refuse(
                        where, f"row {number:,} has the purpose code {row['purpose_code']!r}",
                        f"Look whether it means {PURPOSE}; then the connector has to learn it",
                    )  # fmt: skip
        except BrokenRecord as error:
            desk.refuse(where, f"the CSV is broken: {error}")
    if number < 2:
        desk.refuse(where, "the file has a header and no rows" if number else "the file holds nothing")
    return number - 1


def known(name: str) -> str:
    """The publisher's own spelling of a column's name, however this edition writes it; else as it is."""
    return _SPELLED.get(_letters(name), name.strip())


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_SPELLED = {_letters(name): name for name in (*COLUMNS, *PASSED_OVER)}


def _cells(desk: Collecting, record: Record, where: str) -> list[str]:
    try:
        [cells] = csv.reader((record.content.decode("utf-8"),), strict=True)
    except UnicodeDecodeError as error:
        desk.refuse(where, f"row {record.number:,} is not text in UTF-8 ({error.reason})")
    except (csv.Error, ValueError) as error:
        desk.refuse(where, f"the CSV is broken: row {record.number:,} ({error})")
    return cells


def _given(cell: str) -> str:
    """What a cell says, without blanks at its edges; empty where the publisher says that nothing is known."""
    said = cell.strip()
    return "" if said == NOT_GIVEN else said
