"""Results: each topic and place, by control and by address; the list of mine-free states; empty databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mineaction.queries.results.topics import TOPICS
from tests.pages.seen import cards_of, html_of, lead_of
from tests.pages.test_funding_over_time import address_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "results"
FREE = "free"
EVERY = [*(topic.key for topic in TOPICS), FREE]


@pytest.mark.parametrize("topic", EVERY)
def test_every_topic_by_address_has_one_card_and_a_sentence(topic: str, alone: Run) -> None:
    page = alone(PAGE, {"topic": topic})
    assert not page.exception and not page.warning
    assert page.segmented_control(key="results_topic").value == topic
    assert len(cards_of(page)) == len(page.get("plotly_chart")) == 1
    assert lead_of(page).endswith(".")
    topics = {topic.key: topic.title for topic in TOPICS}
    title = cards_of(page)[0].all("header")[0].value
    assert title.startswith(topics.get(topic, "States and areas reported free"))


def test_a_topic_picked_stands_in_the_address(alone: Run) -> None:
    page = alone(PAGE)
    page.segmented_control(key="results_topic").set_value("land").run()
    assert not page.exception and address_of(page) == {"topic": "land"}
    page.segmented_control(key="results_topic").set_value("casualties").run()
    assert "topic" not in page.query_params


def test_a_place_by_address_and_by_control(alone: Run) -> None:
    page = alone(PAGE, {"recipient": "Syria"})
    assert cards_of(page)[0].all("header")[0].value.endswith("Syria")
    page.selectbox(key="results_recipient_casualties").set_value("Afghanistan").run()
    assert not page.exception and address_of(page) == {"recipient": "Afghanistan"}
    assert cards_of(page)[0].all("header")[0].value.endswith("Afghanistan")


@pytest.mark.parametrize(
    "address", [{"topic": "weather"}, {"recipient": "Atlantis"}, {"topic": "land", "recipient": "Syria"}]
)
def test_what_the_address_asks_in_vain_is_named(address: dict[str, str], alone: Run) -> None:
    page = alone(PAGE, address)
    assert not page.exception and len(page.get("plotly_chart")) == 1
    [warning] = page.warning
    assert list(address.values())[-1] in warning.value


def test_the_page_opens_with_the_newest_numbers_and_their_documents(alone: Run) -> None:
    html = html_of(alone(PAGE))
    for words in ("6,279 people", "281.5 km²", "160,566 mines", "57 states and areas"):
        assert f'class="ma-number">{words}</p>' in html
    assert html.count('class="ma-who"><a href="http') == 4


def test_the_list_of_states_has_later_notes_and_counts_beside_it(alone: Run) -> None:
    page = alone(PAGE, {"topic": FREE})
    counts, listed = (table.value for table in page.dataframe)
    assert "Difference" in counts.columns and len(counts) == 10
    assert (listed["Later note"] == "isolated mines still found and destroyed").sum() == 1
    assert listed["Named by the US"].astype(bool).sum() == 18


def test_the_timeline_stands_under_every_topic(alone: Run) -> None:
    for topic in EVERY:
        page = alone(PAGE, {"topic": topic})
        assert html_of(page).count("<li value=") > 0
        page.pills(key="results_kinds").set_value([]).run()
        assert not page.exception and html_of(page).count("<li value=") == 0


def test_without_facts_and_states_the_page_says_so(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM fact", "DELETE FROM mine_free_state"))
    for topic in EVERY:
        page = alone(PAGE, {"topic": topic})
        assert not page.exception and not page.get("plotly_chart")
        assert any("No figure found" in info.value for info in page.info)


def test_no_word_says_that_policy_moved_a_result(alone: Run) -> None:
    page = alone(PAGE)
    words = " ".join([html_of(page), *(part.value for part in page.markdown)]).lower()
    assert "due to" not in words and "led to" not in words and "because of" not in words
    assert "nothing here says that one moved the other" in words
