"""The comparisons of the built database: the known ones by hand, and none without its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.queries.claims import reconciliation
from mineaction.queries.claims.reconciliation import Check
from mineaction.queries.claims.reconciliation_words import COLUMNS, year_list
from mineaction.queries.claims.steps import Verdict
from mineaction.vocabulary import ActivityScope

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows


def check(connection: Connection, claim_id: str) -> Check:
    (found,) = (it for it in reconciliation.checks(connection) if claim_id in it.second.claim_ids)
    return found


def test_from_fiscal_2021_to_2022_agrees(connection: Connection) -> None:
    found = check(connection, "UC095")
    assert found.first is not None and "UC082" in found.first.claim_ids and "UC217" in found.first.claim_ids
    assert (found.first.covers_label, found.second.covers_label) == ("2021", "FY2022")
    assert [total.value for total in found.totals] == [376_000_000]
    assert found.found.verdict is Verdict.AGREES
    assert any("2021 is printed without saying which kind of year" in remark for remark in found.remarks)


def test_from_2022_to_2023_agrees_only_if_4_6_stood_close_to_4_7(connection: Connection) -> None:
    found = check(connection, "UC099")
    assert [total.value for total in found.totals] == [398_260_000], "the finest rounding of one number"
    assert len(found.totals[0].amounts[0].places) >= 2
    assert found.found.verdict is Verdict.ONLY_IF
    assert "“over US$ 4.6 billion” (4 April 2023) stood between US$ 4.69173 billion and US$ 4.7 billion" in (
        found.found.words
    )


def test_both_sums_of_fiscal_1993_to_1999_stand_beside_more_than_300_million(connection: Connection) -> None:
    found = check(connection, "UC005")
    assert found.first is None and found.years == tuple(range(1993, 2000))
    assert [total.value for total in found.totals] == [288_241_000, 288_353_000]
    assert found.found.verdict is Verdict.DIFFERS
    # 300 less 288.353, and half a thousand of rounding for each of seven years.
    assert "by about US$ 12 million or more" in found.found.words
    assert found.found.exact == "at least US$ 11.6435 million"
    words = " ".join(found.remarks)
    assert "US$ 288.241 million or US$ 288.353 million" in words and "excl. victim assistance" in words


def test_4_7_billion_said_in_september_2022_is_more_than_fiscal_2022_can_give(connection: Connection) -> None:
    found = check(connection, "UC220")
    # At most 4.3 to 2021 and 377 million for FY2022: below 4.677 billion.
    assert found.found.verdict is Verdict.DIFFERS and "by at least US$ 23 million" in found.found.words


@pytest.mark.parametrize(
    ("claim_id", "words"),
    [
        ("UC007", "for 2000 only a budget estimate"),
        ("UC031", "only the State Department's part: FY2012: over US$ 149 million"),
        ("UC078", "no amount of all agencies is held for 2019"),
        ("UC014", "it does not say up to which year it counts, and no yearly amount of this scope is held"),
    ],
)
def test_what_cannot_be_checked_says_why(connection: Connection, claim_id: str, words: str) -> None:
    found = check(connection, claim_id)
    assert found.found.verdict is Verdict.UNCHECKED and words in found.found.words
    assert found.found.words.startswith("cannot be checked, because ") and not found.totals


def test_every_cumulative_statement_is_in_a_comparison_or_starts_one(
    connection: Connection, stored: Rows
) -> None:
    held = {row["claim_id"] for row in stored("SELECT claim_id FROM claim WHERE metric = 'cumulative_usd'")}
    seen = {
        key
        for it in reconciliation.checks(connection)
        for said in (it.first, it.second)
        if said
        for key in said.claim_ids
    }
    assert seen == held


def test_the_sums_are_of_whole_years_of_one_scope_and_all_agencies(
    connection: Connection, stored: Rows
) -> None:
    printed = {
        (row["activity_scope"], row["year"], row["amount_usd"])
        for row in stored("SELECT * FROM funding_figure WHERE agency_name = 'All U.S. agencies'")
    }
    made = [it for it in reconciliation.checks(connection) if it.totals]
    assert made and all(it.scope in ActivityScope for it in made)
    for it in made:
        for total in it.totals:
            assert tuple(amount.year for amount in total.amounts) == it.years
            assert {(it.scope.value, a.year, a.value) for a in total.amounts} <= printed


def test_without_a_yearly_amount_the_step_cannot_be_checked(edited: Edited) -> None:
    changed = edited(
        "DELETE FROM funding_figure WHERE series_key = 'us_cwd_all_agencies' AND year = 2022",
    )
    assert "is held for 2022" in check(changed, "UC095").found.words
    assert "is held for 2022" in check(changed, "UC220").found.words


def test_the_table_has_a_row_for_each_comparison_and_its_documents(connection: Connection) -> None:
    answer, found = reconciliation.table(connection), reconciliation.checks(connection)
    assert list(answer.rows.columns) == list(COLUMNS) and len(answer.rows) == len(found)
    in_words = zip(answer.rows["In words"], found, strict=True)
    assert all(said.startswith(it.found.words) and it.found.exact in said for said, it in in_words)
    assert answer.rows["To: document"].astype(bool).all()
    counted = {verdict: sum(it.found.verdict is verdict for it in found) for verdict in Verdict}
    made = len(found) - counted[Verdict.UNCHECKED]
    assert f"Of {len(found)} comparisons" in answer.sentence and f"{made} can be made" in answer.sentence


def test_nothing_said_is_nothing_compared(edited: Edited) -> None:
    changed = edited("DELETE FROM claim")
    assert reconciliation.checks(changed) == ()
    assert reconciliation.table(changed).is_empty and reconciliation.table(changed).sentence == ""


def test_years_are_listed_in_runs() -> None:
    assert year_list([2013, 2015, 2016, 2017]) == "2013 and 2015 to 2017"
    assert year_list([2019]) == "2019" and year_list([]) == ""
