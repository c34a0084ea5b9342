"""The complete file of ForeignAssistance.gov: what is kept of it, in all its shapes, and what is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.etl.foreign_assistance_file import KEY, OTHER, PATH, file_of, kept, snake, source, transaction
from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Publisher
from tests.large_file import HEADER

ROWS = [
    transaction(),
    {**transaction(), **OTHER},
    transaction(country_code="AGO", country_name="Angola", current_dollar_amount="-250.75"),
    {**transaction(), **OTHER},
]
LOCATORS = ["row 2", "row 4"]


@pytest.fixture
def made(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OneLiveSource:
    """The source, its card pointed at the publisher."""
    return source(publisher.url(PATH), tmp_path, monkeypatch)


def refreshed(made: OneLiveSource, publisher: Publisher, content: bytes) -> list[str]:
    """Refresh it from these bytes; the places of the rows kept."""
    publisher.plays(PATH, Answer(content))
    result = made.refresh()
    assert result.outcome.value == "refreshed", result.words
    return [row["locator"] for row in kept(made)]


def refused(made: OneLiveSource, publisher: Publisher, content: bytes) -> str:
    """Refresh it from these bytes, which has to be refused; what is said."""
    publisher.plays(PATH, Answer(content))
    return made.refused()


def test_only_the_purpose_is_kept_with_the_size_of_the_whole(
    made: OneLiveSource, publisher: Publisher
) -> None:
    """Amounts of another purpose that hold its digits are not; a row's place is its number in the whole."""
    content = file_of(ROWS)
    assert refreshed(made, publisher, content) == LOCATORS
    [edition] = made.editions
    assert (edition.row_count, edition.kept_row_count, edition.byte_count) == (4, 2, len(content))
    first, second = kept(made)
    assert second["amount_usd"] == "-250.75"
    assert first["managing_sub_agency_name"] == "Made-up Bureau"
    assert "Columns not read" not in edition.note


def test_nothing_known_is_blank_and_a_name_of_that_word_is_not(
    made: OneLiveSource, publisher: Publisher
) -> None:
    """``NULL`` alone in a cell says that nothing is known; blanks around a value say nothing."""
    row = transaction(implementing_partner_name="NULL", activity_name=" NULLO ")
    refreshed(made, publisher, file_of([row]))
    [found] = kept(made)
    assert (found["implementing_partner_name"], found["activity_name"]) == ("", "NULLO")


SNAKE = [snake(name) for name in HEADER]
SPELLINGS = {
    "snake case": (HEADER, SNAKE),
    "sub_agency in one word": (HEADER, [name.replace("sub_agency", "subagency") for name in SNAKE]),
    "moved": (HEADER[::-1], HEADER[::-1]),
    "blanks around": (HEADER, [f" {name} " for name in HEADER]),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_header_may_be_spelled_and_ordered_otherwise(
    made: OneLiveSource, publisher: Publisher, spelling: str
) -> None:
    """The same rows come of it, and nothing is noted."""
    header, names = SPELLINGS[spelling]
    assert refreshed(made, publisher, file_of(ROWS, header, names)) == LOCATORS
    assert made.editions[-1].note == ""


WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "a mark at the start": lambda content: b"\xef\xbb\xbf" + content,
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "no line end at the end": lambda content: content.removesuffix(b"\n"),
    "blank lines at the end": lambda content: content + b"\n\n",
    "a stray quote elsewhere": lambda content: content.replace(b",11110,", b',1111"0,', 1),
}


@pytest.mark.parametrize("wrapping", WRAPPED)
def test_the_bytes_may_be_wrapped_otherwise(made: OneLiveSource, publisher: Publisher, wrapping: str) -> None:
    """The same rows come of it."""
    assert refreshed(made, publisher, WRAPPED[wrapping](file_of(ROWS))) == LOCATORS
    assert made.editions[-1].row_count == 4


def test_a_new_column_is_noted(made: OneLiveSource, publisher: Publisher) -> None:
    """It does no harm, and the edition's note names it."""
    header = (*HEADER, "Invented Column")
    assert refreshed(made, publisher, file_of(ROWS, header)) == LOCATORS
    assert made.editions[-1].note == "Columns not read: Invented Column."


def test_a_column_renamed_or_doubled_is_refused_by_name(made: OneLiveSource, publisher: Publisher) -> None:
    """What is missing is named beside what is new; a column in both spellings is one that stands twice."""
    names = ["Dollars" if name == "Current Dollar Amount" else name for name in HEADER]
    words = refused(made, publisher, file_of(ROWS, HEADER, names))
    assert "the column Current Dollar Amount is missing; new there: Dollars" in words
    names = ["fiscal_year" if name == "Region ID" else name for name in HEADER]
    assert "the column Fiscal Year stands twice" in refused(made, publisher, file_of(ROWS, HEADER, names))


