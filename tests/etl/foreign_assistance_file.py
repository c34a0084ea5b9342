"""Invented editions of ForeignAssistance.gov's complete file, and the source they are refreshed into."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.etl.one_live_source import OneLiveSource
from tests.large_file import HEADER

KEY = "us_foreign_assistance"
PATH = "/us_foreign_aid_complete.csv"

TRANSACTION = {
    "Country Code": "AFG",
    "Country Name": "Afghanistan",
    "Managing Agency Name": "Test Department of Invented Affairs",
    "Managing Sub-agency or Bureau Name": "Made-up Bureau",
    "Implementing Partner Name": "Made-up partner",
    "International Purpose Code": "15250",
    "International Purpose Name": "Removal of land mines and explosive remnants of war",
    "Funding Account ID": "19x0000",
    "Funding Account Name": "Invented account, demining",
    "Activity ID": "501",
    "Activity Name": "Invented clearance",
    "Activity Description": 'Said to be "safe",\nin two lines',
    "Transaction Type ID": "2",
    "Transaction Type Name": "Obligations",
    "Fiscal Year": "2021",
    "Transaction Date": "2021-03-31",
    "Current Dollar Amount": "1000.00",
    "Constant Dollar Amount": "1100.50",
}
"""One transaction; what it does not name is ``NULL``."""
OTHER = {"International Purpose Code": "11110", "Current Dollar Amount": "15250.00"}
"""What makes it one of another purpose."""

Row = Mapping[str, str]


def transaction(**changed: str) -> dict[str, str]:
    """One transaction; columns are named in small letters with underscores."""
    names = {snake(name): name for name in HEADER}
    return {**TRANSACTION, **{names[name]: value for name, value in changed.items()}}


def snake(name: str) -> str:
    """A column's name as some editions write it."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower())


def file_of(rows: Sequence[Row], header: Sequence[str] = HEADER, names: Sequence[str] = ()) -> bytes:
    """The file; ``names`` are what stands in its header where that is not ``header``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names or header)
    writer.writerows([row.get(name, "NULL") for name in header] for row in rows)
    return text.getvalue().encode()


def source(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> OneLiveSource:
    """The source, pointed at this address."""
    return OneLiveSource(KEY, address, folder, monkeypatch)


def kept(made: OneLiveSource) -> list[dict[str, str]]:
    """The rows that the newest edition keeps."""
    newest = made.editions[-1]
    with (made.shelf.path(newest) / newest.kept_name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
