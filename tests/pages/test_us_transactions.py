"""The page of US transactions: with some it shows them; without any it says so and is in no menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.database import URL_VARIABLE
from mineaction.ui import navigation, rows_table
from tests import transactions
from tests.pages.seen import cards_of, lead_of
from tests.pages.test_funding_over_time import warnings_of

PAGE = "us_transactions"


def run(name: str, root: Path, database: Path, monkeypatch: pytest.MonkeyPatch, **asked: str) -> AppTest:
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{database}")
    page = AppTest.from_file(str(root / "pages" / f"{name}.py"), default_timeout=30)
    for given, value in asked.items():
        page.query_params[given] = value
    return page.run()


def test_without_transactions_the_page_says_so_and_how_to_get_them(
    repo_root: Path, built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run(PAGE, repo_root, built_database, monkeypatch)
    assert not page.exception and not page.warning
    assert "nothing has been fetched from its publisher yet" in lead_of(page)
    assert [code.value for code in page.code] == ["python -m etl refresh us_foreign_assistance"]
    assert not page.get("plotly_chart")


def test_the_menu_names_the_page_only_with_transactions(
    built_database: Path, database_with_transactions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for database, is_hidden in (
        (built_database, True),
        (database_with_transactions, False),
        (Path("/nowhere/at/all.sqlite"), True),
    ):
        monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{database}")
        assert navigation.is_hidden(PAGE) == is_hidden
        assert not navigation.is_hidden("map")


def test_a_choice_moves_figure_and_ranking_alike(
    repo_root: Path, database_with_transactions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run(
        PAGE, repo_root, database_with_transactions, monkeypatch, by="partner", amounts="disbursements"
    )
    assert not page.exception and not page.warning
    assert "of US disbursements for mine action" in lead_of(page).replace("</dfn>", "")
    [card] = cards_of(page)
    assert card.all("header")[0].value == "US disbursements for mine action by partner"
    [ranked] = cards_of(page, "table_")
    assert "Implementing partner" in ranked.all("dataframe")[0].value.columns


@pytest.mark.parametrize("name", ["funding_over_time", "map", "compare", "data"])
def test_other_pages_say_why_an_address_finds_nothing(
    name: str, repo_root: Path, built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run(name, repo_root, built_database, monkeypatch, series="us_foreign_assistance")
    [said] = warnings_of(page)
    assert "nothing has been fetched from its publisher yet" in said
    assert "python -m etl refresh us" in said


@pytest.mark.parametrize("name", ["funding_over_time", "map", "compare", "data"])
def test_other_pages_show_them_once_they_are_there(
    name: str, repo_root: Path, database_with_transactions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run(name, repo_root, database_with_transactions, monkeypatch, series="us_foreign_assistance")
    assert not page.exception and not page.warning and len(cards_of(page)) == 1


def test_a_country_shows_them_beside_the_others_and_adds_none(
    repo_root: Path, database_with_transactions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run("country", repo_root, database_with_transactions, monkeypatch, recipient="Iraq")
    assert not page.exception
    chart = next(card for card in cards_of(page) if card.name == "country_series").all("plotly_chart")[0]
    assert "US government, ForeignAssistance.gov" in chart.proto.spec


def test_of_very_many_rows_the_first_are_drawn_and_it_is_said(
    repo_root: Path, built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_table, "MOST_ROWS", 50)
    database = transactions.put_in(built_database, tmp_path / "x.sqlite", transactions.made_up(200))
    page = run(PAGE, repo_root, database, monkeypatch, as_us_transactions="rows")
    [card] = cards_of(page)
    assert len(card.all("dataframe")[0].value) == 50
    assert any(
        said.value == "The first 50 of 100 rows. The download has all of them." for said in page.caption
    )
