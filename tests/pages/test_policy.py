"""The policy page: four parts, each with its answer; addresses kept and named; refusals told plainly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import cards_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PARTS = ("timeline", "promises", "treaties", "money")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_stands_alone_with_its_own_answer(part: str, alone: Run) -> None:
    page = alone("policy", {"show": part})
    assert not page.exception and not page.error and not page.warning
    assert lead_of(page).endswith(".")
    assert page.title[0].value == "What did governments decide, and when?"
    assert len(page.get("plotly_chart")) == (0 if part == "promises" else 1)


def test_a_part_is_reached_in_the_frame_and_kept_in_the_address(framed: Run) -> None:
    page = framed("policy")
    for part in PARTS:
        page.segmented_control(key="policy_show").set_value(part).run()
        assert not page.exception and lead_of(page)
    assert page.query_params["show"] == "money"


def numbers(page: AppTest) -> list[int]:
    return [int(number) for number in re.findall(r'<li value="(\d+)"', html_of(page))]


def test_the_list_has_every_mark_of_the_figure_newest_first(alone: Run) -> None:
    page = alone("policy")
    (chart,) = page.get("plotly_chart")
    marks = [
        number
        for trace in json.loads(chart.proto.spec)["data"]
        if trace.get("meta") == "events"
        for number in trace["customdata"]
    ]
    assert sorted(numbers(page)) == sorted(marks) == list(range(1, len(marks) + 1))
    lists = re.findall(r'<ol class="ma-events">.*?</ol>', html_of(page), re.DOTALL)
    for listed in lists:
        held = [int(number) for number in re.findall(r'<li value="(\d+)"', listed)]
        assert held == sorted(held, reverse=True)


def test_events_of_other_states_are_not_told_as_acts_of_a_president(alone: Run) -> None:
    """“Donald Trump (2nd), 23 events” held Croatia, Tonga, Poland and the UN among his decisions."""
    html = html_of(alone("policy"))
    first = html[html.index('<section class="ma-register"') :].partition("</details>")[0]
    own, _, others = first.partition("Of other states, treaties and organisations")
    assert "During the term of <b>Donald Trump (2nd)</b>" in own and "of them of the United States" in own
    assert "Croatia" in others and "Croatia" not in own
    assert "Pentagon memo" in own and "Pentagon memo" not in others


def test_without_a_kind_the_reader_is_asked_for_one(alone: Run) -> None:
    """It read “No figure found for no kind of decision.”"""
    page = alone("policy", {"kinds": "none"})
    assert [note.value for note in page.info] == ["Choose at least one kind of decision above."]


def test_the_memo_is_shown_as_reported_and_not_published(alone: Run) -> None:
    html = html_of(alone("policy"))
    (memo,) = re.findall(r'<li value="\d+" class="ma-unpublished">(.*?)</li>', html, re.DOTALL)
    assert "2 December 2025" in memo and "reported, not officially published" in memo
    assert "Humanitarian Mine Action Program" not in memo, "an unverified report is not repeated"


@pytest.mark.parametrize("show", ["timeline", "promises"])
def test_the_address_nobody_has_opened_says_so_wherever_it_stands(show: str, alone: Run) -> None:
    """It was marked above the figures and in the lists of documents, and not in the events and promises."""
    html = html_of(alone("policy", {"show": show}))
    tails = re.findall(r'<a href="https://bidenwhitehouse[^"]*"[^>]*>[^<]*</a>(.{0,30})', html)
    marked = [tail for tail in tails if tail.startswith((' <span class="ma-aside', " (The text was read"))]
    assert tails and marked == tails
    assert html.count("(address not checked)") >= 1


def test_filters_change_list_and_address(alone: Run) -> None:
    page = alone("policy")
    page.pills(key="policy_kinds").set_value(["export"]).run()
    assert len(numbers(page)) == 6 and page.query_params["kinds"] in ("export", ["export"])
    page.slider(key="policy_years").set_value((2020, 2026)).run()
    assert len(numbers(page)) == 2 and page.query_params["from"] in ("2020", ["2020"])
    page.multiselect(key="policy_direction").set_value(["restricts"]).run()
    assert not page.exception and numbers(page) == []
    assert any("No figure found" in note.value for note in page.info) and not page.get("plotly_chart")


def test_lanes_can_stand_for_direction(alone: Run) -> None:
    page = alone("policy", {"lanes": "direction"})
    spec = json.loads(page.get("plotly_chart")[0].proto.spec)
    titles = " ".join(note["text"] for note in spec["layout"]["annotations"])
    assert "Restricts (" in titles and "Loosens (" in titles


def test_addresses_are_read_and_unknown_values_named(alone: Run) -> None:
    page = alone("policy", {"kinds": ["use", "war"], "from": "1066", "actor": "DoD", "lanes": "colour"})
    assert page.pills(key="policy_kinds").value == ["use"]
    assert list(page.multiselect(key="policy_actor").value) == ["DoD"]
    said = " ".join(warning.value for warning in page.warning)
    assert "war" in said and "1066" in said and "colour" in said
    page = alone("policy", {"show": "gossip"})
    assert "gossip" in page.warning[0].value and not page.exception


def test_the_matrix_is_a_real_table(alone: Run) -> None:
    html = html_of(alone("policy", {"show": "promises"}))
    (table,) = re.findall(r'<table class="ma-matrix">.*?</table>', html, re.DOTALL)
    assert table.count('<th scope="row">') == 11 and table.count('<th scope="col">') == 9
    assert "<caption>" in table and table.count("<td ") == 88 == table.count("<summary")
    silent = re.findall(r'<td class="ma-not_stated">.*?</td>', table)
    assert silent and all("not stated" in cell and "×" not in cell for cell in silent)
    refused = re.findall(r'<td class="ma-no">.*?</td>', table)
    assert refused and all("×" in cell and " no</summary>" in cell for cell in refused)
    assert "reported, not officially published" in table


def test_what_changed_is_said_in_sentences(alone: Run) -> None:
    html = html_of(alone("policy", {"show": "promises"}))
    assert "Not use outside the Korean Peninsula: from no to yes." in html
    assert "Not stated, so nothing is read into it" in html


def test_states_are_searched(alone: Run) -> None:
    page = alone("policy", {"show": "treaties", "treaty": "APMBC", "standing": "withdrawn"})
    assert sorted(page.dataframe[0].value["State"]) == ["Estonia", "Finland", "Latvia", "Lithuania", "Poland"]
    page.text_input(key="policy_state").set_value("pol").run()
    assert list(page.dataframe[0].value["State"]) == ["Poland"] and page.query_params["state"] == "pol"
    page.text_input(key="policy_state").set_value("nowhere at all").run()
    assert not page.exception and not page.dataframe


def test_the_years_held_lead_and_why_there_are_no_means_stands_below_once(alone: Run) -> None:
    """The page began with a refusal, although five of the years around the event are held."""
    page = alone("policy", {"show": "money"})
    assert not page.info and not page.warning
    assert lead_of(page).startswith("Held for ") and lead_of(page).endswith("Association, not cause.")
    assert "<table" not in html_of(page)
    (card,) = cards_of(page)
    assert "around" in card.all("header")[0].value
    (told,) = (part.value for part in page.markdown if "Why no means are given" in part.value)
    assert "FY2018" in told and "FY2026" in told
    assert page.selectbox(key="policy_years").disabled


def test_a_window_without_any_amount_draws_nothing_and_says_so(alone: Run) -> None:
    page = alone("policy", {"show": "money", "event": "EV-19801010"})
    assert not page.exception and not page.get("plotly_chart")
    assert lead_of(page).startswith("No amount ")


def test_a_width_no_series_has_and_an_event_abroad_are_told_with_the_reason(alone: Run) -> None:
    page = alone("policy", {"show": "money", "years": "6", "event": "EV-20260227"})
    said = " ".join(warning.value for warning in page.warning)
    assert "No series holds 6 whole fiscal years on both sides" in said
    assert "No US money is set around what another state decided" in said and "Croatia" in said


def test_a_comparison_that_can_be_made_is_shown(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    """Moved by two years and joined by three made-up ones, the series holds nine years in a row."""
    listing = "series_key = 'al_usaspending_obligations'"
    reads(
        edited(
            f"UPDATE funding_figure SET standing = 'repeat', year = 1990 WHERE {listing} AND year = 2025",
            *(
                f"""UPDATE funding_figure SET series_key = 'al_usaspending_obligations', standing = 'current',
                    year = {year}, year_basis = 'us_fiscal', comparator = 'exact', is_complete_table = 1,
                    edition_on = '', recipient_name = 'Global', file_row = 'made {year}'
                    WHERE figure_id = (SELECT MAX(figure_id) FROM funding_figure
                                       WHERE series_key = 'crs_15250_disbursements')"""
                for year in (2016, 2017, 2018)
            ),
        )
    )
    page = alone("policy", {"show": "money", "event": "EV-20200131"})
    assert not page.exception and not page.info
    html = html_of(page)
    assert "Mean a year before" in html and "Association, not cause." in html
    assert "FY2016, FY2017, FY2018, FY2019" in html and "FY2020 belongs to neither side" in html
    assert "no other year to compare with" in html
