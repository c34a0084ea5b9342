"""Humanitarian plans of a country: what each asked for mine action, and what it received."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.queries.asking import Row, rows
from mineaction.queries.country.answer import CURRENT, answer
from mineaction.queries.country.place import Place

PAIRS = {
    "Mine action cluster": ("fts_requirements", "fts_funding"),
    "Clusters as plans name them": ("fts_field_requirements", "fts_field_funding"),
}
"""Two ways of naming clusters, which overlap and are never added: what was required, what was received."""

NOT_PRINTED = "not printed"
LASTS = " (not over when published)"
REQUIRED_USD, RECEIVED_USD = "Required, US$", "Received, US$"
COLUMNS = (
    *("Year", "Plan", "Cluster", "Required", "Received", "Part received", "Document", "Link"),
    *("Place in the document", REQUIRED_USD, RECEIVED_USD, "Row in our file"),
)

CAVEATS = (
    "Only money that went through humanitarian plans: a small part of all support for mine action.",
    "“Not printed” is no zero: the plan gives no such amount. What was received can exceed what was asked.",
    "Clusters as plans name them overlap the mine action cluster; the two are never added.",
)

STORED = """
    SELECT f.series_key, f.year, f.plan_name, f.amount_usd, f.edition_on, f.locator, f.file_row,
           f.document_id, d.title AS document, d.url
    FROM funding_sum f JOIN document d ON d.document_id = f.document_id
    WHERE {place} AND f.series_key IN :keys AND f.standing = 'current'
    ORDER BY f.year DESC, f.plan_name, f.sum_id
"""


def plans(connection: Connection, place: Place) -> CitedTable:
    """One row a plan, newest first (columns: COLUMNS; amounts ending in ``_usd`` None if blank)."""
    keys = [key for pair in PAIRS.values() for key in pair]
    stored = rows(connection, STORED.format(place=place.condition), keys=keys, **place.values)
    listed = paired(stored)
    return answer(
        connection,
        place,
        listed,
        COLUMNS,
        title=f"Humanitarian plans with a mine action part: {place.name}",
        documents=[row["document_id"] for row in stored],
        unit="US$",
        price_basis=CURRENT,
        year_basis="calendar years",
        caveats=CAVEATS,
        sentence=_sentence(place, listed),
    )


def paired(stored: Sequence[Row]) -> list[Row]:
    """Required and received of one plan, cluster and year on one row; a blank stays a blank."""
    found: dict[tuple[int, str, str], dict[str, list[Row]]] = {}
    for row in stored:
        cluster = next(name for name, pair in PAIRS.items() if row["series_key"] in pair)
        side = "required" if row["series_key"] == PAIRS[cluster][0] else "received"
        found.setdefault((row["year"], row["plan_name"], cluster), {}).setdefault(side, []).append(row)
    listed = []
    for (year, plan, cluster), sides in found.items():
        pair = {side: _sum(sides.get(side, [])) for side in ("required", "received")}
        first = (sides.get("required") or sides["received"])[0]
        lasts = bool(first["edition_on"]) and first["edition_on"] < f"{year + 1}-01-01"
        listed.append(
            {
                "Year": f"{year}{LASTS if lasts else ''}",
                "Plan": plan,
                "Cluster": cluster,
                "Required": _words(pair["required"]),
                "Received": _words(pair["received"]),
                "Part received": part_words(pair["required"], pair["received"]),
                "Document": first["document"],
                "Link": first["url"],
                "Place in the document": _places([row["locator"] for side in sides.values() for row in side]),
                REQUIRED_USD: pair["required"],
                RECEIVED_USD: pair["received"],
                "Row in our file": "; ".join(row["file_row"] for side in sides.values() for row in side),
            }
        )
    return listed


def _places(locators: Sequence[str]) -> str:
    """Where a plan stands, its row named once: ``file.csv row 5, columns requirements and funding``."""
    of_row: dict[str, list[str]] = {}
    for locator in locators:
        place, _, column = locator.partition(", column ")
        of_row.setdefault(place, []).append(column)
    said = []
    for place, columns in of_row.items():
        named = [column for column in columns if column]
        word = ", column " if len(named) == 1 else ", columns "
        said.append(place + (word + " and ".join(named) if named else ""))
    return "; ".join(said)


def _sum(side: Sequence[Row]) -> int | None:
    """Rows of one plan and cluster are parts of it, and the series adds over plans."""
    return sum(row["amount_usd"] for row in side) if side else None


def _words(amount: int | None) -> str:
    return NOT_PRINTED if amount is None else amount_words(amount)


def part_words(required: int | None, received: int | None) -> str:
    """``57%``; empty where either is not printed, or nothing was asked."""
    if required is None or received is None or required <= 0:
        return ""
    share = received / required
    return "below 1%" if 0 < share < 0.01 else f"{share:.0%}"


def _sentence(place: Place, listed: Sequence[Row]) -> str:
    """Required and received in the newest whole year that has both, of the cluster that is named first.

    Several plans of that year are added, as their series allows; one that prints only one side is left out.
    """
    both = [
        row
        for row in listed
        if row[REQUIRED_USD] is not None and row[RECEIVED_USD] is not None and LASTS not in row["Year"]
    ]
    if not both:
        return ""
    cluster = min((row["Cluster"] for row in both), key=list(PAIRS).index)
    of_cluster = [row for row in both if row["Cluster"] == cluster]
    year = max(row["Year"] for row in of_cluster)
    same = [row for row in of_cluster if row["Year"] == year]
    required, received = (
        amount_words(sum(row[side] for row in same)) for side in (REQUIRED_USD, RECEIVED_USD)
    )
    who = "the plan" if len(same) == 1 else f"{len(same)} plans together"
    return (
        f"For {year}, {who} for {place.spoken} asked for {required} for mine action and received {received}."
    )
