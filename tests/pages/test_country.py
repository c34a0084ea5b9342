"""The country profile: other names, areas, empty parts, its numbered documents, its controls and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Run

PAGE = "country"


def title_of(page: AppTest) -> str:
    (title,) = page.title
    return str(title.value)


def said(page: AppTest) -> str:
    return " ".join(part.value for kind in (page.caption, page.markdown, page.warning) for part in kind)


@pytest.mark.parametrize("given", ["Laos", "LAO", "Lao People's Democratic Republic"])
def test_another_known_name_opens_the_country_and_says_so(given: str, alone: Run) -> None:
    page = alone(PAGE, {"recipient": given})
    assert not page.exception and not page.warning
    assert title_of(page) == "What do the sources say about Lao PDR?"
    assert f"“{given}” stands here as Lao PDR" in said(page)
    assert page.query_params["recipient"] in ("Lao PDR", ["Lao PDR"])
    page.selectbox(key="country_recipient").set_value("Iraq").run()
    assert "stands here as" not in said(page) and "Iraq" in title_of(page)


def test_of_several_names_in_the_address_the_first_that_is_known_is_shown(alone: Run) -> None:
    page = alone(PAGE, {"recipient": ["LAO", "Iraq"]})
    assert not page.exception and not page.warning
    assert title_of(page) == "What do the sources say about Lao PDR?"
    assert "“LAO” stands here as Lao PDR" in said(page)


def test_an_unknown_name_is_named(alone: Run) -> None:
    page = alone(PAGE, {"recipient": "<b>Atlantis"})
    assert not page.exception
    (warning,) = page.warning
    assert "Atlantis" in warning.value and "<b>" not in warning.value.replace("\\<b\\>", "")


@pytest.mark.parametrize(
    "name", ["Kosovo", "Nagorno-Karabakh", "Somaliland", "Serbia and Montenegro", "Andorra"]
)
def test_a_place_with_little_says_what_is_not_held(name: str, alone: Run) -> None:
    page = alone(PAGE, {"recipient": name})
    assert not page.exception and not page.warning
    assert name in lead_of(page)
    assert f"is held for {name}." in said(page).replace("\\", "")
    assert all(card.all("plotly_chart") for card in cards_of(page)), "no empty card"


def test_every_figure_with_an_axis_of_time_has_the_policy_timeline(alone: Run) -> None:
    """The accounts once stood without it."""
    page = alone(PAGE, {"recipient": "Iraq"})
    dated = [card for card in cards_of(page) if card.name != "country_donors"]
    assert {"country_series", "country_accounts"} <= {card.name for card in dated}
    for card in dated:
        assert any("policy event" in part.label for part in card.all("expander")), card.name


def test_numbers_in_tables_are_those_of_the_list(alone: Run) -> None:
    page = alone(PAGE, {"recipient": "Lao PDR"})
    html = html_of(page)
    cited = {int(number) for number in re.findall(r">\[(\d+)\]</a>", html)}
    (listed,) = re.findall(
        r'<ol class="ma-documents">(.*?)</ol>', html.partition("ma-country-documents")[2], re.S
    )
    assert cited and max(cited) <= listed.count("<li>")
    for table in re.findall(r'<table class="ma-country".*?</table>', html, re.S):
        rows = re.findall(r"<tr(?! role=\"row\" class).*?</tr>", table.partition("<tbody")[2], re.S)
        assert rows and all("[" in row for row in rows), "a row without its document"


def test_donors_by_side_and_year(alone: Run) -> None:
    page = alone(PAGE, {"recipient": "Lao PDR"})
    side = page.segmented_control(key="country_told_by_Lao PDR")
    side.set_value("donor_profile").run()
    assert not page.exception
    (card,) = (card for card in cards_of(page) if card.name == "country_donors")
    assert "told by donors' profiles" in card.all("header")[0].value
    page.selectbox(key="country_year_Lao PDR_donor_profile").set_value("2014").run()
    assert not page.exception and "The profiles of 7 donors" in said(page).replace("\\", "")
    assert page.query_params["year"] in ("2014", ["2014"])


def test_casualties_are_drawn_where_there_are_enough_years(alone: Run) -> None:
    names = [card.name for card in cards_of(alone(PAGE, {"recipient": "Afghanistan"}))]
    assert names == ["country_series", "country_accounts", "country_donors", "country_casualties"]
    assert "country_casualties" not in [card.name for card in cards_of(alone(PAGE, {"recipient": "Lao PDR"}))]


def test_a_country_in_the_frame(framed: Run) -> None:
    page = framed(PAGE)
    assert not page.exception and lead_of(page)
    page.selectbox(key="country_recipient").set_value("Ukraine").run()
    assert not page.exception and title_of(page).endswith("Ukraine?")
