"""The matrix of promises, and what each policy says differently: silence is never a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.policy import commitments
from mineaction.queries.policy.commitments import CHANGED, FIRST_SAID, SAME, SILENT, VALUE_WORDS, compared
from mineaction.vocabulary import CommitmentValue

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Rows


def cell(policy: str, value: str, commitment: str = "C1") -> dict[str, Any]:
    return {
        "commitment_key": commitment,
        "commitment": "Not use",
        "policy_key": policy,
        "policy_title": f"Policy {policy}",
        "date_words": f"1 May {policy}",
        "policy_confidence_label": "",
        "value": value,
        "value_words": VALUE_WORDS[CommitmentValue(value)],
        "document_id": "D",
        "document": "A document",
        "url": "",
        "locator": "",
        "file_row": "",
    }


def outcomes(*values: str) -> list[str]:
    made = compared([cell(str(2000 + index), value) for index, value in enumerate(values)])
    return [row["outcome"] for row in made]


def test_outcomes_by_hand() -> None:
    assert outcomes("no", "yes") == [CHANGED]
    assert outcomes("yes", "yes") == [SAME]
    assert outcomes("not_stated", "yes") == [FIRST_SAID]
    assert outcomes("yes", "not_stated") == [SILENT]
    assert outcomes("not_stated", "not_stated") == [SILENT]
    assert outcomes("yes", "not_applicable") == [CHANGED]


def test_silence_neither_changes_nor_resets_what_was_said() -> None:
    made = compared([cell("2001", "yes"), cell("2002", "not_stated"), cell("2003", "no"), cell("2004", "no")])
    assert [row["outcome"] for row in made] == [SILENT, CHANGED, SAME]
    assert made[1]["sentence"] == "Not use: from yes (as last stated in Policy 2001, 1 May 2001) to no."
    assert made[2]["sentence"] == "Not use: still no."


def test_the_plain_sentence() -> None:
    (made,) = compared([cell("2001", "no"), cell("2002", "yes")])
    assert made["sentence"] == "Not use: from no to yes."
    assert (made["before"], made["after"], made["compared_with"]) == ("no", "yes", "Policy 2001")


def test_the_first_policy_changes_nothing() -> None:
    assert compared([cell("2001", "yes")]) == [] == compared([])


def test_the_matrix_is_whole(connection: Connection, stored: Rows) -> None:
    rows = commitments.matrix(connection).rows
    (held,) = stored("SELECT COUNT(*) AS n FROM policy_commitment")
    assert len(rows) == held["n"] == 11 * 8
    assert list(rows["decided_on"]) == sorted(rows["decided_on"])
    assert rows["document"].astype(bool).all()
    assert set(rows["value_words"]) <= set(VALUE_WORDS.values())


def test_every_change_is_one_between_two_stated_answers(connection: Connection) -> None:
    rows = commitments.changes(connection).rows
    changed = rows[rows["outcome"] == CHANGED]
    assert len(changed) > 0
    assert "not stated" not in set(changed["before"]) | set(changed["after"])
    assert (changed["before"] != changed["after"]).all()


def test_the_korea_rule_goes_back_and_forth(connection: Connection) -> None:
    rows = commitments.changes(connection).rows
    korea = rows[(rows["commitment_key"] == "C04") & (rows["outcome"] == CHANGED)]
    assert list(zip(korea["before"], korea["after"], strict=True)) == [
        ("partial", "no"),
        ("no", "yes"),
        ("yes", "no"),
        ("no", "yes"),
        ("yes", "no"),
    ]
    assert "as last stated in Biden policy, 21 June 2022" in list(korea["sentence"])[-1]


def test_titles_do_not_show_short_names(connection: Connection) -> None:
    titles = " ".join(commitments.matrix(connection).rows["policy_title"])
    assert "P2022" not in titles and "the 2022 policy" in titles


def test_the_sentence_says_that_the_newest_is_unpublished(connection: Connection) -> None:
    assert "It was reported, not officially published." in commitments.matrix(connection).sentence


def test_rows_behind_have_readers_names(connection: Connection) -> None:
    rows = commitments.rows_behind(connection).rows
    assert list(rows.columns) == list(commitments.BEHIND.values()) and len(rows) == 88


def test_one_policy_alone(connection: Connection) -> None:
    whole = commitments.rows_behind(connection).rows
    keys = list(commitments.policies(connection))
    first, newest = keys[0], keys[-1]
    alone = commitments.matrix(connection, newest)
    assert set(alone.rows["policy_key"]) == {newest} and alone.title.endswith("what it promises")
    assert len(commitments.rows_behind(connection, newest).rows) < len(whole)
    assert commitments.changes_behind(connection, first).is_empty, "nothing before it is read"
    with pytest.raises(UnknownChoice):
        commitments.changes(connection, "P1066")


def test_changes_stand_newest_policy_first_and_what_differs_first(connection: Connection) -> None:
    rows = commitments.changes_behind(connection).rows
    titles = list(dict.fromkeys(rows["Policy"]))
    assert titles == list(reversed(list(commitments.policies(connection).values())[1:]))
    of_newest = rows[rows["Policy"] == titles[0]]["What it is"].tolist()
    order = [commitments.CHANGED, commitments.FIRST_SAID, commitments.SAME, commitments.SILENT]
    assert of_newest == sorted(of_newest, key=order.index)


def test_the_memo_is_spoken_of_where_it_is_shown(connection: Connection) -> None:
    assert commitments.ON_THE_MEMO in commitments.matrix(connection).caveats
    assert commitments.ON_THE_MEMO not in commitments.matrix(connection, "P2022").caveats
