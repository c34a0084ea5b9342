"""The JSON as any reader gets it: valid, whole, with the documents of every row."""

from __future__ import annotations

import csv
import io
import json
import math
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mineaction.export.csv import BEHIND, taken_to_csv
from mineaction.export.rows_json import plain_value, to_json
from tests.mineaction.export.drawn import ASKED, taken_from

KEYS = (
    "title note unit price_basis year_basis choices sentence source caveats data_version made_on "
    "figure_id address chart also_drawn rows_unit rows_price_basis rows documents timeline"
).split()


def strict(data: bytes) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    read: dict[str, Any] = json.loads(data.decode("utf-8"), parse_constant=refuse)
    return read


@pytest.mark.parametrize("short", ASKED)
def test_it_holds_all_that_travels(short: str, built_database: Path) -> None:
    taken = taken_from(built_database, short)
    read = strict(to_json(taken))
    assert list(read) == KEYS
    assert read["title"] == taken.heading and read["unit"] == taken.answer.unit
    assert read["data_version"] == taken.answer.data_version and read["figure_id"] == taken.figure_id
    assert read["caveats"] == list(taken.answer.caveats) and read["address"] == taken.address
    assert len(read["chart"]) == len(taken.answer.rows)
    assert [document["id"] for document in read["documents"]] == [
        it.document_id for it in taken.answer.citations
    ]
    behind = taken.exhibit.behind().rows_to_read
    assert len(read["rows"]) == len(behind) and list(read["rows"][0]) == list(behind.columns)
    if taken.exhibit.timeline:
        assert len(read["timeline"]) == len(taken.exhibit.timeline.events.rows)


def test_every_row_behind_money_says_where_it_stands(built_database: Path) -> None:
    for row in strict(to_json(taken_from(built_database, "funding")))["rows"]:
        assert row["Document"] and row["Place in the document"] and row["Row in our file"]
        assert isinstance(row["US$, current"], int)


def test_the_same_choice_gives_the_same_bytes(built_database: Path) -> None:
    taken = taken_from(built_database, "funding")
    assert to_json(taken) == to_json(taken)


def test_json_and_csv_have_the_same_rows(built_database: Path) -> None:
    taken = taken_from(built_database, "aid")
    amounts = [row["US$, current"] for row in strict(to_json(taken))["rows"]]
    text = taken_to_csv(taken).decode("utf-8-sig")
    lines = [
        line for line in csv.reader(io.StringIO(text, newline="")) if line and not line[0].startswith("#")
    ]
    column = lines[0].index("US$, current")
    assert [int(line[column]) for line in lines[1:] if line[0] == BEHIND] == amounts


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (math.nan, None),
        (math.inf, None),
        (None, None),
        (pd.NaT, None),
        (pd.NA, None),
        (Decimal("1.5"), 1.5),
        (date(2022, 6, 21), "2022-06-21"),
        (pd.Timestamp("2022-06-21"), "2022-06-21"),
        (datetime(2022, 6, 21, 12, 30), "2022-06-21T12:30:00"),
        (("a", None), ["a", None]),
        (frozenset({"b", "a"}), ["a", "b"]),
        (Colour.RED, "red"),
        ("=1", "=1"),
    ],
)
def test_every_kind_of_cell_is_plain(value: object, read: object) -> None:
    made = plain_value(value)
    assert made == read and type(made) is type(read)
    json.dumps(made, allow_nan=False)
