"""Published numbers about a country that are not money of a year, and the pairs of values that disagree."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.queries import population
from mineaction.queries.asking import Row, confidence_label, publishers_line, rows
from mineaction.queries.country.place import Place
from mineaction.queries.results import facts as published
from mineaction.queries.results.topics import TOPICS
from mineaction.vocabulary import Comparator

INDICATOR_WORDS = {
    **{key: words for topic in TOPICS for key, words in topic.indicators.items()},
    "casualties_total": "Casualties, killed and injured",
    "casualties_killed": "Casualties: killed",
    "casualties_injured": "Casualties: injured",
    "casualties_unknown_status": "Casualties: not known whether killed or injured",
    "donor_total_usd_5yr": "Given to mine action over five years, as a donor",
    "recipient_strategy_need_usd": "Needed for its mine action strategy",
    population.INDICATOR: "Inhabitants",
}
CASUALTIES = tuple(next(topic for topic in TOPICS if topic.key == "casualties").indicators)
LEAST_YEARS = 3
"""A figure of casualties by year is drawn from this many years on; fewer are read more easily in a table."""

COLUMNS = (
    *("What is counted", "Year", "Value", "Standing", "How it was read", "Document", "Link"),
    *("Place in the document", "Note", "Row in our file"),
)
CAVEATS = (
    "Casualties are those that were recorded. Many are not.",
    "Where documents print different values for one year, all of them are listed.",
)


def facts(connection: Connection, place: Place) -> CitedTable:
    """Every published number about the place, newest first by thing counted (columns: COLUMNS)."""
    stored = _stored(connection, place)
    order = list(INDICATOR_WORDS)
    newest = {
        row["fact_id"]
        for value in published.values(stored)
        if value["is_newest"]
        for row in value["documents"]
    }
    listed = [
        {
            "What is counted": INDICATOR_WORDS.get(row["indicator"], row["indicator"].replace("_", " ")),
            "Year": row["period"].replace("-", " to "),
            "Value": published.number_words(row["value"], row["unit"], Comparator(row["comparator"])),
            "Standing": "several years together"
            if row["year"] is None
            else "newest value"
            if row["fact_id"] in newest
            else "an earlier edition's value",
            "How it was read": confidence_label(row["confidence"]),
            "Document": row["document"],
            "Link": row["url"],
            "Place in the document": row["locator"],
            "Note": row["note"],
            "Row in our file": row["file_row"],
        }
        for row in sorted(
            stored,
            key=lambda row: (
                order.index(row["indicator"]) if row["indicator"] in order else len(order),
                -(row["year"] or 0),
                row["fact_id"],
            ),
        )
    ]
    return published.table(
        connection,
        stored,
        pd.DataFrame(listed, columns=list(COLUMNS)),
        title=f"Casualties and other published numbers: {place.name}",
        unit="as each row says",
        caveats=CAVEATS,
        choices=(("Country or area", place.name),),
    )


def _stored(connection: Connection, place: Place) -> list[Row]:
    """The facts of the place: mine action's under its usual name, its inhabitants under the full one."""
    named = rows(
        connection,
        "SELECT DISTINCT indicator FROM fact WHERE iso3 = :iso3 AND indicator <> :population",
        iso3=place.iso3,
        population=population.INDICATOR,
    )
    if not place.iso3:
        return []
    return [
        *published.held(connection, [row["indicator"] for row in named], place.name),
        *published.held(connection, [population.INDICATOR], place.full_name),
    ]


def has_casualty_years(connection: Connection, place: Place) -> bool:
    """Whether there are casualties of enough years for a figure."""
    [held] = rows(
        connection,
        """SELECT COUNT(DISTINCT year) AS years FROM fact
           WHERE indicator IN :indicators AND iso3 = :iso3""",
        indicators=list(CASUALTIES),
        iso3=place.iso3,
    )
    return bool(held["years"] >= LEAST_YEARS)


def disagreements_of(whole: CitedTable, name: str) -> CitedTable:
    """The pairs of one place from the table of all that disagree (register.conflicts)."""
    chosen = whole.rows[whole.rows["Place"] == name].reset_index(drop=True)
    named = {*chosen["One document"], *chosen["Another document"]}
    cited = tuple(citation for citation in whole.citations if citation.title in named)
    return replace(
        whole,
        title=f"Values that disagree: {name}",
        rows=chosen,
        source_line=publishers_line(cited),
        citations=cited,
        choices=(("Country or area", name),),
        sentence="",
    )
