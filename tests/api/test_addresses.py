"""What an address of a chart may hold: each name is used or refused, and where to look is said."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from mineaction.exhibits import registry
from mineaction.exhibits.app_link import LOOK
from tests.api.client import BASE, Client

FUNDING = "/api/v1/charts/funding_over_time"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("funding_over_time.csv?recipient=Iraq", "taken only with series=us_cwd_country"),
        ("funding_over_time.csv?recipient=Atlantis&donor=Nobody", "donor is not taken"),
        ("funding_over_time.csv?series=oecd_crs&donor=Germany", "taken only with series=lm_donor"),
        ("recipient_map.csv?donor=Nobody", "taken only with series=lm_donor"),
        ("compare.csv?base_year=1800", "taken only with show=indexed"),
        ("donors_largest.csv?recipient=Atlantis", "taken only with told_by=recipient"),
        ("treaty_membership.csv?state=Atlantis", "not taken by treaty_membership, but by treaty_members"),
        ("coverage.csv?kind=zz", "not taken by coverage, but by disagreements"),
        ("funding_over_time.csv?from=2020&to=2010", "from is after to"),
    ],
)
def test_no_choice_is_passed_over_in_silence(client: Client, asked: str, words: str) -> None:
    """These gave another subject's numbers, with 200 and not a word."""
    name = asked.partition(".")[0]
    for address in (f"/api/v1/charts/{asked}", f"/embed/{asked.replace('.csv', '')}"):
        answer = client.get(address)
        assert answer.status == 400
        assert words in answer.text
    error = client.get(f"/api/v1/charts/{asked}").json()["error"]
    where = error["next"].split(" ")[0]
    assert where.startswith(f"{BASE}/api/v1/charts/{name}")
    assert client.get(where.removeprefix(BASE)).status == 200


def test_an_unknown_value_leads_to_the_address_that_lists_all(client: Client) -> None:
    error = client.get(f"{FUNDING}.csv?series=us_cwd_country&recipient=Irak").json()["error"]
    assert "Nearest: " in error["problems"][0] and "Iraq" in error["problems"][0]
    listed = client.get(error["next"].split(" ")[0].removeprefix(BASE)).json()
    (recipient,) = (one for one in listed["parameters"] if one["name"] == "recipient")
    assert "Iraq" in recipient["options"]


def test_a_description_lists_what_is_taken_after_other_choices(client: Client) -> None:
    """The recipients of a series could only be found by whoever knew which series has any."""
    told = client.get(FUNDING).json()
    further = {one["name"]: one for one in told["parameters_with_other_choices"]}
    assert set(further) == {"donor", "recipient"}
    (way,) = further["recipient"]["taken_with"]
    assert "us_cwd_country" in way["series"] and "Iraq" in further["recipient"]["options"]
    for value in way["series"]:
        then = client.get(f"{FUNDING}?series={value}").json()
        assert "recipient" in [one["name"] for one in then["parameters"]]


@pytest.mark.parametrize("name", [kind.name for kind in registry.KINDS])
def test_every_chart_is_described_also_where_it_has_nothing_to_show(client: Client, name: str) -> None:
    """Errors send readers there; it was no better an address than the one they came from."""
    told = client.get(f"/api/v1/charts/{name}")
    assert told.status == 200
    said = told.json()
    assert bool(said.get("title")) != bool(said.get("nothing_to_show"))


def test_the_description_for_programs_holds_the_choices_that_come_after_others(client: Client) -> None:
    """Donor and recipient were said to belong to other figures of the page."""
    described = client.get("/api/v1/openapi.json").json()["paths"][f"{FUNDING}.{{format}}"]["get"]
    taken = {one["name"]: one for one in described["parameters"]}
    assert set(taken) >= {*registry.BY_NAME["funding_over_time"].names, "as", "data", "figure"}
    assert "Taken only with series=" in taken["recipient"]["description"]
    assert "us_cwd_country" in taken["recipient"]["description"]
    assert "us_cwd_country" in taken["series"]["schema"]["enum"]
    assert taken["recipient"]["schema"]["examples"][0] == "all"
    assert taken["prices"]["schema"]["enum"] == ["current", "constant"]


def test_no_chart_is_said_to_take_what_it_refuses(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    more = {"as", "data", "figure", "format", *LOOK}
    for kind in registry.KINDS:
        told = {one["name"] for one in paths[f"/api/v1/charts/{kind.name}.{{format}}"]["get"]["parameters"]}
        assert told - more == {*kind.names, *dict(kind.only_with)}


def test_a_cited_figure_that_has_changed_says_so(client: Client) -> None:
    """Another data version and another id were answered as if they were the ones asked for."""
    plain = client.get(f"{FUNDING}.csv")
    now = plain.headers["figure-id"]
    assert "notice" not in plain.headers
    then = now.replace(now.split("-")[1], "00000000")
    query = f"data=deadbeef&figure={then}"
    cited = client.get(f"{FUNDING}.csv?{query}")
    assert cited.status == 200 and cited.headers["figure-id"] == now
    for said in (cited.headers["notice"], cited.text, client.get(f"/embed/funding_over_time?{query}").text):
        assert then in said and now in said and "deadbeef" in said and "its rows differ" in said
    assert then in client.get(f"{FUNDING}?{query}").json()["notices"][0]
    same = client.get(f"{FUNDING}.csv?figure={now}")
    assert "notice" not in same.headers and same.text == plain.text


def test_choices_of_a_page_link_that_are_not_used_are_told(client: Client) -> None:
    link = "/api/v1/charts/country_series.csv?recipient=Iraq&told_by=donor_profile&data="
    version = client.get("/readyz").json()["data_version"]
    answer = client.get(link + version)
    assert answer.status == 200 and "told_by" in answer.headers["notice"] and "told_by" in answer.text
    assert client.get(link.removesuffix("&data=")).status == 400


def test_a_table_has_no_picture_and_no_embed_view(client: Client) -> None:
    """It was said that there was no figure, or no format, of that name, while lists have both."""
    for address in ("/api/v1/charts/country_plans.png", "/embed/country_plans"):
        answer = client.get(address)
        assert answer.status == 404
        said = "country_plans is a table: html, xlsx, csv, json; it has no picture and no embed view."
        assert said in answer.text


def test_the_address_said_next_is_an_address(client: Client) -> None:
    error = client.get(f"{FUNDING}.csv?series=nothing").json()["error"]
    assert urlsplit(error["next"].split(" ")[0]).path == FUNDING
