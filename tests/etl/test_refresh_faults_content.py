"""Publishers who answer, with something else than the card describes."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from mineaction.editions import Outcome
from tests.etl.publisher import Answer
from tests.etl.refreshing import ADDED, KEY, NAMES, Ground, Row, table

PAGE = "https://publisher.example/page"


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def as_zip(content: bytes) -> Answer:
    return Answer(content, content_type="application/zip")


# --- what is no table ---


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<!DOCTYPE html><p>Sign in", content_type="text/html"), "sends text/html, not text/csv"),
        (Answer(b"\n <html><p>Sign in"), "a web page came instead of the data"),
        (Answer(b""), "the answer is empty"),
        (Answer(b"\n"), "the file is empty, or begins with an empty line"),
        (Answer(b"%PDF-1.7", content_type="application/pdf"), "sends application/pdf, not text/csv"),
        (Answer(gzip.compress(b"")), "the file is empty"),
        (Answer(gzip.compress(b"a" * 99)[:-6]), "a part is missing"),
        (Answer(b"\x1f\x8bnot gzip at all"), "its packing is broken"),
        (Answer(b"x", headers={"Content-Encoding": "br"}), "packed as br, which was not asked for"),
        (Answer(b"plain words", headers={"Content-Encoding": "gzip"}), "its packing is broken"),
        (Answer(table([])), "the file has a header and no rows"),
    ],
    ids=[
        *(
            "html",
            "html called csv",
            "empty",
            "an empty line",
            "pdf",
            "gzip of nothing",
            "cut gzip",
            "no gzip",
        ),
        *("unknown packing", "not packed", "header only"),
    ],
)
def test_what_is_no_table(ground: Ground, answer: Answer, said: str) -> None:
    before = ground.sha256()
    ground.untouched(before, ground.served_by(answer), Outcome.REFUSED, ground.address, said)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le"])
def test_another_encoding(ground: Ground, encoding: str) -> None:
    before, accented = ground.sha256(), {**ADDED, "plan_name": "Bénin: plan inventé"}
    answer = Answer(table(ground.rows(accented)).decode().encode(encoding))
    said = (ground.address, "not text in UTF-8", PAGE)
    ground.untouched(before, ground.served_by(answer), Outcome.REFUSED, *said)


# --- packed tables: what is good, what is a bomb, what is a trick ---


@pytest.mark.parametrize(
    "pack",
    [
        lambda plain: replace(plain, body=gzip.compress(plain.body)),
        lambda plain: replace(plain, packed=True),
        lambda plain: replace(plain, packed=True, chunked=True),
        lambda plain: as_zip(zipped({"folder/table.csv": plain.body, "readme.md": b"words"})),
        lambda plain: replace(plain, body=b"\xef\xbb\xbf" + plain.body.replace(b"\n", b"\r\n") + b"\r\n"),
    ],
    ids=["gzip", "Content-Encoding", "Content-Encoding, chunked", "zip", "byte-order mark, CRLF, empty line"],
)
def test_a_table_packed_in_an_allowed_way(ground: Ground, pack: Callable[[Answer], Answer]) -> None:
    result = ground.served_by(pack(ground.good))
    assert result.outcome is Outcome.REFRESHED, result.words
    assert ground.has_added()
    assert ground.left_behind() == []


ZEROS = b"0" * 5_000_000


@pytest.mark.parametrize(
    "answer",
    [
        Answer(gzip.compress(ZEROS)),
        Answer(ZEROS, packed=True),
        as_zip(zipped({"table.csv": ZEROS})),
        as_zip(zipped({"table.csv": ZEROS}).replace(len(ZEROS).to_bytes(4, "little"), b"\x10\0\0\0")),
    ],
    ids=["gzip", "Content-Encoding", "zip", "zip that understates"],
)
def test_a_bomb(ground: Ground, answer: Answer) -> None:
    """Few bytes that unpack to more than the card allows."""
    before = ground.sha256()
    result = ground.served_by(answer)
    assert "2 MB its card allows" in result.words or "the zip is broken" in result.words
    ground.untouched(before, result, Outcome.REFUSED, ground.address)


def test_larger_than_the_card_allows(ground: Ground) -> None:
    """It says so in its head: not a byte of it is waited for."""
    before = ground.sha256()
    result = ground.served_by(Answer(b"x", told_length=9_000_000, stall_after=0))
    said = (ground.address, "larger than the 1 MB its card allows", "raise live.most_megabytes")
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_larger_than_the_card_allows_without_saying_so(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(b"x" * 2_000_000, chunked=True))
    ground.untouched(before, result, Outcome.REFUSED, "larger than the 1 MB its card allows")


def locked() -> bytes:
    made = bytearray(zipped({"table.csv": b"a,b\n"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"../../table.csv": b"a"}), "names a path outside itself"),
        (zipped({"/etc/table.csv": b"a"}), "names a path outside itself"),
        (zipped({"..\\table.csv": b"a"}), "names a path outside itself"),
        (zipped({"C:table.csv": b"a"}), "names a path outside itself"),
        (zipped({"one.csv": b"a", "two.csv": b"b"}), "should hold one CSV and holds one.csv, two.csv"),
        (zipped({"sheet.xml": b"a"}), "should hold one CSV and holds sheet.xml"),
        (zipped({}), "should hold one CSV and holds nothing"),
        (zipped({"table.csv": b"a" * 99}, zipfile.ZIP_BZIP2), "packed in a rare way"),
        (zipped({"table.csv": b"a" * 99})[:-30], "the zip is broken"),
        (locked(), "locked with a password"),
        (bz2.compress(b"a,b\n1,2\n"), "not text in UTF-8"),
    ],
    ids=["up", "root", "backslash", "drive", "two", "none", "empty", "bzip2", "cut", "locked", "no zip"],
)
def test_a_zip_that_is_none_or_plays_tricks(ground: Ground, content: bytes, said: str) -> None:
    before = ground.sha256()
    ground.untouched(before, ground.served_by(as_zip(content)), Outcome.REFUSED, ground.address, said)


# --- a table of another shape ---


def renamed(columns: list[str]) -> list[str]:
    return ["Funding US$" if name == "funding_usd" else name for name in columns]


def test_a_column_renamed(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED), renamed(list(NAMES)))))
    said = (
        ground.address,
        "the column funding is missing; new there: Funding US$",
        "has to learn the new name",
    )
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_a_column_missing(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED), [*NAMES][1:])))
    said = (ground.address, "the column countryCode is missing", "Look whether the publisher renamed it")
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_a_column_twice(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED), [*NAMES, "year"])))
    ground.untouched(before, result, Outcome.REFUSED, ground.address, "the column year stands twice", PAGE)


def test_columns_moved_and_a_column_added(ground: Ground) -> None:
    """Columns are found by name; what is new is noted with the edition."""
    result = ground.served_by(Answer(table(ground.rows(ADDED), [*reversed(NAMES), "remarks"])))
    assert result.outcome is Outcome.REFRESHED, result.words
    assert ground.has_added()
    [[note]] = ground.ask("SELECT note FROM edition WHERE is_charted")
    assert note == "Columns not read: remarks."


def test_a_row_that_is_too_short(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED)).rstrip(b"\n").rpartition(b",")[0] + b"\n"))
    said = (ground.address, "row 7 has 11 cells where the header has 12", PAGE)
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_a_quote_that_nobody_closed(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED)) + b'"LBN,1,2\n'))
    ground.untouched(before, result, Outcome.REFUSED, ground.address, "the CSV is broken near line")


# --- rows that say what was not expected ---


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"country_iso3": "QQQ"}, ("row 7", "QQQ", "countries.csv")),
        ({"cluster_code": "15", "cluster_name": "Protection - A new name"}, ()),
        ({"funding_usd": "1,250", "percent_funded": "125"}, ("row 7", "1,250", "funding")),
        ({"funding_usd": "2.5E2"}, ("row 7", "2.5E2")),
        ({"percent_funded": "29"}, ("row 7", "29", "the amounts give 25")),
        ({"year": "2025/26"}, ("row 7", "2025/26")),
        ({"starts_on": "31/12/2025"}, ("row 7", "31/12/2025")),
    ],
    ids=["country", "cluster", "thousands", "exponent", "total", "year", "date"],
)
def test_a_row_that_says_what_nobody_knows(ground: Ground, cells: Row, said: tuple[str, ...]) -> None:
    """A new code, another way of writing, a percentage that does not follow from its amounts."""
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows({**ADDED, **cells}))))
    if not said:
        assert result.outcome is Outcome.REFRESHED, "a cluster is known by its code"
        return
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_the_same_row_twice(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table(ground.rows(ADDED, ADDED))))
    ground.untouched(before, result, Outcome.REFUSED, "a second row with the same", "remove the row")


def test_none_of_the_rows_is_about_it(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(table([{**ADDED, "cluster_code": "3"}])))
    ground.untouched(before, result, Outcome.REFUSED, "none of its 1 rows is about this source")


def test_an_answer_that_makes_the_code_stumble(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A shape that nobody thought of is told as such, and where the program stumbled is in the log."""
    before = ground.sha256()
    with monkeypatch.context() as patch:
        patch.setattr("etl.hdx.keep_rows", lambda *told: {}["rows"])
        result = ground.refresh()
    said = ("what came could not be read (KeyError: 'rows')", PAGE, f"etl/connectors/{KEY}.py")
    ground.untouched(before, result, Outcome.REFUSED, *said)
    assert "Traceback" in caplog.text and "KeyError: 'rows'" in caplog.text


