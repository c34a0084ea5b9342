"""Pairs of statements that contradict each other, as rows to take away."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.queries.asking import citations, data_version, publishers_line
from mineaction.queries.claims.named import Disagreement, Side, disagreements

REASONS = {
    "one edition, two values": "one edition of the report, two numbers",
    "values differ": "said on the same day, two numbers",
    "a later statement is lower": "the later statement is lower",
}
"""How two statements differ, in readers' words; a reason not listed keeps its own."""
COLUMNS = (
    *("What is counted", "How they differ"),
    *("One statement", "Said on", "By", "One document", "One Link", "Place in it"),
    *("Another statement", "Also said on", "Also by", "Another document", "Another Link", "Place in that"),
)
CAVEATS = (
    "Two statements contradict each other when what their words allow does not overlap, or when a later "
    "count or total is lower than an earlier one.",
    "Which of the two is right is not known; both are kept, each with its document.",
)


def table(connection: Connection) -> CitedTable:
    """One row a pair (columns: COLUMNS), in the order of ``named.disagreements``."""
    found = disagreements(connection)
    used = [side.place.document_id for pair in found for side in (pair.first, pair.second)]
    cited = citations(connection, used)
    return CitedTable(
        title="Statements that contradict each other",
        rows=pd.DataFrame([_row(pair) for pair in found], columns=list(COLUMNS)),
        unit="US$, countries or people, as said",
        price_basis="amounts in current prices",
        year_basis="date of the statement",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=CAVEATS,
        data_version=data_version(connection),
        sentence=_sentence(len(found)),
    )


def reason_words(pair: Disagreement) -> str:
    """How the two differ, in readers' words."""
    return REASONS.get(pair.reason, pair.reason)


def _row(pair: Disagreement) -> tuple[str, ...]:
    return (pair.about, reason_words(pair), *_side(pair.first), *_side(pair.second))


def _side(side: Side) -> tuple[str, ...]:
    said = f"{side.words} ({side.made_by}, {side.date})"
    return (said, side.date, side.made_by, side.place.document, side.place.url, side.place.locator)


def _sentence(count: int) -> str:
    if not count:
        return ""
    pairs = "1 pair of statements contradicts" if count == 1 else f"{count} pairs of statements contradict"
    return f"{pairs} each other. None is resolved by us: both are kept, each with its document."
