"""Assistance Listing 19.800 on USAspending and in the Federal Program Inventory: rows and their fate.

All amounts are invented.
"""

from __future__ import annotations

import pandas as pd
import pytest

from etl.desk import Desk
from etl.reference import Reference
from etl.sources import us_assistance_listing_19_800, usaspending_19_800
from mineaction.vocabulary import Severity
from tests.sample_checksums import SAMPLE_REFERENCE

NAMES = "answer_of fiscal_year place_code place_name obligations_usd".split()
BY_YEAR, BY_PLACE = "spending_over_time", "spending_by_geography"


def desk_with(source_key: str, rows: list[dict[str, str]]) -> Desk:
    raw = pd.DataFrame(rows, dtype="object").assign(document_id="OMB-FPI")
    raw["file_name"], raw["file_row"] = "x.csv", range(2, len(raw) + 2)
    return Desk(source_key, raw.assign(**{"locator": "here"}), Reference(SAMPLE_REFERENCE))


def awards(*rows: tuple[str, ...]) -> tuple[Desk, pd.DataFrame]:
    desk = desk_with("usaspending_19_800", [dict(zip(NAMES, row, strict=True)) for row in rows])
    return desk, usaspending_19_800.transform(desk)


def errors(desk: Desk) -> list[tuple[str, str]]:
    return [(found.rule, found.value) for found in desk.findings if found.severity is Severity.ERROR]


def test_a_year_is_global_and_a_place_is_a_country() -> None:
    desk, rows = awards(
        (BY_YEAR, "2023", "", "", "1200.5"),
        (BY_PLACE, "2023", "USA", "United States", "1000.5"),
        (BY_PLACE, "2023", "COD", "Congo (Kinshasa)", "300"),
        (BY_PLACE, "2023", "", "", "-100"),
    )
    shown = rows[["series_key", "recipient_iso3", "recipient_name", "recipient_scope", "amount_usd"]]
    assert shown.values.tolist() == [
        ["usaspending_obligations", None, "Global", "global", 1201],
        ["usaspending_obligations_by_place", "USA", "United States", "country", 1001],
        ["usaspending_obligations_by_place", "COD", "DR Congo", "country", 300],
        ["usaspending_obligations_by_place", None, "Place not named", "unspecified", -100],
    ]
    assert set(rows["measure"]) == {"obligation"}
    assert set(rows["activity_scope"]) == {"weapons_removal_and_abatement"}
    assert rows["recipient_as_printed"].tolist() == ["all places", "United States", "Congo (Kinshasa)", ""]
    assert rows["subject_key"].is_unique
    assert not errors(desk)


def test_a_cent_beside_a_dollar_is_known_to_the_dollar() -> None:
    _, rows = awards((BY_YEAR, "2023", "", "", "1200.5"))
    assert rows[["amount_as_printed", "amount_usd"]].values.tolist() == [["1200.5", 1201]]


def test_the_us_list_of_countries_has_a_code_of_its_own_for_kosovo() -> None:
    _, rows = awards((BY_PLACE, "2023", "XKS", "Kosovo", "5"))
    assert rows[["recipient_iso3", "recipient_name"]].values.tolist() == [["XKX", "Kosovo"]]


def test_a_zero_at_a_place_is_a_zero_and_a_year_of_nothing_is_no_row() -> None:
    desk, rows = awards(
        (BY_YEAR, "2009", "", "", "0"), (BY_YEAR, "2010", "", "", "0"), (BY_PLACE, "2010", "AFG", "", "0")
    )
    assert rows[["year", "amount_usd"]].values.tolist() == [[2010, 0], [2010, 0]]
    assert desk.left_out == {("x.csv", 2): "no award under the listing in this year"}


@pytest.mark.parametrize(
    ("code", "name", "rule"),
    [
        ("XQQ", "Nowhere", "unknown_country_code"),
        ("ALB", "Angola", "place_and_code_differ"),
        ("ALB", "ANGOLA", "place_and_code_differ"),
    ],
)
def test_a_place_that_cannot_be_told_is_an_error_with_what_to_do(code: str, name: str, rule: str) -> None:
    desk, _ = awards((BY_PLACE, "2023", code, name, "5"))
    [found] = errors(desk)
    assert found[0] == rule
    assert "data/reference/" in desk.findings[-1].what_to_do


def test_an_answer_that_is_not_known_is_an_error() -> None:
    desk, rows = awards(("spending_by_category", "2023", "AFG", "Afghanistan", "5"))
    assert errors(desk) == [("unknown_listing_series", "spending_by_category")]
    assert rows.empty


def test_of_two_snapshots_of_one_day_the_one_added_last_stands() -> None:
    def row(on: str, amount: str, measure: str = "SAM.gov Actual") -> dict[str, str]:
        told = {"fiscal_year": "2023", "chart_name": "obligations", "measure_as_printed": measure}
        return {**told, "amount_usd": amount, "snapshot_on": on, "note": ""}

    rows = [row("2026-11-22", "5"), row("2026-11-22", "1", "SAM.gov Estimate"), row("2026-11-22", "7")]
    desk = desk_with("us_assistance_listing_19_800", [row("2025-01-10", "3"), *rows])
    desk.raw["document_id"] = ["OMB-FPI", "OMB-FPI", "OMB-FPI", "OMB-DATA"]
    shaped = us_assistance_listing_19_800.transform(desk)
    assert shaped[["edition_on", "amount_usd"]].values.tolist() == [["2025-01-10", 3], ["2026-11-22", 7]]
    assert sorted(desk.left_out) == [("x.csv", 3), ("x.csv", 4)]
