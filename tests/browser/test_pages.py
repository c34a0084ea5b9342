"""Every page, wide and narrow, light and dark: it draws, it is quiet, it fits, and its charts have names."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from mineaction.charts import theme
from tests.browser.cases import PAGES, SCHEMES, OpenPage, PageCase

pytestmark = pytest.mark.browser

NARROW = 500
BACKGROUNDS = """() => [...document.querySelectorAll('.js-plotly-plot .main-svg')]
    .map(drawing => drawing.style.background).filter(Boolean)"""
NAVIGATION_LINKS = '[data-testid="stSidebarNavLink"], [data-testid="stTopNavLink"]'


def rgb(colour: str) -> str:
    """``#15181C`` as a browser writes it: ``rgb(21, 24, 28)``."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_page_draws_quietly_and_fits(open_page: OpenPage, page_case: PageCase, width: int) -> None:
    """Opened in light, then turned to dark where it stands, as a reader or their system does.

    Streamlit turned the page and left the charts in light until the next click.
    """
    visit = open_page(page_case.path, width=width)
    for scheme in SCHEMES:
        background = rgb(theme.palette(scheme == "dark").background)
        if scheme != SCHEMES[0]:
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.wait_for_function(
                f"wanted => ({BACKGROUNDS})().every(seen => seen === wanted)", arg=background
            )
            visit.settle()
        visit.assert_quiet()

        charts = visit.charts
        assert len(charts) >= page_case.least_charts, f"{len(charts)} charts are drawn in {scheme}"
        assert all(chart.marks for chart in charts), f"a chart has no marks in {scheme}: {charts}"
        assert all(chart.alt for chart in charts), f"a chart has no name for screen readers (alt=): {charts}"

        drawn_on = set(visit.page.evaluate(BACKGROUNDS))
        assert drawn_on == ({background} if charts else set()), f"a chart is not in {scheme}"

        if width <= NARROW:
            wider = visit.sideways_overflow
            assert wider <= 1, f"the page is {wider} px wider than {width} in {scheme}"


def test_every_page_of_the_navigation_is_listed(open_page: OpenPage) -> None:
    visit = open_page("/")
    links = visit.page.locator(NAVIGATION_LINKS).evaluate_all("links => links.map(link => link.href)")
    shown = {urlsplit(link).path.rstrip("/") or "/" for link in links}
    listed = {case.path for case in PAGES if case.is_listed}
    assert shown == listed, f"not looked at: {sorted(shown - listed)}; gone: {sorted(listed - shown)}"


def test_the_start_page_is_found_by_its_name(open_page: OpenPage) -> None:
    """Streamlit serves the first page at the root alone, and called its name an unknown page."""
    title = open_page("/").page.get_by_role("heading", level=1).inner_text()
    visit = open_page("/overview")
    assert urlsplit(visit.page.url).path == "/"
    assert visit.page.get_by_role("heading", level=1).inner_text() == title
    assert visit.page.get_by_role("dialog").count() == 0
    visit.assert_quiet()
