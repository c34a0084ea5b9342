"""Places: what is added and what never is, missing years, bounds, shares, and every refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import PriceIndexMissing, UnknownChoice
from mineaction.queries.choices import BY_KEY, FETCHED_FROM
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.where import amounts as where
from mineaction.queries.where import lines as where_lines
from mineaction.queries.where import places as where_places
from mineaction.queries.where import rows as where_rows
from mineaction.queries.where.lines import MAPPED, WhereFilter
from mineaction.vocabulary import Comparator, PriceBasis, YearBasis

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

US, CRS, RECEIVED, REQUIRED = (
    "us_cwd_country_totals",
    "crs_15250_disbursements",
    "fts_funding",
    "fts_requirements",
)
TOTALS, DONOR, PROFILE = "lm_recipient_totals", "lm_flows_donor_profile", "lm_flows_recipient_profile"
ADDED, ONE_YEAR = (US, CRS, RECEIVED), (REQUIRED, TOTALS, DONOR, PROFILE)
HELD = tuple(key for key in MAPPED if key not in FETCHED_FROM)
EVERY_LINE = pytest.mark.parametrize("key", HELD)


def figure_of(year: int, amount: int, **other: Any) -> dict[str, Any]:
    row = {
        "place": "Ruritania",
        "iso3": "RUR",
        "scope": "country",
        "year": year,
        "year_basis": "calendar",
        "comparator": "exact",
        "is_complete": 1,
        "alone": 0,
        "amount_usd": amount,
        "figure_count": 1,
        "edition_on": "2030-01-01",
        "latitude": 1.0,
        "longitude": 2.0,
    }
    return {**row, **other}


def off_map(connection: Connection, asked: WhereFilter, circles: tuple[str, ...] = ()) -> CitedTable:
    line = where_lines.line_of(connection, asked.series_key)
    return where_rows.not_on_map(where.by_recipient(connection, asked), line, circles)


def rows_of(connection: Connection, asked: WhereFilter) -> dict[str, dict[str, Any]]:
    table = where.by_recipient(connection, asked).rows
    return {row["place"]: row for row in table.to_dict("records")}


# What is worked out, by hand


def test_years_are_added_and_the_missing_ones_are_said() -> None:
    held = [figure_of(2015, 3_000_000), figure_of(2017, 4_000_000)]
    [row] = where_places.shaped(held, (2015, 2016, 2017), {})
    assert (row["amount_usd"], row["years_held"], row["years_asked"]) == (7_000_000, 2, 3)
    assert row["doubt"] == where_places.MISSING
    assert "2015, 2017 added: 2 of 3 years; the others have no figure" in row["hover"]
    assert "2015: US$ 3 million" in row["hover"] and row["label"] == "7"


def test_a_whole_sum_has_no_doubt_and_zero_is_a_zero() -> None:
    held = [figure_of(2015, 0), figure_of(2016, 0)]
    [row] = where_places.shaped(held, (2015, 2016), {})
    assert row["amount_usd"] == 0 and row["doubt"] == "" and "all 2 years added" in row["hover"]


def test_constant_prices_turn_each_year_by_its_own_index() -> None:
    held = [figure_of(2015, 100), figure_of(2016, 100)]
    [row] = where_places.shaped(held, (2015, 2016), {2015: 0.5, 2016: 0.8, BASE_YEAR: 1.0})
    assert row["amount_usd"] == pytest.approx(200 + 125)


def test_a_bound_stays_a_bound_in_a_sum() -> None:
    held = [figure_of(2015, 2_000_000), figure_of(2016, 4_200_000, comparator="over")]
    [row] = where_places.shaped(held, (2015, 2016), {})
    assert row["comparator"] == "over" and row["hover"].startswith("Ruritania: over US$ 6.2 million")
    assert row["label"] == ">6.2"


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((), Comparator.EXACT),
        ((Comparator.EXACT, Comparator.ABOUT), Comparator.ABOUT),
        ((Comparator.OVER, Comparator.AT_LEAST), Comparator.OVER),
        ((Comparator.NEARLY, Comparator.UP_TO), Comparator.UP_TO),
        ((Comparator.OVER, Comparator.NEARLY), Comparator.ABOUT),
    ],
)
def test_bounds_of_parts_bound_the_sum(parts: tuple[Comparator, ...], whole: Comparator) -> None:
    assert where_places.together(parts) is whole


def test_rows_of_a_table_that_was_cut_off_are_never_added() -> None:
    """Two rows of one pair in a cut-off table: the larger is a lower bound, their sum is not shown."""
    held = [
        figure_of(2015, 3_000_000, is_complete=0, alone=7),
        figure_of(2015, 2_000_000, is_complete=0, alone=8),
    ]
    [row] = where_places.shaped(held, (2015,), {})
    assert (row["amount_usd"], row["comparator"]) == (3_000_000, "at_least")
    assert row["doubt"] == where_places.CUT_OFF


def test_a_year_that_was_not_over_is_said() -> None:
    [row] = where_places.shaped([figure_of(2026, 5, edition_on="2026-04-18")], (2026,), {})
    assert row["doubt"] == where_places.NOT_OVER


def test_an_amount_told_in_a_sentence_is_of_no_table_that_was_cut_off(connection: Connection) -> None:
    """Two amounts read in the text of the US profile for 2014 once stood as the top of a table cut off."""
    answer = where.by_recipient(connection, WhereFilter(DONOR, 2014, 2014, "United States"))
    assert set(answer.rows["doubt"]) == {where_places.TOLD}
    assert answer.sentence.endswith("For all of them the amount is told in a sentence, and no table is held.")


def test_countries_that_report_a_zero_are_told_apart(connection: Connection) -> None:
    """The page said that tables report funding for 35 countries; two of them are printed as zero."""
    answer = where.by_recipient(connection, WhereFilter(US, 2017, 2017))
    assert "report funding for 35 countries" in answer.sentence
    assert "For 2 of them the amount reported is zero." in answer.sentence
    assert (answer.rows["amount_usd"] == 0).sum() == 2


def test_a_year_that_was_not_over_is_told_in_the_sentence(connection: Connection) -> None:
    """The map of 2026 once read like that of a whole year."""
    answer = where.by_recipient(connection, WhereFilter(RECEIVED, 2026, 2026))
    assert "For all of them the last year was not over when the figure was published." in answer.sentence


def test_amounts_that_name_no_country_are_told_where_there_are_no_others(edited: Edited) -> None:
    """A donor whose only rows name regions or organisations once had a page without a sentence."""
    changed = edited(
        "DELETE FROM funding_figure WHERE series_key = 'lm_flows_donor_profile' AND donor_name = 'Norway' "
        "AND recipient_scope = 'country'"
    )
    answer = where.by_recipient(changed, WhereFilter(DONOR, 2012, 2012, "Norway"))
    assert answer.sentence.startswith("For 2012, no amount for a single country is held.")


def test_negative_amounts_stay_and_come_last() -> None:
    held = [figure_of(2015, -5, place="A"), figure_of(2015, 5, place="B")]
    rows = where_places.shaped(held, (2015,), {})
    assert [row["place"] for row in rows] == ["B", "A"] and rows[1]["amount_usd"] == -5


def test_years_in_words_draw_runs_together() -> None:
    said = where_places.years_words((2017, 2013, 2015, 2016), YearBasis.US_FISCAL)
    assert said == "FY2013, FY2015 to FY2017"


# What is held


@EVERY_LINE
def test_every_line_opens_on_years_it_has(key: str, connection: Connection) -> None:
    offer = where_lines.offer(connection, key)
    answer = where.by_recipient(connection, WhereFilter(key))
    first, last = offer.opens_on
    assert first in offer.years and last in offer.years
    assert not answer.is_empty and answer.sentence.endswith(".") and answer.citations and answer.caveats
    assert bool(offer.line.why_one_year) == (key in ONE_YEAR)
    assert first == last or key in ADDED


@pytest.mark.parametrize("key", ADDED)
def test_the_sum_over_places_is_the_sum_of_the_stored_rows(
    key: str, connection: Connection, stored: Rows
) -> None:
    offer = where_lines.offer(connection, key)
    first, last = min(offer.years), max(offer.years)
    shown = where.by_recipient(connection, WhereFilter(key, first, last)).rows
    [held] = stored(
        """SELECT SUM(amount_usd) AS usd, COUNT(DISTINCT recipient_name) AS places FROM funding_figure
           WHERE series_key = ? AND standing = 'current' AND year BETWEEN ? AND ?""",
        *(key, first, last),
    )
    assert (shown["amount_usd"].sum(), len(shown)) == (held["usd"], held["places"])


@pytest.mark.parametrize("key", ADDED)
def test_years_one_by_one_add_up_to_the_years_together(key: str, connection: Connection) -> None:
    offer = where_lines.offer(connection, key)
    first, last = offer.opens_on
    together = rows_of(connection, WhereFilter(key, first, last))
    yearly = [rows_of(connection, WhereFilter(key, year, year)) for year in range(first, last + 1)]
    for name, row in together.items():
        found = [year[name]["amount_usd"] for year in yearly if name in year]
        assert (sum(found), len(found)) == (row["amount_usd"], row["years_held"])


@pytest.mark.parametrize("key", ONE_YEAR)
def test_years_of_other_series_are_refused_together(key: str, connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="2014 to 2015"):
        where.by_recipient(connection, WhereFilter(key, 2014, 2015))


def test_only_current_figures_are_drawn_and_earlier_ones_are_told(connection: Connection) -> None:
    """Colombia FY2015: 9.039 million in the newest edition, 5.5 million in the one before."""
    row = rows_of(connection, WhereFilter(US, 2015, 2015))["Colombia"]
    assert row["amount_usd"] == 9_039_000
    assert "FY2015: an earlier edition printed US$ 5.5 million" in row["hover"]


def test_one_donor_at_a_time(connection: Connection, stored: Rows) -> None:
    shown = rows_of(connection, WhereFilter(DONOR, 2022, 2022, donor="Japan"))
    held = stored(
        """SELECT DISTINCT recipient_name FROM funding_figure WHERE series_key = ? AND year = 2022
           AND donor_name = 'Japan' AND standing = 'current'""",
        DONOR,
    )
    assert set(shown) == {row["recipient_name"] for row in held} != set()
    first = where.by_recipient(connection, WhereFilter(DONOR))
    assert first.title.startswith("Contributions from donor to recipient") and "United States" in first.title


def test_constant_prices_only_where_years_are_fiscal(connection: Connection, edited: Edited) -> None:
    constant = where.by_recipient(connection, WhereFilter(US, 2015, 2017, price_basis=PriceBasis.CONSTANT))
    assert constant.price_basis == f"constant FY{BASE_YEAR} prices"
    current = rows_of(connection, WhereFilter(US, 2015, 2017))
    grown = {row["place"]: row["amount_usd"] for row in constant.rows.to_dict("records")}
    assert all(grown[place] >= row["amount_usd"] for place, row in current.items())
    calendar = where.by_recipient(connection, WhereFilter(CRS, 2015, 2017, price_basis=PriceBasis.CONSTANT))
    assert calendar.price_basis == "current prices"
    lacking = edited("DELETE FROM price_index WHERE fiscal_year = 2016")
    with pytest.raises(PriceIndexMissing, match="FY2016"):
        where.by_recipient(lacking, WhereFilter(US, 2015, 2017, price_basis=PriceBasis.CONSTANT))


@pytest.mark.parametrize(
    "asked",
    [
        WhereFilter("gold"),
        WhereFilter("us_cwd_all_agencies"),
        WhereFilter(DONOR, 2022, 2022, donor="Atlantis"),
        WhereFilter(US, 2015, 2017, donor="Japan"),
        WhereFilter(US, 2017, 2015),
    ],
)
def test_what_there_is_not_is_refused(asked: WhereFilter, connection: Connection) -> None:
    with pytest.raises(UnknownChoice):
        where.by_recipient(connection, asked)


def test_years_without_a_figure_give_no_rows(connection: Connection) -> None:
    answer = where.by_recipient(connection, WhereFilter(US, 1950, 1951))
    assert answer.is_empty and answer.sentence == "" and list(answer.rows.columns) == where_places.COLUMNS


# What is under the map


def test_what_names_no_country_is_listed_with_its_share(connection: Connection, stored: Rows) -> None:
    asked = WhereFilter(CRS, 2013, 2017)
    table = off_map(connection, asked, ("XKX", "PLW"))
    listed = dict(zip(table.rows["Recipient"], table.rows["US$"], strict=True))
    held = stored(
        """SELECT recipient_name AS place, SUM(amount_usd) AS usd FROM funding_figure
           WHERE series_key = ? AND recipient_scope <> 'country'
           GROUP BY 1""",
        CRS,
    )
    assert listed == {row["place"]: row["usd"] for row in held}
    [whole] = stored("SELECT SUM(amount_usd) AS usd FROM funding_figure WHERE series_key = ?", CRS)
    shares = dict(zip(table.rows["Recipient"], table.rows[where_rows.SHARE], strict=True))
    assert shares["Bilateral, unspecified"] == f"{100 * listed['Bilateral, unspecified'] / whole['usd']:.1f}%"
    assert "have no outline and are drawn as circles" in table.sentence


@pytest.mark.parametrize("key", [TOTALS, DONOR, PROFILE])
def test_no_share_where_there_is_no_whole(key: str, edited: Edited) -> None:
    changed = edited("UPDATE country SET latitude = NULL, longitude = NULL")
    everywhere = tuple(where.by_recipient(changed, WhereFilter(key)).rows["iso3"])
    table = off_map(changed, WhereFilter(key), everywhere)
    assert where_rows.SHARE not in table.rows.columns and "No shares are given" in table.sentence


def test_no_share_beside_amounts_below_zero(edited: Edited) -> None:
    changed = edited(
        f"""UPDATE funding_figure SET amount_usd = -5, amount_low_usd = -5, amount_high_usd = -4
            WHERE series_key = '{CRS}' AND year = 2015 AND recipient_name = 'Iraq'"""
    )
    table = off_map(changed, WhereFilter(CRS, 2015, 2015))
    assert "below zero" in table.sentence and where_rows.SHARE not in table.rows.columns


def test_what_is_drawn_as_a_circle_is_on_the_map(connection: Connection) -> None:
    """“Not on the map” had one row, Kosovo, “drawn as a circle”."""
    table = off_map(connection, WhereFilter(US, 2015, 2017), ("XKX",))
    assert table.is_empty and table.sentence == "Kosovo has no outline and is drawn as a circle."


def test_a_country_without_a_centre_is_said_not_to_be_drawn(edited: Edited) -> None:
    changed = edited("UPDATE country SET latitude = NULL, longitude = NULL WHERE iso3 = 'XKX'")
    table = off_map(changed, WhereFilter(US, 2015, 2017), ("XKX",))
    assert list(table.rows["What it is"]) == [where_rows.NOWHERE]


@EVERY_LINE
def test_every_row_behind_a_map_names_its_document(key: str, connection: Connection, stored: Rows) -> None:
    offer = where_lines.offer(connection, key)
    first, last = offer.opens_on
    rows = where_rows.rows_behind(connection, WhereFilter(key)).rows
    donor = where_lines.donor_of(offer.line, "")
    [held] = stored(
        """SELECT COUNT(*) AS n FROM funding_figure WHERE series_key = ? AND year BETWEEN ? AND ?
           AND (? = '' OR donor_name = ?)""",
        *(key, first, last, donor, donor),
    )
    assert len(rows) == held["n"] > 0
    assert rows["Document"].astype(bool).all() and rows["Place in the document"].astype(bool).all()


# From the funding page


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (FundingFilter("us_cwd_country"), US),
        (FundingFilter("us_cwd_country", ("us_cwd_country_totals", "us_cwd_country_accounts")), US),
        (FundingFilter("lm_world", ("lm_international_support",)), TOTALS),
        (FundingFilter("ocha_fts", ("fts_requirements",)), REQUIRED),
        (FundingFilter("ocha_fts", ("fts_requirements", "fts_funding")), RECEIVED),
        (FundingFilter("oecd_crs", first_year=2014, last_year=2016), CRS),
    ],
)
def test_a_funding_question_has_its_map(asked: FundingFilter, key: str, connection: Connection) -> None:
    found = where.from_funding(connection, asked)
    assert found is not None and found.series_key == key
    answer = where.by_recipient(connection, found)
    assert not answer.is_empty
    if asked.last_year:
        assert (found.first_year, found.last_year) == (asked.first_year, asked.last_year)


@pytest.mark.parametrize(
    "asked",
    [
        FundingFilter("us_cwd"),
        FundingFilter("assistance_listing"),
        FundingFilter("gold"),
        FundingFilter("oecd_crs", recipient="Iraq"),
        FundingFilter("us_cwd_country", ("us_cwd_country_accounts",)),
        FundingFilter("oecd_crs", first_year=1990, last_year=1991),
    ],
)
def test_a_funding_question_without_a_map(asked: FundingFilter, connection: Connection) -> None:
    assert where.from_funding(connection, asked) is None


def test_every_mapped_series_belongs_to_a_choice(connection: Connection) -> None:
    offered = [key for choice in BY_KEY.values() for key in where_lines.mapped_lines(choice)]
    assert sorted(offered) == sorted(MAPPED)
    assert set(ADDED) | set(ONE_YEAR) == set(HELD)


def test_the_hover_of_each_place_names_its_document(connection: Connection, stored: Rows) -> None:
    answer = where.by_recipient(connection, WhereFilter("crs_15250_disbursements", 2013, 2017))
    documents = {f"{row['publisher']}: {row['title']}" for row in stored("SELECT * FROM document")}
    for row in answer.rows.to_dict("records"):
        lines = row["hover"].split("\n")
        assert documents & set(lines), row["place"]
