"""The disagreements that are known are listed with both documents; what only looks like one is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., list[dict[str, Any]]]

KNOWN: list[tuple[str, str, float, float]] = [
    ("us_cwd_country|COL|ALL|2015", "editions differ", 5_500_000, 9_039_000),
    ("us_cwd_country|SSD|ALL|2016", "editions differ", 2_000_000, 300_000),
    ("us_cwd_country|TCD|ALL|2016", "printed total differs from the accounts added up", 50_000, 800_000),
    ("us_demining_all|ALL|Global|1999", "values differ", 81_175_000, 81_287_000),
    ("us_cwd_all_agencies|ALL|Global|2020", "values differ", 259_000_000, 228_500_000),
    ("us_state_mine_clearance|DOS_UNNAMED|Global|2008", "values differ", 123_100_000, 123_300_000),
    ("cumulative_usd|conventional_weapons_destruction|", "a later statement is lower", 4.7e9, 4.6e9),
    ("cumulative_usd|conventional_weapons_destruction|", "one edition, two values", 2.9e9, 2.6e9),
    ("cumulative_usd|conventional_weapons_destruction|", "one edition, two values", 2.6e9, 2.8e9),
    ("lwvf_countries|leahy_war_victims_fund|", "a later statement is lower", 50, 35),
    ("lm_international_support|World|2016", "editions differ", 479_500_000, 482_900_000),
    (
        "donor and recipient profile|United Kingdom|LAO|2011",
        "donor profile and recipient profile differ",
        1_934_173,
        1_304_699,
    ),
    (
        "donor and recipient profile|European Union|COL|2022",
        "donor profile and recipient profile differ",
        2_160_800,
        2_106_800,
    ),
    ("casualties_total|World|2016", "values differ", 8_605, 9_437),
    ("casualties_killed|World|2016", "values differ", 2_089, 2_472),
]


@pytest.fixture(scope="module")
def conflicts(ask: Ask) -> list[dict[str, Any]]:
    """The view of disagreements."""
    return ask("SELECT * FROM conflict")


@pytest.mark.parametrize(("subject", "reason", "first", "second"), KNOWN)
def test_a_known_disagreement_is_listed(
    conflicts: list[dict[str, Any]], subject: str, reason: str, first: float, second: float
) -> None:
    found = [row for row in conflicts if row["subject_key"] == subject and row["reason"] == reason]
    assert {first, second} in [{row["first_value"], row["second_value"]} for row in found]


def test_each_side_names_its_document_and_row(conflicts: list[dict[str, Any]]) -> None:
    for row in conflicts:
        for side in ("first", "second"):
            assert row[f"{side}_document_id"]
            assert row[f"{side}_locator"]
            assert row[f"{side}_file_row"]


def test_one_number_at_two_roundings_is_no_disagreement(conflicts: list[dict[str, Any]], ask: Ask) -> None:
    subject = "us_cwd_all_agencies|ALL|Global|2023"
    values = ask("SELECT amount_usd FROM funding_figure WHERE subject_key = ? ORDER BY amount_usd", subject)
    assert [row["amount_usd"] for row in values] == [398_000_000, 398_260_000]
    assert [row for row in conflicts if row["subject_key"] == subject] == []


def test_four_scopes_of_2022_are_not_set_against_each_other(
    conflicts: list[dict[str, Any]], ask: Ask
) -> None:
    values = {294_474_718, 251_064_093, 376_000_000, 310_200_000}
    held = {row["amount_usd"] for row in ask("SELECT amount_usd FROM funding_figure WHERE year = 2022")}
    assert len(values & held) >= 3
    pairs = [{row["first_value"], row["second_value"]} for row in conflicts]
    assert not any(len(values & pair) == 2 for pair in pairs)


def test_figures_are_only_compared_inside_their_series(ask: Ask) -> None:
    rows = ask(
        "SELECT subject_key, COUNT(DISTINCT measure) AS measures, COUNT(DISTINCT year_basis) AS bases"
        " FROM funding_figure WHERE subject_key <> '' GROUP BY subject_key"
        " HAVING COUNT(DISTINCT measure || activity_scope) > 1 OR COUNT(DISTINCT year) > 1"
    )
    assert [row for row in rows if not row["subject_key"].startswith("us_cwd_country|")] == []
