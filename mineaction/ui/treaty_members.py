"""The controls above the table of treaty membership, state by state."""

from __future__ import annotations

import streamlit as st

from mineaction.queries.treaties import STATE_WORDS, TREATY_TITLES, MemberFilter
from mineaction.ui.address import Address, keep
from mineaction.vocabulary import Treaty, TreatyState

WIDTHS = {
    "State": st.column_config.TextColumn("State", width="medium", pinned=True),
    "Standing": st.column_config.TextColumn("Standing", width="small"),
    "Note": st.column_config.TextColumn("Note", width="medium"),
}
"""How wide the table's columns are, where their words would be cut."""


def controls(asked: Address) -> MemberFilter:
    """Which treaty, which standing, and part of a name; the choices are kept in the address."""
    first, second, third = st.columns([4, 3, 4], vertical_alignment="bottom")
    treaties = ["", *(treaty.value for treaty in Treaty)]
    states = ["", *(state.value for state in TreatyState)]
    with first:
        treaty = st.selectbox(
            "Treaty",
            treaties,
            index=treaties.index(asked.choice("treaty", treaties, "")),
            format_func=lambda key: TREATY_TITLES[Treaty(key)] if key else "Both",
            key="members_treaty",
        )
    with second:
        status = st.selectbox(
            "Standing",
            states,
            index=states.index(asked.choice("standing", states, "")),
            format_func=lambda key: STATE_WORDS[TreatyState(key)].capitalize() if key else "All",
            key="members_standing",
        )
    with third:
        words = st.text_input(
            "Find a state",
            value=st.query_params.get("state", ""),
            max_chars=60,
            placeholder="Part of its name, or its three-letter code",
            key="members_state",
        )
    keep(treaty=treaty or None, standing=status or None, state=words.strip() or None)
    return MemberFilter(treaty, status, words.strip())
