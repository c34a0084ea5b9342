"""States free of known mines: our list, its running count by kind, and other people's counts beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mineaction.periods import Span, date_span
from mineaction.queries.results import mine_free
from mineaction.vocabulary import Comparator, DatePrecision

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows


def state(printed: str) -> dict[str, Any]:
    precision = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[printed.count("-")]
    return {"span": date_span(printed, precision)}


def test_the_last_bars_add_up_to_the_list(connection: Connection, stored: Rows) -> None:
    bars = mine_free.by_year(connection).bars.rows
    last = bars[bars["year"] == bars["year"].max()]
    [held] = stored("SELECT COUNT(*) AS n FROM mine_free_state")
    assert last["count"].sum() == held["n"]


def test_a_running_count_never_falls(connection: Connection) -> None:
    for _, bars in mine_free.by_year(connection).bars.rows.groupby("group_key"):
        assert list(bars["count"]) == sorted(bars["count"])
        assert list(bars["year"]) == list(range(bars["year"].min(), bars["year"].max() + 1))


def test_a_kind_nobody_knew_stands_by_itself(edited: Edited) -> None:
    """An unknown kind of declaration must not vanish among the others."""
    changed = edited("UPDATE mine_free_state SET kind = 'swept twice' WHERE iso3 = 'CHL'")
    bars = mine_free.by_year(changed).bars.rows
    assert bars[bars["group_key"] == "swept twice"]["count"].max() == 1


def test_every_published_count_is_shown_with_its_wording(connection: Connection, stored: Rows) -> None:
    marks = mine_free.by_year(connection).marks.rows
    held = stored("SELECT value, note FROM fact WHERE indicator = 'states_reported_mine_free'")
    assert sorted(zip(marks["value"], marks["note"], strict=True)) == sorted(
        (row["value"], row["note"]) for row in held
    )
    about = marks[marks["comparator"] == "about"].iloc[0]
    assert about["label"] == "~30" and about["words"] == "about 30 states"


def test_ours_is_a_range_where_a_date_is_known_to_the_year() -> None:
    states = [state("2009"), state("2010"), state("2010-06-18"), state("2011")]
    assert mine_free.reach(states, date_span("2010-06", DatePrecision.MONTH)) == (2, 3)
    assert mine_free.reach(states, date_span("2010", DatePrecision.YEAR)) == (3, 3)


@given(
    st.lists(
        st.sampled_from(["2009", "2010", "2010-05", "2010-06", "2010-06-18", "2010-06-30", "2011-01-01"])
    ),
    st.dates(date(2008, 1, 1), date(2012, 1, 1)),
)
def test_what_is_certain_is_never_more_than_what_is_possible(printed: list[str], day: date) -> None:
    low, high = mine_free.reach([state(words) for words in printed], Span(date.min, day))
    assert 0 <= low <= high <= len(printed)


@pytest.mark.parametrize(
    ("value", "comparator", "ours", "words"),
    [
        (16, Comparator.EXACT, (13, 13), "our list has 3 fewer"),
        (16, Comparator.EXACT, (13, 15), "our list has at least 1 fewer"),
        (16, Comparator.EXACT, (18, 18), "our list has 2 more"),
        (16, Comparator.EXACT, (15, 17), "none"),
        (30, Comparator.ABOUT, (30, 30), "none seen; printed as about"),
    ],
)
def test_a_difference_is_said_in_plain_words(
    value: float, comparator: Comparator, ours: tuple[int, int], words: str
) -> None:
    assert mine_free.difference(value, comparator, ours) == words


def test_the_first_count_beside_our_list(connection: Connection) -> None:
    """December 2005: six States Parties; ours had Bulgaria, Costa Rica, Guatemala and Suriname."""
    first = mine_free.beside_counts(connection).rows.iloc[0]
    assert (first["Date"], first["Published"], first["Article 5 on our list"]) == (
        "December 2005",
        "6 states",
        "4",
    )
    assert first["Difference"] == "our list has 2 fewer"


def test_the_list_has_later_notes_and_who_named_it(connection: Connection) -> None:
    listed = mine_free.listed(connection).rows.set_index("State or area")
    assert listed.loc["Algeria", "Later note"] == "isolated mines still found and destroyed"
    assert listed.loc["Mozambique", "Named by the US"].startswith("yes (2015")
    assert listed["Document"].all() and listed["Place in the document"].all()
