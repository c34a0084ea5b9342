"""A staged edition shaped by its source's module and held against what is charted; nothing is kept yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl import compare, one_source
from etl.card import Card
from etl.compare import Changes
from etl.editions import DOCUMENTS_NAME, Edition, Shelf, State
from etl.inputs import Inputs
from etl.reference import Reference
from etl.registry import source_modules
from mineaction.counting import counted
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

MOST_FINDINGS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found: errors that refuse it (then there are no ``changes``), or reasons to hold it back."""

    errors: Sequence[Finding] = ()
    changes: Changes | None = None
    reasons: Sequence[str] = ()


def weigh(card: Card, edition: Edition, staged: Path, inputs: Inputs, state: State) -> Weighed:
    """Shape what is staged as a build would, and compare it with the edition charted."""
    module = source_modules()[card.source_key]
    shelf = inputs.store.shelf(state)
    own = staged / DOCUMENTS_NAME
    reference = Reference(inputs.reference, [*shelf.documents(), *([own] if own.is_file() else [])])
    trial = _Trial(inputs.editions, state.knowing(edition), staged, edition)
    outcome = one_source.run_card(trial.card_of(card, edition.edition_id), module, reference)
    errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    if errors or outcome.rows is None:
        return Weighed(errors)
    charted = one_source.run_card(shelf.card_of(card, shelf.charted(card.source_key)), module, reference)
    changes = compare.compared(
        charted.rows, outcome.rows, module.TARGET.__tablename__, module.KEY_COLUMNS, reference.series
    )
    limits = card.live.limits if card.live else None
    reasons = compare.beyond(changes, limits) if limits and charted.rows is not None else []
    if unreadable := [finding for finding in charted.findings if finding.severity is Severity.ERROR]:
        reasons = [f"What is charted cannot be read, so nothing can be compared: {refusal_words(unreadable)}"]
    return Weighed((), changes, reasons)


class _Trial(Shelf):
    """The shelf with one edition on it that still lies where it was staged."""

    def __init__(self, folder: Path, state: State, staged: Path, edition: Edition) -> None:
        super().__init__(folder, state)
        self._staged, self._edition = staged, edition

    def edition(self, source_key: str, edition_id: str) -> Edition:
        """The staged edition, or one of those kept."""
        if edition_id == self._edition.edition_id:
            return self._edition
        return super().edition(source_key, edition_id)

    def path(self, edition: Edition) -> Path:
        """Where it lies."""
        return self._staged if edition is self._edition else super().path(edition)


def refusal_words(errors: Sequence[Finding]) -> str:
    """The first errors in one line, each with its place and what to do."""
    told = [
        f"{finding.file_name} {finding.locator}: {finding.message}"
        + (f" ({finding.value})" if finding.value else "")
        + (f"; {finding.what_to_do}" if finding.what_to_do else "")
        for finding in errors[:MOST_FINDINGS_TOLD]
    ]
    more = len(errors) - MOST_FINDINGS_TOLD
    return f"{counted(len(errors), 'error')}: {'. '.join(told)}" + (f". And {more} more" if more > 0 else "")
