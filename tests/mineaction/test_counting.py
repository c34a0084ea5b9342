"""How numbers of things read."""

from __future__ import annotations

import pytest

from mineaction.counting import counted


@pytest.mark.parametrize(
    ("number", "words", "read"),
    [
        (0, ("document",), "0 documents"),
        (1, ("document",), "1 document"),
        (2, ("document",), "2 documents"),
        (1204, ("row of figures", "rows of figures"), "1,204 rows of figures"),
        (1, ("country", "countries"), "1 country"),
        (3, ("country", "countries"), "3 countries"),
    ],
)
def test_one_thing_is_one(number: int, words: tuple[str, ...], read: str) -> None:
    assert counted(number, *words) == read
