"""Editions in a build: the charted one of each source is shaped, the others stay as sums to compare with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from etl import one_source
from etl.card import Card, CardProblem, read_card
from etl.compare import ABOUT, entries
from etl.disk import write_whole
from etl.editions import Edition, Shelf
from etl.inputs import Inputs
from etl.one_source import Outcome
from etl.reference import Reference
from etl.registry import SourceModule
from etl.tables import records
from mineaction.editions import SHIPPED
from mineaction.errors import EditionStoreUnusable
from mineaction.findings import Finding
from mineaction.schema import EditionRow, EditionSum, FundingFigure
from mineaction.vocabulary import Severity

SUMS_NAME = "sums.cache"
"""Not among the files a build's inputs are known by: it says nothing that they do not."""


@dataclass(slots=True)
class Vintages:
    """Rows of ``edition`` and ``edition_sum``, and what was noticed."""

    editions: list[dict[str, Any]] = field(default_factory=list)
    sums: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rules: str = ""
    """The hash of what rows are read by, once it has been needed."""
    memories: list[Callable[[], None]] = field(default_factory=list)
    """What to do once the database stands: each remembers the sums of one edition."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Both as tables, numbered in a fixed order."""
        for number, row in enumerate(self.sums, start=1):
            row["edition_sum_id"] = number
        return {
            row.__tablename__: pd.DataFrame(held, columns=[column.name for column in row.__table__.columns])
            for row, held in ((EditionRow, self.editions), (EditionSum, self.sums))
        }


def shaped(
    inputs: Inputs, shelf: Shelf, source_key: str, edition_id: str, module: SourceModule, reference: Reference
) -> Outcome:
    """What becomes of one edition of one source."""
    try:
        card = read_card(inputs.sources / source_key)
    except CardProblem as problem:
        return Outcome(findings=[problem.finding])
    try:
        return one_source.run_card(shelf.card_of(card, edition_id), module, reference)
    except EditionStoreUnusable as lost:
        return Outcome(card, findings=[_lost(Severity.ERROR, source_key, edition_id, lost)])


def add(
    vintages: Vintages,
    inputs: Inputs,
    shelf: Shelf,
    source_key: str,
    module: SourceModule,
    reference: Reference,
    charted: Outcome,
) -> None:
    """Add the editions of one source; ``charted`` is what became of the one charted."""
    card = read_card(inputs.sources / source_key)
    held = shelf.loadable(source_key)
    chart = shelf.charted(source_key)
    if card.files:
        vintages.editions.append(_shipped(card, chart == SHIPPED))
    vintages.editions += [_fetched(edition, shelf, edition.edition_id == chart) for edition in held]
    vintages.findings += [
        _lost(Severity.WARNING, source_key, edition_id, lost)
        for edition_id, lost in shelf.lost(source_key).items()
        if edition_id != chart
    ]
    names = ([SHIPPED] if card.files else []) + [edition.edition_id for edition in held]
    if len(names) < 2 or module.TARGET is not FundingFigure:
        return
    vintages.rules = vintages.rules or inputs.rules_sha256()
    for name in names:
        kept = _Remembered(shelf, source_key, name, vintages.rules)
        if (sums := kept.read()) is not None:
            vintages.sums += sums
            continue
        outcome = charted
        if name != chart:
            outcome = shaped(inputs, shelf, source_key, name, module, reference)
        if outcome.rows is None:
            vintages.findings.append(_unreadable(source_key, name, outcome.findings))
            continue
        sums = _sums(source_key, name, outcome.rows, reference.series)
        vintages.memories.append(partial(kept.write, sums))
        vintages.sums += sums


