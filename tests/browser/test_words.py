"""Search and the explanations of words, with keys alone: found, said aloud, followed, put away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.cases import OpenPage
from tests.browser.test_accessibility import RULES, bring_axe, counts, findings, report

pytestmark = pytest.mark.browser


def test_search_finds_says_and_closes(open_page: OpenPage) -> None:
    visit = open_page("/", width=390)
    page = visit.page
    box = page.get_by_label("Search the dashboard")
    box.focus()
    page.keyboard.type("burma", delay=20)
    results = page.locator(".st-key-search_results")
    expect(results).to_contain_text("Myanmar")
    expect(page.get_by_role("status").filter(has_text="Countries and areas: 1 found")).to_have_count(1)
    bring_axe(visit)
    found = [report(finding) for finding in findings(visit, RULES) if counts(finding)]
    assert not found, "\n".join(found)
    assert visit.sideways_overflow <= 1

    page.keyboard.press("Escape")
    expect(results).to_have_count(0)
    expect(box).to_have_value("")
    expect(box).to_be_focused()


def test_a_link_is_followed_twice_and_ends_the_search(open_page: OpenPage) -> None:
    """The second time the same link once did nothing: its address had been seen before."""
    visit = open_page("/policy")
    page = visit.page
    box = page.get_by_label("Search the dashboard")
    for words, title in (("hegseth", "Pentagon memo"), ("maputo", "Maputo"), ("hegseth", "Pentagon memo")):
        box.fill(words)
        page.locator(".st-key-search_event a").first.click()
        expect(page.locator(".ma-lead")).to_contain_text(title)
        expect(page.locator(".ma-events > li")).to_have_count(1)
        expect(box).to_have_value("")
        visit.settle()
    visit.assert_quiet()


def test_a_word_is_explained_and_put_away_with_keys_and_pointer(open_page: OpenPage, width: int) -> None:
    visit = open_page("/", width=width)
    page = visit.page
    for term in page.locator(".ma-lead .ma-term").all():
        tip = term.locator(".ma-tip")
        expect(tip).to_be_hidden()
        term.focus()
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        expect(term).to_be_focused()

        term.evaluate("part => part.blur()")
        term.hover()
        expect(tip).to_be_visible()
        tip.hover()
        expect(tip).to_be_visible()
        page.mouse.move(0, 0)
        expect(tip).to_be_hidden()


def test_an_address_with_a_word_goes_to_it(open_page: OpenPage) -> None:
    visit = open_page("/glossary#uxo", width=390)
    expect(visit.page.locator("#uxo")).to_be_in_viewport()
