"""A table with everything that has to stand beside it: title, unit, source, caveats, and a download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.ui import cited_foot, messages, rows_table, text


def show(
    answer: CitedTable,
    *,
    name: str,
    columns: Mapping[str, Any] | None = None,
    empty_words: str = "",
    heading: bool = True,
    link_words: str = rows_table.LINK_WORDS,
) -> None:
    """Draw the table; it scrolls where it is long. ``columns`` are Streamlit's column settings by name.

    ``name`` is short and plain; it names the download, the keys and the heading's anchor. ``empty_words``
    are what was looked for, said where there are no rows; ``link_words`` stand in place of addresses.
    """
    with st.container(key=f"table_{name}"):
        if heading:
            st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
            if answer.subtitle:
                st.caption(text.markdown(answer.subtitle), help=text.words_help(answer))
        if answer.is_empty:
            messages.nothing_found(empty_words or answer.title, "Another choice above may have some.")
            return
        rows_table.draw(answer, key=f"rows_{name}", columns=columns, link_words=link_words)
        cited_foot.show(answer, name=name, behind=lambda: answer)


def folded(
    label: str, ask: Callable[[], CitedTable], *, name: str, columns: Mapping[str, Any] | None = None
) -> None:
    """The table folded away below ``label``; it is asked for and drawn when it is opened."""
    part = st.expander(label, key=f"folded_{name}", on_change="rerun")
    if part.open:
        with part:
            show(ask(), name=name, columns=columns, heading=False)
