"""Refreshes that are killed, stopped, or meet others: builds, readers, refreshes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from etl import charting, pipeline
from etl.__main__ import main
from etl.fetch import Progress
from etl.load import steps
from etl.refresh import refresh
from mineaction.database import open_for_reading
from mineaction.editions import Outcome
from mineaction.errors import BuildRunning, RefreshRunning
from tests.etl.publisher import Answer
from tests.etl.refreshing import ADDED, KEY, TABLE, Ground, table

POSIX = pytest.mark.skipif(os.name != "posix", reason="uses fork and signals of POSIX systems")


@POSIX
def test_killed_at_every_step(ground: Ground, repo_root: Path, tmp_path: Path) -> None:
    """The database is the old one byte for byte, or the new one whole; the next run always succeeds."""
    old, count = ground.sha256(), len(ground.plans())
    halves = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.etl.kill_refresh",
                ground.folder,
                tmp_path / f"work{first}",
                first,
                "2",
            ],
            cwd=repo_root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in ("1", "2")
    ]
    told = [half.communicate() for half in halves]
    assert [half.returncode for half in halves] == [0, 0], "\n".join(err for _, err in told)
    runs = [json.loads(line) for out, _ in told for line in out.splitlines()]
    killed = [run for run in runs if run["killed"]]
    names = [run["step"] for run in killed]
    assert {"fetching", "os.rename kept.csv", "os.rename state.json.new", "fsync", "settling editions"} <= {
        *names
    }
    assert sum(name.startswith("writing ") for name in names) > 5
    assert sum(name.startswith("os.rename sample.sqlite.building") for name in names) == 1
    assert [run["status"] for run in runs if not run["killed"]] == [0, 0], "the last of each gets through"
    for run in killed:
        after = run["after"]
        assert after["sound"] == "ok"
        assert (after["charted"], after["sha256"]) == ("shipped", old) or after["figures"] == count + 2, run
    for run in [run for run in runs if "then" in run]:
        assert run["errors"] == [], run
        assert run["good"].split(":")[0] in ("refreshed", "nothing_new"), run
        assert (run["then"]["figures"], run["then"]["sound"]) == (count + 2, "ok")
        bad = (".staging", ".building", ".new", "unfinished")
        assert not [name for name in run["then"]["files"] if any(word in name for word in bad)], run
    assert {run["after"]["charted"] for run in killed} > {"shipped"}, "some kills fall after the swap"
    assert len([run for run in runs if "then" in run]) > 15


STEPS = ("fetching", KEY, pipeline.SETTLING, *(f"writing {name}" for name in steps()[-2:]))


@pytest.mark.parametrize("at", STEPS)
def test_stopped_at_a_step(ground: Ground, at: str) -> None:
    """What a person stops leaves nothing, whichever step it falls on."""
    before, stop = ground.sha256(), threading.Event()

    def told(progress: Progress) -> None:
        if progress.step == at:
            stop.set()

    # Whoever stops it while the database is put in place is heard a step later: then it is in place.
    if at == STEPS[-1]:
        stop_at, at = at, STEPS[-2]
        assert stop_at.endswith("putting it in place")
    [result] = refresh(ground.options(), told, stop.is_set)
    ground.untouched(before, result, Outcome.CANCELLED, "The refresh was stopped", "as they were")


@POSIX
def test_a_signal_stops_the_command_while_the_publisher_is_silent(ground: Ground, repo_root: Path) -> None:
    before = ground.sha256()
    ground.serves(Answer(b"x" * 500, stall_after=100))
    where = ["--sources", ground.inputs.sources, "--reference", ground.inputs.reference]
    command = [sys.executable, "-m", "etl", "refresh", KEY, *where, "--editions", ground.inputs.editions]
    process = subprocess.Popen(
        [*command, "--database-url", str(ground.url), "--json"],
        cwd=repo_root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    give_up_at = time.monotonic() + 30
    while not ground.publisher.asked_for(TABLE) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert process.returncode == 130, err
    [told] = json.loads(out)["sources"]
    assert told["outcome"] == "cancelled"
    assert ground.sha256() == before
    assert ground.left_behind() == []
    ground.goes_on()


# --- at the same time ---


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def wait_for(condition: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up_at, "it never came to that"
        time.sleep(0.01)


def test_two_refreshes_at_once(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    """The second says that one is running, with status 4, and the first is not disturbed."""
    before, stop = ground.sha256(), threading.Event()
    ground.serves(Answer(b"x" * 500, stall_after=100))
    first = in_thread(lambda: ground.refresh(stopped=stop.is_set, tuning={"silence_seconds": 20}))
    wait_for(lambda: ground.publisher.asked_for(TABLE))
    with pytest.raises(RefreshRunning, match=r"Another refresh is running \(lock .*Wait for it"):
        ground.refresh()
    where = ["--sources", str(ground.inputs.sources), "--reference", str(ground.inputs.reference)]
    where += ["--editions", str(ground.inputs.editions), "--database-url", str(ground.url)]
    assert main(["refresh", KEY, "--json", *where]) == 4
    assert json.loads(capsys.readouterr().out)["status"] == 4
    stop.set()
    first.join()
    assert ground.sha256() == before
    assert ground.left_behind() == []
    ground.goes_on()


def test_a_refresh_while_a_build_runs(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for the build; where that takes too long it says so and leaves everything as it was."""
    before = ground.sha256()
    with monkeypatch.context() as patch, pipeline.only_one(ground.url, 0):
        patch.setattr(charting, "BUILD_WAIT_SECONDS", 0.1)
        result = ground.refresh()
    ground.untouched(before, result, Outcome.REFUSED, "Another build is running (lock", "Wait for it")


