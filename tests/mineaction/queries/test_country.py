"""A country's profile: every place is found, every row is there once, nothing is added that may not be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, Connection

from mineaction.database import open_for_reading
from mineaction.errors import UnknownChoice
from mineaction.queries.asking import rows
from mineaction.queries.country import claims as country_claims
from mineaction.queries.country import donors as country_donors
from mineaction.queries.country import profile as country
from mineaction.queries.country import series as country_series
from mineaction.queries.country import standing as country_standing
from mineaction.queries.country.donors import DonorFilter
from mineaction.queries.country.facts import disagreements_of
from mineaction.queries.country.plans import paired, part_words
from mineaction.queries.data import register
from mineaction.vocabulary import Perspective
from tests.hundredfold import refill

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

SOME = (
    "Iraq",
    "Lao PDR",
    "Chad",
    "Kosovo",
    "Nagorno-Karabakh",
    "Somaliland",
    "Serbia and Montenegro",
    "Andorra",
)


def profile_of(connection: Connection, name: str) -> country.Profile:
    return country.profile(connection, country.place_of(connection, name))


def test_every_country_with_a_row_has_a_profile(connection: Connection, stored: Rows) -> None:
    found = {place.iso3 for place in country.places(connection)}
    for table, column in (
        ("funding_figure", "recipient_iso3"),
        ("claim", "recipient_iso3"),
        ("treaty_status", "iso3"),
        ("mine_free_state", "iso3"),
    ):
        assert {
            row["code"] for row in stored(f"SELECT {column} AS code FROM {table} WHERE {column} <> ''")
        } <= found
    facts = stored("SELECT DISTINCT iso3 FROM fact WHERE iso3 <> '' AND indicator <> 'population'")
    assert {row["iso3"] for row in facts} <= found


def test_areas_without_a_code_have_one_and_regions_have_none(connection: Connection) -> None:
    names = {place.name for place in country.places(connection)}
    assert set(country.AREAS) <= names
    assert not names & {"Global", "Africa, regional", "ICRC", "Bilateral, unspecified"}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Laos", "Lao PDR"),
        ("LAO", "Lao PDR"),
        ("la", "Lao PDR"),
        ("burma", "Myanmar"),
        ("Lao People's Democratic Republic", "Lao PDR"),
        ("XKX", "Kosovo"),
        ("Lao", "Lao PDR"),
        ("Loas", ""),
        ("", ""),
        ("%", ""),
    ],
)
def test_other_names(connection: Connection, asked: str, name: str) -> None:
    assert country.known_as(connection, asked) == name


def test_an_unknown_place_is_refused(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="country or area"):
        country.place_of(connection, "Atlantis")


@pytest.mark.parametrize("name", SOME)
def test_a_profile_holds_every_row_of_its_place(connection: Connection, stored: Rows, name: str) -> None:
    profile = profile_of(connection, name)
    iso3 = profile.place.iso3
    assert profile.sentence.startswith((profile.place.name, "No yearly", "One series", *"123456789"))
    assert profile.sentence.endswith(".")
    (facts,) = stored("SELECT COUNT(*) AS n FROM fact WHERE iso3 = ?", iso3)
    assert len(profile.facts.rows) == facts["n"]
    (treaties,) = stored("SELECT COUNT(*) AS n FROM treaty_status WHERE iso3 = ?", iso3)
    assert len(profile.treaties.rows) == treaties["n"]
    claims = stored("SELECT file_row FROM claim WHERE recipient_name = ?", name)
    assert {row["file_row"] for row in claims} <= set(profile.claims.rows["Row in our file"])
    drawn = set(profile.series.rows["series_key"]) | set(profile.accounts.rows["series_key"])
    told = stored(
        "SELECT DISTINCT series_key FROM funding_figure "
        "WHERE recipient_name = ? AND series_key NOT LIKE 'lm_flows%'",
        name,
    )
    assert drawn == {row["series_key"] for row in told}
    for table in profile.tables:
        assert table.is_empty or (
            table.citations and table.source_line and table.caveats and table.data_version
        )


def test_bars_are_the_stored_amounts_added_only_inside_their_series(
    connection: Connection, stored: Rows
) -> None:
    rows = profile_of(connection, "Iraq").series.rows
    for key, of_series in rows[rows["mark"] != "earlier"].groupby("series_key"):
        (held,) = stored(
            "SELECT SUM(amount_usd) AS total FROM funding_figure "
            "WHERE series_key = ? AND recipient_name = 'Iraq' AND standing = 'current'",
            key,
        )
        assert of_series["amount_usd"].sum() == held["total"]
    assert not set(rows["series_key"]) & {*country_series.FLOWS, country_series.ACCOUNTS}


def test_rows_behind_hold_earlier_editions_and_repeats(connection: Connection, stored: Rows) -> None:
    behind = country_series.rows_behind(connection, "Iraq", "IRQ", "series").rows
    (held,) = stored(
        "SELECT COUNT(*) AS n FROM funding_figure WHERE recipient_iso3 = 'IRQ' "
        "AND series_key NOT LIKE 'lm_flows%' AND series_key <> 'us_cwd_country_accounts'"
    )
    assert len(behind) == held["n"]
    assert {"current", "superseded", "repeat"} <= set(behind["Standing"])


def test_accounts_that_were_zero_throughout_are_named_and_not_drawn(connection: Connection) -> None:
    profile = profile_of(connection, "Lao PDR")
    assert profile.zero_accounts
    assert not set(profile.zero_accounts) & set(profile.accounts.rows["panel_title"])
    assert any("Printed as zero in every year held" in caveat for caveat in profile.accounts.caveats)
    largest = profile.accounts.rows.sort_values("panel_position")["panel_title"].iloc[0]
    assert largest == "NADR-CWD (State Department)"


def test_the_newest_amounts_keep_their_bounds(connection: Connection) -> None:
    table = profile_of(connection, "Lao PDR").newest.rows
    bounded = table[table["Series"].str.contains("Sentences about one country")].iloc[0]
    assert bounded["Amount"].startswith("over US$") and bounded["Per inhabitant"].startswith("over US$")
    assert "Per inhabitant" not in profile_of(connection, "Kosovo").newest.rows


def plan(series: str, amount: int, **other: object) -> dict[str, object]:
    row = {
        "series_key": series,
        "year": 2020,
        "plan_name": "Plan",
        "amount_usd": amount,
        "edition_on": "2026-04",
    }
    place = {"locator": f"f.csv row 5, column {series}", "file_row": "r", "document": "D", "url": ""}
    return {**row, **place, **other}


@pytest.fixture
def of_two_documents(database_with_transactions: Path, tmp_path: Path) -> Iterator[Connection]:
    """Transactions of which every second one stands in another document, with another link."""
    path = tmp_path / "two_documents.sqlite"
    shutil.copy(database_with_transactions, path)
    with closing(sqlite3.connect(path)) as opened:
        opened.execute(
            """UPDATE funding_figure SET document_id =
                   (SELECT MIN(document_id) FROM document WHERE document_id < 'TEST' AND url > 'https://f')
               WHERE series_key LIKE 'us_fa%' AND figure_id / 2 % 2 = 0"""
        )
        refill(opened)
        opened.commit()
    engine = open_for_reading(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_document_link_and_place_of_an_amount_belong_together(of_two_documents: Connection) -> None:
    """The least of each, every one by itself, named one document with the link of another."""
    stored = rows(
        of_two_documents,
        """SELECT f.series_key, f.year, d.document_id, d.url, d.publisher || ': ' || d.title AS document,
                  f.locator
           FROM funding_figure f JOIN document d ON d.document_id = f.document_id""",
    )
    told = {tuple(row.values()) for row in stored}
    mixed = 0
    for name in ("Iraq", "Afghanistan", "Cambodia"):
        place = country.place_of(of_two_documents, name)
        for amount in country_series.held(of_two_documents, place).amounts:
            mixed += amount["document_count"] > 1
            key = ("series_key", "year", "document_id", "url", "document", "locator")
            assert tuple(amount[column] for column in key) in told
        for row in profile_of(of_two_documents, name).newest.rows.to_dict("records"):
            assert (row["Document"], row["Link"]) in {(one["document"], one["url"]) for one in stored}
    assert mixed


def test_a_newest_amount_of_a_year_not_over_says_so(connection: Connection) -> None:
    """Money received in 2026, published in April, once stood as that of a whole year."""
    newest = profile_of(connection, "Ukraine").newest.rows.set_index("Series in full")
    assert newest.loc["Humanitarian plans: received for mine action", "Newest year"] == (
        "2026 (not over when published)"
    )


def test_names_take_their_article(connection: Connection) -> None:
    """The page once read "tells of Philippines"."""
    profile = profile_of(connection, "Marshall Islands")
    assert "tells of the Marshall Islands" in profile.sentence
    assert "; the Marshall Islands is not on the list" in profile.treaties.sentence
    assert profile.newest.title.endswith(": Marshall Islands")
    congo = profile_of(connection, "Congo").treaties.sentence
    assert "(joined in 2014, day not known)" in congo


def test_amounts_told_in_sentences_are_of_no_table(connection: Connection) -> None:
    """A single amount from the text of a profile once stood as "the part of its table that could be read"."""
    answer = country_donors.donors(
        connection, donor_filter(Perspective.RECIPIENT_PROFILE, 2022, "Mauritania", "MRT")
    )
    assert "names 1 donor in its text; no table of it is held" in answer.sentence
    assert country_donors.SOME_TOLD in answer.caveats and country_donors.SOME_CUT_OFF not in answer.caveats


def test_a_plan_stands_once_and_a_blank_is_no_zero() -> None:
    made = paired(
        [
            plan("fts_requirements", 100),
            plan("fts_funding", 150),
            plan("fts_requirements", 0, year=2019),
            plan("fts_field_funding", 7),
            plan("fts_funding", 1, year=2026),
        ]
    )
    assert [(row["Year"], row["Required"], row["Received"], row["Part received"]) for row in made] == [
        ("2020", "US$ 100", "US$ 150", "150%"),
        ("2019", "US$ 0", "not printed", ""),
        ("2020", "not printed", "US$ 7", ""),
        ("2026 (not over when published)", "not printed", "US$ 1", ""),
    ]
    assert made[0]["Place in the document"] == "f.csv row 5, columns fts_requirements and fts_funding"
    assert made[1]["Received, US$"] is None


@pytest.mark.parametrize(
    ("required", "received", "words"),
    [(100, 50, "50%"), (None, 50, ""), (100, None, ""), (0, 50, ""), (1_000, 1, "below 1%"), (100, 0, "0%")],
)
def test_part_received(required: int | None, received: int | None, words: str) -> None:
    assert part_words(required, received) == words


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Aid for Sudan ends", True),
        ("Aid for South Sudan ends", False),
        ("South Sudan and Sudan", True),
        ("Sudanese deminers", False),
        ("", False),
    ],
)
def test_a_name_inside_another_is_not_named(words: str, is_named: bool) -> None:
    assert country_claims.is_named(words, {"Sudan"}, ["South Sudan"]) is is_named


def test_events_that_name_the_country(connection: Connection) -> None:
    events = profile_of(connection, "Cambodia").events.rows
    assert events["What happened"].str.contains("Cambodia").any()
    assert events["Document"].astype(bool).all()


def test_statements_that_name_it_among_others_are_its_own_too(connection: Connection, stored: Rows) -> None:
    naming = stored("SELECT file_row FROM claim WHERE countries_named LIKE '%XKX%'")
    listed = set(profile_of(connection, "Kosovo").claims.rows["Row in our file"])
    assert naming and {row["file_row"] for row in naming} <= listed


def donor_filter(side: Perspective, year: int, name: str = "Lao PDR", iso3: str = "LAO") -> DonorFilter:
    return DonorFilter(name, iso3, side.value, year)


def test_one_side_at_a_time_and_no_total_of_ours(connection: Connection, stored: Rows) -> None:
    answer = country_donors.donors(connection, donor_filter(Perspective.RECIPIENT_PROFILE, 2023))
    (printed,) = stored(
        "SELECT amount_usd FROM funding_figure WHERE series_key = 'lm_recipient_totals' "
        "AND recipient_name = 'Lao PDR' AND year = 2023 AND standing = 'current'"
    )
    assert list(answer.rows["amount_usd"]) == sorted(answer.rows["amount_usd"], reverse=True)
    assert answer.rows["donor_name"].is_unique
    assert "The total printed for the year is US$ 49.3 million" in answer.sentence
    assert round(printed["amount_usd"] / 1e6, 1) == 49.3


def test_rows_of_a_table_that_was_cut_off_are_marked(connection: Connection) -> None:
    answer = country_donors.donors(connection, donor_filter(Perspective.RECIPIENT_PROFILE, 2010))
    assert answer.rows["is_cut_off"].all()
    assert "in the part of its table that could be read" in answer.sentence
    assert country_donors.SOME_CUT_OFF in answer.caveats


def test_donors_own_profiles_are_never_called_all(connection: Connection) -> None:
    answer = country_donors.donors(
        connection, donor_filter(Perspective.DONOR_PROFILE, 2010, "Nagorno-Karabakh", "")
    )
    assert answer.sentence.startswith("One donor profile that is held names Nagorno-Karabakh in 2010")
    assert country_donors.DONORS_OWN in answer.caveats


def test_every_year_offered_has_donors_and_an_unknown_side_is_refused(connection: Connection) -> None:
    offered = country_donors.offered(connection, "Iraq", "IRQ")
    assert set(offered) == {side.value for side in Perspective}
    for side, years in offered.items():
        assert list(years) == sorted(years, reverse=True)
        assert not country_donors.donors(connection, DonorFilter("Iraq", "IRQ", side, years[0])).is_empty
        assert len(country_donors.rows_behind(connection, DonorFilter("Iraq", "IRQ", side, years[-1])).rows)
    with pytest.raises(UnknownChoice, match="side"):
        country_donors.donors(connection, DonorFilter("Iraq", "IRQ", "both", 2018))


def test_disagreements_are_those_of_the_place(connection: Connection) -> None:
    whole = register.conflicts(connection)
    lao = disagreements_of(whole, "Lao PDR")
    assert len(lao.rows) >= 3 and set(lao.rows["Place"]) == {"Lao PDR"}
    assert 0 < len(lao.citations) < len(whole.citations)
    assert disagreements_of(whole, "Andorra").is_empty


def test_the_standing_in_words(connection: Connection) -> None:
    lao = profile_of(connection, "Lao PDR").treaties.sentence
    assert lao.startswith(
        "Lao PDR is not on the list of the Ottawa Convention; it is party to the Convention on"
    )
    assert "withdrawal from the Ottawa Convention took effect on 27 December 2025" in (
        profile_of(connection, "Estonia").treaties.sentence
    )
    assert "neither treaty" in profile_of(connection, "Kosovo").treaties.sentence


def test_what_a_party_told_the_depositary_stands_beside_its_membership(
    connection: Connection, edited: Edited, stored: Rows
) -> None:
    for held in stored("SELECT c.name FROM treaty_status t JOIN country c ON c.iso3 = t.iso3 "
                       "WHERE t.suspension_notified_on <> ''"):  # fmt: skip
        assert "that it suspends it" in profile_of(connection, held["name"]).sentence
    ukraine = profile_of(connection, "Ukraine").treaties
    assert ukraine.sentence.startswith(
        "It is party to the Ottawa Convention (joined 27 December 2005) and told the UN on 18 July 2025 that"
    )
    assert list(ukraine.rows["Standing"]) == ["party, says it suspends"]
    left = edited("UPDATE treaty_status SET withdrawal_notified_on = '2026-03-04' WHERE iso3 = 'AFG'")
    assert "and notified its withdrawal on 4 March 2026" in profile_of(left, "Afghanistan").treaties.sentence


def test_a_later_note_stands_beside_the_declaration(edited: Edited) -> None:
    changed = edited("UPDATE mine_free_state SET later_note = 'mines found in 2011' WHERE iso3 = 'MOZ'")
    profile = profile_of(changed, "Mozambique")
    assert "Noted later: mines found in 2011." in profile.sentence
    assert list(profile.mine_free.rows["Later note"]) == ["mines found in 2011"]


def test_every_document_named_for_a_standing_is_known(connection: Connection) -> None:
    """North Macedonia's row says of a document "(US-funded)", which once ended its profile with an error."""
    for place in country.places(connection):
        treaties = country_standing.treaties(connection, place)
        free = country_standing.mine_free(connection, place)
        assert all(table.is_empty or table.citations for table in (treaties, free))


def test_names_of_documents_in_a_joined_text() -> None:
    assert country_standing.split("A-1; B (US-funded);; C") == ["A-1", "B", "C"]
    assert country_standing.split("") == []
