"""A project of its own for tests that refresh: a copy of the code, with one live source.

The publisher of that source is on this machine, and tests say what it answers.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mineaction.database import URL_VARIABLE
from mineaction.editions import EDITIONS_VARIABLE
from mineaction.refreshing import ALLOW_VARIABLE
from tests.conftest import AppServer, free_port, wait_until_healthy
from tests.etl.publisher import Answer, Publisher, as_json
from tests.etl.refreshing import ADDED, CATALOGUE, KEY, LIVE, RESOURCE, TABLE, Row, table
from tests.sample_checksums import SAMPLE_REFERENCE, SAMPLE_SOURCES

COPIED = ("mineaction", "etl", "pages", "docs", ".streamlit")
LEAVE = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass(frozen=True)
class LiveProject:
    """The copy, its publisher, and the rows that came with it."""

    folder: Path
    publisher: Publisher
    shipped: list[Row]

    @property
    def database(self) -> Path:
        """The database its pages read."""
        return self.folder / "app.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """What its commands and its server run with."""
        return {
            **os.environ,
            URL_VARIABLE: f"sqlite:///{self.database}",
            EDITIONS_VARIABLE: str(self.folder / "editions"),
            ALLOW_VARIABLE: "1",
        }

    def publishes(self, *more: Row, drip: tuple[int, float] | None = None) -> None:
        """Let the publisher give what came with the project, and more rows, as slowly as told."""
        body = table([*self.shipped, *more])
        self.publisher.plays(TABLE, Answer(body, drip=drip))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of the project's modules to its end."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    @contextmanager
    def served(self) -> Iterator[AppServer]:
        """Its app, on a free port."""
        port = free_port()
        server = AppServer(f"http://127.0.0.1:{port}", self.folder / "server.log")
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
        command += ["--server.port", str(port), "--server.headless", "true"]
        with server.log_path.open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_until_healthy(server, process)
                yield server
            finally:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@contextmanager
def live_project(root: Path, folder: Path) -> Iterator[LiveProject]:
    """Make the project in ``folder`` from the repository at ``root``, build it, and open its publisher."""
    for name in COPIED:
        shutil.copytree(root / name, folder / name, ignore=LEAVE)
    shutil.copy(root / "app.py", folder)
    source = folder / "data" / "sources" / KEY
    shutil.copytree(SAMPLE_SOURCES / KEY, source)
    shutil.copytree(SAMPLE_REFERENCE, folder / "data" / "reference")
    for module in (folder / "etl" / "sources").glob("*.py"):
        if module.stem not in ("__init__", KEY):
            module.unlink()
    with (source / "mine_action_by_plan.csv").open(encoding="utf-8", newline="") as stream:
        shipped = list(csv.DictReader(stream))
    with Publisher() as publisher:
        card = source / "source.toml"
        plain = card.read_text(encoding="utf-8").split("\n[live]")[0]
        live = LIVE.format(catalogue=publisher.url(CATALOGUE), hosts="[]", most=1, unpacked=2)
        card.write_text(plain.rstrip() + "\n" + live, encoding="utf-8")
        listed = {"success": True, "result": {"resources": [{"name": RESOURCE, "url": publisher.url(TABLE)}]}}
        publisher.plays(CATALOGUE, as_json(json.dumps(listed)))
        project = LiveProject(folder, publisher, shipped)
        project.publishes(ADDED)
        project.run("etl", "build")
        yield project
