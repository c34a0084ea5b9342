"""Editions compared: what each says of a year, what changed between two, and nothing where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.queries.editions import changes as edition_changes
from mineaction.queries.editions import held as editions
from mineaction.queries.editions import tables as edition_tables
from mineaction.queries.editions.changes import Asked
from mineaction.queries.editions.held import Edition
from tests.editions import REVISED_USD
from tests.etl.refreshing import ADDED, KEY

FUNDING = "fts_funding"


@pytest.fixture(scope="module")
def several(database_with_editions: Path) -> Iterator[Connection]:
    """A database with three editions of one source."""
    engine = open_for_reading(URL.create("sqlite", database=str(database_with_editions)))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def names(several: Connection) -> list[str]:
    """Ids of the editions, the newest first."""
    [offer] = editions.offers(several)
    return [edition.edition_id for edition in offer.editions]


def test_one_edition_each_offers_nothing(connection: Connection) -> None:
    assert editions.offers(connection) == ()
    held = editions.held(connection)
    assert held.sentence.startswith("Every one of the") and set(held.rows["Charted"]) == {"charted"}
    assert editions.newest_words(connection) == ""


def test_a_source_with_several_offers_them_the_newest_first(several: Connection) -> None:
    [offer] = editions.offers(several)
    assert [edition.number for edition in offer.editions] == [2, 1, 0]
    assert [edition.is_charted for edition in offer.editions] == [True, False, False]
    assert len({edition.words for edition in offer.editions}) == 3, "two of one day are told apart"
    assert "came with the project" in offer.editions[-1].words
    assert {line.series_key for line in offer.lines} == {"fts_funding", "fts_requirements"}
    assert "Lebanon" in editions.recipients(several, KEY, FUNDING)


def test_the_editions_held_are_listed_with_their_checksums(several: Connection) -> None:
    rows = editions.held(several).rows
    assert list(rows["Charted"]) == ["charted", "", ""]
    assert rows["SHA-256"].str.len().tolist() == [64, 64, 0]
    assert rows["Accepted because"].tolist()[0] == "seen by a test"


def test_the_newest_two_differ_by_a_revision_and_a_plan_that_is_gone(
    several: Connection, names: list[str]
) -> None:
    answer = edition_changes.compared(several, Asked(KEY, FUNDING, names[0], names[1]))
    changes = answer.changes.rows.set_index("What happened")
    assert set(changes.index) == {"Revised", "Removed"}
    assert changes.loc["Revised"].iloc[3] == REVISED_USD
    removed = changes.loc["Removed"]
    assert removed["US$, change"] < 0 and removed["Row in the later file"] == ""
    assert "1 entry was revised and 1 removed" in answer.table.sentence
    years = answer.differences.rows.set_index("year")
    assert years.loc[2025, "kind"] == "revised" and years.loc[2025, "change_usd"] > 0
    assert years.loc[2002, "kind"] == "removed" and years.isna().loc[2002, "change_usd"]
    total = changes["US$, change"].sum()
    assert answer.by_recipient.rows["US$, change"].sum() == answer.by_year.rows["US$, change"].sum() == total


def test_what_is_drawn_are_the_sums_of_what_stands_behind(several: Connection, names: list[str]) -> None:
    asked = Asked(KEY, FUNDING, names[0], names[1], (names[2],))
    drawn = edition_changes.compared(several, asked).table.rows
    behind = edition_changes.rows_behind(several, asked).rows
    assert drawn["edition_position"].tolist() == sorted(drawn["edition_position"])
    assert drawn["amount_usd"].sum() == behind["US$, current"].sum()
    assert behind["Document"].astype(bool).all() and behind["Place in the document"].astype(bool).all()
    assert not drawn.duplicated(["edition_id", "year"]).any()


def test_one_recipient_alone(several: Connection, names: list[str]) -> None:
    answer = edition_changes.compared(several, Asked(KEY, FUNDING, names[1], "shipped", (), "Lebanon"))
    assert answer.table.title.count("Lebanon") == 1
    assert answer.changes.rows["US$, change"].tolist() == [int(ADDED["funding_usd"])]
    assert answer.differences.rows["kind"].tolist() == ["added"]


def test_an_edition_beside_itself_has_no_changes(several: Connection, names: list[str]) -> None:
    answer = edition_changes.compared(several, Asked(KEY, FUNDING, names[1], names[1]))
    assert answer.changes.is_empty and answer.differences.is_empty and answer.by_year.is_empty
    assert "no entry of this series changed" in answer.table.sentence


def test_amounts_of_a_series_that_does_not_add_are_never_added() -> None:
    held = [
        {"year": 2020, "year_basis": "calendar", "amount_usd": 1},
        {"year": 2020, "year_basis": "calendar", "amount_usd": 2},
        {"year": 2021, "year_basis": "calendar", "amount_usd": 3},
    ]
    assert edition_changes.yearly(held, adds=False) == {(2021, "calendar"): 3}
    assert edition_changes.yearly(held, adds=True)[2020, "calendar"] == 3


@pytest.mark.parametrize(("change", "words"), [(5, "US$ 5 more"), (-5, "US$ 5 less"), (0, "no change")])
def test_a_change_says_its_way(change: int, words: str) -> None:
    assert edition_changes.signed_words(change) == words


def test_zero_and_no_figure_are_two_things() -> None:
    row = dict.fromkeys(edition_tables.ABOUT, "x") | {"year": 2020, "file_row": "row 1"}
    zero, gone = [{**row, "amount_usd": 0}], []
    assert [change["kind"] for change in edition_tables.changes(zero, gone)] == ["removed"]
    assert [change["kind"] for change in edition_tables.changes(zero, [{**row, "amount_usd": 1}])] == [
        "revised"
    ]
    one, other = (Edition(name, 0, name, False, "") for name in "ab")
    said = edition_tables.sentence(other, one, edition_tables.changes(zero, gone), gone)
    assert said.startswith(
        "Between the editions of a and b, 1 entry was removed, in figures of 2020; 0 entries"
    )


@pytest.mark.parametrize(
    ("one", "other", "sums", "words"),
    [
        ("1 May 2026", "3 May 2026", None, "Between the editions of 1 May 2026 and 3 May 2026, "),
        (
            "1 May 2026, no. 1",
            "1 May 2026, no. 2",
            None,
            "Between the editions of 1 May 2026, no. 1 and no. 2, ",
        ),
        (
            "a",
            "b",
            (2_000_000, 1_500_000),
            "come to US$ 1.5 million, US$ 500,000 less than before.",
        ),
        ("a", "b", (2_000_000_001, 2_000_000_002), "come to US$ 2 billion, US$ 1 more than before."),
        ("a", "b", (5, 5), "All entries together come to US$ 5 in both."),
    ],
)
def test_a_sentence_names_a_day_once_and_says_the_sums(
    one: str, other: str, sums: tuple[int, int] | None, words: str
) -> None:
    row = dict.fromkeys(edition_tables.ABOUT, "x") | {"year": 2020, "file_row": "row 1", "amount_usd": 1}
    before, after = (Edition(label, 0, label, False, "") for label in (one, other))
    changed = edition_tables.changes([row], [])
    assert words in edition_tables.sentence(after, before, changed, [], sums)
