"""The peer of the build: every CSV file of the project into SQLite with pandas alone, nothing checked.

Usage: ``python -m benchmarks.plain_pandas FILE.sqlite``
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parent.parent / "data"


def main(target: str) -> None:
    """Write one table a file, named by folder and file."""
    with closing(sqlite3.connect(target)) as database:
        for path in sorted([*DATA.glob("sources/*/*.csv"), *DATA.glob("reference/*.csv")]):
            table = pd.read_csv(path)
            table.to_sql(f"{path.parent.name}_{path.stem}", database, index=False, if_exists="replace")


if __name__ == "__main__":
    main(sys.argv[1])
