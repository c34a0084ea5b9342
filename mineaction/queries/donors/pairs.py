"""Amounts of one donor to one recipient in one year that both profiles tell of: do they agree?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.money import amount_words
from mineaction.queries.asking import Row, rows
from mineaction.queries.donors.rows import table
from mineaction.queries.donors.tables import ROUNDING_USD
from mineaction.queries.donors.who_to_whom import TELLERS

COLUMNS = {
    "donor_name": "Donor",
    "recipient_name": "Recipient",
    "year_words": "Year",
    "verdict": "Do they agree?",
    "by_donor": "US$, donor’s profile",
    "by_recipient": "US$, recipient’s profile",
    "difference": "US$, difference",
    "donor_document": "Donor’s profile",
    "donor_url": "Donor’s profile: Link",
    "donor_locator": "Place in the donor’s profile",
    "recipient_document": "Recipient’s profile",
    "recipient_url": "Recipient’s profile: Link",
    "recipient_locator": "Place in the recipient’s profile",
}
"""Columns of the answer, in reader's words."""
AMOUNTS = tuple(words for words in COLUMNS.values() if words.startswith("US$"))
"""Those that hold amounts."""

AGREE, DIFFER = "agree", "differ"
LEFT_OUT = "only one lists it"

# One side's amounts by pair and year, each added up inside one table only; and which of its tables are whole.
_SIDE = """
    {name} AS (
        SELECT f.donor_name, f.recipient_name, f.year, f.document_id, SUM(f.amount_usd) AS amount_usd,
               MIN(f.locator) AS locator, MIN(f.is_complete_table) AS is_complete,
               MAX(f.is_sentence) AS is_sentence
        FROM funding_sum f
        WHERE f.series_key = '{series}' AND f.standing = 'current'
        GROUP BY f.donor_name, f.recipient_name, f.year, f.document_id
    ),
    {name}_whole AS (
        SELECT {holder} AS holder, year, document_id FROM {name}
        GROUP BY {holder}, year, document_id HAVING MIN(is_complete) = 1 AND MAX(is_sentence) = 0
    )"""

_COUNT = """(SELECT COUNT(*) FROM {name} p WHERE (:any_donor = 1 OR p.donor_name IN :donors)
             AND (:any_recipient = 1 OR p.recipient_name IN :recipients)) AS {name}_count"""

_ONE_SIDED = """
    SELECT t.donor_name, t.recipient_name, t.year,
           {donor_amount} AS by_donor, {recipient_amount} AS by_recipient,
           {donor_document} AS donor_id, {donor_locator} AS donor_locator,
           {recipient_document} AS recipient_id, {recipient_locator} AS recipient_locator
    FROM {told} t JOIN {silent}_whole w ON w.holder = t.{holder} AND w.year = t.year
    LEFT JOIN {silent} o
      ON o.donor_name = t.donor_name AND o.recipient_name = t.recipient_name AND o.year = t.year
    WHERE o.donor_name IS NULL"""


def _question() -> str:
    """Pairs both sides tell of, and pairs that the other side's whole table leaves out."""
    sides = ",".join(_SIDE.format(name=key, series=it.flows, holder=it.holder) for key, it in TELLERS.items())
    told, place = "t.{0}_id", "t.locator"
    by_donor_only = _ONE_SIDED.format(
        told="donor",
        silent="recipient",
        holder="recipient_name",
        donor_amount="t.amount_usd",
        recipient_amount="NULL",
        donor_document=told.format("document"),
        donor_locator=place,
        recipient_document="w.document_id",
        recipient_locator="''",
    )
    by_recipient_only = _ONE_SIDED.format(
        told="recipient",
        silent="donor",
        holder="donor_name",
        donor_amount="NULL",
        recipient_amount="t.amount_usd",
        donor_document="w.document_id",
        donor_locator="''",
        recipient_document=told.format("document"),
        recipient_locator=place,
    )
    counts = ", ".join(_COUNT.format(name=key) for key in TELLERS)
    return f"""
    WITH {sides}, pair AS (
        SELECT d.donor_name, d.recipient_name, d.year, d.amount_usd AS by_donor,
               r.amount_usd AS by_recipient, d.document_id AS donor_id, d.locator AS donor_locator,
               r.document_id AS recipient_id, r.locator AS recipient_locator
        FROM donor d JOIN recipient r
          ON r.donor_name = d.donor_name AND r.recipient_name = d.recipient_name AND r.year = d.year
        UNION ALL {by_donor_only}
        UNION ALL {by_recipient_only}
    )
    SELECT p.*, {counts}, dd.publisher || ': ' || dd.title AS donor_document, dd.url AS donor_url,
           rd.publisher || ': ' || rd.title AS recipient_document, rd.url AS recipient_url
    FROM pair p JOIN document dd ON dd.document_id = p.donor_id
    JOIN document rd ON rd.document_id = p.recipient_id
    WHERE (:any_donor = 1 OR p.donor_name IN :donors)
      AND (:any_recipient = 1 OR p.recipient_name IN :recipients)
    ORDER BY p.year DESC, p.donor_name, p.recipient_name, p.donor_id, p.recipient_id"""


