"""The database of the committed files, as tables, and the files themselves read without the pipeline."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def ask(built_database: Path) -> Ask:
    """Ask the database in SQL; rows come as dictionaries."""

    def answer(question: str, *values: object) -> list[dict[str, Any]]:
        with sqlite3.connect(f"{built_database.as_uri()}?mode=ro", uri=True) as connection:
            connection.row_factory = sqlite3.Row
            rows = [dict(row) for row in connection.execute(question, values)]
        connection.close()
        return rows

    return answer


@pytest.fixture(scope="session")
def published(repo_root: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Every row of every source's files, by source key and ``file.csv row 14``."""
    rows = {}
    for path in sorted((repo_root / "data" / "sources").glob("*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                rows[(path.parent.name, f"{path.name} row {number}")] = row
    return rows
