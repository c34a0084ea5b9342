"""Laws that hold for whatever is asked: parts and wholes, shares, the order of choices, narrower years."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.queries.compare import stretches as compare_stretches
from mineaction.queries.donors import flow as donors_flow
from mineaction.queries.donors import grid as donors_grid
from mineaction.queries.donors.tables import WHOLE, Asked, drawn_totals
from mineaction.queries.donors.who_to_whom import TELLERS, FlowFilter
from mineaction.queries.filters import FundingFilter
from mineaction.queries.where import amounts as where
from mineaction.queries.where import lines as where_lines
from mineaction.queries.where import rows as where_rows
from mineaction.queries.where.lines import WhereFilter

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Rows

ADDED_OVER_YEARS = ("us_cwd_country_totals", "crs_15250_disbursements", "fts_funding")


def amounts(connection: Connection, key: str, first: int, last: int) -> dict[str, float]:
    table = where.by_recipient(connection, WhereFilter(key, first, last)).rows
    return dict(zip(table["place"], table["amount_usd"], strict=True))


@pytest.mark.parametrize("key", ADDED_OVER_YEARS)
def test_fewer_years_never_have_more(key: str, connection: Connection) -> None:
    years = sorted(where_lines.offer(connection, key).years)
    for first, last in ((years[0], years[-1]), (years[1], years[-1]), (years[0], years[-2])):
        wide = amounts(connection, key, first, last)
        narrow = amounts(connection, key, first + 1, last)
        assert all(amount >= 0 for amount in wide.values()) and set(narrow) <= set(wide)
        assert all(amount <= wide[place] for place, amount in narrow.items())


@pytest.mark.parametrize(
    ("part", "whole"), [("fts_funding", "fts_plan_funding"), ("fts_requirements", "fts_plan_requirements")]
)
def test_mine_action_is_never_more_than_its_plan(part: str, whole: str, stored: Rows) -> None:
    both = stored(
        """SELECT a.amount_usd AS part, b.amount_usd AS whole FROM funding_figure a JOIN funding_figure b
           ON b.plan_name = a.plan_name AND b.year = a.year AND b.recipient_name = a.recipient_name
           WHERE a.series_key = ? AND b.series_key = ?""",
        *(part, whole),
    )
    assert len(both) > 200 and all(row["part"] <= row["whole"] for row in both)


def test_accounts_never_exceed_their_printed_total_but_where_it_is_known(stored: Rows) -> None:
    """Chad's table of FY2016 prints a total of 50,000 where its accounts add to 800,000; both stand."""
    over = stored(
        """SELECT a.recipient_name AS place, a.year, SUM(a.amount_usd) AS parts, t.amount_usd AS total
           FROM funding_figure a JOIN funding_figure t ON t.recipient_name = a.recipient_name
             AND t.year = a.year AND t.series_key = 'us_cwd_country_totals' AND t.standing = 'current'
           WHERE a.series_key = 'us_cwd_country_accounts' AND a.standing = 'current'
           GROUP BY a.recipient_name, a.year, t.amount_usd HAVING SUM(a.amount_usd) > t.amount_usd"""
    )
    assert [tuple(row.values()) for row in over] == [("Chad", 2016, 800_000, 50_000)]


@pytest.mark.parametrize("told_by", list(TELLERS))
def test_no_amount_of_a_table_exceeds_its_printed_total(told_by: str, connection: Connection) -> None:
    held = Asked(TELLERS[told_by], 0, 9999)
    totals = drawn_totals(held.totals(connection))
    whole = {(it.holder, it.year): it for it in held.profiles(connection) if it.state == WHOLE}
    for cell in held.cells(connection):
        key = cell["holder"], cell["year"]
        if key in whole:
            assert cell["amount_usd"] <= (whole[key].sum_usd or 0)
        total = totals.get(key)
        if total and total.document_id == cell["document_id"]:
            assert cell["amount_usd"] <= (total.high_usd or total.amount_usd)


def test_donors_printed_totals_stay_below_what_is_printed_for_all(stored: Rows) -> None:
    over = stored(
        """SELECT f.year FROM funding_figure f JOIN funding_figure w ON w.year = f.year
             AND w.series_key = 'lm_international_support' AND w.standing = 'current'
           WHERE f.series_key IN ('lm_donor_totals', 'lm_us_totals') AND f.standing = 'current'
           GROUP BY f.year HAVING SUM(f.amount_usd) > MAX(w.amount_usd)"""
    )
    assert over == []


@given(st.lists(st.integers(min_value=1, max_value=10**10), min_size=1, max_size=12))
def test_shares_add_to_all_within_their_rounding(dollars: list[int]) -> None:
    table = off_map(dollars)
    shares = table.rows[where_rows.SHARE].tolist()
    added = sum(0.05 if share == "under 0.1%" else float(share.removesuffix("%")) for share in shares)
    assert added == pytest.approx(100, abs=0.051 * len(shares))
    assert "100.0% of all that is shown" in table.sentence


def off_map(dollars: list[int]) -> CitedTable:
    """What is not on the map where every amount names a region."""
    made: list[dict[str, Any]] = [
        {
            **{"place": f"Region {place}", "iso3": "", "scope": "region", "years_words": "2015"},
            **{"amount_usd": amount, "comparator": "exact", "doubt": "", "latitude": None},
        }
        for place, amount in enumerate(dollars)
    ]
    answer = CitedTable("Title", pd.DataFrame(made), "US$", "", "", "")
    line = where_lines.MapLine("s", "S", None, "", None, "", "")  # type: ignore[arg-type]
    return where_rows.not_on_map(answer, line)


def test_the_order_of_periods_changes_no_mean(connection: Connection) -> None:
    asked = FundingFilter("lm_world", ("lm_international_support",))
    found = set()
    for periods in permutations(((2012, 2014), (2014, 2016), (2017, 2019))):
        twin = compare_stretches.by_period(connection, asked, periods).twin.rows
        found.add(frozenset(zip(twin["Period"], twin["US$ a year, current prices"], strict=True)))
    assert len(found) == 1


def test_the_order_of_names_changes_no_flow_and_no_cell(connection: Connection) -> None:
    donors = ("Germany", "Japan", "United States")
    for question in (lambda asked: donors_flow.flows(connection, asked, 30), donors_grid_of(connection)):
        found = {
            frozenset(zip(table["hover"], table["amount_usd"], strict=True))
            for order in permutations(donors)
            for table in [question(FlowFilter("donor", 2022, order, ("Ukraine", "Iraq"))).rows]
        }
        assert len(found) == 1


def donors_grid_of(connection: Connection) -> Any:
    return lambda asked: donors_grid.by_year(connection, asked)
