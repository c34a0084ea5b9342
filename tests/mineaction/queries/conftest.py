"""The built database as queries see it, the same rows in plain SQL, and copies that a test may change."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from tests.hundredfold import refill

Rows = Callable[..., list[dict[str, Any]]]
Edited = Callable[..., Connection]


@pytest.fixture(scope="session")
def connection(built_database: Path) -> Iterator[Connection]:
    """The built database, opened as the pages open it."""
    with open_for_reading(URL.create("sqlite", database=str(built_database))).connect() as opened:
        yield opened


@pytest.fixture(scope="session")
def stored(built_database: Path) -> Rows:
    """Ask the built database in SQL, past the project's own code; rows come as dictionaries."""

    def answer(question: str, *values: object) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(built_database)) as opened:
            opened.row_factory = sqlite3.Row
            return [dict(row) for row in opened.execute(question, values)]

    return answer


@pytest.fixture
def edited(built_database: Path, tmp_path: Path) -> Iterator[Edited]:
    """``edited("UPDATE …", …)``: the database with these changes made to a copy of it."""
    opened: list[Connection] = []

    def change(*statements: str) -> Connection:
        path = tmp_path / f"edited_{len(opened)}.sqlite"
        shutil.copy(built_database, path)
        with closing(sqlite3.connect(path)) as writing:
            for statement in statements:
                assert writing.execute(statement).rowcount > 0, f"changes nothing: {statement}"
            refill(writing)
            writing.commit()
        opened.append(open_for_reading(URL.create("sqlite", database=str(path))).connect())
        return opened[-1]

    yield change
    for connection in opened:
        connection.close()
