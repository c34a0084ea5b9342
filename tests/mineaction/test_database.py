"""Opening the database: what cannot be read says why, and readers cannot write."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from mineaction import database
from mineaction.errors import DatabaseMissing, DatabaseUnreadable, SchemaMismatch


def url_of(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


@pytest.fixture
def copy(built_database: Path, tmp_path: Path) -> Path:
    """A database of the test's own."""
    return Path(shutil.copy(built_database, tmp_path / "copy.sqlite"))


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_a_reader_cannot_write(copy: Path) -> None:
    engine = database.open_for_reading(url_of(copy))
    with engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM claim"))
    engine.dispose()


@pytest.mark.parametrize(
    "name", ["a b.sqlite", "100%20.sqlite", "what?.sqlite", "no#1.sqlite", "données.sqlite"]
)
def test_any_file_name_will_do(copy: Path, name: str) -> None:
    """A question mark or a hash in the path once cut the name short."""
    path = copy.rename(copy.with_name(name))
    engine = database.open_for_reading(url_of(path))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM build")).scalar_one() == 1
    engine.dispose()
    assert [entry.name for entry in path.parent.iterdir()] == [name]


def test_a_reader_sees_the_new_file_after_a_build(copy: Path) -> None:
    engine = database.open_for_reading(url_of(copy))
    new = Path(shutil.copy(copy, copy.with_name("new.sqlite")))
    change(new, "UPDATE build SET data_version = 'new'")
    new.replace(copy)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT data_version FROM build")).scalar_one() == "new"
    engine.dispose()


def test_no_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="python -m etl build"):
        database.open_for_reading(url_of(tmp_path / "none.sqlite"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"this is no database" * 100])
def test_another_file_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(DatabaseUnreadable, match="python -m etl build"):
        database.open_for_reading(url_of(path))


def test_a_build_that_never_finished_is_unreadable(copy: Path) -> None:
    change(copy, "DELETE FROM build")
    with pytest.raises(DatabaseUnreadable, match="never finished"):
        database.open_for_reading(url_of(copy))


def test_another_schema_version_is_named(copy: Path) -> None:
    change(copy, "UPDATE build SET schema_version = 99")
    with pytest.raises(SchemaMismatch, match="schema version 99"):
        database.open_for_reading(url_of(copy))


def test_the_address_comes_from_the_environment_or_is_the_projects_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "sqlite:////somewhere/else.sqlite")
    assert database.sqlite_path(database.database_url()) == Path("/somewhere/else.sqlite")
    monkeypatch.delenv(database.URL_VARIABLE)
    assert database.sqlite_path(database.database_url()) == database.DEFAULT_PATH


def test_passwords_are_not_shown() -> None:
    url = URL.create("postgresql+psycopg", "reader", "secret", "db.example.org", database="mines")
    assert database.sqlite_path(url) is None
    assert "secret" not in database.shown(url)
    assert database.shown(url_of(Path("/a/b.sqlite"))) == "/a/b.sqlite"


def test_a_builder_has_its_references_checked(tmp_path: Path) -> None:
    engine = database.open_for_building(url_of(tmp_path / "new.sqlite"))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()
