"""Sources that people read: the spreadsheet to fill, what is refused in it, and the way into the database."""

from __future__ import annotations

import json
import time
import zipfile
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl import charting
from etl.editions import Store
from etl.spreadsheet import Unfit, read
from mineaction.editions import read_history
from tests.etl.one_live_source import OneLiveSource
from tests.etl.operating import Operator, change, write

KEY = "us_cwd_country_accounts"
MEASURE = "funding (as reported in TWEIS; dollars in thousands x1000)"
ROW: dict[str, Any] = {
    "fiscal_year": "2018",
    "recipient_name": "Colombia",
    "recipient_iso3": "COL",
    "account_as_printed": "NADR-CWD",
    "agency_name": "Department of State",
    "amount_usd": "41000",
    "measure_as_printed": MEASURE,
    "document_id": "TWEIS2018-287817",
    "locator": "an invented table",
    "edition_year": "2018",
}
DOCUMENT = {
    "document_id": "TWEIS_TEST",
    "title": "An invented edition",
    "publisher": "A publisher",
    "published_on": "2026-11",
    "published_precision": "month",
    "kind_as_printed": "primary",
}


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    """An operator with one source that people read, built from the sample."""
    return Operator(OneLiveSource(KEY, "", tmp_path / "sample", monkeypatch), tmp_path, capsys)


def amounts(operator: Operator) -> list[int]:
    question = "SELECT amount_usd FROM funding_figure WHERE year = 2018 ORDER BY 1"
    return [row[0] for row in operator.sample.ask(question)]


# --- the template ---


def test_a_template_has_columns_meanings_and_lists(operator: Operator) -> None:
    book = openpyxl.load_workbook(operator.template())
    assert book.sheetnames == ["Rows", "Documents", "Allowed values", "How to fill"]
    rows = book["Rows"]
    assert [cell.value for cell in rows[1]][:3] == ["fiscal_year", "recipient_name", "recipient_iso3"]
    assert rows.max_row == 1
    assert "checked against the name" in rows["C1"].comment.text
    lists = {str(rule.sqref): rule for rule in rows.data_validations.dataValidation}
    terms = lists["D2:D5001"]
    assert terms.formula1.startswith("'Allowed values'!")
    allowed = [cell.value for column in book["Allowed values"].iter_cols() for cell in column]
    assert {"NADR-CWD", "Colombia", "COL", "TWEIS2018-287817", MEASURE} <= set(allowed)
    told = [cell.value for row in book["How to fill"].iter_rows() for cell in row if cell.value]
    assert any("Blank is not zero" in line for line in told)
    assert rows.column_dimensions["A"].number_format == "@"


def test_the_rows_charted_come_back_as_they_were(operator: Operator) -> None:
    """Nothing turns into a date or a number on the way through a spreadsheet."""
    path = operator.template("--with-rows")
    result = operator.result("add", KEY, path, "--replace")
    assert (result["status"], result["outcome"]) == (0, "nothing_new")
    assert "held already" in result["words"]


def test_a_template_is_not_written_over_a_file(operator: Operator) -> None:
    path = operator.folder / "mine.xlsx"
    path.write_text("mine")
    assert operator.run("template", KEY, "--to", path).status == 2
    assert path.read_text() == "mine"
    assert operator.run("template", KEY, "--to", operator.folder / "no" / "x.xlsx").status == 1
    assert operator.run("template", KEY, "--to", "x.ods").status == 2
    assert "There is no source" in operator.run("template", "nothing").err
    fetched = operator.run("refresh", KEY)
    assert (fetched.status, f"python -m etl template {KEY}" in fetched.err) == (2, True)
    assert json.loads(operator.run("template", KEY, "--to", path, "--force", "--json").out)["status"] == 0


# --- what is added ---


