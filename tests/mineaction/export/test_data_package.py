"""The data package: every row, described to the standard, the same bytes each time, no formulas.

The descriptor and the files are held to the Data Package and Table Schema standards (version 1) with the
standard library alone: required properties, types, missing values, enums, uniqueness, primary and foreign
keys, sizes and checksums, each cell against its field.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Date, Integer, MetaData, Table
from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.export import data_package
from mineaction.export.csv import FORMULA_STARTS
from mineaction.schema import DERIVED, Base

Rows = list[dict[str, str]]


def package_of(database: Path) -> bytes:
    with open_for_reading(URL.create("sqlite", database=str(database))).connect() as connection:
        return data_package.to_zip(connection, Base.metadata)


@pytest.fixture(scope="module")
def packed(built_database: Path) -> bytes:
    return package_of(built_database)


@pytest.fixture(scope="module")
def files(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def descriptor(files: dict[str, bytes]) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(files["datapackage.json"])
    return held


@pytest.fixture(scope="module")
def tables(files: dict[str, bytes], descriptor: dict[str, Any]) -> dict[str, Rows]:
    return {
        resource["name"]: list(
            csv.DictReader(io.StringIO(files[resource["path"]].decode("utf-8"), newline=""))
        )
        for resource in descriptor["resources"]
    }


def test_every_table_has_as_many_rows_as_the_database(
    built_database: Path, descriptor: dict[str, Any], tables: dict[str, Rows]
) -> None:
    with closing(sqlite3.connect(built_database)) as opened:
        held = {
            name: opened.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
            for name in Base.metadata.tables
            if name not in ("build", *DERIVED)
        }
    assert {name: len(rows) for name, rows in tables.items()} == held
    assert {resource["name"]: resource["row_count"] for resource in descriptor["resources"]} == held


def test_cells_are_those_of_the_database(built_database: Path, tables: dict[str, Rows]) -> None:
    for name, rows in tables.items():
        keys = ", ".join(column.name for column in Base.metadata.tables[name].primary_key)
        with closing(sqlite3.connect(built_database)) as opened:
            opened.row_factory = sqlite3.Row
            stored = opened.execute(f"SELECT * FROM {name} ORDER BY {keys}").fetchall()
        for row, kept in zip(rows, stored, strict=True):
            for column, cell in row.items():
                value = "" if kept[column] is None else str(kept[column])
                assert cell in (value, f"'{value}"), (name, column)
                assert cell == value or value.startswith(FORMULA_STARTS)


def test_no_text_is_a_formula(descriptor: dict[str, Any], tables: dict[str, Rows]) -> None:
    for resource in descriptor["resources"]:
        texts = [field["name"] for field in resource["schema"]["fields"] if field["type"] == "string"]
        for row in tables[resource["name"]]:
            assert not any(row[name].startswith(FORMULA_STARTS) for name in texts)


def test_a_formula_in_the_data_is_disarmed(edited_file: Callable[..., Path]) -> None:
    path = edited_file("UPDATE series SET caveat = '=HYPERLINK(1)' WHERE series_key = 'lm_rnd'")
    with zipfile.ZipFile(io.BytesIO(package_of(path))) as package:
        assert b"'=HYPERLINK(1)" in package.read("data/series.csv")


def test_the_same_data_give_the_same_bytes(built_database: Path, packed: bytes) -> None:
    assert package_of(built_database) == packed


def test_code_that_changed_alone_does_not_change_the_bytes(
    packed: bytes, edited_file: Callable[..., Path]
) -> None:
    """The table ``build`` hashes the code as well: it once made equal data differ."""
    assert package_of(edited_file("UPDATE build SET inputs_sha256 = 'another'")) == packed


def test_other_data_give_other_bytes(packed: bytes, edited_file: Callable[..., Path]) -> None:
    assert package_of(edited_file("UPDATE fact SET value = value + 1 WHERE fact_id = 1")) != packed


def test_dates_and_rights_inside_the_zip_are_fixed(packed: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        entries = package.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr >> 16) for entry in entries} == {(3, 0o644)}


def test_the_descriptor_has_what_the_standard_asks_for(
    files: dict[str, bytes], descriptor: dict[str, Any]
) -> None:
    assert descriptor["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._/-]+", descriptor["name"])
    assert all(licence.get("path") or licence.get("name") for licence in descriptor["licenses"])
    assert all(source["title"] for source in descriptor["sources"])
    assert descriptor["version"] == files["DATA_VERSION.txt"].decode().strip()
    names = [resource["name"] for resource in descriptor["resources"]]
    assert len(names) == len(set(names)) and all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for resource in descriptor["resources"]:
        held = files[resource["path"]]
        assert resource["profile"] == "tabular-data-resource" and resource["encoding"] == "utf-8"
        assert not resource["path"].startswith(("/", ".")) and ".." not in resource["path"]
        assert resource["bytes"] == len(held)
        assert resource["hash"] == f"sha256:{hashlib.sha256(held).hexdigest()}"
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        header = next(csv.reader(io.StringIO(held.decode("utf-8"), newline="")))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_licences_that_are_named_are_there(files: dict[str, bytes], descriptor: dict[str, Any]) -> None:
    assert {licence["path"] for licence in descriptor["licenses"]} <= set(files)


IS_TYPE: dict[str, Callable[[str], bool]] = {
    "integer": lambda cell: re.fullmatch(r"[-+]?\d+", cell) is not None,
    "number": lambda cell: re.fullmatch(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", cell) is not None,
    "string": lambda cell: True,
}


def broken_cells(field: dict[str, Any], cells: list[str]) -> Iterator[str]:
    """Every cell that its field does not allow; an empty cell is a missing value."""
    limits = field.get("constraints", {})
    for cell in cells:
        if cell == "":
            if limits.get("required"):
                yield f"{field['name']}: missing"
        elif not IS_TYPE[field["type"]](cell) or ("enum" in limits and cell not in limits["enum"]):
            yield f"{field['name']}: {cell!r}"
    if limits.get("unique") and len(set(cells)) != len(cells):
        yield f"{field['name']}: not unique"


def test_every_cell_fits_its_field(descriptor: dict[str, Any], tables: dict[str, Rows]) -> None:
    for resource in descriptor["resources"]:
        rows = tables[resource["name"]]
        for field in resource["schema"]["fields"]:
            assert list(broken_cells(field, [row[field["name"]] for row in rows])) == [], resource["name"]


def test_the_check_of_cells_finds_what_is_wrong() -> None:
    field = {"name": "a", "type": "integer", "constraints": {"required": True, "unique": True}}
    assert list(broken_cells(field, ["1", "", "x", "1"])) == ["a: missing", "a: 'x'", "a: not unique"]
    word = {"name": "b", "type": "string", "constraints": {"enum": ["yes"]}}
    assert list(broken_cells(word, ["yes", "", "no"])) == ["b: 'no'"]


def test_keys_hold(descriptor: dict[str, Any], tables: dict[str, Rows]) -> None:
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        own = [tuple(row[key] for key in schema["primaryKey"]) for row in tables[name]]
        assert schema["primaryKey"] and len(set(own)) == len(own)
        for key in schema.get("foreignKeys", []):
            other = tables[key["reference"]["resource"] or name]
            there = {tuple(row[field] for field in key["reference"]["fields"]) for row in other}
            here = {tuple(row[field] for field in key["fields"]) for row in tables[name]}
            assert {found for found in here if any(found)} <= there, (name, key)


def test_every_foreign_key_of_the_tables_is_described(descriptor: dict[str, Any]) -> None:
    described = sum(len(resource["schema"].get("foreignKeys", [])) for resource in descriptor["resources"])
    tables = [table for table in Base.metadata.sorted_tables if table.name not in ("build", *DERIVED)]
    assert described == sum(len(table.foreign_key_constraints) for table in tables) > 20


def test_words_that_are_allowed_are_named(descriptor: dict[str, Any]) -> None:
    [figures] = [it for it in descriptor["resources"] if it["name"] == "funding_figure"]
    enums = {
        field["name"]: field["constraints"]["enum"]
        for field in figures["schema"]["fields"]
        if "enum" in field.get("constraints", {})
    }
    assert enums["standing"] == ["current", "superseded", "repeat"]
    assert enums["perspective"] == ["donor_profile", "recipient_profile"]


def test_the_texts_say_version_licences_and_how_to_cite(
    files: dict[str, bytes], descriptor: dict[str, Any]
) -> None:
    words = {name: files[name].decode() for name in files if name.endswith(".md")}
    assert all(descriptor["version"] in words[name] for name in ("README.md", "CITATION.md"))
    assert words["LICENCES.md"].count("\n| ") == len(descriptor["sources"]) + 1
    for resource in descriptor["resources"]:
        assert f"\n## {resource['name']}\n" in words["DATA_DICTIONARY.md"]
        assert f"`{resource['path']}`" in words["README.md"]


def test_a_type_without_a_name_in_the_standard_is_refused() -> None:
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("day", Date))
    with pytest.raises(TypeError, match=r"t\.day"):
        data_package.schema(table)


@pytest.fixture
def edited_file(built_database: Path, tmp_path: Path) -> Callable[..., Path]:
    """``edited_file("UPDATE …")``: a changed copy of the database."""

    def change(*statements: str) -> Path:
        path = tmp_path / "edited.sqlite"
        path.write_bytes(built_database.read_bytes())
        with closing(sqlite3.connect(path)) as writing:
            for statement in statements:
                assert writing.execute(statement).rowcount > 0
            writing.commit()
        return path

    return change
