"""The command line: python -m etl build | check | sources | docs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from etl import docs, pipeline
from etl.card import CardProblem, read_card
from etl.registry import source_modules
from etl.report import print_counts, print_findings
from mineaction.database import database_url, open_for_reading, shown, sqlite_path
from mineaction.errors import BuildRunning, MineActionError
from mineaction.vocabulary import Severity

BUILT, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 wrong usage."""
    parser = _parser()
    try:
        told = parser.parse_args(arguments)
    except SystemExit as stop:
        return BUILT if stop.code in (0, None) else USAGE
    try:
        return int(told.run(told))
    except BuildRunning as error:
        Console(stderr=True).print(f"[red]{error}[/]", soft_wrap=True)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Load the figures into the database.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="check everything and write the database, whole or not at all")
    build.add_argument("--if-needed", action="store_true", help="do nothing when it is newer than its inputs")
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help="run the checks alone; write nothing")
    check.set_defaults(run=_check)
    sources = commands.add_parser(
        "sources", help="each source: rows, years, last check, due for a look or not"
    )
    sources.set_defaults(run=_sources)
    pages = commands.add_parser("docs", help="write docs/sources.md and docs/data_dictionary.md")
    pages.add_argument("--check", action="store_true", help="write nothing; 1 when they are out of date")
    pages.set_defaults(run=_docs)
    for command in (build, sources):
        command.add_argument("--database-url", type=_url, default=None, metavar="URL",
                             help="an SQLAlchemy URL; default MINEACTION_DATABASE_URL, or the project's SQLite file")  # fmt: skip
    for command in (build, check, sources):
        command.add_argument("--sources", type=Path, default=None, metavar="DIR", help=argparse.SUPPRESS)
        command.add_argument("--reference", type=Path, default=None, metavar="DIR", help=argparse.SUPPRESS)
        command.add_argument("--json", action="store_true", help="print the result as JSON")
    for command in (build, check):
        command.add_argument("--verbose", action="store_true", help="list every source and every finding")
    return parser


def _url(value: str) -> URL:
    try:
        return make_url(value)
    except ArgumentError:
        raise argparse.ArgumentTypeError(f"not a database URL: {value}") from None


def _inputs(told: argparse.Namespace) -> pipeline.Inputs:
    usual = pipeline.Inputs()
    return pipeline.Inputs(told.sources or usual.sources, told.reference or usual.reference)


@contextmanager
def _progress(told: argparse.Namespace, console: Console) -> Iterator[pipeline.Progress]:
    """A bar on a terminal, one line a step with --verbose elsewhere, silence otherwise."""
    if told.json or not console.is_terminal:
        yield (lambda name: console.print(name)) if told.verbose and not told.json else (lambda name: None)
        return
    total = len(source_modules()) + (20 if told.command == "build" else 1)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), console=console, transient=not told.verbose,
    ) as bar:  # fmt: skip
        task = bar.add_task("reading", total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=name)
            if told.verbose:
                bar.console.print(f"[dim]{name}[/]")

        yield step
        bar.update(task, completed=total)


