"""The parts of the page Briefing around the list: its sentence, title, steps back, and how to fill it."""

from __future__ import annotations

import streamlit as st

from mineaction.counting import counted
from mineaction.exhibits import registry
from mineaction.export.pack import briefing as operations
from mineaction.export.pack.briefing import MOST_ITEMS, MOST_TITLE, Briefing
from mineaction.ui import briefing_list, store, text
from mineaction.ui.briefing_kept import Desk

_TITLE = "briefing_title"
PARTS = {
    "make-the-pack": "Make the pack",
    "ready-made": "Start from a ready-made pack",
    "keep-it": "Keep it for later",
}
"""What stands below the figures, by its anchor."""


def sentence(briefing: Briefing) -> str:
    """What the briefing holds, in one sentence."""
    items = briefing.items
    if not items:
        return (
            "Nothing yet. Put figures from any page together here, and take them away as one file with "
            "their sources, caveats and documents."
        )
    version = store.facts().data_version
    pages = len({briefing_list.page_of(item) for item in items})
    older = sum(bool(item.data_version) and item.data_version != version for item in items)
    dated = f"{older} added with another data version" if older else "all with the present data version"
    tables = sum(item.name in registry.BY_NAME and registry.BY_NAME[item.name].is_table for item in items)
    parts = [counted(len(items) - tables, "figure")] if len(items) > tables else []
    parts += [counted(tables, "table")] if tables else []
    return f"{' and '.join(parts)} from {counted(pages, 'page')}, {dated}."


def on_this_page() -> None:
    """Links to what stands below the figures, which may be many."""
    links = " · ".join(f'<a href="#{anchor}" target="_self">{words}</a>' for anchor, words in PARTS.items())
    st.html(f'<p class="ma-parts">On this page: {links}</p>')


def title(desk: Desk) -> None:
    """The title on the cover."""
    st.session_state[_TITLE] = desk.briefing.title
    st.text_input(
        "Title of the briefing",
        key=_TITLE,
        max_chars=MOST_TITLE,
        on_change=lambda: desk.change(lambda held: operations.rename(held, st.session_state[_TITLE])),
    )


def steps(desk: Desk) -> None:
    """Undo and clear, and what could not be done."""
    for problem in desk.problems:
        st.warning(text.markdown(problem))
    if not desk.steps and not desk.briefing.items:
        return
    with st.container(horizontal=True, key="briefing_steps"):
        left = len(desk.steps)
        label = f"Undo ({left})" if left else "Undo"
        st.button(label, key="briefing_undo", disabled=not left, on_click=_undo, args=(desk,))
        is_empty = not desk.briefing.items
        st.button("Clear", key="briefing_clear", disabled=is_empty, on_click=_clear, args=(desk,))


def how_to_fill() -> None:
    """What a reader does first."""
    st.info(
        "To fill it: open a figure on any page, choose what it shows, and press **Add to briefing** below "
        f"it. Up to {MOST_ITEMS} figures fit. Or start from a ready-made pack."
    )


def _undo(desk: Desk) -> None:
    desk.undo()
    briefing_list.close_all()


def _clear(desk: Desk) -> None:
    desk.change(lambda held: Briefing(held.title))
    briefing_list.close_all()
