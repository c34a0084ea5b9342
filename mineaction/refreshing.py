"""One refresh at a time, run beside the app as a process of its own: started, watched and stopped.

The process is ``python -m etl refresh``; it writes the database whole or not at all, so it can be stopped at
any moment. Its progress comes as lines of JSON on standard error, its result as JSON on standard output. Both
are read by threads as they come, and no more of them is kept than is shown.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
import tomllib
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from mineaction.editions import Outcome

ALLOW_VARIABLE = "MINEACTION_ALLOW_REFRESH"
PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "data" / "sources"
COMMAND = (sys.executable, "-m", "etl", "refresh")
TOLD_AS = ("--json", "--progress", "json")
RUNNING_ELSEWHERE = 4
NICENESS = 10
MOST_RESULT_BYTES = 32 * 2**20
MOST_LINE_BYTES = 64 * 2**10
KEPT_LINES = 100
PATIENCE_SECONDS = 20.0
"""How long a process that was asked to stop may take before it is killed."""
END_SECONDS = 3.0
"""The same when the server itself ends."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the refresh is. ``total`` is 0 and ``seconds_left`` None where nobody knows."""

    source_key: str = ""
    step: str = ""
    done: int = 0
    total: int = 0
    rate: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of one source, or with an empty key of the whole refresh (``outcome`` is None then)."""

    source_key: str
    outcome: Outcome | None
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stand at one moment. ``endings`` are those of the refresh that ended last."""

    number: int = 0
    is_running: bool = False
    is_stopping: bool = False
    seconds: float = 0.0
    sources: tuple[str, ...] = ()
    progress: Progress = field(default_factory=Progress)
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveSource:
    """A source that can be fetched. ``is_on`` says whether a refresh of all sources takes it along."""

    source_key: str
    title: str
    is_on: bool


def live_sources(folder: Path = SOURCES) -> tuple[LiveSource, ...]:
    """Every source whose card says where to fetch it, in order of title. A card nobody can read is none."""
    found = []
    for path in sorted(folder.glob("*/source.toml")):
        try:
            card = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(live := card.get("live"), dict):
            title = str(card.get("title", path.parent.name))
            found.append(LiveSource(path.parent.name, title, bool(live.get("is_on", True))))
    return tuple(sorted(found, key=lambda source: source.title))


