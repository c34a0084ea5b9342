"""Corrections beside a file: applied, shown, and refused where they do not fit."""

from __future__ import annotations

import sqlite3

import pytest

from tests.etl.sample_copy import Sample

KEY = "us_leahy_war_victims_fund"
HEADER = "locator,column,printed,corrected,reason,evidence\n"
ROW = (
    "leahy_war_victims_fund.csv row 3,amount_usd,235000000,236000000,"
    "digits swapped,table of the next edition\n"
)


def write(few: Sample, content: str) -> None:
    (few.source(KEY) / "corrections.csv").write_text(content, encoding="utf-8")


def test_a_correction_changes_the_row_and_both_finding_and_note_say_so(few: Sample) -> None:
    write(few, HEADER + ROW)
    ran = few.run("build", "--json")
    assert ran.status == 0, ran.err
    [finding] = [f for f in ran.report["findings"] if f["rule"] == "corrected"]
    assert (finding["severity"], finding["file_name"], finding["locator"], finding["value"]) == (
        "warning", "corrections.csv", "row 2", "235000000",
    )  # fmt: skip
    assert "leahy_war_victims_fund.csv row 3" in finding["message"]
    with sqlite3.connect(few.database) as connection:
        question = "SELECT value, note FROM claim WHERE claim_id = 'LWVF-USD-TWEIS2016-LWVF'"
        value, note = connection.execute(question).fetchone()
    connection.close()
    assert value == 236_000_000
    assert note.endswith(
        "Corrected: amount_usd is printed as 235000000, read as 236000000. "
        "digits swapped (table of the next edition)"
    )


@pytest.mark.parametrize(
    ("row", "rule", "value"),
    [
        (ROW.replace("235000000", "234000000"), "correction_printed", "234000000"),
        (ROW.replace("row 3", "row 99"), "correction_row", "leahy_war_victims_fund.csv row 99"),
        (ROW.replace("amount_usd", "amount_eur"), "correction_column", "amount_eur"),
        (ROW.replace("digits swapped", ""), "correction_unfounded", "leahy_war_victims_fund.csv row 3"),
        (
            ROW.replace("table of the next edition", ""),
            "correction_unfounded",
            "leahy_war_victims_fund.csv row 3",
        ),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(few: Sample, row: str, rule: str, value: str) -> None:
    write(few, HEADER + row)
    ran = few.run("check", "--json")
    assert ran.status == 1
    found = ran.found(rule)
    assert (found["file_name"], found["locator"], found["value"]) == ("corrections.csv", "row 2", value)


def test_a_corrections_file_of_another_shape_is_refused(few: Sample) -> None:
    write(few, "where,what\nrow 3,amount\n")
    assert few.run("check", "--json").found("correction_columns")["locator"] == "row 1"
    write(few, "")
    assert few.run("check", "--json").found("empty_file")["file_name"] == "corrections.csv"


def test_a_corrected_value_is_held_to_the_same_checks(few: Sample) -> None:
    write(few, HEADER + ROW.replace("236000000", "about half a million"))
    assert few.run("check", "--json").found("not_a_number")["value"] == "about half a million"
