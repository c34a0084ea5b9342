"""What one figure card shows, and the same as it leaves the app."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import plotly.graph_objects as go

from mineaction.cited import CitedTable, Timeline


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A drawn answer: its tables, the chart that draws them, and the stored rows behind.

    ``name`` is the figure card's name, in addresses and file names. ``chart`` is a chart module's
    ``figure`` (or a function beside it) and ``drawn_from`` what it takes before ``dark``; ``key`` tells this
    drawing from others of the chart, within one data version. ``behind`` gives the stored rows and is called
    only when they are wanted. ``first`` names this way to look at the selection ("chart", "map"), and
    ``others`` are further ways, by name, each made only when it is looked at.
    """

    name: str
    answer: CitedTable
    chart: Callable[..., go.Figure]
    drawn_from: tuple[Any, ...]
    key: tuple[Hashable, ...]
    behind: Callable[[], CitedTable]
    timeline: Timeline | None = None
    first: str = "chart"
    others: Mapping[str, Callable[[], Exhibit]] = field(default_factory=dict)

    def figure(self, *, dark: bool = False) -> go.Figure:
        """The drawing, as on the page: without title and source, which stand around it."""
        return self.chart(*self.drawn_from, dark=dark)


@dataclass(frozen=True, slots=True)
class Taken:
    """An exhibit on its way out of the app, with what a file needs to stand alone.

    ``address`` leads back to the view, every choice and the data version in it; empty where the app has no
    address. ``figure_id`` names the figure for citing and replay. ``title`` takes the place of the answer's
    own, and ``note`` is a sentence of whoever made the briefing; both are empty unless given.
    """

    exhibit: Exhibit
    made_on: date
    address: str = ""
    figure_id: str = ""
    title: str = ""
    note: str = ""

    @property
    def answer(self) -> CitedTable:
        """The answer drawn."""
        return self.exhibit.answer

    @property
    def heading(self) -> str:
        """The title a reader sees."""
        return self.title or self.answer.title

    @property
    def alt_text(self) -> str:
        """What the figure shows, for those who do not see it."""
        return alt_text(self.answer)


def alt_text(answer: CitedTable) -> str:
    """Title, unit and sentence of an answer, for those who do not see the figure."""
    return " ".join(
        part for part in (f"{answer.title}.", f"{answer.subtitle}.", answer.sentence) if part.strip(".")
    )
