"""The Federal Program Inventory's page of listing 19.800: snapshots are added to those held. All invented."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import fetching
from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Publisher

KEY = "us_assistance_listing_19_800"
PATH = "/program/19.800.md"
OBLIGATIONS = [
    {"x": "2023", "sam_estimate": 0.0, "sam_actual": 237050000.0, "usa_spending_actual": 146121597.47},
    {"x": "2024", "sam_estimate": 0.0, "sam_actual": None, "usa_spending_actual": 1500.5},
    {"x": "2025", "sam_estimate": 0.0, "sam_actual": 0.0, "usa_spending_actual": -20.25},
]
OUTLAYS = [
    {"x": "2023", "outlay": 17064118.89, "obligation": 99432951.0},
    {"x": "2024", "outlay": 0.0, "obligation": 0.0},
]
CURRENT = """SELECT series_key, year, amount_usd, edition_on FROM funding_figure
             WHERE standing = 'current' ORDER BY series_key, year"""

Entry = dict[str, Any]


def page(obligations: object = None, outlays: object = None, cfda: str = "'19.800'", more: str = "") -> bytes:
    """The page as the site's own tool writes it; long strings are folded."""
    told = [json.dumps(OBLIGATIONS if obligations is None else obligations, separators=(",", ":"))]
    told.append(json.dumps(OUTLAYS if outlays is None else outlays))
    folded = told[1].replace("}, {", "},\n  {")
    return (
        f"---\nagency: Department of State\nassistance_types:\n- Project Grants\ncfda: {cfda}\n"
        f"objective: To reduce the threats posed by at-risk\n  weapons.\nobligations: '{told[0]}'\n"
        f"other_program_spending: null\noutlays: '{folded}'\n{more}title: Weapons Removal\n---\n"
    ).encode()


def plays(publisher: Publisher, body: bytes, etag: str = "") -> None:
    publisher.plays(PATH, Answer(body, content_type="text/plain; charset=utf-8", etag=etag))


