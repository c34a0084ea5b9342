"""The stretch of timeline under a figure."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from mineaction.cited import CitedTable
from mineaction.queries.filters import TimelineFilter
from mineaction.ui import filters, store
from mineaction.vocabulary import EventKind

KINDS = (EventKind.USE,)


def answer(*spans: tuple[date, date]) -> CitedTable:
    rows = pd.DataFrame({"starts_on": [span[0] for span in spans], "ends_on": [span[1] for span in spans]})
    return CitedTable("Title", rows, "", "", "", "")


@pytest.fixture
def last_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "ask", lambda question, *asked: (date(1980, 1, 1), date(2026, 2, 28)))


def test_it_spans_the_figures() -> None:
    given = answer((date(2012, 10, 1), date(2013, 10, 1)), (date(2000, 1, 1), date(2001, 1, 1)))
    expected = TimelineFilter(date(2000, 1, 1), date(2013, 10, 1), KINDS)
    assert filters.timeline_for(given, KINDS, goes_on=False) == expected


def test_it_goes_on_three_years_and_no_further(last_event: None) -> None:
    span = filters.timeline_for(answer((date(2012, 1, 1), date(2013, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == date(2013, 1, 1) + filters.FOLLOWING


def test_it_goes_on_no_further_than_there_are_events(last_event: None) -> None:
    span = filters.timeline_for(answer((date(2024, 1, 1), date(2025, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == date(2026, 2, 28)


def test_it_never_ends_before_the_last_figure(last_event: None) -> None:
    span = filters.timeline_for(answer((date(2027, 1, 1), date(2028, 1, 1))), KINDS, goes_on=True)
    assert span.ends_on == date(2028, 1, 1)


def test_no_figures_give_no_days() -> None:
    span = filters.timeline_for(answer(), KINDS, goes_on=True)
    assert span.starts_on == span.ends_on
