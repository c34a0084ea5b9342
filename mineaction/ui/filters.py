"""What pages ask the data for, from the choices of their view."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.queries import lines as offers
from mineaction.queries import policy
from mineaction.queries.choices import BY_KEY, CHOICES
from mineaction.queries.filters import ALL_RECIPIENTS, FundingFilter, TimelineFilter
from mineaction.ui import store
from mineaction.ui.view import View
from mineaction.vocabulary import EventKind


def funding_filter(view: View) -> FundingFilter:
    """The funding question, from the controls above the figure."""
    keys = [choice.key for choice in CHOICES]
    first, rest = st.columns([5, 6], vertical_alignment="bottom")
    with first:
        key = view.select(
            "series",
            "Series",
            keys,
            keys[0],
            format_func=lambda item: BY_KEY[item].label,
            help="One series at a time: different series often count the same dollar.",
        )
    choice = BY_KEY[key]
    donor, recipient = "", ALL_RECIPIENTS
    with rest:
        asked_for = [choice.donor_name, choice.recipient_lines, "years"]
        places = iter(st.columns(len(list(filter(None, asked_for))), vertical_alignment="bottom"))
    if choice.donor_name:
        with next(places):
            found = store.ask(offers.donors, key)
            donor = view.select("donor", "Donor", found, choice.donor_name, scope=key)
    if choice.recipient_lines:
        with next(places):
            named = (ALL_RECIPIENTS, *store.ask(offers.recipients, key, donor))
            scope = f"{key}_{donor}" if donor else key
            recipient = view.select("recipient", choice.recipient_word, named, ALL_RECIPIENTS, scope=scope)
    with next(places):
        low, high = store.ask(offers.year_range, key, donor)
        years = view.years(low, high, scope=key)
    with st.expander("More filters", expanded=False, key="more_filters"):
        prices = view.prices(choice.why_no_constant)
        offered = store.ask(offers.lines, choice, recipient, donor)
        shown = [line.series_key for line in offered if line.is_shown_first] or [
            line.series_key for line in offered
        ]
        picked = view.several(
            "line",
            "Lines of this series",
            [line.series_key for line in offered],
            default=shown,
            format_func={line.series_key: line.panel_title for line in offered}.__getitem__,
            scope="_".join(part for part in (key, donor, recipient) if part),
            help="Each line is a panel of its own. Lines are never added to each other.",
        )
    return FundingFilter(
        choice_key=key,
        series_keys=picked,
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
        recipient=recipient,
        price_basis=prices,
        donor=donor,
    )


FOLLOWING = timedelta(days=3 * 366)
"""How far a timeline goes on after the last figure, so that what followed it is in view."""


def timeline_for(answer: CitedTable, kinds: tuple[EventKind, ...], *, goes_on: bool) -> TimelineFilter:
    """The stretch of timeline under an answer: from its first day to its last.

    ``goes_on`` lets it run up to three years further, as far as there are events. An answer without
    rows has a timeline without days.
    """
    rows = answer.rows
    if rows.empty:
        return TimelineFilter(date.min, date.min, kinds)
    starts_on, ends_on = min(rows["starts_on"]), max(rows["ends_on"])
    if goes_on:
        last_event = store.ask(policy.reach)[1]
        ends_on = max(ends_on, min(last_event, ends_on + FOLLOWING))
    return TimelineFilter(starts_on, ends_on, kinds)
