"""The controls above the table of treaty membership, state by state."""

from __future__ import annotations

import streamlit as st

from mineaction.queries.policy.treaties import STATE_WORDS, TREATY_TITLES, MemberFilter
from mineaction.ui.view import View
from mineaction.vocabulary import Treaty, TreatyState

WIDTHS = {
    "State": st.column_config.TextColumn("State", width="medium", pinned=True),
    "Standing": st.column_config.TextColumn("Standing", width="small"),
    "Note": st.column_config.TextColumn("Note", width="medium"),
}
"""How wide the table's columns are, where their words would be cut."""


def controls(view: View) -> MemberFilter:
    """Which treaty, which standing, and part of a name."""
    first, second, third = st.columns([4, 3, 4], vertical_alignment="bottom")
    with first:
        treaty = view.select(
            "treaty",
            "Treaty",
            ["", *(treaty.value for treaty in Treaty)],
            "",
            format_func=lambda key: TREATY_TITLES[Treaty(key)] if key else "Both",
        )
    with second:
        status = view.select(
            "standing",
            "Standing",
            ["", *(state.value for state in TreatyState)],
            "",
            format_func=lambda key: STATE_WORDS[TreatyState(key)].capitalize() if key else "All",
        )
    with third:
        words = view.words("state", "Find a state", placeholder="Part of its name, or its three-letter code")
    return MemberFilter(treaty, status, words)
