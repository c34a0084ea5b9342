"""US sentences: dated claims, sums over years, one-year statements, announcements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("claim_id", "comparator", "value", "low", "high"),
    [
        ("UC220", "over", 4.7e9, 4.7e9, 4.8e9),
        ("UC008", "nearly", 5e8, 4e8, 5e8),
        ("LWVF-USD-TWEIS2018-287791", "about", 2.75e8, 2.74e8, 2.76e8),
        ("AN-004", "up_to", 2e6, None, 2_000_001),
        ("UC086", "exact", 35, 35, 36),
    ],
)
def test_each_bounding_word_gives_its_range(
    ask: Rows, claim_id: str, comparator: str, value: float, low: float | None, high: float | None
) -> None:
    [row] = ask("SELECT * FROM claim WHERE claim_id = ?", claim_id)
    assert (row["comparator"], row["value"], row["value_low"], row["value_high"]) == (
        comparator, value, low, high,
    )  # fmt: skip
    assert row["comparator_as_printed"]


def test_a_percentage_with_decimals_has_no_bounds(ask: Rows) -> None:
    rows = ask("SELECT * FROM claim WHERE metric = 'region_share_pct' AND recipient_name = 'Albania'")
    assert [(row["value"], row["unit"], row["value_low"], row["period"]) for row in rows] == [
        (10.97, "percent", None, "FY1993 to FY2016"),
        (10.67, "percent", None, "FY1993 to FY2017"),
    ]


def test_both_files_of_a_source_are_read(ask: Rows) -> None:
    files = ask(
        "SELECT name, row_count FROM source_file WHERE source_key = 'us_cwd_region_shares' ORDER BY 1"
    )
    assert [tuple(file.values()) for file in files] == [
        ("region_shares_1993_2016.csv", 2),
        ("region_shares_1993_2017.csv", 2),
    ]


def test_a_sum_in_an_undated_document_stays_undated_and_contradicts_nothing(ask: Rows) -> None:
    for claim_id in ("CC-0005", "RC-0003"):
        [row] = ask("SELECT * FROM claim WHERE claim_id = ?", claim_id)
        assert (row["made_on"], row["date_precision"], row["subject_key"]) == ("", "undated", "")
        assert row["period"].startswith("since FY")


def test_a_sum_in_a_table_is_known_to_half_a_thousand_and_in_a_sentence_by_its_zeros(ask: Rows) -> None:
    rows = ask("SELECT * FROM claim WHERE claim_id IN ('CC-0002', 'CC-0006') ORDER BY claim_id")
    assert [(row["value_low"], row["value_high"]) for row in rows] == [
        (26_559_500, 26_560_500),
        (111_500_000, 112_500_000),
    ]


def test_a_sum_without_a_first_year_says_so(ask: Rows) -> None:
    [row] = ask("SELECT * FROM claim WHERE claim_id = 'RC-0004'")
    assert (row["period"], row["period_start_year"], row["period_end_year"]) == ("to FY2013", None, 2013)
    assert (row["made_on"], row["date_precision"]) == ("2014-09-30", "day")


def test_an_undated_announcement_stays_undated_and_none_is_a_figure(ask: Rows) -> None:
    rows = ask("SELECT * FROM claim WHERE source_key = 'us_cwd_announcements' ORDER BY claim_id")
    assert [(row["made_on"], row["date_precision"]) for row in rows] == [
        ("2024", "year"),
        ("", "undated"),
        ("2007", "year"),
        ("2022", "year"),
    ]
    assert ask("SELECT * FROM funding_figure WHERE source_key = 'us_cwd_announcements'") == []


def test_an_area_of_several_countries_has_no_country_code(ask: Rows) -> None:
    [row] = ask("SELECT * FROM claim WHERE claim_id = 'AN-005'")
    assert (row["recipient_name"], row["recipient_iso3"]) == ("South Caucasus", None)


def test_lists_of_countries_show_what_each_text_names_and_no_more(ask: Rows) -> None:
    rows = ask("SELECT * FROM claim WHERE metric = 'countries_impact_free' ORDER BY made_on")
    assert [(row["made_on"], row["value"], row["countries_named"], row["locator"]) for row in rows] == [
        ("2006-07-12", 4, "CRI;DJI;GTM;HND", "para 5"),
        ("2012-09-27", None, "BDI;JOR", "countries named in the text"),
        ("2022-06-21", 17, "", "the text names no country"),
    ]


def test_a_statement_that_two_files_tell_stands_once_and_leads_to_both_rows(ask: Rows) -> None:
    [row] = ask("SELECT * FROM claim WHERE document_id = 'VOA-20060712'")
    assert (row["source_key"], row["file_row"]) == ("us_headline_claims", "claims.csv row 3")
    assert row["also_file_row"] == "us_impact_free_lists/impact_free_lists.csv row 2"
    [note] = ask("SELECT * FROM finding WHERE rule = 'same_statement'")
    assert (note["source_key"], note["locator"], note["value"]) == ("us_impact_free_lists", "row 2", "UC013")
    [source] = ask("SELECT * FROM source WHERE source_key = 'us_impact_free_lists'")
    assert (source["rows_read"], source["rows_used"], source["rows_loaded"]) == (3, 3, 2)


def test_one_speaker_has_one_name_and_the_printed_one_beside_it(ask: Rows) -> None:
    rows = ask("SELECT made_by, made_by_as_printed FROM claim WHERE claim_id IN ('UC013', 'UC086', "
               "'IFL-WH-20220621') ORDER BY claim_id")  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [
        ("White House", "The White House"),
        ("Voice of America", "Voice of America editorial"),
        ("White House", "White House"),
    ]


def test_one_sentence_on_the_fund_gives_an_amount_and_a_number_of_countries(ask: Rows) -> None:
    rows = ask("SELECT * FROM claim WHERE document_id = 'TWEIS2015-248851' ORDER BY metric DESC")
    assert [(row["metric"], row["comparator"], row["value"]) for row in rows] == [
        ("lwvf_cumulative_usd", "nearly", 225_000_000),
        ("lwvf_countries", "over", 50),
    ]
    assert {row["file_row"] for row in rows} == {"leahy_war_victims_fund.csv row 2"}


def test_scopes_of_headline_claims_stay_apart(ask: Rows) -> None:
    rows = ask("SELECT claim_id, activity_scope FROM claim WHERE claim_id IN ('UC008', 'UC017', 'UC220')")
    assert {row["claim_id"]: row["activity_scope"] for row in rows} == {
        "UC008": "humanitarian_mine_action",
        "UC017": "mine_clearance_and_weapons_destruction",
        "UC220": "conventional_weapons_destruction",
    }


def test_estimate_request_and_commitment_each_have_their_series(figures: Rows) -> None:
    rows = figures("us_cwd_country_statements")
    by_word = {row["comparator_as_printed"]: row for row in rows}
    assert by_word["estimate"]["series_key"] == "us_demining_country_estimate"
    assert by_word["request"]["series_key"] == "us_demining_country_request"
    assert by_word["committed"]["series_key"] == "us_country_commitments"
    assert by_word["committed"]["measure"] == "commitment"


def test_parts_of_one_country_and_year_do_not_disagree_with_each_other(figures: Rows) -> None:
    parts = figures("us_cwd_country_statements", document_id="TWEIS2009-125934")
    assert [row["amount_usd"] for row in parts] == [2_021_775, 529_000, 2_000_000]
    assert {row["subject_key"] for row in parts} == {""}
    assert {row["is_complete_table"] for row in parts} == {1}  # a sentence is no table that could be cut
