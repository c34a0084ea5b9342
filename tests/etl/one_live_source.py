"""One live source of the sample in a folder of the test's own, its card pointed at a publisher nearby."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from etl import pipeline
from etl.editions import Edition, Shelf
from etl.inputs import Inputs
from etl.refresh import Options, Result, refresh
from etl.registry import source_modules
from tests.sample_checksums import SAMPLE_REFERENCE, SAMPLE_SOURCES

NO_PATIENCE = {"tries": 1, "first_wait": 0.0}


class OneLiveSource:
    """The source ``key``, with the sample's lookup tables; there is no database as yet.

    Alone, or with the sources ``beside`` it that it goes by.
    """

    def __init__(
        self,
        key: str,
        address: str,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        beside: Sequence[str] = (),
    ) -> None:
        self.key = key
        self.inputs = Inputs(folder / "sources", folder / "reference", folder / "editions")
        self.database = folder / "x.sqlite"
        self.url = URL.create("sqlite", database=str(self.database))
        for name in (key, *beside):
            shutil.copytree(SAMPLE_SOURCES / name, self.inputs.sources / name)
        shutil.copytree(SAMPLE_REFERENCE, self.inputs.reference)
        card = self.inputs.sources / key / "source.toml"
        told = card.read_text(encoding="utf-8")
        card.write_text(re.sub(r'(?m)^address = ".*"$', f'address = "{address}"', told), encoding="utf-8")
        only = {name: source_modules()[name] for name in (key, *beside)}
        monkeypatch.setattr(pipeline, "source_modules", lambda: only)

    def refresh(self, **options: Any) -> Result:
        """Refresh it; the one result."""
        told = {"keys": [self.key], "tuning": NO_PATIENCE, **options}
        [result] = refresh(Options(self.inputs, self.url, **told))
        return result

    def refused(self) -> str:
        """Refresh it, which has to be refused and to leave everything as it was; what is said."""
        before = self.written(), self.editions
        result = self.refresh()
        assert (result.outcome.value, result.edition) == ("refused", ""), result.words
        assert (self.written(), self.editions) == before
        return result.words

    def build(self) -> None:
        """Make the database of what came with the sample."""
        pipeline.build(self.url, self.inputs)

    def written(self) -> bytes:
        """The database byte for byte, empty where there is none."""
        return self.database.read_bytes() if self.database.is_file() else b""

    @property
    def shelf(self) -> Shelf:
        """The editions as they stand."""
        return self.inputs.store.shelf()

    @property
    def editions(self) -> list[Edition]:
        """All editions, in order."""
        return self.shelf.editions(self.key)

    def kept(self) -> list[list[str]]:
        """Header and rows that the newest edition keeps."""
        newest = self.editions[-1]
        text = (self.shelf.path(newest) / newest.kept_name).read_text(encoding="utf-8")
        return [line.split(",") for line in text.splitlines()]

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database in SQL."""
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()
