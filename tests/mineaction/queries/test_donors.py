"""Donors and recipients: printed totals, tables whole and cut off, flows, and pairs told by both sides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.queries import lines as donor_lines
from mineaction.queries.compare import offers as compare_offers
from mineaction.queries.donors import flow as donors_flow
from mineaction.queries.donors import grid as donors_grid
from mineaction.queries.donors import pairs as donors_pairs
from mineaction.queries.donors import ranking as donors_ranking
from mineaction.queries.donors import rows as donors_rows
from mineaction.queries.donors import who_to_whom as donors
from mineaction.queries.donors.tables import (
    Asked,
    Profile,
    held_words,
    holders_of_tables,
    joint_bound,
    years_of_holder,
    years_of_tables,
)
from mineaction.queries.donors.who_to_whom import TELLERS, FlowFilter, YearHeld
from mineaction.vocabulary import Comparator

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

SIDES = pytest.mark.parametrize("told_by", list(TELLERS))
DONORS_2022 = FlowFilter("donor", 2022)


def by_name(answer: CitedTable, mark: str = "bar") -> dict[str, dict[str, object]]:
    rows = answer.rows[answer.rows["mark"] == mark].to_dict("records")
    return {str(row["name"]): {str(key): value for key, value in row.items()} for row in rows}


# Printed totals


def test_the_largest_donors_of_2022_are_those_whose_totals_are_printed(connection: Connection) -> None:
    answer = donors_ranking.ranking(connection, DONORS_2022)
    found = by_name(answer)
    assert {name: row["label"] for name, row in found.items()} == {
        "United States": "about US$ 310.2 million",
        "European Union": "US$ 124 million",
        "Germany": "US$ 78.8 million",
        "Japan": "US$ 45.3 million",
        "United Kingdom": "US$ 24.7 million",
    }
    assert [row["position"] for row in found.values()] == list(range(5))
    assert answer.sentence == (
        "For 2022, printed totals of 5 donors are held; the largest of these are the United States (about "
        "US$ 310.2 million), the European Union (US$ 124 million) and Germany (US$ 78.8 million). For "
        "all donors together Landmine Monitor prints US$ 798.4 million."
    )


def test_a_total_is_printed_and_never_worked_out(connection: Connection, stored: Rows) -> None:
    printed = {
        (row["year"], row["donor_name"], row["amount_usd"])
        for row in stored(
            "SELECT year, donor_name, amount_usd FROM funding_figure "
            "WHERE series_key IN ('lm_donor_totals', 'lm_us_totals')"
        )
    }
    for year in donors.years_of_totals(connection, "donor"):
        answer = donors_ranking.ranking(connection, FlowFilter("donor", year.year))
        for name, row in by_name(answer).items():
            assert (year.year, name, row["amount_usd"]) in printed
        assert len(by_name(answer)) - ("Other donors" in by_name(answer)) == year.count


def test_what_a_table_says_stands_beside_the_total(connection: Connection) -> None:
    found = by_name(donors_ranking.ranking(connection, DONORS_2022))
    assert found["Germany"]["table_words"] == "table adds up"
    assert found["Japan"]["table_words"] == "table cut off"
    # Rounded in print: 15.4 million, and a table of 15,356,156.
    swiss = by_name(donors_ranking.ranking(connection, FlowFilter("donor", 2020)))["Switzerland"]
    assert swiss["table_words"] == "table adds up"
    lebanon = by_name(donors_ranking.ranking(connection, FlowFilter("recipient", 2015)))["Lebanon"]
    assert lebanon["table_words"] == "table adds up to US$ 8,675,229"


def test_a_name_without_a_total_is_listed_without_an_amount(connection: Connection) -> None:
    answer = donors_ranking.ranking(connection, FlowFilter("recipient", 2022))
    without = by_name(answer, "none")
    assert set(without) == {"Mauritania", "Senegal"}
    assert {row["label"] for row in without.values()} == {"no printed total held"}
    assert answer.rows.loc[answer.rows["mark"] == "none", "amount_usd"].isna().all()


def test_an_earlier_total_is_kept_beside_the_newest(connection: Connection) -> None:
    answer = donors_ranking.ranking(connection, FlowFilter("recipient", 2015))
    assert by_name(answer)["Cambodia"]["label"] == "US$ 27.3 million"
    assert by_name(answer, "earlier")["Cambodia"]["label"] == "US$ 28.2 million"
    assert any("where drawn, as hollow diamonds" in caveat for caveat in answer.caveats)


def test_a_line_for_several_donors_comes_last_and_is_not_counted(connection: Connection) -> None:
    answer = donors_ranking.ranking(connection, FlowFilter("donor", 2000))
    last = answer.rows.iloc[-1]
    assert last["name"] == "Other donors" and last["is_group"]
    assert answer.sentence.startswith("For 2000, printed totals of 17 donors are held")
    assert "Other donors" not in donors.offered(connection).donors


def test_a_marked_donor_is_spoken_of(connection: Connection) -> None:
    answer = donors_ranking.ranking(connection, FlowFilter("donor", 2022, ("Japan", "Norway")))
    assert "Japan (US$ 45.3 million): number 4 of 5." in answer.sentence
    assert "Norway: no printed total held." in answer.sentence
    assert [name for name, row in by_name(answer).items() if row["is_chosen"]] == ["Japan"]


def test_bounds_stay(connection: Connection) -> None:
    found = by_name(donors_ranking.ranking(connection, FlowFilter("donor", 2014)))
    assert found["United States"]["label"] == "over US$ 118 million"
    assert found["United States"]["comparator"] == "over"


# Tables


def test_what_is_told_in_sentences_is_no_table(connection: Connection) -> None:
    """Amounts from sentences are stored as of whole tables; their sum once stood as what the US gave."""
    held = {it.holder: it for it in Asked(TELLERS["donor"], 2012, 2012).profiles(connection)}
    assert held["United States"].state == "text" and held["United States"].sum_usd is None
    assert held["Japan"].state == "cut" and held["Japan"].sum_usd is None
    assert held["Australia"].state == "whole" and held["Australia"].sum_usd == 23_991_160


@SIDES
def test_no_table_that_is_not_whole_has_a_sum(told_by: str, connection: Connection, stored: Rows) -> None:
    column = TELLERS[told_by].holder
    partial = {
        (row["holder"], row["year"])
        for row in stored(
            f"SELECT {column} AS holder, year FROM funding_figure WHERE series_key = ? "
            "AND standing = 'current' AND (is_complete_table = 0 OR locator LIKE 'text%')",
            TELLERS[told_by].flows,
        )
    }
    profiles = Asked(TELLERS[told_by], 0, 9999).profiles(connection)
    assert len({(it.holder, it.year) for it in profiles}) == len(profiles)
    assert {(it.holder, it.year) for it in profiles if it.sum_usd is None} == partial


@SIDES
def test_every_current_row_is_in_one_cell(told_by: str, connection: Connection, stored: Rows) -> None:
    cells = Asked(TELLERS[told_by], 0, 9999).cells(connection)
    [plain] = stored(
        "SELECT COUNT(*) AS n, SUM(amount_usd) AS usd FROM funding_figure "
        "WHERE series_key = ? AND standing = 'current'",
        TELLERS[told_by].flows,
    )
    assert sum(cell["figure_count"] for cell in cells) == plain["n"]
    assert sum(cell["amount_usd"] for cell in cells) == plain["usd"]


def test_parts_of_mine_action_are_added_inside_a_table_only(edited: Edited) -> None:
    """Germany's Iraq row of 2022 is moved onto Ukraine: two rows of one table, one cell."""
    where = (
        "series_key = 'lm_flows_donor_profile' AND donor_name = 'Germany' AND year = 2022 "
        "AND standing = 'current' AND recipient_name = 'Iraq'"
    )
    changed = edited(
        f"UPDATE funding_figure SET recipient_name = 'Ukraine', comparator = 'over' WHERE {where}"
    )
    cells = {cell["other"]: cell for cell in Asked(TELLERS["donor"], 2022, 2022, "Germany").cells(changed)}
    assert "Iraq" not in cells
    assert cells["Ukraine"]["figure_count"] == 2 and cells["Ukraine"]["comparator"] is Comparator.OVER
    assert sum(cell["amount_usd"] for cell in cells.values()) == 78_831_189