def test_rows_are_added_with_their_document(operator: Operator) -> None:
    path = operator.filled([{**ROW, "document_id": "TWEIS_TEST"}], [DOCUMENT])
    before = operator.state
    dry = operator.result("add", KEY, path, "--dry-run")
    assert (dry["status"], dry["outcome"], dry["changes"]["added"]) == (0, "would_refresh", 1)
    assert operator.state == before
    assert read_history(operator.sample.inputs.editions) == []

    result = operator.result("add", KEY, path, "--note", "read twice")
    assert (result["status"], result["outcome"], result["changes"]["added"]) == (0, "added", 1)
    assert amounts(operator) == [41000]
    [edition] = operator.sample.editions
    assert (edition.how, edition.builds_on, edition.fetched_from, edition.connector_version) == (
        *("added by hand", "shipped", "filled.xlsx"), 0,
    )  # fmt: skip
    assert edition.note == "read twice"
    asked = "SELECT title, published_on FROM document WHERE document_id = 'TWEIS_TEST'"
    assert operator.sample.ask(asked) == [("An invented edition", "2026-11")]
    [attempt] = read_history(operator.sample.inputs.editions)
    assert (attempt.outcome.value, attempt.edition) == ("added", edition.edition_id)
    # A second time there is nothing to add; adding counts as a look at the source.
    assert operator.result("add", KEY, path)["outcome"] == "nothing_new"
    [listed] = operator.run("sources", "--json").report["sources"]
    assert (listed["edition"], listed["rows"]) == (edition.edition_id, 20)
    assert listed["last_checked_on"] == edition.fetched_at[:10]


def test_a_csv_is_taken_too(operator: Operator) -> None:
    names, path = [*ROW, "note"], operator.folder / "rows.csv"
    cells = [str(ROW.get(name, "")) for name in names]
    path.write_text(f"\ufeff{','.join(names)}\r\n\r\n{','.join(cells)}\r\n,,,\r\n", encoding="utf-8")
    documents = operator.folder / "documents.csv"
    documents.write_text((operator.sample.inputs.reference / "documents.csv").read_text(encoding="utf-8"))
    result = operator.result("add", KEY, path, "--documents", documents)
    assert result["outcome"] == "added", result["words"]
    assert amounts(operator) == [41000]


def test_what_is_held_is_passed_over(operator: Operator) -> None:
    path = operator.template("--with-rows")
    change(path, lambda book: write(book["Rows"], [ROW]))
    result = operator.result("add", KEY, path)
    assert result["outcome"] == "added"
    assert "19 rows that were held already were passed over" in result["words"]
    assert operator.sample.editions[0].kept_row_count == 1


def test_a_revision_of_a_row_is_sent_to_replace(operator: Operator) -> None:
    """A row that is held with another amount cannot be added; the whole, revised, can take its place."""
    path = operator.template("--with-rows")

    def revise(book: Any) -> None:
        book["Rows"]["F8"] = "300001"

    change(path, revise)
    before = operator.state
    result = operator.result("add", KEY, path)
    assert (result["status"], result["outcome"]) == (1, "refused")
    assert "--with-rows" in result["words"]
    assert operator.state == before
    replaced = operator.result("add", KEY, path, "--replace")
    assert replaced["outcome"] == "added", replaced["words"]
    assert operator.sample.editions[-1].builds_on == ""
    assert replaced["changes"]["revised"] == 1


def test_a_loss_is_held_back_until_accepted(operator: Operator) -> None:
    path = operator.template("--with-rows")
    change(path, lambda book: book["Rows"].delete_rows(8, 30))
    dry = operator.result("add", KEY, path, "--replace", "--dry-run")
    assert (dry["status"], dry["outcome"]) == (1, "would_be_held_back")
    database = operator.sample.database.read_bytes()
    for _ in range(2):
        held = operator.result("add", KEY, path, "--replace")
        assert (held["status"], held["outcome"]) == (1, "held_back")
        assert held["held_because"]
    assert "still held back" in held["words"]
    assert operator.sample.database.read_bytes() == database
    assert len(operator.sample.editions) == 1
    shown = operator.run("diff", KEY)
    assert (shown.status, "held back since" in shown.out, "removed" in shown.out) == (0, True, True)
    refused = operator.run("rollback", KEY, "--to", held["edition"])
    assert (refused.status, "is held back" in refused.err) == (1, True)
    taken = operator.result("add", KEY, path, "--replace", "--accept", "the tables were withdrawn")
    assert (taken["status"], taken["outcome"]) == (0, "added")
    assert operator.sample.database.read_bytes() != database
    [edition] = operator.sample.editions
    assert operator.sample.shelf.state.accepted[edition.name] == "the tables were withdrawn"
    assert read_history(operator.sample.inputs.editions)[-1].reason == "the tables were withdrawn"


