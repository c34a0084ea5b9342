"""Dated statements: the headline ones with what was said since, and the ladder of cumulative sums."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.queries.claims import statements as claims
from mineaction.queries.claims.statements import value_words

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows


def test_the_four_headlines_say_what_the_white_house_said(connection: Connection) -> None:
    said = [headline.said for headline in claims.headlines(connection)]
    assert [statement.value_words for statement in said] == [
        "over US$ 4.2 billion",
        "over 100 countries",
        "17 countries",
        "over 250,000 people",
    ]
    assert {(statement.made_by, statement.date) for statement in said} == {("White House", "21 June 2022")}
    assert all(statement.url.startswith("https://") and statement.locator for statement in said)


def test_each_headline_has_its_newest_comparable_statement(connection: Connection) -> None:
    newest = [
        (headline.newest.value_words, headline.newest.date, headline.newest_is_comparable)
        if headline.newest
        else None
        for headline in claims.headlines(connection)
    ]
    assert newest == [
        ("over US$ 5.09 billion", "4 April 2024", True),
        ("over 125 countries and areas", "4 April 2024", True),
        None,
        ("over 50 countries", "April 2023", False),
    ]


def test_the_headlines_keep_their_scope(connection: Connection) -> None:
    money, countries, free, people = claims.headlines(connection)
    assert money.said.scope == countries.said.scope == "conventional weapons destruction"
    assert "wider than mine action" in money.plain_words
    assert "No list of the 17 is known" in free.remark
    assert people.also is not None and people.also.value_words == "35 countries"


def test_the_newest_statement_is_always_later_and_of_the_same_subject(
    connection: Connection, stored: Rows
) -> None:
    held = {row["claim_id"]: row for row in stored("SELECT * FROM claim")}
    for headline in claims.headlines(connection):
        if headline.newest is None:
            continue
        said = held[headline.said.claim_id]
        same = said if headline.newest_is_comparable else held[headline.also.claim_id]  # type: ignore[union-attr]
        newest = held[headline.newest.claim_id]
        assert newest["subject_key"] == same["subject_key"]
        assert newest["made_on"] > same["made_on"]


def test_without_the_newest_statement_the_one_before_it_is_shown(edited: Edited) -> None:
    changed = edited("DELETE FROM claim WHERE claim_id = 'UC099'")
    newest = claims.headlines(changed)[0].newest
    assert newest is not None
    assert (newest.value_words, newest.date) == ("over US$ 4.6 billion", "4 April 2023")


def test_a_headline_whose_statement_is_not_held_is_left_out(edited: Edited) -> None:
    changed = edited("DELETE FROM claim WHERE claim_id = 'UC084'")
    assert [headline.said.claim_id for headline in claims.headlines(changed)] == ["UC085", "UC083", "UC087"]


def test_the_ladder_has_every_dated_cumulative_statement_once(connection: Connection, stored: Rows) -> None:
    held = stored("SELECT * FROM claim WHERE metric = 'cumulative_usd' AND made_on <> ''")
    rows = claims.ladder(connection).rows
    assert sorted(rows["claim_id"]) == sorted(row["claim_id"] for row in held)
    values = dict(zip(rows["claim_id"], rows["value"], strict=True))
    assert values == {row["claim_id"]: row["value"] for row in held}
    assert len(held) > 30


def test_the_ladder_keeps_bounds_scopes_and_dates(connection: Connection, stored: Rows) -> None:
    held = {row["claim_id"]: row for row in stored("SELECT * FROM claim")}
    for row in claims.ladder(connection).rows.to_dict("records"):
        claim = held[row["claim_id"]]
        assert row["comparator"] == claim["comparator"]
        assert row["activity_scope"] == claim["activity_scope"]
        assert row["hover"].startswith(value_words(claim["value"], "USD", claim["comparator"]))
        assert row["scope_label"] in row["hover"] and row["document"] in row["hover"]
        assert row["starts_on"].isoformat().startswith(claim["made_on"][:4])
        assert row["starts_on"] < row["ends_on"]
        assert row["locator"]


def test_a_statement_known_to_the_year_spans_the_year(connection: Connection) -> None:
    rows = claims.ladder(connection).rows.set_index("claim_id")
    assert (rows.loc["UC201", "starts_on"], rows.loc["UC201", "ends_on"]) == (
        date(2014, 1, 1),
        date(2015, 1, 1),
    )
    assert rows.loc["UC201", "date_words"] == "2014"
    assert rows.loc["UC069", "date_words"] == "April 2020"


def test_the_ladder_carries_everything_and_says_that_scopes_differ(
    connection: Connection, stored: Rows
) -> None:
    answer = claims.ladder(connection)
    (build,) = stored("SELECT data_version FROM build")
    assert answer.data_version == build["data_version"]
    assert answer.title and answer.unit and answer.price_basis and answer.year_basis and answer.source_line
    assert {claims.SCOPE_CAVEAT, claims.BOUND_CAVEAT} <= set(answer.caveats)
    assert set(answer.rows["document_id"]) == {citation.document_id for citation in answer.citations}
    assert "US$ 153 million for humanitarian demining (17 September 1997)" in answer.sentence
    assert "over US$ 5.09 billion for conventional weapons destruction (4 April 2024)" in answer.sentence
    assert "what is counted has widened" in answer.sentence


def test_the_rows_behind_the_ladder_are_the_same_statements(connection: Connection) -> None:
    ladder, behind = claims.ladder(connection), claims.ladder_rows(connection)
    assert list(behind.rows["Date"]) == list(ladder.rows["date_words"])
    assert [words.split("\n")[0] for words in ladder.rows["hover"]] == list(behind.rows["Said"])
    assert behind.rows["Place in the document"].astype(bool).all()
    assert behind.rows["Row in our file"].astype(bool).all()
    assert behind.caveats == ladder.caveats and behind.citations == ladder.citations


def test_no_statements_give_an_empty_ladder(edited: Edited) -> None:
    changed = edited("DELETE FROM claim")
    answer = claims.ladder(changed)
    assert answer.is_empty and answer.sentence == "" and answer.source_line == ""
    assert claims.ladder_rows(changed).is_empty
    assert claims.headlines(changed) == ()


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "expected"),
    [
        (4.2e9, "USD", "over", "over US$ 4.2 billion"),
        (17.0, "countries", "exact", "17 countries"),
        (250000.0, "people", "over", "over 250,000 people"),
        (33.5, "percent", "about", "about 33.5 percent"),
        (None, "countries", "exact", "no number given"),
    ],
)
def test_a_number_is_written_with_its_bound_and_unit(
    value: float | None, unit: str, comparator: str, expected: str
) -> None:
    assert value_words(value, unit, comparator) == expected
