"""Questions about coverage: which series has figures for which year, and whether tables were whole."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.vocabulary import MEASURE_LABELS, Measure

COVERAGE = """
    SELECT c.series_key, c.family_key, c.series_title, c.year, c.measure, s.position,
           SUM(c.figure_count) AS figure_count, SUM(c.recipient_count) AS recipient_count,
           SUM(c.document_count) AS document_count, MIN(c.is_complete) AS is_complete,
           MIN(c.year_basis) AS first_basis, MAX(c.year_basis) AS last_basis
    FROM coverage c JOIN series s ON s.series_key = c.series_key
    WHERE :family = '' OR c.family_key = :family
    GROUP BY c.series_key, c.family_key, c.series_title, c.year, c.measure, s.position
    ORDER BY s.position, c.year, c.series_key, c.measure
"""
CELL_COLUMNS = "row_key row_title row_position year count is_complete hover".split()

FAMILIES = {
    "us_cwd": "US: all countries together",
    "us_cwd_country": "US: by country",
    "assistance_listing": "US: Assistance Listing 19.800",
    "us_foreign_assistance": "US: foreign assistance, transactions",
    "lm_world": "Landmine Monitor: world, donors, recipients",
    "lm_donor": "Landmine Monitor: contributions by donor and recipient",
    "ocha_fts": "UN humanitarian plans",
    "oecd_crs": "OECD",
    "iati": "IATI",
}
"""Names of groups of series; a group that is not named here shows its own short name."""


def families(connection: Connection) -> tuple[str, ...]:
    """The groups of series that have figures, in the order of the series."""
    held = rows(
        connection,
        """SELECT family_key, MIN(position) AS place FROM series
           WHERE series_key IN (SELECT series_key FROM funding_held) GROUP BY family_key ORDER BY place""",
    )
    return tuple(row["family_key"] for row in held)


def coverage(connection: Connection, family: str = "") -> CitedTable:
    """How many figures each series has for each year: one row a cell (columns: CELL_COLUMNS).

    A cell that is missing has no figure. ``is_complete`` is false where a table of the year was cut off.
    """
    held = rows(connection, COVERAGE, family=family)
    order = {key: place for place, key in enumerate(dict.fromkeys(row["series_key"] for row in held))}
    cells = [
        {
            "row_key": row["series_key"],
            "row_title": row["series_title"],
            "row_position": order[row["series_key"]],
            "year": row["year"],
            "count": row["figure_count"],
            "is_complete": bool(row["is_complete"]),
            "hover": _cell_words(row),
        }
        for row in held
    ]
    total = sum(cell["count"] for cell in cells)
    cut = sum(not cell["is_complete"] for cell in cells)
    shown = pd.DataFrame(cells, columns=CELL_COLUMNS)
    return _coverage_table(
        connection,
        family,
        shown,
        f"{total:,} figures in {len(order)} series; {cut} of {len(cells)} series and years hold tables that "
        "were cut off where they were read."
        if cells
        else "",
    )


def _coverage_table(
    connection: Connection, family: str, shown: pd.DataFrame, sentence: str = ""
) -> CitedTable:
    used = rows(
        connection,
        """SELECT f.document_id, SUM(f.figure_count) AS uses FROM funding_held f
           JOIN series s ON s.series_key = f.series_key
           WHERE :family = '' OR s.family_key = :family GROUP BY f.document_id""",
        family=family,
    )
    cited = citations(connection, {row["document_id"]: row["uses"] for row in used})
    return CitedTable(
        title="Which series has figures for which year",
        rows=shown,
        unit="number of published figures, each an amount in US$",
        price_basis="current prices",
        year_basis="years as each series names them (US fiscal years end in September)",
        source_line=publishers_line(cited),
        citations=cited,
        choices=(("Series", FAMILIES.get(family, family) if family else "all"),),
        caveats=(
            "An empty square means that no figure was found, not that nothing was given.",
            "A cross marks years in which a table was cut off in the copy that was read: its figures stand, "
            "and are never totalled.",
            "Figures of earlier editions and repeats are counted too; many figures say nothing of how much "
            "money they tell of.",
        ),
        data_version=data_version(connection),
        sentence=sentence,
    )


def _cell_words(row: Row) -> str:
    bases = sorted({row["first_basis"], row["last_basis"]})
    kinds = {"us_fiscal": "US fiscal year", "calendar": "calendar year", "unstated": "kind of year not said"}
    count = row["figure_count"]
    lines = [
        row["series_title"],
        f"{row['year']} ({', '.join(kinds[basis] for basis in bases)})",
        f"{counted(count, 'figure')} ({MEASURE_LABELS[Measure(row['measure'])]})",
        "a table was cut off" if not row["is_complete"] else "",
    ]
    return "\n".join(line for line in lines if line)


def coverage_table(connection: Connection, family: str = "") -> CitedTable:
    """The same as a table: one row a series, one column a year, ``*`` where a table was cut off."""
    held = rows(connection, COVERAGE, family=family)
    years = sorted({row["year"] for row in held})
    lines: dict[str, dict[str, str]] = {}
    for row in held:
        line = lines.setdefault(
            row["series_key"],
            {"Series": row["series_title"], **{str(year): "" for year in years}},
        )
        line[str(row["year"])] = f"{row['figure_count']}{'' if row['is_complete'] else '*'}"
    shown = pd.DataFrame(lines.values(), columns=["Series", *map(str, years)])
    return _coverage_table(connection, family, shown)


BEHIND = """
    SELECT s.title AS "Series", f.year AS "Year", f.year_basis AS "Kind of year",
           f.recipient_name AS "Recipient", f.donor_name AS "Donor", f.amount_usd AS "US$, current",
           f.comparator_as_printed AS "Bound as printed",
           CASE f.is_complete_table WHEN 1 THEN 'whole' ELSE 'cut off' END AS "Table",
           f.standing AS "Standing", d.title AS "Document", d.url AS "Link",
           f.locator AS "Place in the document", f.file_row AS "Row in our file"
    FROM funding_figure f JOIN series s ON s.series_key = f.series_key
    JOIN document d ON d.document_id = f.document_id
    WHERE :family = '' OR s.family_key = :family
    ORDER BY s.position, f.year, f.recipient_name, f.figure_id
"""


def coverage_rows(connection: Connection, family: str = "") -> CitedTable:
    """Every figure that is counted, for reading."""
    held = rows(connection, BEHIND, family=family)
    return _coverage_table(connection, family, pd.DataFrame(held))
