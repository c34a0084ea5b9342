"""The words of years side by side: names, refusals, the table, and the sentence. Never a causal one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from mineaction.counting import counted
from mineaction.money import amount_words
from mineaction.periods import year_label
from mineaction.queries import bars
from mineaction.queries.asking import Row
from mineaction.queries.compare.means import NO_FIGURE, WRONG_BASIS, Mean, Year
from mineaction.queries.compare.terms import Term
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import Line
from mineaction.queries.names import listed
from mineaction.queries.policy.around_words import NOT_CAUSE
from mineaction.queries.usable_years import year_list
from mineaction.vocabulary import COMPARATOR_WORDS, MEASURE_LABELS, YearBasis

if TYPE_CHECKING:
    from mineaction.queries.compare.stretches import Stretch

BY_TERM = "US administrations side by side"
BY_PERIOD = "periods side by side"
BUDGETS = (
    f"{NOT_CAUSE} Congress appropriates, budgets are set long before they are spent, and the first fiscal "
    "year of a term was often budgeted before it. A mean says nothing of who decided what."
)
WHOLE_YEARS = (
    "US fiscal years begin in October, terms of office in January. Only fiscal years that lie wholly within "
    "a term count for it; a year that two terms share is drawn and belongs to neither. No year is split."
)
ALL_OR_NONE = (
    "A period has a mean only where every one of its years has one whole amount; else its years are drawn "
    "and no mean is given."
)
KINDS_OF_REASON = {why: kind for kind, why in WRONG_BASIS.items()}
OVERLAP = "Some of the periods share years; those years count in more than one mean."
USED = "Only one whole amount for a year is used; a bound may be, and makes the mean a bound too."


def period(first: int, last: int, basis: YearBasis) -> str:
    """``FY2010 to FY2012``, or a single year."""
    one = year_label(first, basis)
    return one if first == last else f"{one} to {year_label(last, basis)}"


def short_period(first: int, last: int, basis: YearBasis) -> str:
    """``FY2010–12``, ``1998–2001``, or a single year."""
    one = year_label(first, basis)
    if first == last:
        return one
    return f"{one}–{last % 100:02d}" if first // 100 == last // 100 else f"{one}–{last}"


def both(terms: Sequence[Term]) -> str:
    """The terms that share a year."""
    return " and ".join(term.name for term in terms)


def refused(line: Line, drawn: Sequence[Row]) -> str:
    """Why a line without US fiscal years has no mean by administration."""
    head = f"No mean by administration is given for “{line.title}”"
    if not drawn:
        return f"{head}: no figure of a US fiscal year is held for it."
    if any(bar["year_basis"] == YearBasis.CALENDAR for bar in drawn):
        return (
            f"{head}: it counts calendar years. Each holds parts of two US fiscal years, so its money cannot "
            "be given to one budget, nor to one administration."
        )
    return f"{head}: the documents do not say whether their years are fiscal or calendar."


def title(line: Line, asked: FundingFilter, *, by_term: bool) -> str:
    """What is compared, as a card's title."""
    place = " to ".join(part for part in (asked.donor, asked.recipient) if part)
    what = BY_TERM if by_term else BY_PERIOD
    return f"{line.title}: {place + ', ' if place else ''}{what}"


def caveats(
    line: Line, stretches: Sequence[Stretch], drawn: Sequence[Row], *, by_term: bool
) -> tuple[str, ...]:
    """What has to be known of such means, then of the line."""
    said = [BUDGETS, WHOLE_YEARS] if by_term else [ALL_OR_NONE]
    years = [year for stretch in stretches for year in stretch.years]
    if len(years) > len(set(years)):
        said.append(OVERLAP)
    said += [USED, *([line.caveat] if line.caveat else []), *bars.notes_on(drawn)]
    return tuple(dict.fromkeys(said))


def choices(
    line: Line, asked: FundingFilter, stretches: Sequence[Stretch], *, by_term: bool
) -> tuple[tuple[str, str], ...]:
    """The reader's choices, in words."""
    said = [
        ("Line", line.title),
        ("Kind of amount", MEASURE_LABELS[line.measure]),
        ("Administrations" if by_term else "Periods", "; ".join(stretch.name for stretch in stretches)),
    ]
    if asked.recipient:
        said.append(("Recipient", asked.recipient))
    if asked.donor:
        said.append(("Donor", asked.donor))
    return tuple(said)


def hover(stretch: Stretch, mean: Mean, basis: YearBasis) -> str:
    """A stretch and its mean, or why it has none, line by line."""
    if mean.amount_usd is None:
        return "\n".join([f"{stretch.name}: no mean, {mean.why_none}", *_whys(mean, basis)])
    used = f"over {year_list(mean.used, basis)} ({used_count(stretch, mean)})"
    return "\n".join([f"{stretch.name}: mean {mean.words} a year", used, *_whys(mean, basis)])


