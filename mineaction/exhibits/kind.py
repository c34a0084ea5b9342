"""What is known of an exhibit before it is opened: its name, its page, its choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mineaction.exhibits.choosing import Chooser
from mineaction.exhibits.exhibit import Exhibit


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of exhibit.

    ``make`` asks a chooser for its choices and gives the exhibit; it raises NothingToShow where the choices
    leave nothing to draw. ``names`` are all names of an address it may ask for. ``shows`` is one plain
    sentence; ``only_with`` are choices of the page that lead to this exhibit and to no other. ``is_table``
    is one that draws nothing, whose rows are read as a table. ``called`` is its short name in lists, where
    the words of its ``name`` would not do.
    """

    name: str
    page: str
    shows: str
    make: Callable[[Chooser], Exhibit]
    names: tuple[str, ...]
    only_with: tuple[tuple[str, str], ...] = ()
    is_table: bool = False
    called: str = ""

    @property
    def label(self) -> str:
        """Its short name in lists."""
        return self.called or self.name.replace("_", " ").capitalize()
