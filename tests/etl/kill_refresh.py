"""Refreshes a copy of a folder again and again, each time killing the refresh at its next step.

python -m tests.etl.kill_refresh FOLDER WORK FIRST EVERY: kills at the step FIRST, at FIRST + EVERY and so on.
Where that leaves files as no earlier kill left them, it checks them and refreshes once more. A step is one of
progress, or one change to the file system: a file opened for writing, flushed, renamed or removed, a folder
made or removed. Prints one JSON line a step: what the step was, how it ended, and what the folder held after
the kill and after the good run.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from etl import pipeline
from etl.fetch import Progress
from etl.refresh import Options, refresh
from tests.etl.refresh_alone import options_of

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killer:
    """Counts steps, writes the name of each to a pipe, and ends the process as the given one begins."""

    def __init__(self, folder: Path, last: int, pipe: int) -> None:
        self.folder, self.last, self.pipe, self.begun = str(folder), last, pipe, 0

    def step(self, name: str) -> None:
        """One step begins."""
        self.begun += 1
        if self.begun == self.last:
            os.write(self.pipe, name.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on every change to the folder is a step."""
        sys.addaudithook(self._heard)
        flushed = os.fsync

        def fsync(handle: int) -> None:
            self.step("fsync")
            flushed(handle)

        os.fsync = fsync

    def _heard(self, event: str, told: tuple[Any, ...]) -> None:
        if event not in CHANGES or not str(told[0]).startswith(self.folder):
            return
        if event == "open" and not (isinstance(told[2], int) and told[2] & WRITES):
            return
        self.step(f"{event} {Path(str(told[0])).name}")


def in_child(work: Callable[[int], None]) -> tuple[int, str]:
    """Do something in a process of its own; returns how it ended and what it wrote."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        status = 9
        try:
            os.close(out)
            work(into)
            status = 0
        finally:
            os._exit(status)
    os.close(into)
    with os.fdopen(out, "rb") as stream:
        said = stream.read().decode()
    return os.waitpid(child, 0)[1], said


def refresh_until(folder: Path, last: int, pipe: int) -> None:
    """Refresh, and kill this process as the given step begins."""
    killer, options = Killer(folder, last, pipe), options_of(folder)
    killer.watch()

    def told(progress: Progress) -> None:
        killer.step(progress.step)

    refresh(options, told)


def refresh_wholly(options: Options, pipe: int) -> None:
    """Refresh, and tell the outcome."""
    [result] = refresh(options)
    os.write(pipe, f"{result.outcome.value}: {result.words}".encode())


def held(folder: Path) -> dict[str, Any]:
    """What the folder holds: the database, whether it is sound, what it charts, and what lies about."""
    database = folder / "out" / "sample.sqlite"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        [sound] = connection.execute("PRAGMA integrity_check").fetchone()
        charted = connection.execute("SELECT edition_id FROM edition WHERE is_charted").fetchall()
        [count] = connection.execute("SELECT count(*) FROM funding_figure").fetchone()
    return {
        "sha256": hashlib.sha256(database.read_bytes()).hexdigest(),
        "sound": sound,
        "charted": charted[0][0],
        "figures": count,
        "files": sorted(
            str(path.relative_to(folder)) for top in ("out", "editions") for path in (folder / top).rglob("*")
        ),
    }


def main(folder: Path, work: Path, first: int, every: int) -> None:
    """Kill at one step after another until a refresh gets through."""
    # Once in this process: what Python and its libraries prepare, the children find prepared.
    shutil.copytree(folder, work)
    refresh(options_of(work))
    gc.freeze()
    number, killed, seen = first, True, set[str]()
    while killed:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(folder, work)
        status, step = in_child(partial(refresh_until, work, number))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        told: dict[str, Any] = {"number": number, "step": step, "killed": killed, "status": status}
        told["after"] = held(work)
        # Numbers of processes differ from run to run; what lies in a staging folder is removed with it.
        names = [name for name in told["after"]["files"] if "/.staging" not in str(Path(name).parent)]
        left = re.sub(r"building-[0-9]+", "", " ".join([told["after"]["charted"], *names]))
        if left not in seen:
            seen.add(left)
            report = pipeline.check(options_of(work).inputs).report
            told["errors"] = [finding.message for finding in report.errors]
            _, told["good"] = in_child(partial(refresh_wholly, options_of(work)))
            told["then"] = held(work)
        print(json.dumps(told), flush=True)
        number += every


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
