"""Addresses that leave nothing to draw: each is told why, and what to try."""

from __future__ import annotations

import pytest

from mineaction.errors import NothingToShow
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData

REFUSED = [
    ("claims_ladder", {"metric": "lwvf_countries"}, "no steps to draw", "Take a filter out"),
    ("policy_timeline", {"kinds": "none"}, "No kind of decision is chosen", "at least one"),
    ("policy_timeline", {"kinds": "export", "direction": "neutral"}, "these filters", "Widen the years"),
    ("around_policy", {"event": "EV-19801010"}, "FY1977 to FY1980: no figure found", "another event"),
    ("compare", {"by": "administrations", "series": "lm_world"}, "counts calendar years", "US fiscal years"),
    ("compare", {"recipient": "Iraq", "from": "2021", "to": "2021"}, "Iraq: no figure found", "with figures"),
]


@pytest.mark.parametrize(("name", "asked", "what", "next_step"), REFUSED)
def test_the_reader_is_told_why_and_what_to_try(
    name: str, asked: dict[str, str], what: str, next_step: str, data: OpenData
) -> None:
    with pytest.raises(NothingToShow) as told:
        open_exhibit(name, {given: (value,) for given, value in asked.items()}, data)
    assert what in told.value.what and next_step in told.value.next_step


def test_a_refused_comparison_around_an_event_is_drawn_where_years_have_amounts(data: OpenData) -> None:
    """As on the page: the gaps are the answer, and the sentence says that no comparison is made."""
    answer = open_exhibit("around_policy", {"event": ("EV-20220621",)}, data).exhibit.answer
    assert answer.rows["amount_usd"].notna().any() and answer.rows["amount_usd"].isna().any()
    assert "Association, not cause." in answer.sentence


def test_names_that_cannot_be_indexed_are_shown_as_amounts_and_that_is_said(data: OpenData) -> None:
    asked = {
        "series": ("us_cwd_country",),
        "line": ("us_cwd_country_statements",),
        "recipient": ("Albania",),
        "show": ("indexed",),
    }
    opened = open_exhibit("compare", asked, data)
    (said,) = opened.notices
    assert said.startswith("None of these can be indexed") and "index" not in opened.exhibit.answer.unit
