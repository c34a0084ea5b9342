"""Builds the sample again and again, each time killing the build at its next step.

python -m tests.etl.kill_each_step DATABASE INPUTS: prints one JSON line a kill, with the step, how the
build ended, the checksum of the database afterwards and what else lies beside it. Any number of sources
may lie among the inputs.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

from sqlalchemy.engine import URL

from etl import pipeline
from etl.inputs import Inputs
from etl.registry import source_modules


def build_until(url: URL, inputs: Inputs, last_step: int) -> None:
    """Build in this process, which ends itself without warning as the given step begins."""
    begun = 0

    def step(name: str) -> None:
        nonlocal begun
        begun += 1
        if begun == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

    pipeline.build(url, inputs, step)


def main(database: Path, folder: Path) -> None:
    """Kill at the first step, at the second, and so on until a build gets through."""
    url = URL.create("sqlite", database=str(database))
    inputs = Inputs(folder / "sources", folder / "reference")
    folders = {path.name for path in inputs.folders()}
    modules = {key: module for key, module in source_modules().items() if key in folders}
    pipeline.source_modules = lambda: modules
    number, killed = 0, True
    while killed:
        number += 1
        child = os.fork()
        if child == 0:
            build_until(url, inputs, number)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        told = {
            "step": number,
            "killed": killed,
            "status": status,
            "sha256": hashlib.sha256(database.read_bytes()).hexdigest(),
            "beside": sorted(path.name for path in database.parent.iterdir() if path != database),
        }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
