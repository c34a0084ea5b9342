"""The browser tests' one browser, and the way a page is opened in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.browser.cases import PAGES, WIDTHS, OpenPage
from tests.browser.visit import Scheme, Visit, launch_arguments, new_context

if TYPE_CHECKING:
    from tests.conftest import AppServer

REMEDY = (
    "The pages must be seen in a Chromium. Set BROWSER_PATH to a Chrome or Chromium, or install one: "
    "`apt-get install chromium` on Debian, `python -m playwright install chromium` elsewhere."
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``page_case`` or ``width`` every one of them."""
    names = metafunc.fixturenames
    if "page_case" in names:
        metafunc.parametrize("page_case", PAGES, ids=[case.path for case in PAGES])
    if "width" in names:
        metafunc.parametrize("width", WIDTHS)


def find_browser(playwright: Playwright) -> str | None:
    """The Chromium to use: the one named, the system's, or the one Playwright brought."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests. Without one the tests fail; they are never passed over."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            named = os.environ.get("BROWSER_PATH")
            reason = f"BROWSER_PATH={named} is no file." if named else "No Chromium was found."
            pytest.fail(f"{reason} {REMEDY}", pytrace=False)
        try:
            running = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        except Error as error:
            reason = error.message.splitlines()[0]
            raise pytest.fail.Exception(f"{path} does not start: {reason}. {REMEDY}", pytrace=False) from None
        yield running
        running.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Remember on the test whether it failed, so that its pages can be kept as pictures."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def open_page(
    browser: Browser, app_server: AppServer, repo_root: Path, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """``open_page(path, width=1400, scheme="light")``: a Visit to a settled page, in a profile of its own.

    The pages of a test that failed are kept as pictures in ``test-results``.
    """
    visits: list[Visit] = []

    def open_one(path: str, width: int = 1400, scheme: Scheme = "light") -> Visit:
        page = new_context(browser, width, scheme).new_page()
        visit = Visit(page, app_server.url + path, lambda: app_server.log)
        visits.append(visit)
        visit.listen()
        page.goto(visit.url, wait_until="domcontentloaded")
        visit.settle()
        return visit

    yield open_one
    for number, visit in enumerate(visits, start=1):
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"[^\w.-]+", "_", request.node.name).strip("_")
            visit.page.screenshot(path=repo_root / "test-results" / f"{name}_{number}.png")
        visit.page.context.close()
