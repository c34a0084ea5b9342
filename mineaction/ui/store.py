"""The database as pages see it: one engine a file, answers cached by data version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Engine

from mineaction.charts.sketch import unchecked
from mineaction.database import database_url, open_for_reading, sqlite_path
from mineaction.exhibits.choosing import Ask
from mineaction.queries.asking import data_version, scalar

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What the footer says of the build. ``built_at`` is when the file was written, None if unknown."""

    data_version: str
    figures_as_of: str
    built_at: datetime | None


def _file_identity() -> tuple[str, int, int]:
    """What changes when a build has put another file in place."""
    url = database_url()
    path = sqlite_path(url)
    if path is None:
        shown = url.render_as_string(hide_password=True)
        return (f"{shown} {_version_now(shown)}", 0, 0)
    if not path.is_file():
        return (str(path), 0, 0)
    held = path.stat()
    return (str(path), held.st_mtime_ns, held.st_ino)


@st.cache_data(ttl=10, max_entries=2, show_spinner=False)
def _version_now(shown_url: str) -> str:
    """The data version of a database that is no file, asked for anew every few seconds."""
    engine = open_for_reading(database_url())
    try:
        with engine.connect() as connection:
            return data_version(connection)
    finally:
        engine.dispose()


@st.cache_resource(max_entries=2, show_spinner=False)
def _engine(identity: tuple[str, int, int]) -> Engine:
    return open_for_reading(database_url())


@st.cache_resource(max_entries=2, show_spinner=False)
def _facts(identity: tuple[str, int, int]) -> BuildFacts:
    with _engine(identity).connect() as connection:
        version = data_version(connection)
        as_of = str(scalar(connection, "SELECT figures_as_of FROM build"))
    built_at = datetime.fromtimestamp(identity[1] / 1e9, UTC) if identity[1] else None
    return BuildFacts(version, as_of, built_at)


def facts() -> BuildFacts:
    """Version and dates of the database. Raises what opening it raises: see mineaction.errors."""
    return _facts(_file_identity())


def ask(question: Callable[..., Answer], *asked: Any) -> Answer:
    """The answer to a query function, cached by data version and by what was asked.

    ``question`` takes a connection, then ``asked``, which must be hashable. Answers are shared
    between readers and must not be altered.
    """
    identity = _file_identity()
    return _answer(_facts(identity).data_version, _name(question), asked, question, identity)  # type: ignore[no-any-return]


def once(question: Callable[..., Answer], *asked: Any) -> Answer:
    """The same, not kept: for pages of long tables, which would push out what readers look at."""
    with _engine(_file_identity()).connect() as connection:
        return question(connection, *asked)


def _name(question: Callable[..., Any]) -> str:
    return f"{question.__module__}.{question.__qualname__}"


@st.cache_resource(max_entries=256, show_spinner=False)
def _answer(
    version: str,
    name: str,
    asked: tuple[Any, ...],
    _question: Callable[..., Any],
    _identity: tuple[str, int, int],
) -> Any:
    with _engine(_identity).connect() as connection:
        return _question(connection, *asked)


@st.cache_resource(max_entries=96, show_spinner=False)
def _figure(version: str, name: str, key: tuple[Any, ...], dark: bool, _draw: Callable[[], Any]) -> Any:
    with unchecked():
        return _draw()


def drawn(draw: Callable[..., Any], key: tuple[Any, ...], *, dark: bool, with_: tuple[Any, ...]) -> Any:
    """A figure, built once for each data version, key and colour scheme, and shared between readers."""
    return _figure(facts().data_version, _name(draw), key, dark, lambda: draw(*with_, dark=dark))


class StoredData:
    """The database as exhibits (exhibits.address.Data) and addresses (api.service.Source) ask it.

    A new build is seen at once, and answers are shared with the pages.
    """

    @property
    def version(self) -> str:
        """The data version. Raises what opening the database raises."""
        return facts().data_version

    @property
    def ask(self) -> Ask:
        """Puts a question to the data; the answer is kept."""
        return ask

    @property
    def once(self) -> Ask:
        """Puts a question to the data whose answer nobody asks for twice."""
        return once
