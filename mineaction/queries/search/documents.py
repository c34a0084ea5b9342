"""Documents as entries of the search: what each is, and where on the pages what was read in it stands."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from mineaction.queries.asking import Row, rows
from mineaction.queries.choices import CHOICES
from mineaction.queries.search.find import Entry, Kind, entry

_ONE_KIND = "SELECT document_id, '' AS what, COUNT(*) AS n FROM {table} GROUP BY 1"
_BY_WHAT = "SELECT document_id, {column} AS what, COUNT(*) AS n FROM {table} GROUP BY 1, 2 ORDER BY 1, 2"

_AMOUNTS = """SELECT document_id, series_key AS what, SUM(figure_count) AS n FROM funding_held
              GROUP BY 1, 2 ORDER BY 1, 2"""

USES: dict[str, tuple[str, str, str]] = {
    "amounts": ("amount", "amounts", _AMOUNTS),
    "claims": ("statement", "statements", _BY_WHAT.format(column="made_by", table="claim")),
    "events": ("policy event", "policy events", _BY_WHAT.format(column="event_key", table="policy_event")),
    "promises": (
        "answer on what a policy promises",
        "answers on what policies promise",
        _ONE_KIND.format(table="policy_commitment"),
    ),
    "treaties": (
        "entry on treaty membership",
        "entries on treaty membership",
        _ONE_KIND.format(table="treaty_status"),
    ),
    "free": (
        "state reported free of mines",
        "states reported free of mines",
        _ONE_KIND.format(table="mine_free_state"),
    ),
    "results": ("published result", "published results", _ONE_KIND.format(table="fact")),
}
"""What can be read in a document: one of it, several, and how often by document. The order is that in which
a link is chosen."""


def documents(connection: Connection) -> Iterator[Entry]:
    """Every document, newest first, those without a date last."""
    uses = {what: _by_document(rows(connection, question)) for what, (_, _, question) in USES.items()}
    held = rows(
        connection,
        """SELECT document_id, title, publisher, published_as_printed, url, address_note FROM document
           ORDER BY published_on IS NULL, published_on DESC, title, document_id""",
    )
    for row in held:
        used = {
            what: found[row["document_id"]] for what, found in uses.items() if row["document_id"] in found
        }
        printed = f", {row['published_as_printed']}" if row["published_as_printed"] else ""
        yield entry(
            Kind.DOCUMENT,
            row["title"],
            f"{row['publisher']}{printed} · {_read(used)}",
            codes=(row["document_id"],),
            words=f"{row['publisher']} {row['published_as_printed']} {row['document_id']}",
            facts={"url": row["url"], "address_note": row["address_note"], **_where(used)},
        )


def _by_document(counted: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in counted:
        found.setdefault(row["document_id"], []).append(row)
    return found


def _read(used: dict[str, list[Row]]) -> str:
    """What was read in a document: ``12 amounts, 1 statement``."""
    said = []
    for what, found in used.items():
        count = sum(row["n"] for row in found)
        one, several, _ = USES[what]
        said.append(f"{count:,} {one if count == 1 else several}")
    return f"read here: {', '.join(said)}" if said else "listed; named beside other documents"


def _where(used: dict[str, list[Row]]) -> dict[str, str]:
    """The page that shows most of what was read in a document, and the choice that page needs."""
    if "amounts" in used:
        most: dict[str, int] = {}
        for row in used["amounts"]:
            for choice in CHOICES:
                if row["what"] in (*choice.lines, *choice.recipient_lines):
                    most[choice.key] = most.get(choice.key, 0) + row["n"]
        if most:
            return {"page": "funding_over_time", "series": max(most, key=lambda key: most[key])}
    if "claims" in used:
        by = max(used["claims"], key=lambda row: row["n"])["what"]
        return {"page": "claims", "by": by, "places": "yes"}
    if "events" in used:
        return {"page": "policy", "show": "timeline", "only": used["events"][0]["what"]}
    if "promises" in used:
        return {"page": "policy", "show": "promises"}
    if "treaties" in used:
        return {"page": "policy", "show": "treaties"}
    if "free" in used:
        return {"page": "results", "topic": "free"}
    if "results" in used:
        return {"page": "results"}
    return {"page": "data"}
