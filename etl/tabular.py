"""A publisher's CSV read row by row as it comes, by the names of its columns; faults are named with rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence

from etl.collecting import Collecting

LONGEST_CELL = 1_000_000
"""Characters; a longer one means a quote that nobody closed."""


def rows(
    desk: Collecting, blocks: Iterator[bytes], columns: Mapping[str, str], where: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number (the header being row 1) and cells of each row, under our names.

    ``columns`` maps the publisher's names to ours. A column that moved is found; one that is new is noted at
    the desk. Raises NotAsDescribed for one that is missing or stands twice, for a row that is too short or
    too long, for bytes that are not UTF-8, and for a file without rows.
    """
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(io.BufferedReader(_Raw(blocks)), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    try:
        header = next(reader, [])
        if not "".join(header).strip():
            begin = next((cells for cells in reader if cells), [])
            desk.refuse_page(",".join(begin).encode()[:512], where)
            desk.refuse(where, "the file is empty, or begins with an empty line")
        if "\0" in "".join(header):
            desk.refuse(where, "the file is not text in UTF-8 (it has NUL bytes, as UTF-16 has)")
        desk.refuse_page(",".join(header).encode()[:512], where)
        found = places(desk, header, columns, where)
        number = 1
        for number, cells in enumerate(reader, start=2):
            if not cells:
                continue  # An empty line says nothing, at the end of a file as little as anywhere.
            if len(cells) != len(header):
                desk.refuse(
                    where, f"row {number:,} has {len(cells)} cells where the header has {len(header)}"
                )
            yield number, {ours: cells[place] for ours, place in found.items()}
        if number == 1:
            desk.refuse(where, "the file has a header and no rows")
    except UnicodeDecodeError as error:
        desk.refuse(where, f"the file is not text in UTF-8 (near line {reader.line_num:,}: {error.reason})")
    except csv.Error as error:
        desk.refuse(where, f"the CSV is broken near line {reader.line_num:,} ({error})")


def places(
    desk: Collecting,
    header: Sequence[str],
    columns: Mapping[str, str],
    where: str,
    passed_over: Collection[str] = (),
) -> dict[str, int]:
    """Where each column stands, by our names; raises and notes as ``rows`` does.

    ``passed_over`` are columns that are known and not read: they are not noted as new.
    """
    names = [name.strip() for name in header]
    new = [name for name in names if name not in columns and name not in passed_over]
    if missing := [name for name in columns if name not in names]:
        hint = f"; new there: {', '.join(new[:8])}" if new else ""
        desk.refuse(
            where, f"the column {', '.join(missing[:5])} is missing{hint}",
            "Look whether the publisher renamed it; then the connector has to learn the new name",
        )  # fmt: skip
    if twice := sorted({name for name in names if names.count(name) > 1 and name in columns}):
        desk.refuse(where, f"the column {', '.join(twice)} stands twice")
    if new:
        desk.asides.append(f"Columns not read: {', '.join(new)}.")
    return {ours: names.index(name) for name, ours in columns.items()}


class _Raw(io.RawIOBase):
    """Blocks of bytes as a stream that can be read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        """It can only be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with what comes next."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = block
        size = min(len(view), len(self._left))
        view[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
