"""A refresh that a reader starts, seen in a browser: progress, cancel, the end, the notice of new figures."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mineaction.editions import Attempt, Outcome
from tests.browser.live_project import LiveProject, live_project
from tests.browser.visit import Scheme, Visit, new_context
from tests.conftest import AppServer
from tests.etl.refreshing import ADDED, KEY, last_attempts

pytestmark = pytest.mark.browser

TITLE = "FTS: humanitarian plans and the mine action cluster"
WAIT_MS = 30_000
CANCELLED = Attempt("", KEY, Outcome.CANCELLED, "")
SLOWLY = (400, 0.2)
"""How a publisher gives a file that takes many seconds."""


@pytest.fixture(scope="module")
def project(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveProject]:
    with live_project(repo_root, tmp_path_factory.mktemp("live_project")) as made:
        yield made


@pytest.fixture(scope="module")
def server(project: LiveProject) -> Iterator[AppServer]:
    with project.served() as serving:
        yield serving


@pytest.fixture
def visit(browser: Browser, server: AppServer) -> Iterator[Visit]:
    page = new_context(browser, 1400, "light").new_page()
    opened = Visit(page, f"{server.url}/data", lambda: server.log)
    opened.listen()
    page.goto(opened.url, wait_until="domcontentloaded")
    opened.settle()
    yield opened
    page.context.close()


def panel(page: Page) -> str:
    return page.locator(".st-key-refresh_now").inner_text()


def start(page: Page) -> None:
    page.get_by_role("button", name="Refresh now").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=WAIT_MS)


def test_a_refresh_can_be_cancelled_and_leaves_everything_as_it_was(
    project: LiveProject, visit: Visit
) -> None:
    before = project.database.read_bytes()
    project.publishes(ADDED, drip=SLOWLY)
    start(visit.page)
    progress = visit.page.locator(".st-key-refresh_now")
    expect(progress).to_contain_text(f"{TITLE}: fetching", timeout=WAIT_MS)
    expect(progress).to_contain_text(re.compile(r"\d KB of \d+ KB"), timeout=WAIT_MS)
    visit.page.get_by_role("button", name="Cancel").click()
    expect(progress).to_contain_text("cancelled", timeout=WAIT_MS)
    expect(visit.page.get_by_role("button", name="Refresh now")).to_be_enabled()
    assert "python -m" not in panel(visit.page)
    assert project.database.read_bytes() == before
    visit.assert_quiet()


def test_a_refresh_brings_new_figures_and_a_notice(project: LiveProject, visit: Visit) -> None:
    project.publishes(ADDED)
    page = visit.page
    page.get_by_role("button", name="Refresh now").click()
    told = page.locator(".st-key-refresh_now")
    expect(told).to_contain_text("new edition charted", timeout=WAIT_MS)
    notice = page.locator(".st-key-fresh_notice")
    expect(notice).to_contain_text("New figures are in")
    assert last_attempts(project.folder / "editions")[KEY].outcome is Outcome.REFRESHED
    notice.get_by_role("link", name="See what changed").click()
    visit.settle()
    expect(page.locator("h1")).to_contain_text("How have figures changed")
    expect(page.locator(".ma-lead")).to_contain_text("1 entry was added")
    assert len(visit.charts) == 1
    expect(notice).to_have_count(0)
    visit.assert_quiet()


def test_a_page_left_open_learns_of_new_figures_without_losing_what_is_typed(
    project: LiveProject, server: AppServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_context(browser, 1400, "light").new_page()
    page.clock.install()
    visit = Visit(page, f"{server.url}/glossary", lambda: server.log)
    visit.listen()
    page.goto(visit.url, wait_until="domcontentloaded")
    page.clock.run_for(3000)
    field = page.get_by_label("Look for").or_(page.get_by_role("textbox")).first
    field.wait_for()
    field.fill("half a wo")
    project.publishes({**ADDED, "funding_usd": "260", "percent_funded": "26"})
    project.run("etl", "refresh", KEY)
    until = time.monotonic() + 20
    notice = page.locator(".st-key-fresh_notice")
    while not notice.count() and time.monotonic() < until:
        page.clock.run_for(15_000)
        time.sleep(0.3)
    expect(notice).to_contain_text("This page still shows the earlier ones")
    assert field.input_value() == "half a wo"
    visit.assert_quiet()
    page.context.close()


@pytest.mark.parametrize(("wide", "scheme"), [(390, "dark"), (1400, "light")])
def test_editions_are_compared_on_any_screen(
    wide: int, scheme: Scheme, project: LiveProject, server: AppServer, browser: Browser
) -> None:
    if last_attempts(project.folder / "editions").get(KEY, CANCELLED).outcome is not Outcome.REFRESHED:
        project.publishes(ADDED)
        project.run("etl", "refresh", KEY)
    page = new_context(browser, wide, scheme).new_page()
    visit = Visit(page, f"{server.url}/editions?against=shipped", lambda: server.log)
    visit.listen()
    page.goto(visit.url, wait_until="domcontentloaded")
    visit.settle()
    [chart] = visit.charts
    assert chart.marks > 5 and chart.alt.startswith("Humanitarian plans")
    assert visit.sideways_overflow == 0
    for label in ("Source", "Series", "Recipient", "Edition", "Compared with"):
        expect(
            page.get_by_role("combobox", name=label, exact=True).or_(page.get_by_label(label))
        ).not_to_have_count(0)
    visit.assert_quiet()
    page.context.close()
