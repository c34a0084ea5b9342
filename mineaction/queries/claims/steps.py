"""Do running totals and yearly amounts fit each other? Verdicts in words, from the ranges prints allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import product

from mineaction.periods import Span, fiscal_year_of
from mineaction.queries.bounds import NOTHING, Bounds

TIGHT = Fraction(1, 2)
"""Below this share of what a print leaves open, a fit is called one under a condition. Our convention."""


class Verdict(StrEnum):
    """How a comparison came out."""

    AGREES = "agrees"
    ONLY_IF = "agrees_only_if"
    DIFFERS = "differs"
    UNCHECKED = "cannot_be_checked"


VERDICT_LABELS = {
    Verdict.AGREES: "agrees within rounding",
    Verdict.ONLY_IF: "agrees only if …",
    Verdict.DIFFERS: "differs",
    Verdict.UNCHECKED: "cannot be checked",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read. ``url`` is empty where no public address is known.

    ``address_note`` is what should be known about the address, as that nobody has opened it; else empty.
    """

    document_id: str
    document: str
    url: str
    locator: str
    address_note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A cumulative statement, or the same number said again for the same year.

    ``covers`` is the last year it counts, None where nothing says so; ``covers_label`` prints it, and
    ``why`` says how it is known. It was said on ``said.last_day`` at the latest, in fiscal year ``said_in``.
    """

    claim_ids: tuple[str, ...]
    words: str
    date: str
    made_by: str
    places: tuple[Place, ...]
    bounds: Bounds
    scope_as_printed: str
    said: Span
    covers: int | None = None
    covers_label: str = ""
    why: str = ""
    note: str = ""

    @property
    def said_in(self) -> int:
        """The last fiscal year it may have been said in."""
        return fiscal_year_of(self.said.last_day)


@dataclass(frozen=True, slots=True)
class Amount:
    """One year's amount of all agencies: what was printed, and the range that allows."""

    year: int
    label: str
    words: str
    value: int
    bounds: Bounds
    places: tuple[Place, ...]
    scope_as_printed: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """Amounts of consecutive years added up; ``value`` adds what was printed."""

    amounts: tuple[Amount, ...]

    @property
    def value(self) -> int:
        """The printed numbers added up."""
        return sum(amount.value for amount in self.amounts)

    @property
    def bounds(self) -> Bounds:
        """The range of the sum; exactly zero where there are no years."""
        return sum((amount.bounds for amount in self.amounts), NOTHING)

    @property
    def with_part_of_last(self) -> Bounds:
        """The range of the sum with any part of the last year, from none of it to the whole."""
        return Total(self.amounts[:-1]).bounds.hull(self.bounds)


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict, in words, with what has to hold for it.

    ``exact`` is the difference to the dollar, where ``words`` have it no finer than what was said.
    """

    verdict: Verdict
    words: str
    exact: str = ""


def money(amount_usd: int) -> str:
    """An amount with every digit it has: ``US$ 4.69173 billion``, ``US$ 288.241 million``."""
    size = Decimal(abs(amount_usd))
    if size < 10**3:
        return f"{'−' if amount_usd < 0 else ''}US$ {size}"
    unit, name = (10**9, " billion") if size >= 10**9 else (10**6, " million")
    number = f"{size / unit:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{'−' if amount_usd < 0 else ''}US$ {number}{name}"


def apart_words(gap_usd: int) -> tuple[str, str]:
    """The least two ranges are apart: in words no finer than statements are, and to the dollar where finer.

    ``about US$ 9 million or more``, ``at least US$ 8.8805 million``; ``at least US$ 20 million`` and nothing.
    Statements are of whole millions at the finest; of less than a million the first digit stays.
    """
    unit = min(10**6, 10 ** (len(str(gap_usd)) - 1))
    rounded = round(Fraction(gap_usd, unit)) * unit
    exact = f"at least {money(gap_usd)}"
    return (exact, "") if rounded == gap_usd else (f"about {money(rounded)} or more", exact)


def range_words(bounds: Bounds) -> str:
    """A range with its ends as they are: ``at least US$ 376 million and less than US$ 377 million``."""
    if bounds.low is not None and bounds.low == bounds.high:
        return f"exactly {money(bounds.low)}"
    ends = []
    if bounds.low is not None:
        ends.append(f"{'at least' if bounds.has_low else 'more than'} {money(bounds.low)}")
    if bounds.high is not None:
        ends.append(f"{'at most' if bounds.has_high else 'less than'} {money(bounds.high)}")
    return " and ".join(ends) or "any amount"


def between_words(bounds: Bounds) -> str:
    """A range by its two ends: ``between US$ 4.69173 billion and US$ 4.7 billion``."""
    if bounds.low is None or bounds.high is None or bounds.low == bounds.high:
        return f"at {range_words(bounds)}"
    return f"between {money(bounds.low)} and {money(bounds.high)}"


def totals(years: Sequence[int], amounts: dict[int, tuple[Amount, ...]]) -> tuple[Total, ...]:
    """Every way to add one amount for each year; none where a year has no amount. No years, one total: 0."""
    return tuple(Total(chosen) for chosen in product(*(amounts.get(year, ()) for year in years)))


def step_found(first: Said | None, second: Said, added: Sequence[Total]) -> Found:
    """Whether the step from one statement to the next fits the yearly amounts between them.

    ``first`` None is the start of the count, exactly zero. ``added`` has one total for each choice among
    amounts that contradict each other; there is at least one. It agrees, with or without a condition, when
    the range of the step and the range of the sum meet, and only then.
    """
    start = first.bounds if first else NOTHING
    step = second.bounds - start
    fitting = [total for total in added if step.meets(total.bounds)]
    if not fitting:
        return _apart(step, [total.bounds for total in added])
    if len(fitting) < len(added):
        chosen = " or ".join(dict.fromkeys(f"add to {money(total.value)}" for total in fitting))
        return Found(Verdict.ONLY_IF, f"agrees only if the yearly amounts {chosen}")
    conditions = [_conditions(first, second, total.bounds) for total in fitting]
    if all(conditions):
        return Found(Verdict.ONLY_IF, f"agrees only if {conditions[0]}")
    return Found(Verdict.AGREES, VERDICT_LABELS[Verdict.AGREES])


def leaves(first: Said | None, second: Said, added: Bounds) -> tuple[Bounds | None, Bounds | None]:
    """What the other two leave of each statement's range; None where nothing is left."""
    start = first.bounds if first else NOTHING
    return start.overlap(second.bounds - added), second.bounds.overlap(start + added)