def test_bounds_of_a_sum() -> None:
    assert joint_bound("exact", "exact") is Comparator.EXACT
    assert joint_bound("exact", "over") is joint_bound("over", "over") is Comparator.OVER
    assert joint_bound("nearly", "over") is Comparator.ABOUT
    assert joint_bound("at_least", "over") is Comparator.OVER, "two lower bounds leave a lower bound"


def test_years_say_how_much_is_held(connection: Connection) -> None:
    tables = years_of_tables(connection, "donor")
    assert YearHeld(2022, 5, 1) in tables and YearHeld(2012, 5, 1) in tables
    assert [year.year for year in tables] == sorted((year.year for year in tables), reverse=True)
    assert donors.first_year(tables) == donors.first_year(years_of_tables(connection, "recipient")) == 2022
    assert donors.first_year((YearHeld(2023, 1), YearHeld(2020, 2))) == 2023
    assert donors.first_year(()) == 0
    assert years_of_holder(connection, "donor", "Norway") == (2012,)
    assert "Norway" not in holders_of_tables(connection, "donor", 2022)


def test_words_for_what_is_held() -> None:
    def profile(state: str, holder: str = "A", year: int = 2020) -> Profile:
        return Profile(holder, year, "d", "D", state, 1, 1 if state == "whole" else None)

    assert held_words([profile("whole"), profile("cut"), profile("cut")]) == "1 whole table (A) and 2 cut off"
    assert held_words([profile("cut"), profile("text")]) == "1 table cut off and 1 told in sentences only"
    assert held_words([profile("whole"), profile("whole", "B")]) == "2 whole tables"
    assert held_words([profile("text")]) == "told in sentences only"
    assert (
        held_words([profile("whole"), profile("cut")], by_years=True) == "1 whole table (2020) and 1 cut off"
    )


