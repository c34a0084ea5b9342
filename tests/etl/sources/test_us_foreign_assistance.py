"""Transactions of US agencies: each kept row becomes one signed figure, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.etl.foreign_assistance_file import PATH, Row, file_of, source, transaction
from tests.etl.publisher import Answer, Publisher

Load = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def words(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Refresh from these rows, which has to be refused; what is said."""
    made = source(publisher.url(PATH), tmp_path, monkeypatch)

    def of(*rows: Row) -> str:
        publisher.plays(PATH, Answer(file_of(rows)))
        return made.refused()

    return of


@pytest.fixture
def load(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Refresh from these rows; all rows of a table of the database, in order."""
    made = source(publisher.url(PATH), tmp_path, monkeypatch)

    def of(*rows: Row, table: str = "funding_figure") -> list[dict[str, Any]]:
        publisher.plays(PATH, Answer(file_of(rows)))
        result = made.refresh()
        assert result.outcome.value == "refreshed", result.words
        names = [str(row[1]) for row in made.ask(f"PRAGMA table_info({table})")]
        return [dict(zip(names, row, strict=True)) for row in made.ask(f"SELECT * FROM {table} ORDER BY 1")]

    return of


def test_a_transaction_is_one_figure(load: Load) -> None:
    """Every word of it is kept as printed."""
    [figure] = load(transaction())
    assert (
        figure.items()
        >= {
            "series_key": "us_fa_obligations",
            "measure": "obligation",
            "activity_scope": "crs_15250",
            "locator": "row 2",
            "donor_iso3": "USA",
            "recipient_iso3": "AFG",
            "recipient_name": "Afghanistan",
            "year": 2021,
            "year_basis": "us_fiscal",
            "appropriation_account": "Invented account, demining",
            "agency_name": "Test Department of Invented Affairs",
            "sub_agency_name": "Made-up Bureau",
            "implementer_name": "Made-up partner",
            "activity_id": "501",
            "activity_name": "Invented clearance",
            "transaction_on": "2021-03-31",
            "amount_usd": 1000,
            "amount_as_printed": "1000.00",
            "amount_constant_usd": 1101,
            "constant_prices_of": "",
            "standing": "current",
            "subject_key": "",
        }.items()
    )


@pytest.mark.parametrize(
    ("number", "name", "series"),
    [
        ("2", "Obligations", "us_fa_obligations"),
        ("3", "Disbursements", "us_fa_disbursements"),
        ("18", "President's Budget Requests", "us_fa_requests"),
        ("3", "NULL", "us_fa_disbursements"),
    ],
)
def test_the_kind_of_transaction_decides_the_series(load: Load, number: str, name: str, series: str) -> None:
    """What is asked for, promised and paid are never one series."""
    [figure] = load(transaction(transaction_type_id=number, transaction_type_name=name))
    assert figure["series_key"] == series


@pytest.mark.parametrize(
    ("printed", "amount"), [("-1250.50", -1251), ("0", 0), ("0.4", 0), ("999.5", 1000), ("-0.49", 0)]
)
def test_amounts_keep_their_sign_and_are_rounded_to_whole_dollars(
    load: Load, printed: str, amount: int
) -> None:
    """Halves go away from zero; a reported zero is one."""
    [figure] = load(transaction(current_dollar_amount=printed))
    assert (figure["amount_usd"], figure["amount_as_printed"]) == (amount, printed)


def test_equal_transactions_are_both_charted(load: Load) -> None:
    """Two payments of one amount are two payments; sums hold both, and they contradict nothing."""
    assert [figure["standing"] for figure in load(transaction(), transaction())] == ["current", "current"]


def test_equal_transactions_are_added(load: Load) -> None:
    """A reduction takes its part off."""
    [added] = load(
        transaction(), transaction(), transaction(current_dollar_amount="-300"), table="funding_sum"
    )
    assert (added["figure_count"], added["amount_usd"]) == (3, 1700)


def test_different_amounts_contradict_nothing(load: Load) -> None:
    """Two transactions of one place and year are no two values for one thing."""
    assert load(transaction(), transaction(current_dollar_amount="5"), table="conflict") == []


@pytest.mark.parametrize(
    ("code", "name", "iso3", "called", "scope"),
    [
        ("KHM", "Cambodia", "KHM", "Cambodia", "country"),
        ("COD", "Congo (Kinshasa)", "COD", "DR Congo", "country"),
        ("XKS", "Kosovo", "XKX", "Kosovo", "country"),
        ("WLD", "World", None, "Global", "global"),
        ("XAF", "Sub-Saharan Africa Region", None, "Sub-Saharan Africa Region", "region"),
        ("NULL", "Europe", None, "Europe", "region"),
    ],
)
def test_the_code_says_where_else_the_name(
    load: Load, code: str, name: str, iso3: str | None, called: str, scope: str
) -> None:
    """A country by its code, whatever it is called; regions and the world by their names."""
    [figure] = load(transaction(country_code=code, country_name=name))
    found = figure["recipient_iso3"], figure["recipient_scope"], figure["recipient_as_printed"]
    assert found == (iso3, scope, name)
    assert figure["recipient_name"] == called


def test_a_redacted_partner_stays_as_printed(load: Load) -> None:
    """The publisher's own words, and blank where it gives none."""
    figures = load(
        transaction(implementing_partner_name="Redacted, Foreign Assistance"),
        transaction(implementing_partner_name="NULL"),
    )
    assert [figure["implementer_name"] for figure in figures] == ["Redacted, Foreign Assistance", ""]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2021-03-31", "2021-03-31"),
        ("2021-03-31 00:00:00", "2021-03-31"),
        ("2021-03-31T00:00:00Z", "2021-03-31"),
        ("31-MAR-2021", "2021-03-31"),
        ("NULL", ""),
    ],
)
def test_days_are_written_in_one_way(load: Load, printed: str, day: str) -> None:
    """However the edition writes them, as long as it leaves no doubt."""
    [figure] = load(transaction(transaction_date=printed))
    assert figure["transaction_on"] == day


