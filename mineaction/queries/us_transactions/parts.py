"""Sums of transactions as parts of a stack: the largest by name, the others as one, what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mineaction.counting import counted
from mineaction.money import amount_words, short_amount
from mineaction.periods import year_label, year_span
from mineaction.queries.asking import Row
from mineaction.queries.doubts import Doubt, DoubtKind, in_words
from mineaction.queries.us_transactions.words import Spoken
from mineaction.vocabulary import YearBasis

COLUMNS = (
    "mark part_key part_title part_position year year_label starts_on ends_on amount_usd is_partial label "
    "hover figure_count series_title doubts"
).split()
"""``mark`` is "part" for what stands above zero, "others" for the same of all names that are not shown,
"below" for what stands below zero, "net" for the year's sum of both. ``figure_count`` is of all transactions
of the names in the part. ``series_title`` is of the whole; ``doubts`` (a tuple of doubts.Doubt) stands in
``hover`` too."""

MILLION = 1_000_000
MOST_NAMED = 4
PART, OTHERS, BELOW, NET = "part", "others", "below", "net"
NOT_OVER = Doubt(DoubtKind.NOT_OVER, "the year was not over when this was published")


class Sums(NamedTuple):
    """What one name comes to in one year. ``below_usd`` is no more than zero and part of ``net_usd``."""

    net_usd: float
    below_usd: float
    figure_count: int
    edition_on: str

    @property
    def above_usd(self) -> float:
        """What was promised or paid, before anything was taken back."""
        return self.net_usd - self.below_usd


@dataclass(slots=True)
class Part:
    """One name with its sums by year."""

    title: str
    years: dict[int, Sums] = field(default_factory=dict)

    @property
    def net_usd(self) -> float:
        """The sum over all its years."""
        return sum(sums.net_usd for sums in self.years.values())

    @property
    def below_usd(self) -> float:
        """What stands below zero in it."""
        return sum(sums.below_usd for sums in self.years.values())

    @property
    def above_usd(self) -> float:
        """What stands above zero in it."""
        return self.net_usd - self.below_usd

    @property
    def figure_count(self) -> int:
        """How many transactions are in it."""
        return sum(sums.figure_count for sums in self.years.values())

    @property
    def years_words(self) -> str:
        """Its first and last year: ``FY2015 to FY2020``."""
        first, last = (year_label(year, YearBasis.US_FISCAL) for year in (min(self.years), max(self.years)))
        return first if first == last else f"{first} to {last}"


def parts_of(added: Iterable[Row]) -> list[Part]:
    """The parts, the largest net sum first. ``added`` keys: year, name, net_usd, below_usd, figure_count,
    edition_on; names that are printed in several ways may come more than once a year."""
    found: dict[str, Part] = {}
    for row in added:
        part = found.setdefault(row["name"], Part(row["name"]))
        before = part.years.get(row["year"], Sums(0, 0, 0, ""))
        part.years[row["year"]] = Sums(
            before.net_usd + row["net_usd"],
            before.below_usd + row["below_usd"],
            before.figure_count + row["figure_count"],
            max(before.edition_on, row["edition_on"]),
        )
    return sorted(found.values(), key=lambda part: (-part.net_usd, part.title))


@dataclass(frozen=True, slots=True)
class _Year:
    """One year of the stack."""

    year: int
    sums: dict[str, Sums]
    in_thousands: bool
    spoken: Spoken
    below_title: str
    others_title: str
    series_title: str
    of_what: str

    @property
    def is_partial(self) -> bool:
        """Whether its newest document was published before the year was over."""
        edition = max(one.edition_on for one in self.sums.values())
        return len(edition) == 10 and edition < year_span(self.year, YearBasis.US_FISCAL).ends_on.isoformat()

    def row(self, mark: str, title: str, place: int, amount: float, count: int, said: Sequence[str]) -> Row:
        span, label = year_span(self.year, YearBasis.US_FISCAL), year_label(self.year, YearBasis.US_FISCAL)
        doubts = (NOT_OVER,) if self.is_partial else ()
        told = filter(None, said)
        transactions = counted(count, "transaction")
        return {
            "mark": mark,
            "part_key": title if mark == PART else mark,
            "part_title": title,
            "part_position": place,
            "year": self.year,
            "year_label": label,
            "starts_on": span.starts_on,
            "ends_on": span.ends_on,
            "amount_usd": amount,
            "is_partial": self.is_partial,
            "label": short_amount(amount, in_thousands=self.in_thousands),
            "hover": "\n".join(
                [f"{label}, {title}: {amount_words(amount)}", *told, transactions, *in_words(doubts)]
            ),
            "figure_count": count,
            "series_title": self.series_title,
            "doubts": doubts,
        }

    def rows(self, named: Sequence[str]) -> list[Row]:
        """Names shown, the others, what stands below zero, and the net sum, as far as there is any."""
        made = []
        for place, name in enumerate(named):
            if name in self.sums and self.sums[name].above_usd:
                own = self.sums[name]
                said = (
                    [f"after {self._taken_back(own)}: {amount_words(own.net_usd)}"] if own.below_usd else []
                )
                made.append(self.row(PART, name, place, own.above_usd, own.figure_count, said))
        rest = {name: own for name, own in self.sums.items() if name not in named and own.above_usd}
        if rest:
            largest = self._largest({name: own.above_usd for name, own in rest.items()})
            total = sum(own.above_usd for own in rest.values())
            count = sum(own.figure_count for own in rest.values())
            said = [f"{self.spoken.others(len(rest))} this year: {largest}"]
            made.append(self.row(OTHERS, self.others_title, len(named), total, count, said))
        below = {name: own.below_usd for name, own in self.sums.items() if own.below_usd}
        if below:
            count = sum(self.sums[name].figure_count for name in below)
            said = [self._largest(below)]
            made.append(self.row(BELOW, self.below_title, len(named) + 1, sum(below.values()), count, said))
        net = sum(own.net_usd for own in self.sums.values())
        every = sum(own.figure_count for own in self.sums.values())
        return [*made, self.row(NET, "net total", len(named) + 2, net, every, [self.of_what])]

    def _taken_back(self, own: Sums) -> str:
        return f"{amount_words(own.below_usd)} of {self.below_title.lower()}"

    def _largest(self, amounts: Mapping[str, float]) -> str:
        """The largest names of a part that stands for several, and how many more there are."""
        order = sorted(amounts, key=lambda name: (-abs(amounts[name]), name))
        said = [f"{name} {amount_words(amounts[name])}" for name in order[:MOST_NAMED]]
        more = len(order) - MOST_NAMED
        return "; ".join(said) + (f"; and {self.spoken.others(more)}" if more > 0 else "")


def stacked(
    parts: Sequence[Part],
    most: int,
    spoken: Spoken,
    below_title: str,
    series_title: str = "",
    of_what: str = "",
) -> list[Row]:
    """The rows a chart draws (keys: COLUMNS), year by year, the largest part first; ``most`` of them by name.

    ``of_what`` says of what the net total is. A single name left over stands by its name too. A part that is
    nought in a year has no row for it.
    """
    named = [part.title for part in (parts if len(parts) <= most + 1 else parts[:most])]
    by_year: dict[int, dict[str, Sums]] = {}
    for part in parts:
        for year, sums in part.years.items():
            by_year.setdefault(year, {})[part.title] = sums
    heights = [
        abs(amount)
        for sums in by_year.values()
        for amount in (
            sum(own.above_usd for own in sums.values()),
            sum(own.below_usd for own in sums.values()),
        )
    ]
    in_thousands = max(heights, default=0) < MILLION
    others = spoken.others(len(parts) - len(named))
    return [
        row
        for year, sums in sorted(by_year.items())
        for row in _Year(year, sums, in_thousands, spoken, below_title, others, series_title, of_what).rows(
            named
        )
    ]
