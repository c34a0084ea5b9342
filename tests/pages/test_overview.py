"""The overview: the four headline statements with their sources, and the ladder below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from mineaction.ui import overview_parts
from mineaction.ui.navigation import HIDDEN_WITHOUT, PAGES
from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run


def headlines_of(page: AppTest) -> list[str]:
    return re.findall(r'<section class="ma-headline">(.*?)</section>', html_of(page), re.DOTALL)


def test_four_statements_with_number_speaker_document_and_what_was_said_since(alone: Run) -> None:
    shown = headlines_of(alone("overview"))
    numbers = [re.findall(r'class="ma-number">(.*?)</p>', words)[0] for words in shown]
    assert numbers == [
        "over US$ 4.2 billion",
        "over 100 countries",
        "17 countries",
        "over 250,000 people in 35 countries",
    ]
    since = [
        "over US$ 5.09 billion",
        "over 125 countries and areas",
        "no later statement",
        "over 50 countries",
    ]
    for words, newest in zip(shown, since, strict=True):
        assert "White House, 21 June 2022" in words
        assert 'href="https://' in words and 'rel="noopener noreferrer"' in words
        assert newest in words


def test_the_sentence_keeps_bound_and_scope(alone: Run) -> None:
    lead = lead_of(alone("overview"))
    assert "over US$ 5.09 billion for conventional weapons destruction (4 April 2024)" in lead
    assert "humanitarian demining" in lead


def test_it_says_what_it_leaves_out(alone: Run) -> None:
    assert any("statements, not accounts" in part.value for part in alone("overview").markdown)


def test_without_statements_the_page_still_stands(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM claim"))
    page = alone("overview")
    assert not page.exception
    assert headlines_of(page) == [] and lead_of(page) == ""


def test_kinds_of_event_change_the_list_under_the_figure(alone: Run) -> None:
    page = alone("overview")
    before = html_of(page).count("<li value=")
    page.pills(key="overview_kinds").set_value([]).run()
    assert not page.exception and len(cards_of(page)) == 1
    assert before > 0 and html_of(page).count("<li value=") == 0


def test_the_start_names_every_page_and_the_question_it_answers(framed: Run) -> None:
    assert list(overview_parts.QUESTIONS) == [name for name in PAGES if name != "overview"]
    labels = [link.proto.label for link in framed().get("page_link")]
    for name, question in overview_parts.QUESTIONS.items():
        # A page that has nothing to show as yet is left out here as in the navigation.
        assert (f"**{PAGES[name]}** {question}" in labels) == (name not in HIDDEN_WITHOUT)
        assert question.endswith("?")
