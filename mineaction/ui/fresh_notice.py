"""A quiet line that says new figures are in: once, and without a click on a page that was left open.

It lies over the foot of the window, so that it moves nothing a reader looks at or types into.
"""

from __future__ import annotations

import streamlit as st

from mineaction.errors import MineActionError
from mineaction.queries.editions import held as editions
from mineaction.ui import navigation, store, text

LOOK_EVERY_SECONDS = 60
_KNOWN, _CLOSED = "fresh_known", "fresh_closed"


def watch(page_version: str) -> None:
    """Look now and every minute whether the data has changed since this visit last saw it. Once a page, last.

    ``page_version`` is that of the figures on the page. A look is one question to the file system; it runs
    this part alone, never the page.
    """
    st.fragment(_look, run_every=LOOK_EVERY_SECONDS)(page_version)


def _look(page_version: str) -> None:
    try:
        now = store.facts().data_version
    except MineActionError:
        return  # The next run of the page says what is wrong with the database.
    known = st.session_state.setdefault(_KNOWN, page_version)
    is_old = now != page_version
    if st.session_state.get(_CLOSED) == now or not (is_old or now != known):
        return
    st.session_state[_KNOWN] = now
    with st.container(key="fresh_notice", horizontal=True, vertical_alignment="center"):
        st.markdown(text.markdown(_words(is_old=is_old)))
        if is_old and st.button("Show them", key="fresh_show", type="tertiary"):
            st.rerun()
        navigation.link_to("editions", "See what changed")
        st.button("Close", key="fresh_close", type="tertiary", on_click=_close, args=(now,))


def _close(version: str) -> None:
    st.session_state[_CLOSED] = version


def _words(*, is_old: bool) -> str:
    newest = store.ask(editions.newest_words)
    said = f"New figures are in{f': {newest}' if newest else ''}."
    return f"{said} This page still shows the earlier ones." if is_old else said
