"""The sample: every source in miniature, built by the real pipeline, and copies that may be broken."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from etl import pipeline
from etl.inputs import Inputs
from etl.registry import source_modules
from tests.etl.publisher import Publisher
from tests.etl.refreshing import KEY, TABLE, Ground
from tests.etl.sample_copy import Sample
from tests.sample_checksums import SAMPLE_REFERENCE, SAMPLE_SOURCES

Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built from the sample."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    pipeline.build(URL.create("sqlite", database=str(path)), Inputs(SAMPLE_SOURCES, SAMPLE_REFERENCE))
    return path


@pytest.fixture(scope="session")
def ask(sample_database: Path) -> Rows:
    """Ask the sample database in SQL; rows come as dictionaries."""

    def answer(question: str, *values: object) -> list[dict[str, Any]]:
        with sqlite3.connect(sample_database) as connection:
            connection.row_factory = sqlite3.Row
            rows = [dict(row) for row in connection.execute(question, values)]
        connection.close()
        return rows

    return answer


@pytest.fixture(scope="session")
def figures(ask: Rows) -> Rows:
    """Figures of one source, in load order; further conditions by column."""

    def of(source_key: str, **where: object) -> list[dict[str, Any]]:
        conditions = "".join(f" AND {column} = ?" for column in where)
        question = f"SELECT * FROM funding_figure WHERE source_key = ?{conditions} ORDER BY figure_id"
        return ask(question, source_key, *where.values())

    return of


@pytest.fixture
def sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Sample:
    """A copy of the sample that the test may change."""
    shutil.copytree(SAMPLE_SOURCES, tmp_path / "sources")
    shutil.copytree(SAMPLE_REFERENCE, tmp_path / "reference")
    return Sample(tmp_path, capsys)


@pytest.fixture
def built(sample: Sample, sample_database: Path) -> Sample:
    """The same, with the database that an earlier build left."""
    sample.database.parent.mkdir()
    shutil.copy(sample_database, sample.database)
    return sample


FEW = (
    *("landmine_monitor_facts", "landmine_monitor_flows", "landmine_monitor_support", "ocha_fts_mine_action"),
    *("ocha_population", "us_cwd_country_accounts", "us_headline_claims", "us_leahy_war_victims_fund"),
    *("us_policies", "us_policy_events"),
)


@pytest.fixture
def few(built: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The same with a few sources and their modules only, so that a run takes no time."""
    for folder in built.inputs.folders():
        if folder.name not in FEW:
            shutil.rmtree(folder)
    modules = {key: module for key, module in source_modules().items() if key in FEW}
    monkeypatch.setattr(pipeline, "source_modules", lambda: modules)
    return built


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A publisher on this machine, for this test."""
    with Publisher() as found:
        yield found


@pytest.fixture(scope="session")
def ground_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with one live source alone, and its database."""
    folder = tmp_path_factory.mktemp("ground")
    shutil.copytree(SAMPLE_SOURCES / KEY, folder / "sources" / KEY)
    shutil.copytree(SAMPLE_REFERENCE, folder / "reference")
    inputs = Inputs(folder / "sources", folder / "reference", folder / "editions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "source_modules", lambda: {KEY: source_modules()[KEY]})
        pipeline.build(URL.create("sqlite", database=str(folder / "out" / "sample.sqlite")), inputs)
    return folder


@pytest.fixture
def ground(
    ground_built: Path, tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> Ground:
    """A copy of it that a fault may befall, and the publisher of its source."""
    folder = tmp_path / "ground"
    shutil.copytree(ground_built, folder)
    monkeypatch.setattr(pipeline, "source_modules", lambda: {KEY: source_modules()[KEY]})
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)  # A publisher on this machine is reached without.
    with (folder / "sources" / KEY / "mine_action_by_plan.csv").open(encoding="utf-8", newline="") as stream:
        shipped = list(csv.DictReader(stream))
    made = Ground(folder, publisher, shipped)
    made.card(hosts=["localhost"])
    made.lists(publisher.url(TABLE))
    made.serves(made.good)
    return made
