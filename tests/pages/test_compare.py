"""The page Compare: each kind of comparison with its own answer, its table, and its refusals in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

KINDS = ("countries", "donors", "periods", "administrations")


@pytest.mark.parametrize("by", KINDS)
def test_each_comparison_stands_alone_with_figure_table_and_sentence(by: str, alone: Run) -> None:
    assert not alone("compare", {"by": by}).dataframe, "a table folded away is not built"
    page = alone("compare", {"by": by}, unfolded=["compare_table"])
    assert not page.exception and not page.error and not page.warning
    assert page.title[0].value.endswith("?") and lead_of(page).endswith(".")
    assert len(page.get("plotly_chart")) == 1 and len(page.dataframe) == 1
    assert [card.name for card in cards_of(page)] == ["compare"]


def test_a_reader_goes_through_all_comparisons_in_the_frame(framed: Run) -> None:
    page = framed("compare")
    leads = set()
    for by in (*KINDS, KINDS[0]):
        page.segmented_control(key="compare_by").set_value(by).run()
        assert not page.exception and not page.warning
        leads.add(lead_of(page))
    assert len(leads) == len(KINDS)


@pytest.mark.parametrize("by", ["periods", "administrations"])
def test_a_donor_without_a_total_over_all_recipients_is_shown_for_one(by: str, alone: Run) -> None:
    """The page broke for the 25 donors of whom only single flows are held."""
    page = alone("compare", {"by": by, "series": "lm_donor", "donor": "Slovakia"})
    assert not page.exception and lead_of(page).endswith(".")


def test_the_sentence_follows_the_countries(alone: Run) -> None:
    page = alone("compare", {"recipient": "Iraq"})
    assert "Iraq US$" in lead_of(page) and "Lao PDR" not in lead_of(page)


def test_an_index_refuses_who_has_no_base_and_says_which(alone: Run) -> None:
    page = alone("compare", {"show": "indexed", "base_year": "2015"})
    assert not page.warning and "no figure found for 2015." in page.info[0].value
    assert "2015 is 100" in lead_of(page)


def test_calendar_years_by_administration_are_refused_in_words(alone: Run) -> None:
    page = alone("compare", {"by": "administrations", "series": "lm_world"})
    assert "it counts calendar years" in lead_of(page)
    assert not page.get("plotly_chart") and not page.warning


def test_administrations_begin_in_constant_dollars(alone: Run) -> None:
    page = alone("compare", {"by": "administrations"})
    assert "in FY2024 prices" in lead_of(page) and "Association, not cause." in lead_of(page)
    page.segmented_control(key="compare_dollars").set_value("current").run()
    assert "in FY2024 prices" not in lead_of(page) and not page.exception


def test_unknown_values_of_the_address_are_named(alone: Run) -> None:
    page = alone("compare", {"by": "planets", "show": "sideways"})
    said = " ".join(warning.value for warning in page.warning)
    assert "planets" in said and "sideways" in said and not page.exception


def test_nobody_chosen_means_those_with_the_largest_amounts_and_that_is_said(alone: Run) -> None:
    """Those with the most years came first: in the US series Senegal with US$ 10,000, and not Afghanistan."""
    page = alone("compare", {"recipient": "all", "series": "us_cwd_country"})
    assert not page.exception and len(page.get("plotly_chart")) == 1
    assert "Afghanistan" in html_of(page) and "Senegal" not in html_of(page)
    said = [caption.value.replace("\\", "") for caption in page.caption]
    assert "Shown until you choose others: the 6 with the largest amount of any one year." in said
    chosen = alone("compare", {"recipient": ["Iraq", "Senegal"], "series": "us_cwd_country"})
    assert not any(said.value.startswith("Shown until you choose") for said in chosen.caption)


def test_where_amounts_have_no_constant_prices_the_subtitle_says_so(alone: Run) -> None:
    """One learned it only under More filters, where the choice of prices was greyed."""
    for address, is_said in (({"by": "donors"}, True), ({"series": "us_cwd_country"}, False)):
        page = alone("compare", address)
        assert any(said.value.startswith("Current prices only") for said in page.caption) == is_said
