"""The line a figure travels, in order: confirm, extract, validate, transform, validate, settle, load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout
from sqlalchemy.engine import URL

from etl import reference_checks, reference_rows, same_statement, standing, validate, vintages
from etl.card import CARD_NAME, Card
from etl.editions import Shelf
from etl.inputs import Inputs
from etl.load import write
from etl.reference import Reference
from etl.registry import source_modules
from etl.report import REPORT_NAME, Report, SourceCount
from etl.tables import records, split_file_row
from mineaction.database import shown, sqlite_path
from mineaction.errors import BuildRefused, BuildRunning
from mineaction.findings import Finding
from mineaction.schema import Claim, FundingFigure
from mineaction.vocabulary import Severity

Progress = Callable[[str], None]

SETTLING = "settling editions"
RUNNING_NUMBERS = {
    "funding_figure": "figure_id",
    "fact": "fact_id",
    "policy_commitment": "policy_commitment_id",
}


def no_progress(step: str) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Checked:
    """What the checks made of all inputs: tables ready to load, and the report."""

    tables: dict[str, pd.DataFrame]
    report: Report
    cards: list[Card] = field(default_factory=list)
    memories: list[Callable[[], None]] = field(default_factory=list)
    """What to do once the database stands, so that the next build is quicker."""

    @property
    def figures_as_of(self) -> str:
        """The latest date on which a source was checked."""
        return max((card.last_checked_on.isoformat() for card in self.cards), default="")


class RefusedWithReport(BuildRefused):
    """A refusal that carries the whole report, warnings included."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(report.errors)


def check(
    inputs: Inputs | None = None, progress: Progress = no_progress, shelf: Shelf | None = None
) -> Checked:
    """Run every check on every input and shape all rows; writes nothing.

    ``progress`` is told each source's key as it begins. ``shelf`` are the editions, in another state than
    they stand. Raises EditionStoreUnusable where that state cannot be read.
    """
    inputs = inputs or Inputs()
    shelf = shelf or inputs.store.shelf()
    reference = Reference(inputs.reference, shelf.documents())
    report = Report(inputs_sha256=inputs.sha256())
    report.findings += reference_checks.unreadable(reference)
    if report.errors:
        return Checked({}, report)
    report.findings += reference_checks.problems(reference)
    if any(finding.rule in reference_checks.NOTHING_CAN_BE_SHAPED for finding in report.errors):
        return Checked({}, report)
    checked = Checked({} if report.errors else reference_rows.tables(reference), report)
    _run_sources(inputs, shelf, reference, checked, progress)
    progress(SETTLING)
    if FundingFigure.__tablename__ in checked.tables:
        settled, findings = standing.settle(checked.tables[FundingFigure.__tablename__], reference.series)
        checked.tables[FundingFigure.__tablename__] = settled
        report.findings += findings
    report.findings += _across_tables(checked.tables)
    _number_rows(checked)
    return checked


def build(
    url: URL, inputs: Inputs | None = None, progress: Progress = no_progress, *, lock_wait: float = 0
) -> Report:
    """Check everything and write the database whole; the report is kept beside an SQLite file.

    Raises RefusedWithReport when a check finds an error, BuildRunning when another build holds the
    lock, and what SQLAlchemy or the file system raise. In each case the old database is as it was.
    """
    with only_one(url, lock_wait):
        checked = check(inputs, progress)
        checked.report.database = shown(url)
        if checked.report.errors:
            raise RefusedWithReport(checked.report)
        return write_checked(checked, url, progress)


def write_checked(checked: Checked, url: URL, progress: Progress = no_progress) -> Report:
    """Write what the checks made, whole; the lock has to be held. Raises as ``build`` does."""
    report, path = checked.report, sqlite_path(url)
    report.database = shown(url)
    report.data_version = write(
        checked.tables,
        url,
        inputs_sha256=report.inputs_sha256,
        figures_as_of=checked.figures_as_of,
        step=lambda name: progress(f"writing {name}"),
    )
    if path is not None:
        _keep_report(report, path.parent)
    for remember in checked.memories:
        remember()
    return report


def only_one(url: URL, wait: float) -> AbstractContextManager[None]:
    """Hold the lock of builds of this database. Raises BuildRunning where another holds it for too long."""
    return _only_one(sqlite_path(url), wait)


@contextmanager
def _only_one(path: Path | None, wait: float) -> Iterator[None]:
    """Hold the lock that keeps two builds of one file apart. The system frees it when a build is killed."""
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(path) + ".lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise BuildRunning(lock.lock_file) from None
    try:
        yield
    finally:
        lock.release()


def _keep_report(report: Report, folder: Path) -> None:
    """Write the report; the database is in place by now, so a failure is only a warning."""
    try:
        report.write(folder)
    except OSError as error:
        report.findings.append(
            Finding(Severity.WARNING, "", REPORT_NAME, "file", "report_not_kept",
                    f"the database is built; its report could not be written: {error}", "",
                    "make room, then build again to have it")
        )  # fmt: skip


