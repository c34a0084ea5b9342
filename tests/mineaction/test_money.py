"""Laws of amounts: prices, what a print can mean, and how amounts are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.errors import PriceIndexMissing
from mineaction.money import (
    amount_words,
    constant_factor,
    printed_bounds,
    printed_step,
    require_index,
    short_amount,
)
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator

amounts = st.integers(-(10**13), 10**13)
comparators = st.sampled_from(list(Comparator))
levels = st.floats(0.05, 20, allow_nan=False)
indexes = st.dictionaries(st.integers(1990, 2030), levels, min_size=2)


@given(indexes, st.data())
def test_constant_equals_current_in_the_base_year(index: dict[int, float], data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(sorted(index)))
    assert constant_factor(index, base, base) == 1


@given(indexes, st.data())
def test_there_and_back_is_where_one_began(index: dict[int, float], data: st.DataObject) -> None:
    year, base = (data.draw(st.sampled_from(sorted(index))) for _ in range(2))
    there, back = constant_factor(index, year, base), constant_factor(index, base, year)
    assert there * back == pytest.approx(1)


@given(indexes, st.data())
def test_the_base_year_does_not_change_what_is_more(index: dict[int, float], data: st.DataObject) -> None:
    one, other, base, another = (data.draw(st.sampled_from(sorted(index))) for _ in range(4))
    ratio = constant_factor(index, one, base) / constant_factor(index, other, base)
    assert ratio == pytest.approx(
        constant_factor(index, one, another) / constant_factor(index, other, another)
    )


def test_a_year_without_an_index_is_named() -> None:
    with pytest.raises(PriceIndexMissing, match="FY1989, FY2031; it covers FY1993 to FY2025"):
        require_index({1993: 0.5, 2025: 1.02}, [1989, 2000 - 7, 2031])
    with pytest.raises(PriceIndexMissing) as caught:
        constant_factor({2024: 1.0}, 2024, 2025)
    assert (caught.value.years, caught.value.available) == ((2025,), (2024, 2024))
    with pytest.raises(PriceIndexMissing):
        require_index({}, [2024])


@given(amounts)
def test_the_step_of_a_number_divides_it_and_is_a_power_of_ten(value: int) -> None:
    step = printed_step(value)
    assert re.fullmatch("10*", str(step))
    assert value % step == 0
    assert value == 0 or value % (step * 10) != 0


@given(amounts, comparators, st.integers(1, 10**9))
def test_bounds_hold_the_value_and_are_in_order(value: int, comparator: Comparator, step: int) -> None:
    low, high = printed_bounds(value, comparator, step)
    assert low is None or low <= value
    assert high is None or high >= value
    assert low is None or high is None or low < high
    # "Nearly" is below the value; every other print may be the value itself.
    assert high is None or comparator is Comparator.NEARLY or value < high


@given(amounts, comparators, st.integers(0, 9))
def test_a_finer_print_of_the_same_words_means_less(value: int, comparator: Comparator, power: int) -> None:
    low, high = printed_bounds(value, comparator, 10 ** (power + 1))
    finer_low, finer_high = printed_bounds(value, comparator, 10**power)
    assert low is None or (finer_low is not None and low <= finer_low)
    assert high is None or (finer_high is not None and finer_high <= high)


@pytest.mark.parametrize(
    ("value", "comparator", "step", "expected"),
    [
        (4_200_000_000, Comparator.OVER, 100_000_000, (4_200_000_000, 4_300_000_000)),
        (2_500_000_000, Comparator.NEARLY, 100_000_000, (2_400_000_000, 2_500_000_000)),
        (154_000_000, Comparator.ABOUT, 1_000_000, (153_000_000, 155_000_000)),
        (12, Comparator.AT_LEAST, 1, (12, None)),
        (2_000_000, Comparator.UP_TO, 1_000_000, (None, 2_000_001)),
        (1_234_567, Comparator.EXACT, 1, (1_234_567, 1_234_568)),
        (50_000, Comparator.EXACT, 1000, (49_500, 50_500)),
        (0, Comparator.EXACT, 1, (0, 1)),
        (-250_000, Comparator.EXACT, 1, (-250_000, -249_999)),
        (7, Comparator.EXACT, 5, (5, 10)),
    ],
)
def test_what_a_print_can_mean(
    value: int, comparator: Comparator, step: int, expected: tuple[int | None, int | None]
) -> None:
    assert printed_bounds(value, comparator, step) == expected


def said(words: str) -> float:
    """The number that an amount in words says, without bound and sign."""
    number, _, unit = words.split("US$ ")[1].partition(" ")
    return float(number.replace(",", "")) * {"": 1, "million": 10**6, "billion": 10**9}[unit]


@given(amounts, comparators)
def test_words_keep_bound_and_sign_and_at_most_two_decimals(value: int, comparator: Comparator) -> None:
    words = amount_words(value, comparator)
    bound = COMPARATOR_WORDS[comparator]
    assert words.startswith(f"{bound} " if bound else ("US$", "−US$"))
    assert ("−" in words) == (value < 0)
    assert re.search(r"US\$ \d{1,3}(,\d{3})*(\.\d{1,2})?( million| billion)?$", words)


@given(st.integers(-999_999, 999_999))
def test_whole_dollars_stand_as_they_are_below_a_million(value: int) -> None:
    assert said(amount_words(value)) == abs(value)
    assert "." not in amount_words(value)


@given(amounts)
def test_words_are_within_half_a_percent(value: int) -> None:
    assert said(amount_words(value)) == pytest.approx(abs(value), rel=0.005)


@given(st.integers(0, 10**13))
def test_a_bound_is_never_rounded_past_what_it_rules_out(value: int) -> None:
    """Over 398.26 million is not over 398.3, and nearly 2.44 billion is not nearly 2.4."""
    for comparator in (Comparator.OVER, Comparator.AT_LEAST):
        assert said(amount_words(value, comparator)) <= value
    for comparator in (Comparator.NEARLY, Comparator.UP_TO):
        assert said(amount_words(value, comparator)) >= value


@pytest.mark.parametrize(
    ("value", "comparator", "words"),
    [
        (4_200_000_000, Comparator.OVER, "over US$ 4.2 billion"),
        (5_090_000_000, Comparator.OVER, "over US$ 5.09 billion"),
        (376_000_000, Comparator.EXACT, "US$ 376 million"),
        (398_260_000, Comparator.OVER, "over US$ 398.26 million"),
        (44_000, Comparator.EXACT, "US$ 44,000"),
        (-250_000, Comparator.EXACT, "−US$ 250,000"),
        (0, Comparator.EXACT, "US$ 0"),
        (500_000_000, Comparator.NEARLY, "nearly US$ 500 million"),
    ],
)
def test_amounts_as_people_write_them(value: int, comparator: Comparator, words: str) -> None:
    assert amount_words(value, comparator) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (995_000, "US$ 995,000"),
        (999_999, "US$ 999,999"),
        (996_400_000, "US$ 996.4 million"),
        (999_949_999, "US$ 999.9 million"),
        (999_960_000, "US$ 999.96 million"),
        (999_999_999, "US$ 1 billion"),
    ],
)
def test_just_below_the_next_unit_is_not_yet_the_next_unit(value: int, words: str) -> None:
    """US$ 996.4 million was once written as US$ 1 billion, since 0.9964 rounds to it at two decimals."""
    assert amount_words(value) == words


def test_an_odd_step_once_left_out_half_of_its_range() -> None:
    assert printed_bounds(5, Comparator.EXACT, 3) == (4, 7)


@given(amounts, comparators, st.booleans())
def test_labels_keep_bound_and_sign(value: int, comparator: Comparator, in_thousands: bool) -> None:
    label = short_amount(value, comparator, in_thousands=in_thousands)
    sign = {"over": ">", "at_least": "≥", "nearly": "<", "about": "~", "up_to": "≤", "exact": ""}[comparator]
    assert label.startswith(sign)
    number = label.removeprefix(sign)
    assert number.startswith("−") == (value < 0)
    assert (number == "0") == (value == 0)
    shown = float(number.removeprefix("−").replace(",", "")) * (1000 if in_thousands else 10**6)
    assert shown == pytest.approx(abs(value), rel=0.1, abs=0.01)


@pytest.mark.parametrize(
    ("value", "comparator", "label"),
    [
        (376_000_000, Comparator.EXACT, "376"),
        (376_000_000, Comparator.OVER, ">376"),
        (153_600_000, Comparator.ABOUT, "~154"),
        (400_000, Comparator.EXACT, "0.4"),
        (-2_500_000, Comparator.EXACT, "−2.5"),
        (58_000, Comparator.EXACT, "0.058"),
        (5_000, Comparator.EXACT, "0.005"),
        (3_614, Comparator.EXACT, "0.0036"),
        (0, Comparator.EXACT, "0"),
    ],
)
def test_labels_in_millions(value: int, comparator: Comparator, label: str) -> None:
    assert short_amount(value, comparator) == label
