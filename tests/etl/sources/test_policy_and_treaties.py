"""The policy timeline, commitments, treaties, and states free of mines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[..., list[dict[str, Any]]]


def test_an_event_is_as_exact_as_its_date_is_known(ask: Rows) -> None:
    rows = ask("SELECT event_key, happened_on, date_precision FROM policy_event ORDER BY happened_on")
    assert [tuple(row.values()) for row in rows][:3] == [
        ("EV-199310", "1993-10", "month"),
        ("EV-199409", "1994-09", "month"),
        ("EV-19960516", "1996-05-16", "day"),
    ]


def test_a_funding_decision_that_loosens_is_a_cut(ask: Rows) -> None:
    [row] = ask("SELECT * FROM policy_event WHERE kind = 'funding'")
    assert row["direction"] == "cuts_funding"


def test_what_only_the_press_reported_says_so(ask: Rows) -> None:
    [event] = ask("SELECT * FROM policy_event WHERE event_key = 'EV-20251202'")
    [policy] = ask("SELECT * FROM policy WHERE policy_key = 'P2025'")
    assert event["confidence"] == policy["confidence"] == "reported_unpublished"
    assert policy["event_key"] == event["event_key"]


def test_a_document_may_have_an_aside(ask: Rows) -> None:
    [row] = ask("SELECT further_document_ids FROM policy_event WHERE event_key = 'EV-199409'")
    assert row["further_document_ids"] == "WH1996-EFF (year 1994)"


def test_a_cell_that_is_not_stated_is_not_a_no(ask: Rows) -> None:
    rows = ask("SELECT commitment_key, policy_key, value FROM policy_commitment ORDER BY 1, 2")
    assert [tuple(row.values()) for row in rows] == [
        ("C01", "P1996", "not_stated"),
        ("C01", "P2025", "not_stated"),
        ("C02", "P1996", "not_stated"),
        ("C03", "P1996", "yes"),
        ("C07", "P1996", "yes"),
    ]


def test_states_join_sign_and_withdraw(ask: Rows) -> None:
    rows = ask("SELECT treaty, iso3, status, deposited_precision FROM treaty_status ORDER BY 1, 2")
    assert [tuple(row.values()) for row in rows] == [
        ("APMBC", "AFG", "party", "day"),
        ("APMBC", "EST", "withdrawn", "day"),
        ("APMBC", "LBN", "party", "year"),
        ("APMBC", "UKR", "party", "day"),
        ("CCM", "AFG", "party", "day"),
        ("CCM", "AGO", "signatory", ""),
    ]
    [estonia] = ask("SELECT * FROM treaty_status WHERE iso3 = 'EST'")
    assert estonia["withdrawal_notified_on"] < estonia["withdrawal_effective_on"]
    told = ask("SELECT iso3, suspension_notified_on FROM treaty_status WHERE suspension_notified_on <> ''")
    assert [tuple(row.values()) for row in told] == [("UKR", "2025-07-18")]


def test_a_state_free_of_mines_keeps_the_kind_of_declaration(ask: Rows) -> None:
    rows = ask(
        "SELECT iso3, declared_on, date_precision, is_ottawa_party FROM mine_free_state ORDER BY declared_on"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("SLV", "1994", "year", 1),
        ("BGR", "1999-10-31", "day", 1),
        ("MDA", "2001-03", "month", 1),
        ("XKX", "2008", "year", 0),
    ]


def test_counts_of_states_keep_their_wording(ask: Rows) -> None:
    rows = ask("SELECT * FROM fact WHERE indicator = 'states_reported_mine_free' ORDER BY period")
    assert [(row["value"], row["comparator"], row["year"]) for row in rows] == [
        (6, "exact", 2005),
        (30, "about", 2025),
    ]
    assert "approximate" in rows[1]["note"]
