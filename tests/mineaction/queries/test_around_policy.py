"""Money around a policy: which years may be used, what is refused and why, and one comparison by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.policy import around as around_policy
from mineaction.queries.policy.around import SERIES, AroundFilter, around
from mineaction.queries.usable_years import (
    AHEAD,
    BOUND,
    NO_INDEX,
    NONE,
    NOT_FISCAL,
    PART,
    SEVERAL,
    USABLE,
    year_list,
    years_of,
)

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited

ALONE, BY_RECIPIENT = {"adds_over": "nothing"}, {"adds_over": "recipient"}
INDEX = {2010: 0.5, 2011: 0.8, 2024: 1.0}
LISTING = "al_usaspending_obligations"


def figure(year: int, amount: int, **other: Any) -> dict[str, Any]:
    row = {
        "year": year,
        "year_basis": "us_fiscal",
        "amount_usd": amount,
        "comparator": "exact",
        "is_complete_table": 1,
        "recipient_name": "Global",
        "edition_on": "",
        "document_id": "D",
    }
    return {**row, **other}


def test_amounts_are_turned_into_constant_dollars() -> None:
    """At half the price level of FY2024 a dollar is worth two, at 0.8 it is worth 1.25."""
    found = years_of([figure(2010, 100), figure(2011, 100)], ALONE, INDEX)
    assert {year: entry.amount_usd for year, entry in found.items()} == {2010: 200, 2011: 125}
    assert {entry.status for entry in found.values()} == {USABLE}


@pytest.mark.parametrize(
    ("status", "words", "rows"),
    [
        (BOUND, "“over US$ 100”", [figure(2010, 100, comparator="over")]),
        (BOUND, "“about US$ 100”", [figure(2010, 100, comparator="about")]),
        (SEVERAL, "US$ 100 and US$ 101", [figure(2010, 100), figure(2010, 101)]),
        (NOT_FISCAL, "not said to be fiscal", [figure(2010, 100, year_basis="unstated")]),
        (NOT_FISCAL, "calendar", [figure(2010, 100, year_basis="calendar")]),
        (PART, "cut off", [figure(2010, 100, is_complete_table=0)]),
        (PART, "1 March 2010", [figure(2010, 100, edition_on="2010-03-01")]),
        (NO_INDEX, "no price index", [figure(2009, 100)]),
    ],
)
def test_what_may_not_be_used_and_why(status: str, words: str, rows: list[dict[str, Any]]) -> None:
    (entry,) = years_of(rows, ALONE, INDEX).values()
    assert entry.status == status and words in entry.words


def test_one_amount_held_twice_is_one_amount() -> None:
    (entry,) = years_of([figure(2010, 100), figure(2010, 100)], ALONE, INDEX).values()
    assert (entry.status, entry.amount_usd) == (USABLE, 200)


def test_recipients_are_added_and_a_year_with_fewer_is_a_part() -> None:
    held = [
        figure(2010, 10, recipient_name="A"),
        figure(2011, 8, recipient_name="A"),
        figure(2011, 8, recipient_name="B"),
    ]
    found = years_of(held, BY_RECIPIENT, INDEX)
    assert (found[2010].status, found[2011].status) == (PART, USABLE)
    assert found[2011].amount_usd == 20


def test_years_in_words() -> None:
    assert year_list([2018]) == "FY2018"
    assert year_list([2018, 2019]) == "FY2018, FY2019"
    assert year_list([2015, 2016, 2017, 2020]) == "FY2015 to FY2017, FY2020"


def test_todays_data_is_refused_and_the_missing_years_are_named(connection: Connection) -> None:
    answer = around(connection, AroundFilter("EV-20220621", LISTING))
    assert answer.compared is None
    before, after = answer.reasons
    assert "3 of the 4 years needed" in before and "FY2018: no figure found" in before
    assert "2 of the 4 years needed" in after
    assert "FY2025: it is a part: published on 26 February 2025" in after
    assert "FY2026: no figure found" in after
    assert "6 (FY2019 to FY2024)" in answer.longest
    assert answer.table.sentence.endswith("Association, not cause.")
    assert answer.table.rows["mean_usd"].isna().all()


def test_a_year_that_has_not_begun_is_not_missing(connection: Connection) -> None:
    """Years that lie ahead stood as “no figure found”."""
    answer = around(connection, AroundFilter("EV-20220621", "us_cwd_country_totals", 8))
    status = dict(zip(answer.table.rows["year"], answer.table.rows["status"], strict=True))
    assert status[2030] == AHEAD and status[2021] == NONE
    (after,) = (reason for reason in answer.reasons if reason.startswith("After"))
    assert "FY2030: the year has not begun" in after and "no figure found" in after


def test_two_totals_in_one_report_are_no_amount(connection: Connection) -> None:
    answer = around(connection, AroundFilter("EV-19950324", "us_demining_all"))
    (after,) = (reason for reason in answer.reasons if reason.startswith("After"))
    assert "FY1999: the documents print different amounts (US$ 81,175,000 and US$ 81,287,000)" in after


def test_nothing_that_can_be_chosen_passes_today_so_no_wider_window_is_offered(
    connection: Connection,
) -> None:
    """Five, six and eight years a side were offered, and could never be had for any event and series."""
    offered = around_policy.choices(connection)
    assert (offered.widths, offered.has_means) == ((4,), False)
    assert len(offered.series) == len(SERIES)


def test_no_us_money_is_set_around_what_another_state_decided(connection: Connection) -> None:
    """Croatia's declaration stood among the events, as the first of all, with US obligations around it."""
    offered = around_policy.choices(connection)
    assert any("Croatia" in said for said in offered.abroad.values())
    assert not any("Croatia" in words for words in offered.events.values())
    assert "EV-20220621" in offered.events


