"""Numbers of a chart as a table writes them: unrounded, so that each can be found in the rows behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mineaction.vocabulary import COMPARATOR_WORDS

FACTORS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
DECIMALS = 6
"""Of values that are no whole dollars, as shares and indexes."""
_MONEY = re.compile(rf"^US\$ ({'|'.join(FACTORS)})\b")
_BOUNDS = "|".join(re.escape(words) for words in COMPARATOR_WORDS.values() if words)
_BOUND = re.compile(rf"^({_BOUNDS})\b")
_NUMBER = re.compile(rf"^(?:(?:{_BOUNDS}) )?−?\d[\d,]*(?:\.\d+)?$")
_YEAR = re.compile(r"^\d{4}$")


def whole_unit(unit: str) -> tuple[str, int]:
    """The unit amounts are stored in, and how many of it one of ``unit`` is.

    ``US$ million, current prices`` gives ``US$, current prices`` and 1,000,000; other units stay, with 1.
    """
    found = _MONEY.match(unit)
    return (f"US${unit[found.end() :]}", FACTORS[found[1]]) if found else (unit, 1)


def exact_words(value: float, label: str, factor: int) -> str:
    """A value in whole units, after the word that bounds it in its label: ``over 398,000,000``."""
    number = f"{round(value * factor):,}" if factor > 1 else f"{round(value, DECIMALS):,}".removesuffix(".0")
    bound = _BOUND.match(label)
    return f"{f'{bound[1]} ' if bound else ''}{number.replace('-', '−')}"


def are_numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers to be read one below the other; years are names and no such numbers."""
    told = [cell for cell in cells if cell]
    return bool(told) and all(map(_NUMBER.match, told)) and not all(map(_YEAR.match, told))
