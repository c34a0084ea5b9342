"""The embed view in an iframe of another page: it draws, is quiet, fits, and asks nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from mineaction.api import links
from mineaction.charts import theme
from tests.browser.test_pages import rgb
from tests.browser.visit import Scheme

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import AppServer

pytestmark = pytest.mark.browser

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
        code = links.iframe_code(links.embed(app_server.url, name), "A figure")
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
