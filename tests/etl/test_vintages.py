"""Editions that are not charted stay in the database as sums; what is remembered of them is what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl import pipeline, vintages
from tests.etl.one_live_source import OneLiveSource
from tests.etl.refreshing import table

KEY = "ocha_fts_mine_action"
PLAN = {
    "country_iso3": "LBN", "plan_id": "9901", "plan_name": "Lebanon: an invented plan", "plan_code": "FLBN99",
    "starts_on": "2025-01-01", "ends_on": "2025-12-31", "year": "2025", "cluster_code": "15",
    "cluster_name": "Protection - Mine Action", "requirements_usd": "1000", "percent_funded": "25",
}  # fmt: skip
SUMS = """SELECT edition_id, series_key, recipient_name, year, amount_usd, figure_count FROM edition_sum
          WHERE source_key = ? ORDER BY edition_sum_id"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OneLiveSource:
    """The source with three editions: funding of 250, then 300, then 350 for one plan."""
    held = OneLiveSource(KEY, "https://example.org/x", tmp_path, monkeypatch)
    held.build()
    for number, (funding, percent) in enumerate((("250", "25"), ("300", "30"), ("350", "35"))):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(table([{**PLAN, "funding_usd": funding, "percent_funded": percent}]))
        result = held.refresh(given=str(path), accept="a test")
        assert result.outcome.value == "refreshed", result.words
    return held


def test_every_edition_says_what_its_file_says(source: OneLiveSource) -> None:
    sums = source.ask(SUMS, KEY)
    by_edition = {row[0]: row[4] for row in sums if row[1] == "fts_funding" and row[3] == 2025}
    assert [by_edition[edition.edition_id] for edition in source.editions] == [250, 300, 350]
    assert {row[0] for row in sums} == {"shipped", *(edition.edition_id for edition in source.editions)}
    charted = source.ask("SELECT edition_id FROM edition WHERE is_charted = 1 AND source_key = ?", KEY)
    assert charted == [(source.editions[-1].edition_id,)]
    assert source.ask("SELECT amount_usd FROM funding_figure WHERE series_key = 'fts_funding'") == [(350,)]


def test_what_is_remembered_gives_the_same_database(source: OneLiveSource) -> None:
    remembered = [source.shelf.path(edition) / vintages.SUMS_NAME for edition in source.editions]
    assert all(path.is_file() for path in remembered[:-1])
    source.build()
    with_memory = source.written()
    for path in remembered:
        path.unlink(missing_ok=True)
    source.build()
    assert source.written() == with_memory
    assert all(path.is_file() for path in remembered)


def test_what_is_remembered_no_longer_holds_when_a_lookup_table_changed(source: OneLiveSource) -> None:
    path = source.shelf.path(source.editions[0]) / vintages.SUMS_NAME
    told = json.loads(path.read_text(encoding="utf-8"))
    told["sums"][0]["amount_usd"] = 1
    path.write_text(json.dumps(told), encoding="utf-8")
    series = source.inputs.reference / "series.csv"
    series.write_bytes(series.read_bytes().replace(b"A blank is not a zero", b"A blank is no zero", 1))
    source.build()
    assert (1,) not in source.ask("SELECT amount_usd FROM edition_sum WHERE source_key = ?", KEY)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": [], "sums": 3}', '{"key": []}'])
def test_a_broken_memory_is_made_anew(source: OneLiveSource, content: str) -> None:
    before = source.ask(SUMS, KEY)
    (source.shelf.path(source.editions[0]) / vintages.SUMS_NAME).write_text(content, encoding="utf-8")
    source.build()
    assert source.ask(SUMS, KEY) == before


def test_an_edition_that_cannot_be_shaped_any_more_does_not_stop_the_build(source: OneLiveSource) -> None:
    oldest = source.editions[0]
    folder = source.shelf.path(oldest)
    (folder / vintages.SUMS_NAME).unlink()
    kept = folder / oldest.kept_name
    kept.write_bytes(kept.read_bytes().replace(b"LBN", b"XXX"))
    source.build()
    [(message,)] = source.ask("SELECT message FROM finding WHERE rule = 'edition_not_comparable'")
    assert "changes from it are not shown" in message
    assert oldest.edition_id not in {row[0] for row in source.ask(SUMS, KEY)}


def test_checking_remembers_nothing(source: OneLiveSource) -> None:
    """`check` says that it writes nothing."""
    for edition in source.editions:
        (source.shelf.path(edition) / vintages.SUMS_NAME).unlink()
    assert not pipeline.check(source.inputs).report.errors
    assert not list(source.inputs.editions.rglob(vintages.SUMS_NAME))
