"""OCHA FTS's files on the Humanitarian Data Exchange: what is kept, held back and refused. Invented rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from etl import hdx, validate
from etl.card import PercentCheck
from etl.connectors import ocha_fts_plan_totals
from mineaction.vocabulary import Severity
from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Publisher, as_json, redirect
from tests.sample_checksums import SAMPLE_SOURCES

CLUSTERS, FIELD, PLANS = "ocha_fts_mine_action", "ocha_fts_field_clusters", "ocha_fts_plan_totals"
RESOURCE = {CLUSTERS: hdx.CLUSTERS, FIELD: hdx.FIELD_CLUSTERS, PLANS: hdx.PLANS}
COLUMNS = {
    CLUSTERS: hdx.CLUSTER_COLUMNS,
    FIELD: hdx.CLUSTER_COLUMNS,
    PLANS: ocha_fts_plan_totals.COLUMNS,
}
CATALOGUE = "/api/3/action/package_show"

Row = dict[str, str]
Make = Callable[..., OneLiveSource]


def held(key: str) -> list[Row]:
    """The rows of the sample, under the publisher's names of columns."""
    [path] = (SAMPLE_SOURCES / key).glob("*.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            {theirs: row[ours] for theirs, ours in COLUMNS[key].items()} for row in csv.DictReader(stream)
        ]


def other(key: str, **cells: str) -> Row:
    """A row of the publisher's that differs from the sample's first in some cells."""
    return {**held(key)[0], "percentFunded": "", **cells}


