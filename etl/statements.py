"""What sources of cumulative statements share: they are dated by their document and cover several years."""

from __future__ import annotations

from etl.desk import Desk
from etl.tables import Column, as_objects


def dated_by_document(desk: Desk, document: Column) -> dict[str, Column]:
    """``made_on`` and ``date_precision`` as exact as the document's own date is known."""
    editions = desk.reference.editions
    return {
        "made_on": document.map(lambda key: editions[key].published_on if key in editions else ""),
        "date_precision": document.map(lambda key: editions[key].precision if key in editions else "undated"),
    }


def said_by(desk: Desk, column: str) -> dict[str, Column]:
    """``made_by``: the speaker whom the names of a raw column stand for; and those names as printed."""
    return {"made_by": desk.term(column, "speaker"), "made_by_as_printed": desk.raw[column]}


def told_by_document(desk: Desk, document: Column) -> dict[str, Column]:
    """``made_by``: whose words the document gives, and how its publisher is listed; ``confidence``: how close
    the document stands to whom it quotes. Notes a publisher of which the speaker is not known."""
    publishers = desk.reference.publishers
    kinds = desk.reference.terms.get("document_kind", {})
    printed = desk.reference.document_kinds
    desk.raw["publisher_as_listed"] = document.map(lambda key: publishers.get(key, ""))
    return {
        **said_by(desk, "publisher_as_listed"),
        "confidence": document.map(lambda key: kinds.get(printed.get(key, ""), "unrated")),
    }


def years_covered(start: Column, end: Column) -> dict[str, Column]:
    """``period``, in words, and the first and last fiscal year of it, each None where not printed."""
    words = as_objects([_period(first, last) for first, last in zip(start, end, strict=True)], start.index)
    return {"period": words, "period_start_year": start, "period_end_year": end}


def _period(start: object, end: object) -> str:
    if start and end:
        return f"FY{start} to FY{end}"
    return f"since FY{start}" if start else f"to FY{end}" if end else ""
