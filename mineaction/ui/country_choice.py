"""Other names and codes of the place a profile is of: read from the address, and said to the reader."""

from __future__ import annotations

import streamlit as st

from mineaction.exhibits import country as exhibits
from mineaction.queries.country.place import Place
from mineaction.ui import store, text

_GIVEN = "country_known_as"


def read_other_names() -> None:
    """Put the name used here into the address where it gives another known name or an ISO code.

    Call it before the page's view is made. A name that nobody knows is left for the view to name.
    """
    given = tuple(st.query_params.get_all(exhibits.RECIPIENT))
    known = exhibits.read(store.ask, {exhibits.RECIPIENT: given})[exhibits.RECIPIENT]
    if known != given:
        st.query_params[exhibits.RECIPIENT] = list(known)
        st.session_state[_GIVEN] = next(pair for pair in zip(given, known, strict=True) if len(set(pair)) > 1)


def say_other_name(shown: Place) -> None:
    """Say which name the address gave, where the place goes by another here."""
    given, known = st.session_state.get(_GIVEN, ("", ""))
    if known == shown.name:
        st.caption(
            f"“{text.markdown(given)}” stands here as {text.markdown(known)}, the name the United Nations "
            "uses."
        )
