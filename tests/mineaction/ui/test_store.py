"""The store: one answer a question and data version, shared; never one of a build that is gone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Connection, text

from mineaction.database import URL_VARIABLE
from mineaction.errors import DatabaseMissing, DatabaseUnreadable
from mineaction.ui import store

COUNTED: list[str] = []


def counted_question(connection: Connection, word: str) -> str:
    """A question that writes down when it is really asked."""
    COUNTED.append(word)
    return f"{word} {connection.execute(text('SELECT data_version FROM build')).scalar()}"


def failing_question(connection: Connection) -> str:
    COUNTED.append("failing")
    raise ValueError("no answer")


@pytest.fixture
def serving(built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "serving.sqlite"
    shutil.copy(built_database, path)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")
    st.cache_resource.clear()
    COUNTED.clear()
    yield path
    st.cache_resource.clear()


def put_in_place(serving: Path, version: str) -> None:
    """What a build does: another file, renamed over the old one."""
    new = serving.with_name("new.sqlite")
    shutil.copy(serving, new)
    with closing(sqlite3.connect(new)) as writing:
        writing.execute("UPDATE build SET data_version = ?, figures_as_of = '2030-01-02'", (version,))
        writing.commit()
    new.replace(serving)


def test_the_same_question_is_asked_once(serving: Path) -> None:
    assert store.ask(counted_question, "a") == store.ask(counted_question, "a")
    store.ask(counted_question, "b")
    assert COUNTED == ["a", "b"]


def test_a_new_build_is_asked_anew(serving: Path) -> None:
    before = store.facts()
    store.ask(counted_question, "a")
    put_in_place(serving, "new000000000")
    assert store.facts().data_version == "new000000000" != before.data_version
    assert store.facts().figures_as_of == "2030-01-02"
    assert store.ask(counted_question, "a") == "a new000000000"
    assert COUNTED == ["a", "a"]


def test_a_figure_is_drawn_once_for_each_scheme_and_build(serving: Path) -> None:
    drawings: list[bool] = []

    def draw(words: str, *, dark: bool) -> str:
        drawings.append(dark)
        return words

    for _ in range(2):
        for dark in (False, True):
            assert store.drawn(draw, ("key",), dark=dark, with_=("words",)) == "words"
    assert drawings == [False, True]
    put_in_place(serving, "new000000000")
    store.drawn(draw, ("key",), dark=False, with_=("words",))
    assert drawings == [False, True, False]


def test_a_failure_is_not_remembered(serving: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="no answer"):
            store.ask(failing_question)
    assert COUNTED == ["failing", "failing"]


def test_a_database_that_is_missing_or_broken_is_an_error_until_it_is_mended(
    serving: Path, built_database: Path
) -> None:
    serving.unlink()
    with pytest.raises(DatabaseMissing):
        store.facts()
    serving.write_bytes(b"no database" * 1000)
    with pytest.raises(DatabaseUnreadable):
        store.facts()
    serving.unlink()
    shutil.copy(built_database, serving)
    assert store.facts().data_version


def test_the_build_time_is_that_of_the_file(serving: Path) -> None:
    built_at = store.facts().built_at
    assert built_at is not None
    assert built_at.timestamp() == pytest.approx(serving.stat().st_mtime, abs=0.001)
