"""Time and memory of fetching a file of gigabytes, beside DuckDB reading and filtering the same file.

A made-up file in the shape of ForeignAssistance.gov's complete file is written into a temporary folder. Each
measurement is a fresh process, and they take turns; the first turn only warms the disk's cache. Seconds are
of reading and filtering, without the start of the process; the peak of memory is of the whole process.
DuckDB uses all cores. Needs Linux or macOS, and room for the file.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# No pandas here: a process starts as a copy of this one, whose memory would count as the child's peak.
from benchmarks.build import MAXRSS_BYTES, ROOT
from benchmarks.result import Goal, line, parser, show

MOST_TIMES, MOST_MEGABYTES = 1.3, 300.0
MEGABYTES = 1000
SOURCE, NAME = "us_foreign_assistance", "large.csv"
OURS, SERVED, WHOLE = "fetched from a file", "fetched from a server", "python -m etl refresh --from FILE"
KEPT, ALL = "DuckDB, the columns kept", "DuckDB, all columns"


def commands(path: Path, port: int) -> dict[str, list[str]]:
    """What is run, by name."""
    refresh = ["etl", "refresh", SOURCE, "--from", str(path), "--progress", "none"]
    return {
        OURS: ["benchmarks.collect", str(path)],
        SERVED: ["benchmarks.collect", f"http://127.0.0.1:{port}/{NAME}"],
        KEPT: ["benchmarks.plain_duckdb", str(path), "kept"],
        ALL: ["benchmarks.plain_duckdb", str(path), "all"],
        WHOLE: [*refresh, "--database-url", f"sqlite:///{path.with_suffix('.sqlite')}"],
    }


def run(module_and_arguments: Sequence[str], folder: Path) -> tuple[float, float, float, int]:
    """Seconds, seconds of all cores together, peak megabytes and rows kept of one process.

    Seconds are those it tells itself; where it tells none, of the whole process. Raises RuntimeError when
    it fails.
    """
    with tempfile.TemporaryDirectory(dir=folder) as editions:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *module_and_arguments],
            cwd=ROOT,
            env={**os.environ, "MINEACTION_EDITIONS": editions},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"python -m {' '.join(module_and_arguments)} exited {process.returncode}")
    told = json.loads(printed) if printed.startswith("{") else {"seconds": took, "kept": 0}
    peak = used.ru_maxrss * MAXRSS_BYTES / 1e6
    return told["seconds"], used.ru_utime + used.ru_stime, peak, told["kept"]


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A server of the files in a folder, in a process of its own; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--directory", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Measure and print."""
    asked = parser("Time and memory of fetching a file of gigabytes.", repeats="runs", default=5)
    asked.add_argument("--megabytes", type=int, default=MEGABYTES, metavar="N", help=f"default {MEGABYTES}")
    told = asked.parse_args()
    seconds: dict[str, list[float]] = {}
    of_cores: dict[str, list[float]] = {}
    peaks: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as port:
        folder = Path(name)
        path = folder / NAME
        subprocess.run(
            [sys.executable, "-m", "tests.large_file", str(path), str(told.megabytes)],
            cwd=ROOT,
            check=True,
        )
        for turn in range(told.runs + 1):
            counts = {}
            for what, command in commands(path, port).items():
                took, cores, peak, counts[what] = run(command, folder)
                if turn:
                    seconds.setdefault(what, []).append(took)
                    of_cores.setdefault(what, []).append(cores)
                    peaks.setdefault(what, []).append(peak)
            if len({counts[what] for what in (OURS, SERVED, KEPT, ALL)}) != 1:
                raise RuntimeError(f"they do not keep the same rows: {counts}")
    lines = [line(what, "seconds", found) for what, found in seconds.items()]
    lines += [line(what, "seconds of all cores, start included", found) for what, found in of_cores.items()]
    lines += [line(what, "MB at the peak", found) for what, found in peaks.items()]
    goals = [
        _times(seconds, KEPT),
        _times(seconds, ALL),
        *(
            Goal(
                f"{what} stays under {MOST_MEGABYTES:.0f} MB",
                max(peaks[what]),
                max(peaks[what]) < MOST_MEGABYTES,
            )
            for what in (OURS, SERVED, WHOLE)
        ),
    ]
    show(f"Fetching a file of {told.megabytes:,} MB", lines, goals, as_json=told.json)


def _times(seconds: dict[str, list[float]], peer: str) -> Goal:
    """How many times as long as the peer it took, turn by turn, at the median."""
    times = statistics.median(ours / its for ours, its in zip(seconds[OURS], seconds[peer], strict=True))
    return Goal(f"at most {MOST_TIMES} times as long as {peer}", times, times <= MOST_TIMES)


if __name__ == "__main__":
    main()
