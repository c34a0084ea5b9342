"""What stops a build: each with its place, value, rule and what to do; the old database stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pandas as pd
import pytest

from etl import pipeline
from etl.sources import us_policies
from tests.etl.sample_copy import Sample

Break = Callable[[Sample], object]

ACCOUNTS, FLOWS, CLAIMS, FACTS = (
    "us_cwd_country_accounts",
    "landmine_monitor_flows",
    "us_headline_claims",
    "landmine_monitor_facts",
)
ACCOUNTS_FILE, FLOWS_FILE, CLAIMS_FILE = "country_accounts.csv", "donor_recipient_flows.csv", "claims.csv"


def cell(key: str, row: int, column: str, value: str) -> Break:
    return lambda sample: sample.set_cell(key, row, column, value)


def text(key: str, change: Callable[[str], str]) -> Break:
    return lambda sample: sample.edit(key, change)


def replaced(key: str, content: bytes) -> Break:
    def change(sample: Sample) -> None:
        sample.csv_of(key).write_bytes(content)
        sample.confirm(key)

    return change


def lines(key: str, change: Callable[[list[str]], list[str]]) -> Break:
    return text(key, lambda whole: "".join(change(whole.splitlines(keepends=True))))


# Each case: what is broken, and rule, source, file, place and value of the one error it has to give.
CASES: dict[str, tuple[Break, tuple[str, str, str, str, str]]] = {
    "changed byte": (
        lambda sample: sample.set_cell(CLAIMS, 2, "note", "changed", confirm=False),
        ("checksum", CLAIMS, CLAIMS_FILE, "file", "*"),
    ),
    "unknown column": (
        lines("us_leahy_war_victims_fund", lambda rows: [
            row.rstrip("\n") + (",\n" if number else ",Remarks\n") for number, row in enumerate(rows)]),
        ("column_unknown", "us_leahy_war_victims_fund", "leahy_war_victims_fund.csv", "row 1", "Remarks"),
    ),
    "missing column": (
        text("us_leahy_war_victims_fund", lambda whole: "\n".join(
            line.rsplit(",", 1)[0] for line in whole.splitlines()) + "\n"),
        ("column_missing", "us_leahy_war_victims_fund", "leahy_war_victims_fund.csv", "row 1", "document_id"),
    ),
    "unknown place": (
        cell(FLOWS, 20, "recipient_name", "Atlantis"),
        ("unknown_place", FLOWS, FLOWS_FILE, "row 20", "Atlantis"),
    ),
    "a place whose name and code differ": (
        cell(FLOWS, 20, "recipient_iso3", "LAO"),
        ("place_and_code_differ", FLOWS, FLOWS_FILE, "row 20", "Iraq / LAO"),
    ),
    "unknown donor": (
        cell(FLOWS, 20, "donor_name", "Ruritania"),
        ("unknown_donor", FLOWS, FLOWS_FILE, "row 20", "Ruritania"),
    ),
    "unknown term": (
        cell(CLAIMS, 3, "comparator_as_printed", "a whisker under"),
        ("unknown_comparator", CLAIMS, CLAIMS_FILE, "row 3", "a whisker under"),
    ),
    "unknown document": (
        cell(CLAIMS, 3, "document_id", "NOT-THERE"),
        ("unknown_document", CLAIMS, CLAIMS_FILE, "row 3", "NOT-THERE"),
    ),
    "unknown currency": (
        cell(FLOWS, 2, "national_currency", "ZZZ"),
        ("unknown_currency", FLOWS, FLOWS_FILE, "row 2", "ZZZ"),
    ),
    "unknown unit": (
        cell(FACTS, 2, "unit", "furlongs"),
        ("unknown_unit", FACTS, "facts.csv", "row 2", "furlongs"),
    ),
    "another unit where all rows have one": (
        cell("landmine_monitor_support", 2, "unit", "EUR"),
        ("value_not_constant", "landmine_monitor_support", "support.csv", "row 2", "EUR"),
    ),
    "unknown category": (
        cell("us_policy_events", 2, "kind_as_coded", "weather"),
        ("unknown_event_kind", "us_policy_events", "events.csv", "row 2", "weather"),
    ),
    "not a number": (
        cell(CLAIMS, 3, "value", "4,7"),
        ("not_a_number", CLAIMS, CLAIMS_FILE, "row 3", "4,7"),
    ),
    "not a date": (
        cell(CLAIMS, 2, "made_on", "2001-02-30"),
        ("date", CLAIMS, CLAIMS_FILE, "row 2", "2001-02-30 (day)"),
    ),
    "a day that is not one": (
        cell("us_policies", 2, "decided_on", "1996-05"),
        ("date", "us_policies", "policies.csv", "row 2", "1996-05 (day)"),
    ),
    "missed control total": (
        cell(ACCOUNTS, 12, "amount_usd", "301000"),
        ("control_total_missed", ACCOUNTS, "", "*", "301000"),
    ),
    "a known difference that is another one now": (
        cell(ACCOUNTS, 15, "amount_usd", "751000"),
        ("control_total_missed", ACCOUNTS, "", "*", "801000"),
    ),
    "duplicate key": (
        lines("us_policies", lambda rows: [*rows, rows[1]]),
        ("key_repeated", "us_policies", "policies.csv", "row 4", "P1996"),
    ),
    "a percentage that does not follow": (
        cell("ocha_fts_mine_action", 3, "percent_funded", "57"),
        ("percent_differs", "ocha_fts_mine_action", "mine_action_by_plan.csv", "row 3", "57"),
    ),
    "unreadable encoding": (
        replaced("us_policies", "policy_key\nCôté\n".encode("latin-1")),
        ("encoding", "us_policies", "policies.csv", "byte 12", ""),
    ),
    "empty file": (
        replaced("us_policies", b""),
        ("empty_file", "us_policies", "policies.csv", "file", ""),
    ),
    "a header and nothing else": (
        lines("us_policies", lambda rows: rows[:1]),
        ("empty_file", "us_policies", "policies.csv", "file", ""),
    ),
    "a web page instead of a table": (
        replaced("us_policies", b"\n<!DOCTYPE html><html><body>Moved</body></html>"),
        ("html", "us_policies", "policies.csv", "line 1", "*"),
    ),
    "bytes that are no text": (
        replaced("us_policies", b"a,b\n\0,1\n"),
        ("binary", "us_policies", "policies.csv", "file", ""),
    ),
    "broken quoting": (
        lines("us_policies", lambda rows: [*rows, '"P2030,never closed\n']),
        ("csv", "us_policies", "policies.csv", "line 4", ""),
    ),
    "a row with too many cells": (
        lines("us_policies", lambda rows: [*rows[:-1], rows[-1].rstrip("\n") + ",one more\n"]),
        ("cell_count", "us_policies", "policies.csv", "row 3", ""),
    ),
    "a column name twice": (
        lines("us_policies", lambda rows: [rows[0].replace("title", "note"), *rows[1:]]),
        ("column_repeated", "us_policies", "policies.csv", "row 1", "note"),
    ),
    "a file the card does not list": (
        lambda sample: (sample.source(CLAIMS) / "more.csv").write_text("a\n1\n"),
        ("file_unlisted", CLAIMS, "more.csv", "file", ""),
    ),
    "a listed file that is not there": (
        lambda sample: (sample.source(CLAIMS) / CLAIMS_FILE).unlink(),
        ("file_missing", CLAIMS, CLAIMS_FILE, "file", ""),
    ),
    "missing card": (
        lambda sample: (sample.source(CLAIMS) / "source.toml").unlink(),
        ("card_unusable", CLAIMS, "source.toml", "card", ""),
    ),
    "a card with a text where a date belongs": (
        lambda sample: sample.edit_card(CLAIMS, lambda card: card.replace(
            "last_checked_on = 2026-11-21", 'last_checked_on = "2026-11-21"')),
        ("card_unusable", CLAIMS, "source.toml", "card", ""),
    ),
    "module without folder": (
        lambda sample: shutil.rmtree(sample.source("ocha_population")),
        ("module_without_source", "ocha_population", "source.toml", "folder", "ocha_population"),
    ),
    "folder without module": (
        lambda sample: (sample.inputs.sources / "ministry_of_foolandia").mkdir(),
        ("source_without_module", "ministry_of_foolandia", "", "folder", "ministry_of_foolandia"),
    ),
    "a reference between sources that names nothing": (
        cell("us_policies", 2, "event_key", "EV-NEVER"),
        ("unknown_event_key", "us_policies", "policies.csv", "row 2", "EV-NEVER"),
    ),
    "a country without a centroid": (
        cell("countries", 2, "latitude", ""),
        ("centroid_missing", "reference", "countries.csv", "row 2", "AFG"),
    ),
    "a place of an unknown country": (
        cell("places", 2, "iso3", "QQQ"),
        ("unknown_country_code", "reference", "places.csv", "row 2", "QQQ"),
    ),
    "a term with a code nobody knows": (
        cell("terms", 2, "code", "roughly"),
        ("unknown_word", "reference", "terms.csv", "row 2", "roughly"),
    ),
    "a lookup table that is not there": (
        lambda sample: (sample.inputs.reference / "donors.csv").unlink(),
        ("file_missing", "reference", "donors.csv", "file", ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_refusal_names_its_place_and_what_to_do(few: Sample, name: str) -> None:
    change, (rule, source, file, place, value) = CASES[name]
    before = few.database.read_bytes()
    change(few)
    ran = few.run("build", "--json")
    assert ran.status == 1, ran.err
    assert ran.report["status"] == "refused"
    finding = next(error for error in ran.errors if error["rule"] == rule)
    assert (finding["source_key"], finding["file_name"]) == (source, file)
    if place != "*":
        assert finding["locator"] == place
    if value != "*":
        assert finding["value"] == value
    assert finding["message"] and finding["what_to_do"]
    assert "The database was left as it was." in ran.err
    assert few.database.read_bytes() == before
    assert sorted(path.name for path in few.database.parent.iterdir()) == [
        "sample.sqlite",
        "sample.sqlite.lock",
    ]


def test_several_faults_are_all_reported_in_one_run(few: Sample) -> None:
    """Eight faults in eight places, one of them twice in one file: nine errors, each with its place."""
    before = few.database.read_bytes()
    names = ["changed byte", "unknown donor", "empty file", "unknown category", "missed control total",
             "folder without module", "a country without a centroid"]  # fmt: skip
    for name in names:
        CASES[name][0](few)
    few.set_cell(FLOWS, 19, "donor_name", "Lemuria")
    (few.source("ocha_population") / "source.toml").unlink()
    ran = few.run("build", "--json")
    assert ran.status == 1
    told = sorted((error["rule"], error["source_key"], error["value"]) for error in ran.errors)
    wanted = [
        ("card_unusable", "ocha_population", ""),
        ("centroid_missing", "reference", "AFG"),
        ("control_total_missed", ACCOUNTS, "301000"),
        ("empty_file", "us_policies", ""),
        ("source_without_module", "ministry_of_foolandia", "ministry_of_foolandia"),
        ("unknown_donor", FLOWS, "Lemuria"),
        ("unknown_donor", FLOWS, "Ruritania"),
        ("unknown_event_kind", "us_policy_events", "weather"),
    ]
    assert [entry for entry in told if entry[0] != "checksum"] == wanted
    assert [entry[1] for entry in told if entry[0] == "checksum"] == [CLAIMS]
    assert few.database.read_bytes() == before


def test_a_changed_byte_and_what_it_broke_are_told_together(few: Sample) -> None:
    few.set_cell(FLOWS, 20, "donor_name", "Ruritania", confirm=False)
    ran = few.run("check", "--json")
    assert sorted(error["rule"] for error in ran.errors) == ["checksum", "unknown_donor"]


def test_a_repeated_key_is_found_beside_a_row_in_doubt(few: Sample) -> None:
    few.edit("us_policies", lambda whole: whole + whole.splitlines(keepends=True)[1])
    few.set_cell("us_policies", 3, "document_id", "NOT-THERE")
    ran = few.run("check", "--json")
    assert sorted(error["rule"] for error in ran.errors) == ["key_repeated", "unknown_document"]


def test_a_row_that_vanishes_is_found(few: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = us_policies.transform

    def forgetful(desk: pipeline.one_source.Desk) -> pd.DataFrame:
        return whole(desk).iloc[1:]

    monkeypatch.setattr(us_policies, "transform", forgetful)
    before = few.database.read_bytes()
    ran = few.run("build", "--json")
    assert ran.status == 1
    vanished = ran.found("row_vanished")
    assert (vanished["source_key"], vanished["file_name"], vanished["locator"]) == (
        "us_policies", "policies.csv", "row 2",
    )  # fmt: skip
    assert few.database.read_bytes() == before


def test_an_unexpected_error_is_not_swallowed(few: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(desk: object) -> pd.DataFrame:
        raise ZeroDivisionError("a mistake in the code")

    monkeypatch.setattr(us_policies, "transform", broken)
    before = few.database.read_bytes()
    with pytest.raises(ZeroDivisionError):
        few.run("build")
    assert few.database.read_bytes() == before


def test_a_module_that_lacks_a_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(us_policies, "KEY_COLUMNS")
    with pytest.raises(TypeError, match=r"us_policies\.py lacks KEY_COLUMNS"):
        pipeline.source_modules()
