"""The page on editions: empty while every source has one, and what changed where one has several."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pages.seen import cards_of, lead_of
from tests.pages.test_funding_over_time import address_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "editions"


@pytest.fixture
def several(database_with_editions: Path, alone: Run, reads: Callable[[Path], None]) -> Run:
    """Pages that read a database with three editions of one source."""
    reads(database_with_editions)
    return alone


def test_with_one_edition_each_the_page_says_what_it_is_for(alone: Run) -> None:
    page = alone(PAGE)
    assert not page.exception and not page.warning and not page.get("plotly_chart")
    assert "one edition so far" in lead_of(page)
    assert "added, removed or revised" in " ".join(part.value for part in page.markdown)
    [held] = page.dataframe
    assert set(held.value["How it came"]) <= {"came with the project", ""}


def test_the_newest_edition_is_compared_with_the_one_before(several: Run) -> None:
    page = several(PAGE, {"line": "fts_funding"})
    assert not page.exception and not page.warning
    assert "1 entry was revised and 1 removed" in lead_of(page)
    [card] = cards_of(page)
    assert card.name == PAGE and card.all("plotly_chart")
    changes = next(table.value for table in page.dataframe if "What happened" in table.value)
    assert set(changes["What happened"]) == {"Revised", "Removed"}


def test_any_edition_can_be_chosen_and_drawn(several: Run) -> None:
    page = several(PAGE)
    edition = next(box for box in page.selectbox if box.label == "Edition")
    edition.set_value("shipped").run()
    assert not page.exception
    assert address_of(page)["edition"] == "shipped"
    [also] = page.multiselect
    first = also.options[0]
    also.select(first).run()
    assert not page.exception and address_of(page)["also"]
    drawn = json.loads(page.get("plotly_chart")[0].proto.spec)["data"]
    assert sum(trace["meta"] == "edition" for trace in drawn) == 3


def test_one_recipient_may_have_no_change(several: Run) -> None:
    page = several(PAGE, {"line": "fts_requirements", "recipient": "Afghanistan", "against": "shipped"})
    assert not page.exception and not page.warning
    assert lead_of(page).startswith("Between the editions of")


@pytest.mark.parametrize("address", [{"source": "gold"}, {"edition": "0009"}, {"line": "silver"}])
def test_what_the_address_asks_in_vain_is_named(address: dict[str, str], several: Run) -> None:
    page = several(PAGE, address)
    assert not page.exception
    assert any(next(iter(address.values())) in warning.value for warning in page.warning)


def test_the_page_runs_in_the_frame(framed: Run) -> None:
    page = framed(PAGE)
    assert not page.exception and len(page.title) == 1