def test_what_is_left_out_has_its_reason(load: Load) -> None:
    """Planned amounts, the transition quarter, and rows without an amount."""
    notes = load(
        transaction(),
        transaction(transaction_type_id="1", transaction_type_name="Appropriated and Planned"),
        transaction(fiscal_year="1976tq"),
        transaction(current_dollar_amount="NULL"),
        table="finding",
    )
    assert [(note["locator"], note["message"]) for note in notes if note["rule"] == "row_not_loaded"] == [
        ("row 3", "planned, neither obligated nor paid"),
        ("row 4", "the transition quarter is part of no fiscal year"),
        ("row 5", "no amount is given"),
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"transaction_type_id": "7"}, "a foreign assistance type that is not in the table of terms"),
        ({"transaction_type_name": "Disbursements"}, "stands for obligations, its name says otherwise"),
        ({"country_code": "QQQ", "country_name": "Nowhere"}, "add the name to data/reference/places.csv"),
        ({"country_name": "Angola"}, "the code stands for Afghanistan, the name for Angola"),
        ({"country_name": "World"}, "the code stands for Afghanistan, the name for Global"),
        (
            {"country_code": "COD", "country_name": "Invented Region"},
            "the code stands for DR Congo, the name for Invented Region",
        ),
        ({"fiscal_year": "NULL"}, "a value that is not a year in column fiscal_year"),
        ({"current_dollar_amount": "1,000"}, "a value that is not a number in column amount_usd"),
        ({"transaction_date": "03/31/2021"}, "a date in column transaction_date"),
    ],
)
def test_what_is_not_known_refuses_the_edition(
    words: Callable[..., str], changed: dict[str, str], message: str
) -> None:
    """Nothing is guessed, and what is said names the row and what to do."""
    said = words(transaction(), transaction(**changed))
    assert message in said
    assert "row 3" in said
