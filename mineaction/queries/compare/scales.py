"""Ways to draw amounts side by side: as they are, for each inhabitant, or from 100 in one year. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from mineaction.money import amount_words, short_amount
from mineaction.periods import year_label
from mineaction.queries.asking import Row
from mineaction.queries.bars import MILLION
from mineaction.queries.population import Population, per_person, per_person_words
from mineaction.vocabulary import Comparator, YearBasis

SMALLEST_SHOWN = 0.005
"""Below this a number of two decimals would read as nothing."""


PER_INHABITANT = "US$ per inhabitant"
INDEX = "index, "
"""How the unit of indexed amounts begins; then which year is 100."""


class Shown(StrEnum):
    """How amounts are drawn."""

    AMOUNTS = "amounts"
    PER_PERSON = "per_person"
    INDEXED = "indexed"


def number_label(value: float, comparator: Comparator) -> str:
    """A number for a label: ``134``, ``8.4``, ``>0.42``; ``<0.01`` where it would round to nothing."""
    if 0 < abs(value) < SMALLEST_SHOWN:
        return "<0.01" if value > 0 else ">−0.01"
    return short_amount(value * MILLION, comparator)


def is_in_dollars(unit: str) -> bool:
    """Whether an answer in this unit draws amounts themselves, and nothing worked out from them."""
    return unit != PER_INHABITANT and not unit.startswith(INDEX)


def as_amounts(drawn: Iterable[Row]) -> tuple[list[Row], str]:
    """Bars with ``value`` in millions, or thousands where all are below one million; and the unit."""
    listed = list(drawn)
    small = max((abs(bar["amount_usd"]) for bar in listed), default=MILLION) < MILLION
    divisor = 1_000 if small else MILLION
    made = [
        {
            **bar,
            "value": bar["amount_usd"] / divisor,
            "label": short_amount(bar["amount_usd"], Comparator(bar["comparator"]), in_thousands=small),
        }
        for bar in listed
    ]
    return made, "US$ thousand" if small else "US$ million"


def by_inhabitant(drawn: Iterable[Row], people: Mapping[str, Population]) -> tuple[list[Row], dict[str, str]]:
    """Bars with ``value`` in US$ for each inhabitant, by ``name``; and why a name has none.

    One published number of inhabitants divides every year of a name.
    """
    made, without = [], {}
    for bar in drawn:
        found = people.get(bar["name"])
        if found is None:
            without[bar["name"]] = "no number of inhabitants is held"
            continue
        value, comparator = per_person(bar["amount_usd"], found), Comparator(bar["comparator"])
        said = per_person_words(bar["amount_usd"], found, comparator)
        made.append(
            {
                **bar,
                "value": value,
                "label": number_label(value, comparator),
                "panel_title": f"{bar['panel_title']}: each year divided by {found.words}",
                "hover": f"{said} for each of {found.words}\n{bar['hover']}",
            }
        )
    return made, without


def from_hundred(drawn: Sequence[Row], base_year: int) -> tuple[list[Row], dict[str, str]]:
    """Bars with ``value`` 100 in the base year, by ``name``; and why a name cannot be indexed."""
    made, without = [], {}
    for name in dict.fromkeys(bar["name"] for bar in drawn):
        own = [bar for bar in drawn if bar["name"] == name]
        reason = why_no_base(own, base_year)
        if reason:
            without[name] = reason
            continue
        [base] = _of_year(own, base_year)
        made += [_indexed(bar, base) for bar in own]
    return made, without


def why_no_base(own: Sequence[Row], base_year: int) -> str:
    """Why the bars of one name cannot be indexed to a year; empty where they can.

    Only one exact, whole amount above zero can be 100.
    """
    found = _of_year(own, base_year)
    if not found:
        return f"no figure found for {_label(own, base_year)}"
    if len(found) > 1:
        return f"{len(found)} figures for {found[0]['year_label']}, none of which may be chosen"
    [base] = found
    comparator = Comparator(base["comparator"])
    if comparator is not Comparator.EXACT:
        printed = amount_words(base["amount_usd"], comparator)
        return f"the amount for {base['year_label']} is not exact ({printed})"
    if base["is_partial"]:
        return f"the amount for {base['year_label']} is a part, not a total"
    if base["amount_usd"] == 0:
        return f"the amount reported for {base['year_label']} is zero"
    if base["amount_usd"] < 0:
        return f"the amount for {base['year_label']} is below zero"
    return ""


def _label(own: Sequence[Row], year: int) -> str:
    """A year none of these bars is of, named as theirs are."""
    return year_label(year, YearBasis(own[0]["year_basis"])) if own else str(year)


def base_years(drawn: Sequence[Row]) -> dict[int, int]:
    """How many names can be indexed to each year, of the years that suit at least one; in order."""
    names = list(dict.fromkeys(bar["name"] for bar in drawn))
    by_name = {name: [bar for bar in drawn if bar["name"] == name] for name in names}
    counts = {
        year: sum(not why_no_base(own, year) for own in by_name.values())
        for year in sorted({bar["year"] for bar in drawn})
    }
    return {year: count for year, count in counts.items() if count}


def best_base(counts: Mapping[int, int]) -> int | None:
    """The year that suits the most names, the earliest of equals; None where none does."""
    return min(counts, key=lambda year: (-counts[year], year), default=None)


def _of_year(own: Sequence[Row], year: int) -> list[Row]:
    return [bar for bar in own if bar["year"] == year and bar["mark"] != "earlier"]


def _indexed(bar: Row, base: Row) -> Row:
    value, comparator = 100 * bar["amount_usd"] / base["amount_usd"], Comparator(bar["comparator"])
    label = number_label(value, comparator)
    return {
        **bar,
        "value": value,
        "label": label,
        "hover": f"index {label} ({base['year_label']} = 100)\n{bar['hover']}",
    }
