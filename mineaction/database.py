"""Opening the database: for reading, where nothing can be written, and for building."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from mineaction.errors import DatabaseMissing, DatabaseUnreadable, SchemaMismatch
from mineaction.schema import SCHEMA_VERSION

URL_VARIABLE = "MINEACTION_DATABASE_URL"
DEFAULT_PATH = Path(__file__).resolve().parent.parent / "data" / "build" / "mine_action.sqlite"


def database_url() -> URL:
    """Where the database is: ``MINEACTION_DATABASE_URL`` if set, else the SQLite file of the project."""
    told = os.environ.get(URL_VARIABLE)
    return make_url(told) if told else URL.create("sqlite", database=str(DEFAULT_PATH))


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL; None for other databases and for one held in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def shown(url: URL) -> str:
    """The URL as it may be shown: without its password."""
    return str(sqlite_path(url) or url.render_as_string(hide_password=True))


def open_for_reading(url: URL | None = None) -> Engine:
    """An engine that cannot write. Raises DatabaseMissing, DatabaseUnreadable or SchemaMismatch."""
    url = url or database_url()
    path = sqlite_path(url)
    if path is not None:
        if not path.is_file():
            raise DatabaseMissing(str(path))
        # As a URI, so that a path with a `?`, `#` or `%` in it still names the file.
        url = URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
        # A build renames a new file over the old one: a connection opened afresh sees the new one.
        engine = create_engine(url, poolclass=NullPool)
    else:
        # SQLite's file is opened read-only; PostgreSQL is told with every transaction.
        engine = create_engine(url, pool_pre_ping=True, execution_options={"postgresql_readonly": True})
    _check_schema(engine, str(path) if path is not None else shown(url))
    return engine


def _check_schema(engine: Engine, where: str) -> None:
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("build"):
                raise DatabaseUnreadable(where, "it has no build table")
            found = connection.execute(text("SELECT schema_version FROM build")).scalar_one_or_none()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise DatabaseUnreadable(where, reason) from error
    if found is None:
        raise DatabaseUnreadable(where, "its build never finished")
    if found != SCHEMA_VERSION:
        raise SchemaMismatch(where, int(found), SCHEMA_VERSION)


def open_for_building(url: URL) -> Engine:
    """An engine that may write, with foreign keys enforced.

    SQLite files are written without a journal beside them: a build goes into a file of its own and is
    renamed when whole.
    """
    engine = create_engine(url, poolclass=NullPool)
    if url.get_backend_name() == "sqlite":

        @event.listens_for(engine, "connect")
        def _settings(connection: object, _record: object) -> None:
            cursor = connection.cursor()  # type: ignore[attr-defined]
            for pragma in (
                "foreign_keys = ON",
                "journal_mode = OFF",
                "page_size = 4096",
                "encoding = 'UTF-8'",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    return engine
