"""The stretch of timeline under a figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from mineaction.cited import CitedTable
from mineaction.exhibits import spans
from mineaction.queries.filters import TimelineFilter
from mineaction.queries.policy import timeline as policy
from mineaction.vocabulary import EventKind

KINDS = (EventKind.USE,)
LAST_EVENT = date(2026, 2, 28)


def answer(*spans: tuple[date, date]) -> CitedTable:
    rows = pd.DataFrame({"starts_on": [span[0] for span in spans], "ends_on": [span[1] for span in spans]})
    return CitedTable("Title", rows, "", "", "", "")


def ask(question: Any, /, *asked: Any) -> Any:
    assert question is policy.reach and not asked
    return date(1980, 1, 1), LAST_EVENT


def never(question: Any, /, *asked: Any) -> Any:
    raise AssertionError("nothing is asked where the timeline ends with the figures")


def test_it_spans_the_figures() -> None:
    given = answer((date(2012, 10, 1), date(2013, 10, 1)), (date(2000, 1, 1), date(2001, 1, 1)))
    expected = TimelineFilter(date(2000, 1, 1), date(2013, 10, 1), KINDS)
    assert spans.span_of(never, given, KINDS, goes_on=False) == expected


def test_it_goes_on_three_years_and_no_further() -> None:
    span = spans.span_of(ask, answer((date(2012, 1, 1), date(2013, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == date(2013, 1, 1) + spans.FOLLOWING


def test_it_goes_on_no_further_than_there_are_events() -> None:
    span = spans.span_of(ask, answer((date(2024, 1, 1), date(2025, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == LAST_EVENT


def test_it_never_ends_before_the_last_figure() -> None:
    span = spans.span_of(ask, answer((date(2027, 1, 1), date(2028, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == date(2028, 1, 1)


def test_no_figures_give_no_days() -> None:
    span = spans.span_of(never, answer(), KINDS, goes_on=True)
    assert span.starts_on == span.ends_on
