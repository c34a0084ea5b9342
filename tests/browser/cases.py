"""What is looked at: every page, at these widths, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.browser.visit import Scheme, Visit

OpenPage = Callable[..., Visit]


class PageCase(NamedTuple):
    """A page to look at: its address, and the least number of charts it draws.

    ``is_listed`` is false for a page that the navigation leaves out while it has nothing to show.
    """

    path: str
    least_charts: int
    is_listed: bool = True


# The one list of pages; test_pages.py holds it against the app's navigation.
PAGES = (
    PageCase("/", least_charts=1),
    PageCase("/funding_over_time", least_charts=1),
    PageCase("/us_transactions", least_charts=0, is_listed=False),
    PageCase("/map", least_charts=1),
    PageCase("/country", least_charts=2),
    PageCase("/compare", least_charts=1),
    PageCase("/claims", least_charts=2),
    PageCase("/donors", least_charts=1),
    PageCase("/policy", least_charts=1),
    PageCase("/results", least_charts=1),
    PageCase("/data", least_charts=1),
    PageCase("/use_the_data", least_charts=0),
    PageCase("/editions", least_charts=0),
    PageCase("/briefing", least_charts=0),
    PageCase("/glossary", least_charts=0),
)
WIDTHS = (1400, 390)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
