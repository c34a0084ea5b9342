"""The line a figure travels, in order: confirm, extract, validate, transform, validate, settle, load."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout
from sqlalchemy.engine import URL

from etl import standing, validate
from etl.card import CARD_NAME, Card, CardProblem, confirm, read_card
from etl.desk import Desk
from etl.extract import Unreadable
from etl.load import write
from etl.reference import OUTLINES_NAME, Reference
from etl.registry import SourceModule, source_modules
from etl.report import Report, SourceCount
from etl.shape import table_columns
from mineaction.database import sqlite_path
from mineaction.errors import BuildRefused, BuildRunning
from mineaction.findings import Finding
from mineaction.periods import date_span
from mineaction.schema import Base, FundingFigure
from mineaction.vocabulary import DatePrecision, Severity

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
CODE = (ROOT / "etl", ROOT / "mineaction" / "schema.py", ROOT / "mineaction" / "vocabulary.py")
CODE_FILES = ("money.py", "periods.py", "findings.py")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the pipeline reads: sources with their cards, and the lookup tables."""

    sources: Path = DATA / "sources"
    reference: Path = DATA / "reference"

    def files(self) -> Iterator[Path]:
        """Every input file, in a fixed order."""
        for folder in (self.reference, self.sources):
            yield from sorted(path for path in folder.rglob("*") if path.is_file())

    def sha256(self) -> str:
        """A hash of all input files and of the code that reads them."""
        digest = hashlib.sha256()
        code = [
            path for place in CODE for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))
        ]
        code += [ROOT / "mineaction" / name for name in CODE_FILES]
        for path in (*self.files(), *code):
            base = next((b for b in (self.reference, self.sources, ROOT) if path.is_relative_to(b)), ROOT)
            digest.update(path.relative_to(base).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


@dataclass(slots=True)
class Checked:
    """What the checks made of all inputs: tables ready to load, and the report."""

    tables: dict[str, pd.DataFrame]
    report: Report
    cards: list[Card] = field(default_factory=list)

    @property
    def figures_as_of(self) -> str:
        """The latest date on which a source was checked."""
        return max((card.last_checked_on.isoformat() for card in self.cards), default="")


def check(inputs: Inputs | None = None, progress: Progress = lambda text: None) -> Checked:
    """Run every check on every input and shape all rows; writes nothing."""
    inputs = inputs or Inputs()
    reference = Reference(inputs.reference)
    try:
        checked = Checked(_reference_tables(reference), Report(inputs_sha256=inputs.sha256()))
        reference_findings = _reference_findings(reference)
    except (Unreadable, FileNotFoundError, KeyError) as error:
        finding = getattr(error, "finding", None) or Finding(
            Severity.ERROR,
            "reference",
            "",
            "file",
            "reference_unreadable",
            str(error),
            "",
            "restore the file",
        )
        return Checked({}, Report(findings=[finding]))
    checked.report.findings += reference_findings
    modules = dict(source_modules())
    folders = (
        {path.name for path in inputs.sources.iterdir() if path.is_dir()}
        if inputs.sources.is_dir()
        else set()
    )
    checked.report.findings += _folders_match(folders, set(modules))
    shaped: dict[str, list[pd.DataFrame]] = {}
    sources, files = [], []
    for key in sorted(folders & set(modules)):
        progress(key)
        outcome = _one_source(inputs.sources / key, modules[key], reference)
        checked.report.findings += outcome.findings
        checked.report.left_out += outcome.left_out
        if outcome.card is None or outcome.rows is None:
            continue
        checked.cards.append(outcome.card)
        table = modules[key].TARGET.__tablename__
        shaped.setdefault(table, []).append(outcome.rows)
        used = outcome.rows["file_row"].nunique()
        checked.report.counts.append(SourceCount(key, outcome.rows_read, used, len(outcome.rows), table))
        sources.append(_source_row(outcome.card, table, checked.report.counts[-1]))
        files += outcome.file_rows
    progress("settling editions")
    for name, frames in sorted(shaped.items()):
        checked.tables[name] = pd.concat(frames, ignore_index=True)
    if FundingFigure.__tablename__ in checked.tables:
        settled, findings = standing.settle(checked.tables[FundingFigure.__tablename__], reference.series)
        checked.tables[FundingFigure.__tablename__] = settled
        checked.report.findings += findings
    checked.tables["source"] = pd.DataFrame(sources)
    checked.tables["source_file"] = pd.DataFrame(files)
    checked.report.findings += _across_tables(checked.tables)
    _number_rows(checked)
    return checked


def build(
    url: URL, inputs: Inputs | None = None, progress: Progress = lambda text: None, *, lock_wait: float = 0
) -> Report:
    """Check everything and write the database whole. Raises BuildRefused or BuildRunning.

    The report is kept beside an SQLite database, refused or not.
    """
    path = sqlite_path(url)
    with _only_one(path, lock_wait):
        checked = check(inputs, progress)
        report = checked.report
        report.database = str(path or url.render_as_string(hide_password=True))
        if report.errors:
            raise RefusedWithReport(report)
        report.data_version = write(
            checked.tables,
            url,
            inputs_sha256=report.inputs_sha256,
            figures_as_of=checked.figures_as_of,
            step=lambda name: progress(f"writing {name}"),
        )
        if path is not None:
            report.write(path.parent)
        return report


class RefusedWithReport(BuildRefused):
    """A refusal that carries the whole report, warnings included."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(report.errors)


@contextmanager
def _only_one(path: Path | None, wait: float) -> Iterator[None]:
    """Hold the lock that keeps two builds of one file apart."""
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


@dataclass(slots=True)
class _Outcome:
    card: Card | None = None
    rows: pd.DataFrame | None = None
    rows_read: int = 0
    findings: list[Finding] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    file_rows: list[dict[str, object]] = field(default_factory=list)


def _one_source(folder: Path, module: SourceModule, reference: Reference) -> _Outcome:
    outcome = _Outcome()
    try:
        card = read_card(folder)
    except CardProblem as problem:
        outcome.findings.append(problem.finding)
        return outcome
    outcome.findings += confirm(card)
    frames = []
    for entry in card.files:
        path = folder / entry.name
        if not path.is_file():
            continue
        try:
            frame = module.extract(path)
        except Unreadable as error:
            outcome.findings.append(error.finding)
            continue
        outcome.findings += validate.columns_accounted_for(frame, card, entry.name)
        frames.append(frame)
        outcome.file_rows.append(
            {
                "source_key": card.source_key,
                "name": entry.name,
                "sha256": entry.sha256,
                "byte_count": path.stat().st_size,
                "row_count": len(frame),
                "retrieved_on": entry.retrieved_on.isoformat(),
            }
        )
    if any(finding.severity is Severity.ERROR for finding in outcome.findings) or not frames:
        return outcome
    raw = pd.concat(frames, ignore_index=True)
    for percent in card.percent_checks:
        outcome.findings += validate.percents_agree(raw, percent, card.source_key)
    desk = Desk(card.source_key, raw, reference)
    rows = module.transform(desk)
    outcome.findings += desk.findings
    outcome.left_out = [
        {"source_key": card.source_key, "file_name": name, "row": str(row), "reason": reason}
        for (name, row), reason in sorted(desk.left_out.items())
    ]
    if any(finding.severity is Severity.ERROR for finding in desk.findings):
        return outcome
    outcome.findings += _every_row_kept(rows, raw, desk)
    outcome.findings += validate.keys_unique(rows, module.KEY_COLUMNS, card.source_key)
    outcome.findings += validate.control_totals_reached(rows, card.control_totals, card.source_key)
    outcome.card, outcome.rows, outcome.rows_read = card, rows, len(raw)
    return outcome


def _every_row_kept(rows: pd.DataFrame, raw: pd.DataFrame, desk: Desk) -> list[Finding]:
    """A finding for each file row that gave nothing and has no reason."""
    kept = set(rows["file_row"])
    findings = []
    for name, number in zip(raw["file_name"], raw["file_row"], strict=True):
        if f"{name} row {number}" not in kept and (name, number) not in desk.left_out:
            findings.append(
                Finding(
                    Severity.ERROR,
                    desk.source_key,
                    name,
                    f"row {number}",
                    "row_vanished",
                    "the row gave no row of the database and no reason was recorded",
                    "",
                    "let the transform keep it, or say why it is left out",
                )
            )
    return findings


def _folders_match(folders: set[str], modules: set[str]) -> list[Finding]:
    found = [
        Finding(Severity.ERROR, key, "", "folder", "source_without_module", "data without a module", key,
                f"write etl/sources/{key}.py, or remove data/sources/{key}")
        for key in sorted(folders - modules)
    ]  # fmt: skip
    found += [
        Finding(Severity.ERROR, key, CARD_NAME, "folder", "module_without_source", "a module without data", key,
                f"restore data/sources/{key}, or remove the module")
        for key in sorted(modules - folders)
    ]  # fmt: skip
    return found


def _source_row(card: Card, table: str, count: SourceCount) -> dict[str, object]:
    return {
        "source_key": card.source_key,
        "title": card.title,
        "publisher": card.publisher,
        "licence_note": card.licence_note,
        "row_is": card.row_is,
        "target_table": table,
        "update_rhythm": card.update_rhythm,
        "recheck_every_days": card.recheck_every_days,
        "last_checked_on": card.last_checked_on.isoformat(),
        "rows_read": count.rows_read,
        "rows_used": count.rows_used,
        "rows_loaded": count.rows_loaded,
    }


def _reference_tables(reference: Reference) -> dict[str, pd.DataFrame]:
    """Documents, countries, aliases, administrations and series as rows of their tables."""
    documents = reference.documents.drop(columns=["address_note"]).copy()
    documents["published_on"] = documents["published_on"].where(documents["published_on"] != "", None)
    aside = reference.documents["address_note"]
    documents["consulted_as"] = documents["consulted_as"].where(
        aside == "", documents["consulted_as"] + ". Address: " + aside
    )
    countries = reference.countries.copy()
    for column in ("latitude", "longitude"):
        countries[column] = pd.Series(
            [float(value) if value else None for value in countries[column]],
            index=countries.index,
            dtype="object",
        )
    countries["has_outline"] = countries["iso3"].isin(reference.outlined).astype(int)
    countries["is_former"] = countries["is_former"].astype(int)
    aliases = reference.places_table[reference.places_table["iso3"] != ""].rename(
        columns={"printed": "name_"}
    )
    administrations = reference.administrations.copy()
    administrations["ends_on"] = administrations["ends_on"].where(administrations["ends_on"] != "", None)
    series = reference.series.copy()
    for column in ("position", "is_shown_first"):
        series[column] = series[column].astype(int)
    keep = {table.name: [c.name for c in table.columns] for table in Base.metadata.sorted_tables}
    return {
        "document": documents[keep["document"]],
        "country": countries[keep["country"]],
        "country_alias": pd.DataFrame(
            {"name": aliases["name_"], "iso3": aliases["iso3"], "note": aliases["note"]}
        ).reset_index(drop=True),
        "administration": administrations[keep["administration"]],
        "series": series[keep["series"]],
    }


def _reference_findings(reference: Reference) -> list[Finding]:
    """What is wrong with the lookup tables themselves."""
    findings = []

    def error(name: str, row: int, rule: str, message: str, value: str, what_to_do: str) -> None:
        findings.append(
            Finding(
                Severity.ERROR, "reference", f"{name}.csv", f"row {row}", rule, message, value, what_to_do
            )
        )

    for name, key in (
        ("documents", ["document_id"]),
        ("countries", ["iso3"]),
        ("places", ["printed"]),
        ("donors", ["printed"]),
        ("terms", ["kind", "printed"]),
        ("series", ["series_key"]),
    ):
        table = reference._table(name)
        for position in table.index[table.duplicated(key)]:
            error(name, position + 2, "key_repeated", "a second row with the same key",
                  " | ".join(table.loc[position, key]), "remove one of them")  # fmt: skip
    for position, row in reference.documents.iterrows():
        if row["published_on"]:
            try:
                date_span(row["published_on"], DatePrecision(row["published_precision"]))
            except ValueError as problem:
                error(
                    "documents", int(position) + 2, "date", str(problem), row["published_on"], "mend the date"
                )  # type: ignore[call-overload]
    for position, row in reference.countries.iterrows():
        if not (row["latitude"] and row["longitude"]) and row["is_former"] != "1":
            error("countries", int(position) + 2, "centroid_missing", "a country without a centroid", row["iso3"],  # type: ignore[call-overload]
                  "add latitude and longitude")  # fmt: skip
    for name, table in (("places", reference.places_table), ("donors", reference._table("donors"))):
        for position in table.index[~table["iso3"].isin({*reference.iso3_codes, ""})]:
            error(name, position + 2, "unknown_country_code", "a code that is not in the list of countries",
                  table.loc[position, "iso3"], "add the country, or correct the code")  # fmt: skip
    if not (reference.folder / OUTLINES_NAME).is_file():
        error(
            "countries",
            0,
            "file_missing",
            "the country outlines are not there",
            OUTLINES_NAME,
            "restore them",
        )
    return findings


def _across_tables(tables: dict[str, pd.DataFrame]) -> list[Finding]:
    """References between sources, and keys that must be alone in the whole database."""
    findings = []
    for name, column, target, key in (
        ("policy", "event_key", "policy_event", "event_key"),
        ("policy_commitment", "policy_key", "policy", "policy_key"),
    ):
        if name not in tables or target not in tables:
            continue
        known = {*tables[target][key], "", None}
        rows = tables[name][~tables[name][column].isin(known)]
        findings += [
            Finding(Severity.ERROR, row["source_key"], "", row["file_row"], f"unknown_{column}",
                    f"{column} names nothing in {target}", row[column], f"correct the row, or add it to {target}")
            for _, row in rows.iterrows()
        ]  # fmt: skip
    if "claim" in tables:
        for source, rows in tables["claim"][tables["claim"].duplicated("claim_id")].groupby("source_key"):
            findings += validate.keys_unique(tables["claim"], ["claim_id"], str(source))[: len(rows)]
    return findings


def _number_rows(checked: Checked) -> None:
    """Running numbers in a fixed order, and the findings as rows, so that builds repeat exactly."""
    for name, key in (
        ("funding_figure", "figure_id"),
        ("fact", "fact_id"),
        ("policy_commitment", "policy_commitment_id"),
    ):
        if name in checked.tables:
            checked.tables[name].insert(0, key, range(1, len(checked.tables[name]) + 1))
    findings = sorted(f for f in checked.report.findings if f.severity is not Severity.ERROR)
    checked.report.findings = [*checked.report.errors, *findings]
    checked.tables["finding"] = pd.DataFrame(
        [{"finding_id": number, **finding.as_dict()} for number, finding in enumerate(findings, start=1)],
        columns=["finding_id", *(name for name in Finding.__dataclass_fields__)],
    )


def today() -> date:
    """The date, in one place so that tests can set it."""
    return date.today()


__all__ = ["Checked", "Inputs", "RefusedWithReport", "build", "check", "table_columns", "today"]
