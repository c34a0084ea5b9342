"""Amounts per inhabitant: one named year, bounds kept, nothing rounded away to zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.queries import population
from mineaction.queries.population import Population, per_person, per_person_words
from mineaction.vocabulary import Comparator

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows


def people(count: int, year: int = 2020) -> Population:
    return Population("AAA", count, year, "census", "D", "Doc", "Office", "", "row 1", "f.csv row 1")


@pytest.mark.parametrize(
    ("amount", "count", "comparator", "words"),
    [
        (1_000, 400, Comparator.EXACT, "US$ 2.50"),
        (0, 400, Comparator.EXACT, "US$ 0.00"),
        (-1_000, 400, Comparator.EXACT, "−US$ 2.50"),
        (1, 1_000, Comparator.EXACT, "less than US$ 0.01"),
        (-1, 1_000, Comparator.EXACT, "less than US$ 0.01, below zero"),
        # 5/3 is 1.666…: a lower bound is rounded down, an upper one up.
        (5, 3, Comparator.OVER, "over US$ 1.66"),
        (5, 3, Comparator.NEARLY, "nearly US$ 1.67"),
        (5_000_000, 3, Comparator.EXACT, "US$ 1,666,666.67"),
    ],
)
def test_words(amount: int, count: int, comparator: Comparator, words: str) -> None:
    assert per_person_words(amount, people(count), comparator) == words


def test_an_amount_is_divided_by_the_people() -> None:
    assert per_person(300.0, people(4)) == 75.0


def test_of_names_the_year_and_the_place_it_stands_in(connection: Connection, stored: Rows) -> None:
    (row,) = stored("SELECT * FROM fact WHERE indicator = 'population' AND iso3 = 'LAO'")
    found = population.of(connection, ["LAO", "ZZZ"])
    assert set(found) == {"LAO"}
    lao = found["LAO"]
    assert (lao.people, lao.year, lao.document_id) == (row["value"], row["year"], row["document_id"])
    assert lao.locator == row["locator"] and lao.note == row["note"]
    assert lao.words == f"{lao.people:,} inhabitants in {lao.year}"
    assert population.of(connection, []) == {}


def test_the_newest_year_stands(edited: Edited) -> None:
    changed = edited(
        "INSERT INTO fact SELECT 99999, source_key, document_id, locator, file_row, indicator, iso3, "
        "geography_name, '1999', 1999, 7, unit, comparator, confidence, subject_key, note "
        "FROM fact WHERE indicator = 'population' AND iso3 = 'LAO'"
    )
    assert population.of(changed, ["LAO"])["LAO"].people != 7


def test_years_in_words() -> None:
    assert population.years_words([]) == ""
    assert population.years_words([people(1, 2015)]) == "2015"
    assert population.years_words({"A": people(1, 2015), "B": people(1, 2001)}) == "2001 to 2015"
