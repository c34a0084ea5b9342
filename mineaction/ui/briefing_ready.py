"""Ready-made briefings, as a start: what they are of, and the button that takes one."""

from __future__ import annotations

import streamlit as st

from mineaction.export.pack import ready_made
from mineaction.export.pack.briefing import Briefing
from mineaction.ui import briefing_list
from mineaction.ui.briefing_kept import Desk, StoredData

OVERVIEW, COUNTRY, POLICY, CLAIMS = "overview", "country", "policy", "claims"
KINDS = {
    OVERVIEW: "Overview",
    COUNTRY: "One country",
    POLICY: "One policy",
    CLAIMS: "Claims check",
}


def draw(desk: Desk) -> None:
    """The choice of a ready-made briefing, which takes the place of the one at hand until it is undone."""
    data = StoredData()
    kind = str(
        st.segmented_control(
            "What the pack is about",
            list(KINDS),
            default=OVERVIEW,
            required=True,
            format_func=KINDS.__getitem__,
            key="ready_kind",
        )
    )
    wanted = ""
    if kind == COUNTRY:
        wanted = st.selectbox(
            "Country or area", [place.name for place in ready_made.places(data)], key="ready_country"
        )
    if kind == POLICY:
        known = ready_made.events(data)
        wanted = st.selectbox("Policy", list(known), format_func=known.__getitem__, key="ready_policy")
    st.button("Use this pack", key="ready_use", on_click=_use, args=(desk, kind, wanted))
    if desk.briefing.items:
        st.caption("It takes the place of the figures above; Undo brings them back.")


def _use(desk: Desk, kind: str, wanted: str) -> None:
    desk.change(lambda held: made(kind, wanted))
    briefing_list.close_all()


def made(kind: str, wanted: str) -> Briefing:
    """The ready-made briefing of that kind; ``wanted`` is a country's name or a policy's key."""
    data = StoredData()
    if kind == COUNTRY:
        return ready_made.country(ready_made.place_named(wanted, data))
    if kind == POLICY:
        return ready_made.policy(wanted, data)
    return ready_made.claims_check() if kind == CLAIMS else ready_made.overview()
