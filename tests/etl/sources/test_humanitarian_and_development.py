"""OCHA plans and population, OECD disbursements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[..., list[dict[str, Any]]]


def test_a_blank_is_no_row_and_a_printed_zero_is_one(figures: Rows) -> None:
    by_row: dict[str, dict[str, int]] = {}
    for row in figures("ocha_fts_mine_action"):
        by_row.setdefault(row["file_row"].split()[-1], {})[row["measure"]] = row["amount_usd"]
    assert by_row == {
        "2": {"appeal_funding": 4_272_249},
        "3": {"requirement": 21_878_008, "appeal_funding": 12_207_194},
        "4": {"requirement": 270_590_000},
        "5": {"requirement": 49_455_000, "appeal_funding": 27_771_389},
        "6": {"requirement": 0},
    }


def test_a_plan_with_neither_amount_says_why_it_is_not_loaded(ask: Rows) -> None:
    rows = ask("SELECT * FROM finding WHERE rule = 'row_not_loaded' AND source_key LIKE 'ocha_fts%'")
    assert {row["message"] for row in rows} == {"neither requirement nor funding is printed"}
    assert {row["severity"] for row in rows} == {"note"}


def test_a_plan_that_runs_over_two_years_says_so(figures: Rows) -> None:
    noted = {row["plan_name"]: row["note"] for row in figures("ocha_fts_mine_action") if row["note"]}
    assert noted
    assert all(note.startswith("plan runs ") for note in noted.values())


def test_clusters_and_whole_plans_are_series_of_their_own(figures: Rows) -> None:
    assert {row["series_key"] for row in figures("ocha_fts_field_clusters")} == {
        "fts_field_requirements", "fts_field_funding",
    }  # fmt: skip
    assert {row["activity_scope"] for row in figures("ocha_fts_plan_totals")} == {"all_sectors"}


def test_known_odd_percentages_are_warnings(ask: Rows) -> None:
    rows = ask("SELECT severity, value FROM finding WHERE rule = 'percent_known_difference' ORDER BY value")
    assert [tuple(row.values()) for row in rows] == [("warning", "0"), ("warning", "13")]


def test_millions_become_whole_dollars_and_the_print_is_kept(figures: Rows) -> None:
    [row] = figures("oecd_crs_purpose_15250", year=2013, recipient_iso3="AFG")
    assert (row["amount_usd"], row["amount_as_printed"]) == (17_649_133, "17.64913323")
    assert row["unit_as_printed"] == "US$ million"


def test_zeros_and_negative_amounts_survive(figures: Rows) -> None:
    rows = figures("oecd_crs_purpose_15250")
    assert [row["amount_usd"] for row in rows][-2:] == [0, -250_000]


def test_regions_and_unspecified_recipients(figures: Rows) -> None:
    rows = figures("oecd_crs_purpose_15250")
    assert [(row["recipient_scope"], row["recipient_iso3"]) for row in rows] == [
        ("country", "AFG"),
        ("region", None),
        ("unspecified", None),
        ("region", None),
        ("country", "AFG"),
    ]


def test_population_is_a_fact_with_its_reference_year(ask: Rows) -> None:
    [row] = ask("SELECT * FROM fact WHERE indicator = 'population' AND iso3 = 'LAO'")
    assert (row["value"], row["unit"], row["year"]) == (7_631_798, "people", 2024)


def test_a_number_that_cannot_be_the_whole_countrys_is_set_aside(ask: Rows) -> None:
    """Amounts per person were worked out with 301 people for a country: the file holds a part of some."""
    assert not ask("SELECT * FROM fact WHERE indicator = 'population' AND iso3 = 'AGO'")
    [finding] = ask("SELECT * FROM finding WHERE source_key = 'ocha_population' AND rule = 'row_not_loaded'")
    assert finding["value"] == "301" and "Angola" in finding["message"]
