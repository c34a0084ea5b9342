"""Membership: counted by year of deposit, withdrawals taken off, no date made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.policy import treaties
from mineaction.queries.policy.treaties import MemberFilter, by_state, by_year, counted

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Rows


def member(name: str, deposited: str, left: str = "", treaty: str = "APMBC") -> dict[str, Any]:
    return {"treaty": treaty, "name": name, "deposited_on": deposited, "withdrawal_effective_on": left}


def test_counts_by_hand() -> None:
    """A 1999, B some day of 2000, C signed only; A leaves in 2001 and is counted until the end of 2000."""
    held = [member("A", "1999-05-01", "2001-06-30"), member("B", "2000"), member("C", "")]
    made = counted(held, date(2002, 3, 1))
    assert [(row["year"], row["parties"], row["joined"]) for row in made] == [
        (1999, 1, 1),
        (2000, 2, 1),
        (2001, 1, 0),
        (2002, 1, 0),
    ]
    assert made[2]["left_names"] == ("A",)
    assert [row["is_partial"] for row in made] == [False, False, False, True]
    assert "withdrawn: A" in made[2]["hover"]


def test_a_withdrawal_to_come_is_not_counted() -> None:
    made = counted([member("A", "1999-05-01", "2002-06-30")], date(2002, 3, 1))
    assert made[-1]["parties"] == 1 and made[-1]["left_names"] == ()


def test_the_newest_count_is_that_of_the_standing_in_the_list(connection: Connection, stored: Rows) -> None:
    rows = by_year(connection).rows
    for treaty in ("APMBC", "CCM"):
        (held,) = stored(
            "SELECT COUNT(*) AS n FROM treaty_status WHERE treaty = ? AND status = 'party'", treaty
        )
        assert list(rows[rows["treaty"] == treaty]["parties"])[-1] == held["n"]


def test_who_withdrew(connection: Connection) -> None:
    rows = by_year(connection).rows
    left = {
        treaty: {name for names in found["left_names"] for name in names}
        for treaty, found in rows.groupby("treaty")
    }
    assert left == {
        "APMBC": {"Estonia", "Finland", "Latvia", "Lithuania", "Poland"},
        "CCM": {"Lithuania"},
    }
    said = by_year(connection).sentence
    assert "Estonia, Finland, Latvia, Lithuania and Poland withdrew" in said
    assert "; Ukraine told the UN on 18 July 2025 that it suspends it." in said


def test_a_note_that_tells_of_a_suspension_has_its_date_in_a_column(stored: Rows) -> None:
    told = stored("SELECT iso3 FROM treaty_status WHERE note LIKE '%suspend%'")
    dated = stored("SELECT iso3 FROM treaty_status WHERE suspension_notified_on <> ''")
    assert told == dated == [{"iso3": "UKR"}]


def state(connection: Connection, words: str, treaty: str) -> dict[str, Any]:
    (found,) = by_state(connection, MemberFilter(treaty=treaty, words=words)).rows.to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_dates_known_to_the_year_are_shown_so(connection: Connection) -> None:
    lebanon = state(connection, "Lebanon", "APMBC")
    assert lebanon["Deposited"] == "2026 (day not known)" and lebanon["In force for it"] == "date not known"


def test_dates_that_were_reckoned_say_so(connection: Connection) -> None:
    poland = state(connection, "Poland", "APMBC")
    assert poland["Withdrawal notified"] == "20 August 2025 (worked out)"
    assert poland["Withdrawal took effect"] == "20 February 2026"
    assert poland["In force for it"].endswith("(worked out)")
    estonia = state(connection, "Estonia", "APMBC")
    assert estonia["Withdrawal notified"] == "27 June 2025"


def test_search_by_name_code_and_standing(connection: Connection, stored: Rows) -> None:
    (held,) = stored("SELECT COUNT(*) AS n FROM treaty_status WHERE treaty = 'CCM' AND status = 'signatory'")
    assert len(by_state(connection, MemberFilter("CCM", "signatory")).rows) == held["n"]
    assert by_state(connection, MemberFilter(words="no such state")).is_empty
    assert set(by_state(connection, MemberFilter(words="LTU")).rows["State"]) == {"Lithuania"}
    assert set(by_state(connection, MemberFilter(words="lithu")).rows["State"]) == {"Lithuania"}


def test_unknown_values_are_named(connection: Connection) -> None:
    for asked in (MemberFilter(treaty="NPT"), MemberFilter(status="left")):
        with pytest.raises(UnknownChoice):
            by_state(connection, asked)


def test_the_answer_says_what_is_counted(connection: Connection) -> None:
    answer = by_year(connection)
    assert treaties.COUNTED in answer.caveats and "deposit" in answer.unit
    assert any("only the year of deposit is known" in caveat for caveat in answer.caveats)


DAYS = st.dates(date(1997, 1, 1), date(2026, 1, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 6000)), min_size=1, max_size=30))
def test_nobody_is_lost(dates: list[tuple[date, int]]) -> None:
    """The last count is who joined less who left; no count is below nought."""
    as_of = date(2026, 12, 31)
    held = []
    for number, (joined, stayed) in enumerate(dates):
        left = date.fromordinal(joined.toordinal() + stayed)
        gone = left.isoformat() if stayed and left <= as_of else ""
        held.append(member(f"S{number}", joined.isoformat(), gone))
    made = counted(held, as_of)
    assert made[-1]["parties"] == sum(not row["withdrawal_effective_on"] for row in held)
    assert all(row["parties"] >= 0 for row in made)
    assert [row["year"] for row in made] == list(range(made[0]["year"], 2027))


def test_a_running_number_of_members_is_not_called_joining(connection: Connection) -> None:
    """“States that joined two treaties, by year” stood over how many were party at the end of each year."""
    table = treaties.by_year(connection)
    assert table.title == "States party to two treaties, at the end of each year"
    assert "at their end" in table.year_basis
