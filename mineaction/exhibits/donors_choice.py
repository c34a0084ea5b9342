"""Which side tells who gave to whom, of which year, with which names marked or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mineaction.counting import counted
from mineaction.exhibits.choosing import Chooser, Place
from mineaction.exhibits.wishes import Values
from mineaction.queries.donors import tables as donors_tables
from mineaction.queries.donors import who_to_whom as donors
from mineaction.queries.donors.who_to_whom import TELLERS, FlowFilter, YearHeld
from mineaction.vocabulary import EventKind

RANKING, GRID, FLOW, PROFILE, BOTH = "totals", "pairs", "flow", "profile", "both"
PARTS = {
    RANKING: "Largest",
    GRID: "Who to whom",
    FLOW: "Flow diagram",
    PROFILE: "One profile over years",
    BOTH: "Do both sides agree?",
}
SHOW = "show"
"""The name in the address of the part that is shown."""
SIDES = {"donor": "Donors", "recipient": "Recipients"}
FLOWS = {"8": "8 largest", "25": "25 largest", "every": "All"}
ALL_FLOWS = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader asks for: the part, the question, how many flows to draw; for one profile also whose.

    ``kinds`` are those of the policy events below a profile's years.
    """

    part: str
    asked: FlowFilter
    most: int = 25
    profile: str = ""
    kinds: tuple[EventKind, ...] = ()


def part(choose: Chooser) -> str:
    """Which of the PARTS is shown."""
    return choose.switch(SHOW, "Show", list(PARTS), RANKING, format_func=PARTS.__getitem__)


def question(choose: Chooser, part: str) -> Choice:
    """Ask what this part needs, and no more. Year 0 where nothing is held."""
    named = choose.ask(donors.offered)
    if part == BOTH:
        left, right = choose.columns(2)
        return Choice(part, FlowFilter("donor", 0, *_names(choose, named, left, right)))
    first, second, third, fourth = choose.columns([5, 5, 6, 6], vertical_alignment="bottom")
    with first:
        told_by = choose.switch(
            "told_by",
            "As told in profiles of",
            list(TELLERS),
            "donor",
            format_func=SIDES.__getitem__,
            wrap=True,
        )
    if part == PROFILE:
        with second:
            profile = _profile(choose, told_by)
        return Choice(part, FlowFilter(told_by, 0), profile=profile, kinds=choose.kinds())
    years = donors.years_of_totals if part == RANKING else donors_tables.years_of_tables
    held = choose.ask(years, told_by)
    with second:
        year = _year(choose, held, told_by, part)
    if part == RANKING:
        with third:
            offered = named.donors if told_by == "donor" else named.recipients
            word = TELLERS[told_by].holder_word
            marked = choose.several(
                word,
                f"Mark {word}s",
                offered,
                most=6,
                placeholder="None",
                help="Marked names stand out; the list stays whole.",
            )
        chosen = (marked, ()) if told_by == "donor" else ((), marked)
        return Choice(part, FlowFilter(told_by, year, *chosen))
    asked = FlowFilter(told_by, year, *_names(choose, named, third, fourth))
    if part != FLOW:
        return Choice(part, asked)
    most = choose.switch("flows", "Flows drawn", list(FLOWS), "25", format_func=FLOWS.__getitem__)
    return Choice(part, asked, int(most) if most.isdigit() else ALL_FLOWS)


def _names(choose: Chooser, named: donors.Offered, left: Place, right: Place) -> tuple[Values, Values]:
    with left:
        givers = choose.several("donor", "Donors", named.donors, most=6)
    with right:
        receivers = choose.several("recipient", "Recipients", named.recipients, most=6)
    return givers, receivers


def _year(choose: Chooser, held: Sequence[YearHeld], told_by: str, part: str) -> int:
    """One calendar year; each says how much is held for it."""
    if not held:
        return 0
    by_year = {str(year.year): year for year in held}
    scope = f"{told_by}_{'totals' if part == RANKING else 'tables'}"

    def words(key: str) -> str:
        year = by_year[key]
        if part == RANKING:
            return f"{key} ({counted(year.count, 'total')})"
        return f"{key} ({counted(year.count, 'profile')}, {year.whole} whole)"

    chosen = choose.select(
        "year", "Calendar year", list(by_year), str(donors.first_year(held)), format_func=words, scope=scope
    )
    return int(chosen)


def _profile(choose: Chooser, told_by: str) -> str:
    offered = choose.ask(donors_tables.holders_of_tables, told_by)
    if not offered:
        return ""
    word = TELLERS[told_by].holder_word
    return choose.select(word, f"Profile of the {word}", offered, offered[0], scope="profile")
