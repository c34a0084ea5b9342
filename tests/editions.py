"""A database in which one source has three editions, made by the real refresh from files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from etl import pipeline
from etl.inputs import Inputs
from etl.refresh import Options, refresh
from etl.registry import source_modules
from mineaction.editions import Outcome
from tests.etl.refreshing import ADDED, KEY, Row, table
from tests.sample_checksums import SAMPLE_REFERENCE, SAMPLE_SOURCES

REVISED_PLAN = "HAFG25"
REVISED_USD = 13_000_000
"""What the last edition says was received for that plan."""


def database_with_editions(folder: Path) -> Path:
    """What came with the project; then one plan more; then another amount for one plan, and one plan gone.

    The last edition is accepted with a reason, as it may be beyond the card's limits.
    """
    shutil.copytree(SAMPLE_SOURCES / KEY, folder / "sources" / KEY)
    shutil.copytree(SAMPLE_REFERENCE, folder / "reference")
    inputs = Inputs(folder / "sources", folder / "reference", folder / "editions")
    database = folder / "app.sqlite"
    url = URL.create("sqlite", database=str(database))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "source_modules", lambda: {KEY: source_modules()[KEY]})
        pipeline.build(url, inputs)
        second = [*shipped(folder), ADDED]
        third = [_revised(row) for row in second if row["plan_code"] != gone(second)["plan_code"]]
        for number, rows in enumerate((second, third), start=1):
            file = folder / f"edition_{number}.csv"
            file.write_bytes(table(rows))
            [result] = refresh(Options(inputs, url, [KEY], given=str(file), accept="seen by a test"))
            assert result.outcome is Outcome.REFRESHED, result.words
    return database


def shipped(folder: Path) -> list[Row]:
    """The rows that came with the project."""
    path = folder / "sources" / KEY / "mine_action_by_plan.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def gone(rows: list[Row]) -> Row:
    """The plan that the last edition does not have: the last of its source with both amounts."""
    return [row for row in rows if row["funding_usd"] and row["plan_code"] not in (REVISED_PLAN, "FLBN99")][
        -1
    ]


def _revised(row: Row) -> Row:
    if row["plan_code"] != REVISED_PLAN:
        return dict(row)
    share = round(100 * REVISED_USD / float(row["requirements_usd"]))
    return {**row, "funding_usd": str(REVISED_USD), "percent_funded": str(share)}
