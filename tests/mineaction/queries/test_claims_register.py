"""The register, who was named when, the Leahy War Victims Fund, and the pairs that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.claims import leahy_fund
from mineaction.queries.claims import named as claims_named
from mineaction.queries.claims import register as claims_register
from mineaction.queries.claims.register import METRIC_LABELS, OF_PLACES, RegisterFilter
from mineaction.vocabulary import ClaimMetric

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

PLACES = ", ".join(f"'{metric.value}'" for metric in OF_PLACES)


def test_every_metric_has_words() -> None:
    assert set(METRIC_LABELS) == set(ClaimMetric)


def test_the_register_shows_headline_statements_and_all_when_asked(
    connection: Connection, stored: Rows
) -> None:
    (headline,) = stored(f"SELECT COUNT(*) AS n FROM claim WHERE metric NOT IN ({PLACES})")
    (every,) = stored("SELECT COUNT(*) AS n FROM claim")
    assert len(claims_register.register(connection, RegisterFilter()).rows) == headline["n"]
    shown = claims_register.register(connection, RegisterFilter(with_places=True)).rows
    assert len(shown) == every["n"] > 5 * headline["n"] / 2
    for column in ("Said", "By", "Document", "Place in the document", "Row in our file", "Confidence"):
        assert shown[column].astype(bool).all(), column
    assert (shown["Date"] == "undated").sum() == 16
    assert set(shown["Date"].iloc[-16:]) == {"undated"}, "without a date comes last"


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (RegisterFilter(metric="annual_usd"), "metric = 'annual_usd'"),
        (RegisterFilter(scope="mine_removal"), "activity_scope = 'mine_removal'"),
        (RegisterFilter(made_by="White House"), f"made_by = 'White House' AND metric NOT IN ({PLACES})"),
        (RegisterFilter(place="Angola", with_places=True), "recipient_name = 'Angola'"),
        (RegisterFilter(metric="region_share_pct"), "metric = 'region_share_pct'"),
    ],
)
def test_a_filter_leaves_what_it_names(
    asked: RegisterFilter, condition: str, connection: Connection, stored: Rows
) -> None:
    held = stored(f"SELECT file_row FROM claim WHERE {condition}")
    shown = claims_register.register(connection, asked).rows
    assert sorted(shown["Row in our file"]) == sorted(row["file_row"] for row in held) != []


def test_unknown_choices_are_named(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="metric"):
        claims_register.register(connection, RegisterFilter(metric="nonsense"))


def test_the_ladder_follows_the_filter(connection: Connection) -> None:
    scope = RegisterFilter(scope="humanitarian_demining")
    assert list(claims_register.ladder(connection, scope).rows["claim_id"]) == [
        "UC002",
        "UC003",
        "UC005",
        "UC007",
    ]
    assert claims_register.ladder(connection, RegisterFilter(metric="annual_usd")).is_empty


def test_who_was_named_when_keeps_every_list_as_it_stands(connection: Connection) -> None:
    found = claims_named.impact_free(connection)
    lists = {naming.place.document_id: naming for naming in found.namings}
    assert [(n.date, n.total, len(n.countries)) for n in found.namings][:4] == [
        ("12 July 2006", "4 countries", 4),
        ("3 April 2008", "8 countries", 8),
        ("30 November 2009", "9 countries", 9),
        ("June 2010", "at least 12 countries", 12),
    ]
    assert "RWA" in lists["STATE-20091130"].countries and "RWA" not in lists["ENC-2010"].countries
    assert lists["STATE-20120927"].total == "no total"
    assert lists["WH-20220621"].countries == frozenset()


def test_no_list_of_17_is_said_to_be_known(connection: Connection) -> None:
    found = claims_named.impact_free(connection)
    sentence = found.table.sentence
    assert "no list of the 17 countries is known" in sentence and "not a list anybody gave" in sentence
    assert "Rwanda stands in that of 30 November 2009, not in that of June 2010" in sentence
    assert max(len(naming.countries) for naming in found.namings) == 12


def test_the_fund_says_its_fall_and_its_two_counts(connection: Connection) -> None:
    answer = leahy_fund.statements(connection)
    assert "about US$ 337 million (April 2023), less than about US$ 389 million" in answer.sentence
    assert "35 countries (White House, 21 June 2022) against over 50 countries" in answer.sentence
    assert len(leahy_fund.rows_behind(connection).rows) == len(answer.rows) == 21


def test_a_total_that_never_falls_is_not_said_to_fall(edited: Edited) -> None:
    changed = edited("DELETE FROM claim WHERE claim_id = 'UC071'")
    assert "less than" not in leahy_fund.statements(changed).sentence


def test_every_contradiction_is_listed_with_both_documents(connection: Connection, stored: Rows) -> None:
    held = stored("SELECT * FROM conflict WHERE kind = 'claim'")
    found = claims_named.disagreements(connection)
    assert sorted((p.first.place.document_id, p.second.place.document_id) for p in found) == sorted(
        (row["first_document_id"], row["second_document_id"]) for row in held
    )
    assert {(p.first.words, p.second.words) for p in found} >= {
        ("over US$ 4.7 billion", "over US$ 4.6 billion"),
        ("about US$ 389 million", "about US$ 337 million"),
    }


def test_nothing_held_is_nothing_shown(edited: Edited) -> None:
    changed = edited("DELETE FROM claim")
    assert claims_register.register(changed, RegisterFilter()).is_empty
    assert claims_named.impact_free(changed).namings == () and claims_named.disagreements(changed) == ()
    assert leahy_fund.statements(changed).sentence == ""


def test_one_statement_of_one_document_stands_once(connection: Connection, stored: Rows) -> None:
    """Ten statements on countries freed of mines once stood twice, and one had a list that does not exist."""
    twice = stored(
        "SELECT document_id FROM claim WHERE metric = 'countries_impact_free' "
        "GROUP BY document_id HAVING COUNT(*) > 1"
    )
    assert twice == []
    (seventeen,) = stored("SELECT * FROM claim WHERE value = 17 AND metric = 'countries_impact_free'")
    assert (seventeen["locator"], seventeen["countries_named"]) == ("bullet 1", "")
    shown = claims_register.register(connection, RegisterFilter(metric="countries_impact_free")).rows
    (row,) = shown[shown["Said"].str.contains("17")].to_dict("records")
    assert row["Row in our file"].startswith("claims.csv row ")
    assert row["Also in our file"] == "us_impact_free_lists/impact_free_lists.csv row 13"


def test_no_statement_is_said_to_hold_a_list_that_it_does_not(stored: Rows) -> None:
    assert (
        stored("SELECT * FROM claim WHERE countries_named = '' AND locator LIKE '%list of countries%'") == []
    )


def test_one_speaker_is_offered_once(connection: Connection) -> None:
    speakers = claims_register.offers(connection, with_places=False).speakers
    assert len(speakers) == 8, speakers
    for word in ("White House", "Kerry", "Voice of America", "State Department"):
        assert len([name for name in speakers if word in name]) == 1, word
    said = claims_register.register(connection, RegisterFilter(made_by="White House")).rows
    assert set(said["By"]) == {"White House"} and len(said) == 12
    every = claims_register.register(connection, RegisterFilter(with_places=True)).rows
    assert every["By, as listed"].all() and (every["By"] != every["By, as listed"]).any()
