"""The words of a comparison around a policy event, made or refused. Never a causal one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mineaction.money import amount_words
from mineaction.queries.asking import Row
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.names import listed
from mineaction.queries.policy import before_after
from mineaction.queries.policy.before_after import Compared, Window
from mineaction.queries.usable_years import NOTHING, PART, Year, year_list
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope

NOT_CAUSE = "Association, not cause."
ABROAD = "No US money is set around what another state decided: {event}."


def reasons(window: Window, found: Mapping[int, Year], usable: Mapping[int, int]) -> tuple[str, ...]:
    """Why a comparison is refused, a sentence a side, the missing years named; empty where none is."""
    said = []
    sides = (("before", window.before), ("after", window.after))
    for (side, years), lacking in zip(sides, before_after.missing(window, usable), strict=True):
        if not lacking:
            continue
        stand = len(years) - len(lacking)
        said.append(
            f"{side.capitalize()} the event {stand} of the {len(years)} years needed can be used "
            f"({year_list(years)}). Missing: {_why(lacking, found)}."
        )
    return tuple(said)


def _why(lacking: Sequence[int], found: Mapping[int, Year]) -> str:
    """The years that are missing, those with one reason named together."""
    reasons: dict[str, list[int]] = {}
    for year in lacking:
        reasons.setdefault(found.get(year, NOTHING).words, []).append(year)
    return "; ".join(f"{year_list(years)}: {words}" for words, years in reasons.items())


def longest(usable: Mapping[int, int], window: Window) -> str:
    """What a comparison needs, beside the longest stretch of years the series has."""
    run = before_after.longest_run(usable)
    side = len(window.before)
    needs = f"The comparison needs {side} usable fiscal years in a row before the event and {side} after it."
    if run is None:
        return f"{needs} This series has no year that can be used."
    count = run[1] - run[0] + 1
    return f"{needs} The longest stretch this series has is {count} ({year_list(range(run[0], run[1] + 1))})."


def caveats(series: Row) -> tuple[str, ...]:
    """What a reader has to know of any comparison, and of this series."""
    return tuple(
        part
        for part in (
            f"{NOT_CAUSE} Money is decided for many reasons, and budgets are set long before they are spent.",
            "The fiscal year that contains the event belongs to neither side; where only the month or year "
            "of the event is known, every fiscal year it may have fallen into.",
            "Only one exact amount for a whole fiscal year is used: no bound, no part, no gap filled.",
            "The placebo rank is the share of other years in the same series around which the change, up or "
            "down, is at least as large. With few other years it says little.",
            series["caveat"],
        )
        if part
    )


def sentence(
    window: Window,
    compared: Compared | None,
    series: Row,
    found: Mapping[int, Year],
    usable: Mapping[int, int],
) -> str:
    """The comparison, or the amounts held and that no means are given; NOT_CAUSE ends it.

    ``found`` is what is held by year, ``usable`` the amounts that may be compared.
    """
    scope = ACTIVITY_SCOPE_LABELS[ActivityScope(series["activity_scope"])]
    if compared is None:
        return f"{_held(window, scope, found)} {_no_means(window, usable)} {NOT_CAUSE}"
    share = compared.change_share
    way = "higher" if compared.change > 0 else "lower" if compared.change < 0 else "no different"
    by = f"{amount_words(abs(round(compared.change)))} a year {way}" if compared.change else way
    than = "than" if compared.change else "from the mean"
    part = f" ({abs(share):.0%})" if share is not None and compared.change else ""
    rank = (
        f"Around {compared.as_large} of the {compared.others} other possible years in this series the change "
        "is at least as large."
        if compared.others
        else "There is no other year in this series to compare that with."
    )
    return (
        f"In {year_list(window.after)} the mean is {amount_words(round(compared.mean_after))} a year in "
        f"FY{BASE_YEAR} prices for {scope}, {by}{part} {than} in {year_list(window.before)} "
        f"({amount_words(round(compared.mean_before))}). {rank} {NOT_CAUSE}"
    )


def _held(window: Window, scope: str, found: Mapping[int, Year]) -> str:
    """The amounts of the years around the event, side by side, in one sentence."""
    sides = (("before", window.before), ("in", window.event), ("after", window.after))
    held = [(side, _amounts_of(years, found)) for side, years in sides]
    if not any(amounts for _, amounts in held):
        return f"No amount for {scope} is held for the years {year_list(window.years)}, around this event."
    named = {
        "before": "before the event",
        "in": "in the year of the event" if len(window.event) == 1 else "in the years the event may be of",
        "after": "after it",
    }
    said = "; ".join(f"{named[side]} {listed(amounts) if amounts else 'no amount'}" for side, amounts in held)
    return f"Held for {scope}, in FY{BASE_YEAR} prices: {said}."


def _amounts_of(years: Sequence[int], found: Mapping[int, Year]) -> list[str]:
    """The amounts held of these years, each with its year; parts are marked."""
    said = []
    for year in years:
        entry = found.get(year, NOTHING)
        if entry.amount_usd is not None:
            part = ", a part" if entry.status == PART else ""
            said.append(f"{amount_words(entry.amount_usd, entry.comparator)} (FY{year}{part})")
    return said


def _no_means(window: Window, usable: Mapping[int, int]) -> str:
    before, after = (
        len(years) - len(lacking)
        for years, lacking in zip(
            (window.before, window.after), before_after.missing(window, usable), strict=True
        )
    )
    return (
        f"No means are given: each takes {len(window.before)} whole fiscal years, and {before} before and "
        f"{after} after can be used."
    )