def test_an_edition_rolled_back_is_not_added_again(operator: Operator) -> None:
    path = operator.filled([ROW])
    added = operator.result("add", KEY, path)
    assert operator.result("rollback", KEY)["edition"] == "shipped"
    again = operator.result("add", KEY, path)
    assert again["outcome"] == "nothing_new"
    assert f"rollback {KEY} --to {added['edition']}" in again["words"]
    assert operator.result("rollback", KEY, "--to", added["edition"])["outcome"] == "rolled_back"
    assert amounts(operator) == [41000]


def test_claims_of_a_second_file_get_numbers_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "us_cwd_announcements"
    operator = Operator(OneLiveSource(key, "", tmp_path / "sample", monkeypatch), tmp_path, capsys)
    _, first = operator.sample.ask("SELECT count(*), min(claim_id) FROM claim")[0]
    path = operator.template("--with-rows")

    def one_more(book: Any) -> None:
        sheet = book["Rows"]
        header = [cell.value for cell in sheet[1]]
        last = {name: cell.value for name, cell in zip(header, sheet[2], strict=True)}
        write(sheet, [{**last, "amount_usd": "7"}])

    change(path, one_more)
    result = operator.result("add", key, path)
    assert result["outcome"] == "added", result["words"]
    ids = [row[0] for row in operator.sample.ask("SELECT claim_id FROM claim ORDER BY 1")]
    assert first in ids and "AN-0001-2" in ids
    assert len(ids) == len(set(ids))


# --- what is refused, with its cell or row ---


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("amount_usd", "=1+1", ("cell F2", "formula")),
        ("amount_usd", True, ("cell F2", "tick")),
        ("amount_usd", 10.0**16, ("cell F2", "more digits")),
        ("amount_usd", "41,000", ("row 2", "not a number", "41,000")),
        ("fiscal_year", datetime(2018, 1, 1, 12, 30), ("cell A2", "made a time")),
        ("fiscal_year", date(2018, 1, 1), ("row 2", "not a year", "2018-01-01")),
        ("recipient_name", "Ruritania", ("row 2", "a place that is not in the table", "places.csv")),
        ("recipient_name", "Col\u202eombia", ("cell B2", "U+202E")),
        ("document_id", "NO_SUCH", ("row 2", "not in the bibliography", "documents.csv")),
        ("measure_as_printed", "", ("row 2", "has to say")),
        ("locator", "#N/A", ("cell I2", "the error #N/A")),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_named(
    operator: Operator, column: str, value: object, said: tuple[str, ...]
) -> None:
    """And nothing is kept."""
    path = operator.filled([{**ROW, column: value}])
    before = operator.state
    ran = operator.run("add", KEY, path)
    printed = " ".join(ran.err.split())
    assert (ran.status, operator.state) == (1, before)
    assert [part for part in said if part not in printed] == []
    assert "refused" in printed
    assert operator.sample.editions == []


def test_what_a_spreadsheet_makes_of_text_is_undone(operator: Operator) -> None:
    """Numbers without their .0, days in ISO form, hidden spaces taken out and told."""
    row = {**ROW, "fiscal_year": 2018.0, "amount_usd": 41000, "recipient_name": "\u00a0Colombia\u200b"}
    result = operator.result("add", KEY, operator.filled([row]))
    assert result["outcome"] == "added", result["words"]
    assert "taken out of 1 cells: B2" in result["words"]
    assert amounts(operator) == [41000]


def test_rows_are_told_by_the_number_in_the_spreadsheet(operator: Operator) -> None:
    """Blank rows, and rows passed over, do not shift the number."""
    path = operator.template("--with-rows")
    change(path, lambda book: write(book["Rows"], [{}, {}, {}, {**ROW, "fiscal_year": "18"}]))

    def put_apart(book: Any) -> None:
        book["Rows"].insert_rows(21, 3)

    change(path, put_apart)
    result = operator.result("add", KEY, path)
    [finding] = result["findings"]
    assert (finding["file_name"], finding["rule"]) == (path.name, "not_a_year")
    number = int(finding["locator"].removeprefix("sheet Rows, row "))
    assert openpyxl.load_workbook(path)["Rows"].cell(number, 1).value == "18"


