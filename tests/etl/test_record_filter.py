"""A CSV cut into records by its bytes gives what the csv module reads, wherever the blocks break."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from etl import record_filter
from etl.record_filter import BrokenRecord, Record, records_with

NEEDLE = b"15250"

# Cells that break what is careless: quotes, breaks, commas, and the needle in all sorts of places.
CELL = some.one_of(
    some.sampled_from(["15250", "", "x15250y", "1525", '15"250', "a,15250", "a\n15250", "\r", "\n", "é"]),
    some.text(alphabet='ab,"\r\n é15250', max_size=12),
)
ROW = some.lists(CELL, min_size=2, max_size=4)


def blocks(content: bytes, size: int) -> Iterator[bytes]:
    """The bytes in pieces of one size."""
    return (content[start : start + size] for start in range(0, len(content), size))


def found(content: bytes, size: int = 1 << 20) -> list[Record]:
    """What is handed on of a file that comes in pieces."""
    return list(records_with(NEEDLE, blocks(content, size), at_once=1))


def read(content: bytes) -> list[list[str]]:
    """What the csv module reads, blank lines left out. Raises csv.Error and EOFError."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [row for row in reader if row]


def cells(record: Record) -> list[str]:
    """The cells of one record."""
    [row] = csv.reader((record.content.decode(),), strict=True)
    return row


def same(content: bytes, size: int) -> None:
    """What is handed on is what the csv module reads: the same rows under the same numbers."""
    rows = read(content)
    records = found(content, size)
    assert [cells(record) for record in records] == [rows[record.number - 1] for record in records]
    numbers = [record.number for record in records]
    assert numbers == sorted(set(numbers))
    wanted = {number for number, row in enumerate(rows, 1) if any("15250" in cell for cell in row)}
    assert wanted | ({1, len(rows)} if rows else set()) == set(numbers)


@settings(max_examples=300, deadline=None)
@given(
    rows=some.lists(ROW, max_size=8),
    quoting=some.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ending=some.sampled_from(["\n", "\r\n", "\r"]),
    has_mark=some.booleans(),
    is_cut=some.booleans(),
    size=some.integers(1, 40),
)
def test_every_file_that_a_writer_of_csv_makes_is_cut_as_it_was_written(
    rows: list[list[str]], quoting: Literal[0, 1], ending: str, has_mark: bool, is_cut: bool, size: int
) -> None:
    """With any line ends, quotes, breaks in cells, a mark at the start, no break at the end, any blocks."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=ending, quoting=quoting).writerows(rows)
    content = (b"\xef\xbb\xbf" if has_mark else b"") + text.getvalue().encode()
    same(content.removesuffix(ending.encode()) if is_cut else content, size)


@settings(max_examples=500, deadline=None)
@given(content=some.text(alphabet='a,"\r\n15250', max_size=60).map(str.encode), size=some.integers(1, 20))
@example(content=b'a"b,c"15250"d\n"x"\n', size=3)
@example(content=b'ab""cd,"e\n15250"\nlast', size=1)
@example(content=b'"a" b\n', size=2)
@example(content=b'"15250\n', size=2)
def test_any_bytes_are_cut_as_the_csv_module_reads_them_or_refused_as_it_refuses_them(
    content: bytes, size: int
) -> None:
    """A quote in a value that is not quoted is text; one that is not doubled, or not closed, is an error."""
    try:
        read(content)
    except csv.Error:
        with pytest.raises(BrokenRecord):
            found(content, size)
    else:
        same(content, size)


def test_the_row_that_is_broken_is_named() -> None:
    """Line breaks inside values and blank lines do not throw the number off."""
    content = b'a,b\r\n"one\nvalue",15250\r\n\r\nstray " quote,2\n"not "doubled",3\n'
    with pytest.raises(BrokenRecord) as broken:
        found(content)
    assert broken.value.number == 4
    assert str(broken.value) == "row 4: a quote inside a quoted value is not doubled"


def test_a_file_that_ends_inside_a_value_is_broken_there() -> None:
    """A part is missing, and the row is known."""
    with pytest.raises(BrokenRecord, match="row 3: the file ends inside a quoted value: a part is missing"):
        found(b'a,b\n1,15250\n2,"begun')


def test_a_quote_that_nobody_closes_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no record can be long enough for is refused when it is seen, not when the file ends."""
    monkeypatch.setattr(record_filter, "LONGEST_RECORD", 100)
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield b'a,b\n1,"open'
        while True:
            taken += 1
            yield b"text that goes on\n"

    with pytest.raises(BrokenRecord, match="row 2: it is longer than 100 bytes"):
        list(records_with(NEEDLE, endless(), at_once=1))
    assert taken < 10


def test_nothing_gives_nothing() -> None:
    """No bytes, a mark alone, and blank lines hold no record."""
    assert [found(content) for content in (b"", b"\xef\xbb\xbf", b"\n\r\n\n")] == [[], [], []]


def test_small_blocks_are_looked_through_together() -> None:
    """What comes in crumbs is read as what comes in one block."""
    content = b"a,b\n" + b"1,15250\n2,3\n" * 500
    assert list(records_with(NEEDLE, blocks(content, 7), at_once=1000)) == found(content)


def test_memory_does_not_grow_with_the_file() -> None:
    """Of forty blocks of a megabyte, a few megabytes are held at a time."""
    block = b'1,"a value, quoted",15250\n2,other,11110\n' * 25_000
    tracemalloc.start()
    try:
        number = 0
        for record in records_with(b"152501", (block for _ in range(40))):
            number = record.number
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert number == 40 * 50_000
    assert peak < 12_000_000
