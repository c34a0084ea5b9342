"""Single flows of OCHA FTS: page after page, each flow once, and what becomes of it. Invented flows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from etl.connectors import ocha_fts_flows
from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Asked, Publisher, as_json

KEY, PATH = "ocha_fts_flows", "/v1/public/fts/flow"
FIGURES = """SELECT activity_id, series_key, donor_iso3, donor_name, recipient_iso3, recipient_name, year,
             amount_usd FROM funding_figure WHERE source_key = 'ocha_fts_flows' ORDER BY activity_id"""

Flow = dict[str, Any]


def end(**names: str | list[str]) -> list[Flow]:
    """Objects at one end of a flow: ``Organization="HALO"``; a list gives several of a kind."""
    found = []
    for kind, told in names.items():
        for number, name in enumerate(told if isinstance(told, list) else [told], start=1):
            known = {"Protection - Mine Action": "15", "Protection": "10"}.get(name, str(number))
            found.append({"type": kind, "id": known, "name": name, "behavior": "single"})
    return found


def flow(number: int, amount: object = 1000, **told: Any) -> Flow:
    """A flow from Norway to an organisation in Afghanistan, for mine action in 2026, but for what is told."""
    source = {"Organization": "Norway, Government of", "Location": "Norway", "UsageYear": "2026"}
    destination: dict[str, Any] = {
        "Organization": "HALO Trust",
        "Location": "Afghanistan",
        "GlobalCluster": "Protection - Mine Action",
        "UsageYear": "2026",
    }
    source |= told.pop("source", {})
    destination |= told.pop("destination", {})
    return {
        "id": str(number),
        "amountUSD": amount,
        "budgetYear": None,
        "status": "paid",
        "flowType": "Standard",
        "boundary": "incoming",
        "onBoundary": "single",
        "newMoney": True,
        "date": "2026-03-01T00:00:00Z",
        "description": "Clearance",
        "sourceObjects": end(**source),
        "destinationObjects": end(**destination),
        **told,
    }


class Interface:
    """The public interface: flows by country and year, so many to a page."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.flows: dict[tuple[str, str], list[Flow]] = {
            ("AFG", "2026"): [flow(1), flow(2, 250, status="commitment"), flow(3, 70, status="pledge")]
        }
        self.page_size = 2
        self.change: Callable[[Flow], None] = lambda answer: None
        publisher.plays(PATH, self.answer)

    def answer(self, asked: Asked) -> Answer:
        """One page, with the address of the next where there is one."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        flows = self.flows.get((query["countryISO3"], query["year"]), [])
        page = int(query.get("page", "1"))
        shown = flows[(page - 1) * self.page_size : page * self.page_size]
        meta: Flow = {"language": "en", "count": len(flows)}
        if page * self.page_size < len(flows):
            base = asked.path.split("&page=")[0]
            meta["nextLink"] = self.publisher.url(f"{base}&page={page + 1}")
        told: Flow = {"status": "ok", "data": {"flows": shown}, "meta": meta}
        self.change(told)
        return as_json(json.dumps(told))


@pytest.fixture
def interface(publisher: Publisher) -> Interface:
    return Interface(publisher)


@pytest.fixture
def source(
    tmp_path: Path, publisher: Publisher, interface: Interface, monkeypatch: pytest.MonkeyPatch
) -> OneLiveSource:
    return OneLiveSource(KEY, publisher.url(PATH), tmp_path, monkeypatch, ["ocha_fts_mine_action"])


def kept_numbers(source: OneLiveSource) -> list[str]:
    return [row[0] for row in source.kept()[1:]]


def test_flows_become_figures_and_pledges_a_series_of_their_own(source: OneLiveSource) -> None:
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    about = ("NOR", "Norway", "AFG", "Afghanistan", 2026)
    assert source.ask(FIGURES) == [
        ("1", "fts_flows_paid_committed", *about, 1000),
        ("2", "fts_flows_paid_committed", *about, 250),
        ("3", "fts_flows_pledged", *about, 70),
    ]
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count) == (3, 3)
    assert source.ask(
        "SELECT DISTINCT measure, activity_scope, implementer_name, transaction_on, year_basis"
        " FROM funding_figure WHERE series_key = 'fts_flows_paid_committed'"
    ) == [("contribution", "mine_action_cluster", "HALO Trust", "2026-03-01", "calendar")]


def test_countries_with_a_plan_in_the_years_are_asked_for(
    source: OneLiveSource, interface: Interface
) -> None:
    source.refresh()
    queries = [parse_qs(urlsplit(asked.path).query) for asked in interface.publisher.asked_for(PATH)]
    assert {query["countryISO3"][0] for query in queries} == {"AFG"}
    assert sorted({query["year"][0] for query in queries})[:2] == ["2024", "2025"]
    assert not any("groupby" in query for query in queries)


def test_a_second_run_makes_no_edition_though_flows_come_in_another_order(
    source: OneLiveSource, interface: Interface
) -> None:
    source.refresh()
    for flows in interface.flows.values():
        flows.reverse()
        for one in flows:
            one["destinationObjects"].reverse()
    assert source.refresh().outcome.value == "nothing_new"


def test_a_flow_shared_by_countries_and_years_stands_once(
    source: OneLiveSource, interface: Interface
) -> None:
    shared = flow(9, 500, destination={"Location": ["Afghanistan", "Lebanon"]})
    over_years = flow(10, 800, destination={"UsageYear": ["2025", "2026"]})
    interface.flows["AFG", "2026"] += [shared, over_years, shared]
    interface.flows["AFG", "2025"] = [over_years]
    source.refresh()
    [row] = [row for row in source.ask(FIGURES) if row[0] == "9"]
    assert row[4:] == (None, "Several countries", 2026, 500)
    assert source.ask("SELECT recipient_scope, note FROM funding_figure WHERE activity_id = '9'") == [
        ("region", "paid; to Afghanistan; Lebanon, without a split; outside humanitarian plans")
    ]
    assert kept_numbers(source) == ["1", "2", "3", "9", "10"]
    assert source.editions[0].row_count == 5
    assert not [row for row in source.ask(FIGURES) if row[0] == "10"]
    why = "the flow is for several years without a split: 2025, 2026"
    assert source.ask(
        "SELECT message FROM finding WHERE rule = 'row_not_loaded' AND value LIKE 'flow 10:%'"
    ) == [(why,)]


LEFT_OUT: dict[str, tuple[Flow, str]] = {
    "clusters": (
        flow(11, destination={"GlobalCluster": ["Protection", "Protection - Mine Action"]}),
        "several clusters without a split: Protection; Protection - Mine Action",
    ),
    "no amount": (flow(12, None), "no amount in US dollars"),
    "no year": (flow(13, destination={"UsageYear": []}), "does not say what year"),
    "divided": (flow(14, 0, flowType="Parked", childFlowIds=[1, 2]), "in the flows it was divided into"),
}


def test_flows_that_give_no_figure_say_why(source: OneLiveSource, interface: Interface) -> None:
    interface.flows["AFG", "2026"] += [odd for odd, _ in LEFT_OUT.values()]
    source.refresh()
    assert kept_numbers(source) == ["1", "2", "3", "11", "12", "13", "14"]
    told = dict(source.ask("SELECT substr(value, 6, 2), message FROM finding WHERE rule = 'row_not_loaded'"))
    for odd, words in LEFT_OUT.values():
        assert words in told[odd["id"]]


def test_flows_that_are_not_about_it_are_not_kept(source: OneLiveSource, interface: Interface) -> None:
    interface.flows["AFG", "2026"] += [
        flow(5, destination={"GlobalCluster": "Protection"}),
        flow(6, destination={"GlobalCluster": []}),
        flow(7, boundary="internal"),
        flow(8, destination={"UsageYear": "2019"}),
    ]
    assert source.refresh().outcome.value == "refreshed"
    assert kept_numbers(source) == ["1", "2", "3"]
    assert source.editions[0].row_count == 7


DONORS = {
    "Norway, Government of": ("NOR", "Norway"),
    "United States, Government of": ("USA", "United States"),
    "Iraq, Government of": ("IRQ", "Iraq"),
    "European Union": (None, "European Union"),
    "Some Foundation": (None, "Some Foundation"),
    "Elsewhere by another name, Government of": ("NOR", "Norway"),
}


def test_donors_are_countries_where_a_government_gives_and_printed_names_elsewhere(
    source: OneLiveSource, interface: Interface
) -> None:
    interface.flows["AFG", "2026"] = [
        *(flow(number, source={"Organization": name}) for number, name in enumerate(DONORS, start=1)),
        flow(7, source={"Organization": ["Some Foundation", "Norway, Government of"]}),
        flow(8, source={"Organization": []}),
    ]
    assert source.refresh().outcome.value == "refreshed"
    assert [row[2:4] for row in source.ask(FIGURES)] == [
        *DONORS.values(),
        (None, "Several donors"),
        (None, "Not specified"),
    ]


def test_reductions_are_kept_and_flows_that_did_not_come_are_told(
    source: OneLiveSource, interface: Interface
) -> None:
    interface.flows["AFG", "2026"].append(flow(4, -30.5))
    interface.change = lambda answer: answer["meta"].update(count=5)
    source.refresh()
    assert source.editions[0].note.endswith("AFG 2026: 4 flows came of 5 spoken of.")
    assert source.ask(FIGURES)[-1][-1] == -31


def test_a_revision_beyond_the_limits_waits_for_a_person(source: OneLiveSource, interface: Interface) -> None:
    source.refresh()
    interface.flows["AFG", "2026"][0]["amountUSD"] = 5000
    result = source.refresh()
    assert result.outcome.value == "held_back"
    assert "The total of fts_flows_paid_committed goes from US$ 1,250 to US$ 5,250" in result.words
    assert source.refresh(accept="Norway corrected it").outcome.value == "refreshed"
    assert source.ask(FIGURES)[0][-1] == 5000


def meta(**told: object) -> Callable[[Interface], None]:
    def change(interface: Interface) -> None:
        interface.change = lambda answer: answer["meta"].update(told)

    return change


def adds(*flows: Flow) -> Callable[[Interface], None]:
    return lambda interface: interface.flows["AFG", "2026"].extend(flows)


def replies(told: Flow) -> Callable[[Interface], None]:
    def change(interface: Interface) -> None:
        interface.publisher.plays(PATH, as_json(json.dumps(told)))

    return change


def circles(interface: Interface) -> None:
    address = interface.publisher.url(f"{PATH}?countryISO3=AFG&year=2026&limit=1000")
    interface.change = lambda answer: answer["meta"].update(nextLink=address)


def never_ends(interface: Interface) -> None:
    interface.flows["AFG", "2024"] = [flow(number) for number in range(1, 12)]
    interface.page_size = 1


REFUSED: dict[str, tuple[Callable[[Interface], None], str]] = {
    "next page elsewhere": (meta(nextLink="https://example.org/2"), "another host, example.org"),
    "circles": (circles, "its pages lead round in circles"),
    "too many pages": (never_ends, "AFG 2024: it has over 5 pages"),
    "sums": (replies({"data": {"report3": {}}, "meta": {}}), "sums (report3) in place of single flows"),
    "no flows": (replies({"data": {}, "meta": {}}), "no list data.flows"),
    "no meta": (replies({"data": {"flows": []}}), "no part meta"),
    "no number": (adds({**flow(4), "id": None}), "a flow has None for its number"),
    "no ends": (
        adds({**flow(4), "destinationObjects": None}),
        "flow 4 has no list destinationObjects of typed objects",
    ),
    "status": (adds(flow(4, status="dreamt")), "flow 4 has the status dreamt"),
    "boundary": (adds(flow(4, boundary=None)), "flow 4 has nothing for its boundary"),
    "amount": (adds(flow(4, "1,000")), "flow 4 has '1,000' for its amount"),
    "two amounts": (adds(flow(1, 999)), "flow 1 came twice with another amount_usd"),
    "another cluster 15": (
        adds({**flow(4), "destinationObjects": [{"type": "GlobalCluster", "id": 15, "name": "Health"}]}),
        "global cluster 15 is called 'Health', not mine action",
    ),
    "a government that is not known": (
        adds(flow(4, source={"Organization": "Atlantis, Government of", "Location": "Atlantis"})),
        "data/reference/donors.csv",
    ),
    "another country": (
        adds(flow(4, destination={"Location": "Lebanon"})),
        "a flow asked for by AFG goes elsewhere",
    ),
    "nothing about it": (
        lambda interface: interface.flows.clear(),
        "none of its 0 rows is about this source",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_not_as_described_is_refused(
    source: OneLiveSource, interface: Interface, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(ocha_fts_flows, "MOST_PAGES", 5)
    change, words = REFUSED[fault]
    change(interface)
    assert words in source.refused()


def test_a_good_run_after_a_bad_one_succeeds(source: OneLiveSource, interface: Interface) -> None:
    meta(nextLink="https://example.org/2")(interface)
    source.refused()
    interface.change = lambda answer: None
    assert source.refresh().outcome.value == "refreshed"


def test_without_plans_no_country_can_be_asked_for(source: OneLiveSource, interface: Interface) -> None:
    held = source.inputs.sources / "ocha_fts_mine_action" / "mine_action_by_plan.csv"
    lines = held.read_text(encoding="utf-8").splitlines()
    held.write_text("\n".join([lines[0], lines[-1]]) + "\n", encoding="utf-8")
    assert "Refresh ocha_fts_mine_action first" in source.refused()
    assert not interface.publisher.asked


def test_a_file_cannot_stand_in(source: OneLiveSource, tmp_path: Path) -> None:
    given = tmp_path / "flows.json"
    given.write_text("{}", encoding="utf-8")
    result = source.refresh(given=str(given))
    assert (result.outcome.value, "no file can stand in" in result.words) == ("refused", True)
