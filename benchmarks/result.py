"""What every measurement prints: a small table or JSON, the machine it was taken on, and its goals."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, in which unit, and over how many runs."""

    what: str
    unit: str
    median: float
    percentile_95: float
    runs: int


@dataclass(frozen=True, slots=True)
class Goal:
    """What was to be reached, and whether it was."""

    text: str
    reached: float
    is_met: bool


def line(what: str, unit: str, values: Sequence[float]) -> Line:
    """Median and 95th percentile (the nearest value measured) of at least one value."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return Line(what, unit, round(statistics.median(ordered), 1), round(high, 1), len(ordered))


def machine() -> str:
    """Where and when this was measured, in one line."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def show(title: str, lines: Sequence[Line], goals: Sequence[Goal], *, as_json: bool) -> None:
    """Print the result to standard output."""
    if as_json:
        told = {
            "title": title,
            "machine": machine(),
            "lines": [asdict(item) for item in lines],
            "goals": [asdict(goal) for goal in goals],
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    wide = max(len(item.what) for item in lines)
    print(f"{title}\n{machine()}\n")
    print(f"{'':{wide}}  {'median':>8}  {'95th pc.':>8}  {'runs':>5}  unit")
    for item in lines:
        print(
            f"{item.what:{wide}}  {item.median:8.1f}  {item.percentile_95:8.1f}  {item.runs:5}  {item.unit}"
        )
    print()
    for goal in goals:
        print(f"goal {'met' if goal.is_met else 'MISSED'}: {goal.text} (measured: {goal.reached:.1f})")


def parser(description: str, *, repeats: str, default: int) -> argparse.ArgumentParser:
    """A command line with ``--json`` and one number, named by ``repeats``."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument(f"--{repeats}", type=_count, default=default, metavar="N", help=f"default {default}")
    made.add_argument("--json", action="store_true", help="print JSON")
    return made


def _count(value: str) -> int:
    count = int(value)
    if count < 1:
        raise argparse.ArgumentTypeError("has to be at least 1")
    return count
