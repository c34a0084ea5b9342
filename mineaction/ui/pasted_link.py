"""A link of this app, pasted by a reader: the figure or table it leads to, with its choices."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from mineaction.api import links
from mineaction.errors import BadAddress, NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.app_link import ROWS, AppLink, read_link
from mineaction.exhibits.choosing import Ask
from mineaction.exhibits.wishes import brief
from mineaction.ui import navigation, store, take_away, text
from mineaction.ui.view import View

WORDS_PX = 320
"""Room for the few words that stand where there is no figure."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chart with the choices of its address; ``title`` is its title with them."""

    name: str
    title: str
    values: tuple[tuple[str, str], ...] = ()

    def address(self, base: str, ending: str) -> str:
        """Where the chart is, as one kind of file."""
        return links.chart(base, self.name, ending, self.values)

    def rows_address(self, base: str) -> str:
        """Where the rows behind it are, as one plain table."""
        of_figure = () if registry.BY_NAME[self.name].is_table else ((ROWS, "behind"),)
        return links.chart(base, self.name, "csv", (*self.values, *of_figure))


def chosen(view: View, link: str) -> Chosen | None:
    """What the link leads to; None where it leads to nothing, of which the reader is told.

    Where its page has several figures, the reader is asked which one is meant.
    """
    try:
        found = read_link(link)
    except ValueError as error:
        st.warning(text.markdown(f"This is no link: {error}."))
        return None
    if not found.names:
        place = f": “{brief(found.place)}” is no page with figures here" if found.place else ""
        said = f"The link leads to no figure{place}. Copy link below a figure gives one that does."
        st.warning(text.markdown(said))
        return None
    name = found.name or _which(view, found)
    asked = found.asked_of(name)
    try:
        opened = open_exhibit(name, asked, _Shown(view))
    except BadAddress as error:
        st.warning(text.markdown(f"The link cannot be used as it is. {error}"))
    except NothingToShow as error:
        st.info(text.markdown(str(error)))
    else:
        return Chosen(name, opened.exhibit.answer.title, tuple(links.choices_of(asked.items())))
    return None


def frame_height(view: View, picked: Chosen) -> int:
    """How high a frame on another page has to be for it; that of a few words where it shows nothing."""
    asked: dict[str, tuple[str, ...]] = {}
    for name, value in picked.values:
        asked[name] = (*asked.get(name, ()), value)
    try:
        return take_away.frame_height_of(open_exhibit(picked.name, asked, _Shown(view)).exhibit)
    except (BadAddress, NothingToShow):
        return WORDS_PX


def _which(view: View, found: AppLink) -> str:
    page = navigation.PAGES.get(found.place, found.place)
    return view.select(
        "which",
        f"The link leads to the page {page}, which has several figures. Which one?",
        found.names,
        found.names[0],
        format_func=lambda name: f"{registry.kind(name).label}: {registry.kind(name).shows}",
        scope=found.place,
    )


class _Shown:
    """The data as this page sees it."""

    def __init__(self, view: View) -> None:
        self._view = view

    @property
    def version(self) -> str:
        return store.facts().data_version

    @property
    def ask(self) -> Ask:
        return self._view.ask
