"""Verdicts on steps between statements, worked out by hand, at the boundaries too, and by their law."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.money import printed_bounds, printed_step
from mineaction.periods import Span
from mineaction.queries.bounds import NOTHING, Bounds
from mineaction.queries.claims.steps import (
    Amount,
    Place,
    Said,
    Total,
    Verdict,
    apart_words,
    money,
    one_number,
    placed_found,
    range_words,
    step_found,
    totals,
)
from mineaction.vocabulary import Comparator

OVER, EXACT, NEARLY = Comparator.OVER, Comparator.EXACT, Comparator.NEARLY
M = 1_000_000


def printed(value: int, comparator: Comparator) -> Bounds:
    return Bounds(*printed_bounds(value, comparator, printed_step(value)))


def said(millions: int, comparator: Comparator = OVER, bounds: Bounds | None = None) -> Said:
    found = bounds or printed(millions * M, comparator)
    return Said(
        ("A",), f"{millions} M", "1 May 2022", "X", (), found, "", Span(date(2022, 5, 1), date(2022, 5, 2))
    )


def amount(
    value: int, comparator: Comparator = OVER, year: int = 2022, bounds: Bounds | None = None
) -> Amount:
    return Amount(
        year, f"FY{year}", "", value, bounds or printed(value, comparator), (Place("D", "", "", ""),), ""
    )


def total(*values: int) -> Total:
    return Total(tuple(amount(value) for value in values))


def test_from_4_2_to_4_6_with_376_agrees() -> None:
    found = step_found(said(4200), said(4600), [total(376 * M)])
    assert (found.verdict, found.words) == (Verdict.AGREES, "agrees within rounding")


def test_from_4_6_to_5_09_with_398_agrees_only_if_4_6_stood_close_to_4_7() -> None:
    found = step_found(said(4600), said(5090), [total(398_260_000)])
    assert found.verdict is Verdict.ONLY_IF
    # 5.09 less 0.39827 is 4.69173; "over 4.6" ends at 4.7.
    assert found.words == (
        "agrees only if “4600 M” (1 May 2022) stood between US$ 4.69173 billion and US$ 4.7 billion"
    )


@pytest.mark.parametrize(
    ("added", "verdict"),
    [
        (
            299,
            Verdict.DIFFERS,
        ),  # 4.2 to below 4.3, then 4.6 to below 4.7: the step is 0.3 to 0.5, ends not in it
        (301, Verdict.ONLY_IF),
        (350, Verdict.AGREES),
        (351, Verdict.AGREES),
        (499, Verdict.ONLY_IF),
        (500, Verdict.DIFFERS),
        (501, Verdict.DIFFERS),
    ],
)
def test_the_boundaries_of_a_step(added: int, verdict: Verdict) -> None:
    of = Bounds(added * M, added * M + 1)
    assert step_found(said(4200), said(4600), [Total((amount(0, bounds=of),))]).verdict is verdict


def test_exactly_half_of_what_a_print_leaves_open_is_no_condition() -> None:
    first, second = said(0, bounds=Bounds(0, 10)), said(0, bounds=Bounds(10, 20))
    fits = Total((amount(0, bounds=Bounds(5, 5, True, True)),))  # leaves 5 to 10 of the first: half
    assert step_found(first, second, [fits]).verdict is Verdict.AGREES
    less = Total((amount(0, bounds=Bounds(4, 4, True, True)),))  # leaves 6 to 10
    assert step_found(first, second, [less]).verdict is Verdict.ONLY_IF


def test_a_difference_is_said_at_its_least_and_which_way() -> None:
    less = step_found(said(4200), said(4600), [total(520 * M)])
    assert less.verdict is Verdict.DIFFERS
    assert less.words == "differs by at least US$ 20 million: the step is less than the yearly amounts"
    more = step_found(said(4200), said(4600), [total(250 * M)])  # 250 to below 260: 40 short of 300
    assert more.words == "differs by at least US$ 40 million: the step is more than the yearly amounts"


def test_ranges_that_only_touch_differ_and_no_amount_is_named() -> None:
    found = step_found(said(4200), said(4600), [total(500 * M)])
    assert found.verdict is Verdict.DIFFERS and "perhaps by little" in found.words


def test_no_years_between_two_statements_means_that_their_ranges_have_to_meet() -> None:
    nothing = totals((), {})
    assert [it.bounds for it in nothing] == [NOTHING]
    assert step_found(said(2500, NEARLY), said(2500, EXACT), nothing).verdict is Verdict.AGREES
    assert step_found(said(2500, NEARLY), said(2500, OVER), nothing).verdict is Verdict.DIFFERS


def test_a_year_without_an_amount_is_never_filled() -> None:
    assert totals((2021, 2022), {2022: (amount(376 * M),)}) == ()


def test_amounts_that_contradict_each_other_give_two_sums() -> None:
    held = {1998: (amount(63_449_000, EXACT, 1998),), 1999: (amount(81_175_000), amount(81_287_000))}
    assert [it.value for it in totals((1998, 1999), held)] == [144_624_000, 144_736_000]


def test_where_only_one_of_two_sums_fits_the_verdict_names_it() -> None:
    found = step_found(said(4200), said(4600), [total(376 * M), total(600 * M)])
    assert found.verdict is Verdict.ONLY_IF
    assert found.words == "agrees only if the yearly amounts add to US$ 376 million"


def test_one_number_at_two_roundings_stands_once_at_its_finest() -> None:
    fine, coarse, other = amount(398_260_000), amount(398 * M), amount(350 * M, EXACT)
    kept = list(one_number([coarse, fine, other]))
    assert [it.value for it in kept] == [398_260_000, 350 * M]


@pytest.mark.parametrize(
    ("low", "high", "verdict", "words"),
    [
        (300, 400, Verdict.DIFFERS, "differs by at least US$ 12 million"),
        (288, 289, Verdict.DIFFERS, "differs perhaps by little"),
        (250, 260, Verdict.ONLY_IF, "counts at least US$ 43 million of FY1999"),
        (206, 208, Verdict.ONLY_IF, "counts less than US$ 1 million of FY1999"),
        (100, 206, Verdict.UNCHECKED, "cannot be checked, because it is lower"),
    ],
)
def test_a_statement_without_a_last_year_lies_between_two_sums(
    low: int, high: int, verdict: Verdict, words: str
) -> None:
    """The years that were over come to 207 million, the running one to 80 and more, below 81."""
    over = Total((amount(0, bounds=Bounds(207 * M, 207 * M, True, True)),))
    through = Total((*over.amounts, amount(0, bounds=Bounds(80 * M, 81 * M))))
    found = placed_found(None, said(0, bounds=Bounds(low * M, high * M)), [over], [through], "FY1999")
    assert found.verdict is verdict and words in found.words


SMALL = st.integers(0, 40)


@st.composite
def small(draw: st.DrawFn) -> Bounds:
    low = draw(SMALL)
    return Bounds(low, low + draw(st.integers(1, 20)))


@given(small(), small(), st.lists(small(), min_size=1, max_size=3))
def test_a_step_agrees_when_the_ranges_meet_and_only_then(first, second, added) -> None:
    choices = [Total((amount(0, bounds=of),)) for of in added]
    found = step_found(said(0, bounds=first), said(0, bounds=second), choices)
    meets = any((second - first).meets(of) for of in added)
    assert (found.verdict in (Verdict.AGREES, Verdict.ONLY_IF)) == meets
    assert (found.verdict is Verdict.DIFFERS) == (not meets)


@given(small(), small(), small())
def test_it_agrees_when_there_are_numbers_that_fit(first, second, added) -> None:
    """Numbers in quarters of a dollar are fine enough to find one wherever there is one."""
    quarters = [number / 4 for number in range(0, 4 * 61)]
    fits = any(
        here + more in second for here in quarters if here in first for more in quarters if more in added
    )
    found = step_found(said(0, bounds=first), said(0, bounds=second), [Total((amount(0, bounds=added),))])
    assert (found.verdict is not Verdict.DIFFERS) == fits


@pytest.mark.parametrize(
    ("usd", "words"),
    [
        (288_241_000, "US$ 288.241 million"),
        (4_691_730_000, "US$ 4.69173 billion"),
        (-150 * M, "−US$ 150 million"),
        (0, "US$ 0"),
        (300 * M, "US$ 300 million"),
    ],
)
def test_amounts_keep_every_digit(usd: int, words: str) -> None:
    assert money(usd) == words


def test_a_range_says_which_ends_belong_to_it() -> None:
    assert range_words(Bounds(M, 2 * M)) == "at least US$ 1 million and less than US$ 2 million"
    assert range_words(Bounds(None, 2 * M, True, True)) == "at most US$ 2 million"
    assert range_words(NOTHING) == "exactly US$ 0"


@pytest.mark.parametrize(
    ("gap", "words", "exact"),
    [
        (8_880_500, "about US$ 9 million or more", "at least US$ 8.8805 million"),
        (11_643_500, "about US$ 12 million or more", "at least US$ 11.6435 million"),
        (880_500, "about US$ 0.9 million or more", "at least US$ 0.8805 million"),
        (20_000_000, "at least US$ 20 million", ""),
        (7, "at least US$ 7", ""),
    ],
)
def test_a_difference_is_no_finer_than_what_was_said(gap: int, words: str, exact: str) -> None:
    """“Differs by at least US$ 8.8805 million” was said of statements that are good to half a million."""
    assert apart_words(gap) == (words, exact)
