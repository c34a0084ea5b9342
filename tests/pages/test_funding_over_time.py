"""Funding over time: every series, recipient, year and price, from the controls and from an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.exhibits.choosing import PRICE_LABELS
from mineaction.queries.choices import FundingChoice
from mineaction.vocabulary import PriceBasis
from tests.pages.seen import cards_of, lead_of
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.pages.conftest import Run

BY_CHOICE = pytest.mark.parametrize("choice", CHOICES, ids=[choice.key for choice in CHOICES])
PAGE = "funding_over_time"


def address_of(page: AppTest) -> dict[str, str]:
    """The page's address as names and values."""
    return {
        name: value[0] if isinstance(value, list) else str(value)
        for name, value in dict(page.query_params).items()
    }


def warnings_of(page: AppTest) -> list[str]:
    return [warning.value.replace("\\", "") for warning in page.warning]


def subtitle(page: AppTest) -> str:
    return str(cards_of(page)[0].all("caption")[0].value).replace("\\", "")


@BY_CHOICE
def test_a_series_picked_above_the_figure_is_shown(choice: FundingChoice, alone: Run) -> None:
    page = alone(PAGE)
    page.selectbox(key="funding_over_time_series").set_value(choice.key).run()
    assert not page.exception and not page.warning
    assert page.title[0].value == choice.question
    assert lead_of(page).endswith(".")
    assert len(page.get("plotly_chart")) == 1
    default = {} if choice is CHOICES[0] else {"series": choice.key}
    assert address_of(page) == default, "what is not said stands at its default"
    assert any(choice.why_not_added in part.value for part in page.markdown)


@BY_CHOICE
def test_an_address_opens_the_same_view(choice: FundingChoice, alone: Run) -> None:
    page = alone(PAGE, {"series": choice.key})
    assert not page.exception and not page.warning
    assert page.selectbox(key="funding_over_time_series").value == choice.key
    assert page.title[0].value == choice.question
    assert len(page.get("plotly_chart")) == 1


def test_a_recipient_changes_title_sentence_and_address(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country"})
    page.selectbox(key="funding_over_time_recipient_us_cwd_country").set_value("Angola").run()
    assert not page.exception and not page.warning
    assert cards_of(page)[0].all("header")[0].value.replace("\\", "").endswith(": Angola")
    assert "for Angola" in lead_of(page)
    assert address_of(page) == {"series": "us_cwd_country", "recipient": "Angola"}


def test_years_narrow_the_answer_and_the_address(alone: Run) -> None:
    page = alone(PAGE)
    page.slider(key="funding_over_time_years_us_cwd").set_value((1993, 1999)).run()
    assert not page.exception
    assert "FY1999" in lead_of(page)
    assert address_of(page) == {"to": "1999"}


def test_constant_dollars_are_said_in_subtitle_sentence_and_address(alone: Run) -> None:
    page = alone(PAGE, {"series": "assistance_listing"})
    before = lead_of(page)
    page.radio(key="funding_over_time_prices").set_value(PriceBasis.CONSTANT.value).run()
    assert not page.exception and not page.warning
    assert "constant FY2024 prices" in subtitle(page)
    assert "in FY2024 prices" in lead_of(page) != before
    assert address_of(page)["prices"] == "constant"


def test_a_whole_view_can_be_opened_by_its_address(alone: Run) -> None:
    address = {
        "series": "us_cwd_country",
        "recipient": "Iraq",
        "from": "2015",
        "to": "2016",
        "prices": "constant",
    }
    page = alone(PAGE, address)
    assert not page.exception and not page.warning
    assert page.selectbox(key="funding_over_time_recipient_us_cwd_country").value == "Iraq"
    assert page.slider(key="funding_over_time_years_us_cwd_country").value == (2015, 2016)
    assert page.radio(key="funding_over_time_prices").value == PriceBasis.CONSTANT
    assert address_of(page) == address
    assert "for Iraq for FY2016" in lead_of(page)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"series": "us_everything"}, "series “us_everything”"),
        ({"series": "us_cwd_country", "recipient": "Atlantis"}, "recipient “Atlantis”"),
        ({"from": "1066"}, "“1066”; there are figures from 1993 to 20"),
        ({"to": "2999"}, "“2999”"),
        ({"from": "soon"}, "“soon”"),
        ({"from": "-1"}, "“-1”"),
        ({"prices": "cheap"}, "prices “cheap”"),
    ],
)
def test_what_is_not_known_is_named_and_left_out(address: dict[str, str], said: str, alone: Run) -> None:
    page = alone(PAGE, address)
    assert not page.exception
    assert len(page.warning) == 1 and said in warnings_of(page)[0]
    assert len(page.get("plotly_chart")) == 1
    page.run()
    assert len(page.warning) == 1, "a second run, as a browser asks for by itself, must not take it away"
    page.pills(key="funding_over_time_kinds").set_value(["treaty"]).run()
    assert not page.warning, "the reader went on, and the address has been put right"


