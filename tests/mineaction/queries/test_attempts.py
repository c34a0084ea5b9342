"""Attempts as readers are told of them: the last, what waits, and no commands to type."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.editions import OUTCOME_WORDS, Attempt, Outcome
from mineaction.queries.data import catalogue
from mineaction.queries.editions import attempts

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited

KEY = "ocha_fts_mine_action"
HELD = 'It has 3 rows where 9 were held. If it is right: python -m etl refresh x --accept "why"'


def attempt(day: int, outcome: Outcome, words: str = "") -> Attempt:
    return Attempt(f"2026-11-{day:02}T08:30:00Z", KEY, outcome, words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (HELD, "It has 3 rows where 9 were held"),
        ("It was rolled back; to chart it again: python -m etl rollback x", "It was rolled back"),
        ("The lock is held. Type python -m etl refresh to try again", "The lock is held"),
        ("2 added, 1 removed (7 rows before, 8 now)", "2 added, 1 removed (7 rows before, 8 now)"),
        ("python -m etl build", ""),
        ("The publisher wants a key of your own: set MINEACTION_IATI_KEY to it",
         "The publisher wants a key of your own"),
        ("/srv/app/in/table.csv: not changed since", "table.csv: not changed since"),
        ("https://a.example/b/table.csv: no answer", "https://a.example/b/table.csv: no answer"),
        ("3 years of fts_x vanished; the card allows 0", "3 years of fts_x vanished; the limit is 0"),
        ("", ""),
    ],
)  # fmt: skip
def test_readers_are_told_no_commands(words: str, told: str) -> None:
    assert attempts.for_readers(words) == told


def test_readers_are_told_titles_of_series() -> None:
    said = attempts.for_readers("The total of fts_funding goes up", {"fts_funding": "Money received"})
    assert said == "The total of “Money received” goes up"


def test_an_edition_waits_until_it_is_settled() -> None:
    held, failed = attempt(1, Outcome.HELD_BACK, HELD), attempt(2, Outcome.UNAVAILABLE, "no answer")
    told = attempts.by_source([held, failed])[KEY]
    assert told.held_back == "since 1 November 2026, 08:30 UTC: It has 3 rows where 9 were held"
    assert told.last == "2 November 2026, 08:30 UTC"
    assert told.came_to == f"{OUTCOME_WORDS[Outcome.UNAVAILABLE]} (no answer)" and not told.looked_on
    settled = attempts.by_source([held, failed, attempt(3, Outcome.REFRESHED, "2 added")])[KEY]
    assert not settled.held_back and settled.looked_on == "2026-11-03"


def test_a_look_at_the_publisher_counts_as_a_look(connection: Connection) -> None:
    today = date(2027, 6, 1)
    before = catalogue.freshness(connection, today).rows.set_index("Short name").loc[KEY]
    history = (Attempt("2027-05-31T00:00:00Z", KEY, Outcome.NOTHING_NEW, "not changed"),)
    after = catalogue.freshness(connection, today, history).rows.set_index("Short name").loc[KEY]
    assert before["Due for a look"].startswith("due") and after["Due for a look"].startswith("not due")
    assert after["Last read"] == after["Compared with the publisher"] == "2027-05-31"
    assert after["What became of it"] == "nothing new (not changed)"


def test_only_a_refresh_compares_with_the_publisher(connection: Connection) -> None:
    """The page once said that all sources were compared with their publishers, and none had been asked."""
    today = date(2026, 11, 22)
    untouched = catalogue.freshness(connection, today)
    assert "none has been compared with its publisher since" in untouched.sentence
    assert "Compared with the publisher" not in untouched.rows
    by_hand = catalogue.freshness(connection, today, (attempt(1, Outcome.ADDED, "2 added"),))
    assert "Compared with the publisher" not in by_hand.rows
    asked = catalogue.freshness(connection, today, (attempt(1, Outcome.NOTHING_NEW, ""),))
    assert "1 has been compared with the publisher by a refresh" in asked.sentence


def test_columns_on_attempts_are_there_only_after_one(connection: Connection) -> None:
    today = date(2026, 11, 22)
    assert "Last attempt to refresh" not in catalogue.freshness(connection, today).rows
    shown = catalogue.freshness(connection, today, (attempt(1, Outcome.HELD_BACK, HELD),))
    assert {"Last attempt to refresh", "What became of it", "Held back"} <= set(shown.rows)
    assert "held back until a person has looked" in shown.sentence
    assert any("held back" in caveat for caveat in shown.caveats)


def test_a_source_without_rows_is_not_fetched_yet(edited: Edited) -> None:
    changed = edited(
        "INSERT INTO source SELECT 'new_one', 'A new one', publisher, licence_note, row_is, target_table, "
        "update_rhythm, recheck_every_days, last_checked_on, 0, 0, 0 FROM source LIMIT 1"
    )
    told = catalogue.freshness(changed, date(2026, 11, 22))
    row = told.rows.set_index("Short name").loc["new_one"]
    assert row["Edition charted"] == "not fetched yet" and row["Years"] == "" and row.isna()["Age, days"]
    assert row["Due for a look"] == "due at the next refresh" and row["Look again on"] == ""
    assert "not been fetched yet" in told.sentence
