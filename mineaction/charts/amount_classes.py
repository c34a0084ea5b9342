"""Amounts in a few classes with round limits, for maps: steps that can be named in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mineaction.money import amount_words

STEPS = 5
LADDERS = tuple(
    tuple(base * 10**power for power in range(3, 12) for base in bases) for bases in ((1,), (1, 5), (1, 2, 5))
)
"""Round limits from a thousand dollars on: in tens, in halves of tens, and finer."""


@dataclass(frozen=True, slots=True)
class AmountClass:
    """Amounts from ``low`` on, up to and not including ``high``; None where there is no limit."""

    low: int
    high: int | None
    words: str

    def __contains__(self, amount: float) -> bool:
        return amount > 0 and amount >= self.low and (self.high is None or amount < self.high)


def amount_classes(amounts: Sequence[float]) -> tuple[AmountClass, ...]:
    """At most ``STEPS`` classes that hold every amount above zero, smallest first; none for none.

    The highest limit is the last step of a ladder that the largest amount reaches. Of several ladders, that
    is taken which leaves the fewest amounts together in one class.
    """
    above = [amount for amount in amounts if amount > 0]
    if not above:
        return ()
    return min(
        (_classes(above, ladder) for ladder in LADDERS),
        key=lambda found: max(sum(amount in part for amount in above) for part in found),
    )


def _classes(above: Sequence[float], ladder: Sequence[int]) -> tuple[AmountClass, ...]:
    steps = [step for step in ladder if step <= max(above)][-(STEPS - 1) :]
    lowest = max((step for step in steps if step <= min(above)), default=0)
    limits = [lowest, *(step for step in steps if step > lowest)]
    made = [AmountClass(low, high, _words(low, high)) for low, high in pairwise(limits)]
    return (*made, AmountClass(limits[-1], None, _words(limits[-1], None)))


def _words(low: int, high: int | None) -> str:
    """``under US$ 1 million``, ``US$ 1 to 5 million``, ``US$ 50 million or more``."""
    if high is None:
        return f"{amount_words(low)} or more" if low else "any amount above zero"
    upper = amount_words(high)
    if not low:
        return f"under {upper}"
    lower = amount_words(low)
    unit = upper.rpartition(" ")[2]
    shared = f" {unit}" if unit.isalpha() and lower.endswith(f" {unit}") else ""
    return f"{lower.removesuffix(shared)} to {upper.removeprefix('US$ ')}"
