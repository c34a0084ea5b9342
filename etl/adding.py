"""Rows that people read and typed, added as an edition: checked, compared, kept, and only then charted."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from sqlalchemy.engine import URL

from etl import charting, compare, hand_documents, hand_rows, pipeline
from etl.allowed import columns_of
from etl.card import Card, read_card, sha256_of
from etl.compare import Changes
from etl.editions import DOCUMENTS_NAME, Edition, Shelf, State, Store
from etl.inputs import Inputs
from etl.live import Limits
from etl.reference import Reference
from etl.refresh import Result
from etl.registry import source_modules
from etl.rollback import BY_HAND, accept_words
from etl.spreadsheet import Sheet, read
from etl.tables import records
from etl.weighing import Weighed, refusal_words, weigh
from mineaction.editions import SHIPPED, Outcome, now
from mineaction.errors import RefreshCancelled
from mineaction.findings import Finding


@dataclass(frozen=True, slots=True)
class Addition:
    """What was asked for. ``accept`` is why an edition beyond the limits is to be charted nevertheless."""

    inputs: Inputs
    url: URL
    source_key: str
    file: Path
    documents: Path | None = None
    replace_all: bool = False
    dry_run: bool = False
    accept: str = ""
    note: str = ""


class Refused(Exception):
    """What was given cannot be added; ``findings`` say why, each with its cell or row."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        super().__init__(f"{len(findings)} findings")


def add(asked: Addition, step: pipeline.Progress = pipeline.no_progress) -> Result:
    """Add the rows of a file to one source, or put them in the place of all its rows.

    Raises RefreshRunning, EditionStoreUnusable, CardProblem, Unfit and OSError; what else fails is a result.
    The state and the database are as they were unless the outcome is ``added`` or, the state, ``held_back``.
    """
    began, store = time.monotonic(), Store(asked.inputs.editions)
    card = read_card(asked.inputs.sources / asked.source_key)
    with store.only_one():
        try:
            result = _Adding(asked, card, store, step).result()
        except Refused as refused:
            words = refusal_words(refused.findings)
            result = Result(card.source_key, Outcome.REFUSED, words, findings=refused.findings)
        result.seconds = time.monotonic() - began
        if not asked.dry_run:
            store.note(result.attempt(now()))
    return result


