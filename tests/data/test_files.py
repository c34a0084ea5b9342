"""The committed files: bytes as on their cards, printed totals reached, every row accounted for."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import pipeline
from etl.inputs import Inputs
from mineaction.vocabulary import Severity

Ask = Callable[..., list[dict[str, Any]]]
Published = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def checked() -> pipeline.Checked:
    """What the checks say about the committed files."""
    return pipeline.check()


def cards(repo_root: Path) -> dict[str, dict[str, Any]]:
    return {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((repo_root / "data" / "sources").glob("*/source.toml"))
    }


def test_every_file_is_the_bytes_its_card_describes(repo_root: Path) -> None:
    for key, card in cards(repo_root).items():
        assert "files" in card or "live" in card, f"{key} has no file and nowhere to fetch one"
        for entry in card.get("files", ()):
            content = (repo_root / "data" / "sources" / key / entry["name"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == entry["sha256"], f"{key}/{entry['name']}"


def test_the_checks_find_no_error_and_only_the_warnings_that_are_known(checked: pipeline.Checked) -> None:
    assert checked.report.errors == []
    warnings = [found for found in checked.report.findings if found.severity is Severity.WARNING]
    assert sorted(found.rule for found in warnings) == [
        "control_total_known_difference",
        "percent_known_difference",
        "percent_known_difference",
    ]


def test_every_control_total_is_one_that_can_fail(repo_root: Path, checked: pipeline.Checked) -> None:
    """Totals are reached (the checks say so); here, that each selects rows and is a total of several."""
    totals = [
        (key, total) for key, card in cards(repo_root).items() for total in card.get("control_totals", ())
    ]
    assert len(totals) > 150
    for key, total in totals:
        assert total["locator"] and total["where"], key
        assert total["tolerance"] <= max(1000, abs(total["expected"]) // 100), (key, total)


def test_every_row_of_every_file_is_loaded_or_listed_as_not_loaded(
    checked: pipeline.Checked, published: Published
) -> None:
    loaded = {
        (row["source_key"], row["file_row"])
        for table in checked.tables.values()
        if "file_row" in table.columns
        for row in table[["source_key", "file_row"]].to_dict("records")
    }
    # A statement that two files tell is one row, which names the row of the second file.
    loaded |= {
        tuple(place.split("/", 1))
        for places in checked.tables["claim"]["also_file_row"]
        for place in places.split("; ")
        if place
    }
    left_out = {
        (entry["source_key"], f"{entry['file_name']} row {entry['row']}") for entry in checked.report.left_out
    }
    assert loaded | left_out == set(published)
    assert not loaded & left_out
    assert all(entry["reason"] for entry in checked.report.left_out)


def test_the_counts_of_each_source_are_those_of_its_files(
    repo_root: Path, ask: Ask, published: Published
) -> None:
    read = {row["source_key"]: row["rows_read"] for row in ask("SELECT * FROM source")}
    counted = {key: 0 for key, card in cards(repo_root).items() if "files" not in card}
    for key, _ in published:
        counted[key] = counted.get(key, 0) + 1
    assert read == counted


def test_every_current_country_has_a_centroid(ask: Ask) -> None:
    rows = ask("SELECT iso3 FROM country WHERE is_former = 0 AND (latitude IS NULL OR longitude IS NULL)")
    assert rows == []
    assert ask("SELECT COUNT(*) AS n FROM country WHERE is_former = 0")[0]["n"] > 190


def test_nothing_but_inputs_and_code_decides_the_database(ask: Ask) -> None:
    [build] = ask("SELECT * FROM build")
    assert build["inputs_sha256"] == Inputs().sha256()
    assert build["row_count"] > 5000


def test_ids_of_statements_that_go_by_the_row_stay_what_they_were(ask: Ask) -> None:
    """They were numbered over all files of a source once, so that those of a second file got other ids."""
    sources = ("announcements", "country_cumulative", "region_cumulative", "region_shares")
    for source in sources:
        rows = ask("SELECT claim_id, file_row FROM claim WHERE source_key = ?", f"us_cwd_{source}")
        assert rows
        for row in rows:
            assert int(row["claim_id"].rpartition("-")[2]) == int(row["file_row"].rpartition(" ")[2])
