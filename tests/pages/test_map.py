"""The Map page: every series, one year or several, what is not on the map, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mineaction.queries.where.lines import MAPPED, mapped_lines
from tests.pages.seen import cards_of, lead_of
from tests.pages.test_funding_over_time import address_of, warnings_of
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "map"
SERIES = [choice.key for choice in CHOICES if mapped_lines(choice)]


@pytest.mark.parametrize("key", SERIES)
def test_every_series_has_its_map_and_what_is_not_on_it(key: str, alone: Run) -> None:
    page = alone(PAGE, {"series": key})
    assert not page.exception and not page.warning
    assert page.title[0].value == "Where has the money gone?" and lead_of(page).startswith("For ")
    [card] = cards_of(page)
    assert card.name == "recipient_map" and len(page.get("plotly_chart")) == 1
    assert any(head.value == "Not on the map" for head in page.header)
    assert any("imply no position on borders" in caption.value for caption in page.caption)
    assert address_of(page) == ({"series": key} if key != SERIES[0] else {})


def test_the_ranking_is_of_the_same_selection(alone: Run) -> None:
    page = alone(PAGE, {"series": "oecd_crs"})
    page.segmented_control(key="view_recipient_map").set_value("Ranking").run()
    assert not page.exception
    [chart] = page.get("plotly_chart")
    assert "Bilateral, unspecified" in chart.proto.spec and '"bar"' in chart.proto.spec


def test_years_are_a_span_only_where_they_are_added(alone: Run) -> None:
    added = alone(PAGE, {"series": "ocha_fts", "from": "2021", "to": "2023"})
    assert not added.warning and added.slider[0].value == (2021, 2023)
    assert "2021 to 2023" in lead_of(added)
    asked = alone(PAGE, {"series": "ocha_fts", "line": "fts_requirements", "year": "2021"})
    assert not asked.warning and not asked.slider
    assert lead_of(asked).startswith("For 2021,") and any(
        "may ask for again" in caption.value for caption in asked.caption
    )


def test_a_donor_is_chosen_where_pairs_are_shown(alone: Run) -> None:
    page = alone(PAGE, {"series": "lm_donor", "donor": "Japan"})
    assert not page.exception and not page.warning
    assert (
        "profile of Japan as a donor" in lead_of(page)
        and page.selectbox(key="map_donor_lm_flows_donor_profile").value == "Japan"
    )
    page.segmented_control(key="map_line_lm_donor").set_value("lm_flows_recipient_profile").run()
    assert not page.exception and "profiles of recipients" in lead_of(page)


def test_constant_dollars_where_years_are_fiscal(alone: Run) -> None:
    page = alone(PAGE, {"prices": "constant"})
    assert not page.warning
    assert "constant FY2024 prices" in cards_of(page)[0].all("caption")[0].value


@pytest.mark.parametrize(
    "address",
    [
        {"series": "gold"},
        {"series": "lm_donor", "donor": "Atlantis"},
        {"series": "ocha_fts", "line": "silver"},
        {"series": "lm_world", "year": "1900"},
    ],
)
def test_what_the_address_asks_in_vain_is_named(address: dict[str, str], alone: Run) -> None:
    page = alone(PAGE, address)
    assert not page.exception
    assert any(list(address.values())[-1] in words for words in warnings_of(page))


def test_years_without_a_figure_say_so(alone: Run) -> None:
    page = alone(PAGE, {"series": "ocha_fts", "from": "2001", "to": "2001"})
    assert not page.exception and not page.warning and cards_of(page)


def test_a_database_without_figures_still_has_its_page(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM funding_figure"))
    page = alone(PAGE)
    assert not page.exception and any("No figure found" in info.value for info in page.info)


def test_a_series_whose_donors_are_not_held_says_so(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    """The page once stopped with a traceback, as there was no donor to begin with."""
    reads(edited("DELETE FROM funding_figure WHERE series_key LIKE 'lm_%'"))
    page = alone(PAGE, {"series": "lm_donor"})
    assert not page.exception and len(cards_of(page)) == 1
    [said] = warnings_of(page)
    assert "No figure of “Contributions of one donor to mine action (Landmine Monitor)” is held." in said


def test_the_largest_lead_on_to_their_country(framed: Run) -> None:
    labels = [link.proto.label for link in framed(PAGE).get("page_link")]
    assert labels[:3] == ["Iraq", "Lao PDR", "Afghanistan"]


def test_every_line_is_named_on_its_switch() -> None:
    assert all(words.switch and "{count}" in words.reports for words in MAPPED.values())