class _Adding:
    """One addition under the lock."""

    def __init__(self, asked: Addition, card: Card, store: Store, step: pipeline.Progress) -> None:
        self.asked, self.card, self.store, self.step = asked, card, store, step
        self.state = store.state()
        self.shelf = store.shelf(self.state)
        self.charted = self.shelf.charted(card.source_key)
        self.held = held_rows(self.shelf, card, self.charted)
        self.columns = columns_of(card, self.held)
        self.asides = [asked.note] if asked.note else []

    def result(self) -> Result:
        """What becomes of it. Raises Refused."""
        key, asked = self.card.source_key, self.asked
        sheets = read(asked.file, key)
        sheet = hand_rows.chosen(sheets)
        if sheet is None:
            raise Refused([hand_rows.no_sheet(sheets, key, asked.file.name)])
        rows = self._rows(sheet)
        known = Reference(asked.inputs.reference, self.shelf.documents())
        documents = hand_documents.brought(
            sheets.get(hand_rows.DOCUMENTS), asked.documents, known, key, asked.file.name
        )
        fresh, passed_over = self._not_held(rows)
        if not fresh:
            words = f"all {passed_over:,} rows of {asked.file.name} are held already"
            return Result(key, Outcome.NOTHING_NEW, words, self.charted)
        if passed_over:
            self.asides.append(f"{passed_over:,} rows that were held already were passed over.")
        staged = self.store.stage(key)
        try:
            edition = self._staged(staged, [cells for _, cells in fresh], len(rows), documents)
            if waiting := self._waiting(edition):
                return self._of_waiting(waiting)
            weighed = weigh(self.card, edition, staged, asked.inputs, self.state)
            if weighed.changes is None:
                place = asked.file.name, sheet.name, [number for number, _ in fresh]
                raise Refused(hand_rows.told_by_sheet(weighed.errors, edition, *place))
            return self._settled(edition, staged, weighed, weighed.changes)
        finally:
            self.store.drop(staged)

    # --- what was given ---

    def _rows(self, sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
        """The rows in the order of the source's columns, each with its number. Raises Refused."""
        key, name = self.card.source_key, self.asked.file.name
        if findings := hand_rows.problems(sheet, self.columns, key, name):
            raise Refused(findings)
        places = [sheet.header.index(column) for column in self.columns]
        if sheet.cleaned:
            named = ", ".join(sheet.cleaned[:8]) + (" …" if len(sheet.cleaned) > 8 else "")
            self.asides.append(
                f"Hidden or outer spaces were taken out of {len(sheet.cleaned)} cells: {named}."
            )
        return [
            (number, tuple(cells[place] if place < len(cells) else "" for place in places))
            for number, cells in sheet.rows
        ]

    def _not_held(
        self, rows: list[tuple[int, tuple[str, ...]]]
    ) -> tuple[list[tuple[int, tuple[str, ...]]], int]:
        """The rows that are new, and how many are not; of a replacement all, unless nothing differs."""
        held = {tuple(str(row[name]) for name in self.columns) for row in records(self.held)}
        if self.asked.replace_all:
            return ([], len(rows)) if {cells for _, cells in rows} == held else (rows, 0)
        fresh = [row for row in rows if row[1] not in held]
        return fresh, len(rows) - len(fresh)

    # --- the edition ---

    def _staged(
        self, staged: Path, rows: list[tuple[str, ...]], row_count: int, documents: pd.DataFrame
    ) -> Edition:
        """Write rows and documents where editions are staged; returns the edition they would be."""
        key, file, at = self.card.source_key, self.asked.file, now()
        number, sha256 = self.shelf.next_number(key), sha256_of(self.asked.file)
        edition_id = f"{number:04}-{at[:10]}-{sha256[:8]}"
        kept = staged / f"{edition_id}.csv"
        pd.DataFrame(rows, columns=self.columns).to_csv(kept, index=False, lineterminator="\n")
        if len(documents):
            documents.to_csv(staged / DOCUMENTS_NAME, index=False, lineterminator="\n")
        stands = bool(self.card.files) or self.charted != SHIPPED
        return Edition(
            source_key=key,
            edition_id=edition_id,
            number=number,
            how=BY_HAND,
            fetched_at=at,
            fetched_from=file.name,
            connector_version=0,
            sha256=sha256,
            byte_count=file.stat().st_size,
            row_count=row_count,
            kept_name=kept.name,
            kept_sha256=sha256_of(kept),
            kept_byte_count=kept.stat().st_size,
            kept_row_count=len(rows),
            content_sha256=hashlib.sha256(json.dumps([self.columns, rows]).encode()).hexdigest(),
            builds_on=self.charted if stands and not self.asked.replace_all else "",
            note=" ".join(self.asides),
        )

    def _waiting(self, edition: Edition) -> Edition | None:
        """The same edition, where it was added before and is held back or was rolled back."""
        for other in self.shelf.editions(edition.source_key):
            is_same = (other.content_sha256, other.builds_on) == (edition.content_sha256, edition.builds_on)
            if is_same and (other.name in self.state.held or other.name in self.state.left):
                return other
        return None

    def _of_waiting(self, waiting: Edition) -> Result:
        key, name = waiting.source_key, waiting.edition_id
        if waiting.name not in self.state.held:
            words = (
                f"added before and rolled back; to chart it again: python -m etl rollback {key} --to {name}"
            )
            return Result(key, Outcome.NOTHING_NEW, words, name)
        reasons = self.state.held[waiting.name]
        if not self.asked.accept:
            words = " ".join(["Added before, and still held back.", *reasons, accept_words(waiting)])
            return Result(key, Outcome.HELD_BACK, words, name, held_because=reasons)
        words = f"held back since {waiting.fetched_at[:10]}, accepted: {self.asked.accept}"
        result = Result(key, Outcome.ADDED, words, name, reason=self.asked.accept)
        return result if self.asked.dry_run else self._charted(waiting, result)

    def _settled(self, edition: Edition, staged: Path, weighed: Weighed, changes: Changes) -> Result:
        """Keep it and chart it, or hold it back, or only say what would become of it."""
        limits = self.card.live.limits if self.card.live else Limits()
        measured = changes if self.asked.replace_all else _without_added(changes)
        reasons = compare.beyond(measured, limits) if changes.rows_before else []
        is_held = bool(reasons) and not self.asked.accept
        words = " ".join([f"{changes.words}.", *self.asides, *reasons])
        result = Result(edition.source_key, Outcome.ADDED, words, edition.edition_id, changes, reasons)
        result.reason = self.asked.accept if reasons else ""
        if self.asked.dry_run:
            result.outcome = Outcome.WOULD_BE_HELD_BACK if is_held else Outcome.WOULD_REFRESH
            return result
        self.store.keep(staged, edition)
        if not is_held:
            return self._charted(edition, result)
        result.outcome = Outcome.HELD_BACK
        result.words += f" {accept_words(edition)}"
        self.store.write_state(self.state.holding(edition, reasons))
        return result

    def _charted(self, edition: Edition, result: Result) -> Result:
        """Chart it; where that fails the edition leaves nothing behind, unless it was held before."""
        after: State = self.state.knowing(edition).charting(edition.source_key, edition.edition_id)
        if result.reason:
            after = after.with_reason(edition, result.reason)
        charted, result.outcome = result.outcome, Outcome.REFUSED
        try:
            charting.chart(self.asked.inputs, self.asked.url, self.state, after, self.step)
            result.outcome = charted
            return result
        except pipeline.RefusedWithReport as refused:
            result.words, result.findings = refusal_words(refused.report.errors), refused.report.errors
        except charting.CANNOT_CHART as error:
            result.words = charting.why(error, self.asked.url)
        except RefreshCancelled as error:
            result.outcome, result.words = Outcome.CANCELLED, str(error)
        if edition.name not in self.state.known:
            result.edition = ""
            self.store.remove(edition)
        return result


def held_rows(shelf: Shelf, card: Card, edition_id: str) -> pd.DataFrame:
    """The rows of an edition as its files have them, all editions it builds on included; text columns."""
    module, stood = source_modules()[card.source_key], shelf.card_of(card, edition_id)
    frames = [module.extract(stood.path_of(entry)) for entry in stood.files]
    named = [*card.used_columns, *card.ignored_columns]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=named, dtype="object")


def _without_added(changes: Changes) -> Changes:
    """The changes to what was held: what is new was asked for, and is no revision to be wary of."""
    added: dict[str, int] = {}
    for change in changes.changes:
        if change.kind == "added":
            added[change.series_key] = added.get(change.series_key, 0) + (change.after_usd or 0)
    by_series = tuple(
        total
        if total.after_usd is None
        else replace(total, after_usd=total.after_usd - added.get(total.name, 0))
        for total in changes.by_series
    )
    return replace(changes, by_series=by_series)
