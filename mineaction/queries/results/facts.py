"""Published numbers that are not money: every value of every edition, and which of them is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import SIGNS
from mineaction.periods import Span, date_span, date_words, year_span
from mineaction.queries.asking import Row, citations, confidence_label, data_version, publishers_line, rows
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator, DatePrecision, YearBasis

UNIT_WORDS = {"km2": "km²", "percent": "%", "states/areas": "states and areas"}
"""Units as they are read; any other stands as it is stored."""

ALWAYS = Span(date.min, date.max)

FACTS = """
    SELECT f.fact_id, f.indicator, f.geography_name, f.period, f.year, f.value, f.unit, f.comparator,
           f.confidence, f.locator, f.file_row, f.note, f.document_id, d.title AS document, d.publisher,
           d.url, d.address_note, d.published_on, d.published_precision
    FROM fact f JOIN document d ON d.document_id = f.document_id
    WHERE f.indicator IN :indicators AND (:place = '' OR f.geography_name = :place)
    ORDER BY f.indicator, f.geography_name, f.year IS NOT NULL, f.year, f.period,
             d.published_on IS NOT NULL, d.published_on, f.fact_id
"""

VALUE_COLUMNS = (
    "panel_key panel_title panel_position year year_label starts_on ends_on value unit comparator is_newest "
    "label words hover document_count"
).split()


def number_words(value: float, unit: str, comparator: Comparator = Comparator.EXACT) -> str:
    """A number as it was printed, never rounded, with its bound and unit: ``about 30 states``, ``90%``."""
    bound = COMPARATOR_WORDS[comparator]
    shown = UNIT_WORDS.get(unit, unit)
    joined = f"{plain_number(value)}{'' if shown == '%' else ' '}{shown}"
    return f"{bound} {joined}".strip()


def plain_number(value: float) -> str:
    """The number alone, thousands parted: ``6,279``, ``132.52``."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def published_span(row: Row) -> Span:
    """The days a document may have been published on; any day where its date is not known."""
    if not row["published_on"]:
        return ALWAYS
    return date_span(row["published_on"], DatePrecision(row["published_precision"]))


def held(connection: Connection, indicators: Iterable[str], place: str = "") -> list[Row]:
    """The stored facts of some indicators, with their documents; ``place`` empty means every place."""
    return rows(connection, FACTS, indicators=list(indicators), place=place)


def values(stored: Sequence[Row]) -> list[Row]:
    """One row for each different value of one indicator, place and year; equal values stand once.

    Keys: those of ``stored`` (of the latest document that prints the value), ``documents`` (all of them,
    in order of date), ``is_newest``. A value is newest unless a document that prints another one is
    certainly later: "November 2023" and "14 November 2023" cannot be put in order, so both are newest.
    Facts over several years are left out. Nothing is averaged.
    """
    years: dict[tuple[str, str, int], list[Row]] = {}
    for row in stored:
        if row["year"] is not None:
            years.setdefault((row["indicator"], row["geography_name"], row["year"]), []).append(row)
    found = []
    for printed in years.values():
        by_value: dict[tuple[float, str], list[Row]] = {}
        for row in printed:
            by_value.setdefault((row["value"], row["comparator"]), []).append(row)
        for same in by_value.values():
            others = [row for row in printed if all(row is not it for it in same)]
            newest = any(not _is_outdated(row, others) for row in same)
            found.append({**same[-1], "documents": same, "is_newest": newest})
    return found


def _is_outdated(row: Row, others: Sequence[Row]) -> bool:
    """Whether one of the others was certainly published after it."""
    end = published_span(row).ends_on
    return any(published_span(other).starts_on >= end for other in others)


def drawn(value: Row, panel_key: str, title: str, position: int) -> Row:
    """A value as a chart draws it (keys: VALUE_COLUMNS), in the calendar year it is printed for."""
    comparator = Comparator(value["comparator"])
    span = year_span(value["year"], YearBasis.CALENDAR)
    words = number_words(value["value"], value["unit"], comparator)
    standing = "newest value" if value["is_newest"] else "an earlier edition's value"
    documents = [
        f"{row['publisher']}, {row['document']} ({_published(row)}): {confidence_label(row['confidence'])}"
        for row in value["documents"]
    ]
    notes = [row["note"] for row in value["documents"] if row["note"]]
    return {
        "panel_key": panel_key,
        "panel_title": title,
        "panel_position": position,
        "year": value["year"],
        "year_label": str(value["year"]),
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "value": value["value"],
        "unit": value["unit"],
        "comparator": comparator.value,
        "is_newest": value["is_newest"],
        "label": f"{SIGNS[comparator]}{plain_number(value['value'])}",
        "words": words,
        "hover": "\n".join((f"{value['year']}: {words}", standing, *dict.fromkeys(notes), *documents)),
        "document_count": len(documents),
    }


def _published(row: Row) -> str:
    if not row["published_on"]:
        return "undated"
    return date_words(row["published_on"], DatePrecision(row["published_precision"]))


def several_years(stored: Sequence[Row]) -> tuple[str, ...]:
    """Sentences on values that count several years together: they belong to no single year's column."""
    return tuple(
        f"Published for {row['period'].replace('-', ' to ')} together, not drawn: "
        f"{number_words(row['value'], row['unit'], Comparator(row['comparator']))}, "
        f"{row['geography_name']} ({row['document']})."
        for row in stored
        if row["year"] is None
    )


BEHIND_COLUMNS = {
    "indicator_words": "What is counted",
    "geography_name": "Place",
    "period": "Year",
    "value": "Value",
    "unit_words": "Unit",
    "bound": "Bound as printed",
    "standing": "Standing",
    "document": "Document",
    "published": "Published",
    "url": "Link",
    "locator": "Place in the document",
    "confidence_label": "How it was read",
    "note": "Note",
    "file_row": "Row in our file",
}


def behind(stored: Sequence[Row], titles: dict[str, str]) -> pd.DataFrame:
    """The stored rows in reader's words, newest year first; ``titles`` names indicators."""
    newest = {row["fact_id"] for value in values(stored) if value["is_newest"] for row in value["documents"]}
    listed = [
        {
            **row,
            "indicator_words": titles.get(row["indicator"], row["indicator"]),
            "unit_words": UNIT_WORDS.get(row["unit"], row["unit"]),
            "bound": COMPARATOR_WORDS[Comparator(row["comparator"])],
            "standing": "several years together"
            if row["year"] is None
            else "newest"
            if row["fact_id"] in newest
            else "earlier edition",
            "published": _published(row),
            "confidence_label": confidence_label(row["confidence"]),
        }
        for row in sorted(stored, key=lambda row: (row["period"], row["fact_id"]), reverse=True)
    ]
    return pd.DataFrame(listed, columns=list(BEHIND_COLUMNS)).rename(columns=BEHIND_COLUMNS)


def table(
    connection: Connection,
    stored: Sequence[Row],
    shown: pd.DataFrame,
    *,
    title: str,
    unit: str,
    caveats: tuple[str, ...],
    choices: tuple[tuple[str, str], ...] = (),
    sentence: str = "",
    year_basis: str = "calendar years",
) -> CitedTable:
    """``shown`` with everything that has to travel with it; citations are those of ``stored``."""
    cited = citations(connection, (row["document_id"] for row in stored))
    return CitedTable(
        title=title,
        rows=shown,
        unit=unit,
        price_basis="",
        year_basis=year_basis,
        source_line=publishers_line(cited),
        citations=cited,
        caveats=caveats,
        choices=choices,
        data_version=data_version(connection),
        sentence=sentence,
    )
