"""What opens under Cite and Sentences: references to copy, and sentences whose numbers lead to documents."""

from __future__ import annotations

import streamlit as st

from mineaction.exhibits.receipts import sentences as receipts
from mineaction.exhibits.receipts.parts import NOT_TELLING
from mineaction.exhibits.receipts.sentences import Number, Origin
from mineaction.export import cite
from mineaction.ui import text
from mineaction.ui.carried import Carried

REPLAY = "python -m mineaction.replay"
MOST_ORIGINS = 3
"""Of how many documents and places a number names; the rows have all of them."""


def references(carried: Carried) -> None:
    """Footnote, APA, Chicago and BibTeX, the figure's id, and the command that makes it again."""
    taken = carried.taken()
    found = cite.citations(taken)
    forms = {"Footnote": found.footnote, "APA": found.apa, "Chicago": found.chicago, "BibTeX": found.bibtex}
    with st.container(key=f"citing_{carried.name}"):
        for tab, words in zip(st.tabs(list(forms)), forms.values(), strict=True):
            tab.code(words, language=None, wrap_lines=True)
        st.caption(
            "For whoever runs this app: the command that makes this figure again and says what has changed."
        )
        st.code(f"{REPLAY} {taken.figure_id}", language=None, wrap_lines=True)


def sentences(carried: Carried) -> None:
    """Sentences to copy; below each, where every number in it was read."""
    found = receipts.receipts(carried.exhibit)
    with st.container(key=f"said_{carried.name}"):
        if not found:
            st.caption("This figure has no sentences of its own. Its rows and documents stand beside it.")
        for receipt in found:
            st.code(receipt.sentence, language=None, wrap_lines=True)
            st.html(f'<ul class="ma-said-of">{"".join(map(_number, receipt.numbers))}</ul>')


def _number(number: Number) -> str:
    named = list(dict.fromkeys(map(_origin, number.origins)))
    more = len(named) - MOST_ORIGINS
    read_in = "; ".join(named[:MOST_ORIGINS]) + (f"; and {more} more, under Rows" if more > 0 else "")
    how = f" ({text.html(number.how)})" if number.how else ""
    return f"<li><b>{text.html(number.words)}</b>{how}: {read_in}</li>"


def _origin(origin: Origin) -> str:
    is_telling = bool(origin.place) and not origin.place.startswith(NOT_TELLING)
    place = f", {text.place(origin.place)}" if is_telling else ""
    return f"{text.source(origin.document, origin.url, origin.address_note)}{place}"
