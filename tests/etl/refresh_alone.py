"""A refresh of the one source in a process of its own: python -m tests.etl.refresh_alone FOLDER [STEP].

Prints the outcome and its words as one JSON line. Given a step, a number, the process kills itself without
warning as that step begins: a step of progress, or a change to the file system.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy.engine import URL

from etl import pipeline
from etl.inputs import Inputs
from etl.refresh import Options, refresh
from etl.registry import source_modules
from mineaction.errors import MineActionError
from tests.etl.refreshing import KEY, QUICK


def options_of(folder: Path) -> Options:
    """A refresh of what lies in a folder, with the modules of its sources only."""
    modules = {KEY: source_modules()[KEY]}
    pipeline.source_modules = lambda: modules
    inputs = Inputs(folder / "sources", folder / "reference", folder / "editions")
    url = URL.create("sqlite", database=str(folder / "out" / "sample.sqlite"))
    return Options(inputs, url, tuning=QUICK)


def main(folder: str) -> None:
    """Refresh, and tell."""
    try:
        [result] = refresh(options_of(Path(folder)))
        told = {"outcome": result.outcome.value, "words": result.words}
    except MineActionError as error:
        told = {"outcome": "unusable", "words": str(error)}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
