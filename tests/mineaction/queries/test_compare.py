"""Countries, donors, periods and administrations side by side, held against the stored rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.choices import BY_KEY
from mineaction.queries.compare import offers
from mineaction.queries.compare import side_by_side as compare
from mineaction.queries.compare import stretches as compare_stretches
from mineaction.queries.compare.offers import DONOR_SOURCES, MOST, Who
from mineaction.queries.compare.scales import Shown
from mineaction.queries.compare.side_by_side import SideBySide
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import PriceBasis
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

TOTALS = ("lm_recipient_totals",)
THREE = SideBySide(Who.RECIPIENTS, TOTALS, ("Lao PDR", "Iraq", "Cambodia"))
LISTING = FundingFilter("assistance_listing", ("al_usaspending_obligations",))
CWD = FundingFilter("us_cwd", ("us_state_cwd",), price_basis=PriceBasis.CONSTANT)


@pytest.mark.parametrize("key", [choice.key for choice in CHOICES if choice.recipient_lines])
def test_every_line_offered_shows_every_name_it_lists(key: str, connection: Connection) -> None:
    donor = BY_KEY[key].donor_name
    for offer in offers.recipient_lines(connection, key, donor):
        lines = (offer.line.series_key,)
        names = offers.names(connection, Who.RECIPIENTS, lines, "", donor)
        assert len(names.first) == min(MOST, len(names.listed)) and set(names.first) <= set(names.listed)
        answer = compare.side_by_side(connection, SideBySide(Who.RECIPIENTS, lines, names.first, donor=donor))
        assert set(answer.table.rows["name"]) == set(names.first) and answer.left_out == ()
        assert answer.table.sentence.endswith(".") and answer.table.citations
        assert set(answer.table.rows["series_key"]) == set(lines)


def test_a_panel_holds_the_stored_amounts_of_its_own_country(connection: Connection, stored: Rows) -> None:
    rows = compare.side_by_side(connection, THREE).table.rows
    for name in THREE.names:
        held = stored(
            "SELECT year, amount_usd FROM funding_figure WHERE series_key = ? AND recipient_name = ? "
            "AND standing = 'current' ORDER BY year",
            *TOTALS,
            name,
        )
        own = rows[(rows["name"] == name) & (rows["mark"] == "bar")]
        assert list(zip(own["year"], own["amount_usd"], strict=True)) == [
            (row["year"], row["amount_usd"]) for row in held
        ]


def test_the_order_of_choices_changes_the_panels_and_no_value(connection: Connection) -> None:
    for shown, base in ((Shown.AMOUNTS, None), (Shown.INDEXED, 2014), (Shown.PER_PERSON, None)):
        found = []
        for names in permutations(THREE.names):
            asked = replace(THREE, names=names, shown_as=shown, base_year=base)
            rows = compare.side_by_side(connection, asked).table.rows
            assert list(dict.fromkeys(rows["name"])) == list(names)
            found.append({tuple(row) for row in rows[["name", "year", "mark", "value"]].to_numpy()})
        assert all(values == found[0] for values in found)


def test_a_title_says_of_whom_and_how_it_is_counted(connection: Connection) -> None:
    """Amounts, amounts per inhabitant and indexes had one title, and no names."""

    def title(**other: Any) -> str:
        return compare.side_by_side(connection, replace(THREE, **other)).table.title

    plain = title()
    assert plain.endswith(" (Lao PDR, Iraq and Cambodia)")
    assert title(shown_as=Shown.PER_PERSON) == plain.replace(" (", ", per inhabitant (")
    indexed = title(shown_as=Shown.INDEXED, base_year=2015)
    assert indexed.endswith(", index, 2015 = 100 (Lao PDR and Cambodia)"), "who is not shown is not named"
    assert title(names=(*THREE.names, "Libya", "Zimbabwe")).endswith(" (5 countries)")


def test_an_index_is_100_in_its_year_and_names_who_has_none(connection: Connection) -> None:
    asked = replace(THREE, shown_as=Shown.INDEXED, base_year=2015)
    answer = compare.side_by_side(connection, asked)
    rows = answer.table.rows
    base = rows[(rows["year"] == 2015) & (rows["mark"] == "bar")]
    assert set(base["value"]) == {100} and set(base["name"]) == {"Lao PDR", "Cambodia"}
    assert answer.left_out == ("Iraq: no figure found for 2015.",)
    assert "Not shown: Iraq." in answer.table.sentence and answer.table.unit == "index, 2015 = 100"
    assert compare.base_years(connection, THREE)[2015] == 2


def test_per_inhabitant_names_number_year_and_document(connection: Connection) -> None:
    asked = replace(THREE, shown_as=Shown.PER_PERSON)
    answer = compare.side_by_side(connection, asked)
    assert all("inhabitants in 20" in title for title in answer.table.rows["panel_title"])
    assert any("no series over time" in caveat for caveat in answer.table.caveats)
    assert {"Inhabitants", "Inhabitants in the year"} <= set(answer.twin.rows.columns)
    behind = compare.rows_behind(connection, asked).rows
    assert behind["Inhabitants read in"].astype(bool).all() and behind["Document"].astype(bool).all()
    [people] = set(behind[behind["Recipient"] == "Iraq"]["Inhabitants"])
    iraq = answer.table.rows[answer.table.rows["name"] == "Iraq"].iloc[0]
    assert iraq["value"] == pytest.approx(iraq["amount_usd"] / people)


def test_constant_prices_leave_2024_as_it_is_and_raise_what_came_before(connection: Connection) -> None:
    asked = SideBySide(Who.RECIPIENTS, ("us_cwd_country_totals",), ("Syria", "Yemen"))
    now = compare.side_by_side(connection, asked).table
    then = compare.side_by_side(connection, replace(asked, price_basis=PriceBasis.CONSTANT)).table
    assert "constant FY2024" in then.subtitle and "FY2024 prices" in then.sentence
    paid = now.rows["amount_usd"] > 0
    assert (then.rows["amount_usd"][paid] > now.rows["amount_usd"][paid]).all()


def test_donors_totals_are_the_printed_ones_and_say_of_which_series(
    connection: Connection, stored: Rows
) -> None:
    keys = DONOR_SOURCES["totals"]
    asked = SideBySide(Who.DONORS, keys, ("United States", "Germany"))
    answer = compare.side_by_side(connection, asked)
    titles = list(dict.fromkeys(answer.table.rows["panel_title"]))
    assert titles[0].startswith("United States (series: US contributions") and titles[1] == "Germany"
    assert {"US contributions to mine action, world"} < set(answer.twin.rows["Series"])
    held = stored(
        "SELECT year, amount_usd FROM funding_figure "
        "WHERE series_key = 'lm_us_totals' AND standing = 'current'"
    )
    rows = answer.table.rows
    own = rows[(rows["name"] == "United States") & (rows["mark"] == "bar")]
    assert sorted(own["amount_usd"]) == sorted(row["amount_usd"] for row in held)
    assert "over US$" in str(rows["hover"].tolist()), "a bound stays one"


def test_rows_of_a_table_that_was_cut_off_are_parts_and_never_added(connection: Connection) -> None:
    lines = DONOR_SOURCES["donor_profiles"]
    recipient = offers.recipients_of(connection, lines).first[0]
    names = offers.names(connection, Who.DONORS, lines, recipient)
    asked = SideBySide(Who.DONORS, lines, names.listed[:MOST], recipient=recipient)
    rows = compare.side_by_side(connection, asked).table.rows
    behind = compare.rows_behind(connection, asked).rows
    assert (rows[rows["is_partial"]]["figure_count"] == 1).all()
    assert rows[rows["mark"] == "bar"]["figure_count"].sum() == (behind["Standing"] == "current").sum()


def test_what_cannot_be_compared_is_refused(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="up to 6"):
        compare.side_by_side(connection, replace(THREE, names=tuple("ABCDEFG")))
    with pytest.raises(UnknownChoice, match="line"):
        compare.side_by_side(connection, replace(THREE, series_keys=("no_such",)))
    with pytest.raises(UnknownChoice, match="number of lines"):
        compare_stretches.by_period(connection, FundingFilter("assistance_listing"), ((2019, 2020),))
    with pytest.raises(UnknownChoice, match="period"):
        compare_stretches.by_period(connection, LISTING, ((2020, 2019),))
    with pytest.raises(UnknownChoice, match="up to 6"):
        compare_stretches.by_period(connection, LISTING, ((2020, 2020),) * 7)


def test_nobody_chosen_and_nobody_there_are_told_apart(connection: Connection) -> None:
    assert compare.side_by_side(connection, replace(THREE, names=())).left_out == ()
    asked = replace(THREE, names=("Iraq", "Lao PDR"), first_year=2022)
    assert compare.side_by_side(connection, asked).left_out == ("Iraq: no figure found in these years.",)


def test_a_mean_by_administration_is_that_of_its_whole_years(connection: Connection, stored: Rows) -> None:
    answer = compare_stretches.by_administration(connection, LISTING)
    held = {
        row["year"]: row["amount_usd"]
        for row in stored(
            "SELECT year, amount_usd FROM funding_figure "
            "WHERE series_key = 'al_usaspending_obligations' AND standing = 'current'"
        )
    }
    twin = answer.twin.rows.set_index("Administration")
    amount = "US$ a year, current prices"
    assert twin.loc["Joe Biden", amount] == round(sum(held[year] for year in (2022, 2023, 2024)) / 3)
    assert twin.loc["Donald Trump (1st)", amount] == round((held[2019] + held[2020]) / 2)
    assert twin.loc["Donald Trump (1st)", "Years not used, and why"] == "FY2018 (no figure found)"
    shared = [name for name in twin.index if name.startswith("shared: ")]
    assert [twin.loc[name, "Years not used, and why"][:6] for name in shared] == ["FY2021", "FY2025"]
    assert answer.bars.sentence.endswith("Association, not cause.")
    assert "FY2021, FY2025, shared by two administrations, belong to none." in answer.bars.sentence


def test_a_bound_makes_the_mean_of_an_administration_a_bound(connection: Connection) -> None:
    answer = compare_stretches.by_administration(connection, CWD)
    assert "over US$" in answer.bars.sentence and "FY2023 alone" in answer.bars.sentence
    marks = answer.marks.rows
    assert {label[0] for label in marks["label"].dropna() if label not in ("", "no mean")} == {">"}
    assert set(marks[marks["kind"] == "unpriced"]["key"]) == {"2014", "2015", "2018"}
    assert any("does not say whether its year is fiscal" in caveat for caveat in answer.bars.caveats)


def test_two_amounts_for_a_year_are_not_used_and_both_are_named(connection: Connection) -> None:
    answer = compare_stretches.by_administration(connection, FundingFilter("us_cwd", ("us_demining_all",)))
    [row] = answer.twin.rows[answer.twin.rows["Administration"] == "Bill Clinton"].to_dict("records")
    assert row["Years used"] == "FY1994 to FY1998"
    assert "US$ 81.2 million and US$ 81.3 million" in row["Years not used, and why"]


@pytest.mark.parametrize("key", ["lm_world", "ocha_fts", "oecd_crs"])
def test_calendar_years_are_refused_by_administration_with_the_reason(
    key: str, connection: Connection
) -> None:
    for offer in offers.year_lines(connection, key):
        asked = FundingFilter(key, (offer.line.series_key,))
        answer = compare_stretches.by_administration(connection, asked)
        assert "calendar years" in answer.refusal and answer.refusal.endswith(".")
        assert answer.bars.is_empty and answer.twin.is_empty


def test_a_country_whose_tables_are_not_all_held_is_no_total(connection: Connection) -> None:
    asked = FundingFilter("us_cwd_country", ("us_cwd_country_totals",))
    twin = compare_stretches.by_administration(connection, asked).twin.rows
    [obama] = twin[twin["Administration"] == "Barack Obama"].to_dict("records")
    assert obama["Years used"] == "FY2015, FY2016" and "tables held for" in obama["Years not used, and why"]


def test_a_period_has_a_mean_only_where_every_year_is_held(connection: Connection) -> None:
    asked = FundingFilter("lm_world", ("lm_international_support",))
    answer = compare_stretches.by_period(connection, asked, ((2010, 2012), (2012, 2014)))
    first, second = answer.twin.rows.to_dict("records")
    assert (
        first["Note"].startswith("no mean") and "2011 (no figure found)" in first["Years not used, and why"]
    )
    assert second["Used"] == "3 of 3" and second["US$ a year, current prices"] > 0
    assert "Some of the periods share years" in " ".join(answer.bars.caveats)
    assert list(answer.bars.rows["year"].unique()) == [2010, 2012, 2013, 2014]
    behind = compare_stretches.rows_behind(connection, asked, ((2010, 2012), (2012, 2014))).rows
    assert set(behind["Year"]) <= {"2010", "2012", "2013", "2014"} and behind["Document"].astype(bool).all()


def test_an_index_is_told_for_another_year_than_its_own_and_in_words(connection: Connection) -> None:
    """In the base year all are 100: the page once listed six names with 100 each."""
    line = ("us_cwd_country_totals",)
    asked = SideBySide(Who.RECIPIENTS, line, ("Iraq", "Lao PDR"), shown_as=Shown.INDEXED, base_year=2017)
    sentence = compare.side_by_side(connection, asked).table.sentence
    assert sentence.startswith("For FY2016, the newest year with an amount for both countries shown")
    assert "where each one’s amount for FY2017 is 100" in sentence
    donors = SideBySide(Who.DONORS, DONOR_SOURCES["totals"], ("United States",), shown_as=Shown.INDEXED)
    told = compare.side_by_side(connection, replace(donors, base_year=2012)).table.sentence
    assert "United States about 23" in told and "~" not in told


def test_nobody_who_can_be_shown_is_told_with_the_reason(connection: Connection) -> None:
    asked = SideBySide(Who.RECIPIENTS, ("us_cwd_country_totals",), ("Kosovo", "Syria"))
    answer = compare.side_by_side(connection, replace(asked, shown_as=Shown.PER_PERSON))
    assert answer.table.is_empty
    assert answer.table.sentence == (
        "None of the countries chosen can be shown: no number of inhabitants is held."
    )


def test_amounts_told_in_single_sentences_have_no_mean(connection: Connection) -> None:
    """Sentences about a country are never added; the page once gave a mean of them."""
    asked = FundingFilter("us_cwd_country", ("us_cwd_country_statements",), recipient="Syria")
    for answer in (
        compare_stretches.by_administration(connection, asked),
        compare_stretches.by_period(connection, asked, ((2013, 2014), (2014, 2014))),
    ):
        assert answer.twin.rows["US$ a year, current prices"].isna().all()
        assert "single sentence" in answer.twin.rows["Years not used, and why"].iloc[0]
        assert answer.bars.sentence.startswith("No mean is given for")


def test_periods_without_a_mean_stand_with_their_own_reason(connection: Connection) -> None:
    """Two periods once stood in one sentence with both reasons, and nobody could tell which was whose."""
    asked = FundingFilter("us_cwd", ("us_cwd_all_agencies",))
    answer = compare_stretches.by_period(connection, asked, ((2018, 2020), (2021, 2023), (2022, 2023)))
    assert "No mean is given for FY2018 to FY2020: no year can be used." in answer.bars.sentence
    assert "No mean is given for FY2021 to FY2023: not every year can be used." in answer.bars.sentence
    why = answer.twin.rows["Years not used, and why"][0]
    assert why.startswith("2018, 2020 (the document does not say"), "a bare year is no fiscal year"
    assert answer.bars.year_basis.startswith("US fiscal years") and "is not said" in answer.bars.year_basis


def test_a_line_whose_only_year_two_administrations_share_says_so(connection: Connection) -> None:
    """The page once asked the reader to "choose up to 6 periods" here."""
    asked = FundingFilter("us_cwd", ("us_demining_request",))
    sentence = compare_stretches.by_administration(connection, asked).bars.sentence
    assert sentence.startswith("No mean is given: no year held lies wholly within one administration")
    assert "FY2001, shared by two administrations, belongs to none." in sentence


def test_a_missing_year_that_is_found_gives_the_period_its_mean(edited: Edited) -> None:
    changed = edited(
        "UPDATE funding_figure SET year = 2011 WHERE series_key = 'lm_international_support' AND year = 2010"
    )
    asked = FundingFilter("lm_world", ("lm_international_support",))
    answer = compare_stretches.by_period(changed, asked, ((2010, 2010), (2011, 2012)))
    assert [row["Used"] for row in answer.twin.rows.to_dict("records")] == ["0 of 1", "2 of 2"]
