"""What opens under Cite and Sentences: references to copy, and sentences whose numbers lead to documents."""

from __future__ import annotations

import streamlit as st

from mineaction.exhibits.receipts import sentences as receipts
from mineaction.exhibits.receipts.parts import NOT_TELLING
from mineaction.exhibits.receipts.sentences import Number, Origin
from mineaction.export import cite
from mineaction.ui import text
from mineaction.ui.carried import Carried

FORMS = {
    "Footnote": "One note: the first documents by name, then this figure.",
    "APA": "A reference list in order of the alphabet. This figure stands in it by its title.",
    "Chicago": "Notes, one a line; the last is of this figure. In one single note, semicolons part them.",
    "BibTeX": "An entry for this figure, then one for each document.",
}
"""The forms of citing, and what is to be known of each."""
MOST_ORIGINS = 3
"""Of how many documents and places a number names; the rows have all of them."""


def references(carried: Carried) -> None:
    """Footnote, APA, Chicago and BibTeX, and the figure's id."""
    taken = carried.taken()
    found = cite.citations(taken)
    forms = (found.footnote, found.apa, found.chicago, found.bibtex)
    with st.container(key=f"citing_{carried.name}"):
        for tab, words, about in zip(st.tabs(list(FORMS)), forms, FORMS.values(), strict=True):
            tab.caption(about)
            tab.code(words, language=None, wrap_lines=True)
        st.caption(
            f"Figure id {text.markdown(taken.figure_id)}. It stands in every file of this figure; with it "
            "the figure can be made again and held against this one."
        )


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
