"""Names inside a sentence: articles, lines of a table that are no name, and every name that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mineaction.queries.names import SPOKEN, WITH_ARTICLE, at_start, called, listed

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Rows


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Iraq", "Iraq"),
        ("United States", "the United States"),
        ("Philippines", "the Philippines"),
        ("NATO PfP Fund", "the NATO PfP Fund"),
        ("Global", "worldwide work (“Global”)"),
        ("Global (UNMAS)", "worldwide work (“Global (UNMAS)”)"),
        ("Recipient not legible", "a recipient whose name could not be read"),
        ("", ""),
    ],
)
def test_a_name_in_a_sentence(name: str, words: str) -> None:
    """Sentences once said "from United States to Global"."""
    assert called(name) == words


def test_names_that_take_an_article_are_spelled_as_they_are_held(stored: Rows) -> None:
    held = {row["name"] for row in stored("SELECT short_name AS name FROM country")}
    held |= {row["name"] for row in stored("SELECT DISTINCT donor_name AS name FROM funding_figure")}
    held |= {row["name"] for row in stored("SELECT DISTINCT recipient_name AS name FROM funding_figure")}
    assert held >= WITH_ARTICLE and set(SPOKEN) <= held


def test_every_plural_name_of_islands_or_states_takes_one(stored: Rows) -> None:
    names = {row["short_name"] for row in stored("SELECT short_name FROM country")}
    endings = ("Islands", "States", "Kingdom", "Emirates", "Federation", "Republic")
    assert {name for name in names if name.endswith(endings)} - WITH_ARTICLE == {
        "Heard Island and McDonald Islands",
        "Svalbard and Jan Mayen Islands",
        "South Georgia and the South Sandwich Islands",
    }


def test_names_in_a_row() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        *("", "a", "a and b", "a, b and c")
    ]


def test_a_sentence_begins_with_a_capital() -> None:
    assert at_start("the Bahamas is here") == "The Bahamas is here" and at_start("") == ""
