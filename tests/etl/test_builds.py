"""A build is whole or not at all, one at a time, and the same from the same inputs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import text
from sqlalchemy.engine import URL

from etl import pipeline
from etl.load import steps
from mineaction.database import open_for_reading
from mineaction.errors import BuildRunning
from tests.etl.sample_copy import Sample
from tests.sample_checksums import SAMPLE_REFERENCE, SAMPLE_SOURCES

posix_only = pytest.mark.skipif(os.name != "posix", reason="uses fork, signals and limits of POSIX systems")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version_of(path: Path) -> str:
    engine = open_for_reading(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT data_version FROM build")).scalar_one()
    engine.dispose()
    return str(found)


@posix_only
def test_a_build_killed_at_any_step_leaves_the_old_database_serving(few: Sample, repo_root: Path) -> None:
    """Each step of a build is killed in turn; the last run gets through and leaves nothing else behind."""
    few.set_cell("us_leahy_war_victims_fund", 2, "amount_usd", "226000000")
    old, old_version = sha256(few.database), version_of(few.database)
    done = subprocess.run(
        [sys.executable, "-m", "tests.etl.kill_each_step", str(few.database), str(few.folder)],
        cwd=repo_root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *killed, last = [json.loads(line) for line in done.stdout.splitlines()]
    told: list[str] = []
    pipeline.check(few.inputs, told.append)
    assert len(killed) > len(told) + len(steps()) / 2, "steps of checking and steps of writing"
    assert all(run["killed"] for run in killed)
    assert {run["sha256"] for run in killed} == {old}
    unfinished = [name for run in killed for name in run["beside"] if ".building-" in name]
    assert unfinished, "some kills have to fall while the new file is being written"
    assert (last["killed"], last["status"]) == (False, 0)
    assert last["beside"] == ["build_report.json", "sample.sqlite.lock"]
    assert last["sha256"] != old
    assert version_of(few.database) != old_version


def test_progress_names_each_source_and_each_table(few: Sample) -> None:
    told: list[str] = []
    pipeline.build(few.url, few.inputs, told.append)
    keys = [path.name for path in few.inputs.folders()]
    tables = {"writing " + step for step in steps()}
    assert told[: len(keys) + 1] == [*keys, pipeline.SETTLING]
    assert set(told[len(keys) + 1 :]) <= tables
    assert told[-2:] == ["writing " + step for step in steps()[-2:]]


def test_a_second_build_says_that_one_is_running(few: Sample) -> None:
    before = sha256(few.database)
    with FileLock(f"{few.database}.lock"):
        ran = few.run("build")
        with pytest.raises(BuildRunning):
            pipeline.build(few.url, few.inputs)
    assert ran.status == 1
    assert "Another build is running" in ran.err
    assert sha256(few.database) == before
    assert few.run("build").status == 0


def test_what_a_killed_build_left_is_removed_and_its_lock_does_not_block(few: Sample) -> None:
    (few.database.parent / "sample.sqlite.building-4711").write_bytes(b"half a file")
    (few.database.parent / "sample.sqlite.building-4711-journal").write_bytes(b"")
    (few.database.parent / "sample.sqlite.lock").write_bytes(b"")
    assert few.run("build").status == 0
    left = sorted(path.name for path in few.database.parent.iterdir())
    assert left == ["build_report.json", "sample.sqlite", "sample.sqlite.lock"]


def test_the_same_inputs_give_the_same_bytes(few: Sample, tmp_path: Path) -> None:
    """The second copy has its files made in another order, and other times of change."""
    other = tmp_path / "other"
    for name in ("sources", "reference"):
        for path in sorted((few.folder / name).rglob("*"), reverse=True):
            if path.is_file():
                copy = other / path.relative_to(few.folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
                os.utime(copy, (1, 1))
    first = pipeline.build(few.url, few.inputs)
    again = URL.create("sqlite", database=str(tmp_path / "again.sqlite"))
    second = pipeline.build(again, pipeline.Inputs(other / "sources", other / "reference"))
    assert first.data_version == second.data_version
    assert first.inputs_sha256 == second.inputs_sha256
    assert few.database.read_bytes() == (tmp_path / "again.sqlite").read_bytes()


def test_another_process_gives_the_same_bytes(sample_database: Path, tmp_path: Path, repo_root: Path) -> None:
    """Indexes once came in the order of a set, so the bytes differed from one process to the next."""
    again = tmp_path / "again.sqlite"
    folders = ["--sources", str(SAMPLE_SOURCES), "--reference", str(SAMPLE_REFERENCE)]
    subprocess.run(
        [sys.executable, "-m", "etl", "build", "--database-url", f"sqlite:///{again}", *folders],
        cwd=repo_root,
        check=True,
        capture_output=True,
    )
    assert sample_database.read_bytes() == again.read_bytes()


def test_the_order_of_rows_decides_only_their_place(few: Sample) -> None:
    """Rows are numbered as they stand in the file; their number is part of what they say."""
    first = pipeline.build(few.url, few.inputs).data_version
    names, rows = few.rows("us_headline_claims")
    few.write("us_headline_claims", names, rows[::-1])
    assert pipeline.build(few.url, few.inputs).data_version != first


def test_another_figure_is_another_version_and_the_old_one_comes_back(few: Sample) -> None:
    first = pipeline.build(few.url, few.inputs).data_version
    before = few.set_cell("us_headline_claims", 2, "value", "510000000")
    assert pipeline.build(few.url, few.inputs).data_version != first
    few.set_cell("us_headline_claims", 2, "value", before)
    assert pipeline.build(few.url, few.inputs).data_version == first


def test_the_report_lies_beside_the_database(few: Sample) -> None:
    report = pipeline.build(few.url, few.inputs)
    kept = json.loads((few.database.parent / "build_report.json").read_text(encoding="utf-8"))
    assert kept["status"] == "passed"
    assert kept["data_version"] == report.data_version == version_of(few.database)
    assert {source["source_key"] for source in kept["sources"]} == {p.name for p in few.inputs.folders()}


def test_a_report_that_cannot_be_kept_does_not_undo_the_build(few: Sample) -> None:
    (few.database.parent / "build_report.json").mkdir()
    ran = few.run("build", "--json")
    assert ran.status == 0
    [finding] = [found for found in ran.report["findings"] if found["rule"] == "report_not_kept"]
    assert finding["severity"] == "warning"
    assert version_of(few.database) == ran.report["data_version"]


def test_a_place_that_cannot_be_written_is_named(few: Sample) -> None:
    (few.folder / "a_file").write_text("not a folder")
    url = URL.create("sqlite", database=str(few.folder / "a_file" / "db.sqlite"))
    ran = few.run("build", "--database-url", url.render_as_string())
    assert ran.status == 1
    assert "could not be written" in ran.err
    assert "a_file" in ran.err


@posix_only
def test_a_full_disk_leaves_the_old_database_and_no_half_file(few: Sample, repo_root: Path) -> None:
    """A limit on the size of files stands for a full disk: writing fails half way in both."""
    before = sha256(few.database)
    shutil.copytree(repo_root / "tests" / "sample_sources", few.inputs.sources, dirs_exist_ok=True)
    limited = (
        "import resource, sys; from etl.__main__ import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "build", "--sources", str(few.inputs.sources),
         "--reference", str(few.inputs.reference), "--database-url", few.url.render_as_string()],
        cwd=repo_root,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert sha256(few.database) == before
    assert sorted(path.name for path in few.database.parent.iterdir()) == [
        "sample.sqlite",
        "sample.sqlite.lock",
    ]
