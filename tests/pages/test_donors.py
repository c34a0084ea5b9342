"""Donors: every part by address and by control, both sides, names that are held and names that are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "donors"
CHARTS = {
    "totals": "donors_largest",
    "pairs": "donors_who_to_whom",
    "flow": "donors_flow",
    "profile": "donors_profile",
}


@pytest.mark.parametrize("told_by", ["donor", "recipient"])
@pytest.mark.parametrize("part", list(CHARTS))
def test_every_part_of_both_sides_has_one_figure_and_a_sentence(part: str, told_by: str, alone: Run) -> None:
    page = alone(PAGE, {"show": part, "told_by": told_by})
    assert not page.exception and not page.warning
    [card] = cards_of(page)
    assert card.name == CHARTS[part] and len(card.all("plotly_chart")) == 1
    assert lead_of(page).endswith(".")


def test_one_profile_over_years_stands_above_the_policy_timeline(alone: Run) -> None:
    page = alone(PAGE, {"show": "profile", "donor": "United Kingdom"})
    [card] = cards_of(page)
    assert any("policy events on this timeline" in part.label for part in card.all("expander"))
    assert not page.exception and "the United Kingdom" in lead_of(page)


def test_both_sides_are_compared_in_a_table(alone: Run) -> None:
    page = alone(PAGE, {"show": "both"})
    assert not page.exception and not page.get("plotly_chart")
    [table] = page.dataframe
    assert list(table.value["Do they agree?"][:2]) == ["differ", "differ"]
    assert "118 stand in both and can be compared" in lead_of(page)


def test_the_sentence_follows_side_and_year(alone: Run) -> None:
    page = alone(PAGE)
    assert lead_of(page).startswith("For 2022, printed totals of 5 donors are held")
    page.selectbox(key="donors_year_donor_totals").set_value("2000").run()
    assert lead_of(page).startswith("For 2000, printed totals of 17 donors are held")
    page.segmented_control(key="donors_told_by").set_value("recipient").run()
    assert not page.exception
    assert "recipients are held" in lead_of(page)


def test_names_that_are_not_held_for_the_year_are_told_where_they_are(alone: Run) -> None:
    page = alone(PAGE, {"show": "pairs", "donor": "Norway"})
    assert not page.exception and not page.get("plotly_chart")
    [said] = page.info
    assert "No figure found for Norway in donors’ profiles of 2022." in said.value
    assert "Profiles of Norway are held for 2012." in said.value


def test_what_the_address_asks_in_vain_is_named(alone: Run) -> None:
    page = alone(PAGE, {"show": "flow", "donor": "Atlantis", "flows": "3"})
    assert not page.exception and len(page.get("plotly_chart")) == 1
    words = " ".join(warning.value for warning in page.warning)
    assert "Atlantis" in words and "flows" in words


def test_flows_drawn_can_be_chosen(alone: Run) -> None:
    page = alone(PAGE, {"show": "flow"})
    assert "25 are drawn" in lead_of(page)
    page.segmented_control(key="donors_flows").set_value("8").run()
    assert "8 are drawn" in lead_of(page)
    page.segmented_control(key="donors_flows").set_value("every").run()
    assert not page.exception and "all are drawn" in lead_of(page)


def test_without_profiles_the_page_says_so(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(edited("DELETE FROM funding_figure WHERE series_key LIKE 'lm_%'"))
    for part in (*CHARTS, "both"):
        page = alone(PAGE, {"show": part})
        assert not page.exception and not page.get("plotly_chart")
        assert any("No figure found" in info.value for info in page.info)


def test_the_two_sides_are_never_added(alone: Run) -> None:
    page = alone(PAGE, {"show": "pairs"})
    page.session_state["caveats_donors_who_to_whom"] = True
    page.run()
    words = html_of(page) + " ".join(part.value for part in page.markdown)
    assert "the two are never added" in words
    assert "Amounts are not added over tables, over years, or over the two sides." in words
