"""Limits of the card: what makes a person look before an edition is charted. All amounts invented."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.compare import About, Changes, Total, beyond, compared
from etl.live import Limits

GENEROUS = Limits(rows_fewer_pct=90, total_change_pct=200, countries_gone=9, years_gone=9)


def changes(before: int | None, after: int | None) -> Changes:
    """A series of one amount, in one year and for one recipient, beside another that stays as it was."""
    same = Total("other", 1_000, 1_000)
    return Changes(
        rows_before=10,
        rows_after=9,
        by_series=(same, Total("iati_commitments", before, after)),
        by_country={"iati_commitments": (Total("Lebanon", before, after),)},
        by_year={"iati_commitments": (Total("2025", before, after),)},
    )


def test_a_series_that_vanishes_makes_a_person_look_whatever_the_card_allows() -> None:
    """One of few recipients and years would pass every limit and be gone from the charts."""
    reasons = beyond(changes(1_250_000, None), GENEROUS)
    assert reasons == ["Nothing is left of iati_commitments, which came to US$ 1,250,000."]


@pytest.mark.parametrize(("before", "after"), [(None, 500), (0, 500), (100, 300), (-100, 100), (100, 100)])
def test_what_is_new_or_within_the_limits_passes(before: int | None, after: int | None) -> None:
    """A change of as much as the card allows is allowed, and what is new was nowhere before."""
    assert beyond(changes(before, after), GENEROUS) == []


def test_a_change_beyond_the_limit_is_told_with_both_totals() -> None:
    """Of amounts below zero as of others."""
    [reason] = beyond(changes(-100, 101), GENEROUS)
    assert "from US$ -100 to US$ 101, by 201.0%; the card allows 200%" in reason


def test_a_cell_without_a_number_is_the_same_before_and_after() -> None:
    """pandas holds nothing as a number that equals none: every such row once counted as revised."""
    before = pd.DataFrame({"claim_id": ["a", "b", "c"], "amount_usd": [1.0, float("nan"), float("nan")]})
    after = pd.DataFrame({"claim_id": ["a", "b", "c"], "amount_usd": [1.0, None, 3.0]})
    found = compared(before, after, "claim", ("claim_id",), pd.DataFrame())
    assert [(change.kind, change.what) for change in found.changes] == [("revised", "c")]


def test_what_an_amount_is_about_is_told_in_words_without_the_parts_that_are_empty() -> None:
    about = About("s", "Japan", "IRQ", "Iraq", 2020, "calendar", "", "An agency", "", "A plan")
    assert about.parts == "Japan, An agency, A plan"
