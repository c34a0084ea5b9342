"""A briefing saved to a small file, and one restored from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mineaction.errors import BadBriefing
from mineaction.export.pack import briefing as operations
from mineaction.ui import briefing_list, briefing_pack, text
from mineaction.ui.briefing_kept import Desk

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_MB = 4
MOST_TOLD = 8
"""So many faults of a file are told; the others are counted."""
_KEY, _SAID = "briefing_restore", "briefing_restored"


def save(desk: Desk) -> None:
    """The button that saves the briefing: names and choices, titles and notes; no figures."""
    st.download_button(
        "Save briefing",
        data=operations.to_json(desk.briefing),
        file_name=f"{briefing_pack.file_name(desk.briefing.title)}.json",
        mime="application/json",
        on_click="ignore",
        key="briefing_save",
        help="A small file with the choices of each figure. Restored later, it shows the data of that day.",
    )


def restore(desk: Desk) -> None:
    """The place for a saved file, and what is wrong with the file that was put there."""
    given = st.file_uploader(
        "Restore a saved briefing",
        type="json",
        key=_KEY,
        max_upload_size=MOST_MB,
        on_change=lambda: take(desk, st.session_state[_KEY]),
    )
    name, problems = st.session_state.get(_SAID, ("", ()))
    if given is None or not name:
        return
    if not problems:
        st.success(text.markdown(f"{name} is restored. Undo brings back what was here before."))
        return
    listed = "\n".join(f"- {text.markdown(problem)}" for problem in problems[:MOST_TOLD])
    more = f"\n- and {len(problems) - MOST_TOLD} more" if len(problems) > MOST_TOLD else ""
    st.error(f"{text.markdown(name)} cannot be restored; the briefing is as it was.\n{listed}{more}")


def take(desk: Desk, given: UploadedFile | None) -> None:
    """Put the briefing of a file in the place of the one at hand, or note what is wrong with the file."""
    st.session_state.pop(_SAID, None)
    if given is None:
        return
    try:
        restored = operations.from_json(given.getvalue())
    except BadBriefing as error:
        st.session_state[_SAID] = (given.name, error.problems)
        return
    desk.change(lambda briefing: restored)
    briefing_list.close_all()
    st.session_state[_SAID] = (given.name, ())
