"""The stored rows behind an answer about donors and recipients, and the parts all its answers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.queries import behind
from mineaction.queries import caveats as series_caveats
from mineaction.queries.asking import Row, citations, data_version, frame, publishers_line, rows
from mineaction.queries.donors.who_to_whom import ONE_SIDE, WORLD_TOTAL, FlowFilter, teller_of

UNIT = "US$ million"
PRICES = "current prices"
YEARS = "calendar years"

FIRST = ("Year", "Donor", "Recipient", "US$, current", "Table")
"""The columns of the rows behind a figure that come first: who, to whom, how much."""


def table(
    connection: Connection,
    made: Sequence[Row],
    columns: Iterable[str],
    *,
    title: str,
    documents: Iterable[str],
    sentence: str,
    choices: tuple[tuple[str, str], ...],
    caveats: Sequence[str],
    unit: str = UNIT,
) -> CitedTable:
    """An answer in current US$ and calendar years, with one entry in ``documents`` for each use of one."""
    cited = citations(connection, documents)
    return CitedTable(
        title=title,
        rows=pd.DataFrame(list(made), columns=list(columns)),
        unit=unit,
        price_basis=PRICES,
        year_basis=YEARS,
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(dict.fromkeys([ONE_SIDE, *caveats])),
        choices=choices,
        data_version=data_version(connection),
        sentence=sentence,
    )


def behind_totals(connection: Connection, asked: FlowFilter) -> CitedTable:
    """Every stored row of the year's printed totals, earlier editions and repeats included.

    Beside donors stands what all of them together gave, as printed.
    """
    teller = teller_of(asked.told_by)
    return _behind(
        connection,
        "f.series_key IN :series AND f.year = :year",
        f"Printed totals of {teller.holder_word}s, {asked.year}",
        asked.choices,
        series=[*teller.totals, *([WORLD_TOTAL] if asked.told_by == "donor" else [])],
        year=asked.year,
    )


def behind_tables(connection: Connection, asked: FlowFilter) -> CitedTable:
    """Every stored row of the year's tables, narrowed to the names chosen; repeats included."""
    return _behind(
        connection,
        """f.series_key IN :series AND f.year = :year
           AND (:any_donor = 1 OR f.donor_name IN :donors)
           AND (:any_recipient = 1 OR f.recipient_name IN :recipients)""",
        f"Rows of {teller_of(asked.told_by).label.lower()}, {asked.year}",
        asked.choices,
        series=[teller_of(asked.told_by).flows],
        year=asked.year,
        any_donor=int(not asked.donors),
        donors=list(asked.donors) or [""],
        any_recipient=int(not asked.recipients),
        recipients=list(asked.recipients) or [""],
    )


def behind_profile(connection: Connection, told_by: str, holder: str) -> CitedTable:
    """Every stored row of one donor's, or recipient's, profiles of all years, printed totals included."""
    teller = teller_of(told_by)
    return _behind(
        connection,
        f"f.series_key IN :series AND f.{teller.holder} = :holder",
        f"Rows of the profiles of {holder}",
        ((teller.holder_word.capitalize(), holder),),
        series=[teller.flows, *teller.totals],
        holder=holder,
    )


def _behind(
    connection: Connection, where: str, title: str, choices: tuple[tuple[str, str], ...], **values: Any
) -> CitedTable:
    """Stored rows in reader's words; "Table" says where one stands in a table that was cut off."""
    held = frame(
        connection,
        f"""SELECT f.*, s.title AS series_title, d.title AS document, d.url AS url
            FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            JOIN document d ON d.document_id = f.document_id
            WHERE {where}
            ORDER BY f.year DESC, s.position, f.donor_name, f.recipient_name, f.figure_id""",
        **values,
    )
    said = caveats(connection, sorted(set(held["series_key"])))
    shell = table(
        connection,
        [],
        [],
        title=title,
        documents=held["document_id"],
        sentence="",
        choices=choices,
        caveats=said,
        unit="US$",
    )
    answer = behind.in_words(held, shell)
    words = ["cut off" if not complete else "" for complete in held["is_complete_table"]]
    made = answer.rows.assign(**({"Table": words} if any(words) else {}))
    order = [*(name for name in FIRST if name in made), *(name for name in made if name not in FIRST)]
    return replace(answer, rows=made[order])


def caveats(connection: Connection, series_keys: Sequence[str]) -> list[str]:
    """What the series themselves want said, in the order of the series; of several, which it is said of."""
    held = rows(
        connection,
        "SELECT title, caveat FROM series WHERE series_key IN :keys ORDER BY position",
        keys=list(series_keys),
    )
    return series_caveats.named((row["title"], row["caveat"]) for row in held)
