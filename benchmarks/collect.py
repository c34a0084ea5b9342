"""What is measured of ours: one collection of a large file, kept nowhere. Prints seconds and rows as JSON.

Usage: ``python -m benchmarks.collect FILE_OR_ADDRESS``
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from etl.card import read_card
from etl.editions import Store
from etl.fetching import Visiting, fetch
from etl.inputs import Inputs

KEY = "us_foreign_assistance"


def main(given: str) -> None:
    """Collect from ``given`` as a refresh would, up to the edition that would be kept."""
    card = read_card(Inputs().sources / KEY)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        started = time.perf_counter()
        edition = fetch(card, store.shelf(), store.stage(KEY), Visiting(given=given))
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "rows": edition.row_count, "kept": edition.kept_row_count}))


if __name__ == "__main__":
    main(sys.argv[1])
