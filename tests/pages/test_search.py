"""The search box of the frame: what it shows, where its links lead, and when it closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.ui.search_box import LABELS, TYPED
from tests.pages.seen import html_of, kind, walk
from tests.pages.test_every_page import HOSTILE

if TYPE_CHECKING:
    from tests.pages.conftest import Run


def typed(page: AppTest, words: str) -> AppTest:
    return page.text_input(key=TYPED).set_value(words).run()


def found(page: AppTest) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Words, page and choices of every link in the results."""
    boxes = [
        part
        for part in walk(page.main)
        if hasattr(part, "children") and "search_results" in getattr(part.proto, "id", "")
    ]
    return [
        (link.proto.label, link.proto.page, parse_qs(link.proto.query_string))
        for box in boxes
        for link in walk(box)
        if kind(link) == "page_link"
    ]


@pytest.fixture
def results(framed: Run) -> Callable[[str], list[tuple[str, str, dict[str, list[str]]]]]:
    return lambda words: found(typed(framed(), words))


def test_nothing_typed_shows_nothing(framed: Run) -> None:
    page = framed()
    assert found(page) == [] and "ma-search" not in html_of(page)
    assert found(typed(page, "  ")) == []
    assert any("two letters" in caption.value for caption in typed(page, "q").caption)


@pytest.mark.parametrize("name", ["", "funding_over_time", "policy", "data", "glossary"])
def test_the_box_stands_above_every_page(name: str, framed: Run) -> None:
    page = framed(name) if name else framed()
    assert page.text_input(key=TYPED).label == "Search the dashboard"
    before = page.title[0].value
    assert found(typed(page, "laos")) and page.title[0].value == before and not page.exception


@pytest.mark.parametrize(
    ("words", "page", "choices"),
    [
        ("Burma", "country", {"recipient": ["Myanmar"]}),
        ("Norway", "donors", {"donor": ["Norway"]}),
        ("Maputo announcement", "policy", {"show": ["timeline"], "only": ["EV-20140627"]}),
        ("Obama policy", "policy", {"show": ["promises"]}),
        ("17 countries White House", "claims", {"by": ["White House"], "places": ["no"]}),
        ("Landmine Monitor 2011: Mine Action", "results", {}),
        ("OHDACA", "glossary", {"q": ["OHDACA"]}),
        ("casualties", "results", {"topic": ["casualties"]}),
        ("Assistance Listing 19.800", "funding_over_time", {"series": ["assistance_listing"]}),
    ],
)
def test_a_link_opens_the_page_with_the_choices(
    words: str, page: str, choices: dict[str, list[str]], results: Callable[..., list]
) -> None:
    links = [asked for _, where, asked in results(words) if where == page]
    assert any(choices.items() <= asked.items() for asked in links), links
    assert all(asked["data"] for asked in links)


def test_what_a_link_asks_for_is_known_to_its_page(framed: Run, alone: Run) -> None:
    """Every kind of link, opened: the page must not say that it does not know what is asked."""
    opened: dict[tuple[str, ...], dict[str, list[str]]] = {}
    start = framed()
    for words in ("laos", "norway", "biden policy", "nadr", "mine free", "africa"):
        for _, name, asked in found(typed(start, words)):
            opened.setdefault((name, *sorted(asked)), {"page": [name], **asked})
    assert len(opened) >= 8
    for asked in opened.values():
        (name,) = asked.pop("page")
        page = alone(name, {key: values[0] for key, values in asked.items()})
        assert not page.exception
        assert [warning.value for warning in page.warning] == [], (name, asked)


def test_nothing_found_says_so_and_what_was_searched(framed: Run) -> None:
    page = typed(framed(), "xyzzy <b>")
    html = html_of(page)
    assert "Nothing found for “xyzzy &lt;b&gt;”" in html and "The text of documents is not searched" in html
    assert not page.exception


def test_words_of_documents_are_shown_as_words(
    framed: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(
        edited(
            f"UPDATE document SET title = '{HOSTILE}', publisher = '{HOSTILE}', url = 'javascript:alert(3)'",
            f"UPDATE policy_event SET title = '{HOSTILE}'",
            f"UPDATE claim SET made_by = '{HOSTILE}', recipient_name = '{HOSTILE}'",
        )
    )
    page = typed(framed(), "script alert loud")
    labels = [label for label, _, _ in found(page)]
    assert len(labels) >= 18
    for label in labels:
        assert (
            "<script>" not in label and "[here](" not in label and "$x$" not in label.replace("\\$x\\$", "")
        )
    html = html_of(page)
    assert "<script>" not in html and "javascript:" not in html.replace("javascript:alert(2)", "")


def test_following_a_link_ends_the_search(framed: Run) -> None:
    page = typed(framed(), "laos")
    assert found(page)
    page.query_params["data"] = "another"
    page.run()
    assert page.text_input(key=TYPED).value == "" and found(page) == []


def test_a_page_moved_to_ends_the_search_and_a_control_moved_does_not(framed: Run) -> None:
    page = typed(framed("policy"), "laos")
    page.segmented_control(key="policy_show").set_value("promises").run()
    assert found(page) and page.text_input(key=TYPED).value == "laos"
    page.segmented_control(key="policy_show").set_value("treaties").run()
    assert found(page)


def test_every_kind_has_a_name() -> None:
    assert len(set(LABELS.values())) == len(LABELS) == 8
