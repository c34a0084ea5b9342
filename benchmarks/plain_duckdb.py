"""The peer of the refresh: DuckDB reads and filters the same file, on all cores, nothing checked or counted.

Prints seconds and rows as JSON. Usage: ``python -m benchmarks.plain_duckdb FILE.csv kept|all``
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from etl.connectors.us_foreign_assistance import COLUMNS, PURPOSE


def main(path: str, columns: str) -> None:
    """Write the rows of the purpose into a CSV, all columns or those that ours keeps; cells stay text."""
    names = "*" if columns == "all" else ", ".join(f'"{name}"' for name in COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.csv"
        started = time.perf_counter()
        with duckdb.connect() as connection:
            [[count]] = connection.execute(
                f"""COPY (SELECT {names} FROM read_csv(?, all_varchar = true, header = true)
                    WHERE "International Purpose Code" = '{PURPOSE}') TO '{kept}' (FORMAT csv)""",
                [path],
            ).fetchall()
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "kept": count}))


if __name__ == "__main__":
    main(*sys.argv[1:])
