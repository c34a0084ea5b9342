"""The parts of the page on donors: controls of one selection, and the ways to look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.charts import donor_flow, donor_heatmap, donor_ranking
from mineaction.cited import CitedTable
from mineaction.queries import (
    country,
    donors,
    donors_flow,
    donors_grid,
    donors_pairs,
    donors_ranking,
    donors_rows,
    donors_tables,
    lines,
    policy,
)
from mineaction.queries.donors import TELLERS, FlowFilter, YearHeld
from mineaction.queries.names import called, listed
from mineaction.ui import figure_card, filters, frame, messages, navigation, store, table_card, text
from mineaction.ui.view import View
from mineaction.vocabulary import EventKind

RANKING, GRID, FLOW, PROFILE, BOTH = "totals", "pairs", "flow", "profile", "both"
PARTS = {
    RANKING: "Largest",
    GRID: "Who to whom",
    FLOW: "Flow diagram",
    PROFILE: "One profile over years",
    BOTH: "Do both sides agree?",
}
SIDES = {"donor": "Donors", "recipient": "Recipients"}
FLOWS = {"8": "8 largest", "25": "25 largest", "every": "All"}
ALL_FLOWS = 10_000
DONOR_SERIES = "lm_donor"
NOT_HELD = "Choose another year, or take names out."


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


def controls(view: View) -> Choice:
    """Draw the controls of the part that is chosen, and no others. Year 0 where nothing is held."""
    part = view.switch("show", "Show", list(PARTS), RANKING, format_func=PARTS.__getitem__)
    named = store.ask(donors.offered)
    if part == BOTH:
        left, right = st.columns(2)
        return Choice(part, FlowFilter("donor", 0, *_names(view, named, left, right)))
    first, second, third, fourth = st.columns([5, 5, 6, 6], vertical_alignment="bottom")
    with first:
        told_by = view.switch(
            "told_by",
            "As told in profiles of",
            list(TELLERS),
            "donor",
            format_func=SIDES.__getitem__,
            wrap=True,
        )
    if part == PROFILE:
        with second:
            profile = _profile(view, told_by)
        return Choice(part, FlowFilter(told_by, 0), profile=profile, kinds=view.kinds())
    question = donors.years_of_totals if part == RANKING else donors_tables.years_of_tables
    held = store.ask(question, told_by)
    with second:
        year = _year(view, held, told_by, part)
    if part == RANKING:
        with third:
            offered = named.donors if told_by == "donor" else named.recipients
            word = TELLERS[told_by].holder_word
            marked = view.several(
                word,
                f"Mark {word}s",
                offered,
                most=6,
                placeholder="None",
                help="Marked names stand out; the list stays whole.",
            )
        chosen = (marked, ()) if told_by == "donor" else ((), marked)
        return Choice(part, FlowFilter(told_by, year, *chosen))
    asked = FlowFilter(told_by, year, *_names(view, named, third, fourth))
    if part != FLOW:
        return Choice(part, asked)
    most = view.switch("flows", "Flows drawn", list(FLOWS), "25", format_func=FLOWS.__getitem__)
    return Choice(part, asked, int(most) if most.isdigit() else ALL_FLOWS)


def _names(
    view: View, named: donors.Offered, left: DeltaGenerator, right: DeltaGenerator
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with left:
        givers = view.several("donor", "Donors", named.donors, most=6)
    with right:
        receivers = view.several("recipient", "Recipients", named.recipients, most=6)
    return givers, receivers


def _year(view: View, held: Sequence[YearHeld], told_by: str, part: str) -> int:
    """One calendar year; each says how much is held for it."""
    if not held:
        return 0
    by_year = {str(year.year): year for year in held}
    scope = f"{told_by}_{'totals' if part == RANKING else 'tables'}"

    def words(key: str) -> str:
        year = by_year[key]
        if part == RANKING:
            return f"{key} ({_count(year.count, 'total')})"
        return f"{key} ({_count(year.count, 'profile')}, {year.whole} whole)"

    chosen = view.select(
        "year", "Calendar year", list(by_year), str(donors.first_year(held)), format_func=words, scope=scope
    )
    return int(chosen)


def _profile(view: View, told_by: str) -> str:
    offered = store.ask(donors_tables.holders_of_tables, told_by)
    if not offered:
        return ""
    word = TELLERS[told_by].holder_word
    return view.select(word, f"Profile of the {word}", offered, offered[0], scope="profile")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def answer_to(choice: Choice) -> CitedTable:
    """The answer to what is chosen. Raises UnknownChoice for what there is not."""
    asked = choice.asked
    if choice.part == BOTH:
        return store.ask(donors_pairs.pairs, asked.donors, asked.recipients)
    if choice.part == RANKING:
        return store.ask(donors_ranking.ranking, asked)
    if choice.part == FLOW:
        return store.ask(donors_flow.flows, asked, choice.most)
    if choice.part == PROFILE and choice.profile:
        return store.ask(donors_grid.over_years, asked.told_by, choice.profile)
    return store.ask(donors_grid.by_year, asked)


def show(choice: Choice, answer: CitedTable) -> None:
    """Draw the part that is chosen."""
    asked = choice.asked
    if choice.part == BOTH:
        _both(answer)
    elif answer.is_empty:
        _nothing(choice)
    elif choice.part == RANKING:
        figure_card.show(
            store.drawn(donor_ranking.figure, (asked,), dark=frame.is_dark(), with_=(answer,)),
            answer,
            name="donors_largest",
            behind=_behind(answer, donors_rows.behind_totals, asked),
        )
    elif choice.part == GRID:
        figure_card.show(
            store.drawn(donor_heatmap.figure, (asked,), dark=frame.is_dark(), with_=(answer,)),
            answer,
            name="donors_who_to_whom",
            behind=_behind(answer, donors_rows.behind_tables, asked),
        )
    elif choice.part == FLOW:
        figure_card.show(
            store.drawn(donor_flow.figure, (asked, choice.most), dark=frame.is_dark(), with_=(answer,)),
            answer,
            name="donors_flow",
            behind=_behind(answer, donors_rows.behind_tables, _for_rows(asked)),
        )
    else:
        key = (asked.told_by, choice.profile)
        span = filters.timeline_for(answer, choice.kinds, goes_on=False)
        timeline = store.ask(policy.timeline, span)
        figure_card.show(
            store.drawn(donor_heatmap.figure, (*key, span), dark=frame.is_dark(), with_=(answer, timeline)),
            answer,
            timeline,
            name="donors_profile",
            behind=_behind(answer, donors_rows.behind_profile, *key),
        )


def _behind(answer: CitedTable, question: Callable[..., CitedTable], *asked: Any) -> Callable[[], CitedTable]:
    """The stored rows behind an answer, under its title and with what is said of it."""

    def rows() -> CitedTable:
        held = store.ask(question, *asked)
        return replace(held, title=answer.title, caveats=answer.caveats, choices=answer.choices)

    return rows


def _for_rows(asked: FlowFilter) -> FlowFilter:
    """The rows behind the flows: all of the year, as unchosen flows are drawn too."""
    return FlowFilter(asked.told_by, asked.year)


def _both(answer: CitedTable) -> None:
    table_card.show(
        answer,
        name="donors_both",
        columns={
            "Donor": st.column_config.TextColumn(pinned=True),
            **{
                name: st.column_config.NumberColumn(name, format="localized")
                for name in answer.rows.columns
                if str(name).startswith("US$")
            },
        },
        empty_words="these names in both a donor’s and a recipient’s profile",
    )


def _nothing(choice: Choice) -> None:
    """Why there is nothing to draw, and which years or names there are."""
    asked = choice.asked
    teller = TELLERS[asked.told_by]
    names = "; ".join((*asked.donors, *asked.recipients))
    if choice.part == RANKING or not asked.year:
        messages.nothing_found(f"{teller.label.lower()}", "The Data page says which series are held.")
        return
    held = store.ask(donors_tables.holders_of_tables, asked.told_by, asked.year)
    said = [f"For {asked.year}, profiles of {listed([called(name) for name in held])} are held."]
    for holder in asked.holders:
        years = store.ask(donors_tables.years_of_holder, asked.told_by, holder)
        found = f"held for {', '.join(map(str, years))}" if years else "not held for any year"
        said.append(f"Profiles of {called(holder)} are {found}.")
    messages.nothing_found(f"{names} in {teller.label.lower()} of {asked.year}", " ".join([*said, NOT_HELD]))


def left_out(choice: Choice) -> str:
    """What the part does not show, in a line or two."""
    if choice.part == RANKING:
        return (
            "Donors and recipients whose total no document at hand prints. The totals held are not added up: "
            "they are not all there are."
        )
    if choice.part == BOTH:
        return "Amounts that only one side tells of, where the other side’s table is cut off or not held."
    return (
        "Profiles that are not held, and the lower part of tables that were cut off. Amounts are not added "
        "over tables, over years, or over the two sides."
    )


def say_left_out(choice: Choice) -> None:
    """Draw that line."""
    st.markdown(f"**What this leaves out.** {text.markdown(left_out(choice))}")


def next_questions(choice: Choice) -> None:
    """Where a reader would go next, with the names chosen here."""
    asked, profile = choice.asked, choice.profile
    donor = next(iter(asked.donors), profile if asked.told_by == "donor" else "")
    recipient = next(iter(asked.recipients), profile if asked.told_by == "recipient" else "")
    with navigation.next_questions():
        if donor and donor in store.ask(lines.donors, DONOR_SERIES):
            words = f"Next: what {text.markdown(called(donor))} gave, year by year"
            navigation.link_to("funding_over_time", words, series=DONOR_SERIES, donor=donor)
        else:
            words = "Next: world support for mine action, year by year"
            navigation.link_to("funding_over_time", words, series="lm_world")
        if recipient in {place.name for place in store.ask(country.places)}:
            words = f"Next: what the sources say about {text.markdown(called(recipient))}"
            navigation.link_to("country", words, recipient=recipient)
        else:
            navigation.link_to("compare", "Next: donors side by side", by="donors")
        navigation.link_to("data", "Next: which tables are held, and where sources disagree")
