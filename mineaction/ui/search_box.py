"""The search box of the frame: what a reader types, and links to what fits, right under it.

It runs as a fragment, so that typing leaves the page below alone; with nothing typed nothing is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mineaction.exhibits.wishes import VERSION
from mineaction.queries.search import entries as search_entries
from mineaction.queries.search import find as search
from mineaction.queries.search.find import Entry, Group, Hit, Kind
from mineaction.ui import kept, navigation, reading_aids, store, text
from mineaction.ui.search_links import link_of

TYPED = "search_words"
_LEFT_AT = "search_left_at"
MOST_OF_A_KIND = 6

LABELS = {
    Kind.PLACE: "Countries and areas",
    Kind.DONOR: "Donors",
    Kind.FIGURES: "Figures",
    Kind.EVENT: "Policy events",
    Kind.POLICY: "US policies and what they promise",
    Kind.CLAIM: "Claims",
    Kind.DOCUMENT: "Documents",
    Kind.TERM: "Words",
}


def show(page: str) -> None:
    """Draw the box, and under it what fits. Call ``page_is_done`` after the page."""
    # A link that was followed, or Back, ends the search; moving a control of the page does not.
    address = kept.in_address()
    if st.session_state.get(TYPED) and st.session_state.get(_LEFT_AT) != (page, address):
        kept.of_reader().forget(address)
        st.session_state[TYPED] = ""
    _box()


def page_is_done(page: str) -> None:
    """Keep where the reader is, to tell a followed link from a moved control in the next run."""
    st.session_state[_LEFT_AT] = page, kept.in_address()


@st.fragment
def _box() -> None:
    with st.container(key="search"):
        words = st.text_input(
            "Search the dashboard",
            key=TYPED,
            type="search",
            live="250ms",
            placeholder="Country, policy, claim, document or word",
            label_visibility="collapsed",
            autocomplete="off",
        )
        said = _results(str(words or ""))
        reading_aids.show(said)


def _results(words: str) -> str:
    """Draw what fits; returns what is said of it aloud."""
    if not words.strip():
        return ""
    if not search.is_enough(words):
        st.caption("Type at least two letters.")
        return "Type at least two letters."
    index = store.ask(search_entries.index)
    groups = search.find(index, words, MOST_OF_A_KIND)
    if not groups:
        said = _nothing(index, words)
        st.html(f'<p class="ma-search-none">{text.html(said)}</p>')
        return said
    with st.container(key="search_results"):
        for group in groups:
            _group(group)
    return _summary(groups)


def _nothing(index: search.Index, words: str) -> str:
    return (
        f"Nothing found for “{words.strip()}”. Searched by whole words and their beginnings: "
        f"{index.count(Kind.PLACE)} countries, areas and regions under all their names, donors, series, "
        f"{index.count(Kind.EVENT)} policy events, US policies, {index.count(Kind.CLAIM)} statements, "
        f"{index.count(Kind.DOCUMENT)} documents by title and publisher, and the glossary. The text of "
        "documents is not searched."
    )


def _summary(groups: Sequence[Group]) -> str:
    return " ".join(f"{LABELS[group.kind]}: {len(group.hits) + group.more} found." for group in groups)


def _group(group: Group) -> None:
    with st.container(key=f"search_{group.kind.value}"):
        st.html(f'<h2 class="ma-search-kind">{LABELS[group.kind]}</h2>')
        for hit in group.hits:
            _hit(hit)
        if group.more:
            st.html(f'<p class="ma-search-more">and {group.more} more; type more words to narrow it down</p>')


def _hit(hit: Hit) -> None:
    entry = hit.entry
    label = f"**{text.markdown(entry.title)}**{_aside(hit)}"
    link = link_of(entry)
    _open(link, label)
    if entry.kind is Kind.DOCUMENT:
        st.html(f'<p class="ma-search-out">{_outside(entry)}</p>')


def _aside(hit: Hit) -> str:
    found_as = f"“{text.markdown(hit.as_name)}”" if hit.as_name else ""
    said = " · ".join(part for part in (found_as, text.markdown(hit.entry.detail)) if part)
    return f" {said}" if said else ""


def _open(link: tuple[str, dict[str, str]] | None, label: str) -> None:
    if link is None:
        st.caption(label)
        return
    page, choices = link
    # With the data version the address is another than that of the page on show, even for the same view.
    navigation.link_to(page, label, **choices, **{VERSION: store.facts().data_version})


def _outside(entry: Entry) -> str:
    url = str(entry.facts["url"])
    return text.source("open the document" if url else "", url, str(entry.facts["address_note"])).strip()
