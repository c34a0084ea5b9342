"""Questions about dated statements: the headline ones, and the ladder of cumulative sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import date_span, date_words
from mineaction.queries.asking import Row, citations, confidence_label, data_version, publishers_line, rows
from mineaction.vocabulary import (
    ACTIVITY_SCOPE_LABELS,
    COMPARATOR_WORDS,
    ActivityScope,
    ClaimMetric,
    Comparator,
    DatePrecision,
)

SCOPE_CAVEAT = (
    "Early statements speak of humanitarian demining or mine action, later ones of conventional weapons "
    "destruction, which also covers small arms, munitions and shoulder-fired missiles. Different scopes are "
    "different things; the marks are not joined by a line."
)
BOUND_CAVEAT = '"Over" and "nearly" are bounds, not values: a mark shows the number that was said.'

CLAIMS = """
    SELECT c.*, d.title AS document, d.publisher AS publisher, d.url AS url,
           d.address_note AS address_note
    FROM claim c JOIN document d ON d.document_id = c.document_id
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One dated statement, ready to be read. ``url`` is empty where no address is known."""

    claim_id: str
    value_words: str
    date: str
    made_by: str
    scope: str
    document: str
    url: str
    address_note: str
    locator: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline statement with what was said since, and what a reader has to know."""

    said: Statement
    also: Statement | None
    newest: Statement | None
    newest_is_comparable: bool
    plain_words: str
    remark: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a headline is put together: its claim, a second number of the sentence, plain words."""

    claim_id: str
    plain_words: str
    remark: str = ""
    also: str = ""


HEADLINES = (
    _Wanted(
        "UC085",
        "Money for conventional weapons destruction since 1993. That is wider than mine action: it also pays "
        "for destroying small arms, munitions and shoulder-fired missiles.",
    ),
    _Wanted(
        "UC083",
        "Countries that received help for conventional weapons destruction at any time since 1993.",
        "Later statements count countries and areas together.",
    ),
    _Wanted(
        "UC084",
        "Countries the United States says it helped to become free from the danger of landmines.",
        "No list of the 17 is known: earlier texts name up to 12, then give totals only.",
    ),
    _Wanted(
        "UC087",
        "People given artificial limbs, wheelchairs or other help through the Leahy War Victims Fund, which "
        "has worked since 1989.",
        "Other US texts from 2014 to 2023 say more than 50 countries; the two are shown as they stand.",
        also="UC086",
    ),
)


def value_words(value: float | None, unit: str, comparator: str) -> str:
    """A claimed number as people write it, its bound kept: ``over US$ 4.2 billion``, ``17 countries``."""
    if value is None:
        return "no number given"
    bound = Comparator(comparator)
    if unit == "USD":
        return amount_words(value, bound)
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    return f"{COMPARATOR_WORDS[bound]} {number} {unit}".strip()


def _said(row: Row) -> str:
    return value_words(row["value"], row["unit"], row["comparator"])


def _date(row: Row) -> str:
    return date_words(row["made_on"], DatePrecision(row["date_precision"]))


def _scope(row: Row) -> str:
    return ACTIVITY_SCOPE_LABELS[ActivityScope(row["activity_scope"])]


def _statement(row: Row) -> Statement:
    return Statement(
        claim_id=row["claim_id"],
        value_words=_said(row),
        date=_date(row),
        made_by=row["made_by"],
        scope=_scope(row),
        document=row["document"],
        url=row["url"],
        address_note=row["address_note"],
        locator=row["locator"],
        confidence=confidence_label(row["confidence"]),
        note=row["note"],
    )


def headlines(connection: Connection) -> tuple[Headline, ...]:
    """The four headline statements, each with the newest comparable one. A missing claim gives none."""
    held = rows(connection, CLAIMS + "WHERE c.made_on <> '' ORDER BY c.made_on, c.claim_id")
    by_id = {row["claim_id"]: row for row in held}
    found = []
    for wanted in HEADLINES:
        if wanted.claim_id not in by_id:
            continue
        said, also = by_id[wanted.claim_id], by_id.get(wanted.also)
        comparable = _newest(held, said)
        newest = comparable or (_newest(held, also) if also else None)
        found.append(
            Headline(
                said=_statement(said),
                also=_statement(also) if also else None,
                newest=_statement(newest) if newest else None,
                newest_is_comparable=comparable is not None,
                plain_words=wanted.plain_words,
                remark=wanted.remark,
            )
        )
    return tuple(found)


def _newest(held: Sequence[Row], said: Row) -> Row | None:
    """The newest later statement about the same thing, if there is one. ``held`` is in order of date."""
    later = [
        row for row in held if row["subject_key"] == said["subject_key"] and row["made_on"] > said["made_on"]
    ]
    return later[-1] if later else None


LADDER_COLUMNS = (
    "claim_id starts_on ends_on date_words value comparator activity_scope scope_label made_by document "
    "document_id locator url confidence_label hover said"
).split()
"""``said`` is the number in words with its bound, with which ``hover`` begins."""

LADDER = CLAIMS + "WHERE c.metric = :metric AND c.made_on <> '' ORDER BY c.made_on, c.claim_id"


def _steps(connection: Connection) -> list[Row]:
    """The statements of the ladder, with dates and labels in words."""
    held = rows(connection, LADDER, metric=ClaimMetric.CUMULATIVE_USD.value)
    for row in held:
        span = date_span(row["made_on"], DatePrecision(row["date_precision"]))
        row["starts_on"], row["ends_on"] = span.starts_on, span.ends_on
        row["date_words"], row["scope_label"], row["words"] = _date(row), _scope(row), _said(row)
        row["confidence_label"] = confidence_label(row["confidence"])
        row["said"] = row["words"]
        row["hover"] = "\n".join(
            (
                row["words"],
                f"{row['made_by']}, {row['date_words']}",
                row["scope_label"],
                row["document"],
                row["confidence_label"],
            )
        )
    return held


def ladder(connection: Connection) -> CitedTable:
    """Every dated cumulative US statement in dollars, oldest first; one row a statement.

    ``value`` is in US dollars as said; ``starts_on`` and ``ends_on`` are the days its date may mean.
    """
    held = _steps(connection)
    return _cited(connection, held, pd.DataFrame(held, columns=LADDER_COLUMNS))


def ladder_rows(connection: Connection) -> CitedTable:
    """The stored rows behind the ladder, with readers' column names."""
    held = _steps(connection)
    return _cited(
        connection, held, pd.DataFrame(held, columns=list(BEHIND_COLUMNS)).rename(columns=BEHIND_COLUMNS)
    )


def _cited(connection: Connection, held: Sequence[Row], table: pd.DataFrame) -> CitedTable:
    cited = citations(connection, (row["document_id"] for row in held))
    return CitedTable(
        title="What the United States has said it gave in all, statement by statement",
        rows=table,
        unit="US$ billion, as said",
        price_basis="dollars added up over the years, current prices",
        year_basis="date of the statement",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            SCOPE_CAVEAT,
            BOUND_CAVEAT,
            "Sums over many years add dollars of different value; inflation is not removed.",
        ),
        data_version=data_version(connection),
        sentence=_sentence(held),
    )


def _sentence(held: Sequence[Row]) -> str:
    if not held:
        return ""
    first, last = held[0], held[-1]
    return (
        f"The cumulative sum the United States names has gone from {first['words']} for "
        f"{first['scope_label']} ({first['date_words']}) to {last['words']} for {last['scope_label']} "
        f"({last['date_words']}): what is counted has widened on the way."
    )


BEHIND_COLUMNS = {
    "date_words": "Date",
    "words": "Said",
    "made_by": "By",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "scope_as_printed": "Scope as printed",
    "period": "Period",
    "confidence_label": "Confidence",
    "note": "Note",
    "file_row": "Row in our file",
}