def is_allowed(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether whoever runs the app lets readers start a refresh."""
    return environment.get(ALLOW_VARIABLE, "") == "1"


class Refresher:
    """Runs refreshes for the whole server, one at a time. Safe to use from any thread."""

    def __init__(self, command: Sequence[str] = COMMAND, *, patience: float = PATIENCE_SECONDS) -> None:
        self._command, self._patience = tuple(command), patience
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._count = 0
        _ALIVE.add(self)

    def start(self, sources: Sequence[str] = ()) -> bool:
        """Start a refresh of these sources, or of all that are on; False where one is running already."""
        with self._lock:
            if self._run is not None and self._run.is_running:
                return False
            self._count += 1
            self._run = _Run(self._command, tuple(sources), self._count)
            return True

    def cancel(self) -> None:
        """Ask the refresh to stop; it is killed where it has not stopped after a while."""
        if (run := self._run) is not None:
            run.stop(self._patience)

    def seen(self) -> Seen:
        """How things stand now."""
        return Seen() if (run := self._run) is None else run.seen()

    def end(self, wait: float = END_SECONDS) -> None:
        """Stop what is running and wait for it, at the end of the server."""
        if (run := self._run) is not None and run.is_running:
            run.stop(wait)
            run.join(wait + 1)


_ALIVE: weakref.WeakSet[Refresher] = weakref.WeakSet()


def end_all() -> None:
    """Stop every refresh this process has started: none may outlive the server."""
    for refresher in list(_ALIVE):
        refresher.end()


atexit.register(end_all)


class _Run:
    """One process and the threads that read from it."""

    def __init__(self, command: Sequence[str], sources: tuple[str, ...], number: int) -> None:
        self.number, self.sources = number, sources
        self._began = time.monotonic()
        self._took = 0.0
        self._progress = Progress()
        self._endings: tuple[Ending, ...] = ()
        self._is_stopping = False
        self._has_ended = threading.Event()
        self._other_lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._process = subprocess.Popen(
            [*command, *sources, *TOLD_AS],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
        _give_way(self._process.pid)
        threading.Thread(target=self._watch, name="refresh", daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Whether it has not been read to its end."""
        return not self._has_ended.is_set()

    def seen(self) -> Seen:
        """How it stands now."""
        running = self.is_running
        return Seen(
            self.number,
            running,
            running and self._is_stopping,
            time.monotonic() - self._began if running else self._took,
            self.sources,
            self._progress,
            self._endings,
        )

    def stop(self, patience: float) -> None:
        """Ask the process to end, and kill it after ``patience`` seconds."""
        if self._is_stopping or not self.is_running:
            return
        self._is_stopping = True
        with suppress(ProcessLookupError):
            self._process.terminate()
        threading.Thread(target=self._kill_after, args=(patience,), name="refresh stop", daemon=True).start()

    def join(self, seconds: float) -> None:
        """Wait for its end."""
        self._has_ended.wait(seconds)

    def _kill_after(self, patience: float) -> None:
        if not self._has_ended.wait(patience):
            with suppress(ProcessLookupError):
                self._process.kill()

    def _watch(self) -> None:
        process = self._process
        assert process.stdout is not None and process.stderr is not None
        listener = threading.Thread(
            target=self._hear, args=(process.stderr,), name="refresh told", daemon=True
        )
        listener.start()
        told = _at_most(process.stdout, MOST_RESULT_BYTES)
        listener.join()
        status = process.wait()
        self._took = time.monotonic() - self._began
        self._endings = endings(told, status, was_stopped=self._is_stopping)
        if self._other_lines and not self._is_stopping:
            said = "\n".join(self._other_lines)
            _log.warning("A refresh ended with status %s, and said:\n%s", status, said)
        self._has_ended.set()

    def _hear(self, lines: IO[bytes]) -> None:
        """Read progress until the process closes its end; of one line no more than is kept in memory."""
        while line := lines.readline(MOST_LINE_BYTES):
            progress = read_progress(line)
            if progress is None:
                self._other_lines.append(line.decode("utf-8", "replace").rstrip())
            else:
                self._progress = progress


def _give_way(process: int) -> None:
    """Let the pages go first, where the system can be told so (Windows has no such call)."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, NICENESS)


def _environment() -> dict[str, str]:
    """The server's own environment, so database and editions are the same; etl is found from any folder."""
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}


def _at_most(stream: IO[bytes], most: int) -> bytes | None:
    """All of a stream, or None where it is longer than is kept; it is read to its end either way."""
    held, size = [], 0
    while block := stream.read(2**16):
        size += len(block)
        if size <= most:
            held.append(block)
    return b"".join(held) if size <= most else None


def read_progress(line: bytes) -> Progress | None:
    """One line of progress; None for any other line."""
    try:
        told = json.loads(line)
        left = told["seconds_left"]
        return Progress(
            str(told["source"]),
            str(told["step"]),
            int(told["done"]),
            int(told["total"]),
            float(told["rate"]),
            None if left is None else float(left),
        )
    except (ValueError, TypeError, KeyError):
        return None


def endings(told: bytes | None, status: int, *, was_stopped: bool = False) -> tuple[Ending, ...]:
    """What became of each source, by the result on standard output (None: too long) and the exit status."""
    if told is None:
        return (_whole("The refresh is done. The table says what became of each source."),)
    if status == RUNNING_ELSEWHERE:
        return (_whole("Another refresh was already running, so this one did nothing. Wait for it to end."),)
    try:
        result: dict[str, Any] = json.loads(told)
        found = tuple(
            Ending(str(item["source"]), Outcome(item["outcome"]), str(item["words"]))
            for item in result["sources"]
        )
    except (ValueError, TypeError, KeyError):
        found, result = (), {}
    if found:
        return found
    if was_stopped:
        return (_whole("The refresh was stopped. The figures are as they were."),)
    if result.get("error"):
        return (_whole("The refresh could not begin. The figures are as they were."),)
    if status == 0:
        return (_whole("There was nothing to refresh: no source is switched on."),)
    return (
        _whole(
            "The refresh ended before it was done. The figures are as they were; whoever runs this app finds "
            "the reason in its log."
        ),
    )


def _whole(words: str) -> Ending:
    return Ending("", None, words)
