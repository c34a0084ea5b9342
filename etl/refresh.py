"""Brings sources up to date: fetched, checked, compared, kept as an edition, and only then charted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from etl import charting, fetching, pipeline
from etl.card import Card, CardProblem, read_card
from etl.compare import Changes
from etl.connectors.registry import connectors
from etl.editions import Edition, State, Store
from etl.fetch import Progress
from etl.inputs import Inputs
from etl.weighing import Weighed, refusal_words, weigh
from mineaction.editions import Attempt, Outcome, now
from mineaction.errors import (
    EditionStoreUnusable,
    NotAsDescribed,
    NotChanged,
    RefreshCancelled,
    SourceUnavailable,
)
from mineaction.findings import Finding

Told = Callable[[Progress], None]


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


def live_sources(inputs: Inputs) -> dict[str, Card]:
    """The card of every source that has a connector and says where to fetch, by key."""
    known = connectors()
    cards = {}
    for folder in inputs.folders():
        if folder.name not in known:
            continue
        try:
            card = read_card(folder)
        except CardProblem:
            continue  # A build says what is wrong with it.
        if card.live:
            cards[card.source_key] = card
    return cards


def refresh(
    options: Options, told: Told = lambda progress: None, stopped: Callable[[], bool] = lambda: False
) -> list[Result]:
    """Bring the sources named, or all that are on, up to date; one result a source, in order.

    Raises RefreshRunning, and EditionStoreUnusable where nothing can be kept. Everything else is a result.
    """
    store = Store(options.inputs.editions)
    with store.only_one():
        return _Run(options, store, told, stopped).all()


class _Run:
    """One refresh under the lock."""

    def __init__(self, options: Options, store: Store, told: Told, stopped: Callable[[], bool]) -> None:
        self.options, self.store, self.told, self.stopped = options, store, told, stopped
        self.cards = live_sources(options.inputs)
        self.state = store.state()

    def all(self) -> list[Result]:
        """Every source in turn, then all of them together."""
        results: list[Result] = []
        candidates: list[Candidate] = []
        on = [key for key, card in self.cards.items() if card.live and card.live.is_on]
        for key in self.options.keys or on:
            began = time.monotonic()
            found = self._one(key)
            result = found.result if isinstance(found, Candidate) else found
            result.seconds = time.monotonic() - began
            results.append(result)
            if isinstance(found, Candidate):
                candidates.append(found)
            if result.outcome is Outcome.CANCELLED:
                self._withdraw(candidates, Outcome.CANCELLED, result.words)
                candidates = []
                break
        if not self.options.dry_run:
            self._settle(candidates)
            at = now()
            for result in results:
                self.store.note(result.attempt(at))
        return results

    # --- one source ---

    def _one(self, key: str) -> Candidate | Result:
        card = self.cards[key]
        assert card.live is not None
        if self.options.accept and (waiting := self._waiting(key)):
            # What a person has looked at, not what the publisher may give by now.
            words = f"held back since {waiting.fetched_at[:10]}, accepted: {self.options.accept}"
            made = Result(key, Outcome.REFRESHED, words, waiting.edition_id, reason=self.options.accept)
            return made if self.options.dry_run else Candidate(waiting, made, is_new=False)
        if card.live.key_variable and not os.environ.get(card.live.key_variable):
            words = f"The publisher wants a key of your own: set {card.live.key_variable} to it"
            return Result(key, Outcome.OFF, words)
        staged = self.store.stage(key)
        try:
            edition = fetching.fetch(card, self.store.shelf(self.state), staged, self._visit(card))
            weighed = weigh(card, edition, staged, self.options.inputs, self.state)
            return self._kept(edition, staged, weighed)
        except NotChanged as same:
            return self._nothing_new(key, str(same))
        except RefreshCancelled as error:
            return Result(key, Outcome.CANCELLED, str(error))
        except SourceUnavailable as error:
            return Result(key, Outcome.UNAVAILABLE, str(error))
        except (NotAsDescribed, EditionStoreUnusable) as error:
            return Result(key, Outcome.REFUSED, str(error))
        except OSError as error:
            said = f"{error.filename or staged}: {error.strerror or error}"
            words = f"{said}. Make room or mend the disk, then refresh again; nothing was changed"
            return Result(key, Outcome.REFUSED, words)
        finally:
            self.store.drop(staged)

    def _visit(self, card: Card) -> fetching.Visiting:
        return fetching.Visiting(self.told, self.stopped, self.options.given, self.options.tuning)

    def _kept(self, edition: Edition, staged: Path, weighed: Weighed) -> Candidate | Result:
        """Put an edition in its place, unless it is refused or nothing is to be written."""
        key, changes = edition.source_key, weighed.changes
        if changes is None:
            return Result(key, Outcome.REFUSED, refusal_words(weighed.errors), findings=weighed.errors)
        is_held = bool(weighed.reasons) and not self.options.accept
        words = " ".join([f"{changes.words}.", *weighed.reasons]) if weighed.reasons else changes.words
        result = Result(key, Outcome.REFRESHED, words, edition.edition_id, changes, weighed.reasons)
        result.reason = self.options.accept if weighed.reasons else ""
        if self.options.dry_run:
            result.outcome = Outcome.WOULD_BE_HELD_BACK if is_held else Outcome.WOULD_REFRESH
            return result
        if is_held:
            result.outcome = Outcome.HELD_BACK
            result.words += f" {_accept_words(key)}"
        self.store.keep(staged, edition)
        return Candidate(edition, result)

    def _waiting(self, key: str) -> Edition | None:
        """The edition that waits for a person, the newest where there are several."""
        editions = self.store.shelf(self.state).editions(key)
        held = [edition for edition in editions if edition.name in self.state.held]
        return held[-1] if held else None

    def _nothing_new(self, key: str, words: str) -> Result:
        newest = self.store.shelf(self.state).newest(key)
        name = newest.edition_id if newest else ""
        if newest and newest.name in self.state.held:
            reasons = self.state.held[newest.name]
            told = " ".join([f"{words}, which is still held back.", *reasons, _accept_words(key)])
            return Result(key, Outcome.HELD_BACK, told, name, held_because=reasons)
        if newest and newest.name in self.state.left:
            words += f". It was rolled back; to chart it again: python -m etl rollback {key} --to {name}"
        return Result(key, Outcome.NOTHING_NEW, words, name)

    # --- all of them ---

    def _settle(self, candidates: Sequence[Candidate]) -> None:
        """Record what is held back; chart the rest once the whole database has been checked with it."""
        state = self.state
        for candidate in candidates:
            if candidate.is_held:
                state = state.holding(candidate.edition, candidate.result.held_because)
        ready = [candidate for candidate in candidates if not candidate.is_held]
        if state != self.state:
            self.store.write_state(state)
        try:
            while ready:
                try:
                    charting.chart(
                        self.options.inputs, self.options.url, state, _with(state, ready), self._step
                    )
                    return
                except pipeline.RefusedWithReport as refused:
                    ready = self._without_spoilt(ready, refused.report.errors)
            if self.state.known and charting.is_behind(self.options.url, state):
                charting.chart(self.options.inputs, self.options.url, state, state, self._step)
        except RefreshCancelled as error:
            self._withdraw(ready, Outcome.CANCELLED, str(error))
        except charting.CANNOT_CHART as error:
            self._withdraw(ready, Outcome.REFUSED, charting.why(error))

    def _without_spoilt(self, ready: list[Candidate], errors: Sequence[Finding]) -> list[Candidate]:
        """Refuse the editions that the errors are about, all where they are about none."""
        about = {finding.source_key for finding in errors}
        spoilt = [candidate for candidate in ready if candidate.edition.source_key in about] or ready
        for candidate in spoilt:
            mine = [e for e in errors if e.source_key == candidate.edition.source_key] or list(errors)
            self._withdraw([candidate], Outcome.REFUSED, refusal_words(mine))
            candidate.result.findings = mine
        return [candidate for candidate in ready if candidate not in spoilt]

    def _step(self, name: str) -> None:
        if self.stopped():
            raise RefreshCancelled
        self.told(Progress("", name))

    def _withdraw(self, candidates: Iterable[Candidate], outcome: Outcome, words: str) -> None:
        """What is not to be charted leaves nothing behind."""
        for candidate in candidates:
            candidate.result.outcome, candidate.result.words = outcome, words
            if candidate.is_new:
                candidate.result.edition = ""
                self.store.remove(candidate.edition)


def _with(state: State, ready: Iterable[Candidate]) -> State:
    """The state with these charted."""
    for candidate in ready:
        edition = candidate.edition
        state = state.knowing(edition).charting(edition.source_key, edition.edition_id)
        if candidate.result.reason:
            state = state.with_reason(edition, candidate.result.reason)
    return state


def _accept_words(key: str) -> str:
    return f'If it is right: python -m etl refresh {key} --accept "why"'
