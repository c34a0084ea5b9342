"""A copy of the database with many times the rows of ``funding_figure``, for measuring how cost grows.

Figures of a series that adds up (countries, accounts, plans, donors) are split: in place of each row
stand ``times`` rows of the same thing, whose amounts add up to it, as a file of single transactions
would bring them. Every answer of the app stays the same. All other rows, which cannot be split without
saying something else (printed totals, bounds, cut-off tables, earlier editions), get ``times - 1`` further
rows in a series of their own beside them, which no page offers but which every table and index holds.
Made-up rows, for measurements and tests alone.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from mineaction.schema import DERIVED

SPLITS = """s.adds_over <> 'nothing' AND f.is_complete_table = 1 AND f.standing = 'current'
    AND f.comparator = 'exact' AND s.series_key <> 'us_cwd_country_totals'"""
"""Rows that may be split. A printed total stays one row: it is compared with what it is the total of."""

COPY_SUFFIX = "_more"

NOWHERE = {
    "recipient_iso3": "NULL",
    "recipient_name": "'Further rows'",
    "recipient_scope": "'unspecified'",
    "donor_iso3": "NULL",
    "donor_name": "'Further rows'",
}
"""Whom the further rows tell of: nobody, as a profile shows every series that tells of its country."""


def grow(source: Path, target: Path, times: int = 100) -> int:
    """Write the larger copy to ``target``. Returns how many rows ``funding_figure`` has there."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _further_series(connection)
        columns = [row[1] for row in connection.execute("PRAGMA table_info(funding_figure)")]
        most = connection.execute("SELECT MAX(figure_id) FROM funding_figure").fetchone()[0]
        connection.execute(
            f"CREATE TEMP TABLE whole AS SELECT f.figure_id FROM funding_figure f "
            f"JOIN series s ON s.series_key = f.series_key WHERE {SPLITS}"
        )
        changed = {
            "figure_id": "figure_id + n * :step",
            "file_row": "file_row || ' part ' || n",
            "subject_key": "''",
        }
        numbers = "WITH RECURSIVE part(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM part WHERE n < :times - 1)"
        share = "amount_usd / :times"
        parts = {**changed, "amount_usd": share, "amount_low_usd": share, "amount_high_usd": share}
        more = {**changed, "series_key": f"series_key || '{COPY_SUFFIX}'", **NOWHERE}
        for made, where in ((parts, "IN"), (more, "NOT IN")):
            taken = ", ".join(made.get(column, column) for column in columns)
            connection.execute(
                f"INSERT INTO funding_figure ({', '.join(columns)}) {numbers} "
                f"SELECT {taken} FROM funding_figure, part "
                f"WHERE figure_id <= :most AND figure_id {where} (SELECT figure_id FROM whole)",
                {"times": times, "step": most, "most": most},
            )
        # What the first of the parts keeps is the rest, so that the sum stays the same to the dollar.
        connection.execute(
            """UPDATE funding_figure SET amount_usd = amount_usd - (:times - 1) * (amount_usd / :times)
               WHERE figure_id IN (SELECT figure_id FROM whole)""",
            {"times": times},
        )
        refill(connection)
        connection.execute(f"UPDATE build SET data_version = data_version || '-{times}'")
        connection.execute("ANALYZE")
        connection.commit()
        return int(connection.execute("SELECT COUNT(*) FROM funding_figure").fetchone()[0])


def refill(connection: sqlite3.Connection) -> None:
    """Work out anew what is derived from other tables, after those have been changed."""
    for table, fill in DERIVED.items():
        connection.execute(f"DELETE FROM {table}")
        connection.execute(fill)


def _further_series(connection: sqlite3.Connection) -> None:
    columns = [row[1] for row in connection.execute("PRAGMA table_info(series)")]
    changed = {
        "series_key": f"series_key || '{COPY_SUFFIX}'",
        "family_key": "'further_rows'",
        "title": "title || ', further rows'",
    }
    taken = ", ".join(changed.get(column, column) for column in columns)
    connection.execute(f"INSERT INTO series ({', '.join(columns)}) SELECT {taken} FROM series")
