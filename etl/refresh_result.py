"""What a refresh is asked for, what becomes of each source, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import URL

from etl.card import Card
from etl.compare import Changes
from etl.editions import Edition
from etl.inputs import Inputs
from mineaction.editions import Attempt, Outcome
from mineaction.findings import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. ``accept`` is the reason a person gives for charting what is beyond the limits."""

    inputs: Inputs
    url: URL
    keys: Sequence[str] = ()
    given: str = ""
    dry_run: bool = False
    accept: str = ""
    tuning: Mapping[str, Any] = field(default_factory=dict)
    """Settings of the visit, for tests: tries, waits."""


@dataclass(slots=True)
class Result:
    """What became of one source. ``words`` say what, where, and what to do."""

    source_key: str
    outcome: Outcome
    words: str
    edition: str = ""
    changes: Changes | None = None
    held_because: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    seconds: float = 0.0
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "source": self.source_key,
            "outcome": self.outcome.value,
            "words": self.words,
            "edition": self.edition,
            "held_because": list(self.held_because),
            "changes": self.changes.as_dict() if self.changes else None,
            "findings": [finding.as_dict() for finding in self.findings],
            "seconds": round(self.seconds, 1),
        }

    def attempt(self, at: str) -> Attempt:
        """The result as a line of the history."""
        told = (self.words, self.edition, round(self.seconds, 1), self.reason)
        return Attempt(at, self.source_key, self.outcome, *told)


@dataclass(slots=True)
class Candidate:
    """An edition that lies in its place and is to be charted, or to be held back."""

    edition: Edition
    result: Result
    is_new: bool = True

    @property
    def is_held(self) -> bool:
        """Whether a person has to look first."""
        return self.result.outcome is Outcome.HELD_BACK


def add_problem(results: Sequence[Result], problem: str) -> None:
    """Tell of what is wrong with the database itself, with each source it could be about."""
    for result in results:
        if result.outcome in (Outcome.NOTHING_NEW, Outcome.HELD_BACK, Outcome.REFRESHED):
            result.outcome = Outcome.REFUSED
    add_words(results, problem)


def add_words(results: Sequence[Result], words: str) -> None:
    """Say something more about each source."""
    for result in results:
        result.words = f"{result.words.rstrip('.')}. {words}"


def not_foreseen(card: Card, error: Exception) -> str:
    """What is said where what came makes the code stumble: it is another shape than anybody thought of."""
    key, page = card.source_key, card.live.page if card.live else ""
    return (
        f"{key}: what came could not be read ({type(error).__name__}: {error}); nothing was changed. Compare "
        f"it with the publisher's own page, {page}; then etl/connectors/{key}.py has to learn of it; the log "
        "(standard error) says where it stumbled"
    )
