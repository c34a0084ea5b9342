"""What every funding answer carries, what may be asked, and the rows behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.queries import funding, lines
from mineaction.queries.choices import BY_KEY, FundingChoice
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import MEASURE_LABELS, Measure
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

BY_CHOICE = pytest.mark.parametrize("choice", CHOICES, ids=[choice.key for choice in CHOICES])
WITH_RECIPIENTS = [choice for choice in CHOICES if choice.recipient_lines]
BY_CHOICE_WITH_RECIPIENTS = pytest.mark.parametrize(
    "choice", WITH_RECIPIENTS, ids=[choice.key for choice in WITH_RECIPIENTS]
)
LINES = [(choice.key, line) for choice in CHOICES for line in choice.lines]
DONOR_OF = {"lm_donor_totals": "Japan"}
"""A donor that a line tells of, where it is not the one its choice shows first."""


def version(stored: Rows) -> str:
    return str(stored("SELECT data_version FROM build")[0]["data_version"])


def assert_carries_everything(answer: CitedTable, stored: Rows) -> None:
    assert answer.title
    assert answer.sentence.endswith(".")
    assert answer.unit in ("US$ million", "US$ thousand")
    assert answer.price_basis == "current prices"
    assert answer.year_basis
    assert answer.unit in answer.subtitle and answer.year_basis in answer.subtitle
    assert answer.citations
    assert all(citation.title and citation.publisher for citation in answer.citations)
    assert answer.citations[0].publisher_name in answer.source_line
    assert f"{len(answer.citations)} document" in answer.source_line
    assert all(answer.caveats)
    assert len(set(answer.caveats)) == len(answer.caveats)
    assert answer.data_version == version(stored)


@BY_CHOICE
def test_each_choice_answers_with_everything_that_travels_along(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    answer = funding.by_year(connection, FundingFilter(choice.key))
    assert not answer.is_empty
    assert_carries_everything(answer, stored)
    assert choice.why_not_added in answer.caveats
    said = dict(answer.choices)
    assert said["Series"] == choice.label
    assert said["Years shown"] == f"{answer.rows['year'].min()} to {answer.rows['year'].max()}"


@pytest.mark.parametrize(("key", "line"), LINES)
def test_each_line_answers_under_its_own_name(
    key: str, line: str, connection: Connection, stored: Rows
) -> None:
    (series,) = stored("SELECT * FROM series WHERE series_key = ?", line)
    donor = DONOR_OF.get(line, "")
    answer = funding.by_year(connection, FundingFilter(key, (line,), donor=donor))
    assert not answer.is_empty
    assert_carries_everything(answer, stored)
    assert answer.title == series["title"] + (f": {donor}" if donor else "")
    assert set(answer.rows["series_key"]) == {line}
    assert dict(answer.choices)["Kind of amount"] == MEASURE_LABELS[Measure(series["measure"])]
    assert not series["caveat"] or series["caveat"] in answer.caveats


@BY_CHOICE_WITH_RECIPIENTS
def test_each_recipient_that_is_offered_has_an_answer_unasked(
    choice: FundingChoice, connection: Connection
) -> None:
    """Eight recipients of the country report stand only in its sentences, and were answered with nothing."""
    for recipient in lines.recipients(connection, choice.key):
        answer = funding.by_year(connection, FundingFilter(choice.key, recipient=recipient))
        assert not answer.is_empty, recipient
        assert answer.title.endswith(
            f"{choice.donor_name} to {recipient}" if choice.donor_name else recipient
        )
        assert dict(answer.choices)[choice.recipient_word] == recipient


@BY_CHOICE_WITH_RECIPIENTS
def test_the_lines_shown_first_stay_first_where_they_tell_of_a_recipient(
    choice: FundingChoice, connection: Connection
) -> None:
    first = {line.series_key for line in lines.lines(connection, choice) if line.is_shown_first}
    offered = lines.lines(connection, choice, "Angola")
    assert first & set(choice.recipient_lines) <= {line.series_key for line in offered if line.is_shown_first}


@BY_CHOICE_WITH_RECIPIENTS
def test_recipients_are_all_there_are_countries_first(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    marks = ",".join("?" * len(choice.recipient_lines))
    donor = f" AND donor_name = '{choice.donor_name}'" if choice.donor_name else ""
    held = stored(
        f"""SELECT recipient_name AS name, MAX(recipient_scope = 'country') AS is_country
            FROM funding_figure WHERE series_key IN ({marks}){donor} GROUP BY recipient_name""",
        *choice.recipient_lines,
    )
    offered = lines.recipients(connection, choice.key)
    assert set(offered) == {row["name"] for row in held} - {"Global"}
    assert len(set(offered)) == len(offered)
    countries = {row["name"] for row in held if row["is_country"]}
    kinds = [name in countries for name in offered]
    assert kinds == sorted(kinds, reverse=True)
    assert [name for name in offered if name in countries] == sorted(countries - {"Global"})


def test_a_choice_without_recipients_offers_none(connection: Connection) -> None:
    assert lines.recipients(connection, "us_cwd") == ()


@BY_CHOICE
def test_the_year_range_is_that_of_the_stored_rows(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    keys = [*choice.lines, *choice.recipient_lines]
    donor = f" AND donor_name = '{choice.donor_name}'" if choice.donor_name else ""
    years = [
        row["year"]
        for row in stored(
            f"SELECT year FROM funding_figure WHERE series_key IN ({','.join('?' * len(keys))}){donor}", *keys
        )
    ]
    assert lines.year_range(connection, choice.key) == (min(years), max(years))


def test_years_are_inclusive_at_both_ends(connection: Connection) -> None:
    rows = funding.by_year(connection, FundingFilter("oecd_crs", first_year=2014, last_year=2016)).rows
    assert list(rows["year"]) == [2014, 2015, 2016]


def test_an_unknown_series_is_named_with_those_there_are(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="'us_everything'") as raised:
        funding.by_year(connection, FundingFilter("us_everything"))
    assert raised.value.allowed == tuple(BY_KEY)


def test_a_line_of_another_series_is_refused(connection: Connection) -> None:
    with pytest.raises(UnknownChoice, match="'fts_funding'") as raised:
        funding.by_year(connection, FundingFilter("oecd_crs", ("fts_funding",)))
    assert raised.value.allowed == ("crs_15250_disbursements",)


def test_a_recipient_of_a_series_that_has_none_is_refused(connection: Connection) -> None:
    """Yearly totals name no recipients; asking for one ended in a KeyError from inside the query."""
    for question in (funding.by_year, funding.rows_behind):
        with pytest.raises(UnknownChoice, match="recipient: 'Angola'"):
            question(connection, FundingFilter("us_cwd", recipient="Angola"))


@pytest.mark.parametrize(
    "asked",
    [
        FundingFilter("oecd_crs", first_year=1990, last_year=1991),
        FundingFilter("oecd_crs", first_year=2017, last_year=2013),
        FundingFilter("oecd_crs", recipient="Atlantis"),
        FundingFilter("us_cwd_country", recipient="'; DROP TABLE funding_figure; --"),
    ],
    ids=["years without figures", "years turned round", "unknown recipient", "SQL in a recipient"],
)
def test_an_empty_answer_is_an_answer(asked: FundingFilter, connection: Connection) -> None:
    answer = funding.by_year(connection, asked)
    assert answer.is_empty
    assert (answer.sentence, answer.source_line, answer.citations) == ("", "", ())
    assert answer.title and answer.caveats and answer.data_version
    assert "Years shown" not in dict(answer.choices)
    assert funding.rows_behind(connection, asked).is_empty


@BY_CHOICE
def test_every_row_behind_a_figure_names_its_document_and_its_place(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    asked = FundingFilter(choice.key, choice.lines)
    behind = funding.rows_behind(connection, asked).rows
    (count,) = stored(
        f"""SELECT COUNT(*) AS n FROM funding_figure WHERE series_key IN ({",".join("?" * len(choice.lines))})
            AND (? = '' OR donor_name = ?)""",
        *choice.lines,
        choice.donor_name,
        choice.donor_name,
    )
    assert len(behind) == count["n"]
    for column in ("Document", "Place in the document", "Row in our file", "Standing", "Year"):
        assert behind[column].str.strip().astype(bool).all(), column
    titles = {row["title"] for row in stored("SELECT title FROM document")}
    assert set(behind["Document"]) <= titles


def rows_and_bars_agree(connection: Connection, asked: FundingFilter) -> None:
    rows = funding.by_year(connection, asked).rows
    bars = rows[rows["mark"] != "earlier"]
    behind = funding.rows_behind(connection, asked).rows
    current = behind[behind["Standing"] == "current"]
    titles = {line.series_key: line.title for line in lines.shown_lines(connection, asked)}
    drawn = bars.assign(title=bars["series_key"].map(titles)).groupby(["title", "year_label"])["amount_usd"]
    drawn_sums = {key: total for key, total in drawn.sum().items() if total}
    if "Series" not in current:
        current = current.assign(Series=next(iter(titles.values())))
    stored_sums = current.groupby(["Series", "Year"])["US$, current"].sum()
    assert drawn_sums == {key: float(total) for key, total in stored_sums.items() if total}


@BY_CHOICE
def test_the_current_rows_behind_a_figure_add_up_to_its_bars(
    choice: FundingChoice, connection: Connection
) -> None:
    asked = FundingFilter(choice.key, choice.lines)
    rows_and_bars_agree(connection, asked)
    low, high = lines.year_range(connection, choice.key)
    rows_and_bars_agree(connection, replace(asked, first_year=low + 1, last_year=high - 1))


@BY_CHOICE_WITH_RECIPIENTS
def test_the_rows_behind_one_recipient_add_up_to_its_bars(
    choice: FundingChoice, connection: Connection
) -> None:
    for recipient in ("Angola", "Iraq"):
        rows_and_bars_agree(connection, FundingFilter(choice.key, recipient=recipient))


def test_repeats_and_superseded_rows_are_there_to_be_read(connection: Connection) -> None:
    behind = funding.rows_behind(connection, FundingFilter("us_cwd_country")).rows
    assert set(behind["Standing"]) == {"current", "repeat", "superseded"}


def test_rows_behind_are_newest_first(connection: Connection) -> None:
    years = [
        record["Year"]
        for record in funding.rows_behind(connection, FundingFilter("oecd_crs")).rows.to_dict("records")
    ]
    assert years == sorted(years, reverse=True)


def test_documents_are_cited_most_used_first(connection: Connection, stored: Rows) -> None:
    answer = funding.by_year(connection, FundingFilter("us_cwd_country"))
    held = stored(
        """SELECT document_id, COUNT(*) AS n FROM funding_figure
           WHERE series_key IN ('us_cwd_country_totals', 'us_cwd_country_accounts')
           GROUP BY document_id ORDER BY n DESC, document_id"""
    )
    assert [citation.document_id for citation in answer.citations] == [row["document_id"] for row in held]


def test_amounts_below_a_million_are_written_in_thousands(edited: Edited) -> None:
    changed = edited(
        "UPDATE funding_figure SET amount_usd = 136000 WHERE series_key = 'al_usaspending_outlays'"
    )
    answer = funding.by_year(changed, FundingFilter("assistance_listing", ("al_usaspending_outlays",)))
    assert (answer.unit, answer.rows.iloc[0]["label"]) == ("US$ thousand", "136")