# The grid


def test_the_grid_of_2022(connection: Connection) -> None:
    answer = donors_grid.by_year(connection, DONORS_2022)
    columns = answer.rows[answer.rows["mark"] == "column"]
    assert list(columns["column_title"]) == [
        *("United States", "European Union", "Germany", "Japan", "United Kingdom")
    ]
    assert list(columns["total_label"]) == ["~310", "124", "78.8", "45.3", "24.7"]
    assert list(columns["sum_label"]) == ["", "", "78.8", "", ""]
    cells = answer.rows[answer.rows["mark"] == "cell"]
    pair = cells[(cells["column_title"] == "United States") & (cells["row_title"] == "Ukraine")]
    assert list(pair["label"]) == ["91.3"] and list(pair["row_position"]) == [0]
    assert answer.sentence == (
        "For 2022, profiles of 5 donors are held: 1 whole table (Germany) and 4 cut off. They name 31 "
        "recipients. The largest single amount is US$ 91.3 million from the United States to Ukraine."
    )
    assert any(caveat.startswith("Cut off in the copy that was read") for caveat in answer.caveats)


@SIDES
def test_a_grid_keeps_to_its_side(told_by: str, connection: Connection, stored: Rows) -> None:
    teller = TELLERS[told_by]
    for year in years_of_tables(connection, told_by):
        answer = donors_grid.by_year(connection, FlowFilter(told_by, year.year))
        named = {
            row["document_id"]
            for row in stored(
                "SELECT DISTINCT document_id FROM funding_figure WHERE series_key = ? AND year = ?",
                teller.flows,
                year.year,
            )
        }
        assert {citation.document_id for citation in answer.citations} <= named
        columns = answer.rows[answer.rows["mark"] == "column"]
        assert len(columns) == min(year.count, donors_grid.MOST_COLUMNS)


def test_what_a_grid_leaves_out_is_counted(connection: Connection) -> None:
    answer = donors_grid.by_year(connection, FlowFilter("recipient", 2014))
    [note] = answer.rows.loc[answer.rows["mark"] == "note", "label"]
    assert (
        note == "And 5 smaller recipients and 1 donor with smaller amounts, in the rows behind this figure."
    )


