"""A briefing made into one file, with what it is at shown meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from mineaction.errors import MineActionError
from mineaction.export.formats import OF_PACKS
from mineaction.export.pack.opened import Progress, open_pack
from mineaction.export.picture import browser
from mineaction.periods import today
from mineaction.ui import store, text
from mineaction.ui.briefing_kept import Desk
from mineaction.ui.making import size_words

_log = logging.getLogger(__name__)
OPENING_SHARE = 0.3
"""How much of the bar is for opening the figures; the rest is for drawing them."""
_MADE, _CANCELLED = "briefing_made", "briefing_cancelled"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and the briefing and data it holds."""

    edition: int
    data_version: str
    ending: str
    file: bytes


@st.fragment
def draw(desk: Desk, base: str) -> None:
    """The choice of a format, the button, and the file. ``base`` is where the app is served."""
    ending = str(
        st.segmented_control(
            "Kind of file",
            list(OF_PACKS),
            default=next(iter(OF_PACKS)),
            required=True,
            format_func=lambda offered: OF_PACKS[offered].words,
            key="briefing_format",
        )
    )
    if OF_PACKS[ending].needs_browser and not browser.available():
        lacking = text.to_whoever_runs(browser.available().words)
        st.info(f"No PDF can be made just now; the other kinds of file can. {lacking}")
        return
    if st.button("Make the pack", key="briefing_make"):
        st.session_state.pop(_MADE, None)
        place = st.empty()
        with place.container():
            _make(desk, ending, base)
        place.empty()
    _offer(desk, ending)


def step(what: str, done: int, count: int, words: str) -> str:
    """What is being done, for the bar: ``words`` name a figure or, after the last of them, what remains."""
    if done >= count:
        return f"Putting the {text.markdown(words or 'file')} together"
    return f"{what} figure {done + 1} of {count}: {text.markdown(words)}"


def cancel() -> None:
    """The reader wants no file any more, even one that was there before the click was seen."""
    st.session_state.pop(_MADE, None)
    st.session_state[_CANCELLED] = True


def _make(desk: Desk, ending: str, base: str) -> None:
    count = len(desk.briefing.items)
    bar = st.progress(0.0, "Opening the figures")
    st.button("Cancel", key="briefing_cancel", on_click=cancel)

    def told(first: float, share: float, what: str) -> Progress:
        # Each word is a point at which Streamlit turns to a click, as that on Cancel, and leaves this run.
        def tell(done: int, total: int, words: str) -> None:
            bar.progress(min(1.0, first + share * done / max(total, 1)), step(what, done, count, words))

        return tell

    version = store.facts().data_version
    try:
        opening = told(0.0, OPENING_SHARE, "Opening")
        pack = open_pack(desk.briefing, store.StoredData(), made_on=today(), base=base, progress=opening)
        file = maker(ending)(pack, progress=told(OPENING_SHARE, 1 - OPENING_SHARE, "Drawing"))
    except MineActionError as error:
        st.session_state["briefing_failed"] = str(error)
        return
    except Exception as error:
        _log.exception("A briefing could not be made as %s", ending)
        st.session_state["briefing_failed"] = (
            f"The {ending.upper()} could not be made ({type(error).__name__}). Try another kind of file."
        )
        return
    st.session_state.pop("briefing_failed", None)
    st.session_state[_MADE] = Made(desk.edition, version, ending, file)


def maker(ending: str) -> Callable[..., bytes]:
    """What makes a pack's file; imported when it is first wanted."""
    return OF_PACKS[ending].make


def _offer(desk: Desk, ending: str) -> None:
    if st.session_state.pop(_CANCELLED, False):
        st.caption("Cancelled. No file was made.")
    if failure := st.session_state.pop("briefing_failed", ""):
        st.error(text.markdown(failure))
    made = st.session_state.get(_MADE)
    if not isinstance(made, Made) or made.ending != ending:
        return
    if (made.edition, made.data_version) != (desk.edition, store.facts().data_version):
        del st.session_state[_MADE]
        return
    st.download_button(
        f"Download the {made.ending.upper()} ({size_words(len(made.file))})",
        data=made.file,
        file_name=f"{file_name(desk.briefing.title)}_{made.data_version}.{made.ending}",
        mime=OF_PACKS[made.ending].media_type,
        on_click="ignore",
        type="primary",
        key="briefing_take",
    )


def file_name(title: str) -> str:
    """A title as the name of a file: letters and digits, the rest as single underscores."""
    parts = "".join(letter.lower() if letter.isalnum() else " " for letter in title).split()
    return "_".join(parts)[:60] or "briefing"
