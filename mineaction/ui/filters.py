"""Controls pages share: what to show, which years, which prices, which policy kinds."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.queries import lines as offers
from mineaction.queries import policy
from mineaction.queries.choices import BY_KEY, CHOICES
from mineaction.queries.filters import (
    ALL_RECIPIENTS,
    BASE_YEAR,
    KINDS_SHOWN_FIRST,
    FundingFilter,
    TimelineFilter,
)
from mineaction.ui import address, store, text
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind, PriceBasis

PRICE_LABELS = {
    PriceBasis.CURRENT: "Current dollars",
    PriceBasis.CONSTANT: f"Constant FY{BASE_YEAR} dollars",
}


def funding_filter() -> FundingFilter:
    """The funding question, from the controls above the figure."""
    keys = [choice.key for choice in CHOICES]
    asked = address.Address()
    notices = st.container()
    first, second, third = st.columns([5, 3, 3], vertical_alignment="bottom")
    with first:
        key = st.selectbox(
            "Series",
            keys,
            index=keys.index(asked.choice("series", keys, keys[0])),
            format_func=lambda item: BY_KEY[item].label,
            key="series",
            help="One series at a time: different series often count the same dollar.",
        )
    choice = BY_KEY[key]
    recipient = ALL_RECIPIENTS
    # When the reader has just turned to another series, the address still speaks of the one before.
    fits = st.query_params.get("series", keys[0]) == key
    with second:
        if choice.recipient_lines:
            found = (ALL_RECIPIENTS, *store.ask(offers.recipients, key))
            recipient = st.selectbox(
                choice.recipient_word,
                found,
                index=found.index(asked.choice("recipient", found, ALL_RECIPIENTS)) if fits else 0,
                format_func=lambda name: name or "All",
                key=f"recipient_{key}",
            )
        else:
            if fits:
                asked.choice("recipient", [ALL_RECIPIENTS], ALL_RECIPIENTS)
            st.selectbox(
                "Recipient",
                ["All"],
                disabled=True,
                key="recipient_none",
                help="This series has no recipients.",
            )
    with third:
        low, high = store.ask(offers.year_range, key)
        first_year = asked.year("from", low, high, low) if fits else low
        last_year = asked.year("to", low, high, high) if fits else high
        years = _years(low, high, (min(first_year, last_year), max(first_year, last_year)), key)
    more = st.expander("More filters", expanded=False, key="more_filters")
    with more:
        prices = _prices(choice.why_no_constant, asked)
        offered = store.ask(offers.lines, choice, recipient)
        shown = [line.series_key for line in offered if line.is_shown_first] or [
            line.series_key for line in offered
        ]
        picked = st.multiselect(
            "Lines of this series",
            [line.series_key for line in offered],
            default=shown,
            format_func={line.series_key: line.panel_title for line in offered}.__getitem__,
            key=f"lines_{key}_{recipient or 'all'}",
            help="Each line is a panel of its own. Lines are never added to each other.",
        )
    for problem in asked.problems:
        notices.warning(text.markdown(problem))
    address.keep(
        series=key,
        recipient=recipient or None,
        prices=prices.value if prices is PriceBasis.CONSTANT else None,
        **{
            "from": str(years[0]) if years[0] > low else None,
            "to": str(years[1]) if years[1] < high else None,
        },
    )
    return FundingFilter(
        choice_key=key,
        series_keys=tuple(picked),
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
        recipient=recipient,
        price_basis=prices,
    )


def _years(low: int, high: int, shown: tuple[int, int], key: str) -> tuple[int, int]:
    """First and last year to show. A slider needs two years; a single one is only named."""
    if low == high:
        st.selectbox("Years", [low], disabled=True, key=f"year_{key}", help="There are figures for one year.")
        return low, high
    first, last = st.slider("Years", low, high, shown, key=f"years_{key}")
    return first, last


def _prices(why_no_constant: str, asked: address.Address) -> PriceBasis:
    bases = list(PRICE_LABELS)
    wanted = asked.choice("prices", [basis.value for basis in bases], PriceBasis.CURRENT.value)
    chosen = st.radio(
        "Prices",
        bases,
        index=bases.index(PriceBasis(wanted)),
        format_func=PRICE_LABELS.__getitem__,
        horizontal=True,
        disabled=bool(why_no_constant),
        key="prices",
        help="Constant dollars take inflation out, so that years compare.",
    )
    if why_no_constant:
        st.caption(why_no_constant)
        if chosen is PriceBasis.CONSTANT:
            asked.problems.append(f"Constant dollars cannot be shown for this series. {why_no_constant}")
        return PriceBasis.CURRENT
    return chosen


def event_kinds(key: str = "kinds") -> tuple[EventKind, ...]:
    """Which kinds of policy event the timeline shows."""
    chosen = st.pills(
        "Policy events on the timeline",
        list(EventKind),
        default=list(KINDS_SHOWN_FIRST),
        selection_mode="multi",
        format_func=EVENT_KIND_LABELS.__getitem__,
        key=key,
    )
    return tuple(kind for kind in EventKind if kind in chosen)


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
