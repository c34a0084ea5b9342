"""Questions about policy: the timeline that stands under every time chart."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable, Timeline
from mineaction.periods import date_span, date_words
from mineaction.queries.asking import citations, confidence_label, data_version, frame, publishers_line
from mineaction.queries.filters import TimelineFilter
from mineaction.vocabulary import EVENT_KIND_LABELS, DatePrecision, EventKind

EVENT_COLUMNS = [
    "event_key",
    "number",
    "starts_on",
    "ends_on",
    "date_words",
    "title",
    "summary",
    "kind",
    "kind_label",
    "direction",
    "actor",
    "confidence",
    "confidence_label",
    "document",
    "document_id",
    "locator",
    "url",
    "note",
]


def reach(connection: Connection) -> tuple[date, date]:
    """First day of the earliest event, and the day after the latest."""
    held = frame(connection, "SELECT happened_on, date_precision FROM policy_event")
    spans = [
        date_span(day, DatePrecision(precision))
        for day, precision in zip(held["happened_on"], held["date_precision"], strict=True)
    ]
    return min(span.starts_on for span in spans), max(span.ends_on for span in spans)


CAVEATS = (
    "The timeline stands beside the money; it does not say that one caused the other.",
    "Which way an event points (restricts, loosens) is a reading of ours, not a citation.",
)


def timeline(connection: Connection, asked: TimelineFilter) -> Timeline:
    """Events and administrations of one stretch of time; numbered in order of date (see Timeline)."""
    held = frame(
        connection,
        """SELECT e.*, d.title AS document, d.url AS url
           FROM policy_event e JOIN document d ON d.document_id = e.document_id
           ORDER BY e.happened_on, e.event_key""",
    )
    spans = [
        date_span(day, DatePrecision(precision))
        for day, precision in zip(held["happened_on"], held["date_precision"], strict=True)
    ]
    held["starts_on"] = [span.starts_on for span in spans]
    held["ends_on"] = [span.ends_on for span in spans]
    inside = held[(held["starts_on"] < asked.ends_on) & (held["ends_on"] > asked.starts_on)]
    chosen = inside[inside["kind"].isin([kind.value for kind in asked.kinds])].copy()
    chosen = chosen.sort_values(["starts_on", "ends_on", "event_key"], kind="stable")
    chosen["number"] = range(1, len(chosen) + 1)
    chosen["date_words"] = [
        date_words(day, DatePrecision(precision))
        for day, precision in zip(chosen["happened_on"], chosen["date_precision"], strict=True)
    ]
    chosen["kind_label"] = [EVENT_KIND_LABELS[EventKind(kind)] for kind in chosen["kind"]]
    chosen["confidence_label"] = [confidence_label(code) for code in chosen["confidence"]]
    cited = citations(connection, chosen["document_id"])
    events = CitedTable(
        title="Policy timeline",
        rows=chosen[EVENT_COLUMNS].reset_index(drop=True),
        unit="",
        price_basis="",
        year_basis="dates as exact as they are known",
        source_line=publishers_line(cited) if cited else "",
        citations=cited,
        caveats=CAVEATS,
        choices=(
            ("Policy kinds shown", ", ".join(EVENT_KIND_LABELS[kind] for kind in asked.kinds) or "none"),
        ),
        data_version=data_version(connection),
    )
    return Timeline(events, _administrations(connection, asked), len(inside) - len(chosen))


def _administrations(connection: Connection, asked: TimelineFilter) -> CitedTable:
    held = frame(
        connection,
        """SELECT administration_key, president, starts_on, ends_on, document_id
           FROM administration ORDER BY starts_on""",
    )
    held["starts_on"] = [date_span(day, DatePrecision.DAY).starts_on for day in held["starts_on"]]
    held["ends_on"] = [
        asked.ends_on + timedelta(days=1) if pd.isna(day) else date_span(day, DatePrecision.DAY).starts_on
        for day in held["ends_on"]
    ]
    inside = held[(held["starts_on"] < asked.ends_on) & (held["ends_on"] > asked.starts_on)]
    cited = citations(connection, inside["document_id"])
    return CitedTable(
        title="US administrations",
        rows=inside.drop(columns="document_id").reset_index(drop=True),
        unit="",
        price_basis="",
        year_basis="",
        source_line=publishers_line(cited) if cited else "",
        citations=cited,
        data_version=data_version(connection),
    )
