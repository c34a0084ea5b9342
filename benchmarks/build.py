"""Time and memory of a whole `python -m etl build`, beside pandas loading the same files unchecked.

Each run is a fresh process that writes a new SQLite file into an empty folder; the two programs take
turns, so that whatever else the machine does hits both. The first turn only warms the disk's cache.
Needs Linux or macOS: the peak of memory is what the system reports of the process when it ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# No pandas here: a process starts as a copy of this one, whose memory would count as the child's peak.
from benchmarks.result import Goal, line, parser, show

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS, MOST_MEGABYTES = 10.0, 400.0
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
OURS, PEER = "python -m etl build", "pandas read_csv and to_sql"


def commands(folder: Path) -> dict[str, list[str]]:
    """What is run, by name; both write into ``folder``."""
    return {
        OURS: ["etl", "build", "--database-url", f"sqlite:///{folder / 'ours.sqlite'}"],
        PEER: ["benchmarks.plain_pandas", str(folder / "peer.sqlite")],
    }


def run(module_and_arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *module_and_arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"python -m {' '.join(module_and_arguments)} exited {process.returncode}")
    return seconds, used.ru_maxrss * MAXRSS_BYTES / 1e6


def main() -> None:
    """Measure and print."""
    told = parser("Time and memory of a whole build.", repeats="runs", default=7).parse_args()
    seconds: dict[str, list[float]] = {OURS: [], PEER: []}
    megabytes: dict[str, list[float]] = {OURS: [], PEER: []}
    for turn in range(told.runs + 1):
        with tempfile.TemporaryDirectory() as folder:
            for name, command in commands(Path(folder)).items():
                took, peak = run(command)
                if turn:
                    seconds[name].append(took)
                    megabytes[name].append(peak)
    lines = [line(name, "seconds", seconds[name]) for name in seconds]
    lines += [line(name, "MB at the peak", megabytes[name]) for name in megabytes]
    reached = {(item.what, item.unit): item.median for item in lines}
    took, peak = reached[OURS, "seconds"], reached[OURS, "MB at the peak"]
    goals = [
        Goal(f"a build takes under {MOST_SECONDS:.0f} s", took, took < MOST_SECONDS),
        Goal(f"and stays under {MOST_MEGABYTES:.0f} MB", peak, peak < MOST_MEGABYTES),
    ]
    show("Building the database", lines, goals, as_json=told.json)


if __name__ == "__main__":
    main()