def _build(told: argparse.Namespace) -> int:
    console = Console(stderr=True)
    inputs, url = _inputs(told), told.database_url or database_url()
    if told.if_needed and _is_current(url, inputs):
        if not told.json:
            console.print("The database is up to date.")
        else:
            print(json.dumps({"status": "up to date", "database": shown(url)}))
        return BUILT
    try:
        with _progress(told, console) as progress:
            report = pipeline.build(url, inputs, progress)
    except pipeline.RefusedWithReport as refused:
        _tell(told, console, refused.report)
        console.print(f"[red]{refused}[/]", soft_wrap=True)
        return REFUSED
    except (OSError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        console.print(
            f"[red]The database could not be written: {reason}. It was left as it was.[/]", soft_wrap=True
        )
        return REFUSED
    _tell(told, console, report)
    if not told.json:
        rows = sum(count.rows_loaded for count in report.counts)
        console.print(
            f"Built {report.database}: {rows:,} rows from {len(report.counts)} sources, "
            f"data version {report.data_version}.",
            soft_wrap=True,
            highlight=False,
        )
    return BUILT


def _is_current(url: URL, inputs: pipeline.Inputs) -> bool:
    """Whether the database was built from just these inputs by just this code."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        return False
    try:
        engine = open_for_reading(url)
        with engine.connect() as connection:
            found = connection.execute(text("SELECT inputs_sha256 FROM build")).scalar_one()
        engine.dispose()
    except (MineActionError, SQLAlchemyError):
        return False
    return bool(found == inputs.sha256())


def _check(told: argparse.Namespace) -> int:
    console = Console(stderr=True)
    with _progress(told, console) as progress:
        report = pipeline.check(_inputs(told), progress).report
    _tell(told, console, report)
    if not told.json:
        errors = len(report.errors)
        warnings = sum(finding.severity is Severity.WARNING for finding in report.findings)
        console.print(f"{errors} errors, {warnings} warnings, {len(report.left_out)} rows not loaded.")
    return REFUSED if report.errors else BUILT


def _tell(told: argparse.Namespace, console: Console, report: pipeline.Report) -> None:
    if told.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
        return
    if told.verbose and report.counts:
        print_counts(console, report.counts)
    findings = report.findings if told.verbose or told.command == "check" else report.errors
    if findings:
        print_findings(console, findings, most=None if told.verbose else 60)


def _sources(told: argparse.Namespace) -> int:
    inputs, today = _inputs(told), pipeline.today()
    years = _years(told.database_url or database_url())
    listed = []
    problems = []
    for folder in sorted(path for path in inputs.sources.iterdir() if path.is_dir()):
        try:
            card = read_card(folder)
        except CardProblem as problem:
            problems.append(problem.finding)
            continue
        rows = sum(max(0, sum(1 for _ in pipeline_rows(folder / entry.name))) for entry in card.files)
        first_last = years.get(card.source_key, ("", ""))
        listed.append(
            {
                "source_key": card.source_key,
                "title": card.title,
                "publisher": card.publisher,
                "rows": rows,
                "first_year": first_last[0],
                "last_year": first_last[1],
                "last_checked_on": card.last_checked_on.isoformat(),
                "recheck_every_days": card.recheck_every_days,
                "is_due": card.is_due(today),
            }
        )
    console = Console()
    if told.json:
        print(
            json.dumps(
                {"sources": listed, "findings": [f.as_dict() for f in problems]}, ensure_ascii=False, indent=1
            )
        )
        return REFUSED if problems else BUILT
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name, justify in (
        ("source", "left"),
        ("rows", "right"),
        ("years", "left"),
        ("last check", "left"),
        ("", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for entry in listed:
        span = f"{entry['first_year']}–{entry['last_year']}" if entry["first_year"] else "not built"
        state = "[yellow]due for a look[/]" if entry["is_due"] else "[dim]not due[/]"
        table.add_row(
            str(entry["source_key"]), f"{entry['rows']:,}", span, str(entry["last_checked_on"]), state
        )
    console.print(table)
    if problems:
        print_findings(console, problems)
    return REFUSED if problems else BUILT


def pipeline_rows(path: Path) -> Iterator[object]:
    """Rows of a source's file, none when it cannot be read: `check` says why."""
    from etl.extract import Unreadable, read_csv

    try:
        yield from read_csv(path).itertuples()
    except (Unreadable, OSError):
        return


def _years(url: URL) -> dict[str, tuple[str, str]]:
    """First and last year of each source in the built database; empty where there is none."""
    try:
        engine = open_for_reading(url)
    except MineActionError:
        return {}
    question = """
        SELECT source_key, MIN(y), MAX(y) FROM (
            SELECT source_key, CAST(year AS TEXT) AS y FROM funding_figure
            UNION ALL SELECT source_key, SUBSTR(made_on, 1, 4) FROM claim WHERE made_on <> ''
            UNION ALL SELECT source_key, SUBSTR(period, 1, 4) FROM fact WHERE year IS NOT NULL
            UNION ALL SELECT source_key, SUBSTR(happened_on, 1, 4) FROM policy_event
            UNION ALL SELECT source_key, SUBSTR(decided_on, 1, 4) FROM policy
            UNION ALL SELECT c.source_key, SUBSTR(p.decided_on, 1, 4)
                FROM policy_commitment c JOIN policy p ON p.policy_key = c.policy_key
            UNION ALL SELECT source_key, SUBSTR(deposited_on, 1, 4) FROM treaty_status WHERE deposited_on <> ''
            UNION ALL SELECT source_key, SUBSTR(declared_on, 1, 4) FROM mine_free_state
            UNION ALL SELECT source_key, CAST(fiscal_year AS TEXT) FROM price_index
        ) AS years GROUP BY source_key
    """
    with engine.connect() as connection:
        found = {row[0]: (row[1], row[2]) for row in connection.execute(text(question))}
    engine.dispose()
    return found


def _docs(told: argparse.Namespace) -> int:
    console = Console(stderr=True)
    stale = docs.write(check_only=told.check)
    for name in stale:
        console.print(f"{'out of date' if told.check else 'wrote'}: {name}")
    return REFUSED if told.check and stale else BUILT


if __name__ == "__main__":
    sys.exit(main())
