"""Questions about places: how much each recipient has in one series, over one year or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import amount_words, require_index
from mineaction.queries import behind
from mineaction.queries.asking import Row, citations, data_version, publishers_line
from mineaction.queries.bars import unit_of
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.funding import price_index
from mineaction.queries.names import called, listed
from mineaction.queries.where import places
from mineaction.queries.where.lines import (
    MAPPED,
    ONE_DONOR,
    MapLine,
    WhereFilter,
    held_lines,
    map_choices,
    offer,
)
from mineaction.queries.where.question import CONDITION, Question, ready
from mineaction.vocabulary import (
    MEASURE_LABELS,
    YEAR_BASIS_LABELS,
    Comparator,
    RecipientScope,
    YearBasis,
)

NOT_A_COUNTRY = (
    "Amounts for regions, for the whole world and for no named place have no shape on a map; the table and "
    "the ranking have them."
)
YEARS_ADDED = (
    "Years are added for each recipient as far as they have a figure. A sum of fewer years than were asked "
    "for is marked: years without a figure are not known to be zero."
)
DOLLARS_OF_MANY_YEARS = "Dollars of different years are added as they are; inflation is not taken out."
NO_POSITION = (
    "Outlines and names serve to find a place. They imply no position on borders or on the status of any "
    "area."
)

ELSEWHERE_ONLY = "What is held names a region, the world, an organisation or no place."
DOUBTED = {
    places.MISSING: "some of these years have no figure",
    places.NOT_OVER: "the last year was not over when the figure was published",
    places.CUT_OFF: "the table was cut off in the copy that was read",
    places.TOLD: "the amount is told in a sentence, and no table is held",
}
"""What is said of countries whose amounts are parts, by their doubt."""


def from_funding(connection: Connection, asked: FundingFilter) -> WhereFilter | None:
    """The map of a funding question's selection; None where it has none.

    None for a single recipient, for choices without recipients, where the reader picked lines of
    recipients of which none can be mapped, and where the years have no figure. A series that is shown
    one year at a time takes its fullest year, or else the last of those asked for.
    """
    choice = next((choice for choice in map_choices() if choice.key == asked.choice_key), None)
    if choice is None or asked.recipient:
        return None
    offered = held_lines(connection, choice.key)
    picked = [key for key in offered if key in asked.series_keys]
    of_the_world = set(choice.lines) - set(choice.recipient_lines)
    if asked.series_keys and not picked and not of_the_world & set(asked.series_keys):
        return None
    key = (picked or offered)[0]
    donor = asked.donor if key in ONE_DONOR else ""
    try:
        found = offer(connection, key, donor)
    except UnknownChoice:
        return None
    years = [year for year in found.years if (asked.first_year or 0) <= year <= (asked.last_year or year)]
    if not years:
        return None
    first, last = asked.first_year or min(years), asked.last_year or max(years)
    if found.line.why_one_year:
        first = last = found.opens_on[1] if found.opens_on[1] in years else max(years)
    return WhereFilter(key, first, last, donor, asked.price_basis)


def by_recipient(connection: Connection, asked: WhereFilter) -> CitedTable:
    """What each recipient has, one row a recipient, largest first (columns: where_places.COLUMNS).

    ``amount_usd`` is in the prices asked for. Raises UnknownChoice for a series or donor there is not and
    for several years of a series that is shown one year at a time, PriceIndexMissing where constant
    prices lack an index.
    """
    question = ready(connection, asked)
    line, donor, several = question.line, question.donor, len(question.years) > 1
    held = places.stored(connection, CONDITION, question.values)
    index: Mapping[int, float] = {}
    if question.is_constant and held:
        index = price_index(connection)
        require_index(index, {row["year"] for row in held} | {BASE_YEAR})
    before = places.earlier(connection, CONDITION, question.values)
    shown = places.shaped(held, question.years, index, before)
    basis = YearBasis(held[0]["year_basis"]) if held else YearBasis.CALENDAR
    period = places.years_words(question.years, basis)
    used = behind.documents_used(connection, CONDITION, question.values, is_constant=question.is_constant)
    cited = citations(connection, used)
    caveats = (
        line.caveat,
        YEARS_ADDED if several else line.why_one_year,
        DOLLARS_OF_MANY_YEARS if several and not index else "",
        NOT_A_COUNTRY,
        line.choice.why_not_added,
        NO_POSITION,
    )
    return CitedTable(
        title=f"{line.title}: {donor}, {period}" if donor else f"{line.title}, {period}",
        rows=pd.DataFrame(shown, columns=places.COLUMNS),
        unit=unit_of(shown) + (", years added" if several else ""),
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=YEAR_BASIS_LABELS[basis],
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(caveat for caveat in caveats if caveat),
        choices=(
            ("Series", line.choice.label),
            ("Line", line.title),
            ("Kind of amount", MEASURE_LABELS[line.measure]),
            *([("Donor", donor)] if donor else []),
            ("Years", period),
        ),
        data_version=data_version(connection),
        sentence=_sentence(question, period, shown),
    )


def _sentence(question: Question, period: str, shown: Sequence[Row]) -> str:
    """Who reports, for how many countries, the largest, what is missing, and what names no country."""
    countries = [row for row in shown if row["scope"] == RecipientScope.COUNTRY]
    if not shown:
        return ""
    if not countries:
        return f"For {period}, no amount for a single country is held. {ELSEWHERE_ONLY}"
    count = f"{len(countries)} countries" if len(countries) > 1 else "one country"
    reports = MAPPED[question.line.series_key].reports.format(count=count, donor=called(question.donor))
    said = [f"For {period}, {reports}"]
    largest = [row for row in countries[:3] if row["amount_usd"] > 0]
    if len(countries) > 1 and largest:
        named = listed([f"{called(row['place'])} ({_amount(row)})" for row in largest])
        verb = "the largest is" if len(largest) == 1 else "the largest are"
        said[0] += f"; {verb} {named}"
    elif largest:
        said[0] += f": {_amount(largest[0])} for {called(largest[0]['place'])}"
    nought = [row for row in countries if row["amount_usd"] == 0]
    said += _of_them(len(nought), len(countries), "the amount reported is zero")
    for doubt, words in DOUBTED.items():
        doubted = sum(doubt in row["doubt"] for row in countries)
        said += _of_them(doubted, len(countries), words)
    elsewhere = [row for row in shown if row["scope"] != RecipientScope.COUNTRY]
    if elsewhere and not why_no_share(question.line, shown):
        total = sum(row["amount_usd"] for row in elsewhere)
        said.append(f"Another {amount_words(total)} names a region, the world or no place")
    return ". ".join(said) + "."


def _of_them(count: int, every: int, words: str) -> list[str]:
    """Of how many countries something has to be said; nothing for none."""
    if not count:
        return []
    which = "it" if every == 1 else "all of them" if count == every else f"{count} of them"
    which = "one of them" if count == 1 < every else which
    return [f"For {which} {words}"]


def why_no_share(line: MapLine, shown: Sequence[Row]) -> str:
    """Why the amounts shown make no whole; empty where a share of all that is shown can be given."""
    if line.why_no_share:
        return line.why_no_share
    if any(row["amount_usd"] < 0 for row in shown):
        return "No shares are given: some amounts are below zero, so there is no whole to share out."
    if any(
        row["comparator"] != Comparator.EXACT or {places.CUT_OFF, places.TOLD} & {*row["doubt"].split("; ")}
        for row in shown
    ):
        return "No shares are given: some amounts are bounds or parts, so the whole is not known."
    if sum(row["amount_usd"] for row in shown) <= 0:
        return "No shares are given: the amounts add up to nothing."
    return ""


def _amount(row: Row) -> str:
    return amount_words(row["amount_usd"], Comparator(row["comparator"]))
