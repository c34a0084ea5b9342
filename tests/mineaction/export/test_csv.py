"""The CSV file: it stands alone, opens anywhere, and runs nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Detector, Dialect, Resource
from hypothesis import given, settings
from hypothesis import strategies as st

from mineaction.cited import Citation, CitedTable
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.taking import take_opened
from mineaction.export.csv import BEHIND, DRAWN, KIND, safe, taken_to_csv, to_csv
from mineaction.export.drawn_values import drawn_values
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import NativeChart
from mineaction.export.standing_words import is_link
from tests.mineaction.export.drawn import data_of, taken_from

MADE_ON = date(2026, 4, 5)


def cited(rows: pd.DataFrame, **other: object) -> CitedTable:
    given: dict[str, object] = {
        "title": "US funding: Lao PDR",
        "unit": "US$ million",
        "price_basis": "current prices",
        "year_basis": "US fiscal years",
        "source_line": "State Department (1 document)",
        "citations": (
            Citation(
                "DOC_1", "To Walk the Earth in Safety", "State Department", "2018", "https://example.org/1"
            ),
            Citation("DOC_2", "A fact sheet", "White House", "", ""),
        ),
        "caveats": ("Tables are held for 35 countries.", "Over is a bound."),
        "choices": (("Series", "US funding by country"), ("Years shown", "2013 to 2017")),
        "data_version": "3f9c1a",
    }
    return CitedTable(rows=rows, **{**given, **other})  # type: ignore[arg-type]


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def body(data: bytes) -> list[list[str]]:
    read = lines(data)
    return read[read.index([]) + 1 :]


def head(data: bytes) -> list[tuple[str, str]]:
    read = lines(data)
    return [(name, value) for name, value in read[: read.index([])]]


def through(value: object) -> str:
    """What a cell says once it has been written and read again."""
    return body(to_csv(cited(pd.DataFrame({"Note": [value]})), made_on=MADE_ON))[1][0]


def test_the_block_on_top_lets_the_file_stand_alone() -> None:
    table = cited(pd.DataFrame({"Year": ["FY2017"]}))
    assert head(to_csv(table, made_on=MADE_ON, address="http://127.0.0.1/funding")) == [
        ("# Title", "US funding: Lao PDR"),
        ("# Unit", "US$ million"),
        ("# Prices", "current prices"),
        ("# Years", "US fiscal years"),
        ("# Series", "US funding by country"),
        ("# Years shown", "2013 to 2017"),
        ("# Source", "State Department (1 document)"),
        ("# Caveat", "Tables are held for 35 countries."),
        ("# Caveat", "Over is a bound."),
        ("# Data version", "3f9c1a"),
        ("# Made on", "2026-04-05"),
        ("# Link back", "http://127.0.0.1/funding"),
        ("# Document", "DOC_1: State Department, To Walk the Earth in Safety (2018) https://example.org/1"),
        ("# Document", "DOC_2: White House, A fact sheet"),
    ]


def test_what_is_empty_has_no_line() -> None:
    names = [name for name, _ in head(to_csv(cited(pd.DataFrame({"a": [1]}), unit=""), made_on=MADE_ON))]
    assert "# Unit" not in names and "# Link back" not in names


def test_pandas_reads_the_rows_below_the_block() -> None:
    rows = pd.DataFrame(
        {
            "Recipient": ["Lao PDR", "Côte d’Ivoire", "Türkiye, north"],
            "US$, current": [1_234_567, -890, 0],
            "Note": ['he said "over"', "two\nlines", "ラオス"],
        }
    )
    data = to_csv(cited(rows), made_on=MADE_ON)
    block = len(data.decode("utf-8-sig").split("\r\n\r\n")[0].split("\r\n"))
    read = pd.read_csv(io.BytesIO(data), skiprows=block + 1, encoding="utf-8-sig")
    assert read.to_dict("list") == rows.to_dict("list")
    assert read["US$, current"].dtype.kind == "i"


def test_spreadsheets_are_told_that_it_is_utf_8() -> None:
    assert to_csv(cited(pd.DataFrame({"a": ["é"]})), made_on=MADE_ON).startswith(b"\xef\xbb\xbf# Title,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    attack = f"{start}HYPERLINK(A1)"
    rows = pd.DataFrame({attack: [attack]})
    table = cited(
        rows,
        title=attack,
        source_line=attack,
        caveats=(attack,),
        choices=(("Recipient", attack),),
        data_version=attack,
    )
    data = to_csv(table, made_on=MADE_ON, address=attack)
    assert body(data) == [[f"'{attack}"], [f"'{attack}"]]
    values = [value for name, value in head(data) if "HYPERLINK" in value]
    assert values == [" ".join(f"'{attack}".splitlines())] * 6
    for line in lines(data):
        for cell in line:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_document_cannot_bring_a_formula() -> None:
    table = cited(pd.DataFrame({"a": [1]}), citations=(Citation("=1+1", "=2", "=3", "", "=4"),))
    assert ("# Document", "'=1+1: =3, =2 =4") in head(to_csv(table, made_on=MADE_ON))


@pytest.mark.parametrize(
    ("value", "read"),
    [(-2500, "-2500"), (-0.5, "-0.5"), (376_000_000, "376000000"), (0, "0"), (True, "True")],
)
def test_numbers_stay_numbers(value: object, read: str) -> None:
    assert through(value) == read


def test_a_negative_number_that_is_text_is_kept_as_text() -> None:
    assert through("-5,000") == "'-5,000"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NaT])
def test_what_is_missing_is_an_empty_cell(missing: object) -> None:
    read = body(to_csv(cited(pd.DataFrame({"Note": [missing], "b": ["x"]})), made_on=MADE_ON))
    assert read[1] == ["", "x"]


@pytest.mark.parametrize(
    "words", ["a, b; c", 'say "over"', "two\nlines", "two\r\nlines", "Åland – “x” ×", " ="]
)
def test_words_survive_as_they_are(words: str) -> None:
    assert through(words) == words


def test_an_empty_answer_is_a_file_with_its_block_and_header() -> None:
    data = to_csv(cited(pd.DataFrame({"Year": [], "US$, current": []})), made_on=MADE_ON)
    assert body(data) == [["Year", "US$, current"]]
    assert ("# Title", "US funding: Lao PDR") in head(data)


def test_safe_words_are_left_alone() -> None:
    assert safe("1 = 1") == "1 = 1"
    assert safe("") == ""


def test_the_table_is_not_altered() -> None:
    rows = pd.DataFrame({"Note": ["=1"]})
    to_csv(cited(rows), made_on=MADE_ON)
    assert rows["Note"].tolist() == ["=1"]


@pytest.mark.parametrize("start", ["＝", "＋", "－", "＠"])
def test_wide_signs_are_signs(start: str) -> None:
    assert through(f"{start}1") == f"'{start}1"


def test_a_row_that_begins_like_the_block_is_not_lost() -> None:
    """Readers that are told of comment lines would skip it."""
    assert body(to_csv(cited(pd.DataFrame({"#1": ["# 2"]})), made_on=MADE_ON)) == [["'#1"], ["'# 2"]]


def test_the_figure_id_and_a_note_stand_in_the_block() -> None:
    data = to_csv(
        cited(pd.DataFrame({"a": [1]})), made_on=MADE_ON, figure_id="fig-1", note="For the hearing."
    )
    names = dict(head(data))
    assert names["# Figure id"] == "fig-1" and names["# Note"] == "For the hearing."


def read_by_frictionless(data: bytes, folder: Path) -> list[dict[str, object]]:
    """The rows as frictionless reads them, told of the comment sign and where the header is."""
    path = folder / "figure.csv"
    path.write_bytes(data)
    dialect = Dialect(comment_char="#", header_rows=[len(head(data)) + 2])
    resource = Resource(
        path=path.name,
        basepath=str(folder),
        dialect=dialect,
        encoding="utf-8-sig",
        detector=Detector(sample_size=1_000),
    )
    with resource as opened:
        return [dict(row.to_dict()) for row in opened.row_stream]


@pytest.mark.parametrize("short", ["funding", "claims", "grid", "register"])
def test_frictionless_reads_the_rows_behind(short: str, built_database: Path, tmp_path: Path) -> None:
    taken = taken_from(built_database, short)
    data = taken_to_csv(taken)
    read, rows = read_by_frictionless(data, tmp_path), taken.exhibit.behind().rows_to_read
    found = [row for row in read if row.get(KIND, BEHIND) == BEHIND]
    drawn = drawn_values(taken.exhibit)
    assert len(found) == len(rows) and len(read) == len(rows) + len(drawn)
    assert list(found[0])[-len(rows.columns) :] == [safe(str(name)) for name in rows.columns]
    if "US$, current" in rows:
        assert [row["US$, current"] for row in found] == list(rows["US$, current"])
    values = [float(str(row["Drawn: value"])) for row in read if row.get(KIND) == DRAWN]
    assert values == pytest.approx(list(drawn["Drawn: value"]))
    block = dict(head(data))
    assert block["# Title"] == taken.heading and block["# Data version"] == taken.answer.data_version
    assert block["# Figure id"] == taken.figure_id and block["# Link back"] == taken.address
    answer, behind = taken.answer, taken.exhibit.behind()
    said = [value for name, value in head(data) if name == "# Caveat"]
    assert said == [*map(safe, answer.caveats)] and block["# Source"] == safe(answer.source_line)
    theirs = [value for name, value in head(data) if name == "# Rows behind: Caveat"]
    assert theirs == [safe(caveat) for caveat in behind.caveats if caveat not in answer.caveats]
    assert all((f"# {name}", safe(value)) in head(data) for name, value in answer.choices)


@pytest.mark.parametrize("short", ["administrations", "treaties", "aid", "largest"])
def test_what_is_drawn_stands_in_the_file_with_its_unit(short: str, built_database: Path) -> None:
    """Means and counts by year were in no CSV, nor “Association, not cause”: it had the rows behind alone."""
    taken = taken_from(built_database, short)
    data = taken_to_csv(taken)
    read = pd.read_csv(io.BytesIO(data), comment="#", encoding="utf-8-sig")
    drawn = read[read[KIND] == DRAWN]
    for chart in native_parts(taken.exhibit):
        assert isinstance(chart, NativeChart)
        for series in chart.series:
            values = drawn[(drawn["Drawn: panel"] == chart.title) & (drawn["Drawn: what"] == series.name)]
            wanted = [pytest.approx(value) for value in series.values if value is not None]
            assert list(values["Drawn: value"]) == wanted
            assert set(values["Drawn: unit"]) == {chart.axis_title}
    # No sum takes both kinds: each has columns of its own.
    assert drawn[list(taken.exhibit.behind().rows_to_read.columns)].isna().all().all()
    assert read[read[KIND] == BEHIND][list(drawn_values(taken.exhibit).columns)].isna().all().all()
    if short == "administrations":
        assert any("Association, not cause." in value for name, value in head(data) if name == "# Caveat")
        assert any(str(what).startswith("mean, ") for what in drawn["Drawn: what"])


def test_a_table_by_itself_has_its_rows_and_no_more(built_database: Path) -> None:
    opened = open_exhibit("country_newest", {"recipient": ("Afghanistan",)}, data_of(built_database))
    taken = take_opened(opened, made_on=MADE_ON)
    assert body(taken_to_csv(taken))[0] == list(map(str, taken.exhibit.behind().rows_to_read.columns))


def test_bounds_keep_their_word_among_the_values_drawn(built_database: Path) -> None:
    drawn = drawn_values(taken_from(built_database, "funding").exhibit)
    assert "over 376" in set(drawn["Drawn: in words"])
    assert set(drawn["Drawn: mark"]) > {""}


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_itself_or_with_an_apostrophe(words: str) -> None:
    read = body(to_csv(cited(pd.DataFrame({"a": ["x"], "Note": [words]})), made_on=MADE_ON))[1][1]
    assert read == safe(words)
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_cell_that_holds_a_hash_is_whole_for_readers_told_to_skip_comments() -> None:
    """pandas and R were told to skip what follows ``#``, and cut such a cell with the rest of its row."""
    rows = pd.DataFrame({"Note": ["row #4 of the table", "plain"], "US$": [5, 7]})
    data = to_csv(cited(rows), made_on=MADE_ON)
    read = pd.read_csv(io.BytesIO(data), comment="#", encoding="utf-8-sig")
    assert read.to_dict("list") == rows.to_dict("list")


def test_every_line_above_the_rows_is_one_line() -> None:
    """Readers told to skip lines that begin with # would read a second line as rows."""
    table = cited(pd.DataFrame({"year": [2013]}), choices=(("q", "one\r\ntwo\x0bthree\u2028four"),))
    made = to_csv(table, made_on=MADE_ON, note="First line.\n\nSecond line.")
    assert pd.read_csv(io.BytesIO(made), comment="#").to_dict("list") == {"year": [2013]}
    head = made.decode("utf-8-sig").partition("\r\n\r\n")[0]
    assert all(line.startswith("# ") for line in head.splitlines())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://a.test/\nb",
        "http://[::1",
        "http://",
        'https://a.test/"onclick="x',
        "https://a.test/a b",
        "file:///etc/passwd",
        " https://a.test",
    ],
)
def test_what_is_no_whole_web_address_is_no_link(address: str) -> None:
    assert not is_link(address) and is_link("http://localhost:8501/map?x=%20&y=1#recipient-map")