def test_headers_that_do_not_fit_are_named(operator: Operator) -> None:
    path = operator.filled([ROW])

    def rename(book: Any) -> None:
        book["Rows"]["B1"] = "recipient"

    change(path, rename)
    words = operator.result("add", KEY, path)["words"]
    assert "a column is missing (recipient_name)" in words
    assert "a column nobody asked for (recipient)" in words
    empty = operator.result("add", KEY, operator.template())
    assert (empty["status"], "no row is filled" in empty["words"]) == (1, True)


@pytest.mark.parametrize(
    ("change_of", "said"),
    [
        ({"title": ""}, "without title"),
        ({"published_precision": "about"}, "published_precision"),
        ({"published_on": "2026-11-40"}, "not what its precision says"),
        ({"document_id": "TWEIS2018-287817"}, "the bibliography has this document with another title"),
    ],
)
def test_a_document_that_cannot_be_is_named(operator: Operator, change_of: dict[str, str], said: str) -> None:
    ran = operator.run("add", KEY, operator.filled([ROW], [{**DOCUMENT, **change_of}]))
    assert ran.status == 1
    assert said in ran.err
    assert operator.sample.editions == []


def test_files_that_are_no_tables_are_refused(operator: Operator) -> None:
    made = operator.folder
    (made / "a.ods").write_text("x")
    (made / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 with a password")
    with zipfile.ZipFile(made / "b.xlsx", "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
    (made / "a.csv").write_text("fiscal_year;recipient_name\n1;2\n")
    (made / "b.csv").write_bytes("fiscal_year\nM\xfcnchen\n".encode("latin-1"))
    for name, said in (
        ("a.ods", "neither .xlsx nor .csv"),
        ("a.xlsx", "without a password"),
        ("b.xlsx", "cannot be read"),
        ("a.csv", "semicolons"),
        ("b.csv", "not UTF-8"),
    ):
        ran = operator.run("add", KEY, made / name)
        assert (ran.status, said in ran.err) == (1, True), ran.err
    assert operator.run("add", KEY, made / "none.xlsx").status == 2


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(Unfit, match="would unpack to 30,000,000 bytes"):
        read(tmp_path / "bomb.xlsx", KEY)


def repacked(path: Path, sheet: str) -> Path:
    """A template whose first sheet is this XML instead."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else body)
    return path


def test_sheets_made_to_do_harm_are_refused_at_once(operator: Operator) -> None:
    """Entities that unfold a million times, and a row far beyond the last there can be."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    names = "abcdefghi"
    folds = "".join(f'<!ENTITY {after} "{10 * f"&{before};"}">' for before, after in pairwise(names))
    cell = '<c r="A1" t="inlineStr"><is><t>&i;</t></is></c>'
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{100 * "x"}">{folds}]><worksheet {space}>'
        f'<sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    )
    far = (
        f'<worksheet {space}><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="99999999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )
    for sheet, said in ((bomb, "cannot be read"), (far, "rows beyond 1,048,576")):
        began = time.monotonic()
        ran = operator.run("add", KEY, repacked(operator.template(), sheet))
        assert (ran.status, said in ran.err) == (1, True), ran.err
        assert time.monotonic() - began < 20


# --- faults of the machine ---


def test_a_database_that_cannot_be_written_leaves_all_as_it_was(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = operator.filled([ROW]), operator.state

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(charting.pipeline, "write_checked", full)
    result = operator.result("add", KEY, path)
    assert (result["status"], result["outcome"]) == (1, "refused")
    assert "No space left" in result["words"]
    after = operator.state
    assert after[0] == before[0]
    assert json.loads(after[1] or b'{"known": []}')["known"] == []
    assert operator.sample.editions == []
    monkeypatch.undo()


def test_one_at_a_time_and_a_folder_that_cannot_be_written(operator: Operator) -> None:
    path = operator.filled([ROW])
    with Store(operator.sample.inputs.editions).only_one():
        assert operator.run("add", KEY, path).status == 4
    (operator.sample.inputs.editions / "state.json").write_text("{")
    assert operator.run("add", KEY, path).status == 1