def table(rows: Sequence[Mapping[str, str]], names: Sequence[str] = (), *, tags: bool = False) -> bytes:
    """The rows as the publisher's CSV, with or without its row of tags."""
    text = io.StringIO()
    names = names or list(rows[0])
    writer = csv.DictWriter(text, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    if tags:
        writer.writerow({name: f"#tag+{name}" for name in names} | {"countryCode": "#country+code"})
    writer.writerows(rows)
    return text.getvalue().encode()


class Exchange:
    """The exchange as one publisher: its catalogue, and the files that it lists."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        for key in RESOURCE:
            self.gives(key, [*held(key), other(key, clusterCode="3", id="7000", cluster="Education")])
        self.lists()

    def lists(
        self, *names: str, success: bool = True, addresses: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """From now on the catalogue lists these resources, each at its own place or at another."""
        entries = [
            {
                "name": name,
                "url": "",
                "download_url": addresses.get(name, self.publisher.url(f"/files/{name}")),
            }
            for name in (names or RESOURCE.values())
        ]
        told: dict[str, Any] = {"success": success, "result": {"resources": entries}}
        self.says(json.dumps(told))

    def says(self, told: str) -> None:
        """From now on the catalogue answers this."""
        self.publisher.plays(CATALOGUE, as_json(told))

    def sends_on(self, name: str, to: str) -> None:
        """From now on a file is to be found elsewhere."""
        self.publisher.plays(f"/files/{name}", redirect(to))

    def gives(self, key: str, rows: Sequence[Mapping[str, str]], **how: Any) -> None:
        """From now on a file has these rows."""
        body = table(rows, how.pop("names", ()), tags=how.pop("tags", False))
        self.publisher.plays(f"/files/{RESOURCE[key]}", Answer(body, **how))


@pytest.fixture
def exchange(publisher: Publisher) -> Exchange:
    return Exchange(publisher)


@pytest.fixture
def make(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Make:
    def made(key: str, *beside: str) -> OneLiveSource:
        return OneLiveSource(key, publisher.url(f"{CATALOGUE}?id=x"), tmp_path, monkeypatch, beside)

    return made


def plan_ids(source: OneLiveSource) -> list[str]:
    """The plans that the newest edition keeps."""
    header, *rows = source.kept()
    return [row[header.index("plan_id")] for row in rows]


# --- what is kept ---


def test_the_cluster_is_kept_with_its_place_in_the_publishers_file(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    assert result.changes is not None and not result.changes.changes
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count) == (6, 5)
    assert source.kept()[1][-1] == f"{hdx.CLUSTERS} row 2"
    [(document,)] = source.ask("SELECT DISTINCT document_id FROM funding_figure")
    assert document.startswith("FTS_GC_") and document.endswith("_1")


@pytest.mark.parametrize("tags", [True, False])
def test_a_row_of_tags_is_passed_over(exchange: Exchange, make: Make, tags: bool) -> None:
    source = make(CLUSTERS)
    exchange.gives(CLUSTERS, held(CLUSTERS), tags=tags)
    source.refresh()
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count) == (5, 5)
    assert source.kept()[1][-1] == f"{hdx.CLUSTERS} row {3 if tags else 2}"


def test_a_second_run_makes_no_edition_whether_or_not_the_file_has_a_version(
    exchange: Exchange, make: Make
) -> None:
    source = make(CLUSTERS)
    exchange.gives(CLUSTERS, held(CLUSTERS), etag='"v1"')
    assert source.refresh().outcome.value == "refreshed"
    assert source.refresh().outcome.value == "nothing_new"
    assert exchange.publisher.asked[-1].status == 304
    exchange.gives(CLUSTERS, held(CLUSTERS))
    assert source.refresh().outcome.value == "nothing_new"
    assert len(source.editions) == 1


def test_a_column_that_moved_or_is_new_does_no_harm(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    names = ["remarks", *reversed(hdx.CLUSTER_COLUMNS)]
    rows = [{**row, "remarks": "a, new one"} for row in held(CLUSTERS)]
    exchange.gives(CLUSTERS, rows, names=names)
    result = source.refresh()
    assert result.outcome.value == "refreshed" and result.changes is not None
    assert not result.changes.changes
    assert source.editions[0].note == "Columns not read: remarks."


def test_clusters_are_kept_by_their_name_and_names_that_come_near_are_told(
    exchange: Exchange, make: Make
) -> None:
    source = make(FIELD)
    exchange.gives(
        FIELD,
        [
            *held(FIELD),
            other(FIELD, cluster="Protection: mine  ACTION ", clusterCode="9", id="8", funding="7"),
            other(FIELD, cluster="Humanitarian demining", clusterCode="10"),
            other(FIELD, cluster="Acción contra minas", clusterCode="11"),
            other(FIELD, cluster="Determine actions", clusterCode="12"),
        ],
    )
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    assert source.editions[0].kept_row_count == len(held(FIELD)) + 1
    assert source.editions[0].note == "Clusters not kept: Humanitarian demining, Acción contra minas."


def test_plans_are_kept_by_the_clusters_beside_them_and_by_what_is_held(
    exchange: Exchange, make: Make
) -> None:
    source = make(PLANS)
    new = other(PLANS, id="1600", code="HNEW26", requirements="100", funding="25", percentFunded="25")
    exchange.gives(PLANS, [*held(PLANS), new, other(PLANS, id="1601", code="HOTHER26"),
                           other(PLANS, id="", name="Not specified", code="")])  # fmt: skip
    exchange.gives(CLUSTERS, [*held(CLUSTERS), other(CLUSTERS, id="1600"),
                              other(CLUSTERS, id="1601", clusterCode="3", cluster="Education")])  # fmt: skip
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    assert plan_ids(source) == [*(row["id"] for row in held(PLANS)), "1600"]
    assert source.refresh().outcome.value == "nothing_new"
    assert "Plans that the file does not have: number 92, 121, 214, 1263." in source.editions[0].note


def test_a_file_of_plans_is_read_with_the_clusters_that_are_held(
    exchange: Exchange, make: Make, tmp_path: Path
) -> None:
    source = make(PLANS, CLUSTERS)
    given = tmp_path / "plans.csv"
    given.write_bytes(
        table(
            [
                *held(PLANS),
                other(PLANS, id="92", code="CAFG0102", requirements="9", funding="5", percentFunded="56"),
            ],
            tags=True,
        )
    )
    result = source.refresh(given=str(given))
    assert result.outcome.value == "refreshed", result.words
    assert plan_ids(source)[-1] == "92"
    assert "by the clusters that are held" in source.editions[0].note
    assert not exchange.publisher.asked


# --- what is held back ---


def test_a_row_revised_is_told(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    rows = held(CLUSTERS)
    rows[1] |= {"funding": "13000000", "percentFunded": "59"}
    exchange.gives(CLUSTERS, rows)
    result = source.refresh(dry_run=True)
    assert result.outcome.value == "would_refresh" and result.changes is not None
    [change] = result.changes.changes
    assert (change.kind, change.before_usd, change.after_usd) == ("revised", 12207194, 13000000)


def test_rows_that_vanish_hold_an_edition_back_until_a_person_accepts(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    source.build()
    before = source.written()
    exchange.gives(CLUSTERS, held(CLUSTERS)[:-1])
    result = source.refresh()
    assert result.outcome.value == "held_back"
    assert "4 rows where 5 were held" in result.words or "1 recipient of fts_requirements" in result.words
    assert source.written() == before
    assert source.refresh().outcome.value == "held_back"
    assert source.refresh(accept="Lebanon was withdrawn").outcome.value == "refreshed"
    assert source.ask("SELECT COUNT(*) FROM funding_figure WHERE recipient_iso3 = 'LBN'") == [(0,)]


# --- what is refused ---


def drops(name: str) -> Callable[[Exchange], None]:
    def change(exchange: Exchange) -> None:
        names = [column for column in hdx.CLUSTER_COLUMNS if column != name]
        rows = [{**row, "sector": row["cluster"]} for row in held(CLUSTERS)]
        exchange.gives(CLUSTERS, rows, names=[*names, "sector"])

    return change


def cell(**cells: str) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.gives(CLUSTERS, [*held(CLUSTERS), other(CLUSTERS, id="5000", **cells)])


REFUSED: dict[str, tuple[Callable[[Exchange], None], str]] = {
    "a column renamed": (drops("cluster"), "the column cluster is missing; new there: sector"),
    "no such resource": (lambda e: e.lists("other.csv", "more.csv"), "it lists other.csv, more.csv"),
    "the resource twice": (lambda e: e.lists(hdx.CLUSTERS, hdx.CLUSTERS), "lists 2 resources named"),
    "no success": (lambda e: e.lists(success=False), "does not say that it has the dataset"),
    "no address": (lambda e: e.lists(addresses={hdx.CLUSTERS: "here"}), "gives no address for"),
    "another host": (
        lambda e: e.lists(addresses={hdx.CLUSTERS: "https://example.org/x.csv"}),
        "leads to another host, example.org, which the card does not name",
    ),
    "sent to another host": (
        lambda e: e.sends_on(hdx.CLUSTERS, "https://example.org/x.csv"),
        "leads to another host, example.org",
    ),
    "no country": (cell(countryCode=""), "has nothing as country code"),
    "several countries": (cell(countryCode="AFG,PAK"), "has AFG,PAK as country code, not one country's"),
    "a country that is not known": (cell(countryCode="QQQ"), "data/reference/countries.csv"),
    "separators in a number": (cell(funding="1,234"), "has '1,234' as funding_usd, which is no plain number"),
    "less than nothing required": (cell(requirements="-5"), "requires less than nothing, -5"),
    "no row of the cluster": (
        lambda e: e.gives(CLUSTERS, [other(CLUSTERS, clusterCode="3")]),
        "none of its 1 rows is about this source",
    ),
    "no list": (
        lambda e: e.says('{"success": true, "result": {}}'),
        "gives no list of resources",
    ),
    "a complaint": (
        lambda e: e.says('{"success": false, "error": {"message": "Gone"}}'),
        "does not say that it has the dataset: Gone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_not_as_described_is_refused(exchange: Exchange, make: Make, fault: str) -> None:
    source = make(CLUSTERS)
    change, words = REFUSED[fault]
    change(exchange)
    assert words in source.refused()


def test_a_good_run_after_a_bad_one_succeeds(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    exchange.lists("other.csv")
    source.refused()
    exchange.lists()
    assert source.refresh().outcome.value == "refreshed"


def test_plans_without_any_mine_action_cluster_are_refused(exchange: Exchange, make: Make) -> None:
    exchange.gives(CLUSTERS, [other(CLUSTERS, clusterCode="3")])
    assert "no plan has a row of cluster 15" in make(PLANS).refused()


def test_amounts_as_floats_and_reductions_are_read(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    new = other(CLUSTERS, id="5000", name="New", requirements="200.0", funding="123.0", percentFunded="62")
    less = other(CLUSTERS, id="5001", name="Less", funding="-50")
    exchange.gives(CLUSTERS, [*held(CLUSTERS), new, less])
    assert source.refresh().outcome.value == "refreshed"
    assert source.ask(
        "SELECT plan_name, amount_usd, amount_as_printed FROM funding_figure"
        " WHERE plan_name IN ('New', 'Less') ORDER BY amount_usd"
    ) == [("Less", -50, "-50"), ("New", 123, "123.0"), ("New", 200, "200.0")]


# --- percentages ---


def percent(number: int, required: str, received: str, printed: str) -> Row:
    told = {"requirements": required, "funding": received, "percentFunded": printed}
    return {**other(CLUSTERS, id=str(number), name=f"Plan {number}", code=f"P{number}"), **told}


def test_a_percentage_may_be_one_point_off_in_an_edition_fetched(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    right, off = percent(1, "1000", "125", "13"), percent(2, "1000", "125", "12")
    exchange.gives(CLUSTERS, [*held(CLUSTERS), right, off, percent(3, "0", "125", "0")])
    assert source.refresh().outcome.value == "refreshed"
    found = source.ask(
        "SELECT severity, value FROM finding WHERE rule = 'percent_one_point_off' ORDER BY value"
    )
    assert found == [("warning", "0"), ("warning", "12")]


def test_a_percentage_further_off_is_refused(exchange: Exchange, make: Make) -> None:
    source = make(CLUSTERS)
    rows = [percent(1, "1000", "125", "15"), percent(2, "1000", "125", ""), percent(3, "", "125", "50")]
    exchange.gives(CLUSTERS, [*held(CLUSTERS), *rows])
    result = source.refresh()
    assert result.outcome.value == "refused"
    assert [finding.message for finding in result.findings] == [
        "percent_funded is printed as 15, the amounts give 13",
        "percent_funded is printed as blank, the amounts give 13",
        "percent_funded is printed as 50, the amounts give none",
    ]


@pytest.mark.parametrize("is_fetched", [True, False])
def test_a_percentage_of_what_came_with_the_project_has_to_be_exact(is_fetched: bool) -> None:
    raw = pd.DataFrame([{"part": "125", "whole": "1000", "printed": "12", "key": "P1"}])
    check = PercentCheck("part", "whole", "printed", "key", {})
    raw = raw.assign(file_name="x.csv", file_row=2)
    [finding] = validate.percents_agree(raw, check, "x", is_fetched=is_fetched)
    assert finding.severity is (Severity.WARNING if is_fetched else Severity.ERROR)