ROW = b"\n".join(file_of(ROWS).split(b"\n")[1:3])
BROKEN = {
    "cut inside a quoted value": (
        file_of(ROWS).rsplit(b"lines", 1)[0],
        "row 5: the file ends inside a quoted value",
    ),
    "cut inside a row": (file_of(ROWS)[:-20], "row 5 has 5"),
    "a cell too many": (file_of(ROWS) + b"x," + ROW + b"\n", "row 6 has 57 cells where the header has 56"),
    "a quote not doubled": (
        file_of(ROWS).replace(b'""safe""', b'"safe"', 2).replace(b'"safe"', b'""safe""', 1),
        "row 3: a quote inside a quoted value is not doubled",
    ),
    "not UTF-8": (
        file_of(ROWS).replace(b"Made-up partner", b"Made-up partn\xe9r"),
        "row 2 is not text in UTF-8",
    ),
    "a purpose written otherwise": (
        file_of(ROWS).replace(b",15250,Rem", b",15250.0,Rem"),
        "row 2 has the purpose code '15250.0'",
    ),
    "a header alone": (file_of([]), "the file has a header and no rows"),
    "none of the purpose": (file_of([{**transaction(), **OTHER}]), "none of its 1 rows is about this source"),
    "a web page": (b"<!DOCTYPE html><html>" + b"x" * 999, "a web page came instead of the data"),
    "something else": (b'{"error": "gone"}', "the column Country Code"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_refused_with_the_row(
    made: OneLiveSource, publisher: Publisher, fault: str
) -> None:
    """Nothing of it is kept, and what is said names the row of the publisher's file."""
    content, reason = BROKEN[fault]
    assert reason in refused(made, publisher, content)


def test_a_dropped_connection_goes_on_where_it_broke_off(made: OneLiveSource, publisher: Publisher) -> None:
    """In the middle of a row and of a quoted value: the same rows, and the checksum of the whole."""
    content = file_of(ROWS)
    whole = Answer(content, etag='"v1"')
    half = content.index(b"in two lines") + 3
    publisher.plays(PATH, Answer(content, etag='"v1"', drop_after=half), whole)
    made.refresh(tuning={"first_wait": 0.0})
    assert [asked.status for asked in publisher.asked] == [200, 206]
    assert publisher.asked[1].headers["range"] == f"bytes={half}-"
    assert [row["locator"] for row in kept(made)] == LOCATORS
    assert made.editions[-1].row_count == 4
    again = made.refresh()
    assert (again.outcome.value, publisher.asked[2].status) == ("nothing_new", 304)


def test_a_connection_that_cannot_go_on_begins_anew(made: OneLiveSource, publisher: Publisher) -> None:
    """Rows kept before it broke off are not kept twice."""
    content = file_of(ROWS)
    publisher.plays(PATH, Answer(content, drop_after=len(content) - 5), Answer(content))
    made.refresh(tuning={"first_wait": 0.0})
    assert [asked.status for asked in publisher.asked] == [200, 200]
    assert [row["locator"] for row in kept(made)] == LOCATORS


def zipped(content: bytes) -> bytes:
    """The file in a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("us_foreign_aid_complete.csv", content)
    return packed.getvalue()


@pytest.mark.parametrize(("name", "pack"), [("f.csv", bytes), ("f.csv.gz", gzip.compress), ("f.zip", zipped)])
def test_a_file_on_this_machine_may_stand_in(
    made: OneLiveSource, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    """Plain or packed; the edition says which file it was, and bytes and checksum are of that file."""
    path = tmp_path / name
    path.write_bytes(pack(file_of(ROWS)))
    result = made.refresh(given=str(path))
    assert result.outcome.value == "refreshed", result.words
    [edition] = made.editions
    assert (edition.how, edition.fetched_from, edition.row_count) == ("from a file", name, 4)
    assert edition.byte_count == path.stat().st_size
    assert [row["locator"] for row in kept(made)] == LOCATORS


def test_an_edition_that_lost_a_country_is_held_back(made: OneLiveSource, publisher: Publisher) -> None:
    """The card allows that none vanishes."""
    many = [transaction()] * 200
    refreshed(made, publisher, file_of([*many, ROWS[2]]))
    publisher.plays(PATH, Answer(file_of(many)))
    result = made.refresh()
    assert result.outcome.value == "held_back"
    assert "1 recipient of us_fa_obligations vanished: Angola" in result.words
    assert KEY in result.words
