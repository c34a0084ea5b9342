"""`python -m etl diff | rollback | history`: what is asked, and how the result is told."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl import compare
from etl.card import Card, CardProblem, read_card
from etl.compare import Changes
from etl.editions import DOCUMENTS_NAME, Shelf
from etl.inputs import Inputs
from etl.reference import Reference
from etl.refresh_command import DONE, REFUSED, RUNNING, USAGE, as_dict, failed, status_of, stoppable, tell
from etl.registry import source_modules
from etl.report import console_for
from etl.rollback import accept_words, edition_before, named, number_of, roll_back
from etl.tell_changes import tell_changes
from etl.vintages import shaped
from etl.weighing import refusal_words
from mineaction.editions import OUTCOME_WORDS, SHIPPED, Attempt, read_history
from mineaction.errors import CannotRollBack, EditionStoreUnusable, RefreshRunning, UnknownEdition
from mineaction.vocabulary import Severity

MOST_ATTEMPTS = 20


def add_diff_arguments(parser: argparse.ArgumentParser) -> None:
    """What `diff` takes, besides where the inputs are."""
    parser.add_argument("keys", nargs="?", metavar="SOURCE", help="default: all that have several editions")
    for name in ("from", "to"):
        parser.add_argument(
            f"--{name}-edition", default="", metavar="EDITION",
            help="an id, its beginning, or `shipped`; default: from the edition charted before to the one "
            "charted, or from the one charted to the one held back",
        )  # fmt: skip


def add_rollback_arguments(parser: argparse.ArgumentParser) -> None:
    """What `rollback` takes, besides where the database and the inputs are."""
    parser.add_argument("keys", metavar="SOURCE", help="which source to turn back")
    parser.add_argument(
        "--to", default="", metavar="EDITION",
        help="an id, its beginning, or `shipped` for what came with the project; default: the edition before",
    )  # fmt: skip


def add_history_arguments(parser: argparse.ArgumentParser) -> None:
    """What `history` takes, besides where the inputs are."""
    parser.add_argument("keys", nargs="?", metavar="SOURCE", help="default: all")
    parser.add_argument("--most", type=int, default=MOST_ATTEMPTS, metavar="N", help="how many attempts")


# --- diff ---


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions of one source held against each other. ``why`` says why these two."""

    source_key: str
    before: str
    after: str
    why: str
    changes: Changes

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values."""
        told = {"source": self.source_key, "from_edition": self.before, "to_edition": self.after}
        return {**told, "why": self.why, "changes": self.changes.as_dict()}


class NotComparable(ValueError):
    """An edition cannot be shaped any more; the message says why and what to do."""


def run_diff(told: argparse.Namespace, inputs: Inputs) -> int:
    """Show what differs between editions; returns the exit status."""
    console = console_for(stderr=True)
    try:
        shelf = inputs.store.shelf()
        if problem := not_a_source(told.keys, inputs):
            return failed(told, console, problem, USAGE)
        if not told.keys and (told.from_edition or told.to_edition):
            return failed(told, console, "--from-edition and --to-edition are of one source: name it", USAGE)
        found = [
            _compared(inputs, shelf, read_card(inputs.sources / key), told.from_edition, told.to_edition)
            for key in ([told.keys] if told.keys else _with_several(inputs, shelf))
        ]
    except UnknownEdition as error:
        words = f"{error} `{SHIPPED}` is what came with the project."
        return failed(told, console, words, USAGE)
    except CannotRollBack:
        words = f"{told.keys} has one edition, so there is nothing to compare it with"
        if not told.json:
            console.print(words, markup=False)
            return DONE
        return failed(told, console, words, DONE)
    except CardProblem as problem:
        return failed(told, console, card_words(problem), REFUSED)
    except (EditionStoreUnusable, NotComparable) as error:
        return failed(told, console, str(error), REFUSED)
    if told.json:
        print(
            json.dumps(
                {"status": DONE, "sources": [one.as_dict() for one in found]}, ensure_ascii=False, indent=1
            )
        )
        return DONE
    out = console_for(stderr=False)
    for one in found:
        out.print(f"{one.source_key}: {one.why}", style="bold", soft_wrap=True, markup=False)
        out.print(f"  from {one.before} to {one.after}: {one.changes.words}\n", soft_wrap=True, markup=False)
        tell_changes(out, one.changes)
    if not found:
        out.print("No source has more than one edition: nothing was fetched or added so far.")
    return DONE


def _with_several(inputs: Inputs, shelf: Shelf) -> list[str]:
    """Sources that have two editions or more, what came with the project included."""
    folders = {folder.name: folder for folder in inputs.folders()}
    return [
        key
        for key in shelf.sources()
        if key in folders and len(shelf.editions(key)) + bool(read_card(folders[key]).files) > 1
    ]


def _compared(inputs: Inputs, shelf: Shelf, card: Card, start: str, end: str) -> Compared:
    """Two editions of a source; those not named are chosen. Raises UnknownEdition and NotComparable."""
    key = card.source_key
    before, after, why = _chosen(shelf, card)
    if start or end:
        before = named(shelf, card, start) if start else before
        after = named(shelf, card, end) if end else shelf.charted(key)
        why = "the editions asked for"
    module = source_modules()[key]
    reference = _reference(inputs, shelf, key)
    rows = []
    for edition_id in (before, after):
        outcome = shaped(inputs, shelf, key, edition_id, module, reference)
        errors = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
        if errors:
            raise NotComparable(f"{key} {edition_id} cannot be read any more. {refusal_words(errors)}")
        rows.append(outcome.rows)
    table = module.TARGET.__tablename__
    changes = compare.compared(rows[0], rows[1], table, module.KEY_COLUMNS, reference.series)
    return Compared(key, before, after, why, changes)


def _chosen(shelf: Shelf, card: Card) -> tuple[str, str, str]:
    """Which two editions of a source are of interest, and why. Raises CannotRollBack where there is one."""
    key = card.source_key
    charted = shelf.charted(key)
    newest = shelf.newest(key)
    if newest and newest.name in shelf.state.held:
        why = f"the edition held back since {newest.fetched_at[:10]}, against the one charted. "
        return charted, newest.edition_id, why + accept_words(newest)
    if newest and newest.number > number_of(charted):
        why = "the newest edition, which was rolled back, against the one charted"
        return charted, newest.edition_id, why
    return edition_before(shelf, card, charted), charted, "the edition charted, against the one before"


def _reference(inputs: Inputs, shelf: Shelf, source_key: str) -> Reference:
    """The lookup tables with the documents of all editions of one source, held back or not."""
    own = [shelf.path(edition) / DOCUMENTS_NAME for edition in shelf.editions(source_key)]
    paths = dict.fromkeys([*shelf.documents(), *(path for path in own if path.is_file())])
    return Reference(inputs.reference, list(paths))


# --- rollback ---


def run_rollback(told: argparse.Namespace, inputs: Inputs) -> int:
    """Chart an earlier edition; returns the exit status."""
    console = console_for(stderr=True)
    if problem := not_a_source(told.keys, inputs):
        return failed(told, console, problem, USAGE)
    try:
        with stoppable() as step:
            results = [roll_back(inputs, told.database_url, told.keys, told.to, step)]
    except RefreshRunning as running:
        return failed(told, console, str(running), RUNNING)
    except UnknownEdition as error:
        return failed(told, console, f"{error} `{SHIPPED}` is what came with the project.", USAGE)
    except CardProblem as problem_of_card:
        return failed(told, console, card_words(problem_of_card), REFUSED)
    except (CannotRollBack, EditionStoreUnusable) as error:
        return failed(told, console, str(error), REFUSED)
    status = status_of(results)
    if told.json:
        print(json.dumps(as_dict(results, status), ensure_ascii=False, indent=1))
    else:
        tell(console, results)
    return status


# --- history ---


def run_history(told: argparse.Namespace, inputs: Inputs) -> int:
    """List what was tried, newest first; returns the exit status."""
    attempts = read_history(inputs.editions)
    tried = {attempt.source_key for attempt in attempts}
    if told.keys not in tried and (problem := not_a_source(told.keys, inputs)):
        return failed(told, console_for(stderr=True), problem, USAGE)
    wanted = [one for one in reversed(attempts) if told.keys in (None, one.source_key)]
    shown = wanted[: max(told.most, 0)]
    if told.json:
        plain = [{**asdict(one), "outcome": one.outcome.value} for one in shown]
        print(json.dumps({"status": DONE, "attempts": plain}, ensure_ascii=False, indent=1))
        return DONE
    console = console_for(stderr=False)
    if not wanted:
        about = f" of {told.keys}" if told.keys else ""
        console.print(f"No refresh{about} was ever tried here. To try one: python -m etl refresh --dry-run")
        return DONE
    _print_attempts(console, shown)
    if len(wanted) > len(shown):
        console.print(
            f"… and {len(wanted) - len(shown):,} before; more with --most {len(wanted)}", style="dim"
        )
    return DONE


def _print_attempts(console: Console, attempts: Iterable[Attempt]) -> None:
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("when (UTC)", "source"):
        table.add_column(name, no_wrap=True)
    table.add_column("what became of it", overflow="fold")
    table.add_column("s", justify="right", no_wrap=True)
    for one in attempts:
        told = Text(OUTCOME_WORDS[one.outcome], style="bold")
        if one.edition:
            told.append(f"\n{one.edition}", style="dim")
        told.append(f"\n{one.words}", style="")
        if one.reason:
            told.append(f"\nreason given: {one.reason}", style="italic")
        when = one.at.replace("T", " ").removesuffix("Z")
        table.add_row(when, one.source_key, told.append("\n"), f"{one.seconds:.1f}")
    console.print(table)


def not_a_source(key: str | None, inputs: Inputs) -> str:
    """What is wrong with a source's key; empty where there is such a source, or none is named."""
    known = [folder.name for folder in inputs.folders()]
    if not key or key in known:
        return ""
    return f"There is no source {key!r}. Choose from: {', '.join(known) or 'none'}"


def card_words(problem: CardProblem) -> str:
    """What is wrong with a card, and what to do."""
    found = problem.finding
    return f"{found.source_key} {found.file_name}: {found.message}; {found.what_to_do}"
