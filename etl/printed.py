"""Numbers as publishers' JSON writes them, turned into the plain digits that files of kept rows hold."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?", re.ASCII)
MOST_DIGITS = 16
"""Digits before the point; an amount in dollars with more is no amount."""


def plain_number(value: object) -> str:
    """The same number without an exponent, otherwise as it is written; empty for null.

    ``value`` is as ``collecting.loads`` gives it. Raises ValueError for text that is no number, such as
    one with separators of thousands, for a number too large to be an amount, and for any other kind.
    """
    if value is None:
        return ""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise ValueError(f"{value!r:.60} is not a number")
    number = Decimal(value)
    if number.adjusted() >= MOST_DIGITS or number.adjusted() < -30:
        raise ValueError(f"{value} is no amount of money")
    return format(number, "f") if "e" in value.lower() else str(value)
