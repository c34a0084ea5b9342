"""A table by itself as an exhibit that draws nothing, so that it leaves the app as figures do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits.exhibit import Exhibit


def of_table(answer: CitedTable, name: str, behind: Callable[[], CitedTable]) -> Exhibit:
    """The exhibit of a table. No address opens it; it has rows, sources and caveats, and no figure id."""
    return Exhibit(name, answer, no_drawing, (), (), behind)


def no_drawing(*drawn_from: Any, dark: bool = False) -> NoReturn:
    """Stands where a chart would; raises NothingToShow."""
    raise NothingToShow("A table by itself is not drawn.", "Take its rows as a workbook, CSV or JSON.")
