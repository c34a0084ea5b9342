"""Brings sources up to date: fetched, checked, compared, kept as an edition, and only then charted."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from etl import charting, fetching, pipeline
from etl.card import Card, CardProblem, read_card
from etl.connectors.registry import connectors
from etl.editions import Edition, State, Store
from etl.fetch import Progress
from etl.inputs import Inputs
from etl.refresh_result import Candidate, Options, Result, add_problem, add_words, not_foreseen
from etl.weighing import Weighed, refusal_words, weigh
from mineaction.editions import Outcome, now
from mineaction.errors import (
    EditionStoreUnusable,
    NotAsDescribed,
    NotChanged,
    RefreshCancelled,
    SourceUnavailable,
)
from mineaction.findings import Finding

__all__ = ["Options", "Result", "live_sources", "refresh"]

Told = Callable[[Progress], None]
_log = logging.getLogger(__name__)


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

    A dry run writes nothing where editions are kept, and needs no lock. Raises RefreshRunning, and
    EditionStoreUnusable where nothing can be kept. Everything else is a result.
    """
    store = Store(options.inputs.editions)
    if options.dry_run:
        with tempfile.TemporaryDirectory() as folder:
            return _Run(options, store, Store(Path(folder)), told, stopped).all()
    with store.only_one():
        return _Run(options, store, store, told, stopped).all()


class _Run:
    """One refresh. ``staging`` is where it fetches to."""

    def __init__(
        self, options: Options, store: Store, staging: Store, told: Told, stopped: Callable[[], bool]
    ) -> None:
        self.options, self.store, self.staging = options, store, staging
        self.told, self.stopped = told, stopped
        self.visiting = fetching.Visiting(told, stopped, options.given, options.tuning)
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
            self._settle(candidates, results)
            self._note(results)
        return results

    def _note(self, results: Iterable[Result]) -> None:
        """Add the results to the history. What was done stands, also where that fails."""
        at = now()
        for result in results:
            try:
                self.store.note(result.attempt(at))
            except EditionStoreUnusable as error:
                result.words += f" (This is not in the history: {error})"

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
        staged = self.staging.stage(key)
        try:
            edition = fetching.fetch(card, self.store.shelf(self.state), staged, self.visiting)
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
        except Exception as error:
            _log.exception("Refreshing %s stumbled", key)
            return Result(key, Outcome.REFUSED, not_foreseen(card, error))
        finally:
            self.staging.drop(staged)

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
        """The newest edition, where it waits for a person; an older one is out of date by now."""
        newest = self.store.shelf(self.state).newest(key)
        return newest if newest and newest.name in self.state.held else None

    def _nothing_new(self, key: str, words: str) -> Result:
        shelf = self.store.shelf(self.state)
        newest = shelf.newest(key)
        name = newest.edition_id if newest else ""
        if newest and newest.name in self.state.held:
            reasons = self.state.held[newest.name]
            told = " ".join([f"{words}, which is still held back.", *reasons, _accept_words(key)])
            return Result(key, Outcome.HELD_BACK, told, name, held_because=reasons)
        if newest and name != shelf.charted(key):
            stands = "was rolled back" if newest.name in self.state.left else "is not charted"
            words += f". It {stands}; to chart it again: python -m etl rollback {key} --to {name}"
        return Result(key, Outcome.NOTHING_NEW, words, name)

    # --- all of them ---

    def _settle(self, candidates: Sequence[Candidate], results: Sequence[Result]) -> None:
        """Record what is held back; chart the rest once the whole database has been checked with it."""
        state = self.state
        for candidate in candidates:
            if candidate.is_held:
                state = state.holding(candidate.edition, candidate.result.held_because)
        ready = [candidate for candidate in candidates if not candidate.is_held]
        inputs, url = self.options.inputs, self.options.url
        try:
            if state != self.state:
                self.store.write_state(state)
            while ready:
                try:
                    charting.chart(inputs, url, state, _with(state, ready), self._step)
                    return
                except pipeline.RefusedWithReport as refused:
                    ready = self._without_spoilt(ready, refused.report.errors)
            if self.state.known and charting.is_behind(url, state):
                charting.chart(inputs, url, state, state, self._step)
                add_words(results, "The database was behind the editions kept, and charts them now.")
        except pipeline.RefusedWithReport as refused:
            told = refusal_words(refused.report.errors)
            add_problem(results, f"The database is behind the editions kept, and was refused: {told}")
        except RefreshCancelled as error:
            self._withdraw(ready, Outcome.CANCELLED, str(error))
        except charting.CANNOT_CHART as error:
            self._withdraw(self._unknown(candidates), Outcome.REFUSED, charting.why(error, url))
            if not candidates:
                add_problem(results, charting.why(error, url))

    def _unknown(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those that were to be charted, or that the state does not know."""
        known = self.store.state().known
        return [one for one in candidates if not one.is_held or one.edition.name not in known]

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
