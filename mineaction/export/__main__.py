"""The command line: python -m mineaction.export country | overview | policy | claims | briefing | figure."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from mineaction.errors import (
    BadAddress,
    BadBriefing,
    BrowserMissing,
    DatabaseMissing,
    DatabaseUnreadable,
    ForeignManifest,
    MineActionError,
    NothingToShow,
    SchemaMismatch,
    UnknownChoice,
)
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData, open_data
from mineaction.exhibits.registry import BY_NAME
from mineaction.exhibits.taking import take_opened
from mineaction.export.formats import FORMATS, HTML, OF_PACKS, Format, PackFormat, formats_of
from mineaction.export.pack import batch as pack_batch
from mineaction.export.pack import manifest, ready_made
from mineaction.export.pack.batch import Job
from mineaction.export.pack.briefing import from_json
from mineaction.export.pack.manifest import Outcome
from mineaction.export.pack.opened import Progress
from mineaction.export.picture import browser
from mineaction.export.whole_file import write
from mineaction.periods import today

DONE, FAILED, USAGE, NOT_READY = 0, 1, 2, 3
STATUSES = """exit status: 0 all written; 1 some failed; 2 wrong usage, or a name that is not known;
3 no database, or no browser where one is needed"""
MOST_TOLD = 20
Offered = Format | PackFormat
Jobs = Callable[[argparse.Namespace, OpenData], list[Job]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what is asked for; returns the exit status."""
    parser = _parser()
    try:
        told = parser.parse_args(arguments)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else USAGE
    console = Console(stderr=True, soft_wrap=True)
    try:
        if told.offered[told.format].needs_browser and not browser.available():
            raise BrowserMissing(browser.available().told)
        with open_data() as data:
            return int(told.run(told, data, console))
    except (DatabaseMissing, DatabaseUnreadable, SchemaMismatch, BrowserMissing) as error:
        return _refuse(console, error, NOT_READY)
    except (SQLAlchemyError, ArgumentError) as error:
        return _refuse(console, f"The database cannot be read: {str(error).splitlines()[0]}", NOT_READY)
    except (UnknownChoice, BadBriefing, BadAddress, ForeignManifest) as error:
        return _refuse(console, error, USAGE)
    except (MineActionError, OSError) as error:
        return _refuse(console, error, FAILED)
    finally:
        browser.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mineaction.export", description="Write figures and briefing packs.", epilog=STATUSES
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    country = commands.add_parser("country", help="a pack for each country or area")
    which = country.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="every country and area")
    which.add_argument("--country", nargs="+", action="extend", metavar="NAME_OR_ISO3", help="only these")
    policy = commands.add_parser("policy", help="a pack for one policy event, or for each")
    event = policy.add_mutually_exclusive_group(required=True)
    event.add_argument("--all", action="store_true", help="every event")
    event.add_argument("event", nargs="?", metavar="EVENT_KEY", help="as EV-20220621")
    overview = commands.add_parser("overview", help="one pack on funding, policy and results")
    claims = commands.add_parser("claims", help="one pack on what has been claimed")
    briefing = commands.add_parser("briefing", help="the pack of a briefing's file")
    briefing.add_argument("file", type=Path, metavar="FILE.json", help="as Save briefing has written it")
    makers: tuple[tuple[argparse.ArgumentParser, Jobs], ...] = (
        *((country, _countries), (policy, _policies), (briefing, _briefing)),
        *((overview, _overview), (claims, _claims)),
    )
    for command, jobs in makers:
        command.set_defaults(run=_packs, jobs=jobs)
        _common(command, OF_PACKS)
    figure = commands.add_parser("figure", help="one figure as a file")
    figure.add_argument("name", metavar="NAME", help="as in the figure's id: funding_over_time")
    figure.add_argument("choices", nargs="*", metavar="name=value", help="as in the address of its page")
    figure.set_defaults(run=_figure)
    _common(figure, FORMATS, first=HTML.ending)
    return parser


def _common(command: argparse.ArgumentParser, offered: Mapping[str, Offered], first: str = "") -> None:
    command.set_defaults(offered=offered)
    command.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="the folder; made if missing")
    command.add_argument(
        "--format", choices=tuple(offered), default=first or next(iter(offered)), help="default: %(default)s"
    )
    command.add_argument(
        "--address", default="", metavar="BASE", help="where the app is served, for the links back"
    )


