"""The embed view in an iframe of another page: it draws, is quiet, fits, and asks nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from sqlalchemy.engine import URL

from mineaction.api import links
from mineaction.api.frame_height import frame_height
from mineaction.charts import theme
from mineaction.database import open_for_reading
from mineaction.errors import NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from tests.browser.test_pages import rgb
from tests.browser.visit import Scheme

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import AppServer

pytestmark = pytest.mark.browser

FITS = """() => {
    const frame = document.querySelector("iframe"), shown = frame.contentDocument;
    const main = shown?.querySelector("main"), is_drawn = shown?.querySelector(".chart .main-svg");
    const needed = is_drawn ? Math.ceil(main.getBoundingClientRect().height) : 0;
    return needed === Number(frame.height) && shown.documentElement.scrollHeight <= needed && needed;
}"""
"""How high the figure is, once its frame is as high and has nothing to scroll."""
SERIOUS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(({impact}) => ['serious', 'critical'].includes(impact))
    .map(({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 150)}`)"""
"""What axe finds against the view itself; the page around it is another's."""


@pytest.mark.parametrize(("px", "scheme"), [(320, "light"), (900, "dark")])
@pytest.mark.parametrize("name", ["funding_over_time", "recipient_map"])
def test_a_figure_in_an_iframe(
    browser: Browser, app_server: AppServer, name: str, px: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": px + 16, "height": 760}, color_scheme=scheme)
    try:
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        code = links.iframe_code(links.embed(app_server.url, name), "A figure", 720)
        host = f"{app_server.url}/another_site.html"
        html = f'<!DOCTYPE html><html><body style="margin:8px">{code}</body></html>'
        page.route(host, lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(host)
        page.frame_locator("iframe").locator(".main-svg").first.wait_for(timeout=20_000)
        (frame,) = (one for one in page.frames if "/embed/" in one.url)
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        background = frame.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == rgb(theme.palette(scheme == "dark").background)
        assert frame.locator(".chart").get_attribute("aria-label")
        assert frame.locator("summary").count() >= 2 and "Source:" in frame.locator("main").inner_text()
        assert all(url.startswith(app_server.url) for url in asked)
        assert said == []
        frame.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        frame.evaluate(AXE_SCRIPT)
        assert frame.evaluate(SERIOUS) == []
    finally:
        page.close()


@pytest.fixture(scope="module")
def codes(built_database: Path, app_server: AppServer) -> dict[str, tuple[str, int]]:
    """The code of every figure that shows something, and the height in it."""
    engine = open_for_reading(URL.create("sqlite", database=str(built_database)))
    data, found = OpenData(engine), {}
    for kind in registry.FIGURES:
        try:
            shown = open_exhibit(kind.name, {}, data).exhibit
        except NothingToShow:
            continue
        height = frame_height(shown, float(shown.figure().layout.height))
        found[kind.name] = (
            links.iframe_code(links.embed(app_server.url, kind.name), "A figure", height),
            height,
        )
    engine.dispose()
    assert len(found) > 20
    return found


def test_no_frame_cuts_its_figure_off(
    browser: Browser, app_server: AppServer, codes: dict[str, tuple[str, int]]
) -> None:
    """All frames were 720 pixels high, and most figures ended below, with their source line.

    The script makes each frame fit at any width; without it the height in the code is enough.
    """
    page = browser.new_page()
    shown = ""
    try:
        host = f"{app_server.url}/another_site.html"
        page.route(host, lambda route: route.fulfill(body=shown, content_type="text/html"))
        for name, (code, height) in codes.items():
            shown = f'<!DOCTYPE html><html><body style="margin:8px">{code}</body></html>'
            page.goto(host)
            for px in (390, 1400):
                page.set_viewport_size({"width": px, "height": 760})
                needed = page.wait_for_function(FITS, timeout=30_000).json_value()
                assert needed <= height <= needed + 400, f"{name} at {px}"
    finally:
        page.close()


def test_another_host_cannot_move_a_frame(browser: Browser, app_server: AppServer) -> None:
    code = links.iframe_code(links.embed("https://figures.test", "recipient_map"), "A figure", 700)
    page = browser.new_page()
    try:
        page.route(
            "https://figures.test/**",
            lambda route: route.fulfill(body="<p>No figure", content_type="text/html"),
        )
        page.route("https://site.test/", lambda route: route.fulfill(body=code, content_type="text/html"))
        page.goto("https://site.test/")
        page.frame_locator("iframe").locator("p").wait_for()
        (inside,) = (one for one in page.frames if "figures.test" in one.url)
        page.evaluate("postMessage({ figureHeight: 5 }, '*')")
        page.evaluate("postMessage(null, '*')")
        assert page.locator("iframe").get_attribute("height") == "700"
        inside.evaluate("parent.postMessage({ figureHeight: 345 }, '*')")
        page.wait_for_function("document.querySelector('iframe').height === '345'")
    finally:
        page.close()
