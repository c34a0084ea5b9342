"""Questions about dated statements: the headline ones, and the ladder of cumulative sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import date_span, date_words
from mineaction.queries.asking import (
    citations,
    confidence_label,
    data_version,
    frame,
    publishers_line,
    records,
)
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
    SELECT c.*, d.title AS document, d.publisher AS publisher, d.url AS url, d.consulted_as AS consulted_as
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
        "No list of the 17 is known: earlier texts name up to 12, then give totals only. "
        "No newer total was found.",
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
    if value is None or pd.isna(value):
        return "no number given"
    bound = Comparator(comparator)
    if unit == "USD":
        return amount_words(value, bound)
    word = COMPARATOR_WORDS[bound]
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    return f"{word} {number} {unit}".strip()


def _statement(row: Mapping[str, Any]) -> Statement:
    precision = DatePrecision(str(row["date_precision"]))
    return Statement(
        claim_id=str(row["claim_id"]),
        value_words=value_words(row["value"], str(row["unit"]), str(row["comparator"])),
        date=date_words(str(row["made_on"]), precision),
        made_by=str(row["made_by"]),
        scope=ACTIVITY_SCOPE_LABELS[ActivityScope(str(row["activity_scope"]))],
        document=str(row["document"]),
        url=str(row["url"]),
        locator=str(row["locator"]),
        confidence=confidence_label(str(row["confidence"])),
        note=str(row["note"]),
    )


def headlines(connection: Connection) -> tuple[Headline, ...]:
    """The four headline statements, each with the newest comparable one. A missing claim gives none."""
    held = frame(connection, CLAIMS + "WHERE c.made_on <> ''")
    by_id = {row["claim_id"]: row for row in records(held)}
    found = []
    for wanted in HEADLINES:
        if wanted.claim_id not in by_id:
            continue
        row = by_id[wanted.claim_id]
        also = by_id.get(wanted.also)
        newest = _newest(held, row)
        comparable = newest is not None
        if newest is None and also is not None:
            newest = _newest(held, also)
        found.append(
            Headline(
                said=_statement(row),
                also=_statement(also) if also is not None else None,
                newest=_statement(newest) if newest is not None else None,
                newest_is_comparable=comparable,
                plain_words=wanted.plain_words,
                remark=wanted.remark,
            )
        )
    return tuple(found)


def _newest(held: pd.DataFrame, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The newest later statement about the same thing, if there is one."""
    later = held[(held["subject_key"] == row["subject_key"]) & (held["made_on"] > row["made_on"])]
    return None if later.empty else records(later.sort_values(["made_on", "claim_id"]))[-1]


LADDER_COLUMNS = [
    "claim_id",
    "starts_on",
    "ends_on",
    "date_words",
    "value",
    "comparator",
    "activity_scope",
    "scope_label",
    "made_by",
    "document",
    "document_id",
    "locator",
    "url",
    "confidence_label",
    "hover",
]


def ladder(connection: Connection) -> CitedTable:
    """Every dated cumulative US statement in dollars, oldest first; one row a statement.

    ``value`` is in US dollars as said; ``starts_on`` and ``ends_on`` are the days its date may mean.
    """
    held = frame(
        connection,
        CLAIMS + "WHERE c.metric = :metric AND c.made_on <> '' ORDER BY c.made_on, c.claim_id",
        metric=ClaimMetric.CUMULATIVE_USD.value,
    )
    spans = [
        date_span(day, DatePrecision(precision))
        for day, precision in zip(held["made_on"], held["date_precision"], strict=True)
    ]
    held["starts_on"] = [span.starts_on for span in spans]
    held["ends_on"] = [span.ends_on for span in spans]
    held["date_words"] = [
        date_words(day, DatePrecision(precision))
        for day, precision in zip(held["made_on"], held["date_precision"], strict=True)
    ]
    held["scope_label"] = [ACTIVITY_SCOPE_LABELS[ActivityScope(scope)] for scope in held["activity_scope"]]
    held["confidence_label"] = [confidence_label(code) for code in held["confidence"]]
    held["hover"] = [
        f"{value_words(row['value'], row['unit'], row['comparator'])}\n"
        f"{row['made_by']}, {row['date_words']}\n{row['scope_label']}\n"
        f"{row['document']}\n{row['confidence_label']}"
        for row in records(held)
    ]
    cited = citations(connection, held["document_id"])
    return CitedTable(
        title="What the United States has said it gave in all, statement by statement",
        rows=held[LADDER_COLUMNS].reset_index(drop=True),
        unit="US$ billion, as said",
        price_basis="dollars added up over the years, current prices",
        year_basis="date of the statement",
        source_line=publishers_line(cited) if cited else "",
        citations=cited,
        caveats=(
            SCOPE_CAVEAT,
            BOUND_CAVEAT,
            "Sums over many years add dollars of different value; inflation is not removed.",
        ),
        data_version=data_version(connection),
        sentence=_ladder_sentence(held),
    )


def _ladder_sentence(held: pd.DataFrame) -> str:
    if held.empty:
        return ""
    first, last = held.iloc[0], held.sort_values(["made_on", "claim_id"]).iloc[-1]
    return (
        f"The cumulative sum the United States names has gone from "
        f"{value_words(first['value'], first['unit'], first['comparator'])} for {first['scope_label']} "
        f"({first['date_words']}) to {value_words(last['value'], last['unit'], last['comparator'])} for "
        f"{last['scope_label']} ({last['date_words']}): what is counted has widened on the way."
    )


BEHIND_COLUMNS = {
    "date_words": "Date",
    "words": "Said",
    "made_by": "By",
    "scope_as_printed": "Scope as printed",
    "period": "Period",
    "document": "Document",
    "locator": "Place in the document",
    "confidence_label": "Confidence",
    "note": "Note",
    "file_row": "Row in our file",
    "url": "Link",
}


def ladder_rows(connection: Connection) -> CitedTable:
    """The stored rows behind the ladder, with readers' column names."""
    answer = ladder(connection)
    held = frame(
        connection,
        CLAIMS + "WHERE c.metric = :metric AND c.made_on <> '' ORDER BY c.made_on, c.claim_id",
        metric=ClaimMetric.CUMULATIVE_USD.value,
    )
    held["date_words"] = answer.rows["date_words"].to_numpy()
    held["words"] = [value_words(row["value"], row["unit"], row["comparator"]) for row in records(held)]
    held["confidence_label"] = answer.rows["confidence_label"].to_numpy()
    rows = held[list(BEHIND_COLUMNS)].rename(columns=BEHIND_COLUMNS)
    return CitedTable(
        title=answer.title,
        rows=rows,
        unit=answer.unit,
        price_basis=answer.price_basis,
        year_basis=answer.year_basis,
        source_line=answer.source_line,
        citations=answer.citations,
        caveats=answer.caveats,
        data_version=answer.data_version,
    )
