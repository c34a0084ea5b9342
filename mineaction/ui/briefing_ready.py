"""Ready-made briefings, as a start: what they are of, and the button that takes one."""

from __future__ import annotations

import streamlit as st

from mineaction.errors import UnknownChoice
from mineaction.export.pack import ready_made
from mineaction.export.pack.briefing import Briefing
from mineaction.queries.policy import register as policy_register
from mineaction.ui import briefing_list, kept, store, text
from mineaction.ui.briefing_kept import Desk

OVERVIEW, COUNTRY, POLICY, CLAIMS = "overview", "country", "policy", "claims"
KINDS = {
    OVERVIEW: "Overview",
    COUNTRY: "One country",
    POLICY: "One policy",
    CLAIMS: "Claims check",
}


def draw(desk: Desk) -> None:
    """The choice of a ready-made briefing, which takes the place of the one at hand until it is undone."""
    data = store.StoredData()
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
        names = [place.name for place in ready_made.places(data)]
        first = _country_read(data)
        wanted = st.selectbox(
            "Country or area", names, index=names.index(first) if first in names else 0, key="ready_country"
        )
    if kind == POLICY:
        known = ready_made.events(data)
        events, newest = list(known), data.ask(policy_register.newest_us_use)
        wanted = st.selectbox(
            "Policy",
            events,
            index=events.index(newest) if newest in events else 0,
            format_func=known.__getitem__,
            key="ready_policy",
        )
    st.button("Use this pack", key="ready_use", on_click=_use, args=(desk, kind, wanted))
    if desk.briefing.items:
        st.caption("It takes the place of the figures above; Undo brings them back.")


def say_left_out(desk: Desk) -> None:
    """What the ready-made briefing at hand could not have, in one line."""
    names = desk.briefing.not_held
    if names and desk.briefing.items:
        st.caption(f"Left out, because nothing is held: {text.markdown('; '.join(names))}.")


def _country_read(data: store.StoredData) -> str:
    """The country or area the reader chose last on other pages; empty without one."""
    for words in kept.of_reader().chosen.get("recipient", ()):
        try:
            return ready_made.place_named(words, data).name
        except UnknownChoice:
            continue
    return ""


def _use(desk: Desk, kind: str, wanted: str) -> None:
    held = held_of(made(kind, wanted))
    desk.change(lambda before: held)
    briefing_list.close_all()


def held_of(briefing: Briefing) -> Briefing:
    """The briefing without what nothing is held of, which it names."""
    version = store.facts().data_version
    return ready_made.held(
        briefing, lambda item: briefing_list.told(version, item.name, item.choices).is_held
    )


def made(kind: str, wanted: str) -> Briefing:
    """The ready-made briefing of that kind; ``wanted`` is a country's name or a policy's key."""
    data = store.StoredData()
    if kind == COUNTRY:
        return ready_made.country(ready_made.place_named(wanted, data))
    if kind == POLICY:
        return ready_made.policy(wanted, data)
    return ready_made.claims_check() if kind == CLAIMS else ready_made.overview()
