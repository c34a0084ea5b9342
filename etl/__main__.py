"""The command line: python -m etl build | check | refresh | diff | rollback | history | template | add | …"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import (
    Progress as Bar,
)
from sqlalchemy import select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from etl import add_command, docs, edition_commands, listing, pipeline, refresh_command
from etl.inputs import Inputs
from etl.load import steps as load_steps
from etl.registry import source_modules
from etl.report import Report, console_for, print_counts, print_findings, print_sources
from mineaction.counting import counted
from mineaction.database import URL_VARIABLE, database_url, open_for_reading, shown, sqlite_path
from mineaction.errors import BuildRunning, EditionStoreUnusable, MineActionError
from mineaction.periods import today
from mineaction.schema import Build
from mineaction.vocabulary import Severity

DONE, REFUSED, USAGE = 0, 1, 2
MOST_FINDINGS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 wrong usage; more with refresh."""
    parser = _parser()
    try:
        told = parser.parse_args(arguments)
        if getattr(told, "database_url", "") is None:
            told.database_url = _url_of_environment(parser)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else USAGE
    try:
        return int(told.run(told))
    except EditionStoreUnusable as error:
        return refresh_command.failed(told, console_for(stderr=True), str(error), REFUSED)


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
    fresh = commands.add_parser("refresh", help="fetch new editions from the publishers; chart what passes")
    refresh_command.add_arguments(fresh)
    fresh.set_defaults(run=lambda told: refresh_command.run(told, _inputs(told)))
    differ, back, past, blank, by_hand = _edition_commands(commands)
    for command in (build, sources, fresh, back, by_hand):
        command.add_argument(
            "--database-url",
            type=_url,
            default=None,
            metavar="URL",
            help=f"an SQLAlchemy URL; default {URL_VARIABLE}, or the project's SQLite file",
        )
    for command in (build, check, sources, fresh, differ, back, past, blank, by_hand):
        command.add_argument("--editions", type=Path, default=None, metavar="DIR", help=argparse.SUPPRESS)
        command.add_argument("--sources", type=_folder, default=None, metavar="DIR", help=argparse.SUPPRESS)
        command.add_argument("--reference", type=_folder, default=None, metavar="DIR", help=argparse.SUPPRESS)
        command.add_argument("--json", action="store_true", help="print the result as JSON")
    for command in (build, check):
        command.add_argument("--verbose", action="store_true", help="list every source and every finding")
    return parser


def _edition_commands(commands: Any) -> list[argparse.ArgumentParser]:
    """The commands about editions other than `refresh`."""
    made = []
    for name, help_words, add_arguments, run in (
        ("diff", "what differs between editions: added, removed, revised, by country and year",
         edition_commands.add_diff_arguments, edition_commands.run_diff),
        ("rollback", "chart an earlier edition of a source again",
         edition_commands.add_rollback_arguments, edition_commands.run_rollback),
        ("history", "what was tried, when, and what became of it",
         edition_commands.add_history_arguments, edition_commands.run_history),
        ("template", "write a spreadsheet to fill for a source that people read",
         add_command.add_template_arguments, add_command.run_template),
        ("add", "check a filled spreadsheet, show the difference, and add it as an edition",
         add_command.add_add_arguments, add_command.run_add),
    ):  # fmt: skip
        command = commands.add_parser(name, help=help_words)
        add_arguments(command)
        command.set_defaults(run=lambda told, run=run: run(told, _inputs(told)))
        made.append(command)
    return made


def _url(value: str) -> URL:
    """A database URL whose driver is there; anything else is wrong usage."""
    try:
        url = make_url(value)
        url.get_dialect().import_dbapi()
    except ArgumentError as error:
        raise argparse.ArgumentTypeError(f"not a database URL: {value} ({error})") from None
    except ImportError as error:
        raise argparse.ArgumentTypeError(f"{value} needs a driver that is not installed: {error}") from None
    return url


def _url_of_environment(parser: argparse.ArgumentParser) -> URL:
    try:
        return _url(database_url().render_as_string(hide_password=False))
    except (ArgumentError, argparse.ArgumentTypeError) as error:
        parser.error(f"{URL_VARIABLE}: {error}")


def _folder(value: str) -> Path:
    path = Path(value)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"not a folder: {value}")
    return path


