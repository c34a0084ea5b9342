"""The build report: rows in, rows written, findings; for people as tables, for machines as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.listing import Listed
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

REPORT_NAME = "build_report.json"
PIPED_WIDTH = 100
"""Piped into a file there is no window to fit into; a hundred columns can be read anywhere."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What became of one source's rows."""

    source_key: str
    rows_read: int
    rows_used: int
    rows_loaded: int
    target_table: str


@dataclass(slots=True)
class Report:
    """What a run of the checks, or a build, came to."""

    counts: list[SourceCount] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    data_version: str = ""
    inputs_sha256: str = ""
    database: str = ""

    @property
    def errors(self) -> list[Finding]:
        """Findings that close the gate."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "status": "refused" if self.errors else "passed",
            "data_version": self.data_version,
            "inputs_sha256": self.inputs_sha256,
            "database": self.database,
            "sources": [
                {name: getattr(count, name) for name in SourceCount.__dataclass_fields__}
                for count in self.counts
            ],
            "rows_not_loaded": self.left_out,
            "findings": [finding.as_dict() for finding in self.findings],
        }

    def write(self, folder: Path) -> Path:
        """Keep the report beside the database, renamed into place whole."""
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / (REPORT_NAME + ".new")
        beside.write_text(json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return beside.replace(folder / REPORT_NAME)


COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def console_for(*, stderr: bool) -> Console:
    """A console as wide as its window, or of a fixed width where there is none."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)


def print_findings(console: Console, findings: Sequence[Finding], *, most: int | None = None) -> None:
    """A table of findings, worst first: where, under which rule, what was noticed, and what to do."""
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("where", overflow="fold", max_width=34)
    table.add_column("what was noticed, and what to do", overflow="fold")
    ordered = in_order(findings)
    for finding in ordered[:most]:
        table.add_row(
            Text(finding.severity.value, style=COLOURS[finding.severity]), _where(finding), _what(finding)
        )
    console.print(table)
    if most is not None and len(ordered) > most:
        console.print(f"… and {len(ordered) - most} more; all of them with --verbose or --json")


def _where(finding: Finding) -> Text:
    """Source, file and row, each on a line of its own, then the rule."""
    cell = Text("\n".join(part for part in (finding.source_key, finding.file_name, finding.locator) if part))
    return cell.append(f"\n{finding.rule}", style="dim")


def _what(finding: Finding) -> Text:
    cell = Text(finding.message)
    if finding.value:
        cell.append(f"\nvalue: {finding.value}", style="bold")
    if finding.what_to_do:
        cell.append(f"\n→ {finding.what_to_do}")
    return cell.append("\n")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, then notes; inside each by source and place."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(findings, key=lambda f: (rank[f.severity], f.source_key, f.file_name, f.locator, f.rule))


def print_counts(console: Console, counts: Sequence[SourceCount]) -> None:
    """Rows read, used and loaded for each source."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    table.add_column("source")
    for name in ("read", "used", "loaded"):
        table.add_column(name, justify="right")
    table.add_column("into")
    for count in counts:
        table.add_row(
            count.source_key,
            f"{count.rows_read:,}",
            f"{count.rows_used:,}",
            f"{count.rows_loaded:,}",
            count.target_table,
        )
    console.print(table)


def _standing(entry: Listed) -> Text:
    if entry.held_back:
        return Text("held back", style="red")
    return Text("due for a look", style="yellow") if entry.is_due else Text("not due", style="dim")


def print_sources(console: Console, listed: Sequence[Listed]) -> None:
    """Rows, years, edition and the last look at each source; an age is in days."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    table.add_column("source")
    table.add_column("rows", justify="right")
    for name in ("years", "edition", "last look"):
        table.add_column(name)
    table.add_column("age", justify="right")
    table.add_column("")
    for entry in listed:
        table.add_row(
            entry.source_key,
            f"{entry.rows:,}",
            f"{entry.first_year}–{entry.last_year}" if entry.first_year else "not built",
            # The running number tells editions apart; the whole id comes with --json and history.
            entry.edition.split("-")[0] or "none yet",
            entry.last_checked_on,
            str(entry.age_days),
            _standing(entry),
        )
    console.print(table)
