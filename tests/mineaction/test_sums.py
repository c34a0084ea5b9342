"""Figures added up for reading: nothing lost, nothing added that may not be, at any size the same answers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection

from mineaction.database import open_for_reading
from mineaction.queries import funding
from mineaction.queries.filters import FundingFilter
from mineaction.schema.sums import SENTENCES, is_sentence
from tests.hundredfold import grow, refill
from tests.shipped import CHOICES

TIMES = 3


@pytest.fixture(scope="module")
def grown(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database with each figure that may be split in three parts, and three times the other rows."""
    path = tmp_path_factory.mktemp("grown") / "grown.sqlite"
    assert grow(built_database, path, TIMES) == TIMES * count(built_database, "funding_figure")
    return path


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as opened:
        return int(opened.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def rows(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(question).fetchall()


@pytest.mark.parametrize("held_by", ["series_key", "document_id", "standing", "recipient_name", "year"])
def test_sums_hold_every_dollar_and_every_figure(built_database: Path, held_by: str) -> None:
    figures = rows(
        built_database,
        f"SELECT {held_by}, COUNT(*), SUM(amount_usd) FROM funding_figure GROUP BY 1 ORDER BY 1",
    )
    sums = rows(
        built_database,
        f"SELECT {held_by}, SUM(figure_count), SUM(amount_usd) FROM funding_sum GROUP BY 1 ORDER BY 1",
    )
    assert sums == figures and figures


@pytest.mark.parametrize(
    "held_by",
    ["series_key", "document_id", "donor_name", "recipient_name, recipient_iso3", "year, year_basis"],
)
def test_what_is_held_counts_every_figure(built_database: Path, held_by: str) -> None:
    figures = rows(
        built_database,
        f"SELECT {held_by}, COUNT(*), MIN(is_complete_table) FROM funding_figure GROUP BY {held_by} "
        f"ORDER BY {held_by}",
    )
    held = rows(
        built_database,
        f"SELECT {held_by}, SUM(figure_count), MIN(is_complete_table) FROM funding_held GROUP BY {held_by} "
        f"ORDER BY {held_by}",
    )
    assert held == figures and figures


def test_what_may_not_be_added_stands_alone(built_database: Path) -> None:
    assert not rows(
        built_database,
        """SELECT * FROM funding_sum t JOIN series s ON s.series_key = t.series_key
           WHERE t.figure_count > 1 AND (s.adds_over = 'nothing' OR t.is_complete_table = 0)""",
    )
    alone = rows(
        built_database,
        """SELECT t.amount_usd - f.amount_usd, t.amount_low_usd IS f.amount_low_usd,
                  t.amount_high_usd IS f.amount_high_usd, t.locator = f.locator, t.file_row = f.file_row
           FROM funding_sum t JOIN funding_figure f ON f.figure_id = t.sum_id WHERE t.figure_count = 1""",
    )
    assert set(alone) == {(0, 1, 1, 1, 1)}


def test_place_and_row_of_a_sum_are_of_one_and_the_same_figure(database_with_transactions: Path) -> None:
    """As words, "row 162" comes before "row 8": place and row were those of another figure than the first."""
    told = rows(
        database_with_transactions,
        """SELECT f.locator = t.locator AND f.file_row = t.file_row AND f.document_id = t.document_id,
                  (SELECT MIN(a.file_row) FROM funding_figure a WHERE a.source_key = t.source_key
                   AND a.series_key = t.series_key AND a.recipient_name = t.recipient_name AND a.year = t.year
                   AND a.appropriation_account = t.appropriation_account
                   AND a.implementer_name = t.implementer_name) < t.file_row
           FROM funding_sum t JOIN funding_figure f ON f.figure_id = t.sum_id WHERE t.figure_count > 1""",
    )
    assert {is_first for is_first, _ in told} == {1}
    assert any(comes_later for _, comes_later in told), "in none does the order of words differ"


def test_a_sentence_is_known_by_its_place_in_one_way(built_database: Path) -> None:
    told = rows(built_database, "SELECT DISTINCT locator, is_sentence FROM funding_sum")
    assert all(is_sentence(str(place)) == bool(flag) for place, flag in told)
    said = {place for place, flag in told if flag}
    assert said >= {*SENTENCES, "text, line 'US'"} and len(said) < len(told)


def test_figures_of_a_table_and_of_a_sentence_are_not_one_sum(grown: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    shutil.copy(grown, path)
    with closing(sqlite3.connect(path)) as opened:
        (sum_id, count_before) = opened.execute(
            "SELECT sum_id, figure_count FROM funding_sum WHERE figure_count > 1 ORDER BY 1"
        ).fetchone()
        opened.execute("UPDATE funding_figure SET locator = 'text, line 3' WHERE figure_id = ?", (sum_id,))
        refill(opened)
        first = opened.execute(
            "SELECT figure_count, is_sentence FROM funding_sum WHERE sum_id = ?", (sum_id,)
        ).fetchone()
    assert count_before > 1 and first == (1, 1)


def test_a_sum_with_an_unbounded_part_is_unbounded(grown: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    shutil.copy(grown, path)
    with closing(sqlite3.connect(path)) as opened:
        (sum_id,) = opened.execute(
            "SELECT sum_id FROM funding_sum WHERE figure_count > 1 ORDER BY 1"
        ).fetchone()
        opened.execute("UPDATE funding_figure SET amount_high_usd = NULL WHERE figure_id = ?", (sum_id,))
        refill(opened)
        low, high = opened.execute(
            "SELECT amount_low_usd, amount_high_usd FROM funding_sum WHERE sum_id = ?", (sum_id,)
        ).fetchone()
    assert high is None and low is not None


def test_many_parts_make_no_more_sums(built_database: Path, grown: Path) -> None:
    offered = "WHERE series_key NOT LIKE '%_more'"
    assert count(grown, f"funding_sum {offered}") == count(built_database, "funding_sum")
    assert count(grown, "conflict") == count(built_database, "conflict")


def test_figures_that_differ_only_in_their_row_are_counted_together(grown: Path) -> None:
    """A figure of a series that adds over nothing is a sum of its own, however many there are of it."""
    more = "WHERE series_key LIKE '%_more'"
    assert 0 < count(grown, f"funding_held {more}") <= count(grown, f"funding_sum {more}") / (TIMES - 1)


@pytest.fixture(scope="module")
def both(built_database: Path, grown: Path) -> Iterator[tuple[Connection, Connection]]:
    engines = [open_for_reading(URL.create("sqlite", database=str(path))) for path in (built_database, grown)]
    with engines[0].connect() as first, engines[1].connect() as second:
        yield first, second
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("recipient", ["", "Iraq"])
@pytest.mark.parametrize("choice", CHOICES, ids=[choice.key for choice in CHOICES])
def test_figures_split_into_parts_give_the_same_answer(
    choice: object, recipient: str, both: tuple[Connection, Connection]
) -> None:
    asked = FundingFilter(choice.key, recipient=recipient if choice.recipient_lines else "")  # type: ignore[attr-defined]
    today, parts = (funding.by_year(connection, asked) for connection in both)
    kept = [column for column in today.rows.columns if column not in ("figure_count", "hover")]
    assert parts.rows[kept].equals(today.rows[kept])
    assert (parts.title, parts.sentence, parts.unit) == (today.title, today.sentence, today.unit)
