"""The way a page is opened in the tests' one browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser

from tests.browser.cases import PAGES, WIDTHS, OpenPage
from tests.browser.visit import Scheme, Visit, new_context

if TYPE_CHECKING:
    from tests.conftest import AppServer


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``page_case`` or ``width`` every one of them."""
    names = metafunc.fixturenames
    if "page_case" in names:
        metafunc.parametrize("page_case", PAGES, ids=[case.path for case in PAGES])
    if "width" in names:
        metafunc.parametrize("width", WIDTHS)


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
