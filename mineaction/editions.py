"""Where fetched editions lie, and what became of each attempt: written by etl, read by the pages.

``history.jsonl`` has one line an attempt, oldest first. It is only ever added to.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

EDITIONS_VARIABLE = "MINEACTION_EDITIONS"
DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data" / "editions"
HISTORY_NAME = "history.jsonl"
SHIPPED = "shipped"
"""The edition that came with the project: the files beside a source's card."""


class Outcome(StrEnum):
    """What became of an attempt to bring a source up to date."""

    REFRESHED = "refreshed"
    NOTHING_NEW = "nothing_new"
    HELD_BACK = "held_back"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    CANCELLED = "cancelled"
    OFF = "off"
    WOULD_REFRESH = "would_refresh"
    WOULD_BE_HELD_BACK = "would_be_held_back"
    ADDED = "added"
    ROLLED_BACK = "rolled_back"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.REFRESHED: "new edition charted",
    Outcome.NOTHING_NEW: "nothing new",
    Outcome.HELD_BACK: "held back: a person has to look",
    Outcome.REFUSED: "refused: not what was expected",
    Outcome.UNAVAILABLE: "publisher not reached",
    Outcome.CANCELLED: "cancelled",
    Outcome.OFF: "off",
    Outcome.WOULD_REFRESH: "dry run: would be charted",
    Outcome.WOULD_BE_HELD_BACK: "dry run: would be held back",
    Outcome.ADDED: "added by hand",
    Outcome.ROLLED_BACK: "rolled back to an earlier edition",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at one source. ``at`` is UTC in ISO form; ``edition`` the edition it made or turned to."""

    at: str
    source_key: str
    outcome: Outcome
    words: str
    edition: str = ""
    seconds: float = 0.0
    reason: str = ""

    def as_line(self) -> str:
        """The attempt as one line of JSON."""
        return json.dumps({**asdict(self), "outcome": self.outcome.value}, ensure_ascii=False)


def editions_folder() -> Path:
    """Where editions are kept: ``MINEACTION_EDITIONS`` if set, else ``data/editions`` of the project."""
    told = os.environ.get(EDITIONS_VARIABLE)
    return Path(told) if told else DEFAULT_FOLDER


def now() -> str:
    """This moment in UTC, to the second, in ISO form."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_history(folder: Path | None = None) -> list[Attempt]:
    """Every attempt, oldest first. A line cut short by a crash, or of another version, is passed over."""
    path = (folder or editions_folder()) / HISTORY_NAME
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [attempt for attempt in map(_attempt, lines) if attempt is not None]


def _attempt(line: str) -> Attempt | None:
    try:
        told: dict[str, Any] = json.loads(line)
        return Attempt(**{**told, "outcome": Outcome(told["outcome"])})
    except (ValueError, TypeError, KeyError):
        return None
