"""The mean of some years of one line: which years may be used, why others may not, and bounds kept. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mineaction.money import amount_words
from mineaction.queries.asking import Row
from mineaction.vocabulary import Comparator, YearBasis

NO_FIGURE = "no figure found"

WRONG_BASIS = {
    YearBasis.US_FISCAL: "the document’s year is a US fiscal year",
    YearBasis.CALENDAR: "the document’s year is a calendar year",
    YearBasis.UNSTATED: "the document does not say whether its year is fiscal or calendar",
}
ONE_SENTENCE = "it is told in a single sentence, and such amounts are never added"
MIXED_BOUNDS = "its bounds point different ways"

UP = frozenset({Comparator.OVER, Comparator.AT_LEAST})
DOWN = frozenset({Comparator.NEARLY, Comparator.UP_TO})


@dataclass(frozen=True, slots=True)
class Year:
    """What one year of a line has. ``why_not`` is empty where its amount may be used."""

    amount_usd: float
    comparator: Comparator = Comparator.EXACT
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean a year over ``used``; ``amount_usd`` is None where none is given, and ``why_none`` says why.

    ``not_used`` are the other years asked for, each with its reason. ``comparator`` is what the bounds of
    the amounts leave of the mean: one lower bound among exact amounts makes it a lower bound.
    """

    used: tuple[int, ...]
    not_used: tuple[tuple[int, str], ...]
    amount_usd: float | None = None
    comparator: Comparator = Comparator.EXACT
    why_none: str = ""

    @property
    def words(self) -> str:
        """The mean as people write it, ``over US$ 387.1 million``; empty where none is given."""
        return "" if self.amount_usd is None else amount_words(round(self.amount_usd), self.comparator)


def years_of(drawn: Iterable[Row], basis: YearBasis) -> dict[int, Year]:
    """What each year has, from the bars of one line (keys: bars.COLUMNS).

    Only one whole amount of the kind of year asked for may be used; a bound may, and stays one.
    """
    by_year: dict[int, list[Row]] = {}
    for bar in drawn:
        if bar["mark"] != "earlier":
            by_year.setdefault(bar["year"], []).append(bar)
    return {year: _year(found, basis) for year, found in by_year.items()}


def _year(found: Sequence[Row], basis: YearBasis) -> Year:
    fitting = [bar for bar in found if bar["year_basis"] == basis]
    if not fitting:
        return Year(found[0]["amount_usd"], why_not=WRONG_BASIS[YearBasis(found[0]["year_basis"])])
    printed = list(dict.fromkeys((bar["amount_usd"], Comparator(bar["comparator"])) for bar in fitting))
    amount, comparator = printed[0]
    parts = [doubt for bar in fitting for doubt in bar["doubts"]]
    if parts:
        return Year(amount, comparator, f"it is a part: {parts[0].words}")
    if len(printed) > 1:
        said = " and ".join(amount_words(round(usd), bound) for usd, bound in printed)
        return Year(amount, comparator, f"the amounts held for it differ: {said}")
    return Year(amount, comparator)


def mean_of(years: Sequence[int], held: Mapping[int, Year], *, needs_all: bool) -> Mean:
    """The mean a year over those of ``years`` that may be used; where ``needs_all``, over all or none.

    It lies between the least and the most of the amounts used. Lower and upper bounds in one mean, or a
    bound beside an amount that is only about right, leave nothing that could be said of it.
    """
    used = tuple(year for year in years if year in held and not held[year].why_not)
    not_used = tuple(
        (year, held[year].why_not if year in held else NO_FIGURE) for year in years if year not in used
    )
    if not used:
        return Mean(used, not_used, why_none="no year can be used")
    if needs_all and not_used:
        return Mean(used, not_used, why_none="not every year can be used")
    comparator = joint({held[year].comparator for year in used})
    if comparator is None:
        return Mean(used, not_used, why_none=MIXED_BOUNDS)
    total = sum((Fraction(held[year].amount_usd) for year in used), Fraction(0))
    return Mean(used, not_used, float(total / len(used)), comparator)


def joint(comparators: Collection[Comparator]) -> Comparator | None:
    """What is left of the bounds of several amounts in their mean; None where they point different ways."""
    bounds = set(comparators) - {Comparator.EXACT}
    if not bounds:
        return Comparator.EXACT
    if bounds <= UP:
        return Comparator.OVER if Comparator.OVER in bounds else Comparator.AT_LEAST
    if bounds <= DOWN:
        return Comparator.NEARLY if Comparator.NEARLY in bounds else Comparator.UP_TO
    return Comparator.ABOUT if bounds == {Comparator.ABOUT} else None