def test_what_is_held_comes_before_what_is_not(connection: Connection) -> None:
    said = around(connection, AroundFilter("EV-20220621", LISTING)).table.sentence
    assert said.startswith("Held for ") and said.index("(FY2019)") < said.index("(FY2022)")
    assert "(FY2025, a part)" in said
    assert "each takes 4 whole fiscal years, and 3 before and 2 after can be used" in said
    bare = around(connection, AroundFilter("EV-19970117", LISTING)).table.sentence
    assert bare.startswith("No amount for ") and "FY1993 to FY2001" in bare


def copied(year: int, amount: int) -> str:
    """A statement that adds a made-up year to the listing's obligations."""
    return f"""INSERT INTO funding_figure
        SELECT 900000 + {year}, series_key, source_key, document_id, locator, 'made.csv row {year}',
               donor_iso3, donor_name, donor_as_printed, recipient_iso3, recipient_name, recipient_as_printed,
               recipient_scope, {year}, year_basis, measure, activity_scope, scope_as_printed,
               appropriation_account, agency_name, sub_agency_name, implementer_name, activity_id,
               activity_name, transaction_on, sector, sector_as_printed, perspective, plan_name,
               comparator, comparator_as_printed, {amount}, {amount}, {amount} + 1,
               amount_constant_usd, constant_prices_of, '{amount}',
               unit_as_printed, recipient_count_as_printed, is_complete_table, standing,
               subject_key || '{year}', '', note
        FROM funding_figure WHERE series_key = '{LISTING}' AND year = 2019"""


def test_a_comparison_by_hand(edited: Edited) -> None:
    """FY2010 to FY2019 made up at a price level of 1: before 2014 10 each, after 30 each; 2019 is 30 too.

    Two places: around FY2014 the change is 20 a year; around FY2015 before is (10+10+10+99)/4 = 32.25 and
    after 30, a change of -2.25. So none of the one other year has a change at least as large.
    """
    years = {2010: 10, 2011: 10, 2012: 10, 2013: 10, 2014: 99, 2015: 30, 2016: 30, 2017: 30, 2018: 30}
    changed = edited(
        f"UPDATE funding_figure SET amount_usd = 30 WHERE series_key = '{LISTING}' AND year = 2019",
        f"DELETE FROM funding_figure WHERE series_key = '{LISTING}' AND year > 2019",
        "UPDATE price_index SET index_value = 1",
        *(copied(year, amount) for year, amount in years.items()),
    )
    answer = around(changed, AroundFilter("EV-20140923", LISTING))
    found = answer.compared
    assert found is not None and answer.reasons == ()
    assert (found.mean_before, found.mean_after, found.change) == (10, 30, 20)
    assert (found.others, found.as_large) == (1, 0)
    said = answer.table.sentence
    assert "In FY2015 to FY2018 the mean is US$ 30 a year" in said and "US$ 20 a year higher (200%)" in said
    assert "0 of the 1 other possible years" in said and said.endswith("Association, not cause.")
    assert set(answer.table.rows["side"]) == {"before", "event", "after"}
    assert any("Maputo" in words for words in answer.overlapping)
    assert not any("Korean Peninsula" in words for words in answer.overlapping), "the event itself is not one"
    offered = around_policy.choices(changed)
    assert offered.has_means and offered.widths == (4,)
    behind = around_policy.rows_behind(changed, AroundFilter("EV-20140923", LISTING))
    assert sorted(behind.rows["Fiscal year"]) == list(range(2010, 2019))
    assert behind.rows["Document"].astype(bool).all()


def test_an_event_known_by_its_year_leaves_out_both_fiscal_years(connection: Connection) -> None:
    rows = around(connection, AroundFilter("EV-1997", "us_demining_all")).table.rows
    assert list(rows[rows["side"] == "event"]["year"]) == [1997, 1998]


def test_unknown_choices_are_named(connection: Connection) -> None:
    for asked in (
        AroundFilter("EV-0", LISTING),
        AroundFilter("EV-20220621", "lm_total_support"),
        AroundFilter("EV-20220621", LISTING, 3),
    ):
        with pytest.raises(UnknownChoice):
            around(connection, asked)


def test_no_causal_word(connection: Connection) -> None:
    offered = around_policy.choices(connection)
    for event in list(offered.events)[::7]:
        for key in offered.series:
            answer = around(connection, AroundFilter(event, key))
            said = " ".join([answer.table.sentence, *answer.reasons, answer.longest]).lower()
            assert not any(word in said for word in ("due to", "caused", "led to", "because of", "result of"))
