"""`python -m etl refresh`: what is asked on the command line, and how the result is told."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as Bar

from etl import pipeline
from etl.fetch import Progress
from etl.inputs import Inputs
from etl.refresh import Options, Result, live_sources, refresh
from etl.report import console_for
from etl.tell_changes import tell_changes
from mineaction.editions import OUTCOME_WORDS, Outcome
from mineaction.errors import EditionStoreUnusable, RefreshCancelled, RefreshRunning

DONE, REFUSED, USAGE, UNAVAILABLE, RUNNING, CANCELLED = 0, 1, 2, 3, 4, 130
"""Exit statuses: nothing new or refreshed; refused or held back; wrong usage; a publisher not reached;
another refresh is running; stopped."""

STATUS_OF = {
    Outcome.REFUSED: REFUSED,
    Outcome.HELD_BACK: REFUSED,
    Outcome.WOULD_BE_HELD_BACK: REFUSED,
    Outcome.UNAVAILABLE: UNAVAILABLE,
    Outcome.CANCELLED: CANCELLED,
}
COLOURS = {REFUSED: "red", UNAVAILABLE: "yellow", CANCELLED: "yellow"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `refresh` takes, besides where the database and the inputs are."""
    parser.add_argument(
        "keys", nargs="*", metavar="SOURCE", help="which to refresh; default: all that are on"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change; write nothing")
    parser.add_argument(
        "--from", dest="given", default="", metavar="PATH_OR_URL",
        help="fetch one source from here instead of the address on its card; csv, csv.gz or zip",
    )  # fmt: skip
    parser.add_argument(
        "--accept", default="", metavar="WHY",
        help="chart an edition although it differs by more than its card allows; the reason is recorded",
    )  # fmt: skip
    parser.add_argument(
        "--progress", choices=("auto", "json", "none"), default="auto",
        help="how progress is told on standard error: a bar on a terminal, lines of JSON, or not at all",
    )  # fmt: skip


def run(told: argparse.Namespace, inputs: Inputs) -> int:
    """Refresh, tell what became of each source, and return the exit status."""
    console = console_for(stderr=True)
    if problem := _misuse(told, inputs):
        console.print(problem, style="red", soft_wrap=True, markup=False)
        return USAGE
    options = Options(inputs, told.database_url, told.keys, told.given, told.dry_run, told.accept)
    stop = threading.Event()
    try:
        with stopping(stop), _progress(told, console) as progress:
            results = refresh(options, progress, stop.is_set)
    except RefreshRunning as running:
        return failed(told, console, str(running), RUNNING)
    except EditionStoreUnusable as error:
        return failed(told, console, str(error), REFUSED)
    status = status_of(results)
    if told.json:
        print(json.dumps(as_dict(results, status), ensure_ascii=False, indent=1))
    else:
        tell(console, results, with_changes=told.dry_run)
    return status


def _misuse(told: argparse.Namespace, inputs: Inputs) -> str:
    """What is wrong with the arguments; empty where nothing is."""
    known = live_sources(inputs)
    if unknown := [key for key in told.keys if key not in known]:
        by_hand = {folder.name for folder in inputs.folders()} - set(known)
        if read := [key for key in unknown if key in by_hand]:
            return f"People read {', '.join(read)}: python -m etl template {read[0]} writes a sheet to fill"
        return f"Cannot be fetched: {', '.join(unknown)}. Choose from: {', '.join(known) or 'none'}"
    if told.given and len(told.keys) != 1:
        return "--from stands in for the address of one source: name that source"
    if told.accept and not told.keys:
        return "--accept is for a source that was looked at: name it"
    if told.accept and not told.accept.strip():
        return "--accept wants the reason, in a few words"
    return ""


def status_of(results: Sequence[Result]) -> int:
    """The exit status: of several, cancelled counts most, then refused or held back, then not reached."""
    found = {STATUS_OF.get(result.outcome, DONE) for result in results}
    return next((status for status in (CANCELLED, REFUSED, UNAVAILABLE) if status in found), DONE)


def as_dict(results: Sequence[Result], status: int) -> dict[str, Any]:
    """The results as plain values."""
    return {"status": status, "sources": [result.as_dict() for result in results]}


def failed(told: argparse.Namespace, console: Console, words: str, status: int) -> int:
    """Say why nothing was done, as JSON on standard output where that is asked for; returns ``status``."""
    if told.json:
        print(json.dumps({"status": status, "error": words, "sources": []}, ensure_ascii=False, indent=1))
    else:
        console.print(words, style="red", soft_wrap=True, markup=False)
    return status


def tell(console: Console, results: Sequence[Result], *, with_changes: bool = False) -> None:
    """One paragraph a source: what became of it, what changed, what to do. Then all of them in one line.

    ``with_changes`` adds what differs, by series, recipient and year, and entry by entry.
    """
    for result in results:
        console.print(f"{result.source_key}: ", end="", style="bold", markup=False)
        console.print(OUTCOME_WORDS[result.outcome], style=_style(result.outcome), markup=False)
        place = f"{result.edition}: " if result.edition else ""
        console.print(f"  {place}{result.words}", soft_wrap=True, markup=False)
        if result.changes and with_changes:
            console.print()
            tell_changes(console, result.changes)
        elif result.outcome is Outcome.HELD_BACK:
            console.print(f"  To see what differs: python -m etl diff {result.source_key}", soft_wrap=True)
    if len(results) > 1:
        counted = Counter(result.outcome for result in results)
        console.print(f"\n{len(results)} sources. ", end="", style="bold")
        for number, (outcome, count) in enumerate(sorted(counted.items())):
            console.print(f"{'; ' if number else ''}{count} {OUTCOME_WORDS[outcome]}", end="", markup=False,
                          style=_style(outcome))  # fmt: skip
        console.print(".")


def _style(outcome: Outcome) -> str:
    return COLOURS.get(STATUS_OF.get(outcome, DONE), "green")


@contextmanager
def stoppable() -> Iterator[pipeline.Progress]:
    """What a command tells of each step, for Ctrl-C and SIGTERM to stop it there with RefreshCancelled."""
    stop = threading.Event()

    def step(name: str) -> None:
        if stop.is_set():
            raise RefreshCancelled

    with stopping(stop):
        yield step


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM stop the refresh at the next safe place; a second Ctrl-C stops it at once."""

    def hear(signum: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _progress(told: argparse.Namespace, console: Console) -> Iterator[Callable[[Progress], None]]:
    if told.progress == "json":
        yield _as_lines
    elif told.progress == "auto" and console.is_terminal and not told.json:
        with Bar(
            SpinnerColumn(),
            TextColumn("{task.description:<48}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        ) as bar:
            task = bar.add_task("asking", total=None)

            def show(progress: Progress) -> None:
                words = f"{progress.source_key} {progress.step}".strip()
                bar.update(task, description=words, completed=progress.done, total=progress.total or None)

            yield show
    else:
        yield lambda progress: None


def _as_lines(progress: Progress) -> None:
    left = progress.seconds_left
    line = {
        "source": progress.source_key,
        "step": progress.step,
        "done": progress.done,
        "total": progress.total,
        "rate": round(progress.rate),
        "seconds_left": None if left is None else round(left),
    }
    print(json.dumps(line), file=sys.stderr, flush=True)