def _inputs(told: argparse.Namespace) -> Inputs:
    usual = Inputs()
    return Inputs(
        told.sources or usual.sources, told.reference or usual.reference, told.editions or usual.editions
    )


@contextmanager
def _progress(told: argparse.Namespace, console: Console) -> Iterator[pipeline.Progress]:
    """A bar on a terminal, one line a step with --verbose elsewhere, silence otherwise."""
    if told.json or not console.is_terminal:
        quiet = told.json or not told.verbose
        yield pipeline.no_progress if quiet else lambda step: console.print(step)
        return
    total = len(source_modules()) + 1 + (len(load_steps()) if told.command == "build" else 0)
    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description:<40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("reading", total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=name)
            if told.verbose:
                bar.console.print(f"[dim]{escape(name)}[/]")

        yield step
        bar.update(task, completed=total)


def _refuse(console: Console, why: object) -> int:
    console.print(str(why), style="red", soft_wrap=True, markup=False)
    return REFUSED


def _build(told: argparse.Namespace) -> int:
    console = console_for(stderr=True)
    inputs, url = _inputs(told), told.database_url
    if told.if_needed and _is_current(url, inputs):
        if told.json:
            _print_json({"status": "up to date", "database": shown(url)})
        else:
            console.print("The database is up to date.")
        return DONE
    try:
        with _progress(told, console) as progress:
            report = pipeline.build(url, inputs, progress)
    except pipeline.RefusedWithReport as refused:
        _tell(told, console, refused.report)
        return _refuse(console, refused)
    except BuildRunning as running:
        return _refuse(console, running)
    except (OSError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        return _refuse(
            console,
            f"The database at {shown(url)} could not be written: {reason}. Nothing of this build was kept; "
            "a database that was there is as it was.",
        )
    _tell(told, console, report)
    if not told.json:
        rows = sum(count.rows_loaded for count in report.counts)
        console.print(
            f"Built {report.database}: {rows:,} rows from {len(report.counts)} sources, "
            f"data version {report.data_version}.",
            soft_wrap=True,
            markup=False,
        )
    return DONE


def _is_current(url: URL, inputs: Inputs) -> bool:
    """Whether the database was built from just these inputs by just this code."""
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        return False
    try:
        engine = open_for_reading(url)
        with engine.connect() as connection:
            found = connection.execute(select(Build.inputs_sha256)).scalar_one()
        engine.dispose()
    except (MineActionError, SQLAlchemyError):
        return False
    return found == inputs.sha256()


def _check(told: argparse.Namespace) -> int:
    console = console_for(stderr=True)
    with _progress(told, console) as progress:
        report = pipeline.check(_inputs(told), progress).report
    _tell(told, console, report)
    if not told.json:
        errors = len(report.errors)
        warnings = sum(finding.severity is Severity.WARNING for finding in report.findings)
        console.print(
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, "
            f"{counted(len(report.left_out), 'row')} not loaded."
        )
    return REFUSED if report.errors else DONE


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _tell(told: argparse.Namespace, console: Console, report: Report) -> None:
    """The report as JSON on standard output, or what matters of it as tables on the console."""
    if told.json:
        _print_json(report.as_dict())
        return
    if told.verbose and report.counts:
        print_counts(console, report.counts)
    findings = report.findings
    if not told.verbose:
        wanted = {Severity.ERROR, Severity.WARNING} if told.command == "check" else {Severity.ERROR}
        findings = [finding for finding in findings if finding.severity in wanted]
    if findings:
        print_findings(console, findings, most=None if told.verbose else MOST_FINDINGS)


def _sources(told: argparse.Namespace) -> int:
    listed, problems = listing.sources(_inputs(told), told.database_url, today())
    if told.json:
        _print_json(
            {
                "sources": [entry.as_dict() for entry in listed],
                "findings": [problem.as_dict() for problem in problems],
            }
        )
    else:
        print_sources(console_for(stderr=False), listed)
        if problems:
            print_findings(console_for(stderr=True), problems)
    return REFUSED if problems else DONE


def _docs(told: argparse.Namespace) -> int:
    console = console_for(stderr=True)
    stale = docs.write(check_only=told.check)
    for name in stale:
        console.print(f"{'out of date' if told.check else 'wrote'}: {name}")
    return REFUSED if told.check and stale else DONE


if __name__ == "__main__":
    sys.exit(main())
