"""No page has a serious or critical finding of axe-core against WCAG 2.2 AA; then what axe cannot see."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from mineaction.cited import APP
from tests.browser import test_keyboard
from tests.browser.cases import PAGES, OpenPage, PageCase
from tests.browser.visit import HEIGHT, Scheme, Visit

pytestmark = pytest.mark.browser

VIEWS = {"/policy": ("?show=promises", "?show=treaties", "?show=money")}
"""Pages whose address turns them into something else, and how."""

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RULES_OF_WIDTH = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""What width can change, besides contrast; the rest is the same elements again."""
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


class Look(NamedTuple):
    """A way to look at a page, and the rules for the whole of it; none for its colours alone."""

    width: int
    scheme: Scheme
    rules: dict[str, Any] | None = None


# Contrast takes nearly all of axe's time, so it is looked at in one piece of each style, which stands for all
# that have the same colours, size and weight over the same colours.
LOOKS = (
    Look(1400, "light", RULES),
    Look(1400, "dark"),
    Look(390, "dark", RULES_OF_WIDTH),
    Look(390, "light"),
)
"""Every width in every scheme, on one opened page: from one look to the next, one of the two changes."""

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
CUT_BELOW = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return Math.ceil(main.scrollHeight - main.clientHeight);
}"""
# What is named here is found by its own selector, so that an exclusion never covers more than it says.
RUN = """async ([rules, excluded, ofEachStyle]) => {
    const found = await axe.run(ofEachStyle ? {include: oneOfEachStyle()} : document, {
        runOnly: rules, rules: {'color-contrast': {enabled: ofEachStyle}},
        resultTypes: ['violations'], elementRef: true});
    return found.violations.map(({id, impact, help, helpUrl, nodes}) => ({id, impact, help,
        nodes: nodes.map(({target, html, failureSummary, element}) => ({
            target: target.flat().join(' '), html: html.slice(0, 200), summary: failureSummary,
            excludedBy: excluded.findIndex(([rule, selector]) => rule === id && element?.matches(selector)),
        }))}));
}"""


# One element with words of its own for each style: their colour, size and weight, and the colours of all that
# lies behind them, as its parents or as what is drawn under its middle.
ONE_OF_EACH_STYLE = """() => { window.oneOfEachStyle = () => {
    const behind = new Map();
    const styleBehind = element => {
        if (!element) return '';
        if (!behind.has(element)) {
            const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
            behind.set(element,
                `${styleBehind(element.parentElement)} ${backgroundColor} ${backgroundImage} ${opacity}`);
        }
        return behind.get(element);
    };
    const found = new Map();
    for (const element of document.body.querySelectorAll('*')) {
        if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        if (!element.checkVisibility() || !element.getClientRects().length) continue;
        const {color, fill, fontSize, fontWeight, textShadow} = getComputedStyle(element);
        const {left, top, width, height} = element.getBoundingClientRect();
        const under = document.elementsFromPoint(left + width / 2, top + height / 2).map(other => {
            const {backgroundColor, fill} = getComputedStyle(other);
            return other instanceof SVGElement ? fill : backgroundColor;
        });
        const own = [color, fill, fontSize, fontWeight, textShadow];
        const style = [...own, styleBehind(element), ...new Set(under)].join('|');
        if (!found.has(style)) found.set(style, element);
    }
    return [...found.values()];
}; }"""


# A colour half way from one scheme to the other is no scheme's. The mark by which a page hears of the turn
# keeps its transition.
NO_TRANSITIONS = """*:not(.ma-scheme), *::before, *::after {
    transition: none !important; animation: none !important; }"""


def bring_axe(visit: Visit) -> None:
    """Put axe, and what picks one piece of each style, on the page; nothing fades from here on."""
    visit.page.add_style_tag(content=NO_TRANSITIONS)
    visit.page.evaluate(AXE_SCRIPT)
    visit.page.evaluate(ONE_OF_EACH_STYLE)


def findings(visit: Visit, rules: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands, every expander open.

    ``rules`` are held against all of it, contrast against one piece of each style.
    """
    page = visit.page
    # Streamlit scrolls an inner box, and axe looks only at what is not cut off: so the window takes it all.
    if (cut := page.evaluate(CUT_BELOW)) > 0:
        assert page.viewport_size is not None
        page.set_viewport_size({**page.viewport_size, "height": page.viewport_size["height"] + cut + 100})
        visit.settle()
    excluded = [list(part[:2]) for part in EXCLUSIONS]
    found: list[dict[str, Any]] = page.evaluate(RUN, [rules, excluded, False]) if rules else []
    return found + page.evaluate(RUN, [CONTRAST, excluded, True])


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
    """What may not stand on the page a visit is at, in every look."""
    page = visit.page
    own_title, _, title = page.title().partition(" · ")
    assert own_title and title == APP, page.title()
    page.evaluate(OPEN_ALL)
    visit.settle()
    bring_axe(visit)
    found: dict[str, list[dict[str, Any]]] = {}
    for width, scheme, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        if page.viewport_size is None or page.viewport_size["width"] != width:
            page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        visit.settle()
        found[f"{width} px, {scheme}"] = findings(visit, rules)
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
        visit.page.goto(visit.url + view, wait_until="domcontentloaded")
        visit.settle()
        found += failures(visit)
    assert not found, "\n".join(found)
    visit.assert_quiet()


def test_words_too_faint_in_one_scheme_are_found_there(open_page: OpenPage) -> None:
    """The check of one piece of each style itself: a grey that is dark enough on white alone."""
    visit = open_page("/")
    visit.page.evaluate(
        """() => { const words = document.createElement('p'); words.textContent = 'faint';
        words.className = 'faint'; words.style.color = '#595959';
        document.querySelector('.ma-lead').after(words); }"""
    )
    bring_axe(visit)
    assert findings(visit, None) == []
    visit.page.emulate_media(color_scheme="dark")
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    visit.settle()
    [found] = findings(visit, None)
    assert counts(found) and [node["target"] for node in found["nodes"]] == [".faint"]


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
    assert page.evaluate(MOVING), "Streamlit moves nothing any more; this test sees nothing"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    button = page.locator('[data-testid="stPopoverButton"]').first
    button.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog")
    expect(opened).to_be_visible()
    bring_axe(visit)
    found = [report(finding) for finding in findings(visit, RULES_OF_WIDTH) if counts(finding)]
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
