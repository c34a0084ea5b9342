"""What stands under every figure and table: source, caveats, documents, and the ways to take it away.

All of it opens from a row of quiet buttons. What opens is made when it is opened, and opening runs the foot
alone and not the page.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Exhibit
from mineaction.ui import briefing_kept, citing, take_away, text, view
from mineaction.ui.carried import Carried


def of_table(exhibit: Exhibit, *, stand_elsewhere: bool = False) -> None:
    """Draw the foot of a table; what its answer has none of is left out.

    One that an address opens can be cited and put into a briefing. Caveats and documents get no buttons
    where they ``stand_elsewhere`` on the page; files have them all the same.
    """
    _draw(Carried(exhibit.name, exhibit, view.current(), is_figure=False), stand_elsewhere)


def of_figure(exhibit: Exhibit, name: str) -> None:
    """Draw the foot of the figure card of that name, as it is looked at."""
    _draw(Carried(name, exhibit, view.current(), is_figure=True))


def _draw(shown: Carried, stand_elsewhere: bool = False) -> None:
    answer = shown.exhibit.answer
    source = f"<b>Source:</b> {text.glossed(answer.source_line, shown.name)} · " if answer.source_line else ""
    st.html(f'<p class="ma-source">{source}<b>Data version</b> {text.html(answer.data_version)}</p>')
    _buttons(shown, stand_elsewhere)


@st.fragment
def _buttons(shown: Carried, stand_elsewhere: bool) -> None:
    answer, name = shown.exhibit.answer, shown.name
    with st.container(horizontal=True, key=f"foot_{name}"):
        if answer.caveats and not stand_elsewhere:
            _opens(f"Caveats ({len(answer.caveats)})", f"caveats_{name}", lambda: _caveats(answer))
        if answer.citations and not stand_elsewhere:
            _opens(f"Documents ({len(answer.citations)})", f"documents_{name}", lambda: _documents(answer))
        _opens("Download", f"download_{name}", lambda: take_away.files(shown))
        if shown.has_address:
            _opens("Cite", f"cite_{name}", lambda: citing.references(shown))
            if shown.is_figure:
                _opens("Sentences", f"sentences_{name}", lambda: citing.sentences(shown))
            briefing_kept.offer(shown)
        if shown.shown:
            _opens("Copy link", f"link_{shown.anchor}", lambda: take_away.link(shown))


def _opens(label: str, key: str, fill: Callable[[], None]) -> None:
    """A button below which something opens, made only then."""
    part = st.popover(label, type="tertiary", key=key, on_change="rerun")
    if part.open:
        with part:
            fill()


def _caveats(answer: CitedTable) -> None:
    st.markdown("\n".join(f"- {text.markdown(caveat)}" for caveat in answer.caveats))


def _documents(answer: CitedTable) -> None:
    st.html(text.document_list(answer.citations))
