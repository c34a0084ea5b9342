"""`python -m etl template | add`: a spreadsheet to fill for a source people read, and the way back in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from etl.adding import Addition, add
from etl.card import CardProblem
from etl.edition_commands import card_words, not_a_source
from etl.inputs import Inputs
from etl.refresh_command import DONE, REFUSED, RUNNING, USAGE, as_dict, failed, status_of, stoppable, tell
from etl.report import console_for, print_findings
from etl.spreadsheet import Unfit
from etl.template import write_template
from mineaction.errors import EditionStoreUnusable, RefreshRunning

MOST_FINDINGS = 40


def add_template_arguments(parser: argparse.ArgumentParser) -> None:
    """What `template` takes, besides where the inputs are."""
    parser.add_argument("keys", metavar="SOURCE", help="which source the spreadsheet is for")
    parser.add_argument(
        "--to", type=Path, default=None, metavar="FILE.xlsx", help="default: SOURCE.xlsx in this folder"
    )
    parser.add_argument(
        "--with-rows",
        action="store_true",
        help="put the rows charted now in it, to be revised with --replace",
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def add_add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `add` takes, besides where the database and the inputs are."""
    parser.add_argument("keys", metavar="SOURCE", help="which source the rows are for")
    parser.add_argument("file", type=Path, metavar="FILE", help="the filled template, or a CSV of its rows")
    parser.add_argument(
        "--documents", type=Path, default=None, metavar="FILE.csv",
        help="documents the rows name and the bibliography lacks, where they are not on a sheet Documents",
    )  # fmt: skip
    parser.add_argument(
        "--replace",
        action="store_true",
        help="these rows stand for all rows charted; default: they are added",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change; write nothing")
    parser.add_argument(
        "--accept", default="", metavar="WHY",
        help="chart it although it differs by more than the card allows; the reason is recorded",
    )  # fmt: skip
    parser.add_argument("--note", default="", metavar="TEXT", help="what should be known about this edition")


def run_template(told: argparse.Namespace, inputs: Inputs) -> int:
    """Write the spreadsheet; returns the exit status."""
    console = console_for(stderr=True)
    if problem := not_a_source(told.keys, inputs):
        return failed(told, console, problem, USAGE)
    to = told.to or Path(f"{told.keys}.xlsx")
    if to.suffix.lower() != ".xlsx":
        return failed(
            told, console, f"{to}: a template is a workbook; give it a name that ends in .xlsx", USAGE
        )
    if to.exists() and not told.force:
        return failed(told, console, f"{to} is there already. Give another name, or --force", USAGE)
    try:
        columns = write_template(inputs, told.keys, to, with_rows=told.with_rows)
    except CardProblem as problem_of_card:
        return failed(told, console, card_words(problem_of_card), REFUSED)
    except EditionStoreUnusable as error:
        return failed(told, console, str(error), REFUSED)
    except OSError as error:
        return failed(told, console, f"{to} could not be written: {error.strerror or error}", REFUSED)
    if told.json:
        print(json.dumps({"status": DONE, "file": str(to), "columns": columns}, ensure_ascii=False, indent=1))
    else:
        replace = " --replace" if told.with_rows else ""
        console.print(
            f"Wrote {to}: {len(columns)} columns, with the values allowed. When it is filled:\n"
            f"  python -m etl add {told.keys} {to}{replace} --dry-run",
            soft_wrap=True,
            markup=False,
        )
    return DONE


def run_add(told: argparse.Namespace, inputs: Inputs) -> int:
    """Check a filled spreadsheet and add it; returns the exit status."""
    console = console_for(stderr=True)
    if problem := not_a_source(told.keys, inputs):
        return failed(told, console, problem, USAGE)
    for path in (told.file, told.documents):
        if path is not None and not path.is_file():
            return failed(told, console, f"There is no file {path}", USAGE)
    addition = Addition(
        inputs, told.database_url, told.keys, told.file, told.documents, told.replace, told.dry_run,
        told.accept.strip(), told.note.strip(),
    )  # fmt: skip
    try:
        with stoppable() as step:
            result = add(addition, step)
    except RefreshRunning as running:
        return failed(told, console, str(running), RUNNING)
    except CardProblem as problem_of_card:
        return failed(told, console, card_words(problem_of_card), REFUSED)
    except (EditionStoreUnusable, Unfit) as error:
        return failed(told, console, str(error), REFUSED)
    except OSError as error:
        return failed(told, console, f"{error.filename or told.file}: {error.strerror or error}", REFUSED)
    status = status_of([result])
    if told.json:
        print(json.dumps(as_dict([result], status), ensure_ascii=False, indent=1))
        return status
    tell(console, [result], with_changes=True)
    if len(result.findings) > 1:
        console.print()
        print_findings(console, result.findings, most=MOST_FINDINGS)
    return status
