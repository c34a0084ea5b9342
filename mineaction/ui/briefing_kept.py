"""The reader's briefing during a visit: its figures, the steps back, and the button that adds one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from mineaction.errors import BadBriefing
from mineaction.export.pack import briefing as operations
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.ui import store, text
from mineaction.ui.carried import Carried, Choices

TITLE = "Mine action: a briefing"
MOST_STEPS = 20
MOST_NOTE = 600
"""Letters of a note a reader types here."""


@dataclass(slots=True)
class Desk:
    """The briefing being made. ``steps`` are the last MOST_STEPS briefings before it, the newest last.

    ``edition`` counts the changes; ``problems`` are what went wrong with the last one, in words.
    """

    briefing: Briefing = field(default_factory=lambda: Briefing(TITLE))
    steps: list[Briefing] = field(default_factory=list)
    edition: int = 0
    problems: tuple[str, ...] = ()

    def change(self, to: Callable[[Briefing], Briefing]) -> None:
        """Do something to the briefing; what cannot be done is told in ``problems``."""
        self.problems = ()
        try:
            changed = to(self.briefing)
        except BadBriefing as error:
            self.problems = error.problems
            return
        if changed != self.briefing:
            self.steps = [*self.steps, self.briefing][-MOST_STEPS:]
            self.briefing = changed
            self.edition += 1

    def undo(self) -> None:
        """Back by one step."""
        self.problems = ()
        if self.steps:
            self.briefing = self.steps.pop()
            self.edition += 1

    def place_of(self, name: str, choices: Choices) -> int:
        """Where the exhibit stands with these choices, counted from 1; 0 where it does not."""
        for place, item in enumerate(self.briefing.items, start=1):
            if (item.name, item.choices) == (name, choices):
                return place
        return 0


def of_reader() -> Desk:
    """The desk of the reader whose page is being run."""
    return cast(Desk, st.session_state.setdefault("briefing_desk", Desk()))


def offer(shown: Carried) -> None:
    """The button that adds a figure with its present view, and says where it stands once it is there."""
    desk, choices = of_reader(), shown.choices
    place = desk.place_of(shown.name, choices)
    label = f"In the briefing ({place})" if place else "Add to briefing"
    key = f"brief_{shown.name}"
    if st.button(label, key=key, type="tertiary", on_click=_add, args=(desk, shown.name, choices)):
        st.toast(text.markdown(_told(desk, desk.place_of(shown.name, choices))))


def _add(desk: Desk, name: str, choices: Choices) -> None:
    desk.problems = ()
    if not desk.place_of(name, choices):
        version = store.facts().data_version
        desk.change(lambda held: operations.add(held, Item(name, choices, data_version=version)))


def _told(desk: Desk, place: int) -> str:
    if not place:
        return " ".join(desk.problems)
    count = len(desk.briefing.items)
    return f"Figure {place} of {count} in your briefing. The page Briefing makes it into a file."