def _countries(told: argparse.Namespace, data: OpenData) -> list[Job]:
    named = [ready_made.place_named(words, data) for words in told.country or ()]
    places = ready_made.places(data) if told.all else tuple(dict.fromkeys(named))
    return [
        Job(
            pack_batch.stem(place.iso3, place.name.lower()),
            place.name,
            partial(ready_made.country, place),
        )
        for place in places
    ]


def _policies(told: argparse.Namespace, data: OpenData) -> list[Job]:
    known = ready_made.events(data)
    keys = list(known) if told.all else [told.event]
    for key in keys:
        if key not in known:
            raise UnknownChoice("policy event", key, list(known))
    return [Job(pack_batch.stem(key), known[key], partial(ready_made.policy, key, data)) for key in keys]


def _overview(told: argparse.Namespace, data: OpenData) -> list[Job]:
    return [Job("overview", ready_made.OVERVIEW, ready_made.overview)]


def _claims(told: argparse.Namespace, data: OpenData) -> list[Job]:
    return [Job("claims", ready_made.CLAIMS, ready_made.claims_check)]


def _briefing(told: argparse.Namespace, data: OpenData) -> list[Job]:
    try:
        briefing = from_json(told.file.read_bytes())
    except OSError as error:
        raise BadBriefing([f"{told.file} cannot be read: {error.strerror}."]) from None
    return [Job(pack_batch.stem(told.file.stem), briefing.title or told.file.stem, lambda: briefing)]


def _packs(told: argparse.Namespace, data: OpenData, console: Console) -> int:
    jobs = told.jobs(told, data)
    done: list[Outcome] = []
    with _bar(console) as progress:
        for outcome in pack_batch.run(
            jobs,
            OF_PACKS[told.format],
            told.to,
            data,
            made_on=today(),
            base=told.address.rstrip("/"),
            progress=progress,
        ):
            done.append(outcome)
    return _summary(done, told.to, console)


def _summary(done: Sequence[Outcome], folder: Path, console: Console) -> int:
    failed = [outcome for outcome in done if outcome.is_failed]
    if len(done) == 1:
        for words in done[0].missing:
            console.print(f"Left out: {words}", markup=False)
    for outcome in failed[:MOST_TOLD]:
        console.print(f"{outcome.subject}: {outcome.words}", style="red", markup=False)
    if len(failed) > MOST_TOLD:
        console.print(f"… and {len(failed) - MOST_TOLD} more, see the manifest", style="red")
    written = [outcome for outcome in done if outcome.words == manifest.WRITTEN]
    nothing = len(done) - len(written) - len(failed)
    size = sum(outcome.size for outcome in written)
    words = f"{len(written)} written ({size / 1e6:,.1f} MB), {nothing} nothing held, {len(failed)} failed"
    console.print(f"{words}. {folder / manifest.NAME} lists them.", markup=False, highlight=False)
    # Asked for one thing alone, having nothing of it is no success.
    return FAILED if failed or (len(done) == 1 and not written) else DONE


def _figure(told: argparse.Namespace, data: OpenData, console: Console) -> int:
    asked: dict[str, list[str]] = {}
    for choice in told.choices:
        name, mark, value = choice.partition("=")
        if not mark:
            raise BadAddress(told.name, [f"“{choice}” is no choice. Write it as name=value."])
        asked.setdefault(name, []).append(value)
    try:
        opened = open_exhibit(told.name, asked, data)
    except NothingToShow as error:
        return _refuse(console, error, FAILED)
    kind = BY_NAME[told.name]
    if told.format not in formats_of(kind):
        offered = ", ".join(formats_of(kind))
        raise BadAddress(told.name, [f"A table has no {told.format}. Ask for one of: {offered}."])
    taken = take_opened(opened, made_on=today(), base=told.address.rstrip("/"))
    told.to.mkdir(parents=True, exist_ok=True)
    path = told.to / f"{pack_batch.stem(taken.figure_id)}.{told.format}"
    write(path, FORMATS[told.format].make(taken))
    console.print(f"{path} ({path.stat().st_size:,} bytes)", markup=False, highlight=False)
    return DONE


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    """How many packs are done, which is made, and how long it will take."""
    columns = (
        TextColumn("{task.description:<32.32}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, words: str) -> None:
            bar.update(task, completed=done, total=total, description=words)

        yield show


def _refuse(console: Console, why: object, status: int) -> int:
    console.print(str(why), style="red", markup=False)
    return status


if __name__ == "__main__":
    sys.exit(main())
