"""What may be set side by side: lines of a choice, the countries or donors in them, which come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from mineaction.queries.asking import rows
from mineaction.queries.choices import BY_KEY
from mineaction.queries.donors.who_to_whom import ALL_DONORS, OTHER_DONORS
from mineaction.queries.lines import Line, line_of, offered

MOST = 6
"""How many are set side by side at the most: more panels than this are no longer compared at a look."""


class Who(StrEnum):
    """Whose amounts stand side by side: the column of a figure that names them."""

    RECIPIENTS = "recipient_name"
    DONORS = "donor_name"


DONOR_SOURCES: dict[str, tuple[str, ...]] = {
    "totals": ("lm_donor_totals", "lm_us_totals"),
    "recipient_profiles": ("lm_flows_recipient_profile",),
    "donor_profiles": ("lm_flows_donor_profile",),
}
"""Where donors' amounts come from, by the name in an address: printed world totals, or what one recipient
got, as one of the two kinds of profile tells it. The United States' totals are a series of their own."""

NOT_ONE = ("Global", ALL_DONORS, OTHER_DONORS)
"""Lines of a table that stand for many; nobody is set beside them."""

SENTENCES = frozenset({"us_cwd_country_statements"})
"""Lines of single sentences: each speaks of what it names, and they are never added, nor averaged."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line as a comparison offers it: its years, and for how many of them it has a current figure.

    ``fiscal_count`` is how many of those are US fiscal years.
    """

    line: Line
    first_year: int
    last_year: int
    year_count: int
    fiscal_count: int

    @property
    def is_fiscal(self) -> bool:
        """Whether most of its years are known to be US fiscal ones."""
        return 2 * self.fiscal_count > self.year_count


@dataclass(frozen=True, slots=True)
class Names:
    """Who a line tells of: ``listed`` by name, countries before regions; ``first`` stand there unasked."""

    listed: tuple[str, ...]
    first: tuple[str, ...]


def lines_of(connection: Connection, keys: tuple[str, ...], recipient: str, donor: str) -> tuple[Offer, ...]:
    """The lines among ``keys`` that are one row of years and have a current figure, in the order of ``keys``.

    ``recipient`` and ``donor`` empty mean all. A line whose accounts or regions are panels of their own is
    none: it would be several.
    """
    held = rows(
        connection,
        """SELECT s.*, t.first_year, t.last_year, t.year_count, t.fiscal_count
           FROM series s JOIN (
               SELECT f.series_key, MIN(f.year) AS first_year, MAX(f.year) AS last_year,
                      COUNT(DISTINCT f.year) AS year_count,
                      COUNT(DISTINCT CASE f.year_basis WHEN 'us_fiscal' THEN f.year END) AS fiscal_count
               FROM funding_held f
               WHERE f.series_key IN :keys AND f.standing = 'current'
                 AND (:recipient = '' OR f.recipient_name = :recipient)
                 AND (:donor = '' OR f.donor_name = :donor)
               GROUP BY f.series_key
           ) t ON t.series_key = s.series_key
           WHERE s.panel_by = ''""",
        keys=list(keys),
        recipient=recipient,
        donor=donor,
    )
    found = [
        Offer(
            line=line_of(row, is_shown_first=bool(row["is_shown_first"])),
            first_year=row["first_year"],
            last_year=row["last_year"],
            year_count=row["year_count"],
            fiscal_count=row["fiscal_count"],
        )
        for row in held
    ]
    return tuple(sorted(found, key=lambda offer: keys.index(offer.line.series_key)))


def recipient_choices(connection: Connection) -> tuple[str, ...]:
    """The keys of the choices of series that tell of single recipients and have figures."""
    return tuple(key for key in offered(connection) if BY_KEY[key].recipient_lines)


def recipient_lines(connection: Connection, choice_key: str, donor: str = "") -> tuple[Offer, ...]:
    """The lines of a choice that tell of single recipients."""
    return lines_of(connection, BY_KEY[choice_key].recipient_lines, "", donor)


def year_lines(
    connection: Connection, choice_key: str, recipient: str = "", donor: str = ""
) -> tuple[Offer, ...]:
    """The lines of a choice that may be averaged over years, for one recipient or for all."""
    return lines_of(connection, BY_KEY[choice_key].lines_for(recipient), recipient, donor)


def names(
    connection: Connection, who: Who, keys: tuple[str, ...], recipient: str = "", donor: str = ""
) -> Names:
    """Who has a current figure in the lines. First stand those with the largest amount of a single year."""
    held = rows(
        connection,
        f"""SELECT f.{who.value} AS name, COUNT(DISTINCT f.year) AS year_count,
                   MAX(f.amount_usd) AS largest_usd,
                   MIN(CASE f.recipient_scope WHEN 'country' THEN 0 ELSE 1 END) AS rank
            FROM funding_sum f
            WHERE f.series_key IN :keys AND f.standing = 'current' AND f.{who.value} NOT IN :not_one
              AND (:recipient = '' OR f.recipient_name = :recipient)
              AND (:donor = '' OR f.donor_name = :donor)
            GROUP BY f.{who.value}""",
        keys=list(keys),
        recipient=recipient,
        donor=donor,
        not_one=NOT_ONE,
    )
    listed = sorted(held, key=lambda row: (row["rank"], row["name"]))
    largest = sorted(
        held, key=lambda row: (row["rank"], -row["largest_usd"], -row["year_count"], row["name"])
    )
    return Names(tuple(row["name"] for row in listed), tuple(row["name"] for row in largest[:MOST]))


def recipients_of(connection: Connection, keys: tuple[str, ...]) -> Names:
    """The recipients that lines of flows tell of, those with the most donors first."""
    held = rows(
        connection,
        """SELECT f.recipient_name AS name, COUNT(DISTINCT f.donor_name) AS donor_count
           FROM funding_held f
           WHERE f.series_key IN :keys AND f.standing = 'current' AND f.recipient_iso3 IS NOT NULL
           GROUP BY f.recipient_name""",
        keys=list(keys),
    )
    fullest = sorted(held, key=lambda row: (-row["donor_count"], row["name"]))
    return Names(tuple(sorted(row["name"] for row in held)), tuple(row["name"] for row in fullest[:MOST]))


def fullest(offers: Sequence[Offer], *, fiscal: bool = False) -> Offer:
    """The line with the most years, of US fiscal years where ``fiscal``; among equals the first."""
    return max(offers, key=lambda offer: offer.fiscal_count if fiscal else offer.year_count)
