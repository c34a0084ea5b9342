"""What a series holds for each fiscal year: one exact whole amount that may be compared, or why not. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mineaction.money import amount_words, constant_factor
from mineaction.periods import date_words, year_label, year_span
from mineaction.queries.asking import Row
from mineaction.queries.doubts import Doubt, DoubtKind
from mineaction.queries.filters import BASE_YEAR
from mineaction.vocabulary import Comparator, DatePrecision, YearBasis

USABLE, BOUND, SEVERAL, PART, NOT_FISCAL, NO_INDEX, NONE, AHEAD = (
    *("usable", "bound", "several", "part", "not fiscal", "no index", "none", "ahead"),
)
"""What a year of a series is: one exact whole amount of a fiscal year, or why it is not."""


@dataclass(frozen=True, slots=True)
class Year:
    """What a series has for one fiscal year. ``amount_usd``: constant whole dollars, None without one.

    ``doubt`` is why an amount is a part; None where it is none.
    """

    status: str
    words: str
    amount_usd: int | None = None
    comparator: Comparator = Comparator.EXACT
    doubt: Doubt | None = None


NOTHING = Year(NONE, "no figure found")
NOT_BEGUN = Year(AHEAD, "the year has not begun")


def years_of(held: Sequence[Row], series: Row, index: Mapping[int, float]) -> dict[int, Year]:
    """What the current figures of a series give for each year.

    ``held`` rows: ``year``, ``year_basis``, ``amount_usd``, ``comparator``, ``is_complete_table``,
    ``recipient_name``, ``edition_on``; in order of year. Only one exact, whole amount of a US fiscal year is
    usable: bounds, cut-off tables, years that were not over, years with fewer recipients than the fullest,
    and two amounts for one thing are not.
    """
    adds = series["adds_over"] != "nothing"
    by_year = {year: list(group) for year, group in groupby(held, key=lambda row: row["year"])}
    fullest = max((len({row["recipient_name"] for row in group}) for group in by_year.values()), default=0)
    return {year: _year(year, group, index, adds=adds, fullest=fullest) for year, group in by_year.items()}


def _year(year: int, group: Sequence[Row], index: Mapping[int, float], *, adds: bool, fullest: int) -> Year:
    fiscal = [row for row in group if row["year_basis"] == YearBasis.US_FISCAL]
    if not fiscal:
        kind = "a calendar year" if group[0]["year_basis"] == YearBasis.CALENDAR else "not said to be fiscal"
        return Year(NOT_FISCAL, f"the document's year is {kind}")
    if year not in index or BASE_YEAR not in index:
        return Year(NO_INDEX, "there is no price index for it")
    priced = [round(row["amount_usd"] * constant_factor(index, year, BASE_YEAR)) for row in fiscal]
    first = fiscal[0]
    bounded = [row for row in fiscal if row["comparator"] != Comparator.EXACT]
    if bounded:
        comparator = Comparator(bounded[0]["comparator"])
        printed = amount_words(bounded[0]["amount_usd"], comparator)
        amount = priced[0] if len(priced) == 1 else None
        return Year(BOUND, f"it is a bound (“{printed}”), not an amount", amount, comparator)
    if not adds and len(set(priced)) > 1:
        said = " and ".join(f"US$ {row['amount_usd']:,}" for row in fiscal)
        return Year(SEVERAL, f"the documents print different amounts ({said})")
    total = sum(priced) if adds else priced[0]
    recipients = len({row["recipient_name"] for row in fiscal})
    if adds and recipients < fullest:
        return _part(DoubtKind.PART, f"tables of {recipients} countries, in other years {fullest}", total)
    if not all(row["is_complete_table"] for row in fiscal):
        return _part(DoubtKind.PART, "the table was cut off", total)
    end = year_span(year, YearBasis.US_FISCAL).ends_on.isoformat()
    if len(first["edition_on"]) == 10 and first["edition_on"] < end:
        published = date_words(first["edition_on"], DatePrecision.DAY)
        return _part(DoubtKind.NOT_OVER, f"published on {published}, before the year was over", total)
    return Year(USABLE, "one exact amount for the whole year", total)


def _part(kind: DoubtKind, words: str, total: int) -> Year:
    return Year(PART, f"it is a part: {words}", total, doubt=Doubt(kind, words))


def year_list(years: Sequence[int], basis: YearBasis = YearBasis.US_FISCAL) -> str:
    """Years in words: ``FY2018, FY2019``; three and more in a row as ``FY2018 to FY2020``."""
    said: list[str] = []
    for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0]):
        listed = [year for _, year in run]
        labels = [year_label(year, basis) for year in listed]
        said += [f"{labels[0]} to {labels[-1]}"] if len(listed) > 2 else labels
    return ", ".join(said)
