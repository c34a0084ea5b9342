"""Results: every published value stands, the newest is marked, scopes stay apart, nothing is averaged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.results import facts
from mineaction.queries.results import published as results
from mineaction.queries.results.topics import BY_KEY, PARTIES, TOPICS, WORLD
from mineaction.vocabulary import Comparator

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

BY_TOPIC = pytest.mark.parametrize("key", list(BY_KEY))


def fact(number: float, published_on: str, year: int | None = 2016, **other: Any) -> dict[str, Any]:
    precision = ("year", "month", "day")[published_on.count("-")] if published_on else "undated"
    row = {
        "fact_id": hash((number, published_on, year)),
        "indicator": "casualties_total",
        "geography_name": WORLD,
        "period": str(year),
        "year": year,
        "value": number,
        "unit": "people",
        "comparator": "exact",
        "confidence": "primary",
        "published_on": published_on,
        "published_precision": precision,
        "publisher": "A publisher",
        "document": "A document",
        "note": "",
    }
    return {**row, **other}


def newest_of(*stored: dict[str, Any]) -> set[float]:
    return {value["value"] for value in facts.values(stored) if value["is_newest"]}


def test_a_later_edition_is_the_newest_and_the_earlier_one_stays() -> None:
    found = facts.values([fact(8605, "2017"), fact(9437, "2018")])
    assert [(value["value"], value["is_newest"]) for value in found] == [(8605, False), (9437, True)]


@pytest.mark.parametrize(
    ("stored", "newest"),
    [
        ([("2023-11", 1171), ("2023-11-14", 1071)], {1171, 1071}),
        ([("2023", 1171), ("2023-11-14", 1071)], {1171, 1071}),
        ([("2023-10-31", 1171), ("2023-11", 1071)], {1071}),
        ([("", 1171), ("2023-11", 1071)], {1171, 1071}),
        ([("2014", 3308), ("2014-12-07", 3308), ("2019", 3457), ("2021-11-10", 3465)], {3465}),
        ([("2017", 5), ("2018", 6), ("2019", 5)], {5}),
    ],
)
def test_dates_that_cannot_be_put_in_order_leave_two_newest_values(
    stored: list[tuple[str, float]], newest: set[float]
) -> None:
    assert newest_of(*(fact(number, day) for day, number in stored)) == newest


DAYS = st.sampled_from(["", "2017", "2018", "2018-03", "2018-11", "2018-11-14", "2019-01-02"])
STORED = st.lists(st.builds(fact, st.integers(1, 5), DAYS, st.sampled_from([2015, 2016, None])), max_size=12)


@given(STORED)
def test_every_value_stands_once_none_is_made_up_and_each_year_has_a_newest(
    stored: list[dict[str, Any]],
) -> None:
    found = facts.values(stored)
    drawn = Counter((value["year"], value["value"]) for value in found)
    assert set(drawn) == {(row["year"], row["value"]) for row in stored if row["year"] is not None}
    assert set(drawn.values()) <= {1}
    assert {year for year, _ in drawn} == {value["year"] for value in found if value["is_newest"]}
    assert sum(len(value["documents"]) for value in found) == sum(row["year"] is not None for row in stored)


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "words"),
    [
        (6279, "people", "exact", "6,279 people"),
        (132.52, "km2", "exact", "132.52 km²"),
        (90, "percent", "over", "over 90%"),
        (30, "states", "about", "about 30 states"),
    ],
)
def test_numbers_stand_as_printed_with_their_bounds(
    value: float, unit: str, comparator: str, words: str
) -> None:
    assert facts.number_words(value, unit, Comparator(comparator)) == words


def test_the_world_of_2016_has_both_editions(connection: Connection) -> None:
    rows = results.published(connection, "casualties").rows
    year = rows[(rows["year"] == 2016) & (rows["panel_title"] == "All casualties")]
    assert dict(zip(year["value"], year["is_newest"], strict=True)) == {8605: False, 9437: True}


@BY_TOPIC
def test_every_stored_value_of_a_topic_is_drawn_or_told(connection: Connection, key: str) -> None:
    topic = BY_KEY[key]
    for place in results.places(connection, key) if topic.by_place else ("",):
        stored = facts.held(connection, topic.indicators, place)
        answer = results.published(connection, key, place)
        assert answer.rows["document_count"].sum() == sum(row["year"] is not None for row in stored)
        told = [caveat for caveat in answer.caveats if "together, not drawn" in caveat]
        assert len(told) == sum(row["year"] is None for row in stored)
        behind = results.rows_behind(connection, key, place).rows
        assert len(behind) == len(stored)
        assert behind["Document"].all() and behind["Place in the document"].all()
        assert {citation.document_id for citation in answer.citations} == {
            row["document_id"] for row in stored
        }


def test_the_world_and_the_states_parties_are_never_one_panel(connection: Connection) -> None:
    for key in ("land", "mines"):
        panels = results.published(connection, key).rows.groupby("panel_key")["panel_title"].unique()
        assert all(len(titles) == 1 for titles in panels)
        assert any(PARTIES in panel for panel in panels.index)
        assert any(panel.endswith(f"|{WORLD}") for panel in panels.index)


def test_years_are_calendar_years(connection: Connection) -> None:
    row = results.published(connection, "casualties").rows.iloc[0]
    assert (row["starts_on"].isoformat(), row["ends_on"].isoformat()) == (
        f"{row['year']}-01-01",
        f"{row['year'] + 1}-01-01",
    )


def test_places_begin_with_the_world(connection: Connection) -> None:
    found = results.places(connection, "casualties")
    assert found[0] == WORLD and list(found[1:]) == sorted(found[1:]) and "Afghanistan" in found


@pytest.mark.parametrize(("topic", "place"), [("weather", ""), ("casualties", "Atlantis")])
def test_an_unknown_topic_or_place_is_named(connection: Connection, topic: str, place: str) -> None:
    with pytest.raises(UnknownChoice, match=place or topic):
        results.published(connection, topic, place)


def test_the_sentence_for_the_page_keeps_scope_and_year(connection: Connection) -> None:
    said = results.overall(connection)
    assert said.startswith("6,279 people were recorded as killed or injured in 2024;")
    assert "States Parties reported 281.5 km² of mined land cleared in 2023" in said
    assert "40 states and areas" in said and said.endswith(".")


def test_headlines_name_other_values_of_the_same_year(edited: Edited) -> None:
    changed = edited(
        "UPDATE fact SET year = 2024, period = '2024' WHERE indicator = 'contaminated_states_and_areas' "
        "AND year = 2025"
    )
    found = results.newest(changed, "contaminated_states_and_areas")
    assert (
        found is not None
        and found.words == "57 states and areas"
        and found.others == ("58 states and areas",)
    )


def test_without_facts_nothing_is_said(edited: Edited) -> None:
    emptied = edited("DELETE FROM fact", "DELETE FROM mine_free_state")
    assert results.overall(emptied) == ""
    assert all(newest is None for _, newest in results.headlines(emptied))
    for topic in TOPICS:
        assert results.published(emptied, topic.key).is_empty


def test_every_indicator_of_results_is_in_a_topic(stored: Rows) -> None:
    """A number that no topic names would be loaded and never shown."""
    elsewhere = {
        *("population", "donor_count", "recipient_count", "states_reported_mine_free"),
        "treaty_states_parties",
    }
    held = {row["indicator"] for row in stored("SELECT DISTINCT indicator FROM fact")}
    money = {name for name in held if "_usd" in name}
    assert held - money - elsewhere == {name for topic in TOPICS for name in topic.indicators}