def used_count(stretch: Stretch, mean: Mean) -> str:
    """How many years a mean rests on: ``3 of 4 years``."""
    return f"{len(mean.used)} of {len(stretch.years)} years"


def _whys(mean: Mean, basis: YearBasis) -> list[str]:
    """The years not used, those with one reason named together."""
    reasons: dict[str, list[int]] = {}
    for year, why in mean.not_used:
        reasons.setdefault(why, []).append(year)
    # A year that is not of the stretch's kind is named as its document has it.
    return [
        f"not used: {year_list(years, KINDS_OF_REASON.get(why, basis))} ({why})"
        for why, years in reasons.items()
    ]


def twin(
    stretches: Sequence[Stretch],
    means: Sequence[Mean],
    held: Mapping[int, Year],
    shared: Mapping[int, tuple[Term, ...]] | None,
    basis: YearBasis,
    prices: str,
) -> pd.DataFrame:
    """A row for each stretch with its mean and years, then one for each shared year, which has none."""
    who = "Period" if shared is None else "Administration"
    amount = f"US$ a year, {prices}"
    made: list[dict[str, Any]] = [
        {
            who: stretch.name,
            amount: None if mean.amount_usd is None else round(mean.amount_usd),
            "Bound": COMPARATOR_WORDS[mean.comparator],
            "Years used": year_list(mean.used, basis),
            "Used": f"{len(mean.used)} of {len(stretch.years)}",
            "Years not used, and why": "; ".join(_whys(mean, basis)).replace("not used: ", ""),
            "Note": f"no mean: {mean.why_none}" if mean.why_none else "",
        }
        for stretch, mean in zip(stretches, means, strict=True)
    ]
    for year, terms in (shared or {}).items():
        found = held.get(year)
        said = NO_FIGURE if found is None else amount_words(round(found.amount_usd), found.comparator)
        why = found.why_not if found else ""
        made.append(
            {
                who: f"shared: {both(terms)}",
                amount: None,
                "Bound": "",
                "Years used": "",
                "Used": "",
                "Years not used, and why": f"{year_label(year, basis)} (two terms share it)",
                "Note": "; ".join(part for part in ("belongs to neither", said, why) if part),
            }
        )
    columns = [who, amount, "Bound", "Years used", "Used", "Years not used, and why", "Note"]
    kept = [name for name in columns if name != "Bound" or any(row["Bound"] for row in made)]
    return pd.DataFrame(made, columns=columns)[kept]


def sentence(
    line: Line,
    asked: FundingFilter,
    stretches: Sequence[Stretch],
    means: Sequence[Mean],
    shared: Mapping[int, tuple[Term, ...]] | None,
    basis: YearBasis,
    *,
    is_constant: bool,
) -> str:
    """The means in the order of time, the years behind each, and which have none; empty for no stretch."""
    if not stretches and not shared:
        return ""
    pairs = list(zip(stretches, means, strict=True))
    given = [
        f"{mean.words} {_over(stretch, mean, basis)}"
        for stretch, mean in pairs
        if mean.amount_usd is not None
    ]
    none: dict[str, list[str]] = {}
    for stretch, mean in pairs:
        if mean.amount_usd is None:
            none.setdefault(mean.why_none, []).append(stretch.name)
    place = f", {asked.recipient}" if asked.recipient else ""
    prices = f" in FY{BASE_YEAR} prices" if is_constant else ""
    said = []
    if given:
        said.append(f"The mean a year{prices} is {listed(given)} ({line.title}{place}).")
    said += [f"No mean is given for {listed(names)}: {why}." for why, names in none.items()]
    if not stretches:
        said.append(
            f"No mean is given: no year held lies wholly within one administration ({line.title}{place})."
        )
    if shared:
        verb = "belongs" if len(shared) == 1 else "belong"
        said.append(f"{year_list(list(shared), basis)}, shared by two administrations, {verb} to none.")
    if shared is not None:
        said.append(NOT_CAUSE)
    return " ".join(said)


def _over(stretch: Stretch, mean: Mean, basis: YearBasis) -> str:
    """``for Joe Biden (FY2022 to FY2024)``, with how many years are missing; a period is its own years."""
    if stretch.needs_all:
        return f"in {stretch.name}"
    lacking, alone = len(mean.not_used), " alone" if len(mean.used) == 1 else ""
    missing = f"; {counted(lacking, 'whole year')} not used" if lacking else ""
    return f"for {stretch.name} ({year_list(mean.used, basis)}{alone}{missing})"
