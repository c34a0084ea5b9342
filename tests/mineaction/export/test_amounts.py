"""Numbers as tables of a document write them."""

from __future__ import annotations

import pytest

from mineaction.export.pack.amounts import are_numbers, exact_words, whole_unit


@pytest.mark.parametrize(
    ("unit", "whole", "factor"),
    [
        ("US$ million, current prices", "US$, current prices", 1_000_000),
        ("US$ billion", "US$", 1_000_000_000),
        ("US$ thousand a person", "US$ a person", 1_000),
        ("US$, current prices", "US$, current prices", 1),
        ("people", "people", 1),
    ],
)
def test_units_are_told_whole(unit: str, whole: str, factor: int) -> None:
    assert whole_unit(unit) == (whole, factor)


@pytest.mark.parametrize(
    ("value", "label", "factor", "words"),
    [
        (0.003, "0.003", 10**6, "3,000"),
        (97.632_417, "97.6", 10**6, "97,632,417"),
        (398.0, "over 398", 10**6, "over 398,000,000"),
        (4.2, "at least US$ 4.2 billion", 10**9, "at least 4,200,000,000"),
        (-2.5, "−2.5", 10**6, "−2,500,000"),
        (12.345_678_9, "12.3", 1, "12.345679"),
        (8_807.0, "8,807", 1, "8,807"),
        (5.0, "overall 5", 1, "5"),
    ],
)
def test_no_value_is_rounded_and_bounds_stay(value: float, label: str, factor: int, words: str) -> None:
    assert exact_words(value, label, factor) == words


def test_columns_of_numbers_are_told_from_years_and_words() -> None:
    assert are_numbers(["over 398,000,000", "", "3,000", "−2.5"])
    assert not are_numbers(["2016", "2017"])
    assert not are_numbers(["US$ 5 million", "3"])
    assert not are_numbers(["", ""])
