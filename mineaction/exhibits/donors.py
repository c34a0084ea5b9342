"""Who gives to whom, as one side's profiles tell it: the largest, pairs, flows, one profile over years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mineaction.charts import donor_flow, donor_heatmap, donor_ranking
from mineaction.cited import CitedTable, Timeline
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans, table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.donors_choice import BOTH, FLOW, GRID, PROFILE, RANKING, SHOW, Choice, question
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.donors import flow as donors_flow
from mineaction.queries.donors import grid as donors_grid
from mineaction.queries.donors import pairs as donors_pairs
from mineaction.queries.donors import ranking as donors_ranking
from mineaction.queries.donors import rows as donors_rows
from mineaction.queries.donors import tables as donors_tables
from mineaction.queries.donors.who_to_whom import TELLERS, FlowFilter
from mineaction.queries.names import called, listed

CARDS = {
    RANKING: "donors_largest",
    GRID: "donors_who_to_whom",
    FLOW: "donors_flow",
    PROFILE: "donors_profile",
}
NAMES = {
    RANKING: ("told_by", "year", "donor", "recipient"),
    GRID: ("told_by", "year", "donor", "recipient"),
    FLOW: ("told_by", "year", "donor", "recipient", "flows"),
    PROFILE: ("told_by", "donor", "recipient", "kinds"),
}
"""The figures by the part of the page they are, and the names each may ask for."""
ONLY_WITH = {part: ((SHOW, part),) for part in (*CARDS, BOTH)}
BOTH_SIDES, BOTH_NAMES = "donors_both", ("donor", "recipient")
"""The part that is a table."""
NOT_HELD = "Choose another year, or take names out."


def answer_to(ask: Ask, choice: Choice) -> CitedTable:
    """The answer to what is chosen. Raises UnknownChoice for what there is not."""
    asked = choice.asked
    if choice.part == BOTH:
        return ask(donors_pairs.pairs, asked.donors, asked.recipients)
    if choice.part == RANKING:
        return ask(donors_ranking.ranking, asked)
    if choice.part == FLOW:
        return ask(donors_flow.flows, asked, choice.most)
    if choice.part == PROFILE and choice.profile:
        return ask(donors_grid.over_years, asked.told_by, choice.profile)
    return ask(donors_grid.by_year, asked)


def drawn(ask: Ask, choice: Choice, answer: CitedTable) -> Exhibit:
    """The figure of an answer to any part but BOTH. Raises NothingToShow where it has no rows."""
    if answer.is_empty:
        raise NothingToShow(*_why_empty(ask, choice))
    asked = choice.asked

    def figure(
        chart: Callable[..., Any],
        key: tuple[Any, ...],
        behind: Callable[..., CitedTable],
        *asked_behind: Any,
        timeline: Timeline | None = None,
    ) -> Exhibit:
        return Exhibit(
            name=CARDS[choice.part],
            answer=answer,
            chart=chart,
            drawn_from=(answer,) if timeline is None else (answer, timeline),
            key=key,
            behind=lambda: _told_alike(ask(behind, *asked_behind), answer),
            timeline=timeline,
        )

    if choice.part == RANKING:
        return figure(donor_ranking.figure, (asked,), donors_rows.behind_totals, asked)
    if choice.part == GRID:
        return figure(donor_heatmap.figure, (asked,), donors_rows.behind_tables, asked)
    if choice.part == FLOW:
        # All rows of the year, as flows that are not chosen are drawn too.
        of_year = FlowFilter(asked.told_by, asked.year)
        return figure(donor_flow.figure, (asked, choice.most), donors_rows.behind_tables, of_year)
    whose = (asked.told_by, choice.profile)
    span, timeline = spans.under(ask, answer, choice.kinds, goes_on=False)
    return figure(donor_heatmap.figure, (*whose, span), donors_rows.behind_profile, *whose, timeline=timeline)


def _told_alike(rows: CitedTable, answer: CitedTable) -> CitedTable:
    """The stored rows behind an answer, under its title and with what is said of it."""
    return replace(rows, title=answer.title, caveats=answer.caveats, choices=answer.choices)


def _why_empty(ask: Ask, choice: Choice) -> tuple[str, str]:
    """What was looked for in vain, and which years or names there are."""
    asked = choice.asked
    teller = TELLERS[asked.told_by]
    names = "; ".join((*asked.donors, *asked.recipients))
    if choice.part == RANKING or not asked.year:
        return f"No figure found for {teller.label.lower()}.", "The Data page says which series are held."
    held = ask(donors_tables.holders_of_tables, asked.told_by, asked.year)
    said = [f"For {asked.year}, profiles of {listed([called(name) for name in held])} are held."]
    for holder in asked.holders:
        years = ask(donors_tables.years_of_holder, asked.told_by, holder)
        found = f"held for {', '.join(map(str, years))}" if years else "not held for any year"
        said.append(f"Profiles of {called(holder)} are {found}.")
    what = f"No figure found for {names} in {teller.label.lower()} of {asked.year}."
    return what, " ".join([*said, NOT_HELD])


def _opened(choose: Chooser, part: str) -> Exhibit:
    choice = question(choose, part)
    return drawn(choose.ask, choice, answer_to(choose.ask, choice))


def both(choose: Chooser) -> Exhibit:
    """The amounts that both sides tell of. Raises NothingToShow where there are none."""
    choice = question(choose, BOTH)
    return both_shown(choice, answer_to(choose.ask, choice))


def both_shown(choice: Choice, answer: CitedTable) -> Exhibit:
    """The answer to the part BOTH as a table: what each side tells of the same pair and year."""
    if answer.is_empty:
        raise NothingToShow(
            "No figure found for these names in both a donor’s and a recipient’s profile.",
            "Take names out.",
        )
    asked = choice.asked
    columns = ("Donor", "Recipient", "Year", *donors_pairs.AMOUNTS, "Do they agree?")
    return table.listed(BOTH_SIDES, answer, columns, (asked.donors, asked.recipients))


def largest(choose: Chooser) -> Exhibit:
    """The largest donors, or recipients, of one year. Raises NothingToShow."""
    return _opened(choose, RANKING)


def who_to_whom(choose: Chooser) -> Exhibit:
    """Every pair of one year that one side tells of. Raises NothingToShow."""
    return _opened(choose, GRID)


def flow(choose: Chooser) -> Exhibit:
    """The largest flows of one year. Raises NothingToShow."""
    return _opened(choose, FLOW)


def profile(choose: Chooser) -> Exhibit:
    """One donor's, or recipient's, profile over the years. Raises NothingToShow."""
    return _opened(choose, PROFILE)
