"""The pages there are, and links from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.navigation.page import StreamlitPage

from mineaction.errors import MineActionError
from mineaction.queries.us_transactions import sums as us_transactions
from mineaction.ui import store

FOLDER = Path(__file__).resolve().parents[2] / "pages"

PAGES = {
    "overview": "Overview",
    "funding_over_time": "Funding over time",
    "us_transactions": "US aid in detail",
    "map": "Map",
    "country": "Country",
    "compare": "Compare",
    "donors": "Donors",
    "policy": "Policy",
    "claims": "Claims",
    "results": "Results",
    # Before "data": Streamlit works out a page's address by the first name that it ends with.
    "use_the_data": "Use the data",
    "data": "Data",
    "editions": "Editions",
    "briefing": "Briefing",
    "glossary": "Glossary",
}
"""Title of each page by the name of its file, in the order of the navigation; the first is the start."""


HIDDEN_WITHOUT: Mapping[str, Callable[..., object]] = {"us_transactions": us_transactions.held}
"""Pages that are left out of the navigation while the answer to a question is empty; addresses open them."""


def pages() -> list[StreamlitPage]:
    """The pages for the frame's navigation."""
    return [_page(name) for name in PAGES]


def _page(name: str) -> StreamlitPage:
    is_start = name == next(iter(PAGES))
    return st.Page(
        FOLDER / f"{name}.py",
        title=PAGES[name],
        url_path=name,
        default=is_start,
        visibility="hidden" if is_hidden(name) else "visible",
    )


def is_hidden(name: str) -> bool:
    """Whether a page has nothing to show, so that the navigation leaves it out."""
    if name not in HIDDEN_WITHOUT:
        return False
    try:
        return not store.ask(HIDDEN_WITHOUT[name])
    except MineActionError:
        # The page that stands in for all others says why the database cannot be read.
        return True


def hidden() -> tuple[str, ...]:
    """All pages the navigation leaves out now."""
    return tuple(name for name in HIDDEN_WITHOUT if is_hidden(name))


def next_questions() -> DeltaGenerator:
    """The place for the links at a page's end; they come in the order of the navigation."""
    return st.container(key="next_questions")


def link_to(name: str, label: str, **choices: str | Sequence[str]) -> None:
    """A link to another page, opened with these choices of its address; what else is kept stays.

    A page that is run alone, outside the frame, has nowhere to link to.
    """
    try:
        st.page_link(_page(name), label=label, query_params=choices or None)
    except StreamlitPageNotFoundError:
        st.caption(label)
