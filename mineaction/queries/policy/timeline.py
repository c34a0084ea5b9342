"""Questions about policy: the timeline that stands under every time chart."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable, Timeline
from mineaction.periods import Span, date_span, date_words
from mineaction.queries.asking import Row, citations, confidence_label, data_version, publishers_line, rows
from mineaction.queries.filters import TimelineFilter
from mineaction.vocabulary import EVENT_KIND_LABELS, DatePrecision, EventKind

EVENT_COLUMNS = (
    "event_key number starts_on ends_on date_words title summary kind kind_label direction actor "
    "confidence confidence_label document document_id locator url note"
).split()

CAVEATS = (
    "The timeline stands beside the money; it does not say that one caused the other.",
    "Which way an event points (restricts, loosens) is a reading of ours, not a citation.",
)


def reach(connection: Connection) -> tuple[date, date]:
    """First day of the earliest event, and the day after the latest."""
    spans = [_span(row) for row in rows(connection, "SELECT happened_on, date_precision FROM policy_event")]
    return min(span.starts_on for span in spans), max(span.ends_on for span in spans)


def timeline(connection: Connection, asked: TimelineFilter) -> Timeline:
    """Events and administrations of one stretch of time; numbered in order of date (see Timeline)."""
    inside = _events_inside(connection, asked)
    kinds = {kind.value for kind in asked.kinds}
    chosen = [row for row in inside if row["kind"] in kinds]
    for number, row in enumerate(chosen, start=1):
        row["number"] = number
        row["date_words"] = date_words(row["happened_on"], DatePrecision(row["date_precision"]))
        row["kind_label"] = EVENT_KIND_LABELS[EventKind(row["kind"])]
        row["confidence_label"] = confidence_label(row["confidence"])
    cited = citations(connection, (row["document_id"] for row in chosen))
    shown_kinds = ", ".join(EVENT_KIND_LABELS[kind] for kind in asked.kinds) or "none"
    events = CitedTable(
        title="Policy timeline",
        rows=pd.DataFrame(chosen, columns=EVENT_COLUMNS),
        unit="",
        price_basis="",
        year_basis="dates as exact as they are known",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=CAVEATS,
        choices=(("Policy kinds shown", shown_kinds),),
        data_version=data_version(connection),
    )
    return Timeline(events, _administrations(connection, asked), len(inside) - len(chosen))


def _span(row: Row) -> Span:
    return date_span(row["happened_on"], DatePrecision(row["date_precision"]))


def _events_inside(connection: Connection, asked: TimelineFilter) -> list[Row]:
    """Events of every kind whose date may fall into the stretch, in order of date."""
    held = rows(
        connection,
        """SELECT e.event_key, e.happened_on, e.date_precision, e.title, e.summary, e.kind, e.direction,
                  e.actor, e.confidence, e.document_id, e.locator, e.note, d.title AS document, d.url
           FROM policy_event e JOIN document d ON d.document_id = e.document_id""",
    )
    for row in held:
        span = _span(row)
        row["starts_on"], row["ends_on"] = span.starts_on, span.ends_on
    inside = [row for row in held if row["starts_on"] < asked.ends_on and row["ends_on"] > asked.starts_on]
    return sorted(inside, key=lambda row: (row["starts_on"], row["ends_on"], row["event_key"]))


def _administrations(connection: Connection, asked: TimelineFilter) -> CitedTable:
    held = rows(
        connection,
        """SELECT administration_key, president, starts_on, ends_on, document_id
           FROM administration ORDER BY starts_on""",
    )
    for row in held:
        row["starts_on"] = date.fromisoformat(row["starts_on"])
        # The last one lasts: it is drawn to the end of what is shown.
        end = row["ends_on"]
        row["ends_on"] = date.fromisoformat(end) if end else asked.ends_on
    inside = [row for row in held if row["starts_on"] < asked.ends_on and row["ends_on"] > asked.starts_on]
    cited = citations(connection, (row["document_id"] for row in inside))
    return CitedTable(
        title="US administrations",
        rows=pd.DataFrame(inside, columns=["administration_key", "president", "starts_on", "ends_on"]),
        unit="",
        price_basis="",
        year_basis="",
        source_line=publishers_line(cited),
        citations=cited,
        data_version=data_version(connection),
    )
