"""What a sentence adds to an amount: why it is no total, and what its row remarks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mineaction.exhibits.receipts.parts import DOCUMENT, LINK, Row
from mineaction.periods import date_words
from mineaction.vocabulary import DatePrecision

CUT_OFF, IN_A_SENTENCE = "from a table that was cut off", "told in a sentence, no table held"
NOT_OVER = "the year was not over"
DOUBTS = ("tables held for ", NOT_OVER, IN_A_SENTENCE, CUT_OFF)
"""How the lines of a mark's text begin that say why it is a part (see queries.bars.doubts_of)."""

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

_ADDED_TO_NOTHING = "never totalled"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def cautions(it: str, doubts: str, *, is_requirement: bool = False) -> list[str]:
    """Sentences on an amount (``it``) that is doubted: that it is a part, or how it was told.

    A row of a table that was cut off, or a sentence, is whole: its amount stands by itself and is no part. A
    requirement is set for a whole year before the year is over, so that it is no part either.
    """
    found = [doubt for doubt in doubts.split("; ") if doubt and doubt != _ADDED_TO_NOTHING]
    apart = {
        CUT_OFF: "The table it stands in was cut off.",
        IN_A_SENTENCE: "It was told in a sentence; no table is held.",
    }
    said, parts = [], []
    for doubt in found:
        if doubt in apart:
            said.append(apart[doubt])
        elif is_requirement and doubt.startswith(NOT_OVER):
            said.append(f"{_dated(doubt[:1].upper() + doubt[1:])}.")
        else:
            parts.append(_dated(doubt))
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
