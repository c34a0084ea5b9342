"""Figures taken away for real: files of one card, a briefing as slides, by keyboard and on a phone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from tests.browser.cases import OpenPage
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

CARD = "funding_over_time"
MAKING_MS = 45_000
"""The first picture waits for a browser to start."""


def foot(page: Page, name: str = CARD) -> Locator:
    return page.locator(f".st-key-foot_{name}")


def opened(page: Page, label: str, name: str = CARD) -> Locator:
    """What opens from a button of the foot."""
    foot(page, name).get_by_role("button", name=label).click()
    return page.get_by_test_id("stPopoverBody")


def saved(page: Page, button: Locator, to: Path) -> bytes:
    with page.expect_download(timeout=MAKING_MS) as waiting:
        button.click()
    waiting.value.save_as(to)
    return to.read_bytes()


def words_of(slides: bytes) -> str:
    deck = Presentation(io.BytesIO(slides))
    return "\n".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
    )


def test_a_card_is_taken_as_picture_slide_and_rows(open_page: OpenPage, tmp_path: Path) -> None:
    visit = open_page(f"/{CARD}?series=us_cwd_country&recipient=Iraq")
    page = visit.page
    title = page.locator(f".st-key-card_{CARD} h2").inner_text()
    menu = opened(page, "Download")
    png = saved(page, menu.get_by_role("button", name="PNG", exact=True), tmp_path / "a.png")
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width / picture.height == pytest.approx(16 / 9, abs=0.01) and picture.width >= 1920
        assert picture.info["Title"] == title
    expect(menu.get_by_text("PNG made")).to_be_visible()
    pptx = saved(page, menu.get_by_role("button", name="PPTX", exact=True), tmp_path / "a.pptx")
    assert title in words_of(pptx)
    rows = saved(page, menu.get_by_role("button", name="CSV", exact=True), tmp_path / "a.csv")
    lines = list(csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline="")))
    assert ["# Title", title] in lines and len(lines) > lines.index([]) + 5
    visit.assert_quiet()


def added(visit: Visit, path: str, name: str) -> None:
    """Go to another page of this visit and add its figure."""
    page = visit.page
    page.get_by_test_id("stTopNavLink").filter(has_text=path).first.click()
    foot(page, name).wait_for()
    visit.settle()
    foot(page, name).get_by_role("button", name="Add to briefing").click()
    foot(page, name).get_by_role("button", name="In the briefing").wait_for()


def test_two_figures_become_a_pack_of_slides(open_page: OpenPage, tmp_path: Path) -> None:
    visit = open_page("/briefing")
    page = visit.page
    expect(page.get_by_text("To fill it: open a figure")).to_be_visible()
    added(visit, "Funding over time", CARD)
    added(visit, "Map", "recipient_map")
    page.get_by_test_id("stTopNavLink").filter(has_text="Briefing").first.click()
    page.get_by_role("heading", name="Make the pack").wait_for()
    visit.settle()
    # By keyboard: the second figure moves up.
    up = page.locator(".st-key-item_up_1 button")
    before = page.locator(".st-key-item_1 p").first.inner_text()
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-item_0 p").first).to_contain_text(before.removeprefix("2. "))
    visit.settle()
    page.get_by_role("button", name="Make the pack").click()
    take = page.get_by_role("button", name="Download the PPTX")
    take.wait_for(timeout=MAKING_MS)
    words = words_of(saved(page, take, tmp_path / "pack.pptx"))
    assert before.removeprefix("2. ") in words and "Mine action: a briefing" in words
    assert words.index(before.removeprefix("2. ")) < words.rindex(
        "US conventional weapons destruction: yearly"
    )
    visit.assert_quiet()


def test_what_opens_fits_a_phone_and_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    visit = open_page(f"/{CARD}", width=390, scheme="dark")
    page = visit.page
    body = page.get_by_test_id("stPopoverBody")
    for label in ("Caveats", "Download", "Cite", "Sentences", "Copy link"):
        foot(page).get_by_role("button", name=label).focus()
        page.keyboard.press("Enter")
        body.locator("p, code, li").first.wait_for()
        box = body.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, label
        assert visit.sideways_overflow == 0, label
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)
    visit.assert_quiet()


def test_copy_link_copies_at_the_click_and_still_shows_the_link(open_page: OpenPage) -> None:
    """It opened a box, and copying was one more click, on a sign that shows only under the pointer."""
    visit = open_page(f"/{CARD}?series=us_cwd_country&recipient=Iraq")
    page = visit.page
    foot(page).get_by_role("button", name="Copy link").click()
    body = page.get_by_test_id("stPopoverBody")
    expect(body.get_by_text("Copied", exact=True)).to_be_visible()
    shown = body.locator("code").first.inner_text()
    page.evaluate("() => document.body.append(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("body > textarea").input_value() == shown
    visit.assert_quiet()


def test_a_page_there_is_not_is_told_plainly(open_page: OpenPage) -> None:
    visit = open_page("/glossary")
    answer = visit.page.context.request.get(
        visit.url.replace("/glossary", "/glossaries"), headers={"accept": "text/html"}
    )
    assert answer.status == 404 and "Glossary</a>" in answer.text()
