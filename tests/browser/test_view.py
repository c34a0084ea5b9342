"""A view in a real browser: kept from page to page, in the address, and opened again by its copied link."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.cases import OpenPage
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

FUNDING = (
    "/funding_over_time?series=us_cwd_country&recipient=Iraq&from=2015&to=2016&prices=constant&kinds=treaty"
)


def copied(visit: Visit, card: str) -> str:
    """The link below a card, as the reader finds it under "Copy link"."""
    page = visit.page
    page.locator(f".st-key-{card}").get_by_role("button", name="Copy link").click()
    link = page.locator('[data-testid="stPopoverBody"] code').first.inner_text()
    page.keyboard.press("Escape")
    return link.replace("\n", "").strip()


def figure_of(visit: Visit) -> tuple[str, str, list[str]]:
    """Title, unit and every word drawn in the first card."""
    card = visit.page.locator('[class*="st-key-card_"]').first
    words = card.locator(".js-plotly-plot svg text").all_text_contents()
    return (
        card.locator("h2").inner_text(),
        card.locator('[data-testid="stCaptionContainer"]').first.inner_text(),
        words,
    )


def test_a_copied_link_opens_the_same_figure_in_a_fresh_browser(open_page: OpenPage) -> None:
    first = open_page(FUNDING)
    link = copied(first, "card_funding_over_time")
    for part in ("from=2015", "kinds=treaty", "line=us_cwd_country_totals", "data="):
        assert part in link
    path = re.sub(r"^https?://[^/]+", "", link)
    assert path != link, "a link starts with where the app is"
    second = open_page(path)
    assert figure_of(second) == figure_of(first)
    assert copied(second, "card_funding_over_time") == link
    expect(second.page.get_by_test_id("stAlert")).to_have_count(0)
    first.assert_quiet()
    second.assert_quiet()


def test_a_download_carries_the_link_to_its_view(open_page: OpenPage, tmp_path: Path) -> None:
    visit = open_page(FUNDING)
    link = copied(visit, "card_funding_over_time")
    visit.page.locator(".st-key-card_funding_over_time").get_by_role("button", name="Download").click()
    with visit.page.expect_download() as started:
        visit.page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV", exact=True).click()
    started.value.save_as(tmp_path / "rows.csv")
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    (back,) = (row[1] for row in csv.reader(io.StringIO(text)) if row and row[0] == "# Link back")
    assert re.sub(r"&figure=[^#]+", "", back) == link and "figure=funding_over_time-" in back


def test_choices_are_kept_from_page_to_page_and_back(open_page: OpenPage) -> None:
    visit = open_page(FUNDING)
    page = visit.page
    page.get_by_test_id("stTopNavLink").filter(has_text="Policy").first.click()
    page.wait_for_url("**/policy*")
    visit.settle()
    treaties = page.get_by_role("button", name="Treaties", exact=True)
    assert "kinds=treaty" in page.url and "from=2015" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("What did governments decide")
    page.get_by_role("button", name="Export and transfer", exact=True).click()
    visit.settle()
    assert treaties.count() == 1
    page.get_by_test_id("stTopNavLink").filter(has_text="Funding over time").first.click()
    page.wait_for_url("**/funding_over_time*")
    visit.settle()
    for part in ("recipient=Iraq", "prices=constant", "kinds=export&kinds=treaty", "to=2016"):
        assert part in page.url, page.url
    visit.assert_quiet()


def test_moving_a_control_twice_in_a_hurry_ends_where_the_reader_left_it(open_page: OpenPage) -> None:
    """A run that started before the address was written must not bring the older choice back."""
    visit = open_page("/?kinds=use")
    page = visit.page
    for name in ("Treaties", "Production", "Stockpiles"):
        page.get_by_role("button", name=name, exact=True).click()
    visit.settle()
    for kind in ("use", "treaty", "production", "stockpile"):
        assert f"kinds={kind}" in page.url, page.url
    visit.assert_quiet()


def test_an_older_link_and_unknown_values_are_told(open_page: OpenPage) -> None:
    visit = open_page("/funding_over_time?series=us_cwd&recipient=Atlantis&colour=red&data=000000000000")
    alerts = " ".join(visit.page.get_by_test_id("stAlert").all_inner_texts())
    assert "000000000000" in alerts and "recipient=Atlantis" in alerts and "colour=red" in alerts
    visit.assert_quiet()
