"""The page of claims: register and controls, the verdicts, who was named when, and the contradictions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_the_lead_counts_the_comparisons(alone: Run) -> None:
    lead = lead_of(alone("claims"))
    assert "39 comparisons" in lead and "10 can be made" in lead and "3 differ" in lead


def test_the_known_verdicts_and_both_sums_are_in_view(alone: Run) -> None:
    words = plain(html_of(alone("claims")))
    assert "Agrees within rounding." in words
    assert "stood between US$ 4.69173 billion and US$ 4.7 billion" in words
    assert "Differs by about US$ 12 million or more" in words and "at least US$ 11.6435 million" in words
    assert "US$ 288.241 million" in words and "US$ 288.353 million" in words
    assert "Cannot be checked, because" in words


def test_the_table_of_names_says_that_no_list_of_17_is_known(alone: Run) -> None:
    page = alone("claims")
    assert any("no list of the 17 countries is known" in part.value for part in page.markdown)
    (table,) = re.findall(r'<table class="ma-claims-named">.*?</table>', html_of(page), re.DOTALL)
    assert table.count("● named") == 4 + 8 + 9 + 12 + 2 + 3 + 4 + 1
    assert "17 countries" in table and "at least 12 countries" in table


def test_a_choice_goes_into_the_address_and_the_register(alone: Run) -> None:
    page = alone("claims")
    page.selectbox(key="claims_metric").set_value("lwvf_countries").run()
    assert not page.exception
    assert page.query_params["metric"] in ("lwvf_countries", ["lwvf_countries"])
    assert [card.name for card in cards_of(page)] == ["leahy_fund"], "no running total, no ladder"


def test_an_address_opens_the_statements_of_a_country(alone: Run) -> None:
    page = alone("claims", {"recipient": "Angola", "places": "yes"})
    assert not page.exception and not page.warning
    assert page.selectbox(key="claims_recipient_places").value == "Angola"
    (register,) = (table for table in page.dataframe if "Country or region" in table.value.columns)
    assert set(register.value["Country or region"]) == {"Angola"}


def test_turning_the_switch_off_lets_go_of_a_choice_that_is_gone(alone: Run) -> None:
    page = alone("claims", {"metric": "region_share_pct", "places": "yes"})
    assert page.selectbox(key="claims_metric_places").value == "region_share_pct"
    page.checkbox(key="claims_places").set_value(False).run()
    assert not page.exception and not page.warning
    assert page.selectbox(key="claims_metric").value == ""


def test_an_unknown_value_in_the_address_is_named(alone: Run) -> None:
    page = alone("claims", {"scope": "nonsense"})
    assert not page.exception
    assert any("nonsense" in warning.value for warning in page.warning)


def test_without_statements_the_page_still_stands(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM claim"))
    page = alone("claims")
    assert not page.exception
    assert cards_of(page) == [] and lead_of(page) == ""


def test_the_page_stands_in_the_frame(framed: Run) -> None:
    page = framed("claims")
    assert not page.exception and page.title[0].value == "What has been claimed, and does it add up?"


def test_what_the_filters_act_on_is_said_and_a_figure_never_goes_without_a_word(alone: Run) -> None:
    """With statements on countries chosen, the running total vanished, and the lead still spoke of it."""
    page = alone("claims", {"metric": "countries_impact_free"})
    assert not page.exception
    assert any("What is chosen here" in said.value for said in page.caption)
    assert any("no steps to draw" in said.value for said in page.info)
    assert "Subject" in [box.label for box in page.selectbox]


def test_the_newest_text_stands_first_among_those_that_name_countries(alone: Run) -> None:
    """The text of 2022, which the part is about, stood last, beyond the edge of the page."""
    (table,) = re.findall(r'<table class="ma-claims-named">.*?</table>', html_of(alone("claims")), re.DOTALL)
    assert table.index("21 June 2022") < table.index("12 July 2006")