def _conditions(first: Said | None, second: Said, added: Bounds) -> str:
    """Which statement fits with less than half of its range, and with which part; empty if neither does."""
    tight = []
    for said, left in zip((first, second), leaves(first, second, added), strict=True):
        if said is None or left is None or not said.bounds.size or left.size is None:
            continue
        share = Fraction(left.size, said.bounds.size)
        if share < TIGHT:
            tight.append((share, f"“{said.words}” ({said.date}) stood {between_words(left)}"))
    return min(tight)[1] if tight else ""


def _apart(step: Bounds, added: Sequence[Bounds]) -> Found:
    nearest = min(added, key=step.gap)
    gap = step.gap(nearest)
    more = step.low is not None and nearest.high is not None and nearest.high <= step.low
    way = "more" if more else "less"
    if gap == 0:
        return Found(
            Verdict.DIFFERS, f"differs: the step is {way} than the yearly amounts, perhaps by little"
        )
    apart, exact = apart_words(gap)
    words = f"differs by {apart}: the step is {way} than the yearly amounts"
    return Found(Verdict.DIFFERS, words, exact)


def placed_found(
    first: Said | None, second: Said, over: Sequence[Total], through: Sequence[Total], last_label: str
) -> Found:
    """Whether a statement that does not say up to which year it counts can fit at all.

    ``over`` adds the years that were over when it was said, ``through`` also the one it was said in,
    ``last_label``. A statement that counts nothing after that year lies between the two.
    """
    start = first.bounds if first else NOTHING
    least = _hull([start + total.bounds for total in over])
    most = _hull([start + total.bounds for total in through])
    if second.bounds.meets(least):
        part = (second.bounds - least).high
        counts = "any part" if part is None else f"less than {money(part)}"
        return Found(
            Verdict.ONLY_IF, f"agrees only if it counts {counts} of {last_label}, in which it was said"
        )
    if second.bounds.meets(least.hull(most)):
        counts, exact = apart_words(second.bounds.gap(least))
        return Found(
            Verdict.ONLY_IF,
            f"agrees only if it counts {counts} of {last_label}, in which it was said",
            exact,
        )
    gap = second.bounds.gap(least.hull(most))
    above = most.high is not None and second.bounds.low is not None and second.bounds.low >= most.high
    if not above:
        return Found(
            Verdict.UNCHECKED,
            "cannot be checked, because it is lower than the amounts of the years that were over, and it "
            "does not say up to which year it counts",
        )
    apart, exact = apart_words(gap) if gap else ("", "")
    by = f"by {apart}" if gap else "perhaps by little"
    return Found(
        Verdict.DIFFERS,
        f"differs {by}: it is more than the yearly amounts give, even with the whole of {last_label}, in "
        "which it was said",
        exact,
    )


def _hull(ranges: Sequence[Bounds]) -> Bounds:
    whole = ranges[0]
    for other in ranges[1:]:
        whole = whole.hull(other)
    return whole


def one_number(printed: Sequence[Amount]) -> Iterator[Amount]:
    """Amounts of one year whose ranges meet, taken as one number at several roundings: the finest stands.

    What does not meet stays beside it. In order of rounding, finest first.
    """
    left = sorted(printed, key=lambda amount: (amount.bounds.size is None, amount.bounds.size, amount.value))
    while left:
        finest, *others = left
        same = [amount for amount in others if amount.bounds.meets(finest.bounds)]
        left = [amount for amount in others if amount not in same]
        places = dict.fromkeys((*finest.places, *(place for amount in same for place in amount.places)))
        yield Amount(
            year=finest.year,
            label=finest.label,
            words=finest.words,
            value=finest.value,
            bounds=finest.bounds,
            places=tuple(places),
            scope_as_printed=finest.scope_as_printed,
            note=finest.note,
        )
