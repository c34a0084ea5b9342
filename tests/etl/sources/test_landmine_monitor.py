"""Landmine Monitor: contributions read once and twice, printed totals, support, facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


def test_donor_and_recipient_profiles_are_two_series_of_the_same_money(figures: Rows) -> None:
    rows = figures("landmine_monitor_flows", donor_name="United Kingdom", recipient_iso3="LAO")
    assert [(row["series_key"], row["perspective"], row["amount_usd"]) for row in rows] == [
        ("lm_flows_donor_profile", "donor_profile", 1_934_173),
        ("lm_flows_recipient_profile", "recipient_profile", 1_304_699),
    ]


@pytest.mark.parametrize(
    ("printed", "scope"),
    [
        ("Global", "global"),
        ("Nagorno-Karabakh", "region"),
        ("Armenia and Azerbaijan", "region"),
        ("UNMAS", "unspecified"),
        ("Recipient not legible", "unspecified"),
    ],
)
def test_recipients_that_are_no_country_have_a_scope_and_no_code(
    figures: Rows, printed: str, scope: str
) -> None:
    [row] = figures("landmine_monitor_flows", recipient_name=printed)
    assert (row["recipient_scope"], row["recipient_iso3"]) == (scope, None)


def test_a_donor_that_is_no_country_has_no_code(figures: Rows) -> None:
    assert {row["donor_iso3"] for row in figures("landmine_monitor_flows", donor_name="European Union")} == {
        None
    }


def test_a_table_cut_off_is_marked_so_that_nobody_totals_it(figures: Rows) -> None:
    cut = figures("landmine_monitor_flows", is_complete_table=0)
    assert {row["document_id"] for row in cut} == {"AF2011", "JP2012", "US2021", "EU2022", "GB2022"}
    [second] = figures("landmine_monitor_recipient_tables", document_id="MON-AFG-2009")
    assert second["is_complete_table"] == 0


def test_a_table_read_twice_counts_once(figures: Rows, ask: Rows) -> None:
    again = figures("landmine_monitor_recipient_tables", document_id="MON-LAO-2011")
    assert len(again) == 12
    assert {row["standing"] for row in again} == {"repeat"}
    [third] = figures("landmine_monitor_us_by_recipient", document_id="MON-LAO-2011")
    assert third["standing"] == "repeat"
    [total] = ask(
        "SELECT SUM(amount_usd) AS usd FROM funding_figure WHERE standing = 'current' AND year = 2011"
        " AND series_key = 'lm_flows_recipient_profile' AND recipient_iso3 = 'LAO'"
    )
    [printed] = figures("landmine_monitor_profile_totals", document_id="LA2011")
    assert total["usd"] == printed["amount_usd"] == 21_574_936


def test_a_reading_that_adds_a_row_is_kept_and_reported(ask: Rows, figures: Rows) -> None:
    [row] = figures("landmine_monitor_us_by_recipient", document_id="MON-US-2021")
    assert row["standing"] == "current"
    [finding] = ask("SELECT * FROM finding WHERE rule = 'readings_differ'")
    assert (finding["severity"], finding["value"]) == ("warning", "United States to Lao PDR: 40,000,000")


def test_not_reported_and_blank_are_no_rows(figures: Rows) -> None:
    by_row: dict[str, list[str]] = {}
    for row in figures("landmine_monitor_recipient_totals"):
        by_row.setdefault(row["file_row"].split()[-1], []).append(
            row["series_key"].removeprefix("lm_recipient_")
        )
    assert by_row == {
        "2": ["totals", "national", "total_support"],
        "3": ["totals"],
        "4": ["totals", "total_support"],
        "5": ["totals"],
    }


def test_a_contribution_whose_own_currency_is_not_printed_keeps_its_dollars(figures: Rows) -> None:
    rows = [row for row in figures("landmine_monitor_flows") if "N/R" in row["amount_as_printed"]]
    assert rows
    assert all(row["amount_usd"] > 0 for row in rows)


def test_a_greater_than_sign_means_over(figures: Rows) -> None:
    [row] = figures("landmine_monitor_support", series_key="lm_total_support")
    assert (row["comparator"], row["amount_usd"], row["amount_as_printed"]) == (
        "over", 1_000_000_000, ">1000000000",
    )  # fmt: skip
    assert row["amount_low_usd"] == 1_000_000_000


def test_world_donor_and_recipient_amounts_go_to_their_series(figures: Rows) -> None:
    told = {row["series_key"]: row for row in figures("landmine_monitor_support")}
    assert told["lm_donor_totals"]["donor_name"] == "Australia"
    assert told["lm_us_totals"]["donor_name"] == "United States"
    assert told["lm_recipient_national"]["donor_name"] == "National sources"
    assert told["lm_recipient_totals"]["recipient_name"] == "Afghanistan"
    assert told["lm_international_support"]["recipient_scope"] == "global"


def test_a_later_edition_of_world_support_stands(figures: Rows) -> None:
    rows = figures("landmine_monitor_support", series_key="lm_international_support", year=2016)
    assert [(row["edition_on"], row["amount_usd"], row["standing"]) for row in rows] == [
        ("2017", 479_500_000, "superseded"),
        ("2017", 479_500_000, "superseded"),
        ("2018", 482_900_000, "current"),
    ]


def test_a_profile_known_only_by_its_year_counts_as_of_the_next(figures: Rows) -> None:
    [row] = figures("landmine_monitor_recipient_totals", document_id="MON-PLW-2017")
    assert (row["year"], row["edition_on"]) == (2017, "2018")


def test_a_total_told_in_prose_serves_where_the_table_is_cut(figures: Rows, ask: Rows) -> None:
    rows = figures("landmine_monitor_table_checks")
    assert [(row["document_id"], row["locator"]) for row in rows] == [
        ("MON-AFG-2009", "total told in prose"),
        ("MON-LAO-2011", "total line of the table"),
    ]
    [left_out] = ask(
        "SELECT * FROM finding WHERE rule = 'row_not_loaded' AND source_key = 'landmine_monitor_table_checks'"
    )
    assert left_out["message"].startswith("no total printed or told")


def test_world_donors_are_rounded_to_a_tenth_of_a_million(figures: Rows) -> None:
    [row] = figures("landmine_monitor_world_donors", donor_name="European Union")
    assert (row["amount_low_usd"], row["amount_high_usd"]) == (73_750_000, 73_850_000)
    [every] = figures("landmine_monitor_world_donors", donor_name="All donors")
    assert every["series_key"] == "lm_international_support"


def test_regions_and_sentences_of_the_us_profile(figures: Rows) -> None:
    assert {row["recipient_scope"] for row in figures("landmine_monitor_us_by_region")} == {"region"}
    sentences = figures("landmine_monitor_us_sentences")
    assert [row["perspective"] for row in sentences] == ["recipient_profile"] + ["donor_profile"] * 3


def test_a_fact_over_several_years_has_no_year(ask: Rows) -> None:
    rows = ask("SELECT * FROM fact WHERE indicator = 'casualties_total' ORDER BY period, value")
    assert [(row["period"], row["year"], row["value"]) for row in rows] == [
        ("1999-2008", None, 73_576),
        ("2016", 2016, 8_605),
        ("2016", 2016, 9_437),
    ]
    assert [row["unit"] for row in rows] == ["people"] * 3
