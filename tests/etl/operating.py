"""An operator at the command line: runs `python -m etl` on a sample of a test's own, fills spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl import pipeline
from etl.__main__ import main
from tests.etl.one_live_source import OneLiveSource
from tests.etl.sample_copy import Ran

BUILT: dict[str, bytes] = {}
"""The database of each sample, built once."""
WITH_DATABASE = ("refresh", "rollback", "add", "sources", "build")


class Operator:
    """Commands on one sample, whose database and editions lie in ``folder``."""

    def __init__(self, sample: OneLiveSource, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.sample, self.folder, self.capsys = sample, folder, capsys
        if sample.key not in BUILT:
            pipeline.build(sample.url, sample.inputs)
            BUILT[sample.key] = sample.database.read_bytes()
        sample.database.write_bytes(BUILT[sample.key])

    def run(self, command: str, *options: object) -> Ran:
        """``python -m etl`` with the sample as its inputs."""
        inputs = self.sample.inputs
        where = [
            *("--sources", str(inputs.sources), "--reference", str(inputs.reference)),
            *("--editions", str(inputs.editions)),
        ]
        if command in WITH_DATABASE:
            where += ["--database-url", self.sample.url.render_as_string(hide_password=False)]
        self.capsys.readouterr()
        status = main([command, *map(str, options), *where])
        told = self.capsys.readouterr()
        return Ran(status, told.out, told.err)

    def result(self, command: str, *options: object) -> dict[str, Any]:
        """The one result of a command with --json, its exit status beside it."""
        ran = self.run(command, *options, "--json")
        told = json.loads(ran.out)
        assert told["status"] == ran.status
        assert ran.err == ""
        [one] = told["sources"]
        return {**one, "status": ran.status}

    def template(self, *options: str, name: str = "filled.xlsx", key: str = "") -> Path:
        """A template for the source, as the command writes it."""
        path = self.folder / name
        assert self.run("template", key or self.sample.key, "--to", path, "--force", *options).status == 0
        return path

    def filled(
        self, rows: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, str]] = (), key: str = ""
    ) -> Path:
        """A template with these rows written below its header; columns not named stay blank."""
        path = self.template(key=key)
        change(path, lambda book: write(book["Rows"], rows))
        change(path, lambda book: write(book["Documents"], documents))
        return path

    @property
    def state(self) -> tuple[bytes, bytes]:
        """What must not change: the database and the state of the editions."""
        state = self.sample.inputs.editions / "state.json"
        return self.sample.database.read_bytes(), state.read_bytes() if state.is_file() else b""


def change(path: Path, edit: Callable[[Any], None]) -> None:
    """Open a workbook, edit it, and save it."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def write(sheet: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows below what a sheet has."""
    header = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=sheet.max_row + 1):
        for name, value in row.items():
            sheet.cell(number, header.index(name) + 1, value)