@pytest.fixture
def source(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> OneLiveSource:
    plays(publisher, page())
    return OneLiveSource(KEY, publisher.url(PATH), tmp_path, monkeypatch)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the day."""
    return lambda day: monkeypatch.setattr(fetching, "now", lambda: f"{day}T08:00:00Z")


def shipped(source: OneLiveSource) -> list[Entry]:
    """What the newest snapshot in the sample says, as the page would have it."""
    with (source.inputs.sources / KEY / "annual.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["snapshot_on"] == "2025-02-26"]
    amounts = {(row["fiscal_year"], row["measure_as_printed"]): float(row["amount_usd"]) for row in rows}
    names = {
        "SAM.gov Actual": "sam_actual",
        "USASpending.gov Obligations": "usa_spending_actual",
        'USAspending outlay (chart "outlays")': "outlay",
        'USAspending obligation (chart "outlays")': "obligation",
    }
    entry: Entry = {"x": "2023", "sam_estimate": 0.0}
    assert {year for year, _ in amounts} == {"2023"}
    return [entry | {names[measure]: amount for (_, measure), amount in amounts.items()}]


def test_a_new_snapshot_is_added_and_charted(source: OneLiveSource, on: Callable[[str], None]) -> None:
    on("2026-11-22")
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    assert source.ask(CURRENT) == [
        ("al_sam_actual", 2023, 237_050_000, "2026-11-22"),
        ("al_sam_estimate", 2023, 237_050_000, "2024-02-02"),
        ("al_usaspending_award_obligations", 2023, 99_432_951, "2026-11-22"),
        ("al_usaspending_obligations", 2023, 146_121_597, "2026-11-22"),
        ("al_usaspending_obligations", 2024, 1501, "2026-11-22"),
        ("al_usaspending_obligations", 2025, -20, "2026-11-22"),
        ("al_usaspending_outlays", 2023, 17_064_119, "2026-11-22"),
    ]
    assert source.ask("SELECT COUNT(*), COUNT(DISTINCT document_id) FROM funding_figure") == [(18, 2)]
    [edition] = source.editions
    assert (edition.builds_on, edition.row_count, edition.kept_row_count) == ("shipped", 6, 6)
    header, first, *_ = source.kept()
    assert (
        header == "fiscal_year chart_name measure_as_printed amount_usd snapshot_on document_id note".split()
    )
    told = ["2023", "obligations", "SAM.gov Actual", "237050000.0", "2026-11-22", "OMB-FPI_2026-11-22_1"]
    assert first[:6] == told


def test_values_that_are_held_already_are_nothing_new_on_any_day(
    source: OneLiveSource, publisher: Publisher, on: Callable[[str], None]
) -> None:
    [entry] = shipped(source)
    plays(publisher, page([{key: entry[key] for key in OBLIGATIONS[0] if key in entry}], [
        {key: entry[key] for key in OUTLAYS[0]},
    ]))  # fmt: skip
    for day in ("2026-11-22", "2026-12-24"):
        on(day)
        assert source.refresh().outcome.value == "nothing_new"
    assert source.editions == []


def test_the_page_unchanged_on_another_day_makes_no_edition(
    source: OneLiveSource, publisher: Publisher, on: Callable[[str], None]
) -> None:
    on("2026-11-22")
    source.refresh()
    before = source.written()
    on("2027-02-01")
    plays(publisher, page(more="gwo: null\n"))
    assert source.refresh().outcome.value == "nothing_new"
    assert (source.written(), len(source.editions)) == (before, 1)


def test_the_publisher_may_say_so_itself(source: OneLiveSource, publisher: Publisher) -> None:
    plays(publisher, page(), etag='"v1"')
    source.refresh()
    assert source.refresh().outcome.value == "nothing_new"
    assert [asked.status for asked in publisher.asked] == [200, 304]


@pytest.mark.parametrize("day", ["2026-11-22", "2027-02-01"])
def test_a_changed_value_is_a_new_snapshot_even_on_the_same_day(
    source: OneLiveSource, publisher: Publisher, on: Callable[[str], None], day: str
) -> None:
    """Snapshots are told apart by their day; the one taken last on a day stands, and the others say so."""
    on("2026-11-22")
    source.refresh()
    on(day)
    changed = [OBLIGATIONS[0], OBLIGATIONS[1] | {"usa_spending_actual": 2500.5}]
    plays(publisher, page(changed))
    result = source.refresh(accept="FY2025 was taken back" if day == "2026-11-22" else "")
    assert result.outcome.value == "refreshed", result.words
    first, second = source.editions
    assert (second.builds_on, second.kept_row_count) == (first.edition_id, 5)
    found = {(series, year): amount for series, year, amount, _ in source.ask(CURRENT)}
    assert found["al_usaspending_obligations", 2024] == 2501
    assert (("al_usaspending_obligations", 2025) in found) == (day != "2026-11-22")
    again = source.ask("SELECT COUNT(*) FROM finding WHERE rule = 'row_not_loaded'")
    assert again == [(6 if day == "2026-11-22" else 0,)]
    assert result.changes is not None
    assert ("revised", 1501, 2501) in {(c.kind, c.before_usd, c.after_usd) for c in result.changes.changes}


def test_what_is_held_back_is_not_fetched_again_as_another_edition(
    source: OneLiveSource, publisher: Publisher, on: Callable[[str], None]
) -> None:
    on("2026-11-22")
    plays(publisher, page([OBLIGATIONS[0] | {"usa_spending_actual": 900_000_000.0}]))
    assert source.refresh().outcome.value == "held_back"
    on("2026-11-29")
    assert source.refresh().outcome.value == "held_back"
    assert len(source.editions) == 1
    assert source.refresh(accept="checked with the site").outcome.value == "refreshed"
    assert ("al_usaspending_obligations", 2023, 900_000_000, "2026-11-22") in source.ask(CURRENT)


def test_a_clock_set_back_is_refused(source: OneLiveSource, on: Callable[[str], None]) -> None:
    source.build()
    on("2024-12-31")
    assert "a snapshot of 2025-02-26 is held, and this machine's clock says 2024-12-31" in source.refused()


def one(entry: Entry, **values: object) -> list[Entry]:
    return [entry | values]


def less(entry: Entry, name: str) -> list[Entry]:
    return [{key: value for key, value in entry.items() if key != name}]


FIRST, PAID = OBLIGATIONS[0], OUTLAYS[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html><html>", "a web page came"),
        (b"title: 19.800\n", "does not begin with front matter"),
        (b"---\ncfda: 'x\n---\n", "is not YAML"),
        (b"---\n" + b"a: " + b"[" * 190_000 + b"\n---\n", "nested too deeply"),
        (b"---\n- a\n---\n", "is not a list of entries"),
        (page(cfda="'19.801'"), "about listing 19.801, not 19.800"),
        (page(more="outlays: '[]'\n"), "the entry outlays stands twice"),
        (page(more="a: &a [x]\nb: [*a, *a]\n"), "refers to itself"),
        (page().replace(b"obligations: '", b"obligation: '"), "no entry obligations"),
        (page().replace(b"outlays: '", b"outlays: null\nold: '"), "no entry outlays"),
        (page().replace(b"obligations: '[", b"obligations: '"), "is not JSON"),
        (page({}), "not a list of years"),
        (page([1]), "not a list of years"),
        (page(less(FIRST, "x")), "a year is given as 'nothing' in x"),
        (page(one(FIRST, x="FY23")), "a year is given as 'FY23'"),
        (page(less(FIRST, "sam_actual")), "FY2023: sam_actual is missing"),
        (page(outlays=one(PAID, loans=5.0)), "a kind of value that is not known, loans"),
        (page(one(FIRST, sam_actual="1,000")), "sam_actual of FY2023: '1,000' is not a number"),
        (page([FIRST, FIRST]), "obligations has SAM.gov Estimate of FY2023 twice"),
        (page([], []), "not one value of any year is reported"),
        (page(more="# " + "x" * 300_000 + "\n"), "larger than the 200,000 bytes its card allows"),
    ],
)
def test_a_page_that_is_not_as_described_is_refused(
    source: OneLiveSource, publisher: Publisher, body: bytes, said: str
) -> None:
    plays(publisher, body)
    assert said in source.refused()


def test_a_refusal_leaves_the_database_and_a_later_good_run_succeeds(
    source: OneLiveSource, publisher: Publisher
) -> None:
    source.build()
    plays(publisher, page(cfda="'10.001'"))
    assert "Compare it with the publisher's own page" in source.refused()
    plays(publisher, page())
    assert source.refresh().outcome.value == "refreshed"


def test_what_the_site_adds_to_compare_programmes_is_passed_over(
    source: OneLiveSource, publisher: Publisher
) -> None:
    plays(publisher, page(outlays=one(PAID, expenditure=99432951.0, forgone_revenue=0.0)))
    assert source.refresh().outcome.value == "refreshed"


def test_a_page_saved_by_hand_may_stand_in(source: OneLiveSource, tmp_path: Path) -> None:
    (tmp_path / "19.800.md").write_bytes(page())
    assert source.refresh(given=str(tmp_path / "19.800.md")).outcome.value == "refreshed"
    assert (source.editions[0].how, source.editions[0].fetched_from) == ("from a file", "19.800.md")