class _Remembered:
    """The sums of one edition, kept beside it, so that a build shapes only the edition it charts.

    They hold as long as the code, the lookup tables and the files of the edition are the same.
    """

    def __init__(self, shelf: Shelf, source_key: str, edition_id: str, rules: str) -> None:
        self.path: Path | None = None
        if edition_id == SHIPPED:
            return
        try:
            chain, is_on_shipped = shelf.chain(source_key, edition_id)
        except EditionStoreUnusable:  # One it builds on is lost: shaping it says so.
            return
        # What stands on the shipped files changes with them, which no record of an edition tells.
        if not is_on_shipped:
            self.path = shelf.path(chain[-1]) / SUMS_NAME
        self.key = [rules, *(edition.kept_sha256 for edition in chain)]

    def read(self) -> list[dict[str, Any]] | None:
        """The sums, None where they are not known or may no longer hold."""
        if self.path is None:
            return None
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
            return list(told["sums"]) if told["key"] == self.key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, sums: list[dict[str, Any]]) -> None:
        """Keep the sums, where that is possible."""
        if self.path is not None:
            with suppress(OSError):
                write_whole(self.path, json.dumps({"key": self.key, "sums": sums}, ensure_ascii=False))


def _sums(source_key: str, edition_id: str, rows: pd.DataFrame, series: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "source_key": source_key,
            "edition_id": edition_id,
            **{name: row[name] for name in ABOUT},
            "recipient_iso3": row["recipient_iso3"] or None,
            "figure_count": int(row["figure_count"]),
            "amount_usd": int(row["amount_usd"]),
            "file_row": row["file_row"],
        }
        for row in records(entries(rows, series))
    ]


def _shipped(card: Card, is_charted: bool) -> dict[str, Any]:
    paths = [card.path_of(entry) for entry in card.files]
    return {
        **_row(card.source_key, SHIPPED, 0, "shipped", is_charted),
        "fetched_at": max(entry.retrieved_on for entry in card.files).isoformat(),
        "byte_count": sum(path.stat().st_size for path in paths if path.is_file()),
    }


def _fetched(edition: Edition, shelf: Shelf, is_charted: bool) -> dict[str, Any]:
    first = edition.receipts[0] if edition.receipts else None
    return {
        **_row(edition.source_key, edition.edition_id, edition.number, edition.how, is_charted),
        "fetched_at": edition.fetched_at,
        "fetched_from": edition.fetched_from,
        "sha256": edition.sha256,
        "byte_count": edition.byte_count,
        "row_count": edition.row_count,
        "kept_row_count": edition.kept_row_count,
        "etag": first.etag if first else "",
        "last_modified": first.last_modified if first else "",
        "connector_version": edition.connector_version,
        "builds_on": edition.builds_on,
        "accepted_because": shelf.state.accepted.get(edition.name, ""),
        "note": edition.note,
    }


def _row(source_key: str, edition_id: str, number: int, how: str, is_charted: bool) -> dict[str, Any]:
    empty: Mapping[str, Any] = {
        **dict.fromkeys(("fetched_at", "fetched_from", "sha256", "etag", "last_modified", "builds_on"), ""),
        **dict.fromkeys(("accepted_because", "note"), ""),
        **dict.fromkeys(("byte_count", "row_count", "kept_row_count", "connector_version"), 0),
    }
    told = {"source_key": source_key, "edition_id": edition_id, "number": number, "how": how}
    return {**empty, **told, "is_charted": int(is_charted)}


def _lost(severity: Severity, source_key: str, edition_id: str, lost: EditionStoreUnusable) -> Finding:
    return Finding(
        severity, source_key, edition_id, "edition", "edition_lost", lost.reason, "",
        lost.next_step,
    )  # fmt: skip


def _unreadable(source_key: str, edition_id: str, findings: Sequence[Finding]) -> Finding:
    first = next((finding for finding in findings if finding.severity is Severity.ERROR), None)
    return Finding(
        Severity.WARNING, source_key, edition_id, "edition", "edition_not_comparable",
        "an edition that is not charted cannot be shaped any more, so changes from it are not shown"
        + (f": {first.message}" if first else ""), first.value if first else "",
        "none is needed for the charts; to compare with it, add what it names to the lookup tables",
    )  # fmt: skip
