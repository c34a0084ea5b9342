"""USAspending by fiscal year and by country of performance: what is kept, what is refused. All invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Asked, Publisher, as_json

KEY = "usaspending_19_800"
YEARS, PLACES = "/api/v2/search/spending_over_time/", "/api/v2/search/spending_by_geography/"
FIGURES = """SELECT series_key, year, recipient_scope, recipient_iso3, recipient_name, amount_usd
             FROM funding_figure ORDER BY series_key, year, recipient_iso3"""
BY_YEAR, BY_PLACE = "usaspending_obligations", "usaspending_obligations_by_place"

Change = Callable[[dict[str, Any]], None]


def year(fiscal_year: object, amount: object) -> dict[str, Any]:
    return {
        "aggregated_amount": amount,
        "time_period": {"fiscal_year": str(fiscal_year)},
        "total_outlays": None,
    }


def place(code: str, name: str | None, amount: object) -> dict[str, Any]:
    return {"shape_code": code, "display_name": name, "aggregated_amount": amount, "population": None}


class Told:
    """What the API says; a test changes it."""

    def __init__(self) -> None:
        self.years = [year(2021, 0), year(2022, 300.25), year(2023, 1000.5), year(2024, -20)]
        self.places: dict[int, list[dict[str, Any]]] = {
            2022: [place("AFG", "Afghanistan", 200.25), place("USA", "United States", 100)],
            2023: [place("KHM", "Cambodia", 700), place("XKS", "Kosovo", 250), place("", None, 25.5)],
            2024: [place("AFG", "Afghanistan", -20)],
        }
        self.change_years: Change = lambda told: None
        self.change_places: Change = lambda told: None

    def over_time(self, asked: Asked) -> Answer:
        told = {"group": "fiscal_year", "spending_level": "transactions", "results": self.years}
        self.change_years(told)
        return as_json(json.dumps(told))

    def by_place(self, asked: Asked) -> Answer:
        [period] = json.loads(asked.body)["filters"]["time_period"]
        results = [dict(entry) for entry in self.places.get(int(period["end_date"][:4]), [])]
        told = {"scope": "place_of_performance", "geo_layer": "country", "results": results}
        self.change_places(told)
        return as_json(json.dumps(told))


def told_by(publisher: Publisher) -> Told:
    made = Told()
    publisher.plays(YEARS, made.over_time)
    publisher.plays(PLACES, made.by_place)
    return made


@pytest.fixture
def told(publisher: Publisher) -> Told:
    return told_by(publisher)


@pytest.fixture
def source(
    tmp_path: Path, publisher: Publisher, told: Told, monkeypatch: pytest.MonkeyPatch
) -> OneLiveSource:
    return OneLiveSource(KEY, publisher.url("/api/v2/search/"), tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OneLiveSource, Publisher]]:
    """The source refreshed once with what ``Told`` says, to be looked at."""
    with Publisher() as publisher, pytest.MonkeyPatch.context() as monkeypatch:
        told_by(publisher)
        folder = tmp_path_factory.mktemp("good")
        source = OneLiveSource(KEY, publisher.url("/api/v2/search/"), folder, monkeypatch)
        result = source.refresh()
        assert result.outcome.value == "refreshed", result.words
        yield source, publisher


Good = tuple[OneLiveSource, Publisher]


def test_years_and_places_become_two_series(good: Good) -> None:
    source, _ = good
    assert source.ask(FIGURES) == [
        (BY_YEAR, 2022, "global", None, "Global", 300),
        (BY_YEAR, 2023, "global", None, "Global", 1001),
        (BY_YEAR, 2024, "global", None, "Global", -20),
        (BY_PLACE, 2022, "country", "AFG", "Afghanistan", 200),
        (BY_PLACE, 2022, "country", "USA", "United States", 100),
        (BY_PLACE, 2023, "unspecified", None, "Place not named", 26),
        (BY_PLACE, 2023, "country", "KHM", "Cambodia", 700),
        (BY_PLACE, 2023, "country", "XKX", "Kosovo", 250),
        (BY_PLACE, 2024, "country", "AFG", "Afghanistan", -20),
    ]


def test_one_is_asked_for_all_years_and_one_for_each(good: Good) -> None:
    _, publisher = good
    [first] = publisher.asked_for(YEARS)
    listing = {"program_numbers": ["19.800"]}
    assert (first.method, json.loads(first.body)) == ("POST", {"group": "fiscal_year", "filters": listing})
    bodies = [json.loads(asked.body) for asked in publisher.asked_for(PLACES)]
    assert {(body["scope"], body["geo_layer"]) for body in bodies} == {("place_of_performance", "country")}
    assert [body["filters"]["time_period"] for body in bodies][1:3] == [
        [{"start_date": "2021-10-01", "end_date": "2022-09-30"}],
        [{"start_date": "2022-10-01", "end_date": "2023-09-30"}],
    ]
    assert all(body["filters"]["program_numbers"] == ["19.800"] for body in bodies)


def test_the_edition_tells_of_the_whole_and_of_what_does_not_add_up(good: Good) -> None:
    [edition] = good[0].editions
    assert (edition.row_count, edition.kept_row_count, len(edition.receipts)) == (10, 10, 5)
    assert edition.note == "Places do not add up to the year: FY2023 by US$ -25."


def test_each_row_says_where_it_stood(good: Good) -> None:
    header, *rows = good[0].kept()
    assert header == "answer_of fiscal_year place_code place_name obligations_usd document_id locator".split()
    assert rows[1][:5] == ["spending_over_time", "2022", "", "", "300.25"]
    assert rows[1][6:] == ['"spending_over_time', ' FY2022"']
    question = (
        "SELECT amount_as_printed, locator FROM funding_figure WHERE year = 2024 AND recipient_iso3 = 'AFG'"
    )
    assert good[0].ask(question) == [("-20", "spending_by_geography, FY2024, shape_code AFG")]


def test_a_year_without_awards_is_no_figure_and_says_so(good: Good) -> None:
    assert not good[0].ask("SELECT 1 FROM funding_figure WHERE year = 2021")
    said = good[0].ask("SELECT message, value FROM finding WHERE rule = 'row_not_loaded'")
    assert said == [("no award under the listing in this year", "2021")]


def test_a_reduction_that_names_no_place_may_leave_the_places_with_more(
    source: OneLiveSource, told: Told
) -> None:
    told.years[1:] = [year(2022, 280.25), year(2024, -120)]
    source.refresh()
    assert source.editions[0].note.endswith("year: FY2022 by US$ +20; FY2024 by US$ +100.")


def test_a_year_whose_awards_come_to_nothing_is_a_zero(source: OneLiveSource, told: Told) -> None:
    told.years[0] = year(2021, 0.0)
    told.places[2021] = [place("AFG", "Afghanistan", 5), place("KHM", "Cambodia", -5)]
    source.refresh()
    assert source.ask("SELECT series_key, amount_usd FROM funding_figure WHERE year = 2021") == [
        (BY_YEAR, 0), (BY_PLACE, 5), (BY_PLACE, -5),
    ]  # fmt: skip


def test_the_same_again_is_nothing_new(source: OneLiveSource) -> None:
    source.refresh()
    before = source.written()
    assert source.refresh().outcome.value == "nothing_new"
    assert (source.written(), len(source.editions)) == (before, 1)


def test_a_changed_amount_is_a_new_edition_and_the_old_one_can_still_be_seen(
    source: OneLiveSource, told: Told
) -> None:
    source.refresh()
    told.years[1] = year(2022, 310.25)
    told.places[2022][0] = place("AFG", "Afghanistan", 210.25)
    result = source.refresh()
    assert (result.outcome.value, len(source.editions)) == ("refreshed", 2)
    assert result.changes is not None
    assert [(c.series_key, c.kind, c.before_usd, c.after_usd) for c in result.changes.changes] == [
        (BY_YEAR, "revised", 300, 310), (BY_PLACE, "revised", 200, 210),
    ]  # fmt: skip
    question = "SELECT amount_usd FROM edition_sum WHERE recipient_iso3 = 'AFG' AND year = 2022 ORDER BY 1"
    assert source.ask(question) == [(200,), (210,)]


def test_a_total_that_jumps_waits_for_a_person(source: OneLiveSource, told: Told) -> None:
    source.refresh()
    told.years[1] = year(2022, 900)
    result = source.refresh()
    assert result.outcome.value == "held_back"
    assert "The total of usaspending_obligations goes from US$ 1,281 to US$ 1,881" in result.words
    assert source.refresh(accept="a late report").outcome.value == "refreshed"


def test_an_amount_that_is_null_is_a_gap(source: OneLiveSource, told: Told) -> None:
    told.years[0] = year(2021, None)
    told.places[2024] = [place("AFG", "Afghanistan", None)]
    source.refresh()
    assert source.editions[0].note.endswith("No amount is given for FY2021.")
    assert source.ask("SELECT series_key FROM funding_figure WHERE year IN (2021, 2024)") == [(BY_YEAR,)]
    assert not source.ask("SELECT 1 FROM finding WHERE rule = 'row_not_loaded'")


def test_a_number_with_an_exponent_is_written_out(source: OneLiveSource, told: Told) -> None:
    told.years[3] = year(2024, -1.5e-05)
    told.places[2024] = []
    source.refresh()
    assert ["spending_over_time", "2024", "", "", "-0.000015"] in [row[:5] for row in source.kept()]


def results(change: Change) -> Change:
    return lambda told: change(told["results"][0]) if told["results"] else None


def without(name: str) -> Change:
    return lambda entry: entry.pop(name) and None


def put(**values: object) -> Change:
    return lambda entry: entry.update(values)


def renamed(old: str, new: str) -> Change:
    return lambda entry: entry.update({new: entry.pop(old)})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("results"), "the answer lacks results; it has group, spending_level"),
        (put(results=[]), "lists no fiscal year"),
        (put(results={}), "results is not a list"),
        (put(group="month"), "asked for group fiscal_year, it answers with 'month'"),
        (put(spending_level="awards"), "asked for spending_level transactions"),
        (put(page_metadata={"page": 1, "hasNext": True}), "only the first of several pages"),
        (results(without("aggregated_amount")), "result 1 lacks aggregated_amount"),
        (results(renamed("aggregated_amount", "amount")), "it has time_period, total_outlays, amount"),
        (results(put(time_period={"quarter": "1"})), "time_period of result 1 lacks fiscal_year"),
        (results(put(time_period=None)), "time_period of result 1 is None, not an object"),
        (results(put(time_period={"fiscal_year": "FY21"})), "no fiscal year to expect"),
        (results(put(time_period={"fiscal_year": "2071"})), "'2071'"),
        (results(put(time_period={"fiscal_year": "2022"})), "FY2022 stands twice"),
        (results(put(aggregated_amount="1,234.5")), "aggregated_amount of FY2021: '1,234.5' is not a number"),
        (results(put(aggregated_amount=True)), "True is not a number"),
        (results(put(aggregated_amount=1e300)), "1e+300 is no amount of money"),
    ],
)
def test_a_list_of_years_that_is_not_as_described_is_refused(
    source: OneLiveSource, told: Told, change: Change, said: str
) -> None:
    told.years = [dict(entry) for entry in told.years]
    told.change_years = change
    words = source.refused()
    assert said in words
    assert YEARS in words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("results"), "the answer lacks results"),
        (put(scope="recipient_location"), "it answers with 'recipient_location'"),
        (put(geo_layer="state"), "it answers with 'state'"),
        (results(without("shape_code")), "result 1 lacks shape_code"),
        (results(renamed("shape_code", "country")), "country"),
        (results(put(shape_code="VA")), "has the code 'VA', not a country's three letters"),
        (results(put(aggregated_amount="2,000.00")), "aggregated_amount of AFG: '2,000.00' is not a number"),
        (results(put(aggregated_amount=5000)), "the places of FY2022 add up to US$ 4,800 more than the year"),
        (lambda told: told["results"].extend(told["results"][:1]), "stands twice in the answer"),
    ],
)
def test_a_list_of_places_that_is_not_as_described_is_refused(
    source: OneLiveSource, told: Told, change: Change, said: str
) -> None:
    told.change_places = change
    assert said in source.refused()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (place("XQQ", "Nowhere", 25.5), "XQQ / Nowhere"),
        (place("ALB", "Cambodia", 25.5), "the name stands for KHM, the code says otherwise (Cambodia / ALB)"),
    ],
)
def test_a_country_that_is_not_known_is_refused_with_what_to_do(
    source: OneLiveSource, told: Told, entry: dict[str, Any], said: str
) -> None:
    told.places[2022] = [entry]
    words = source.refused()
    assert said in words
    assert "data/reference/" in words


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<!DOCTYPE html><p>Maintenance", content_type="application/json"), "a web page came"),
        (Answer(b"<html>", content_type="text/html"), "sends text/html"),
        (Answer(b"[]", content_type="application/json"), "the answer is [], not an object"),
        (Answer(b'{"results": [', content_type="application/json"), "not JSON"),
    ],
)
def test_what_is_no_answer_of_the_api_is_refused_and_a_later_good_run_succeeds(
    source: OneLiveSource, publisher: Publisher, told: Told, answer: Answer, said: str
) -> None:
    source.build()
    publisher.plays(YEARS, answer)
    assert said in source.refused()
    publisher.plays(YEARS, told.over_time)
    assert source.refresh().outcome.value == "refreshed"


def test_a_file_cannot_stand_in_but_a_copy_of_the_api_can(
    source: OneLiveSource, publisher: Publisher, tmp_path: Path
) -> None:
    (tmp_path / "answer.json").write_text("{}", encoding="utf-8")
    words = source.refresh(given=str(tmp_path / "answer.json")).words
    assert "no file stands in" in words
    assert source.refresh(given=publisher.url("/api/v2/search")).outcome.value == "refreshed"
