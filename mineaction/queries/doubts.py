"""Why an amount is a part and not a total, or stands by itself: a kind for code, and words for readers."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class DoubtKind(StrEnum):
    """What kind of doubt. ``CUT_OFF`` and ``TOLD`` amounts are whole, but are never added to others."""

    PART = "part"
    NOT_OVER = "year_not_over"
    CUT_OFF = "table_cut_off"
    TOLD = "told_in_a_sentence"


class Doubt(NamedTuple):
    """One doubt of an amount; ``words`` are what readers are told, days in them as ISO text."""

    kind: DoubtKind
    words: str


CUT_OFF = Doubt(DoubtKind.CUT_OFF, "from a table that was cut off")
TOLD = Doubt(DoubtKind.TOLD, "told in a sentence, no table held")


def never_added(doubt: Doubt) -> Doubt:
    """The same, of a mark that stands among sums and belongs to none."""
    return Doubt(doubt.kind, f"{doubt.words}; never totalled")


def in_words(doubts: Iterable[Doubt]) -> list[str]:
    """The words of each."""
    return [doubt.words for doubt in doubts]
