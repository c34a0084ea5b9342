"""The ways on from the start: one line for each page, which says the question it answers."""

from __future__ import annotations

import streamlit as st

from mineaction.ui import navigation

START = "Where to begin: what the United States says it has given."
QUESTIONS = {
    "funding_over_time": "How much was reported, year by year and source by source?",
    "us_transactions": "Who in the US government paid whom, and where?",
    "map": "Where has the money gone?",
    "country": "What do the sources say about one country?",
    "compare": "How do countries, donors, periods or US administrations compare?",
    "donors": "Who gives to whom, as both sides tell it?",
    "policy": "What did governments decide and promise, and when?",
    "claims": "What has been claimed, and does it add up?",
    "results": "What has been achieved, and what harm remains?",
    "use_the_data": "How can the figures be used elsewhere?",
    "data": "Where do the figures come from, and where do they disagree?",
    "editions": "How have figures changed since they were first fetched?",
    "briefing": "What goes into the briefing?",
    "glossary": "What do the words mean?",
}
"""What each page answers, by its name; the start itself is not among them."""


def where_to_go() -> None:
    """Links to all other pages the navigation shows, in its order."""
    with st.container(key="where_to_go"):
        st.header("Where to go", anchor="where-to-go")
        for name, question in QUESTIONS.items():
            if navigation.is_hidden(name):
                continue
            navigation.link_to(name, f"**{navigation.PAGES[name]}** {question}")
