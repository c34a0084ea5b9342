"""Shaped rows to tables: whole or not at all.

An SQLite file is written beside the old one, checked, flushed to disk and renamed over it, so that a
build killed at any moment leaves the old file serving. Any other database is written in one transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Table, func, insert, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment

from etl.disk import flush
from mineaction.database import open_for_building, sqlite_path
from mineaction.schema import DERIVED, SCHEMA_VERSION, VIEWS, Base, Build

Tables = Mapping[str, pd.DataFrame]
BATCH = 500
BUILDING_SUFFIX = ".building"
CHECKING, PUTTING_IN_PLACE = "checking the file", "putting it in place"


def data_version(tables: Tables) -> str:
    """A hash of the content of all tables: names, columns, and rows in order. Twelve hex digits."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        for record in _rows_to_write(Base.metadata.tables[name], tables[name]):
            digest.update(name.encode())
            digest.update(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())
            digest.update(b"\n")
    return digest.hexdigest()[:12]


def steps() -> list[str]:
    """What ``write`` tells its callback, in order."""
    return [*(table.name for table in _tables_in_order()), CHECKING, PUTTING_IN_PLACE]


def _tables_in_order() -> list[Table]:
    """All tables that are read from files, each after those it refers to."""
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.name != Build.__tablename__ and not table.info.get("is_derived")
    ]


def write(
    tables: Tables,
    url: URL,
    *,
    inputs_sha256: str,
    figures_as_of: str,
    step: Callable[[str], None] = lambda name: None,
) -> str:
    """Write all tables to the database at ``url`` and return their data version.

    ``step`` is told each table's name as it begins. Raises what SQLAlchemy or the file system raise;
    the database that was there is then as it was.
    """
    version = data_version(tables)
    build = {
        "build_id": 1,
        "schema_version": SCHEMA_VERSION,
        "data_version": version,
        "inputs_sha256": inputs_sha256,
        "figures_as_of": figures_as_of,
        "row_count": sum(len(table) for table in tables.values()),
    }
    path = sqlite_path(url)
    if path is None:
        _write_in_transaction(tables, build, url, step)
        return version
    path.parent.mkdir(parents=True, exist_ok=True)
    # What builds that were killed left behind; the lock is held, so none of it is in use.
    for left in path.parent.glob(path.name + BUILDING_SUFFIX + "*"):
        left.unlink()
    beside = path.with_name(f"{path.name}{BUILDING_SUFFIX}-{os.getpid()}")
    try:
        _write_in_transaction(tables, build, URL.create("sqlite", database=str(beside)), step)
        step(CHECKING)
        _check_file(beside, tables)
        step(PUTTING_IN_PLACE)
        flush(beside)
        beside.replace(path)
        flush(path.parent)
    finally:
        beside.unlink(missing_ok=True)
    return version


def _write_in_transaction(
    tables: Tables, build: dict[str, object], url: URL, step: Callable[[str], None]
) -> None:
    engine = open_for_building(url)
    try:
        with engine.begin() as connection:
            _drop_ours(connection)
            _create_tables(connection)
            for table in _tables_in_order():
                if table.name not in tables:
                    continue
                step(table.name)
                rows = _rows_to_write(table, tables[table.name])
                while batch := list(islice(rows, BATCH)):
                    connection.execute(insert(table), batch)
            for statement in (*DERIVED.values(), *VIEWS.values()):
                connection.execute(text(statement))
            connection.execute(insert(Base.metadata.tables[Build.__tablename__]), [build])
        if url.get_backend_name() == "sqlite":
            with engine.connect() as connection:
                connection.exec_driver_sql("ANALYZE")
                connection.commit()
                connection.exec_driver_sql("VACUUM")
    finally:
        engine.dispose()


def _create_tables(connection: Connection) -> None:
    """Make the tables with their indexes and comments, in one order in every process.

    A table holds its indexes as a set, whose order differs from one process to the next, and with it the
    bytes of an SQLite file; so they are made here, by name, and not by ``create_all``.
    """
    for table in Base.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
        if connection.dialect.supports_comments:
            connection.execute(SetTableComment(table))
            for column in table.columns:
                connection.execute(SetColumnComment(column))


def _drop_ours(connection: Connection) -> None:
    """Remove this project's own tables and views, whichever version wrote them; leave all others."""
    held = inspect(connection)
    for view in set(held.get_view_names()) & set(VIEWS):
        connection.execute(text(f"DROP VIEW {view}"))
    Base.metadata.drop_all(connection)


def _check_file(path: Path, tables: Tables) -> None:
    """Raise RuntimeError unless the file is sound and holds every row that was to be written."""
    engine = open_for_building(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            if sound != "ok":
                raise RuntimeError(f"the new database is not sound: {sound}")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise RuntimeError(f"the new database has a broken reference: {tuple(broken)}")
            for name, rows in tables.items():
                count = connection.execute(
                    select(func.count()).select_from(Base.metadata.tables[name])
                ).scalar_one()
                if count != len(rows):
                    raise RuntimeError(f"table {name} holds {count} rows, {len(rows)} were written")
    finally:
        engine.dispose()


def _rows_to_write(table: Table, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row by column name, made as it is asked for: as dictionaries a large table takes much memory."""
    columns = [column.name for column in table.columns if column.name in rows.columns]
    frame = rows[columns].astype("object")
    frame = frame.where(frame.notna(), None)
    for values in frame.itertuples(index=False, name=None):
        yield {name: _plain(value) for name, value in zip(columns, values, strict=True)}


def _plain(value: object) -> object:
    """A value as Python's own type: NumPy numbers and enum members are not stored."""
    if value is None or type(value) in (str, int, float):
        return value
    item = getattr(value, "item", None)
    if callable(item):
        return item()
    return str(value) if isinstance(value, str) else value
