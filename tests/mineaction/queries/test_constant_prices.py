"""Constant prices: each year by its own index, the base year as it is, and no guess without an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.errors import PriceIndexMissing
from mineaction.queries import funding
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import PriceBasis
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

CONSTANT = PriceBasis.CONSTANT
FISCAL = [choice for choice in CHOICES if not choice.why_no_constant]
CALENDAR = [choice for choice in CHOICES if choice.why_no_constant]


def ids(choices: list[FundingChoice]) -> list[str]:
    return [choice.key for choice in choices]


def test_choices_of_both_kinds_are_tested() -> None:
    assert ids(FISCAL) == ["us_cwd", "assistance_listing", "us_cwd_country"]
    assert len(CALENDAR) == 4


@pytest.mark.parametrize("choice", FISCAL, ids=ids(FISCAL))
def test_each_year_is_multiplied_by_its_own_index(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    index = {row["fiscal_year"]: row["index_value"] for row in stored("SELECT * FROM price_index")}
    now = funding.by_year(connection, FundingFilter(choice.key, choice.lines)).rows
    then = funding.by_year(connection, FundingFilter(choice.key, choice.lines, price_basis=CONSTANT)).rows
    now = now[now["year_basis"] == "us_fiscal"]
    assert len(then) == len(now) > 0
    for current, constant in zip(now.to_dict("records"), then.to_dict("records"), strict=True):
        assert constant["panel_key"] == current["panel_key"]
        expected = current["amount_usd"] * index[2024] / index[current["year"]]
        assert constant["amount_usd"] == pytest.approx(expected, rel=1e-12)
        assert constant["comparator"] == current["comparator"]


def test_amounts_of_the_base_year_stay_as_they_are(connection: Connection) -> None:
    asked = FundingFilter("assistance_listing", first_year=2024, last_year=2024)
    constant = FundingFilter("assistance_listing", first_year=2024, last_year=2024, price_basis=CONSTANT)
    current_rows = funding.by_year(connection, asked).rows
    assert len(current_rows) > 0
    assert list(funding.by_year(connection, constant).rows["amount_usd"]) == list(current_rows["amount_usd"])


def test_years_of_another_kind_are_left_out_and_counted(connection: Connection) -> None:
    now = funding.by_year(connection, FundingFilter("us_cwd")).rows
    answer = funding.by_year(connection, FundingFilter("us_cwd", price_basis=CONSTANT))
    unstated = int((now["year_basis"] == "unstated").sum())
    assert unstated > 1
    assert set(answer.rows["year_basis"]) == {"us_fiscal"}
    assert any(
        caveat.startswith(f"{unstated} amounts are not shown in constant") for caveat in answer.caveats
    )


def test_one_amount_left_out_is_counted_in_the_singular(connection: Connection) -> None:
    answer = funding.by_year(
        connection, FundingFilter("us_cwd", ("us_demining_planned",), price_basis=CONSTANT)
    )
    assert answer.is_empty
    assert any(caveat.startswith("1 amount is not shown in constant") for caveat in answer.caveats)


@pytest.mark.parametrize("choice", CALENDAR, ids=ids(CALENDAR))
def test_calendar_years_stay_in_current_prices_and_say_why(
    choice: FundingChoice, connection: Connection
) -> None:
    current = funding.by_year(connection, FundingFilter(choice.key))
    asked_constant = funding.by_year(connection, FundingFilter(choice.key, price_basis=CONSTANT))
    assert asked_constant.rows.equals(current.rows)
    assert asked_constant.price_basis == "current prices"
    assert "fiscal" in choice.why_no_constant


def test_the_answer_says_its_prices_everywhere_and_cites_the_index(
    connection: Connection, stored: Rows
) -> None:
    answer = funding.by_year(connection, FundingFilter("assistance_listing", price_basis=CONSTANT))
    (index,) = stored("SELECT DISTINCT document_id FROM price_index")
    assert answer.price_basis == "constant FY2024 prices"
    assert "constant FY2024 prices" in answer.subtitle
    assert "in FY2024 prices" in answer.sentence
    assert index["document_id"] in [citation.document_id for citation in answer.citations]
    current = funding.by_year(connection, FundingFilter("assistance_listing"))
    assert index["document_id"] not in [citation.document_id for citation in current.citations]


def test_rows_behind_have_both_prices_and_add_up_to_the_bars(connection: Connection) -> None:
    asked = FundingFilter("us_cwd_country", ("us_cwd_country_totals",), price_basis=CONSTANT)
    bars = funding.by_year(connection, asked).rows
    behind = funding.rows_behind(connection, asked)
    assert behind.price_basis == "current and constant FY2024 prices"
    current = behind.rows[behind.rows["Standing"] == "current"]
    for bar in bars.to_dict("records"):
        mine = current[current["Year"] == bar["year_label"]]
        assert mine["US$, FY2024 prices"].sum() == pytest.approx(bar["amount_usd"], abs=len(mine))
        assert mine["US$, current"].sum() != pytest.approx(bar["amount_usd"], rel=0.01)


@pytest.mark.parametrize(
    ("missing", "named"), [((2022,), "FY2022"), ((2024,), "FY2024"), ((2019, 2021), "FY2019")]
)
def test_a_year_without_an_index_is_named(missing: tuple[int, ...], named: str, edited: Edited) -> None:
    listed = ",".join(map(str, missing))
    changed = edited(f"DELETE FROM price_index WHERE fiscal_year IN ({listed})")
    with pytest.raises(PriceIndexMissing, match=named) as raised:
        funding.by_year(changed, FundingFilter("assistance_listing", price_basis=CONSTANT))
    assert raised.value.years == missing
    assert "current prices" in str(raised.value)
    assert not funding.by_year(changed, FundingFilter("assistance_listing")).is_empty


def test_years_that_are_not_asked_for_need_no_index(edited: Edited) -> None:
    changed = edited("DELETE FROM price_index WHERE fiscal_year = 2022")
    asked = FundingFilter("assistance_listing", last_year=2021, price_basis=CONSTANT)
    assert not funding.by_year(changed, asked).is_empty


def test_an_empty_index_stops_the_answer(edited: Edited) -> None:
    changed = edited("DELETE FROM price_index")
    with pytest.raises(PriceIndexMissing):
        funding.by_year(changed, FundingFilter("assistance_listing", price_basis=CONSTANT))