def test_names_narrow_a_grid(connection: Connection) -> None:
    asked = FlowFilter("donor", 2022, ("Germany",), ("Iraq", "Ukraine"))
    answer = donors_grid.by_year(connection, asked)
    assert list(answer.rows["mark"]) == ["column", "cell", "cell"]
    assert answer.sentence.startswith(
        "For 2022, the profile of Germany is held: a whole table. It names both recipients chosen."
    )
    assert donors_grid.by_year(connection, FlowFilter("donor", 2022, ("Norway",))).is_empty
    assert dict(answer.choices)["Recipients"] == "Iraq; Ukraine"


def test_a_printed_zero_is_a_zero(connection: Connection) -> None:
    answer = donors_grid.by_year(connection, FlowFilter("recipient", 2012, recipients=("Libya",)))
    cell = answer.rows[answer.rows["mark"] == "cell"].iloc[0]
    assert cell["label"] == "0" and "(not disaggregated)" in cell["hover"]
    assert "The largest single amount" not in answer.sentence


def test_one_profile_over_years(connection: Connection) -> None:
    answer = donors_grid.over_years(connection, "donor", "Japan")
    columns = answer.rows[answer.rows["mark"] == "column"]
    assert list(columns["column_title"]) == ["2012", "2014", "2016", "2017", "2020", "2022"]
    assert list(columns["state"]) == ["cut", "cut", "cut", "whole", "cut", "cut"]
    assert "held for 6 of the 11 years 2012 to 2022: 1 whole table (2017) and 5 cut off" in answer.sentence
    assert list(columns["starts_on"]) == [date(int(year), 1, 1) for year in columns["column_title"]]
    assert list(columns["ends_on"]) == [date(int(year) + 1, 1, 1) for year in columns["column_title"]]
    assert answer.rows["ends_on"].max() == date(2023, 1, 1)


def test_a_profile_held_for_every_year_of_its_span_says_all(connection: Connection) -> None:
    """The page once said "held for 3 of the 3 years"."""
    answer = donors_grid.over_years(connection, "recipient", "Lebanon")
    assert "Profiles of Lebanon are held for all 3 years 2014 to 2016" in answer.sentence


@pytest.mark.parametrize(
    ("both", "differ", "words"),
    [
        (0, 0, "None stands in both, so nothing can be compared."),
        (1, 0, "One stands in both and can be compared: the two sides agree."),
        (1, 1, "One stands in both and can be compared: the two sides differ."),
        (31, 1, "31 stand in both and can be compared: 30 agree, 1 differs."),
        (2, 1, "2 stand in both and can be compared: 1 agrees, 1 differs."),
    ],
)
def test_how_many_amounts_agree_in_words(both: int, differ: int, words: str) -> None:
    """The page once said "1 stands in both and can be compared: 1 agree, 0 differ"."""
    assert donors_pairs.compared_words(both, differ) == words


def test_several_donors_are_nowhere_offered_as_one(connection: Connection) -> None:
    """A printed line "Other donors" once stood beside single donors, and could be chosen as one."""
    lines = compare_offers.DONOR_SOURCES["totals"]
    listed = compare_offers.names(connection, compare_offers.Who.DONORS, lines).listed
    assert "United States" in listed and "Other donors" not in listed
    assert "Other donors" not in donor_lines.donors(connection, "lm_donor")


def test_what_there_is_not_is_refused(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="Atlantis"):
        donors_grid.over_years(connection, "donor", "Atlantis")
    for question in (donors_grid.by_year, donors_ranking.ranking, donors_rows.behind_tables):
        with pytest.raises(UnknownChoice, match="neither"):
            question(connection, FlowFilter("neither", 2022))


# Flows


def test_flows_are_the_largest_and_say_what_is_left_out(connection: Connection) -> None:
    answer = donors_flow.flows(connection, DONORS_2022, 8)
    drawn = answer.rows[answer.rows["mark"] == "flow"]
    assert len(drawn) == 8 and drawn["amount_usd"].is_monotonic_decreasing
    assert drawn.iloc[0]["donor_note"] == "table cut off" and drawn.iloc[0]["recipient_note"] == ""
    [note] = answer.rows.loc[answer.rows["mark"] == "note", "label"]
    assert note == "Left out: 58 smaller flows. The rows behind this figure hold them."
    assert "tell of 66 flows; 8 are drawn." in answer.sentence


