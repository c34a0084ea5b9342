"""The command line: python -m mineaction.replay ID_OR_LINK_OR_FILE [--json]."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from rich.console import Console
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from mineaction.errors import MineActionError, NotAFigureId, NothingToReplay
from mineaction.exhibits.data import open_data
from mineaction.replay import given as reading
from mineaction.replay import telling
from mineaction.replay.again import Replayed, Status, replay

ABOUT = """Make a figure again from the database, and say whether it is the same."""
STATUSES = """exit status: 0 identical; 1 something differs, and what; 2 wrong usage, or an id that is not
known here; 3 the database or the figure cannot be opened"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay what is given; returns the exit status, that of the worst where a file holds several figures."""
    parser = argparse.ArgumentParser(prog="python -m mineaction.replay", description=ABOUT, epilog=STATUSES)
    parser.add_argument(
        "given",
        metavar="ID_OR_LINK_OR_FILE",
        help="a figure id, a link of this app, or a file that a figure was exported to",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    try:
        told = parser.parse_args(arguments)
    except SystemExit as stop:
        return 0 if stop.code in (0, None) else Status.UNKNOWN.value
    console = Console(stderr=True, soft_wrap=True)
    try:
        wanted = reading.read(told.given)
    except (NotAFigureId, NothingToReplay, OSError) as error:
        return _refuse(console, error, Status.UNKNOWN)
    try:
        with open_data() as data:
            found = [replay(one, data) for one in wanted]
    except (MineActionError, SQLAlchemyError, ArgumentError) as error:
        return _refuse(console, error, Status.NOT_OPENED)
    _tell(found, as_json=told.json)
    return max(one.status.value for one in found)


def _tell(found: Sequence[Replayed], *, as_json: bool) -> None:
    if as_json:
        said = [telling.as_dict(one) for one in found]
        print(json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=1))
        return
    console = Console(soft_wrap=True)
    for one in found:
        telling.tell(console, one)


def _refuse(console: Console, why: object, status: Status) -> int:
    console.print(str(why), style="red", markup=False, soft_wrap=True)
    return status.value


if __name__ == "__main__":
    sys.exit(main())
