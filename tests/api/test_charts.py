"""Charts by address: the files, and what is said where there is none."""

from __future__ import annotations

import csv
import io
import json

import pytest

from mineaction.errors import BrowserMissing, RenderingBusy, RenderingFailed
from mineaction.exhibits import registry
from mineaction.export.formats import FORMATS, OF_TABLES
from mineaction.export.picture import browser
from tests.api.client import BASE, Answer, Client

FUNDING = "/api/v1/charts/funding_over_time"
NAMES = [kind.name for kind in registry.KINDS]
TABLES = [kind.name for kind in registry.TABLES]
NOTHING_AT_FIRST = (
    "country_casualties",
    "country_mine_free",
    "country_events",
    "not_on_map",
    "us_transactions",
    "editions",
)
"""Of the country, series or edition a page opens with there is nothing of these."""
STARTS = {
    "png": b"\x89PNG",
    "svg": b"<svg",
    "pdf": b"%PDF",
    "html": b"<!DOCTYPE",
    "pptx": b"PK",
    "xlsx": b"PK",
}


def rows_of_csv(answer: Answer) -> list[dict[str, str]]:
    """The rows below the lines that begin with ``#``."""
    lines = [
        line for line in io.StringIO(answer.text, newline="") if not line.startswith("#") and line.strip()
    ]
    return list(csv.DictReader(lines))


def test_every_chart_is_listed_with_what_it_takes(client: Client) -> None:
    listed = client.get("/api/v1/charts").json()
    assert [chart["name"] for chart in listed["charts"]] == [kind.name for kind in registry.FIGURES]
    assert [table["name"] for table in listed["tables"]] == TABLES
    for chart in (*listed["charts"], *listed["tables"]):
        is_table = chart["name"] in TABLES
        assert chart["shows"] and set(chart["formats"]) == set(OF_TABLES if is_table else FORMATS)
        assert ("embed_url" in chart) != is_table
        for parameter in chart["parameters"]:
            assert parameter["name"] in registry.names_of(chart["page"])


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_the_same_rows_as_json_and_as_csv(client: Client, name: str) -> None:
    address = f"/api/v1/charts/{name}"
    as_json, as_csv = client.get(f"{address}.json"), client.get(f"{address}.csv?rows=behind")
    if name in NOTHING_AT_FIRST:
        assert as_json.status == as_csv.status == 404 and as_csv.json()["error"]["next"]
        return
    assert (as_json.status, as_csv.status) == (200, 200)
    said, rows = as_json.json(), rows_of_csv(as_csv)
    assert len(said["rows"]) == len(rows) > 0
    assert list(said["rows"][0]) == list(rows[0])
    documents = [row.get("Document", "") for row in rows]
    assert documents == [row.get("Document", "") for row in said["rows"]]
    assert said["figure_id"] == as_csv.headers["figure-id"] and said["figure_id"].startswith(f"{name}-")
    assert said["address"].startswith(f"{BASE}/{registry.BY_NAME[name].page}?")
    assert f'"{name}_behind_{said["data_version"]}.csv"' in as_csv.headers["content-disposition"]

    drawn, both = (client.get(f"{address}.csv{asked}") for asked in ("?rows=drawn", ""))
    assert f'"{name}_{said["data_version"]}.csv"' in both.headers["content-disposition"]
    if registry.BY_NAME[name].is_table or name == "policy_timeline":  # it draws its rows
        assert rows_of_csv(drawn) == rows_of_csv(both) == rows
        return
    values = rows_of_csv(drawn)
    told = {kind: [row for row in rows_of_csv(both) if row["Row"] == kind] for kind in ("drawn", "behind")}
    assert [{column: row[column] for column in values[0]} for row in told["drawn"]] == values != []
    assert [{column: row[column] for column in rows[0]} for row in told["behind"]] == rows


@pytest.mark.parametrize("ending", list(STARTS))
def test_every_kind_of_file_is_what_it_is_called(client: Client, ending: str) -> None:
    if FORMATS[ending].has_size and not browser.available():
        pytest.fail(browser.available().words, pytrace=False)
    answer = client.get(f"{FUNDING}.{ending}?size=column&scale=1")
    assert answer.status == 200, answer.body[:300]
    assert answer.body.startswith(STARTS[ending])
    assert answer.headers["content-type"] == FORMATS[ending].media_type
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')


@pytest.mark.parametrize("ending", list(OF_TABLES))
def test_a_table_of_a_page_is_had_as_rows(client: Client, ending: str) -> None:
    address = f"/api/v1/charts/country_treaties.{ending}?recipient=Andorra"
    answer = client.get(address)
    assert answer.status == 200 and answer.headers["figure-id"].startswith("country_treaties-")
    if ending in ("html", "csv"):
        assert "Treaty standing of Andorra" in answer.text and "Ottawa Convention" in answer.text
        assert "plotly" not in answer.text.lower()


