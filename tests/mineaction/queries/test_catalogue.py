"""The data about the data: freshness by the calendar, coverage that adds up, the register of conflicts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.data import catalogue, coverage, register

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows


@pytest.mark.parametrize(
    ("today", "due"), [("2026-01-30", False), ("2026-01-31", False), ("2026-02-01", True)]
)
def test_a_source_is_due_the_day_after_its_days_have_run_out(today: str, due: bool) -> None:
    assert catalogue.is_due("2026-01-01", 30, date.fromisoformat(today)) is due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 3650), st.integers(-4000, 4000))
def test_due_means_later_than_the_next_look(checked: date, every: int, shift: int) -> None:
    today = checked + timedelta(days=shift)
    assert catalogue.is_due(checked.isoformat(), every, today) is (shift > every)


def test_every_source_is_listed_the_soonest_due_first(connection: Connection, stored: Rows) -> None:
    answer = catalogue.freshness(connection, date(2026, 11, 22))
    assert set(answer.rows["Short name"]) == {row["source_key"] for row in stored("SELECT * FROM source")}
    days = list(answer.rows["Look again on"])
    never_fetched = days.count("")
    assert never_fetched and days[-never_fetched:] == [""] * never_fetched
    assert days[:-never_fetched] == sorted(days[:-never_fetched])
    assert answer.rows["Licence note"].all() and answer.rows["One row is"].all()


def test_the_sentence_counts_what_is_due(connection: Connection, stored: Rows) -> None:
    [held] = stored(
        "SELECT MIN(recheck_every_days) AS soonest, MAX(last_checked_on) AS day FROM source "
        "WHERE rows_read > 0"
    )
    late = date.fromisoformat(held["day"]) + timedelta(days=held["soonest"] + 1)
    assert (
        "none is due for another look today" in catalogue.freshness(connection, late - timedelta(1)).sentence
    )
    answer = catalogue.freshness(connection, late)
    due = answer.rows["Due for a look"].str.startswith("due, 1 day late").sum()
    assert due > 0 and f"{due} of them {'is' if due == 1 else 'are'} due" in answer.sentence


def test_the_years_of_a_source_are_those_of_its_rows(connection: Connection, stored: Rows) -> None:
    rows = catalogue.freshness(connection, date(2026, 11, 22)).rows.set_index("Short name")["Years"]
    [crs] = stored(
        "SELECT MIN(year) AS a, MAX(year) AS b FROM funding_figure WHERE source_key='oecd_crs_purpose_15250'"
    )
    assert rows["oecd_crs_purpose_15250"] == f"{crs['a']}–{crs['b']}"


def test_every_file_has_its_checksum(connection: Connection, stored: Rows) -> None:
    files = catalogue.files(connection).rows
    assert len(files) == len(stored("SELECT * FROM source_file"))
    assert files["SHA-256"].str.fullmatch("[0-9a-f]{64}").all()


def test_the_map_counts_every_figure_once(connection: Connection, stored: Rows) -> None:
    [held] = stored("SELECT COUNT(*) AS n FROM funding_figure")
    cells = coverage.coverage(connection).rows
    assert cells["count"].sum() == held["n"] == len(coverage.coverage_rows(connection).rows)
    assert not cells.duplicated(["row_key", "year"]).any()
    by_family = [
        coverage.coverage(connection, key).rows["count"].sum() for key in coverage.families(connection)
    ]
    assert sum(by_family) == held["n"]


def test_the_documents_are_those_of_the_series_shown(connection: Connection, stored: Rows) -> None:
    """One group's map once named the publishers of all groups."""
    held = stored(
        "SELECT DISTINCT document_id FROM funding_figure WHERE series_key IN "
        "(SELECT series_key FROM series WHERE family_key = 'oecd_crs')"
    )
    cited = coverage.coverage(connection, "oecd_crs").citations
    assert {citation.document_id for citation in cited} == {row["document_id"] for row in held}


def test_the_table_twin_says_the_same_as_the_map(connection: Connection) -> None:
    cells = coverage.coverage(connection).rows
    twin = coverage.coverage_table(connection).rows.drop(columns="Series")
    words = [word for word in twin.to_numpy().ravel() if word]
    assert sum(int(word.rstrip("*")) for word in words) == cells["count"].sum()
    assert sum(word.endswith("*") for word in words) == (~cells["is_complete"]).sum() > 0


def test_a_table_that_was_cut_off_marks_its_year(edited: Edited) -> None:
    changed = edited("UPDATE funding_figure SET is_complete_table = 0 WHERE series_key = 'lm_rnd'")
    cells = coverage.coverage(changed).rows
    assert not cells[cells["row_key"] == "lm_rnd"]["is_complete"].any()


def test_the_register_holds_every_conflict(connection: Connection, stored: Rows) -> None:
    held = {row["kind"]: row["n"] for row in stored("SELECT kind, COUNT(*) AS n FROM conflict GROUP BY kind")}
    assert len(register.conflicts(connection).rows) == sum(held.values())
    for kind in register.KINDS:
        assert len(register.conflicts(connection, kind).rows) == held.get(kind, 0)
    said = register.conflicts(connection).sentence
    assert (
        said.startswith(f"{sum(held.values())} pairs of values disagree") and "None is resolved by us" in said
    )


def test_a_pair_has_both_values_bounds_and_documents(connection: Connection) -> None:
    rows = register.conflicts(connection).rows
    for column in ("What", "One value", "Another value", "One document", "Another document"):
        assert rows[column].all()
    pairs = set(zip(rows["One value"], rows["Another value"], strict=True))
    assert ("over US$ 4,700,000,000", "more than US$ 4,600,000,000") in pairs
    assert ("8,605 people", "9,437 people") in pairs
    assert "cumulative_usd" not in " ".join(rows["What"])


def test_an_unknown_kind_is_named(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="quarrel"):
        register.conflicts(connection, "quarrel")


@pytest.mark.parametrize(
    ("value", "comparator", "unit", "words"),
    [
        (-44000.0, "", "USD", "−US$ 44,000"),
        (398_260_000, "exact", "USD", "US$ 398,260,000"),
        (35, "exactly", "countries", "exactly 35 countries"),
        (132.52, "exact", "km2", "132.52 km2"),
    ],
)
def test_values_are_never_rounded(value: float, comparator: str, unit: str, words: str) -> None:
    assert register.value_words(value, comparator, unit) == words


def test_checks_and_rows_not_loaded_are_all_findings(connection: Connection, stored: Rows) -> None:
    noticed, left = register.findings(connection), register.not_loaded(connection)
    assert len(noticed.rows) + len(left.rows) == len(stored("SELECT * FROM finding"))
    assert left.rows["What was noticed"].all()
    [count] = stored("SELECT SUM(rows_read) - SUM(rows_used) AS n FROM source")
    assert len(left.rows) == count["n"], "every row that gave nothing has its reason"


def test_severities_stand_in_order(edited: Edited) -> None:
    changed = edited(
        "INSERT INTO finding SELECT 900, 'note', source_key, file_name, locator, 'other', message, value, "
        "what_to_do FROM finding WHERE finding_id = 1"
    )
    assert list(register.findings(changed).rows["Severity"])[-1] == "note"


def test_an_empty_database_says_so(edited: Edited) -> None:
    emptied = edited("DELETE FROM funding_figure", "DELETE FROM claim", "DELETE FROM fact")
    assert coverage.coverage(emptied).is_empty and coverage.coverage(emptied).sentence == ""
    assert register.conflicts(emptied).sentence == "No two values in the database disagree."
