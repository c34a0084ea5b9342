"""US tables and yearly totals: the sample's rows, and the figures they become."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[..., list[dict[str, Any]]]


def amounts(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_south_sudan_fy2016_keeps_both_editions_and_the_newest_stands(figures: Rows) -> None:
    rows = figures("us_cwd_country_accounts", recipient_iso3="SSD", appropriation_account="ALL")
    assert amounts(rows, "edition_on", "amount_usd", "standing") == [
        ("2017", 2_000_000, "superseded"),
        ("2018", 300_000, "current"),
    ]


def test_colombia_fy2015_grew_from_one_edition_to_the_next(figures: Rows) -> None:
    rows = figures("us_cwd_country_accounts", recipient_iso3="COL", year=2015)
    assert amounts(rows, "edition_on", "appropriation_account", "amount_usd", "standing") == [
        ("2016", "ALL", 5_500_000, "superseded"),
        ("2016", "CDC", 0, "repeat"),
        ("2016", "DOD", 0, "repeat"),
        ("2016", "NADR_CWD", 3_500_000, "superseded"),
        ("2016", "USAID", 2_000_000, "repeat"),
        ("2018", "ALL", 9_039_000, "current"),
        ("2018", "CDC", 0, "current"),
        ("2018", "DOD", 0, "current"),
        ("2018", "NADR_CWD", 7_039_000, "current"),
        ("2018", "USAID", 2_000_000, "current"),
    ]


def test_chad_fy2016_keeps_the_printed_total_and_the_accounts_it_does_not_match(figures: Rows) -> None:
    rows = figures("us_cwd_country_accounts", recipient_iso3="TCD", year=2016)
    assert amounts(rows, "series_key", "amount_usd", "standing") == [
        ("us_cwd_country_totals", 50_000, "current"),
        ("us_cwd_country_accounts", 50_000, "current"),
        ("us_cwd_country_accounts", 750_000, "current"),
    ]


def test_a_table_in_thousands_is_known_to_half_a_thousand(figures: Rows) -> None:
    [row] = figures("us_cwd_country_accounts", recipient_iso3="TCD", series_key="us_cwd_country_totals")
    assert (row["amount_low_usd"], row["amount_high_usd"]) == (49_500, 50_500)
    assert (row["amount_as_printed"], row["unit_as_printed"]) == ("50", "US$ thousand")
    assert row["locator"] == 'country table, row "COUNTRY TOTAL"'


def test_a_printed_zero_is_a_zero(figures: Rows) -> None:
    zeros = figures("us_cwd_country_accounts", amount_usd=0, standing="current")
    assert {row["amount_as_printed"] for row in zeros} == {"0"}
    assert len(zeros) == 3


def test_two_totals_of_one_year_stand_side_by_side(figures: Rows) -> None:
    rows = figures("us_annual_totals", series_key="us_demining_all", year=1999)
    assert amounts(rows, "amount_usd", "amount_low_usd", "amount_high_usd", "standing") == [
        (81_175_000, 81_174_500, 81_175_500, "current"),
        (81_287_000, 81_286_500, 81_287_500, "current"),
    ]


def test_years_as_stated_are_neither_fiscal_nor_calendar(figures: Rows) -> None:
    rows = figures("us_annual_totals", series_key="us_state_mine_clearance", year=2008)
    assert amounts(rows, "amount_usd", "year_basis") == [(123_100_000, "unstated"), (123_300_000, "unstated")]
    [calendar] = figures("us_annual_totals", series_key="lm_us_totals")
    assert calendar["year_basis"] == "calendar"


def test_over_is_a_bound_at_the_rounding_of_the_sentence(figures: Rows) -> None:
    rows = figures("us_annual_totals", series_key="us_cwd_all_agencies", year=2023)
    assert amounts(rows, "comparator", "amount_low_usd", "amount_high_usd") == [
        ("over", 398_000_000, 399_000_000),
        ("over", 398_260_000, 398_270_000),
    ]


def test_a_request_is_a_series_of_its_own(figures: Rows) -> None:
    [row] = figures("us_annual_totals", series_key="us_demining_lines_request")
    assert (row["measure"], row["amount_usd"], row["appropriation_account"]) == (
        "budget_request", 40_000_000, "NADR_HD",
    )  # fmt: skip


def test_a_region_is_no_country(figures: Rows) -> None:
    rows = figures("us_annual_totals", series_key="us_cwd_regions")
    assert {(row["recipient_scope"], row["recipient_iso3"]) for row in rows} == {("region", None)}


def test_a_row_without_an_amount_is_no_row_and_says_so(ask: Rows) -> None:
    [finding] = ask("SELECT * FROM finding WHERE rule = 'row_not_loaded' AND source_key = 'us_annual_totals'")
    assert finding["severity"] == "note"
    assert finding["message"] == "the row holds no amount, only a number of countries"
    file_row = f"{finding['file_name']} {finding['locator']}"
    assert ask("SELECT * FROM funding_figure WHERE file_row = ?", file_row) == []


def test_snapshots_of_one_value_are_editions_of_it(figures: Rows) -> None:
    rows = figures("us_assistance_listing_19_800", series_key="al_usaspending_obligations")
    assert amounts(rows, "edition_on", "amount_usd", "standing") == [
        ("2023-10-02", 97_631_907, "superseded"),
        ("2024-02-02", 146_121_597, "repeat"),
        ("2025-01-10", 146_121_597, "repeat"),
        ("2025-02-26", 146_121_597, "current"),
    ]


def test_estimates_actuals_obligations_and_outlays_are_not_mixed(figures: Rows) -> None:
    rows = figures("us_assistance_listing_19_800", standing="current")
    assert len({row["series_key"] for row in rows}) == len(rows) == 5
    assert {"obligation", "obligation_estimate", "disbursement"} <= {row["measure"] for row in rows}


def test_the_price_index_is_one_in_its_base_year(ask: Rows) -> None:
    rows = ask("SELECT * FROM price_index ORDER BY fiscal_year")
    assert amounts(rows, "fiscal_year", "index_value", "base_year") == [
        (2023, 0.976093, 2024),
        (2024, 1.0, 2024),
        (2025, 1.024067, 2024),
    ]
    assert rows[2]["note"] == "partial year"
