"""Corrections beside a file: applied, shown, and refused where they do not fit."""

from __future__ import annotations

import sqlite3

import pytest

from tests.etl.sample_copy import Sample

KEY = "us_cwd_country_cumulative"
HEADER = "locator,column,printed,corrected,reason,evidence\n"
ROW = "country_cumulative.csv row 3,amount_usd,450000,460000,digits swapped,table of the next edition\n"


def write(sample: Sample, content: str) -> None:
    (sample.source(KEY) / "corrections.csv").write_text(content, encoding="utf-8")


def test_a_correction_changes_the_row_and_both_finding_and_note_say_so(sample: Sample) -> None:
    write(sample, HEADER + ROW)
    ran = sample.run("build", "--json")
    assert ran.status == 0, ran.err
    [finding] = [f for f in ran.report["findings"] if f["rule"] == "corrected"]
    assert (finding["severity"], finding["file_name"], finding["locator"], finding["value"]) == (
        "warning", "corrections.csv", "row 2", "450000",
    )  # fmt: skip
    assert "country_cumulative.csv row 3" in finding["message"]
    with sqlite3.connect(sample.database) as connection:
        question = "SELECT value, note FROM claim WHERE claim_id = 'CC-0003'"
        value, note = connection.execute(question).fetchone()
    connection.close()
    assert value == 460_000
    assert note.endswith(
        "Corrected: amount_usd is printed as 450000, read as 460000. digits swapped (table of the next edition)"
    )


@pytest.mark.parametrize(
    ("row", "rule", "value"),
    [
        (ROW.replace("450000", "451000"), "correction_printed", "451000"),
        (ROW.replace("row 3", "row 99"), "correction_row", "country_cumulative.csv row 99"),
        (ROW.replace("amount_usd", "amount_eur"), "correction_column", "amount_eur"),
        (ROW.replace("digits swapped", ""), "correction_unfounded", "country_cumulative.csv row 3"),
        (
            ROW.replace("table of the next edition", ""),
            "correction_unfounded",
            "country_cumulative.csv row 3",
        ),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(sample: Sample, row: str, rule: str, value: str) -> None:
    write(sample, HEADER + row)
    ran = sample.run("check", "--json")
    assert ran.status == 1
    found = ran.found(rule)
    assert (found["file_name"], found["locator"], found["value"]) == ("corrections.csv", "row 2", value)


def test_a_corrections_file_of_another_shape_is_refused(sample: Sample) -> None:
    write(sample, "where,what\nrow 3,amount\n")
    assert sample.run("check", "--json").found("correction_columns")["locator"] == "row 1"
    write(sample, "")
    assert sample.run("check", "--json").found("empty_file")["file_name"] == "corrections.csv"


def test_a_corrected_value_is_held_to_the_same_checks(sample: Sample) -> None:
    write(sample, HEADER + ROW.replace("460000", "about half a million"))
    assert sample.run("check", "--json").found("not_a_number")["value"] == "about half a million"
