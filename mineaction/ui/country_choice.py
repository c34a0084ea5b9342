"""Which country or area a profile is of: the control, and other names and codes in the address."""

from __future__ import annotations

import streamlit as st

from mineaction.queries import country
from mineaction.queries.country_place import Place
from mineaction.ui import store, text
from mineaction.ui.view import View

NAME = "recipient"
_GIVEN = "country_known_as"


def read_other_names() -> None:
    """Put the name used here into the address where it gives another known name or an ISO code.

    Call it before the page's view is made. A name that nobody knows is left for the view to name.
    """
    given = st.query_params.get(NAME)
    if not given or given in {place.name for place in store.ask(country.places)}:
        return
    known = store.ask(country.known_as, given)
    if known:
        st.query_params[NAME] = known
        st.session_state[_GIVEN] = (given, known)


def choose(view: View) -> Place:
    """The place to show; the reader may type any part of a name."""
    found = store.ask(country.places)
    labels = {place.name: place.label for place in found}
    chosen = view.select(
        NAME,
        "Country or area",
        list(labels),
        _most_told_of(found),
        format_func=labels.__getitem__,
        help="Type a part of the name. Places of which only the population is held are left out.",
        width=520,
    )
    given, known = st.session_state.get(_GIVEN, ("", ""))
    if known == chosen:
        st.caption(
            f"“{text.markdown(given)}” stands here as {text.markdown(chosen)}, the name the United Nations "
            "uses."
        )
    return next(place for place in found if place.name == chosen)


def _most_told_of(found: tuple[Place, ...]) -> str:
    return max(found, key=lambda place: place.held).name
