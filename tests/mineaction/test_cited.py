"""What a table says of addresses that nobody has opened."""

from __future__ import annotations

import pandas as pd

from mineaction.cited import ABOUT_ADDRESS, Citation, CitedTable

OPENED, UNOPENED, ALSO = "https://example.org/a", "https://example.org/b", "https://example.org/c"
CITED = (
    Citation("A", "Report", "Office", "2020", OPENED),
    Citation("B", "Sheet", "Office", "2022", UNOPENED, address_note="not opened"),
    Citation("C", "Letter", "Office", "2023", ALSO, address_note="a mirror"),
    Citation("D", "Memo", "Office", "2024", "", address_note="said of no address"),
)


def answer(**columns: list[str]) -> CitedTable:
    return CitedTable("Rows", pd.DataFrame(columns), "", "", "", "Office", CITED)


def test_a_note_stands_behind_the_link_of_the_rows_it_is_about() -> None:
    asked = answer(Document=["Report", "Sheet", "Memo"], Link=[OPENED, UNOPENED, ""], Place=["1", "2", "3"])
    shown = asked.rows_to_read
    assert list(shown.columns) == ["Document", "Link", ABOUT_ADDRESS, "Place"]
    assert list(shown[ABOUT_ADDRESS]) == ["", "not opened", ""]
    assert list(asked.rows.columns) == ["Document", "Link", "Place"], "the answer stays as it was"


def test_without_such_a_row_there_is_no_such_column() -> None:
    for asked in (answer(Link=[OPENED, ""]), answer(Place=["1"]), answer(Link=[])):
        assert asked.rows_to_read is asked.rows


def test_a_row_of_two_documents_has_the_notes_of_both_once() -> None:
    columns = {"One Link": [UNOPENED, UNOPENED], "Another Link": [ALSO, UNOPENED], "Unit": ["USD", "USD"]}
    shown = answer(**columns).rows_to_read
    assert list(shown.columns) == ["One Link", "Another Link", ABOUT_ADDRESS, "Unit"]
    assert list(shown[ABOUT_ADDRESS]) == ["not opened; a mirror", "not opened"]


def test_rows_behind_an_answer_take_along_all_but_its_sentence() -> None:
    asked = CitedTable(
        *(
            "Title",
            pd.DataFrame({"year": [2020]}),
            "US$ million",
            "FY2024 prices",
            "US fiscal years",
            "Office",
        ),
        *(CITED, ("a caveat",), (("Recipient", "Iraq"),), "abc", "A sentence."),
    )
    behind = asked.behind(pd.DataFrame({"Year": ["FY2020"]}), unit="US$", price_basis="current prices")
    assert (
        list(behind.rows["Year"]) == ["FY2020"]
        and behind.subtitle == "US$ · current prices · US fiscal years"
    )
    assert (behind.title, behind.source_line, behind.citations) == ("Title", "Office", CITED)
    assert (behind.caveats, behind.choices) == (asked.caveats, asked.choices)
    assert (behind.data_version, behind.sentence) == ("abc", "")
    assert asked.behind(asked.rows).subtitle == asked.subtitle
