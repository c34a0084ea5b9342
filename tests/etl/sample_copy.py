"""A copy of the sample that a test may break, and the command line run on it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from etl.__main__ import main
from etl.inputs import Inputs
from tests.sample_checksums import refresh

Row = dict[str, str]


@dataclass(frozen=True)
class Ran:
    """What one run of the command line came to."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """Standard output read as JSON."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def errors(self) -> list[Row]:
        """The findings that closed the gate."""
        return [finding for finding in self.report["findings"] if finding["severity"] == "error"]

    def found(self, rule: str) -> Row:
        """The one error under a rule."""
        [finding] = [finding for finding in self.errors if finding["rule"] == rule]
        return finding


@dataclass(frozen=True)
class Sample:
    """Sources and lookup tables of a test's own, and a database to be built from them."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def inputs(self) -> Inputs:
        """Where the copy lies."""
        return Inputs(self.folder / "sources", self.folder / "reference")

    @property
    def database(self) -> Path:
        """The database built from it."""
        return self.folder / "out" / "sample.sqlite"

    @property
    def url(self) -> URL:
        """The same as an address."""
        return URL.create("sqlite", database=str(self.database))

    def source(self, key: str) -> Path:
        """The folder of one source."""
        return self.inputs.sources / key

    def csv_of(self, key: str) -> Path:
        """The first file of one source, or one of the lookup tables."""
        table = self.inputs.reference / f"{key}.csv"
        return table if table.is_file() else min(self.source(key).glob("*.csv"))

    def confirm(self, key: str) -> None:
        """Put the files' checksums on the card, as one who meant the change would."""
        if self.source(key).is_dir():
            refresh(self.source(key))

    def edit(self, key: str, change: Callable[[str], str], *, confirm: bool = True) -> None:
        """Change the text of a source's first file."""
        path = self.csv_of(key)
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, "the edit changes nothing"
        path.write_text(after, encoding="utf-8", newline="")
        if confirm:
            self.confirm(key)

    def set_cell(self, key: str, row: int, column: str, value: str, *, confirm: bool = True) -> str:
        """Change one cell, the header being row 1; returns what stood there."""
        names, rows = self.rows(key)
        before, rows[row - 2][column] = rows[row - 2][column], value
        self.write(key, names, rows, confirm=confirm)
        return before

    def rows(self, key: str) -> tuple[list[str], list[Row]]:
        """Header and rows of a file."""
        with self.csv_of(key).open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
        return list(reader.fieldnames or ()), rows

    def write(self, key: str, names: list[str], rows: list[Row], *, confirm: bool = True) -> None:
        """Write header and rows."""
        text = io.StringIO()
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.csv_of(key).write_text(text.getvalue(), encoding="utf-8", newline="")
        if confirm:
            self.confirm(key)

    def edit_card(self, key: str, change: Callable[[str], str]) -> None:
        """Change the text of a card."""
        path = self.source(key) / "source.toml"
        before = path.read_text(encoding="utf-8")
        assert change(before) != before, "the edit changes nothing"
        path.write_text(change(before), encoding="utf-8")

    def run(self, command: str, *options: str) -> Ran:
        """``python -m etl`` with the copy as its inputs."""
        where = ["--sources", str(self.inputs.sources), "--reference", str(self.inputs.reference)]
        if command in ("build", "sources"):
            where += ["--database-url", self.url.render_as_string(hide_password=False)]
        self.capsys.readouterr()
        status = main([command, *where, *options])
        told = self.capsys.readouterr()
        return Ran(status, told.out, told.err)
