"""What every question goes through: lists, numbers and order, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import URL, Connection, Text
from sqlalchemy.schema import CreateTable

from mineaction.queries.asking import frame, own_number, rows, scalar, statement_of
from mineaction.schema import Base

SQLITE, POSTGRESQL = (URL.create(name).get_dialect()() for name in ("sqlite", "postgresql"))
COUNT = "SELECT COUNT(*) FROM country WHERE iso3 {} :named"


def test_an_empty_list_names_nothing(connection: Connection) -> None:
    assert scalar(connection, COUNT.format("IN"), named=[]) == 0
    assert scalar(connection, COUNT.format("NOT IN"), named=()) == scalar(
        connection, "SELECT COUNT(*) FROM country"
    )


def test_postgresql_is_told_that_an_empty_list_is_one_of_words() -> None:
    """The country page once failed on PostgreSQL for places without facts: it compared text with integers."""
    compiled = (
        statement_of(COUNT.format("IN"), {"named": []})
        .bindparams(named=[])
        .compile(dialect=POSTGRESQL, compile_kwargs={"render_postcompile": True})
    )
    assert "CAST(NULL AS TEXT)" in str(compiled)


@pytest.mark.parametrize(("given", "own"), [(Decimal(7), 7), (Decimal("7.5"), 7.5), ("7", "7"), (None, None)])
def test_numbers_are_pythons_own(given: object, own: object) -> None:
    """PostgreSQL gives the sum of large whole numbers as a Decimal, which tables would hold as objects."""
    assert own_number(given) == own and type(own_number(given)) is type(own)


def test_an_answer_without_rows_has_its_columns(connection: Connection) -> None:
    question = "SELECT iso3, name FROM country WHERE iso3 IN :named"
    assert list(frame(connection, question, named=[]).columns) == ["iso3", "name"]
    assert rows(connection, question, named=[]) == [] and scalar(connection, question, named=[]) is None


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_text_is_in_order_of_its_bytes_in_both_databases(table: object) -> None:
    """PostgreSQL would order names by the language of its server: lists stood in another order there."""
    words = [column.name for column in table.columns if isinstance(column.type, Text)]  # type: ignore[attr-defined]
    made = CreateTable(table)  # type: ignore[arg-type]
    written = str(made.compile(dialect=POSTGRESQL))
    assert written.count(' TEXT COLLATE "C"') == len(words)
    assert "COLLATE" not in str(made.compile(dialect=SQLITE))