def test_a_refresh_waits_for_a_build_to_end(ground: Ground) -> None:
    lock = pipeline.only_one(ground.url, 0)
    lock.__enter__()
    results: list[Outcome] = []
    waiting = in_thread(lambda: results.append(ground.refresh().outcome))
    wait_for(lambda: ground.publisher.asked_for(TABLE))
    time.sleep(0.2)
    assert results == []
    lock.__exit__(None, None, None)
    waiting.join()
    assert results == [Outcome.REFRESHED]


def test_a_build_while_a_refresh_runs(ground: Ground) -> None:
    """While it fetches, a build goes through; while it writes, a build says that one is running."""
    tried: list[str] = []

    def told(progress: Progress) -> None:
        if progress.step not in ("fetching", pipeline.SETTLING) or progress.step in tried:
            return
        try:
            pipeline.build(ground.url, ground.inputs)
            tried.append(progress.step)
        except BuildRunning as running:
            tried.append(str(running).split(" (")[0])

    [result] = refresh(ground.options(), told)
    assert result.outcome is Outcome.REFRESHED
    assert {"fetching", "Another build is running"} == set(tried)
    assert ground.has_added()
    assert ground.left_behind() == []


def test_readers_during_the_swap_see_one_version_or_the_other(ground: Ground) -> None:
    over, seen, failures = threading.Event(), set[tuple[str, int]](), list[BaseException]()

    def read() -> None:
        while not over.is_set():
            try:
                engine = open_for_reading(ground.url)
                with engine.connect() as connection:
                    version = connection.execute(text("SELECT data_version FROM build")).scalar_one()
                    total = connection.execute(
                        text("SELECT sum(amount_usd) FROM funding_figure")
                    ).scalar_one()
                    again = connection.execute(text("SELECT data_version FROM build")).scalar_one()
                engine.dispose()
                assert version == again, "a version changed under a reader"
                seen.add((str(version), int(total)))
            except BaseException as error:
                failures.append(error)

    readers = [in_thread(read) for _ in range(3)]
    total: set[tuple[str, int]] = set()
    for amount in ("1000", "1100", "1250"):
        percent = str(int(100 * 250 / int(amount) + 0.5))
        rows = ground.rows({**ADDED, "requirements_usd": amount, "percent_funded": percent})
        assert ground.served_by(Answer(table(rows))).outcome is Outcome.REFRESHED
        [version] = ground.ask("SELECT data_version, (SELECT sum(amount_usd) FROM funding_figure) FROM build")
        total.add((version[0], version[1]))
    over.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(seen & total) >= 2
    assert len(seen - total) <= 1, "only the version before the first may be another"
