"""Which series can be mapped, whether their years may be added, and which years they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.asking import rows
from mineaction.queries.choices import BY_KEY, CHOICES, FundingChoice
from mineaction.queries.lines import with_figures
from mineaction.vocabulary import Measure, PriceBasis


@dataclass(frozen=True, slots=True)
class WhereFilter:
    """One question about places: a series, its years (inclusive), a donor where it is of one, and prices.

    Years of None mean the years the series opens on: see Offer.opens_on.
    """

    series_key: str
    first_year: int | None = None
    last_year: int | None = None
    donor: str = ""
    price_basis: PriceBasis = PriceBasis.CURRENT


@dataclass(frozen=True, slots=True)
class Words:
    """How a series is spoken of: ``switch`` where several share a choice, ``reports`` in a sentence.

    ``reports`` has places for ``{count}`` (as "35 countries") and, for series of one donor, ``{donor}``.
    """

    switch: str
    reports: str


MAPPED: Mapping[str, Words] = {
    "us_cwd_country_totals": Words(
        "Country totals", "the State Department’s country tables held here report funding for {count}"
    ),
    "lm_recipient_totals": Words(
        "Received", "Landmine Monitor prints a total of international support received for {count}"
    ),
    "lm_flows_donor_profile": Words(
        "Donor’s profile",
        "Landmine Monitor’s profile of {donor} as a donor lists contributions to {count}",
    ),
    "lm_flows_recipient_profile": Words(
        "Recipients’ profiles",
        "Landmine Monitor’s profiles of recipients list contributions from {donor} to {count}",
    ),
    "usaspending_obligations_by_place": Words(
        "Place of performance",
        "USAspending.gov gives obligations under listing 19.800 with a place of performance in {count}",
    ),
    "us_fa_obligations": Words(
        "Obligations", "ForeignAssistance.gov lists US obligations for mine action in {count}"
    ),
    "us_fa_disbursements": Words(
        "Disbursements", "ForeignAssistance.gov lists US disbursements for mine action in {count}"
    ),
    "fts_funding": Words("Received", "humanitarian plans for {count} report money received for mine action"),
    "fts_requirements": Words("Required", "humanitarian plans for {count} say what mine action required"),
    "fts_flows_paid_committed": Words(
        "Single flows", "donors and recipients report flows to mine action, paid or committed, to {count}"
    ),
    "crs_15250_disbursements": Words(
        "Disbursements", "donors report disbursements for removing mines and explosive remnants to {count}"
    ),
    "crs_flows_disbursements": Words(
        "Disbursements, donor by donor",
        "donors report disbursements for removing mines and explosive remnants to {count}",
    ),
    "crs_flows_commitments": Words(
        "Commitments, donor by donor",
        "donors report commitments for removing mines and explosive remnants to {count}",
    ),
}
"""The series whose amounts belong to single recipients, in the order in which a choice offers them."""

ONE_DONOR = frozenset({"lm_flows_donor_profile", "lm_flows_recipient_profile"})
"""Series of pairs of donor and recipient: shown for one donor at a time."""

FIRST_DONOR = "United States"

PAIRS_ONE_YEAR = (
    "One year at a time: many of these tables were cut off in the copy that was read, and for many years "
    "none was found. A sum over years would add what happens to be held."
)
REQUIRED_ONE_YEAR = (
    "One year at a time: what one year’s plans asked for and did not get, the next year’s may ask for again. "
    "A sum over years would count it twice."
)
TOTALS_ONE_YEAR = (
    "One year at a time: printed totals of single recipients are held for some years only, and for other "
    "years from one country to the next. They are not added up."
)

PAIRS_NO_SHARE = (
    "No shares are given: not every recipient of this donor is known for the year, so there is no whole."
)
TOTALS_NO_SHARE = (
    "No shares are given: these are the printed totals of the recipients that were found, not of all there "
    "are."
)

ENOUGH = 0.75
"""A year belongs to those shown first if it has this part of the fullest year's recipients."""


@dataclass(frozen=True, slots=True)
class MapLine:
    """One series as a map shows it. ``why_one_year`` is empty where years may be added, ``why_no_share``
    where the amounts of all recipients make a whole."""

    series_key: str
    title: str
    measure: Measure
    caveat: str
    choice: FundingChoice
    why_one_year: str
    why_no_share: str

    @property
    def is_of_one_donor(self) -> bool:
        """Whether a donor has to be named."""
        return self.series_key in ONE_DONOR


