"""What happens to one source: its card and files are confirmed, read, checked and shaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from etl import corrections, validate
from etl.card import Card, CardFile, CardProblem, confirm, read_card
from etl.desk import Desk
from etl.extract import Unreadable
from etl.reference import Reference
from etl.registry import SourceModule
from etl.tables import split_file_row
from mineaction.editions import SHIPPED
from mineaction.findings import Finding
from mineaction.schema import FundingFigure
from mineaction.vocabulary import Severity


@dataclass(slots=True)
class Outcome:
    """What became of one source; ``rows`` is None where it has no file, or not without error."""

    card: Card | None = None
    rows: pd.DataFrame | None = None
    rows_read: int = 0
    findings: list[Finding] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    file_rows: list[dict[str, object]] = field(default_factory=list)


def run(folder: Path, module: SourceModule, reference: Reference) -> Outcome:
    """Shape the source in ``folder``. Goes on past an error as long as later findings can be trusted."""
    try:
        card = read_card(folder)
    except CardProblem as problem:
        return Outcome(findings=[problem.finding])
    return run_card(card, module, reference)


def run_card(card: Card, module: SourceModule, reference: Reference) -> Outcome:
    """The same, of whatever edition the card stands for. Without a file there is nothing to shape, as yet."""
    outcome = Outcome(findings=confirm(card))
    if not card.files:
        outcome.card = card
        return outcome
    raw = _read_files(card, module, outcome)
    if raw is None:
        return outcome
    try:
        mended = corrections.apply(raw, card.folder, left=card.set_aside)
    except Unreadable as error:
        outcome.findings.append(error.finding)
        return outcome
    outcome.findings += mended.findings
    outcome.findings += validate.constants_hold(mended.raw, card)
    for percent in card.percent_checks:
        outcome.findings += validate.percents_agree(
            mended.raw, percent, card.source_key, is_fetched=card.edition != SHIPPED
        )
    _shape(card, module, mended, reference, outcome)
    return outcome


def _read_files(card: Card, module: SourceModule, outcome: Outcome) -> pd.DataFrame | None:
    """All rows of all files as text; None where a file or a column is missing."""
    frames, whole = [], True
    for entry in card.files:
        path = card.path_of(entry)
        if not path.is_file():
            whole = False
            continue
        try:
            frame = module.extract(path)
        except Unreadable as error:
            outcome.findings.append(error.finding)
            whole = False
            continue
        found = validate.columns_accounted_for(frame, card, entry.name)
        outcome.findings += found
        whole = whole and not any(finding.rule == validate.COLUMN_MISSING for finding in found)
        frames.append(frame)
        outcome.file_rows.append(_file_row(card, entry, len(frame)))
    return pd.concat(frames, ignore_index=True) if frames and whole else None


def _file_row(card: Card, entry: CardFile, row_count: int) -> dict[str, object]:
    return {
        "source_key": card.source_key,
        "name": entry.name,
        "sha256": entry.sha256,
        "byte_count": card.path_of(entry).stat().st_size,
        "row_count": row_count,
        "retrieved_on": entry.retrieved_on.isoformat(),
    }


def _shape(
    card: Card, module: SourceModule, mended: corrections.Corrected, reference: Reference, outcome: Outcome
) -> None:
    """Transform the rows and check what came of them; the outcome keeps findings and, if sound, rows."""
    desk = Desk(card.source_key, mended.raw, reference)
    rows = module.transform(desk)
    # Two columns made of one raw column would note the same thing twice.
    outcome.findings += list(dict.fromkeys(desk.findings))
    outcome.left_out = [
        {"source_key": card.source_key, "file_name": name, "row": str(row), "reason": reason}
        for (name, row), reason in sorted(desk.left_out.items())
    ]
    in_doubt = {
        f"{finding.file_name} {finding.locator}"
        for finding in desk.findings
        if finding.severity is Severity.ERROR
    }
    sound = rows[~rows["file_row"].isin(in_doubt)]
    outcome.findings += validate.keys_unique(sound, module.KEY_COLUMNS)
    outcome.findings += _vanished(rows, mended.raw, desk, in_doubt)
    if in_doubt:
        return
    if module.TARGET is FundingFigure:
        outcome.findings += validate.places_told(rows, card.source_key)
    outcome.findings += validate.control_totals_reached(rows, card.control_totals, card.source_key)
    outcome.card, outcome.rows_read = card, len(mended.raw)
    outcome.rows = corrections.with_notes(rows, mended.notes)


def _vanished(rows: pd.DataFrame, raw: pd.DataFrame, desk: Desk, in_doubt: set[str]) -> list[Finding]:
    """A finding for each file row that gave nothing and has no reason."""
    left_out = {f"{name} row {number}" for name, number in desk.left_out}
    accounted = {*rows["file_row"], *left_out, *in_doubt}
    read = raw["file_name"] + " row " + raw["file_row"].astype(str)
    findings = []
    for place in read[~read.isin(accounted)]:
        name, locator = split_file_row(place)
        findings.append(
            Finding(
                Severity.ERROR,
                desk.source_key,
                name,
                locator,
                "row_vanished",
                "the row gave no row of the database and no reason was recorded",
                "",
                "let the transform keep it, or say why it is left out",
            )
        )
    return findings
