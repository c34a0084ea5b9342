"""What a reader has chosen so far: read from the address, kept between pages, written back.

Values are words as the address has them. Shared names mean the same on every page; all other names
belong to one page. Nothing here draws anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from mineaction.exhibits.wishes import FIGURE, VERSION, Values, slot

_ADDRESSES_KEPT = 50


@dataclass(slots=True)
class Kept:
    """One reader's choices during a visit.

    ``chosen`` holds what the reader chose, by the address or by a control; a name that is not there
    stands at the page's own default. ``known`` are the addresses read or written lately, by page: a run
    that carries one of those brings nothing new, and may well be older than the control the reader has
    just moved. ``problems`` and ``made_with`` (a data version) are what is said of the address until the
    reader changes something.
    """

    chosen: dict[str, Values] = field(default_factory=dict)
    known: dict[str, list[dict[str, Values]]] = field(default_factory=dict)
    page: str = ""
    problems: list[str] = field(default_factory=list)
    made_with: str = ""

    def arrive(self, page: str) -> dict[str, Values]:
        """Begin a run of a page. Returns what the address newly asks for, by name; often nothing."""
        has_arrived, self.page = page != self.page, page
        asked = in_address()
        own = self.known.setdefault(page, [])
        is_news = bool(asked) and (has_arrived or asked not in own)
        if has_arrived or is_news:
            self.problems, self.made_with = [], ""
        if not is_news:
            return {}
        self._remember(page, dict(asked))
        self.made_with = "".join(asked.pop(VERSION, ())[:1])
        asked.pop(FIGURE, None)
        for name, values in asked.items():
            self.chosen[slot(page, name)] = values
        return asked

    def touch(self, page: str, values: Mapping[str, Values]) -> None:
        """The reader has moved a control."""
        for name, value in values.items():
            self.chosen[slot(page, name)] = value
        self.problems, self.made_with = [], ""

    def write(self, page: str, values: dict[str, Values]) -> None:
        """Bring the address in line with what is shown."""
        self._remember(page, values)
        if in_address() == values:
            return
        st.query_params.from_dict({name: list(value) for name, value in values.items()})

    def forget(self, address: dict[str, Values]) -> None:
        """Let an address be news again: the reader has followed a link to it, and may have before."""
        for page, held in self.known.items():
            self.known[page] = [one for one in held if one != address]

    def _remember(self, page: str, address: dict[str, Values]) -> None:
        held = [one for one in self.known.get(page, []) if one != address]
        self.known[page] = [*held[-_ADDRESSES_KEPT:], address]


def in_address() -> dict[str, Values]:
    """All names of the address with their values."""
    return {name: tuple(st.query_params.get_all(name)) for name in st.query_params}


def of_reader() -> Kept:
    """The choices of the reader whose page is being run."""
    if "kept" not in st.session_state:
        st.session_state["kept"] = Kept()
    return cast(Kept, st.session_state["kept"])
