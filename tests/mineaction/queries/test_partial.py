"""Amounts that are a part and not a total: years that were not over, tables that are not all held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.queries import funding
from mineaction.queries.filters import FundingFilter

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited


def partial_years(connection: Connection, asked: FundingFilter) -> dict[int, bool]:
    rows = funding.by_year(connection, asked).rows
    rows = rows[rows["mark"] != "earlier"]
    return {int(year): bool(group.all()) for year, group in rows.groupby("year")["is_partial"]}


@pytest.mark.parametrize(
    "line", ["fts_requirements", "fts_funding", "fts_plan_requirements", "fts_plan_funding"]
)
def test_plans_of_a_year_that_was_not_over_are_a_part(line: str, connection: Connection) -> None:
    years = partial_years(connection, FundingFilter("ocha_fts", (line,)))
    assert [year for year, is_partial in years.items() if is_partial] == [2026]
    assert 2025 in years


@pytest.mark.parametrize("line", ["al_usaspending_obligations", "al_usaspending_award_obligations"])
def test_obligations_of_a_fiscal_year_that_was_not_over_are_a_part(line: str, connection: Connection) -> None:
    years = partial_years(connection, FundingFilter("assistance_listing", (line,)))
    assert [year for year, is_partial in years.items() if is_partial] == [2025]


def test_the_reason_stands_beside_the_bar_and_under_the_figure(connection: Connection) -> None:
    answer = funding.by_year(connection, FundingFilter("assistance_listing", ("al_usaspending_obligations",)))
    (hover,) = answer.rows[answer.rows["year"] == 2025]["hover"]
    assert "the year was not over when this was published (2025-02-26)" in hover
    assert any("a part, not a total" in caveat for caveat in answer.caveats)
    assert "It is a part, not a total." in answer.sentence


def test_an_estimate_is_ahead_of_its_year_by_nature(connection: Connection) -> None:
    assert not any(
        partial_years(connection, FundingFilter("assistance_listing", ("al_sam_estimate",))).values()
    )


def test_country_totals_of_years_with_few_tables_are_a_part(connection: Connection) -> None:
    expected = {2013: True, 2014: True, 2015: False, 2016: False, 2017: False}
    for line in ("us_cwd_country_totals", "us_cwd_country_accounts"):
        assert partial_years(connection, FundingFilter("us_cwd_country", (line,))) == expected, line


def test_thin_years_stay_a_part_when_only_they_are_looked_at(connection: Connection) -> None:
    asked = FundingFilter("us_cwd_country", first_year=2013, last_year=2013)
    assert partial_years(connection, asked) == {2013: True}


def test_the_hover_counts_the_tables_that_are_held(connection: Connection) -> None:
    rows = funding.by_year(connection, FundingFilter("us_cwd_country", ("us_cwd_country_totals",))).rows
    (hover,) = rows[rows["year"] == 2013]["hover"]
    assert "tables held for 5 countries only" in hover


def test_one_country_is_not_a_part_because_others_are_missing(connection: Connection) -> None:
    asked = FundingFilter("us_cwd_country", ("us_cwd_country_totals",), recipient="Angola")
    years = partial_years(connection, asked)
    assert years and not any(years.values())


def test_a_year_that_was_over_is_no_part(edited: Edited) -> None:
    changed = edited(
        "UPDATE funding_figure SET edition_on = '2027-01-01' WHERE series_key = 'fts_funding' AND year = 2026"
    )
    assert not partial_years(changed, FundingFilter("ocha_fts", ("fts_funding",)))[2026]
