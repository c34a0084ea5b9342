"""Controls pages share: what to show, which years, which prices, which policy kinds."""

from __future__ import annotations

from datetime import date

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.periods import year_span
from mineaction.queries import funding
from mineaction.queries.choices import BY_KEY, CHOICES
from mineaction.queries.filters import (
    ALL_RECIPIENTS,
    BASE_YEAR,
    KINDS_SHOWN_FIRST,
    FundingFilter,
    TimelineFilter,
)
from mineaction.ui import store
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind, PriceBasis, YearBasis

PRICE_LABELS = {
    PriceBasis.CURRENT: "Current dollars",
    PriceBasis.CONSTANT: f"Constant FY{BASE_YEAR} dollars",
}


def funding_filter() -> FundingFilter:
    """The funding question, from the controls above the figure."""
    keys = [choice.key for choice in CHOICES]
    first, second, third = st.columns([5, 3, 3], vertical_alignment="bottom")
    with first:
        key = st.selectbox(
            "Series",
            keys,
            format_func=lambda item: BY_KEY[item].label,
            key="series",
            bind="query-params",
            help="One series at a time: different series often count the same dollar.",
        )
    choice = BY_KEY[key]
    recipient = ALL_RECIPIENTS
    with second:
        if choice.recipient_lines:
            found = store.ask(funding.recipients, key)
            recipient = st.selectbox(
                choice.recipient_word,
                (ALL_RECIPIENTS, *found),
                format_func=lambda name: name or "All",
                key=f"recipient_{key}",
            )
        else:
            st.selectbox(
                "Recipient",
                ["All"],
                disabled=True,
                key="recipient_none",
                help="This series has no recipients.",
            )
    with third:
        low, high = store.ask(funding.year_range, key)
        years = st.slider("Years", low, high, (low, high), key=f"years_{key}")
    more = st.expander("More filters", expanded=False, key="more_filters")
    with more:
        prices = _prices(choice.why_no_constant)
        lines = store.ask(funding.lines, choice, recipient)
        shown = [line.series_key for line in lines if line.is_shown_first] or [
            line.series_key for line in lines
        ]
        picked = st.multiselect(
            "Lines of this series",
            [line.series_key for line in lines],
            default=shown,
            format_func={line.series_key: line.panel_title for line in lines}.get,
            key=f"lines_{key}_{'one' if recipient else 'all'}",
            help="Each line is a panel of its own. Lines are never added to each other.",
        )
    return FundingFilter(key, tuple(picked), years[0], years[1], recipient, prices)


def _prices(why_no_constant: str) -> PriceBasis:
    chosen = st.radio(
        "Prices",
        list(PRICE_LABELS),
        format_func=PRICE_LABELS.get,
        horizontal=True,
        disabled=bool(why_no_constant),
        key="prices",
        help="Constant dollars take inflation out, so that years compare.",
    )
    if why_no_constant:
        st.caption(why_no_constant)
        return PriceBasis.CURRENT
    return chosen


def event_kinds(key: str = "kinds") -> tuple[EventKind, ...]:
    """Which kinds of policy event the timeline shows."""
    chosen = st.pills(
        "Policy events on the timeline",
        list(EventKind),
        default=list(KINDS_SHOWN_FIRST),
        selection_mode="multi",
        format_func=EVENT_KIND_LABELS.get,
        key=key,
    )
    return tuple(kind for kind in EventKind if kind in chosen)


def timeline_for(answer: CitedTable, kinds: tuple[EventKind, ...]) -> TimelineFilter:
    """The stretch of timeline under an answer with bars: from its first day to its last."""
    rows = answer.rows
    if rows.empty:
        return TimelineFilter(date(1993, 1, 1), date(1993, 1, 1), kinds)
    return TimelineFilter(min(rows["starts_on"]), max(rows["ends_on"]), kinds)


def years_as_days(first: int, last: int) -> tuple[date, date]:
    """The days from the start of one calendar year to the end of another."""
    return year_span(first, YearBasis.CALENDAR).starts_on, year_span(last, YearBasis.CALENDAR).ends_on