def _run_sources(
    inputs: Inputs, shelf: Shelf, reference: Reference, checked: Checked, progress: Progress
) -> None:
    """Shape every source; their rows, cards, counts and findings are added to ``checked``."""
    modules = dict(source_modules())
    folders = {path.name for path in inputs.folders()}
    checked.report.findings += _folders_match(folders, set(modules))
    shaped: dict[str, list[pd.DataFrame]] = {}
    cards: list[tuple[Card, SourceCount]] = []
    files, editions = [], vintages.Vintages()
    for key in sorted(folders & set(modules)):
        progress(key)
        outcome = vintages.shaped(inputs, shelf, key, shelf.charted(key), modules[key], reference)
        checked.report.findings += outcome.findings
        checked.report.left_out += outcome.left_out
        table = modules[key].TARGET.__tablename__
        if outcome.card is None:
            continue
        vintages.add(editions, inputs, shelf, key, modules[key], reference, outcome)
        if outcome.rows is None:
            # A source that is only ever fetched, and has not been as yet.
            cards.append((outcome.card, SourceCount(key, 0, 0, 0, table)))
            continue
        used = outcome.rows["file_row"].nunique()
        count = SourceCount(key, outcome.rows_read, used, len(outcome.rows), table)
        checked.cards.append(outcome.card)
        shaped.setdefault(table, []).append(outcome.rows)
        cards.append((outcome.card, count))
        files += outcome.file_rows
    for name, frames in sorted(shaped.items()):
        checked.tables[name] = pd.concat(frames, ignore_index=True)
    if Claim.__tablename__ in checked.tables:
        checked.tables[Claim.__tablename__], joined = same_statement.join(checked.tables[Claim.__tablename__])
        checked.report.findings += joined
        cards = [(card, _after_joining(count, joined)) for card, count in cards]
    held = {card.source_key for card in checked.cards}
    checked.report.counts += [count for card, count in cards if card.source_key in held]
    checked.tables["source"] = pd.DataFrame([_source_row(card, count) for card, count in cards])
    checked.tables["source_file"] = pd.DataFrame(files)
    checked.tables |= editions.tables()
    checked.report.findings += editions.findings
    checked.memories += editions.memories


def _folders_match(folders: set[str], modules: set[str]) -> list[Finding]:
    found = [
        Finding(Severity.ERROR, key, "", "folder", "source_without_module", "data without a module", key,
                f"write etl/sources/{key}.py, or remove data/sources/{key}")
        for key in sorted(folders - modules)
    ]  # fmt: skip
    found += [
        Finding(Severity.ERROR, key, CARD_NAME, "folder", "module_without_source", "a module without data",
                key, f"restore data/sources/{key}, or remove the module")
        for key in sorted(modules - folders)
    ]  # fmt: skip
    return found


def _after_joining(count: SourceCount, joined: Sequence[Finding]) -> SourceCount:
    """A source's count without the rows that became part of another source's."""
    gone = sum(finding.source_key == count.source_key for finding in joined)
    return replace(count, rows_loaded=count.rows_loaded - gone)


def _source_row(card: Card, count: SourceCount) -> dict[str, object]:
    return {
        "source_key": card.source_key,
        "title": card.title,
        "publisher": card.publisher,
        "licence_note": card.licence_note,
        "row_is": card.row_is,
        "target_table": count.target_table,
        "update_rhythm": card.update_rhythm,
        "recheck_every_days": card.recheck_every_days,
        "last_checked_on": card.last_checked_on.isoformat(),
        "rows_read": count.rows_read,
        "rows_used": count.rows_used,
        "rows_loaded": count.rows_loaded,
    }


def _across_tables(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """References between sources, and keys that must be alone in the whole database."""
    findings = []
    for name, column, target in (
        ("policy", "event_key", "policy_event"),
        ("policy_commitment", "policy_key", "policy"),
    ):
        if name not in tables or target not in tables:
            continue
        known = {*tables[target][column], "", None}
        findings += [
            Finding(Severity.ERROR, row["source_key"], *split_file_row(row["file_row"]), f"unknown_{column}",
                    f"{column} names nothing in {target}", row[column], f"correct it, or add it to {target}")
            for row in records(tables[name][~tables[name][column].isin(known)])
        ]  # fmt: skip
    if "claim" in tables:
        alone = tables["claim"].drop_duplicates(["source_key", "claim_id"])
        findings += validate.keys_unique(alone, ["claim_id"])
    return findings


def _number_rows(checked: Checked) -> None:
    """Running numbers in a fixed order, and the findings as rows, so that builds repeat exactly."""
    for name, key in RUNNING_NUMBERS.items():
        if name in checked.tables:
            checked.tables[name].insert(0, key, range(1, len(checked.tables[name]) + 1))
    findings = sorted(f for f in checked.report.findings if f.severity is not Severity.ERROR)
    checked.report.findings = [*checked.report.errors, *findings]
    checked.tables["finding"] = pd.DataFrame(
        [{"finding_id": number, **finding.as_dict()} for number, finding in enumerate(findings, start=1)],
        columns=["finding_id", *(name for name in Finding.__dataclass_fields__)],
    )
