"""What is said of a value nobody knows, and words looked for in any order."""

from __future__ import annotations

import pytest

from mineaction.queries.search.folding import holds
from mineaction.queries.search.nearest import MOST_NAMED, named, nearest

MANY = [f"Place {number}" for number in range(50)] + ["Côte d'Ivoire", "Iraq", "Iran"]


def test_the_nearest_come_first_and_are_few() -> None:
    assert nearest("iraqq", MANY)[0] == "Iraq"
    assert nearest("ivoire", MANY)[0] == "Côte d'Ivoire", "what holds the value comes first"
    assert len(nearest("place", MANY)) == MOST_NAMED
    assert nearest("%%", MANY) == nearest("", MANY) == []


def test_few_values_are_all_named_and_many_by_the_nearest() -> None:
    assert named("x", ["a", "b"]) == "Known: a, b."
    assert named("irak", MANY).startswith("Nearest: Ira") and named("irak", MANY).endswith(
        "There are 53 in all."
    )
    everywhere = "https://a.org/api/v1/figures/donor.json"
    assert named("%%", MANY, everywhere) == f"{everywhere} lists all 53."


@pytest.mark.parametrize(
    ("words", "is_held"),
    [
        ("2018 IRAQ", True),
        ("cote", True),
        ("d'ivoire", True),
        ("iraq 2019", False),
        ("", False),
        ("%", False),
    ],
)
def test_words_are_held_in_any_order(words: str, is_held: bool) -> None:
    assert holds(["Iraq: Support (2018 data)", "Côte d’Ivoire"], words) is is_held
