"""Numbers of JSON answers as plain digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.collecting import loads
from etl.printed import plain_number


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("0", "0"), ("0.0", "0.0"), ("-12.50", "-12.50"), ("1e3", "1000"), ("1.5E-5", "0.000015"),
        ("131525394.66000001", "131525394.66000001"), ("null", ""),
    ],
)  # fmt: skip
def test_a_number_stays_as_it_is_printed_but_for_exponents(printed: str, plain: str) -> None:
    assert plain_number(loads(printed.encode())) == plain


@pytest.mark.parametrize(
    "value",
    ["", " 1", "1,000", "1 000", "$5", "NaN", "١", "1.", ".5", "0x1", "1_000", True, [], {}, "9" * 31],
)
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        plain_number(value)


@pytest.mark.parametrize("value", ["1e300", "1e16", "12345678901234567", "1e-300"])
def test_a_number_that_is_no_amount_is_refused_before_it_is_written_out(value: str) -> None:
    with pytest.raises(ValueError, match="no amount of money"):
        plain_number(value)


@given(st.floats(-1e15, 1e15, allow_nan=False).filter(lambda number: number == 0 or abs(number) > 1e-29))
def test_the_number_is_the_same(number: float) -> None:
    found = plain_number(repr(number))
    assert "e" not in found
    assert Decimal(found) == Decimal(repr(number))