def test_choices_are_those_of_the_page(client: Client) -> None:
    whole, part = client.get(f"{FUNDING}.json").json(), client.get(f"{FUNDING}.json?from=2015&to=2016").json()
    assert 0 < len(part["rows"]) < len(whole["rows"])
    assert all(row in whole["rows"] for row in part["rows"])
    described = client.get(f"{FUNDING}?series=us_cwd_country&recipient=Iraq").json()
    assert described["chosen"]["recipient"] == ["Iraq"]
    (offered,) = (one for one in described["parameters"] if one["name"] == "recipient")
    assert "Angola" in offered["options"]
    assert "recipient=Iraq" in described["formats"]["csv"] and "recipient=Iraq" in described["embed_url"]
    assert client.get(described["formats"]["csv"].removeprefix(BASE)).status == 200


def test_a_link_back_opens_the_same_figure(client: Client) -> None:
    """Data version and figure id of a link are no choices, and an address may carry them."""
    said = client.get(f"{FUNDING}.json?series=us_cwd_country&as=map").json()
    query = said["address"].partition("?")[2].partition("#")[0]
    again = client.get(f"{FUNDING}.json?{query}").json()
    assert again == said and said["figure_id"] in query


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/charts/nothing.csv", 404, "recipient_map"),
        (f"{FUNDING}.gif", 404, "png, svg, pdf"),
        ("/api/v1/charts/country_treaties.png", 404, "html, xlsx, csv, json"),
        (f"{FUNDING}.csv?series=nothing", 400, "nothing"),
        (f"{FUNDING}.csv?colour=red", 400, "colour"),
        (f"{FUNDING}.csv?as=pie", 400, "pie"),
        (f"{FUNDING}.png?size=huge", 400, "slide, column, square"),
        (f"{FUNDING}.png?scale=9", 400, "1, 2, 3, 4"),
        (f"{FUNDING}.csv?series=a&series=b%00", 400, "letter"),
        (f"{FUNDING}.csv?series=%ff", 400, "UTF-8"),
        (f"{FUNDING}.csv?" + "&".join(["line=x"] * 101), 400, "100 values"),
        (f"{FUNDING}.csv?series=" + "x" * 4000, 414, "4,000"),
        ("/api/v1/nothing", 404, "figures.json"),
        ("/api/v1/figures.xml", 404, "figures.json"),
        ("/api/v1/charts/a/b", 404, "nothing at this address"),
    ],
)
def test_what_is_wrong_is_named(client: Client, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status == status
    error = answer.json()["error"]
    assert set(error) == {"what", "problems", "next"} and error["what"] and error["next"]
    assert words in json.dumps(error, ensure_ascii=False)
    assert "left out" not in json.dumps(error) and answer.headers["cache-control"] == "no-store"


def test_all_that_is_wrong_is_named_at_once(client: Client) -> None:
    problems = client.get(f"{FUNDING}.csv?series=nothing&colour=red&from=12").json()["error"]["problems"]
    assert len(problems) == 3


def test_choices_that_leave_nothing_are_no_fault_of_the_address(client: Client) -> None:
    """Accounts have no figures in these years: the chart is known, and there is nothing to draw."""
    answer = client.get("/api/v1/charts/country_accounts.csv?recipient=Estonia")
    assert answer.status == 404
    assert answer.json()["error"]["next"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BrowserMissing("Install one: apt-get install chromium"), 503),
        (RenderingBusy(33), 503),
        (RenderingFailed("it stopped"), 503),
        (TimeoutError(), 504),
    ],
)
def test_a_picture_that_cannot_be_made_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*args: object, **options: object) -> bytes:
        raise error

    monkeypatch.setattr("mineaction.export.picture.image.to_png", fail)
    answer = client.get(f"{FUNDING}.png?series=lm_world&to=2010&scale=1")
    assert answer.status == status and int(answer.headers["retry-after"]) > 0
    said = answer.json()["error"]
    assert said["next"]
    if isinstance(error, BrowserMissing):
        assert "apt-get install chromium" in said["next"] and "csv" in said["problems"][0]


def test_where_there_is_no_figure_the_embed_view_says_so_to_readers(client: Client) -> None:
    for address, status in (
        ("/embed/nothing", 404),
        ("/embed/country_casualties", 404),
        ("/embed/country_treaties", 404),
        ("/embed/recipient_map?series=<b>", 400),
    ):
        answer = client.get(address)
        assert answer.status == status and answer.headers["content-type"].startswith("text/html")
        assert "<main><h1>" in answer.text and "<b>" not in answer.text
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