def pairs(
    connection: Connection, donors: tuple[str, ...] = (), recipients: tuple[str, ...] = ()
) -> CitedTable:
    """Every amount that both sides tell of, all years, those that differ first (columns: COLUMNS' words).

    Also the amounts one side tells of and the other leaves out though its table is whole; their missing
    amount is empty. Two amounts agree when they are within ROUNDING_USD. Empty names mean all.
    """
    held = rows(
        connection,
        _question(),
        any_donor=int(not donors),
        donors=list(donors) or [""],
        any_recipient=int(not recipients),
        recipients=list(recipients) or [""],
    )
    for row in held:
        _judge(row)
    order = {DIFFER: 0, LEFT_OUT: 1, AGREE: 2}
    held.sort(key=lambda row: order[row["verdict"]])
    shown = [{words: row[name] for name, words in COLUMNS.items()} for row in held]
    return table(
        connection,
        shown,
        COLUMNS.values(),
        title="Amounts told in a donor’s and in a recipient’s profile",
        documents=[key for row in held for key in (row["donor_id"], row["recipient_id"])],
        sentence=_sentence(held),
        choices=(
            ("Donors", "; ".join(donors) or "all"),
            ("Recipients", "; ".join(recipients) or "all"),
        ),
        caveats=[
            f"Profiles convert currencies on their own: a difference up to US$ {ROUNDING_USD} is rounding.",
            "Compared are amounts that stand in both tables as far as they are held, and amounts that one "
            "side tells of and the other side’s whole table leaves out.",
            "Which side is right is not known; neither amount replaces the other.",
        ],
        unit="US$",
    )


def _judge(row: Row) -> None:
    """Add verdict, difference and the year in words."""
    row["year_words"] = str(row["year"])
    row["difference"] = None
    if row["by_donor"] is None or row["by_recipient"] is None:
        row["verdict"] = LEFT_OUT
        return
    row["difference"] = row["by_donor"] - row["by_recipient"]
    row["verdict"] = DIFFER if abs(row["difference"]) > ROUNDING_USD else AGREE


def _sentence(held: Sequence[Row]) -> str:
    """How many amounts there are, how many can be compared, how many agree, and those that differ."""
    if not held:
        return ""
    told = held[0]["donor_count"], held[0]["recipient_count"]
    both = [row for row in held if row["verdict"] != LEFT_OUT]
    differ = [row for row in both if row["verdict"] == DIFFER]
    said = [
        f"{counted(told[0], 'amount')} of one donor to one recipient in one year "
        f"{_stand(told[0])} in donors’ profiles, {told[1]} in recipients’.",
        compared_words(len(both), len(differ)),
        *(_against(row) for row in differ[:3]),
    ]
    if len(differ) > 3:
        said.append(f"The other {len(differ) - 3} are in the table.")
    left_out = len(held) - len(both)
    said.append(
        f"{counted(left_out, 'amount')} told by one side {'is' if left_out == 1 else 'are'} missing in the "
        "other side’s whole table."
        if left_out
        else "No whole table leaves out an amount that the other side tells of."
    )
    return " ".join(said)


def compared_words(both: int, differ: int) -> str:
    """How many amounts stand on both sides, and how many of them agree."""
    if not both:
        return "None stands in both, so nothing can be compared."
    if both == 1:
        return f"One stands in both and can be compared: the two sides {DIFFER if differ else AGREE}."
    agree = both - differ
    return (
        f"{both} stand in both and can be compared: {agree} agree{'s' if agree == 1 else ''}, "
        f"{differ} differ{'s' if differ == 1 else ''}."
    )


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _against(row: Row) -> str:
    return (
        f"{row['donor_name']} to {row['recipient_name']}, {row['year']}: {amount_words(row['by_donor'])} in "
        f"the donor’s profile, {amount_words(row['by_recipient'])} in the recipient’s."
    )
