"""The sentences that say at once what is held of a country: how much, the newest amounts, its standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import year_label
from mineaction.queries.asking import Row
from mineaction.queries.country.place import Place
from mineaction.queries.country.series import Held
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, Comparator, Standing, YearBasis

Said = Callable[[str, str, str], str]
"""From the amount, its year and the scope in words to what is said of them."""

NEWEST_SAID: dict[str, Said] = {
    "us_cwd_country_totals": lambda amount, year, scope: (
        f"the State Department lists {amount} for {year} ({scope})"
    ),
    "lm_recipient_totals": lambda amount, year, scope: (
        f"Landmine Monitor prints {amount} of international support received for {year}"
    ),
    "crs_15250_disbursements": lambda amount, year, scope: (
        f"donors reported to the OECD {amount} paid out for {year} (purpose code 15250, removal of mines)"
    ),
}
"""The series that speak for their publisher, in order. Plans speak for themselves."""


def lead(
    place: Place,
    held: Held,
    donor_years: Iterable[int],
    plans: CitedTable,
    treaties: CitedTable,
    free: CitedTable,
) -> str:
    """How many series and years, each publisher's newest amount, and the treaty standing; bounds kept."""
    said = [
        _extent(place, held, sorted(set(donor_years))),
        _newest(held),
        plans.sentence,
        treaties.sentence,
        free.sentence,
    ]
    return " ".join(part for part in said if part)


def _extent(place: Place, held: Held, donor_years: Sequence[int]) -> str:
    name = f"{place.spoken}, which no longer exists as one state," if place.is_former else place.spoken
    by_donor = f"tables of single donors name it {_span(donor_years)}" if donor_years else ""
    if not held.amounts:
        none = f"No yearly total of money for mine action in {name} is held"
        return f"{none}; {by_donor}." if by_donor else f"{none}."
    count = len(held.lines)
    series = "One series of yearly amounts tells" if count == 1 else f"{count} series of yearly amounts tell"
    return f"{series} of {name} {_span([row['year'] for row in held.amounts])}."


def _span(years: Sequence[int]) -> str:
    first, last = min(years), max(years)
    return f"for {first}" if first == last else f"between {first} and {last}"


def _newest(held: Held) -> str:
    parts = []
    for key, words in NEWEST_SAID.items():
        current = [row for row in held.of([key]) if row["standing"] == Standing.CURRENT]
        if current:
            line = next(line for line in held.lines if line.series_key == key)
            last = max(row["year"] for row in current)
            newest = [row for row in current if row["year"] == last]
            year = year_label(last, YearBasis(newest[0]["year_basis"]))
            parts.append(words(_amounts(newest), year, ACTIVITY_SCOPE_LABELS[line.activity_scope]))
    if not parts:
        return ""
    joined = "; ".join(parts)
    counted = " These are not added." if len(parts) > 1 else ""
    return f"Newest: {joined}.{counted}"


def _amounts(newest: Sequence[Row]) -> str:
    return " and ".join(amount_words(row["amount_usd"], Comparator(row["comparator"])) for row in newest)
