"""A figure or table as the reader sees it, to be taken out of the app later, outside the run of the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from mineaction.api import links
from mineaction.exhibits import registry, taking
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.periods import today
from mineaction.ui.view import View

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a card shows, and the page's view it stands in; ``shown`` is None on a page without one.

    A table is carried as an exhibit that draws nothing.
    """

    name: str
    exhibit: Exhibit
    shown: View | None
    is_figure: bool

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        return self.name.replace("_", "-")

    @property
    def has_address(self) -> bool:
        """Whether an address opens it, so that it can be cited by its id and put into a briefing."""
        kind = registry.BY_NAME.get(self.name)
        if self.shown is None or kind is None:
            return False
        # Another page may show it too; what that page chose is not what an address of its own page takes.
        return kind.page == self.shown.page and kind.is_table != self.is_figure

    @property
    def link(self) -> str:
        """The link back to the page's view; empty where there is none."""
        return self.shown.link(self.anchor) if self.shown else ""

    @property
    def choices(self) -> Choices:
        """The choices that open this exhibit again, the way to look among them."""
        values = self.shown.values if self.shown else ()
        way = [(f"as_{self.name}", self.exhibit.first)] if self.is_figure else []
        return (*registry.own_values(self.name, values), *way)

    @property
    def embed_address(self) -> str:
        """The address of the figure alone, for the page of somebody else."""
        return links.embed(served_at(self.link), self.name, self.choices)

    def taken(self) -> Taken:
        """It, ready to leave; asks for the rows behind where it gets an id."""
        if not self.has_address or self.shown is None:
            return Taken(self.exhibit, today(), self.link)
        return taking.take(self.exhibit, self.shown.values, made_on=today(), address=self.link)

    def file_name(self, ending: str) -> str:
        """The name of a file: what it shows, and the data version."""
        return f"{self.name}_{self.exhibit.answer.data_version}.{ending}"


def served_at(link: str) -> str:
    """Where the app is served, without a slash at its end, from the link to one of its pages."""
    place = urlsplit(link)
    return f"{place.scheme}://{place.netloc}{place.path.rpartition('/')[0]}" if place.netloc else ""
