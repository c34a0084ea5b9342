"""Who gives to whom, as Landmine Monitor's profiles tell it: what may be asked, and what is on offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.asking import rows

ALL_DONORS = "All donors"
OTHER_DONORS = "Other donors"
"""A line of a printed list that stands for several donors; it is shown, and never ranked as one."""


@dataclass(frozen=True, slots=True)
class Teller:
    """One side that tells of the money: donors' profiles, or recipients'.

    ``flows`` is the series of the rows in its tables, ``totals`` those of its printed totals. ``holder``
    is the column of whoever a profile is about, ``other`` that of whom its table names.
    """

    key: str
    label: str
    flows: str
    totals: tuple[str, ...]
    holder: str
    other: str
    holder_word: str
    other_word: str
    verb: str


TELLERS: dict[str, Teller] = {
    "donor": Teller(
        key="donor",
        label="Donors’ profiles",
        flows="lm_flows_donor_profile",
        totals=("lm_donor_totals", "lm_us_totals"),
        holder="donor_name",
        other="recipient_name",
        holder_word="donor",
        other_word="recipient",
        verb="gave",
    ),
    "recipient": Teller(
        key="recipient",
        label="Recipients’ profiles",
        flows="lm_flows_recipient_profile",
        totals=("lm_recipient_totals",),
        holder="recipient_name",
        other="donor_name",
        holder_word="recipient",
        other_word="donor",
        verb="received",
    ),
}

WORLD_TOTAL = "lm_international_support"
"""The series of what all donors together gave, as printed."""

EVERY_SERIES = tuple(key for teller in TELLERS.values() for key in (teller.flows, *teller.totals))

ONE_SIDE = (
    "Donors’ and recipients’ profiles tell of the same money. One side is shown at a time; the two are never "
    "added."
)
ENOUGH_TABLES = 3
"""The page opens at the newest year with so many tables or printed totals."""


@dataclass(frozen=True, slots=True)
class FlowFilter:
    """One side's profiles of one calendar year; ``donors`` and ``recipients`` empty mean all of them."""

    told_by: str
    year: int
    donors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """The chosen names among those whose profiles these are."""
        return self.donors if self.told_by == "donor" else self.recipients

    @property
    def others(self) -> tuple[str, ...]:
        """The chosen names among those the tables name."""
        return self.recipients if self.told_by == "donor" else self.donors

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The filter in words, for the foot of a figure and for downloads."""
        return (
            ("As told in", teller_of(self.told_by).label),
            ("Year", str(self.year)),
            ("Donors", "; ".join(self.donors) or "all"),
            ("Recipients", "; ".join(self.recipients) or "all"),
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom a reader may choose: everybody who stands in a table or has a printed total, in any year."""

    donors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearHeld:
    """What is held for one year: tables (``whole`` of them to the end) or printed totals."""

    year: int
    count: int
    whole: int = 0


def teller_of(key: str) -> Teller:
    """The side of that name. Raises UnknownChoice, naming both."""
    if key not in TELLERS:
        raise UnknownChoice("side", key, list(TELLERS))
    return TELLERS[key]


def offered(connection: Connection) -> Offered:
    """Donors by name; recipients with countries first, then regions and others, by name."""
    held = rows(
        connection,
        """SELECT donor_name, recipient_name,
                  MIN(CASE recipient_scope WHEN 'country' THEN 0 ELSE 1 END) AS rank,
                  MAX(CASE WHEN series_key IN :totals THEN 0 ELSE 1 END) AS names_recipient
           FROM funding_held WHERE series_key IN :series GROUP BY donor_name, recipient_name""",
        series=list(EVERY_SERIES),
        totals=list(TELLERS["donor"].totals),
    )
    # What a donor gave in all names no recipient, and what a recipient got in all no donor.
    ranks: dict[str, int] = {}
    for row in held:
        if row["names_recipient"]:
            ranks[row["recipient_name"]] = min(row["rank"], ranks.get(row["recipient_name"], 1))
    donors = {row["donor_name"] for row in held} - {ALL_DONORS, OTHER_DONORS}
    return Offered(tuple(sorted(donors)), tuple(sorted(ranks, key=lambda name: (ranks[name], name))))


def years_of_totals(connection: Connection, told_by: str) -> tuple[YearHeld, ...]:
    """Years for which printed totals of single donors, or recipients, are held, newest first."""
    teller = teller_of(told_by)
    held = rows(
        connection,
        f"""SELECT year, COUNT(DISTINCT {teller.holder}) AS count FROM funding_held
            WHERE series_key IN :series AND standing = 'current' AND {teller.holder} <> :not_one
            GROUP BY year ORDER BY year DESC""",
        series=list(teller.totals),
        not_one=OTHER_DONORS,
    )
    return tuple(YearHeld(row["year"], row["count"]) for row in held)


def first_year(held: Sequence[YearHeld]) -> int:
    """The newest year with enough to compare, or the newest of all; 0 where there is none."""
    enough = [year.year for year in held if year.count >= ENOUGH_TABLES]
    return max(enough or [year.year for year in held], default=0)
