"""The glossary page: every term with its anchor, a word looked for, and the table to take away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mineaction.glossary import TERMS, heading
from tests.pages.seen import html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "glossary"


def listed(html: str) -> list[str]:
    return re.findall(r'<dt id="([^"]+)">', html)


def test_every_term_stands_there_once_under_its_letter(alone: Run) -> None:
    html = html_of(alone(PAGE))
    assert listed(html) == [term.key for term in TERMS]
    letters = re.findall(r'<h2 id="letter-(.)">', html)
    assert letters == sorted(set(letters))
    assert re.findall(r'href="#letter-(.)"', html) == letters
    pointed = set(re.findall(r'href="#([a-z0-9-]{2,})"', html)) - {f"letter-{letter}" for letter in letters}
    assert {target for target in pointed if not target.startswith("letter-")} <= set(listed(html))


def test_a_word_looked_for_narrows_list_table_and_address(alone: Run) -> None:
    page = alone(PAGE)
    page.text_input(key="glossary_q").set_value("ohdaca").run()
    assert not page.exception
    assert listed(html_of(page)) == ["appropriation-account", "ohdaca"]
    assert "2 of" in lead_of(page) and "“ohdaca”" in lead_of(page)
    assert list(page.dataframe[0].value["Word"]) == ["appropriation account", "OHDACA"]
    assert page.query_params["q"] in ("ohdaca", ["ohdaca"])


def test_a_word_by_address_and_one_that_is_not_there(alone: Run) -> None:
    assert listed(html_of(alone(PAGE, {"q": "de-obligation"}))) == ["de-obligation"]
    page = alone(PAGE, {"q": "<b>xyzzy</b>"})
    assert not page.exception and not page.dataframe
    assert "&lt;b&gt;xyzzy" in lead_of(page)
    assert any("xyzzy" in note.value for note in page.info)


def test_every_term_can_be_reached_by_its_name(alone: Run) -> None:
    """Search leads here with a term's name: the term has to be among what is listed then."""
    page = alone(PAGE)
    for term in (term for term in TERMS if not term.name.isalpha()):
        page.text_input(key="glossary_q").set_value(term.name).run()
        assert term.key in listed(html_of(page)), heading(term)


def test_series_that_belong_to_a_term_open_the_funding_page(alone: Run) -> None:
    html = html_of(alone(PAGE, {"q": "price index"}))
    assert "funding_over_time?series=" not in html
    html = html_of(alone(PAGE, {"q": "outlay"}))
    assert 'href="funding_over_time?series=assistance_listing"' in html
