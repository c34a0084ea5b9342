"""Which rows of two files are one statement, and what becomes of what each of them knows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl import same_statement

ROW: dict[str, Any] = {
    "claim_id": "A",
    "source_key": "first",
    "file_row": "a.csv row 2",
    "also_file_row": "",
    "document_id": "DOC",
    "made_on": "2020-01-02",
    "metric": "countries_impact_free",
    "value": 4.0,
    "unit": "countries",
    "comparator": "exact",
    "period": "",
    "recipient_name": "",
    "appropriation_account": "",
    "agency_name": "",
    "countries_named": "",
    "note": "said in a letter",
}
LIST = ROW | {
    "claim_id": "B",
    "source_key": "second",
    "file_row": "b.csv row 7",
    "countries_named": "CRI;DJI",
    "note": "a list",
}


def joined(*rows: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Rows after joining, and how many notes were made."""
    table, findings = same_statement.join(pd.DataFrame(list(rows), dtype="object"))
    return table.to_dict("records"), len(findings)


def test_what_both_files_know_is_kept_in_one_row_whatever_their_order() -> None:
    for given in ((ROW, LIST), (LIST, ROW)):
        [row], notes = joined(*(dict(one) for one in given))
        assert (row["claim_id"], row["countries_named"], notes) == ("A", "CRI;DJI", 1)
        assert (row["note"], row["also_file_row"]) == ("said in a letter; a list", "second/b.csv row 7")


def test_rows_that_say_another_number_or_none_stay_apart() -> None:
    for changed in ({"value": 5.0}, {"document_id": "OTHER"}, {"comparator": "over"}, {"period": "2020"}):
        rows, notes = joined(dict(ROW), LIST | changed)
        assert (len(rows), notes) == (2, 0), changed
    rows, notes = joined(ROW | {"value": None}, LIST | {"value": None})
    assert (len(rows), notes) == (2, 0)


def test_two_rows_of_one_file_are_never_joined() -> None:
    rows, notes = joined(dict(ROW), ROW | {"claim_id": "C", "file_row": "a.csv row 3"})
    assert (len(rows), notes) == (2, 0)
