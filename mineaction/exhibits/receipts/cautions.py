"""What a sentence adds to an amount: why it is no total, and what its row remarks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mineaction.exhibits.receipts.parts import DOCUMENT, LINK, Row
from mineaction.periods import date_words
from mineaction.queries.doubts import Doubt, DoubtKind
from mineaction.vocabulary import DatePrecision

TOLD_SERIES = "single sentences"
"""In the titles of series whose every amount was told by itself: only its note says of what."""
TELLING = (
    "not the ",
    "component",
    "contradict",
    "edition differs",
    "add to",
    "plan runs",
    "different totals",
)
"""A note with one of these says that its amount is not what it looks like."""

_APART = {
    DoubtKind.CUT_OFF: "The table it stands in was cut off.",
    DoubtKind.TOLD: "It was told in a sentence; no table is held.",
}
"""What is said of an amount that is whole and stands by itself."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def cautions(it: str, doubts: Iterable[Doubt], *, is_requirement: bool = False) -> list[str]:
    """Sentences on an amount (``it``) that is doubted: that it is a part, or how it was told.

    A row of a table that was cut off, or a sentence, is whole: its amount stands by itself and is no part. A
    requirement is set for a whole year before the year is over, so that it is no part either.
    """
    said, parts = [], []
    for kind, words in doubts:
        if kind in _APART:
            said.append(_APART[kind])
        elif is_requirement and kind is DoubtKind.NOT_OVER:
            said.append(f"{_dated(words[:1].upper() + words[1:])}.")
        else:
            parts.append(_dated(words))
    return [*([f"{it} is a part, not a total: {'; '.join(parts)}."] if parts else []), *said]


def _dated(words: str) -> str:
    """Days as people write them."""
    return _ISO_DAY.sub(lambda found: date_words(found[0], DatePrecision.DAY), words)


def note_of(rows: Sequence[Row], series: str) -> str:
    """What the one row of an amount remarks, where it says of what the amount is; else nothing."""
    note = str(rows[0].get("Note") or "") if len(rows) == 1 else ""
    if not note:
        return ""
    if TOLD_SERIES not in series:
        note = "; ".join(part for part in note.split("; ") if any(word in part for word in TELLING))
    return f"note: {note}" if note else ""


def of_several(rows: Sequence[Row]) -> str:
    """What is said of several amounts for one year: whether they come from several documents, or from one."""
    if len({(row.get(DOCUMENT), row.get(LINK)) for row in rows}) > 1:
        return "the documents differ"
    return "one document has all of them, and they are not added up"