def test_several_unknown_values_are_all_named(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country", "recipient": "Atlantis", "from": "1", "to": "2"})
    assert not page.exception and len(page.warning) == 3


@pytest.mark.parametrize("year", ["²", "٢٠١٥", "9" * 5000, "2015.5", ""])
def test_a_year_that_is_no_plain_number_is_named(year: str, alone: Run) -> None:
    """`?from=²` is made of digits to `str.isdigit` and no number to `int`: the page fell over."""
    page = alone(PAGE, {"from": year})
    assert not page.exception
    assert len(page.warning) == 1 and len(page.get("plotly_chart")) == 1


def test_an_address_cannot_put_links_or_pictures_on_the_page(alone: Run) -> None:
    """A warning quotes the address; unescaped, `?series=![](…)` made the reader's browser fetch a picture."""
    page = alone(PAGE, {"series": "![x](http://example.org/x) [y](http://example.org/y)"})
    assert not page.exception
    (said,) = (warning.value for warning in page.warning)
    assert "\\[y\\]" in said and "](" not in said.replace("\\](", "")


def test_a_recipient_of_a_series_that_has_none_is_named(alone: Run) -> None:
    """It was left out without a word, so a shared link seemed to show one country and showed them all."""
    page = alone(PAGE, {"series": "us_cwd", "recipient": "Angola"})
    assert not page.exception
    assert "recipient=Angola is not used" in warnings_of(page)[0]
    assert "recipient" not in address_of(page)


def test_a_recipient_that_a_series_lacks_is_kept_for_the_next_one_and_named(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country", "recipient": "Angola", "from": "2014", "to": "2016"})
    for key in ("lm_world", "us_cwd", "oecd_crs", "us_cwd_country"):
        page.selectbox(key="funding_over_time_series").set_value(key).run()
        assert not page.exception and not page.warning, key
        assert address_of(page).get("series", "us_cwd") == key
        kept = any(said.value.startswith("Your choice of Angola does not apply") for said in page.caption)
        is_used = key != "us_cwd"
        assert (address_of(page).get("recipient") == "Angola") == is_used != kept


def test_constant_dollars_of_calendar_years_are_refused_with_the_reason(alone: Run) -> None:
    page = alone(PAGE, {"series": "oecd_crs", "prices": "constant"})
    assert not page.exception
    assert "current prices" in subtitle(page)
    assert any("calendar years" in words for words in warnings_of(page))
    assert page.radio(key="funding_over_time_prices_current_only").disabled


def test_an_empty_answer_says_what_to_try(alone: Run) -> None:
    page = alone(PAGE)
    page.multiselect(key="funding_over_time_line_us_cwd").set_value(["us_hma_regions"])
    page.slider(key="funding_over_time_years_us_cwd").set_value((2010, 2012)).run()
    assert not page.exception and not page.warning
    (said,) = (info.value for info in page.info)
    assert said.startswith("No figure found for these years") and "Widen the years" in said
    assert not page.get("plotly_chart") and not page.get("download_button") and lead_of(page) == ""


def test_an_empty_answer_for_a_recipient_names_it(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country", "recipient": "Jordan"})
    assert len(page.get("plotly_chart")) == 1
    page.multiselect(key="funding_over_time_line_us_cwd_country_Jordan").set_value(
        ["us_cwd_country_statements"]
    ).run()
    assert not page.exception and not page.get("plotly_chart")
    assert page.info[0].value.startswith("No figure found for these years and Jordan.")


def test_a_recipient_known_from_sentences_alone_is_shown_at_once(alone: Run) -> None:
    """Mozambique stands only in sentences, a line not shown first: the page said that nothing was found."""
    page = alone(PAGE, {"series": "us_cwd_country"})
    for recipient in ("Angola", "Mozambique", "Angola"):
        page.selectbox(key="funding_over_time_recipient_us_cwd_country").set_value(recipient).run()
        assert not page.exception and not page.info
        assert f"for {recipient}" in lead_of(page)


def test_no_line_picked_means_the_lines_shown_first(alone: Run) -> None:
    page = alone(PAGE)
    before = lead_of(page)
    page.multiselect(key="funding_over_time_line_us_cwd").set_value([]).run()
    assert not page.exception and lead_of(page) == before


def test_without_kinds_the_timeline_says_that_events_are_hidden(alone: Run) -> None:
    page = alone(PAGE)
    page.pills(key="funding_over_time_kinds").set_value([]).run()
    assert not page.exception and len(page.get("plotly_chart")) == 1
    assert any(part.label.startswith("0 policy events") for part in page.expander)
    assert any("more of this period under other kinds" in part.label for part in page.expander)


def test_a_year_without_a_price_index_is_named_on_the_page(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM price_index WHERE fiscal_year = 2022"))
    page = alone(PAGE, {"series": "assistance_listing", "prices": "constant"})
    assert not page.exception
    assert "No price index for FY2022" in warnings_of(page)[0]
    assert not page.get("plotly_chart")


def test_a_series_of_a_single_year_can_be_looked_at(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM funding_figure WHERE series_key = 'crs_15250_disbursements' AND year <> 2017"))
    page = alone(PAGE, {"series": "oecd_crs"})
    assert not page.exception
    assert "2017" in lead_of(page)


def test_the_price_labels_name_the_base_year() -> None:
    assert PRICE_LABELS[PriceBasis.CONSTANT] == "Constant FY2024 dollars"


def test_constant_dollars_without_a_fiscal_year_say_so(alone: Run) -> None:
    """With every amount left out for want of a fiscal year, the page said to widen the years."""
    page = alone("funding_over_time", {"prices": "constant"})
    page.multiselect("funding_over_time_line_us_cwd").set_value(["us_demining_planned"]).run()
    [told] = [item.value for item in page.info]
    assert "not shown in constant dollars" in told
    assert "current dollars" in told


def test_a_selection_with_places_can_be_seen_as_a_map_with_its_own_title_and_rows(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country", "from": "2015"})
    page.segmented_control(key="view_funding_over_time").set_value("map").run()
    assert not page.exception and not page.warning
    (card,) = cards_of(page)
    assert "FY2015 to FY2017" in card.all("header")[0].value and "years added" in subtitle(page)
    (chart,) = card.all("plotly_chart")
    assert '"choropleth"' in chart.proto.spec
    assert address_of(page)["as_funding_over_time"] == "map", "the map is part of the view"
    assert "Not on the map" in [header.value for header in page.header]


@pytest.mark.parametrize("address", [{"series": "us_cwd"}, {"series": "oecd_crs", "recipient": "Angola"}])
def test_a_selection_without_places_offers_no_map(address: dict[str, str], alone: Run) -> None:
    page = alone(PAGE, address)
    (switch,) = (item for item in page.segmented_control if item.key == "view_funding_over_time")
    assert "Map" not in switch.options


@pytest.mark.parametrize(
    ("page", "address", "words"),
    [
        (PAGE, {"recipient": "Iraq"}, "recipient=Iraq is not used: it is taken only with Series “"),
        ("donors", {"flows": "8"}, "flows=8 is not used: it is taken only with the part “Donors flow”"),
        ("compare", {"base_year": "1800"}, "is not used: it is taken only with Show “Indexed”."),
    ],
)
def test_a_choice_of_the_address_that_is_not_used_is_told_with_what_would_use_it(
    page: str, address: dict[str, str], words: str, alone: Run
) -> None:
    found = alone(page, address)
    (warning,) = found.warning
    assert words in warning.value.replace("\\", "")


def test_a_choice_kept_from_another_page_is_no_fault_of_the_address(alone: Run) -> None:
    page = alone(PAGE, {"series": "us_cwd_country", "recipient": "Iraq"})
    page.selectbox(key=f"{PAGE}_series").set_value("us_cwd").run()
    assert not page.warning and not page.exception
    assert any("Your choice of Iraq does not apply here" in said.value for said in page.caption)


@pytest.mark.parametrize("other", ["briefing", "glossary", "overview", "data"])
def test_a_page_that_asks_for_no_country_does_not_speak_of_one(other: str, alone: Run) -> None:
    """“Kept, but not used: Iraq” stood over a briefing whose first figure was of Iraq."""
    first = alone(PAGE, {"series": "us_cwd_country", "recipient": "Iraq", "from": "2015", "to": "2016"})
    page = alone(other)
    page.session_state["kept"] = first.session_state["kept"]
    page.run()
    assert not page.exception
    assert not any("does not apply" in said.value for said in page.caption)
