"""Asking a publisher: bounded in size and time, tried again where that helps, resumed where it broke off.

Nothing here knows what a file means. What comes is handed on as bytes, with a receipt: address, checksum,
size and what the publisher says about its version.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from etl.answers import Again, Request, Taken
from etl.asking import Bounds, opened, whole_address
from etl.consuming import Given, consumed
from etl.editions import Receipt
from etl.live import Live
from etl.unpack import bounded, inflated
from mineaction.errors import NotAsDescribed, RefreshCancelled, SourceUnavailable

BLOCK = 1 << 20
TRIES = 4
"""How often one thing is asked for in all."""
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 120.0
CONNECT_SECONDS = 20.0
SILENCE_SECONDS = 60.0
"""How long a publisher may send nothing at all."""
LEAST_RATE = 200.0
"""Bytes a second, below which a connection counts as stuck, once it has gone on for the time above."""
TABLE_TYPES = ("text/csv", "text/plain", "application/csv", "application/octet-stream", "binary/octet-stream",
               "application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed",
               "application/vnd.ms-excel", "application/vnd.sdmx.data+csv", "text/markdown")  # fmt: skip
JSON_TYPES = ("application/json", "text/json", "text/plain")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one source has come. ``total`` is 0 where the publisher does not say how much there is."""

    source_key: str
    step: str
    done: int = 0
    total: int = 0
    rate: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate; None where it cannot be said."""
        return max(0.0, self.total - self.done) / self.rate if self.total and self.rate else None


@dataclass(slots=True)
class Visit:
    """One visit to one publisher.

    ``told`` hears of progress, ``stopped`` says whether somebody has cancelled; it is asked from other
    threads too. ``known`` are the receipts of the newest edition, whose validators let the publisher answer
    that nothing changed.
    """

    source_key: str
    live: Live
    told: Callable[[Progress], None] = lambda progress: None
    stopped: Callable[[], bool] = lambda: False
    known: tuple[Receipt, ...] = ()
    given_by_operator: str = ""
    """An address or file that stands in for the card's; its host may be asked too."""
    tries: int = TRIES
    first_wait: float = FIRST_WAIT_SECONDS
    connect_seconds: float = CONNECT_SECONDS
    silence_seconds: float = SILENCE_SECONDS
    receipts: list[Receipt] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)
    _told_at: float = 0.0

    # --- what connectors ask for ---

    def body(
        self,
        address: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        types: tuple[str, ...] = JSON_TYPES,
        most_bytes: int | None = None,
        conditional: bool = False,
    ) -> bytes:
        """All of one answer, in memory, unpacked. For small answers; see ``stream`` for others.

        ``params`` are added to the address, and stand in the edition's record with it; a key belongs into
        ``headers``. ``json`` makes it a POST. Raises SourceUnavailable, NotAsDescribed, RefreshCancelled and,
        where ``conditional``, NotChanged.
        """
        request = self._request(whole_address(address, params or {}), types, conditional, json, headers)
        return self._asked(request, b"".join, most_bytes or self.live.most_bytes)

    def stream(
        self,
        address: str,
        consume: Callable[[Iterator[bytes]], Given],
        *,
        types: tuple[str, ...] = TABLE_TYPES,
        conditional: bool = False,
    ) -> Given:
        """What ``consume`` makes of the bytes as they come; a dropped connection goes on where it broke off.

        Where that cannot be, ``consume`` is called anew with the first byte. What it leaves unread is read
        all the same, for the checksum of the whole. Raises as ``body`` does, and what ``consume`` raises.
        """
        return self._asked(self._request(address, types, conditional), consume, self.live.most_bytes)

    def file(self, path: Path, consume: Callable[[Iterator[bytes]], Given]) -> Given:
        """What ``consume`` makes of a file on this machine. Raises NotAsDescribed where it cannot be read."""
        taken = Taken(str(path))
        blocks = self._file_blocks(path, taken)
        made = consumed(blocks, consume, taken)
        self.receipts.append(Receipt(str(path), 0, taken.receipt().sha256, taken.size))
        return made

    def tell(self, step: str, done: int, total: int, began: float) -> None:
        """Tell of progress, a few times a second at most."""
        at = time.monotonic()
        if at - self._told_at > 0.2 or (total and done >= total):
            self._told_at = at
            self.told(Progress(self.source_key, step, done, total, done / max(at - began, 1e-6)))

    def heed(self, size: int, where: str, most: int | None = None) -> None:
        """Raise when somebody has cancelled, or when it has grown too large or takes too long."""
        if self.stopped():
            raise RefreshCancelled
        most = most or self.live.most_bytes
        if size > most:
            raise NotAsDescribed(
                where, f"it is larger than the {_megabytes(most)} its card allows",
                "If the publisher's file has grown, raise live.most_megabytes on the card",
            )  # fmt: skip
        if self._is_late():
            raise SourceUnavailable(
                where, f"it took longer than the {self.live.most_seconds / 60:g} minutes its card allows",
                "Try again later, or raise live.most_minutes on the card",
            )  # fmt: skip

    # --- one question, asked until it is answered ---

    def _request(
        self,
        address: str,
        types: tuple[str, ...],
        conditional: bool,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Request:
        validators = self._validators(address) if conditional and json is None else {}
        return Request(address, self.live.page, types, json, headers or {}, validators)

    def _validators(self, address: str) -> dict[str, str]:
        """Headers that ask for an answer only if it is another than the one known."""
        for receipt in self.known:
            if receipt.address == address:
                told = {"If-None-Match": receipt.etag, "If-Modified-Since": receipt.last_modified}
                return {name: value for name, value in told.items() if value}
        return {}

    def _asked(self, request: Request, consume: Callable[[Iterator[bytes]], Given], most: int) -> Given:
        for attempt in range(1, self.tries + 1):
            taken = Taken(request.address)
            try:
                made = consumed(self._blocks(request, most, taken), consume, taken)
            except Again as again:
                self._rest(again, request, attempt)
            else:
                self.receipts.append(taken.receipt())
                return made
        raise AssertionError("the last attempt returns or raises")

    def _blocks(self, request: Request, most: int, taken: Taken) -> Generator[bytes, None, None]:
        """The bytes from first to last; the connection behind them is renewed where it can be resumed."""
        failures = 0
        while True:
            before = taken.size
            try:
                yield from self._answer(request, most, taken)
                return
            except Again as broken:
                # Whoever cancelled, or ran out of time, is told so, and not that the connection broke.
                self.heed(taken.size, request.address, most)
                if not taken.can_resume:
                    raise
                failures = 1 if taken.size > before else failures + 1
                self._rest(broken, request, failures)

    def _answer(self, request: Request, most: int, taken: Taken) -> Iterator[bytes]:
        """The blocks of one connection, unpacked, from where the last one broke off."""
        bounds = Bounds(self._hosts(), self.connect_seconds, self.silence_seconds, self._is_over)
        with opened(request, taken, bounds) as response:
            self.heed(max(taken.size, taken.total), request.address, most)
            blocks = self._received(response, request, most, taken)
            if taken.packing:
                blocks = bounded(
                    inflated(blocks, request.address), self.live.most_unpacked_bytes, request.address
                )
            yield from blocks
        if not taken.size:
            raise NotAsDescribed(
                request.address, "the answer is empty", f"Try again later; see {self.live.page}"
            )

    def _received(
        self, response: httpx.Response, request: Request, most: int, taken: Taken
    ) -> Iterator[bytes]:
        began, before = time.monotonic(), taken.size
        for block in response.iter_raw():
            taken.add(block)
            self.heed(taken.size, request.address, most)
            self.tell("fetching", taken.size, taken.total, taken.began)
            yield block
            # Only now: what was counted in and not handed on would be missing when it is resumed.
            age = time.monotonic() - began
            if age > self.silence_seconds and (taken.size - before) / age < LEAST_RATE:
                raise Again(f"it comes too slowly, {(taken.size - before) / age:.0f} bytes a second")
        taken.confirm_end()

    def _rest(self, again: Again, request: Request, attempt: int) -> None:
        """Wait before asking again; raise where it was asked often enough or the wait is long."""
        if attempt >= self.tries:
            raise SourceUnavailable(request.address, again.reason, again.next_step, again.status) from again
        if again.wait > LONGEST_WAIT_SECONDS:
            raise SourceUnavailable(
                request.address, f"{again.reason} and asks to wait {again.wait / 60:,.0f} minutes",
                "Try again after that", again.status,
            ) from again  # fmt: skip
        until = time.monotonic() + max(again.wait, self.first_wait * 2 ** (attempt - 1))
        while (left := until - time.monotonic()) > 0:
            self.heed(0, request.address)
            time.sleep(min(left, 0.1))

    def _file_blocks(self, path: Path, taken: Taken) -> Generator[bytes, None, None]:
        try:
            with path.open("rb") as stream:
                total = path.stat().st_size
                while block := stream.read(BLOCK):
                    taken.add(block)
                    self.heed(taken.size, str(path))
                    self.tell("reading", taken.size, total, taken.began)
                    yield block
        except OSError as error:
            raise NotAsDescribed(
                str(path), f"the file cannot be read ({error.strerror})", "Check its name and permissions"
            ) from error
        if not taken.size:
            raise NotAsDescribed(str(path), "the file is empty", "Give the whole file")

    def _hosts(self) -> frozenset[str]:
        given = urlsplit(self.given_by_operator).hostname if "://" in self.given_by_operator else ""
        return frozenset(host.lower() for host in (*self.live.allowed_hosts, given or "") if host)

    def _is_late(self) -> bool:
        return time.monotonic() - self._began > self.live.most_seconds

    def _is_over(self) -> bool:
        return self.stopped() or self._is_late()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size:,} bytes"
