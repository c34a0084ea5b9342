"""No page has a serious or critical finding of axe-core against WCAG 2.2 AA; then what axe cannot see."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from mineaction.ui.frame import TITLE
from tests.browser import test_keyboard
from tests.browser.cases import PAGES, OpenPage, PageCase
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

VIEWS = {"/policy": ("?show=promises", "?show=treaties", "?show=money")}
"""Pages whose address turns them into something else, and how."""

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RULES_OF_LOOKS = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
"""What width and colours can change; the rest is the same elements again, and takes as long again."""

FAILS = ("serious", "critical")
MUST_HOLD = frozenset({"heading-order", "page-has-heading-one", "region", "landmark-one-main", "tabindex"})
"""Rules that axe calls moderate, and that hold here all the same."""


class Exclusion(NamedTuple):
    """What a rule finds in an element that Streamlit draws and no style or option of ours can change."""

    rule: str
    selector: str
    reason: str


EXCLUSIONS: tuple[Exclusion, ...] = ()
"""None is needed. One that is added is left out of that rule alone."""

OPEN_ALL = "() => document.querySelectorAll('details:not([open]) > summary').forEach(part => part.click())"
FULL_HEIGHT = """() => Math.ceil(document.querySelector('[data-testid="stMain"]').scrollHeight)"""
# What is named here is found by its own selector, so that an exclusion never covers more than it says.
RUN = """async ([rules, excluded]) => {
    const found = await axe.run(document, {
        runOnly: rules, resultTypes: ['violations'], elementRef: true});
    return found.violations.map(({id, impact, help, helpUrl, nodes}) => ({id, impact, help,
        nodes: nodes.map(({target, html, failureSummary, element}) => ({
            target: target.flat().join(' '), html: html.slice(0, 200), summary: failureSummary,
            excludedBy: excluded.findIndex(([rule, selector]) => rule === id && element?.matches(selector)),
        }))}));
}"""


def findings(visit: Visit, rules: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe finds on the whole page as it stands, every expander open; the script is a local file's."""
    page = visit.page
    # Streamlit scrolls an inner box, and axe looks only at what is not cut off: so the window takes it all.
    assert page.viewport_size is not None
    page.set_viewport_size({**page.viewport_size, "height": page.evaluate(FULL_HEIGHT) + 100})
    visit.settle()
    found: list[dict[str, Any]] = page.evaluate(RUN, [rules, [list(part[:2]) for part in EXCLUSIONS]])
    return found


def counts(finding: dict[str, Any]) -> bool:
    """Whether a finding makes the test fail."""
    return finding["impact"] in FAILS or finding["id"] in MUST_HOLD


def report(finding: dict[str, Any]) -> str:
    """A finding for the reader of a failure: rule, impact, and each element with what is wrong."""
    lines = [f"{finding['id']} ({finding['impact']}): {finding['help']}"]
    for node in finding["nodes"]:
        summary = " ".join(node["summary"].split())
        lines.append(f"  {node['target']}\n    {node['html']}\n    {summary}")
    return "\n".join(lines)


def failures(visit: Visit) -> list[str]:
    """What may not stand on the page a visit is at: wide in light, then narrow in dark."""
    page = visit.page
    own_title, _, title = page.title().partition(" · ")
    assert own_title and title == TITLE, page.title()
    page.evaluate(OPEN_ALL)
    visit.settle()
    page.evaluate(AXE_SCRIPT)
    found = {"1400 px, light": findings(visit, RULES)}

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    visit.settle()
    found["390 px, dark"] = findings(visit, RULES_OF_LOOKS)
    return [
        f"{page.url} at {look}: {report({**finding, 'nodes': left})}"
        for look, findings_of_look in found.items()
        for finding in findings_of_look
        if counts(finding) and (left := [node for node in finding["nodes"] if node["excludedBy"] < 0])
    ]


def test_axe_finds_nothing_serious(open_page: OpenPage, page_case: PageCase) -> None:
    visit = open_page(page_case.path)
    found = failures(visit)
    for view in VIEWS.get(page_case.path, ()):
        visit.page.emulate_media(color_scheme="light")
        visit.page.set_viewport_size({"width": 1400, "height": 900})
        visit.page.goto(visit.url + view, wait_until="domcontentloaded")
        visit.settle()
        found += failures(visit)
    assert not found, "\n".join(found)
    visit.assert_quiet()


def test_focus_is_seen_in_dark_too(open_page: OpenPage) -> None:
    test_keyboard.test_tab_reaches_every_control_and_shows_where_it_is(
        partial(open_page, scheme="dark"), PAGES[0]
    )


MOVING = """() => [...document.querySelectorAll('body *')].filter(element => {
    const style = getComputedStyle(element);
    return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => time !== '0s');
}).map(element => element.tagName + '.' + element.className)"""


def test_keys_open_and_close_what_is_folded_and_nothing_must_move(open_page: OpenPage) -> None:
    visit = open_page("/")
    page = visit.page
    button = page.locator('[data-testid="stPopoverButton"]').first
    button.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog")
    expect(opened).to_be_visible()
    page.evaluate(AXE_SCRIPT)
    found = [report(finding) for finding in findings(visit, RULES_OF_LOOKS) if counts(finding)]
    assert not found, "\n".join(found)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(button).to_be_focused()

    folded = page.locator('[data-testid="stExpander"] details').first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(folded).to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(folded).not_to_have_attribute("open", "")

    assert page.evaluate(MOVING), "Streamlit moves nothing any more; this test sees nothing"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


A4_PX = 794
DARK_WORDS, WHITE = "rgb(27, 31, 36)", "rgb(255, 255, 255)"
CUT = """() => [...document.querySelectorAll('.ma-scroll, .ma-claims-scroll, [data-testid="stMain"]')]
    .map(box => box.scrollWidth - box.clientWidth)"""


def test_print_is_dark_on_white_and_whole(open_page: OpenPage) -> None:
    visit = open_page("/policy?show=promises", width=A4_PX, scheme="dark")
    page = visit.page
    page.emulate_media(media="print", color_scheme="dark")
    visit.settle()
    for hidden in ("stHeader", "stPopover", "stDownloadButton"):
        for part in page.get_by_test_id(hidden).all():
            expect(part).to_be_hidden()
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", WHITE)
    expect(page.locator(".ma-lead")).to_have_css("color", DARK_WORDS)
    assert max(page.evaluate(CUT)) <= 1, "a box is cut at its right"
    inside = page.locator(".ma-matrix details p").first
    assert inside.evaluate("part => part.getBoundingClientRect().height") > 0, "a folded source is missing"
