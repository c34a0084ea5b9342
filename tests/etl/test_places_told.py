"""Places of figures: whether an amount was told in a sentence is read from them, so none may be unclear."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.validate import places_told


def found(place: str) -> list[str]:
    rows = pd.DataFrame({"file_row": ["figures.csv row 7"], "locator": [place]})
    return [f"{it.file_name} {it.locator}: {it.value}" for it in places_told(rows, "a_source")]


@pytest.mark.parametrize(
    "place",
    [
        *("text", "text, line 'US'", "narrative text", "total told in prose"),
        *("table 3, row 'Textile'", "value for total support usd text, 2023", "context table, row 2", "p. 4"),
    ],
)
def test_a_sentence_and_a_table_are_told_apart(place: str) -> None:
    assert found(place) == []


@pytest.mark.parametrize(
    "place",
    ["Text", "TEXT, line 'US'", "text line 3", "in the text", "prose, p. 4", "narrative", "sentence 2"],
)
def test_a_place_that_may_be_either_refuses_the_build(place: str) -> None:
    """Written in another way, a sentence would have been taken for a whole table, and added up."""
    assert found(place) == [f"figures.csv row 7: {place}"]