# --- held back until a person has looked ---


def fewer(ground: Ground) -> Answer:
    """A plan with much of the money has gone, and with it a year."""
    return Answer(table([row for row in ground.rows(ADDED) if row["plan_id"] != "121"]))


def test_a_shrunken_table_is_held_back_and_charted_once_accepted(ground: Ground) -> None:
    before, plans = ground.sha256(), ground.plans()
    result = ground.served_by(fewer(ground))
    assert result.outcome is Outcome.HELD_BACK
    for words in ("The total of fts_requirements goes from", "1 year", "vanished: 2003", '--accept "why"'):
        assert words in result.words
    assert ground.sha256() == before
    assert ground.left_behind() == []
    again = ground.refresh()
    assert (again.outcome, ground.sha256()) == (Outcome.HELD_BACK, before), "still held back, and still told"
    assert "still held back" in again.words
    accepted = ground.refresh(accept="the publisher withdrew the plan")
    assert accepted.outcome is Outcome.REFRESHED
    assert ground.plans() < plans | ground.plans()
    assert ground.has_added()
    [[reason]] = ground.ask("SELECT accepted_because FROM edition WHERE is_charted")
    assert reason == "the publisher withdrew the plan"
    assert ground.left_behind() == []


def test_what_is_held_back_is_out_of_date_once_a_later_edition_is_charted(ground: Ground) -> None:
    """`--accept` once turned to an edition older than the one charted."""
    assert ground.served_by(fewer(ground)).outcome is Outcome.HELD_BACK
    assert ground.goes_on().outcome is Outcome.REFRESHED
    before = ground.sha256()
    assert ground.refresh(accept="too late").outcome is Outcome.NOTHING_NEW
    assert ground.sha256() == before