@dataclass(frozen=True, slots=True)
class Offer:
    """The years a series has, newest first, and those it opens on: around the fullest year."""

    line: MapLine
    years: tuple[int, ...]
    opens_on: tuple[int, int]


def mapped_lines(choice: FundingChoice) -> tuple[str, ...]:
    """The series of a choice that can be mapped."""
    held = {*choice.lines, *choice.recipient_lines}
    return tuple(key for key in MAPPED if key in held)


def map_choices() -> tuple[FundingChoice, ...]:
    """The choices whose series can be mapped."""
    return tuple(choice for choice in CHOICES if mapped_lines(choice))


def held_lines(connection: Connection, choice_key: str) -> tuple[str, ...]:
    """The series of a choice that can be mapped and have a figure; all, where none has one."""
    keys = mapped_lines(BY_KEY[choice_key])
    held = with_figures(connection, keys)
    return tuple(key for key in keys if key in held) or keys


def offered(connection: Connection) -> tuple[str, ...]:
    """The keys of the choices that have something to map; of all that could, where none has."""
    held = with_figures(connection, MAPPED)
    found = tuple(choice.key for choice in map_choices() if held.intersection(mapped_lines(choice)))
    return found or tuple(choice.key for choice in map_choices())


def line_of(connection: Connection, series_key: str) -> MapLine:
    """A series with what may be done to it. Raises UnknownChoice for one that cannot be mapped.

    Years are added where the series adds over recipients or plans, tells of one recipient in one row a
    year, and does not ask anew for what was not given.
    """
    held = rows(connection, "SELECT * FROM series WHERE series_key = :series", series=series_key)
    if series_key not in MAPPED or not held:
        raise UnknownChoice("series for a map", series_key, list(MAPPED))
    [row] = held
    measure = Measure(row["measure"])
    why_one_year = why_no_share = ""
    if series_key in ONE_DONOR:
        why_one_year, why_no_share = PAIRS_ONE_YEAR, PAIRS_NO_SHARE
    elif row["adds_over"] == "nothing":
        why_one_year, why_no_share = TOTALS_ONE_YEAR, TOTALS_NO_SHARE
    elif measure is Measure.REQUIREMENT:
        why_one_year = REQUIRED_ONE_YEAR
    return MapLine(
        series_key=series_key,
        title=row["title"],
        measure=measure,
        caveat=row["caveat"],
        choice=next(choice for choice in map_choices() if series_key in mapped_lines(choice)),
        why_one_year=why_one_year,
        why_no_share=why_no_share,
    )


def donors(connection: Connection, series_key: str) -> tuple[str, ...]:
    """Donors of a series of pairs, by name; none for other series."""
    if series_key not in ONE_DONOR:
        return ()
    held = rows(
        connection,
        """SELECT DISTINCT donor_name FROM funding_held
           WHERE series_key = :series AND standing = 'current' ORDER BY donor_name""",
        series=series_key,
    )
    return tuple(row["donor_name"] for row in held)


def offer(connection: Connection, series_key: str, donor: str = "") -> Offer:
    """What can be asked of a series. Raises UnknownChoice for a series or donor there is not."""
    line = line_of(connection, series_key)
    held = rows(
        connection,
        """SELECT year, COUNT(DISTINCT recipient_name) AS places FROM funding_held
           WHERE series_key = :series AND standing = 'current' AND (:donor = '' OR donor_name = :donor)
           GROUP BY year ORDER BY year DESC""",
        series=series_key,
        donor=donor_of(line, donor),
    )
    if donor and not line.is_of_one_donor:
        raise UnknownChoice("donor", donor, ["all donors"])
    if donor and not held:
        raise UnknownChoice("donor", donor, donors(connection, series_key))
    places = {row["year"]: row["places"] for row in held}
    return Offer(line, tuple(places), _opens_on(places, one_year=bool(line.why_one_year)))


def donor_of(line: MapLine, donor: str) -> str:
    """The donor a series is limited to; empty where it is of all donors."""
    return (donor or FIRST_DONOR) if line.is_of_one_donor else ""


def _opens_on(places: Mapping[int, int], *, one_year: bool) -> tuple[int, int]:
    """The fullest year, the newest of several, and the years around it that are nearly as full."""
    if not places:
        return 0, 0
    fullest = max(places, key=lambda year: (places[year], year))
    first = last = fullest
    if not one_year:
        while places.get(first - 1, 0) >= ENOUGH * places[fullest]:
            first -= 1
        while places.get(last + 1, 0) >= ENOUGH * places[fullest]:
            last += 1
    return first, last
