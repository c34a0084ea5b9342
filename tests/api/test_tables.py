"""Tables by address: pages make the whole, filters make parts of it, and both forms hold the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineaction.queries.api.filters import Filter, Kind
from mineaction.queries.api.listings import BY_NAME, LISTINGS
from tests.api.client import BASE, Client
from tests.api.test_charts import rows_of_csv

EVERY_TABLE = pytest.mark.parametrize("name", list(BY_NAME))


def pages(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """A page and all that follow it."""
    following: str | None = address
    while following:
        answer = client.get(following.removeprefix(BASE))
        assert answer.status == 200
        said = answer.json()
        following = said["next"]
        told = answer.headers.get("link", "")
        assert told == (f'<{following}>; rel="next"' if following else "")
        assert int(answer.headers["total-count"]) == said["total"]
        yield said


def keys(name: str, rows: list[dict[str, Any]]) -> list[Any]:
    return [tuple(row[key.name] for key in BY_NAME[name].table.primary_key) for row in rows]


@EVERY_TABLE
def test_the_pages_put_together_are_the_table(client: Client, name: str, built_database: Path) -> None:
    found = [row for page in pages(client, f"/api/v1/{name}.json?limit=1000") for row in page["rows"]]
    table = BY_NAME[name].table
    order = ", ".join(key.name for key in table.primary_key)
    with closing(sqlite3.connect(built_database)) as connection:
        connection.row_factory = sqlite3.Row
        held = [dict(row) for row in connection.execute(f"SELECT * FROM {table.name} ORDER BY {order}")]
    assert [{key: row[key] for key in held[0]} for row in found] == held
    assert len(set(keys(name, found))) == len(found)


@given(limit=st.integers(1, 40), offset=st.integers(0, 80))
@settings(max_examples=15, deadline=None)
def test_a_page_is_a_stretch_of_the_whole(client: Client, limit: int, offset: int) -> None:
    whole = client.get("/api/v1/events.json?limit=1000").json()
    part = client.get(f"/api/v1/events.json?limit={limit}&offset={offset}").json()
    assert part["rows"] == whole["rows"][offset : offset + limit]
    assert part["total"] == whole["total"] == len(whole["rows"]) and part["count"] == len(part["rows"])
    assert (part["next"] is None) == (offset + limit >= whole["total"])


@EVERY_TABLE
def test_both_forms_hold_the_same_rows(client: Client, name: str) -> None:
    said = client.get(f"/api/v1/{name}.json?limit=50").json()
    rows = rows_of_csv(client.get(f"/api/v1/{name}.csv?limit=50"))
    as_text = [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in said["rows"]
    ]
    assert [
        {
            key: value.removeprefix("'") if value[:2] in ("'=", "'+", "'-", "'@") else value
            for key, value in row.items()
        }
        for row in rows
    ] == as_text


@EVERY_TABLE
def test_every_row_names_its_document_and_every_answer_what_it_is(client: Client, name: str) -> None:
    said = client.get(f"/api/v1/{name}.json").json()
    assert said["data_version"] and said["licence"] and said["source"] and said["figures_as_of"]
    for row in said["rows"]:
        assert row["document_id"]
        assert name in ("documents", "countries") or (row["locator"] and row["file_row"])
        assert name == "documents" or row["document_title"]
        assert name != "figures" or (row["unit"], row["prices"]) == ("US$", "current")
        assert name != "claims" or (row["prices"] == "current") == (row["unit"] == "USD")
    block = client.get(f"/api/v1/{name}.csv").text
    assert "# Source," in block and "# Caveat," in block and f"# Data version,{said['data_version']}" in block


WORDS = [(listing.name, one) for listing in LISTINGS for one in listing.filters if one.kind is Kind.WORD]


@pytest.mark.parametrize(("name", "filter"), WORDS, ids=[f"{name}-{one.name}" for name, one in WORDS])
def test_a_filter_gives_the_rows_that_have_its_value(client: Client, name: str, filter: Filter) -> None:
    whole = client.get(f"/api/v1/{name}.json?limit=1000").json()
    columns = [column.name for column in filter.columns]
    value = next(row[column] for row in whole["rows"] for column in columns if row[column])
    part = client.get(
        f"/api/v1/{name}.json?limit=1000&{filter.name}={value}".replace(" ", "%20").replace("&", "&", 1)
    )
    assert part.status == 200, part.text
    assert 0 < part.json()["total"] <= whole["total"]
    assert all(value in [row[column] for column in columns] for row in part.json()["rows"])


@pytest.mark.parametrize("name", ["figures", "claims", "events"])
def test_years_cut_a_stretch_out(client: Client, name: str) -> None:
    column = {"figures": "year", "claims": "made_on", "events": "happened_on"}[name]
    found = [
        row
        for page in pages(client, f"/api/v1/{name}.json?from=2012&to=2014&limit=1000")
        for row in page["rows"]
    ]
    whole = [row for page in pages(client, f"/api/v1/{name}.json?limit=1000") for row in page["rows"]]
    wanted = [row for row in whole if "2012" <= str(row[column])[:4] <= "2014"]
    assert found == wanted and found
    months = client.get("/api/v1/events.json?from=1996-05&to=1997-01-17").json()["rows"]
    assert [row["happened_on"] for row in months] and all(
        "1996-05" <= row["happened_on"] <= "1997-01-17" for row in months
    )


def found_by(client: Client, table: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{table}.json?limit=1000&{urlencode(asked)}")
    assert answer.status == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def test_words_are_looked_for_in_names_as_printed_too(client: Client) -> None:
    assert [row["iso3"] for row in found_by(client, "countries", q="LAO")] == ["LAO"]
    monitors = found_by(client, "documents", q="landmine monitor")
    assert monitors and all(
        {"landmine", "monitor"}
        <= set(re.split(r"\W+", f"{row['title']} {row['publisher']} {row['document_id']}".lower()))
        for row in monitors
    )
    assert len(found_by(client, "documents", q="100%")) < 50, "% is a letter, no wildcard"
    assert len(found_by(client, "documents", q="' OR 1=1--")) < len(found_by(client, "documents")) / 2


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("cote", "CIV"),
        ("Ivory Coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("turkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("burma", "MMR"),
        ("usa", "USA"),
        ("arab syrian", "SYR"),
    ],
)
def test_countries_are_found_as_readers_type_them(client: Client, words: str, iso3: str) -> None:
    """Accents, everyday names and the order of words once hid all of these."""
    assert iso3 in [row["iso3"] for row in found_by(client, "countries", q=words)]


def test_words_stand_in_any_order_and_apart(client: Client) -> None:
    profiles = found_by(client, "documents", q="Iraq 2018")
    assert {"IQ2018", "MON-IRQ-2018"} <= {row["document_id"] for row in profiles}
    assert profiles == found_by(client, "documents", q="2018 iraq")
    assert found_by(client, "documents", q="--") == [], "no letter and no digit: nothing to look for"
    assert len(found_by(client, "documents", q=" ")) == len(found_by(client, "documents"))


@pytest.mark.parametrize(
    ("table", "filter", "written", "meant"),
    [
        ("figures", "recipient", "Laos", "LAO"),
        ("figures", "recipient", "lao pdr", "LAO"),
        ("figures", "recipient", "irq", "IRQ"),
        ("figures", "donor", "usa", "USA"),
        ("figures", "donor", "us", "USA"),
        ("figures", "standing", "Current", "current"),
        ("countries", "iso3", "lao", "LAO"),
        ("countries", "iso3", "Ivory Coast", "CIV"),
        ("claims", "by", "white house", "White House"),
    ],
)
def test_a_name_may_be_written_in_any_known_way(
    client: Client, table: str, filter: str, written: str, meant: str
) -> None:
    """The same country was taken at one address and refused at another; all know the same names now."""
    said = client.get(f"/api/v1/{table}.json?limit=5&{urlencode({filter: written})}").json()
    as_meant = client.get(f"/api/v1/{table}.json?limit=5&{urlencode({filter: meant})}").json()
    assert said == as_meant and said["total"] > 0
    assert said["chosen"] == {filter: [meant]} and urlencode({filter: meant}) in said["here"]


def test_what_is_not_known_names_the_nearest_and_where_all_are(client: Client) -> None:
    answer = client.get("/api/v1/figures.json?recipient=Afganistan")
    (problem,) = answer.json()["error"]["problems"]
    assert answer.status == 400 and "Nearest: Afghanistan" in problem
    (address,) = re.findall(r"http://mine\.test(\S+) lists all (?:\d+)", problem)
    listed = client.get(address).json()
    assert len(problem) < 400 and f"lists all {listed['count']}." in problem
    assert listed["count"] == len(listed["values"]) and {"Afghanistan", "AFG"} <= set(listed["values"])
    assert "Known: current" in client.get("/api/v1/figures.json?standing=old").text


@pytest.mark.parametrize(("name", "filter"), WORDS, ids=[f"{name}-{one.name}" for name, one in WORDS])
def test_every_value_there_is_has_an_address_and_is_taken(client: Client, name: str, filter: Filter) -> None:
    listed = client.get(f"/api/v1/{name}/{filter.name}.json").json()
    assert listed["values"] and (listed["table"], listed["filter"]) == (name, filter.name)
    for value in (listed["values"][0], listed["values"][-1]):
        taken = client.get(f"/api/v1/{name}.json?limit=1&{urlencode({filter.name: value})}").json()
        assert taken["chosen"] == {filter.name: [value]}


@pytest.mark.parametrize(
    "address", ["figures/from.json", "figures/donor.csv", "nothing/donor.json", "figures/x"]
)
def test_values_there_are_none_of_are_told(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status == 404 and "/api/v1/figures/donor.json" in answer.json()["error"]["problems"][0]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "1,000"),
        ("limit=1&limit=2", "limit"),
        ("limit=%C2%B2", "limit"),
        ("offset=-1", "offset"),
        ("offset=99999999999999999999", "offset"),
        ("donor=Nobody", "/api/v1/figures/donor.json"),
        ("donor=", "donor"),
        ("from=2012&to=2010", "from 2012 is after to 2010"),
        ("standing=old", "superseded"),
        ("from=next", "year"),
        ("from=2010&from=2011", "one value"),
        ("series=us_cwd_all_agencies&colour=red", "colour"),
    ],
)
def test_a_filter_that_is_not_known_is_refused(client: Client, query: str, words: str) -> None:
    answer = client.get(f"/api/v1/figures.json?{query}")
    assert answer.status == 400
    assert words in " ".join(answer.json()["error"]["problems"])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2010-02-31", "no day 2010-02-31"),
        ("to=2011-02-29", "no day 2011-02-29"),
        ("from=2010-13", "2010-05"),
        ("from=2010-06&to=2010-05-31", "from 2010-06 is after to 2010-05-31"),
    ],
)
def test_a_stretch_of_days_there_is_none_of_is_refused(client: Client, query: str, words: str) -> None:
    answer = client.get(f"/api/v1/claims.json?{query}")
    assert answer.status == 400 and words in " ".join(answer.json()["error"]["problems"])


@pytest.mark.parametrize("query", ["from=2012-02-29", "from=2010-05-20&to=2010-05", "from=2010&to=2010"])
def test_a_stretch_ends_with_the_last_day_of_its_year_or_month(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/claims.json?{query}").status == 200


def test_a_page_behind_the_last_is_empty_and_ends(client: Client) -> None:
    said = client.get("/api/v1/events.json?offset=5000").json()
    assert said["rows"] == [] and said["next"] is None and said["total"] > 0
    assert rows_of_csv(client.get("/api/v1/events.csv?offset=5000")) == []


def test_frictionless_reads_the_csv(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(client.get("/api/v1/figures.csv?limit=200").content)
    header = path.read_text("utf-8-sig").splitlines().index("") + 2
    dialect = frictionless.Dialect(comment_char="#", header_rows=[header])
    found = frictionless.Resource(
        path=path.name, basepath=str(tmp_path), dialect=dialect, encoding="utf-8-sig"
    )
    report = found.validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert report.tasks[0].stats["rows"] == 200
    assert found.schema.field_names[:2] == ["figure_id", "series_key"]
