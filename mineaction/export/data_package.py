"""The whole database as one zip: a CSV a table, described to the Frictionless Data Package standard (v1).

The bytes depend on the rows and their descriptions alone: dates inside the zip are fixed and rows stand
in the order of their keys, so one data version gives one file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    select,
)

from mineaction.export import data_package_words as words
from mineaction.export.csv import safe

NAME = "mine-action-funding-and-policy"
BUILD_TABLE = "build"
"""Not among the CSVs: it holds a hash of the code, which may change while the data does not. What it says
of the data stands in the descriptor."""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can name."""
UNIX, READABLE = 3, 0o644 << 16
ROWS_AT_ONCE = 500

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What a file came to: its size, checksum and, for a table, its rows."""

    byte_count: int
    sha256: str
    row_count: int = 0


class _Counting(io.RawIOBase):
    """Passes bytes on, counting and hashing them."""

    def __init__(self, into: IO[bytes]) -> None:
        self.into, self.size, self.hash = into, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        held = bytes(data)
        self.size += len(held)
        self.hash.update(held)
        self.into.write(held)
        return len(held)


def to_zip(connection: Connection, metadata: MetaData) -> bytes:
    """Every table of ``metadata``, with descriptor, dictionary, licence notes and citation.

    ``build``, and tables worked out from others, are left out.
    Rows are read in small lots and written as they come. Text that a spreadsheet would take for a formula
    has an apostrophe before it.
    """
    build = connection.execute(select(metadata.tables[BUILD_TABLE])).mappings().one()
    sources = [
        dict(row) for row in connection.execute(_ordered(metadata.tables["source"], connection)).mappings()
    ]
    tables = [
        table
        for table in metadata.sorted_tables
        if table.name != BUILD_TABLE and not table.info.get("is_derived")
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        written = {table.name: _write_table(package, table, connection) for table in tables}
        described = descriptor(tables, written, dict(build), sources)
        _write_text(package, "datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        _write_text(package, "README.md", words.readme(dict(build), written))
        _write_text(package, "DATA_DICTIONARY.md", words.dictionary(tables))
        _write_text(package, "LICENCES.md", words.licences(sources))
        _write_text(package, "CITATION.md", words.citation(dict(build)))
        _write_text(package, "DATA_VERSION.txt", f"{build['data_version']}\n")
    return out.getvalue()


def descriptor(tables: list[Table], written: dict[str, Written], build: Part, sources: list[Part]) -> Part:
    """``datapackage.json``: the tables with types, keys and comments, and what the build says of the data."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": words.TITLE,
        "description": words.DESCRIPTION,
        "version": build["data_version"],
        "data_version": build["data_version"],
        "schema_version": build["schema_version"],
        "figures_as_of": build["figures_as_of"],
        "licenses": [{"path": "LICENCES.md", "title": words.LICENCE_TITLE}],
        "sources": [{"title": f"{source['publisher']}: {source['title']}"} for source in sources],
        "resources": [_resource(table, written[table.name]) for table in tables],
    }


def _resource(table: Table, written: Written) -> Part:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.comment or "",
        "path": path_of(table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": written.byte_count,
        "hash": f"sha256:{written.sha256}",
        "row_count": written.row_count,
        "schema": schema(table),
    }


def path_of(table_name: str) -> str:
    """Where a table's CSV stands in the zip."""
    return f"data/{table_name}.csv"


def schema(table: Table) -> Part:
    """A table's fields, primary key and foreign keys, as the Table Schema standard (v1) writes them."""
    allowed = _allowed(table)
    described: Part = {
        "fields": [_field(column, allowed.get(column.name)) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [column.name for column in table.primary_key.columns],
    }
    keys = sorted(
        (key for key in table.constraints if isinstance(key, ForeignKeyConstraint)),
        key=lambda key: list(key.column_keys),
    )
    if keys:
        described["foreignKeys"] = [
            {
                "fields": list(key.column_keys),
                "reference": {
                    "resource": "" if key.referred_table is table else key.referred_table.name,
                    "fields": [element.column.name for element in key.elements],
                },
            }
            for key in keys
        ]
    return described


def _field(column: Column[Any], allowed: list[str] | None) -> Part:
    field: Part = {"name": column.name, "type": _type(column), "description": column.comment or ""}
    constraints: Part = {}
    # Text that was not printed is empty, which the standard reads as missing: only keys must be there.
    is_text = isinstance(column.type, Text)
    if not column.nullable and (not is_text or column.primary_key or column.foreign_keys):
        constraints["required"] = True
    if column.primary_key and len(column.table.primary_key.columns) == 1:
        constraints["unique"] = True
    # An empty cell stands for "" where that is among the words.
    if allowed and (words_left := [word for word in allowed if word]):
        constraints["enum"] = words_left
    if constraints:
        field["constraints"] = constraints
    return field


def _type(column: Column[Any]) -> str:
    """The standard's name for a column's type. Raises TypeError for one it has no name for yet."""
    if isinstance(column.type, Integer):
        return "integer"
    if isinstance(column.type, Float):
        return "number"
    if isinstance(column.type, Text):
        return "string"
    raise TypeError(f"{column}: no Table Schema type for {column.type!r}")


_ONE_OF = re.compile(r"(\w+) IN \(('[^']*'(?:, '[^']*')*)\)")


def _allowed(table: Table) -> dict[str, list[str]]:
    """The words a text column may hold, by column, as the table's checks list them."""
    found = {}
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            match = _ONE_OF.fullmatch(str(constraint.sqltext))
            if match:
                found[match[1]] = re.findall(r"'([^']*)'", match[2])
    return found


def _ordered(table: Table, connection: Connection) -> Any:
    """All rows by primary key, text by its bytes: PostgreSQL would order it by the language of the server."""
    by_bytes = connection.dialect.name == "postgresql"
    keys = [key.collate("C") if by_bytes and isinstance(key.type, Text) else key for key in table.primary_key]
    return select(table).order_by(*keys)


def _write_table(package: zipfile.ZipFile, table: Table, connection: Connection) -> Written:
    count = 0
    with _entry(package, path_of(table.name)) as entry:
        counting = _Counting(entry)
        with io.TextIOWrapper(
            io.BufferedWriter(counting, 1 << 16), encoding="utf-8", newline="", write_through=False
        ) as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow([column.name for column in table.columns])
            for row in _rows(table, connection):
                writer.writerow([_cell(value) for value in row])
                count += 1
            out.flush()
            return Written(counting.size, counting.hash.hexdigest(), count)


def _rows(table: Table, connection: Connection) -> Iterator[tuple[Any, ...]]:
    options = {"stream_results": True, "yield_per": ROWS_AT_ONCE}
    for row in connection.execute(_ordered(table, connection), execution_options=options):
        yield tuple(row)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else value


def _write_text(package: zipfile.ZipFile, name: str, content: str) -> None:
    with _entry(package, name) as entry:
        entry.write(content.encode("utf-8"))


def _entry(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name, date_time=FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = UNIX, READABLE
    return package.open(info, "w")
