"""What a connector works with: it asks the publisher and keeps rows in the columns of the source's card."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar
from urllib.parse import urlsplit

from etl.card import Card, sha256_of
from etl.editions import Receipt, Shelf
from etl.fetch import JSON_TYPES, TABLE_TYPES, Visit
from etl.live import Live
from etl.unpack import unpacked
from mineaction.errors import NotAsDescribed

Given = TypeVar("Given")

PLACE_IN_DOCUMENT = ("document_id", "locator")
"""Columns that say where a row stands, not what it says: an edition that differs only there is not new."""


class Connector(Protocol):
    """What a module in etl/connectors offers.

    ``VERSION`` rises whenever it would keep other rows of the same answer. ``ADDS`` says that what it keeps
    is added to the rows charted, and does not replace them.
    """

    VERSION: int
    ADDS: bool

    def collect(self, desk: Collecting) -> int:
        """Ask the publisher and keep rows with ``desk.keep``; returns how many rows the whole had."""
        ...


@dataclass(slots=True)
class Kept:
    """The file of rows kept: checksum, size, rows, and a hash of what they say."""

    path: Path
    sha256: str
    byte_count: int
    row_count: int
    content_sha256: str


@dataclass(slots=True)
class Collecting:
    """One collection for one source. ``given`` is what stands in for the card's address: another, or a file.

    ``document_id`` is what kept rows put into a column of that name. ``secret`` is the reader's own key,
    where the card names a variable for one; it never gets into a record.
    """

    card: Card
    live: Live
    visit: Visit
    path: Path
    document_id: str
    fetched_on: str
    given: str = ""
    secret: str = field(default="", repr=False)
    shelf: Shelf | None = None
    """The editions held already, for connectors that add to them."""
    kept: Kept | None = None
    asides: list[str] = field(default_factory=list)
    """Remarks for the edition's note."""

    # --- asking ---

    @property
    def address(self) -> str:
        """Where to ask: the card's address, or what stands in for it."""
        return self.given or self.live.address

    @property
    def is_file(self) -> bool:
        """Whether what stands in for the address is a file on this machine."""
        return bool(self.given) and not urlsplit(self.given).scheme.startswith("http")

    def json(
        self,
        address: str = "",
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        conditional: bool = False,
    ) -> Any:
        """One answer as parsed JSON; ``json`` makes it a POST. A file given is read instead."""
        address = address or self.address
        if self.is_file and address == self.given:
            body = self.visit.file(Path(address), b"".join)
        else:
            body = self.visit.body(
                address, params=params, json=json, headers=headers, types=JSON_TYPES, conditional=conditional
            )
        self.refuse_page(body[:512], address)
        try:
            return loads(body)
        except ValueError as error:
            self.refuse(address, f"the answer is not JSON ({error})")

    def text(self, address: str = "", *, conditional: bool = False) -> str:
        """One small answer as text in UTF-8."""
        address = address or self.address
        if self.is_file and address == self.given:
            body = self.visit.file(Path(address), b"".join)
        else:
            body = self.visit.body(address, types=TABLE_TYPES, conditional=conditional)
        self.refuse_page(body[:512], address)
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.refuse(address, f"the answer is not text in UTF-8 (byte {error.start:,})")

    def bytes_of(
        self,
        consume: Callable[[Iterator[bytes]], Given],
        address: str = "",
        *,
        conditional: bool = False,
    ) -> Given:
        """What ``consume`` makes of a file as it comes: plain, gzip or zip, fetched or from this machine."""
        address = address or self.address

        def opened(blocks: Iterator[bytes]) -> Given:
            return consume(unpacked(blocks, self.path.parent, address, self.live.most_unpacked_bytes))

        if self.is_file and address == self.given:
            return self.visit.file(Path(address), opened)
        return self.visit.stream(address, opened, conditional=conditional)

    # --- refusing ---

    def refuse(self, where: str, reason: str, next_step: str = "") -> NoReturn:
        """What came is not what the card describes."""
        step = next_step or f"Compare it with the publisher's own page, {self.live.page}"
        raise NotAsDescribed(where, reason, step)

    def refuse_page(self, start: bytes, where: str) -> None:
        """Raise where a web page came instead of data."""
        head = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
        if head.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
            self.refuse(where, "a web page came instead of the data")

    # --- keeping ---

    @contextmanager
    def keep(self, columns: Sequence[str] = ()) -> Iterator[Callable[[Iterable[str]], None]]:
        """Open the file of rows kept; call what it gives with each row's cells, in the order of ``columns``.

        Without ``columns``, those of the card. A collection that begins anew opens it anew.
        """
        names = list(columns) or [*self.card.used_columns, *self.card.ignored_columns]
        digest, count = hashlib.sha256(), 0
        said = [place for place, name in enumerate(names) if name not in PLACE_IN_DOCUMENT]
        with self.path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(names)

            def write(cells: Iterable[str]) -> None:
                nonlocal count
                row = list(cells)
                if len(row) != len(names):
                    raise ValueError(f"{len(row)} cells for {len(names)} columns")
                writer.writerow(row)
                digest.update(json.dumps([row[place] for place in said]).encode())
                count += 1

            yield write
        self.kept = Kept(self.path, sha256_of(self.path), self.path.stat().st_size, count, digest.hexdigest())


def loads(body: bytes) -> Any:
    """JSON with every number kept as it is written. Raises ValueError, for NaN and Infinity too."""

    def refuse(word: str) -> NoReturn:
        raise ValueError(f"{word} is no number")

    try:
        return json.loads(
            body.decode("utf-8-sig"), parse_float=_Printed, parse_int=_Printed, parse_constant=refuse
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


class _Printed(str):
    """A number as the publisher writes it; adding such amounts is for those who know the unit."""

    __slots__ = ()


def whole_sha256(receipts: Sequence[Receipt]) -> tuple[str, int]:
    """One checksum and size over all answers: of one, its own; of several, of their checksums in order."""
    if len(receipts) == 1:
        return receipts[0].sha256, receipts[0].byte_count
    lines = "".join(f"{receipt.sha256}\n" for receipt in receipts)
    return hashlib.sha256(lines.encode()).hexdigest(), sum(receipt.byte_count for receipt in receipts)
