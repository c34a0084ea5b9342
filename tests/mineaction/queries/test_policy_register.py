"""The register: filters, lanes, our readings in words, and notes fit for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.policy import register as policy_register
from mineaction.queries.policy.register import RegisterFilter, direction_words, reader_note, register

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

WHOLE = RegisterFilter()


def test_everything_is_listed_once_and_numbered_by_date(connection: Connection, stored: Rows) -> None:
    shown = register(connection, WHOLE)
    rows = shown.events.rows
    assert sorted(rows["event_key"]) == sorted(
        row["event_key"] for row in stored("SELECT event_key FROM policy_event")
    )
    assert list(rows["number"]) == list(range(1, len(rows) + 1))
    assert list(rows["starts_on"]) == sorted(rows["starts_on"])
    assert shown.hidden_count == 0


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (RegisterFilter(kinds=("use", "export")), "kind IN ('use', 'export')"),
        (RegisterFilter(actors=("Congress",)), "actor = 'Congress'"),
        (RegisterFilter(administrations=("Obama",)), "administration_key = 'Obama'"),
        (RegisterFilter(directions=("loosens",)), "direction = 'loosens'"),
        (RegisterFilter(confidences=("reported_unpublished",)), "confidence = 'reported_unpublished'"),
        (
            RegisterFilter(first_year=2014, last_year=2017),
            "happened_on >= '2014' AND happened_on < '2018'",
        ),
        (
            RegisterFilter(kinds=("treaty",), directions=("loosens",)),
            "kind = 'treaty' AND direction = 'loosens'",
        ),
    ],
)
def test_filters_agree_with_the_table(
    asked: RegisterFilter, where: str, connection: Connection, stored: Rows
) -> None:
    shown = register(connection, asked)
    wanted = {row["event_key"] for row in stored(f"SELECT event_key FROM policy_event WHERE {where}")}
    assert wanted and set(shown.events.rows["event_key"]) == wanted
    (held,) = stored("SELECT COUNT(*) AS n FROM policy_event")
    assert shown.hidden_count == held["n"] - len(wanted)


def test_the_readings_in_the_sentence_add_up(connection: Connection) -> None:
    said = register(connection, WHOLE).events.sentence
    total, rest = said.split(" decisions", 1)
    counts = [int(word) for word in rest.split("reading ")[1].split(".")[0].split() if word.isdigit()]
    assert sum(counts) == int(total)
    assert "Pentagon memo" in said and "reported, not officially published" in said


@pytest.mark.parametrize("lanes_by", list(policy_register.LANES))
def test_every_event_has_a_lane(lanes_by: str, connection: Connection) -> None:
    rows = register(connection, RegisterFilter(lanes_by=lanes_by)).events.rows
    assert rows["lane_title"].astype(bool).all()
    assert rows.groupby("lane_position")["lane_title"].nunique().max() == 1


def test_nothing_found_is_an_empty_answer(connection: Connection) -> None:
    shown = register(connection, RegisterFilter(kinds=("stockpile",), actors=("UN",)))
    assert shown.events.is_empty and shown.events.sentence == "" and shown.hidden_count > 0


@pytest.mark.parametrize(
    "asked",
    [RegisterFilter(kinds=("war",)), RegisterFilter(actors=("Nobody",)), RegisterFilter(lanes_by="colour")],
)
def test_unknown_values_are_named(asked: RegisterFilter, connection: Connection) -> None:
    with pytest.raises(UnknownChoice):
        register(connection, asked)


def test_mixed_readings_say_both_sides() -> None:
    note = "our reading is mixed: restricts a, loosens b"
    assert direction_words("neutral", note) == "mixed: restricts a, loosens b"
    assert direction_words("cuts_funding", "HRW says 1992.") == "cuts funding"


def test_a_note_is_shown_unless_the_direction_says_it_already() -> None:
    assert reader_note("our reading is mixed: restricts a, loosens b") == ""
    assert reader_note("HRW says 1992.") == "HRW says 1992."


def test_an_actor_not_in_our_list_keeps_its_own_word(edited: Edited) -> None:
    changed = edited("UPDATE policy_event SET actor = 'Somebody' WHERE event_key = 'EV-20140923'")
    found = register(changed, RegisterFilter(actors=("Somebody",), lanes_by="actor")).events.rows
    assert list(found["actor_label"]) == ["Somebody"] == list(found["lane_title"])


def test_rows_behind_name_document_and_place(connection: Connection) -> None:
    rows = policy_register.rows_behind(connection, WHOLE).rows
    for column in ("Document", "Place in the document", "Row in our file"):
        assert rows[column].astype(bool).all()


def test_a_single_event_is_shown_whatever_else_is_asked(connection: Connection) -> None:
    asked = RegisterFilter(kinds=("stockpile",), first_year=1990, last_year=1995, only="EV-20251202")
    events = register(connection, asked).events
    assert list(events.rows["event_key"]) == ["EV-20251202"] and list(events.rows["number"]) == [1]
    assert events.sentence.startswith("Pentagon memo lifts the Korea-only limit (2 December 2025; reported,")
    assert events.sentence.endswith("our reading: loosens.")
    assert events.choices == (("Event", "Pentagon memo lifts the Korea-only limit, 2 December 2025"),)
    with pytest.raises(UnknownChoice):
        register(connection, RegisterFilter(only="EV-1"))


def test_what_was_cleared_observed_or_paid_for_restricts_nothing(
    connection: Connection, stored: Rows
) -> None:
    """Croatia's completed clearance once counted among what restricts the use of mines."""
    restricts = stored("SELECT * FROM policy_event WHERE direction = 'restricts'")
    assert {row["kind"] for row in restricts} <= {"use", "export", "production", "treaty", "stockpile"}
    assert not [row["title"] for row in restricts if row["title"].startswith(("Last US", "Croatia"))]
    assert f"{len(restricts)} restrict what may be done with mines or cluster munitions" in (
        register(connection, WHOLE).events.sentence
    )
