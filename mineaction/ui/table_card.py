"""A table with everything that has to stand beside it: title, unit, source, caveats, and a download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.table import of_table
from mineaction.ui import cited_foot, messages, rows_table, text


def show(
    exhibit: Exhibit,
    *,
    columns: Mapping[str, Any] | None = None,
    heading: bool = True,
    draw: Callable[[], None] | None = None,
    link_words: str = rows_table.LINK_WORDS,
) -> None:
    """Draw the card of a table: all its rows, which scroll where they are many, and its foot.

    ``columns`` are Streamlit's column settings by name; ``link_words`` stand in place of addresses. ``draw``
    shows what the rows say in a form of its own, in their place.
    """
    name, answer = exhibit.name, exhibit.answer
    with st.container(key=f"table_{name}"):
        if heading:
            st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
            if answer.subtitle:
                st.caption(text.markdown(answer.subtitle), help=text.words_help(answer))
        if draw is not None:
            draw()
        else:
            rows_table.draw(exhibit.behind(), key=f"rows_{name}", columns=columns, link_words=link_words)
        cited_foot.of_table(exhibit)


def folded_rows(label: str, exhibit: Exhibit) -> None:
    """The rows of a table that a card draws in another form, folded away inside that card."""
    part = st.expander(label, key=f"folded_{exhibit.name}", on_change="rerun")
    if part.open:
        with part:
            rows_table.draw(exhibit.behind(), key=f"rows_{exhibit.name}")


def by_itself(
    answer: CitedTable,
    *,
    name: str,
    columns: Mapping[str, Any] | None = None,
    heading: bool = True,
    link_words: str = rows_table.LINK_WORDS,
) -> None:
    """The same for a table that no address opens: it has no id, and cannot be put into a briefing.

    ``name`` is short and plain; it names the download, the keys and the heading's anchor.
    """
    if answer.is_empty:
        with st.container(key=f"table_{name}"):
            if heading:
                st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
            messages.nothing_found(answer.title, "Another choice above may have some.")
        return
    exhibit = of_table(answer, name, lambda: answer)
    show(exhibit, columns=columns, heading=heading, link_words=link_words)


def folded(
    label: str, ask: Callable[[], CitedTable], *, name: str, columns: Mapping[str, Any] | None = None
) -> None:
    """Such a table folded away below ``label``; it is asked for and drawn when it is opened."""
    part = st.expander(label, key=f"folded_{name}", on_change="rerun")
    if part.open:
        with part:
            by_itself(ask(), name=name, columns=columns, heading=False)
