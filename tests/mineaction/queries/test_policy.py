"""The policy timeline: numbered in order of date, nothing hidden without a count, presidents without gaps."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.cited import Timeline
from mineaction.queries.filters import TimelineFilter
from mineaction.queries.policy import timeline as policy
from mineaction.vocabulary import EventKind

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Rows

ALL = tuple(EventKind)
START, END = date(1977, 1, 20), date(2026, 12, 31)


def whole(connection: Connection, kinds: tuple[EventKind, ...] = ALL) -> Timeline:
    return policy.timeline(connection, TimelineFilter(START, END, kinds))


def event(timeline: Timeline, key: str) -> dict[str, Any]:
    (found,) = (row for row in timeline.events.rows.to_dict("records") if row["event_key"] == key)
    return found


def test_all_kinds_show_every_event_once(connection: Connection, stored: Rows) -> None:
    timeline = whole(connection)
    held = [row["event_key"] for row in stored("SELECT event_key FROM policy_event")]
    assert sorted(timeline.events.rows["event_key"]) == sorted(held)
    assert timeline.hidden_count == 0


@pytest.mark.parametrize("kinds", [ALL, (EventKind.USE, EventKind.FUNDING), (EventKind.TREATY,)])
def test_marks_are_numbered_in_order_of_date(kinds: tuple[EventKind, ...], connection: Connection) -> None:
    rows = whole(connection, kinds).events.rows
    assert list(rows["number"]) == list(range(1, len(rows) + 1))
    assert list(rows["starts_on"]) == sorted(rows["starts_on"])
    assert set(rows["kind"]) <= {kind.value for kind in kinds}


def test_what_the_choice_of_kinds_hides_is_counted(connection: Connection, stored: Rows) -> None:
    (counts,) = stored("SELECT COUNT(*) AS n, SUM(kind IN ('use', 'funding')) AS shown FROM policy_event")
    timeline = whole(connection, (EventKind.USE, EventKind.FUNDING))
    assert len(timeline.events.rows) == counts["shown"]
    assert timeline.hidden_count == counts["n"] - counts["shown"] > 0
    none = whole(connection, ())
    assert none.events.is_empty and none.hidden_count == counts["n"]
    assert dict(none.events.choices)["Policy kinds shown"] == "none"


def test_only_events_of_the_span_are_shown_or_counted_as_hidden(connection: Connection, stored: Rows) -> None:
    (counts,) = stored(
        """SELECT COUNT(*) AS n, SUM(kind = 'use') AS shown FROM policy_event
           WHERE happened_on >= '2014' AND happened_on < '2018'"""
    )
    span = TimelineFilter(date(2014, 1, 1), date(2018, 1, 1), (EventKind.USE,))
    timeline = policy.timeline(connection, span)
    assert len(timeline.events.rows) == counts["shown"] == 2
    assert timeline.hidden_count == counts["n"] - counts["shown"]


def test_the_end_of_a_span_is_not_included(connection: Connection) -> None:
    day = date(2014, 9, 23)
    before = policy.timeline(connection, TimelineFilter(date(2014, 9, 1), day, ALL))
    after = policy.timeline(connection, TimelineFilter(day, date(2014, 9, 24), ALL))
    assert "EV-20140923" not in set(before.events.rows["event_key"])
    assert list(after.events.rows["event_key"]) == ["EV-20140923"]


def test_the_korea_rule_falls_into_obamas_term(connection: Connection) -> None:
    timeline = whole(connection)
    rule = event(timeline, "EV-20140923")
    assert (rule["starts_on"], rule["date_words"]) == (date(2014, 9, 23), "23 September 2014")
    (president,) = (
        row["president"]
        for row in timeline.administrations.rows.to_dict("records")
        if row["starts_on"] <= rule["starts_on"] < row["ends_on"]
    )
    assert president == "Barack Obama"


def test_the_memo_of_december_2025_is_reported_and_not_published(connection: Connection) -> None:
    memo = event(whole(connection), "EV-20251202")
    assert (memo["date_words"], memo["confidence"]) == ("2 December 2025", "reported_unpublished")
    assert memo["confidence_label"] == "reported, not officially published"


def test_a_date_is_no_more_exact_than_it_is_known(connection: Connection) -> None:
    timeline = whole(connection)
    assert event(timeline, "EV-199310")["date_words"] == "October 1993"
    year = event(timeline, "EV-1989")
    assert (year["date_words"], year["starts_on"], year["ends_on"]) == (
        "1989",
        date(1989, 1, 1),
        date(1990, 1, 1),
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(START, END), (date(1996, 10, 1), date(2023, 10, 1)), (date(2017, 1, 20), date(2021, 1, 20))],
)
def test_administrations_cover_the_span_without_gap_or_overlap(
    starts_on: date, ends_on: date, connection: Connection
) -> None:
    timeline = policy.timeline(connection, TimelineFilter(starts_on, ends_on, ALL))
    rows = timeline.administrations.rows.to_dict("records")
    assert rows[0]["starts_on"] <= starts_on
    assert rows[-1]["ends_on"] >= ends_on
    assert all(one["ends_on"] == other["starts_on"] for one, other in pairwise(rows))
    # None that lies outside.
    assert rows[0]["ends_on"] > starts_on and rows[-1]["starts_on"] < ends_on


def test_a_term_that_is_exactly_the_span_stands_alone(connection: Connection) -> None:
    span = TimelineFilter(date(2017, 1, 20), date(2021, 1, 20), ALL)
    assert list(policy.timeline(connection, span).administrations.rows["president"]) == ["Donald Trump"]


def test_each_event_falls_into_the_term_it_is_stored_under(connection: Connection, stored: Rows) -> None:
    terms = {row["administration_key"]: row for row in stored("SELECT * FROM administration")}
    administration = {
        row["event_key"]: row["administration_key"] for row in stored("SELECT * FROM policy_event")
    }
    for row in whole(connection).events.rows.to_dict("records"):
        term = terms[administration[row["event_key"]]]
        assert row["ends_on"].isoformat() > term["starts_on"], row["event_key"]
        assert term["ends_on"] is None or row["starts_on"].isoformat() < term["ends_on"], row["event_key"]


def test_every_event_names_its_document_and_place(connection: Connection) -> None:
    timeline = whole(connection)
    rows = timeline.events.rows
    for column in ("document", "locator", "title", "summary", "actor", "kind_label", "confidence_label"):
        assert rows[column].astype(bool).all(), column
    assert set(rows["document_id"]) == {citation.document_id for citation in timeline.events.citations}
    assert timeline.events.source_line and timeline.events.data_version
    assert "does not say that one caused the other" in " ".join(timeline.events.caveats)


def test_a_span_without_days_has_nothing(connection: Connection) -> None:
    timeline = policy.timeline(connection, TimelineFilter(date.min, date.min, ALL))
    assert timeline.events.is_empty and timeline.administrations.is_empty and timeline.hidden_count == 0


def test_the_reach_holds_every_event(connection: Connection) -> None:
    first, last = policy.reach(connection)
    rows = whole(connection).events.rows
    assert (first, last) == (min(rows["starts_on"]), max(rows["ends_on"]))
    assert (first, last) == (date(1980, 10, 10), date(2027, 1, 1))
