"""The stretch of policy timeline that stands under an answer."""

from __future__ import annotations

from datetime import date, timedelta

from mineaction.cited import CitedTable, Timeline
from mineaction.exhibits.choosing import Ask
from mineaction.queries.filters import TimelineFilter
from mineaction.queries.policy import timeline as policy
from mineaction.vocabulary import EventKind

FOLLOWING = timedelta(days=3 * 366)
"""How far a timeline goes on after the last figure, so that what followed it is in view."""


def span_of(ask: Ask, answer: CitedTable, kinds: tuple[EventKind, ...], *, goes_on: bool) -> TimelineFilter:
    """From an answer's first day to its last (columns ``starts_on``, ``ends_on``).

    ``goes_on`` lets it run up to three years further, as far as there are events. An answer without
    rows has a timeline without days.
    """
    rows = answer.rows
    if rows.empty:
        return TimelineFilter(date.min, date.min, kinds)
    starts_on, ends_on = min(rows["starts_on"]), max(rows["ends_on"])
    if goes_on:
        last_event = ask(policy.reach)[1]
        ends_on = max(ends_on, min(last_event, ends_on + FOLLOWING))
    return TimelineFilter(starts_on, ends_on, kinds)


def under(
    ask: Ask, answer: CitedTable, kinds: tuple[EventKind, ...], *, goes_on: bool
) -> tuple[TimelineFilter, Timeline]:
    """That stretch, which names the drawing, and the timeline itself."""
    span = span_of(ask, answer, kinds, goes_on=goes_on)
    return span, ask(policy.timeline, span)