def test_no_flow_is_zero_or_less(connection: Connection) -> None:
    answer = donors_flow.flows(connection, FlowFilter("recipient", 2012), 1000)
    drawn = answer.rows[answer.rows["mark"] == "flow"]
    assert (drawn["amount_usd"] > 0).all()
    assert any("1 printed as zero or less" in caveat for caveat in answer.caveats)


def test_chosen_flows_are_drawn_whatever_their_size(connection: Connection) -> None:
    asked = FlowFilter("donor", 2022, ("United Kingdom",))
    answer = donors_flow.flows(connection, asked, 25)
    chosen = answer.rows[answer.rows["is_chosen"] == True]  # noqa: E712
    assert set(chosen["donor"]) == {"United Kingdom"} and len(chosen) == 17
    assert "17 of them are between the names chosen." in answer.sentence


# Both sides


def test_pairs_that_differ_are_those_of_the_conflicts(connection: Connection, stored: Rows) -> None:
    answer = donors_pairs.pairs(connection)
    differ = answer.rows[answer.rows["Do they agree?"] == "differ"]
    known = stored(
        "SELECT period, place, first_value, second_value FROM conflict "
        "WHERE reason = 'donor profile and recipient profile differ'"
    )
    columns = ["Year", "Recipient", "US$, donor’s profile", "US$, recipient’s profile"]
    found = {tuple(row) for row in differ[columns].itertuples(index=False)}
    assert found == {tuple(row.values()) for row in known} and len(found) == 2
    assert "118 stand in both and can be compared: 116 agree, 2 differ." in answer.sentence
    assert "No whole table leaves out an amount" in answer.sentence
    assert (answer.rows[["Donor’s profile: Link", "Recipient’s profile: Link"]] != "").all(axis=None)


def test_pairs_can_be_narrowed(connection: Connection) -> None:
    answer = donors_pairs.pairs(connection, ("United Kingdom",), ("Lao PDR",))
    assert set(answer.rows["Donor"]) == {"United Kingdom"} and set(answer.rows["Recipient"]) == {"Lao PDR"}
    assert donors_pairs.pairs(connection, ("Poland",)).is_empty


def test_an_amount_a_whole_table_leaves_out_is_found(edited: Edited) -> None:
    """Germany's amount for Libya is taken out of Libya's whole table of 2022."""
    changed = edited(
        "DELETE FROM funding_figure WHERE series_key = 'lm_flows_recipient_profile' AND year = 2022 "
        "AND donor_name = 'Germany' AND recipient_name = 'Libya'"
    )
    answer = donors_pairs.pairs(changed)
    one_sided = answer.rows[answer.rows["Do they agree?"] == "only one lists it"]
    assert list(one_sided["Donor"]) == ["Germany"] and list(one_sided["Recipient"]) == ["Libya"]
    assert one_sided["US$, recipient’s profile"].isna().all()
    assert "1 amount told by one side is missing in the other side’s whole table." in answer.sentence


# Rows behind


def test_the_rows_behind_hold_every_stored_row(connection: Connection, stored: Rows) -> None:
    behind = donors_rows.behind_tables(connection, FlowFilter("donor", 2021))
    [plain] = stored(
        "SELECT COUNT(*) AS n FROM funding_figure WHERE series_key = 'lm_flows_donor_profile' AND year = 2021"
    )
    assert len(behind.rows) == plain["n"]
    assert list(behind.rows.columns[:5]) == list(donors_rows.FIRST)
    american = behind.rows[behind.rows["Donor"] == "United States"]
    assert set(american["Table"]) == {"cut off"} and set(american["Standing"]) == {"current", "repeat"}
    narrowed = donors_rows.behind_tables(connection, FlowFilter("donor", 2021, ("Canada",), ("Iraq",)))
    assert len(narrowed.rows) == 1


def test_the_rows_behind_totals_hold_the_world_total(connection: Connection) -> None:
    behind = donors_rows.behind_totals(connection, FlowFilter("donor", 2016))
    assert {"All donors", "United States"} <= set(behind.rows["Donor"])
    assert set(donors_rows.behind_totals(connection, FlowFilter("recipient", 2016)).rows["Donor"]) == {
        "All donors"
    }
    profile = donors_rows.behind_profile(connection, "donor", "Japan")
    assert set(profile.rows["Donor"]) == {"Japan"} and profile.citations
