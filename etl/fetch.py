"""Asking a publisher: bounded in size and time, tried again where that helps, resumed where it broke off.

Nothing here knows what a file means. What comes is handed on as bytes, with a receipt: address, checksum,
size and what the publisher says about its version. Redirects are followed by hand, so that each is held
against the card.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from etl.editions import Receipt
from etl.live import Live
from mineaction.errors import NotAsDescribed, NotChanged, RefreshCancelled, SourceUnavailable

Given = TypeVar("Given")

BLOCK = 1 << 20
MOST_REDIRECTS = 5
TRIES = 4
"""How often one thing is asked for in all."""
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 120.0
CONNECT_SECONDS = 20.0
SILENCE_SECONDS = 60.0
"""How long a publisher may send nothing at all."""
LEAST_RATE = 200.0
"""Bytes a second, below which a connection counts as stuck, once it has gone on for the time above."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
USER_AGENT = "mine-action-funding-dashboard (refresh)"
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
        return (self.total - self.done) / self.rate if self.total and self.rate else None


@dataclass(slots=True)
class Visit:
    """One visit to one publisher.

    ``told`` hears of progress, ``stopped`` says whether somebody has cancelled. ``known`` are the receipts of
    the newest edition, whose validators let the publisher answer that nothing changed.
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

        ``json`` makes it a POST. Raises SourceUnavailable, NotAsDescribed, RefreshCancelled and, where
        ``conditional``, NotChanged.
        """
        request = _Request(address, dict(params or {}), json, dict(headers or {}), types, conditional)
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

        Where that cannot be, ``consume`` is called anew with the first byte. Raises as ``body`` does.
        """
        return self._asked(_Request(address, {}, None, {}, types, conditional), consume, self.live.most_bytes)

    def file(self, path: Path, consume: Callable[[Iterator[bytes]], Given]) -> Given:
        """What ``consume`` makes of a file on this machine. Raises NotAsDescribed where it cannot be read."""
        digest, size = hashlib.sha256(), 0

        def blocks() -> Iterator[bytes]:
            nonlocal size
            began, total = time.monotonic(), path.stat().st_size
            with path.open("rb") as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    self.heed(size, str(path))
                    self.tell("reading", size, total, began)
                    yield block

        try:
            made = consume(blocks())
        except OSError as error:
            raise NotAsDescribed(
                str(path), f"the file cannot be read ({error.strerror})", "Check its name and permissions"
            ) from error
        if not size:
            raise NotAsDescribed(str(path), "the file is empty", "Give the whole file")
        self.receipts.append(Receipt(str(path), 0, digest.hexdigest(), size))
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
        if time.monotonic() - self._began > self.live.most_seconds:
            raise SourceUnavailable(
                where, f"it took longer than the {self.live.most_seconds / 60:g} minutes its card allows",
                "Try again later, or raise live.most_minutes on the card",
            )  # fmt: skip

    # --- one question, asked until it is answered ---

    def _asked(self, request: _Request, consume: Callable[[Iterator[bytes]], Given], most: int) -> Given:
        taken = _Taken()
        made: Given
        for attempt in range(1, self.tries + 1):
            try:
                made = self._consumed(request, consume, most, taken)
            except _Again as again:
                if attempt == self.tries:
                    raise SourceUnavailable(request.address, again.reason, again.next_step) from again
                self._wait(again.wait or self.first_wait * 2 ** (attempt - 1))
            else:
                self.receipts.append(taken.receipt())
                return made
        raise AssertionError("unreachable")

    def _consumed(
        self, request: _Request, consume: Callable[[Iterator[bytes]], Given], most: int, taken: _Taken
    ) -> Given:
        """One run of ``consume`` from the first byte; the connection behind it may be renewed meanwhile."""
        taken.__init__()  # type: ignore[misc]
        return consume(self._blocks(request, most, taken))

    def _blocks(self, request: _Request, most: int, taken: _Taken) -> Iterator[bytes]:
        renewals = 0
        while True:
            before = taken.size
            try:
                yield from self._answer(request, most, taken)
                break
            except (_Dropped, _Again) as broken:
                renewals = 0 if taken.size > before else renewals + 1
                if not taken.can_resume or renewals >= self.tries:
                    raise broken if isinstance(broken, _Again) else _Again(broken.reason, _LATER) from broken
                self._wait(self.first_wait)
        if not taken.size:
            raise NotAsDescribed(
                request.address, "the answer is empty", f"Try again later; see {self.live.page}"
            )

    def _answer(self, request: _Request, most: int, taken: _Taken) -> Iterator[bytes]:
        """The blocks of one connection, from where the last one broke off."""
        timeout = httpx.Timeout(self.silence_seconds, connect=self.connect_seconds)
        with httpx.Client(timeout=timeout, follow_redirects=False, http2=False) as client:
            response = self._followed(client, request, taken)
            try:
                with told_as_dropped():
                    yield from self._received(response, request, most, taken)
            finally:
                response.close()

    def _followed(self, client: httpx.Client, request: _Request, taken: _Taken) -> httpx.Response:
        """The answer behind all redirects, with its head read and found good."""
        address, seen = request.address, [request.address]
        self._may_ask(address, request.address)
        while True:
            headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **request.headers}
            headers |= taken.range_headers()
            if request.conditional and not taken.size:
                headers |= self._validators(request.address)
            built = client.build_request(
                "POST" if request.json is not None else "GET",
                address,
                params=request.params if address == request.address and request.params else None,
                json=request.json,
                headers=headers,
            )
            try:
                response = client.send(built, stream=True)
            except httpx.ConnectTimeout as error:
                raise _Again(f"no connection within {self.connect_seconds:g} s", _LATER) from error
            except httpx.ConnectError as error:
                raise _Again(f"no connection ({_cause(error)})", _CHECK_NETWORK) from error
            except httpx.TimeoutException as error:
                raise _Again(f"no answer within {self.silence_seconds:g} s", _LATER) from error
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise _Again(f"the connection failed ({_cause(error)})", _LATER) from error
            if not response.has_redirect_location:
                try:
                    self._head(response, request, taken)
                except BaseException:
                    response.close()
                    raise
                return response
            address = urljoin(address, response.headers["location"])
            response.close()
            if address in seen or len(seen) > MOST_REDIRECTS:
                raise SourceUnavailable(
                    request.address, "the publisher sends it round in circles (too many redirects)",
                    f"Look for the address at {self.live.page} and put it on the card",
                )  # fmt: skip
            seen.append(address)
            self._may_ask(address, request.address)

    def _may_ask(self, address: str, first: str) -> None:
        """Raise for an address that the card does not allow."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        allowed = self.live.allowed_hosts | {urlsplit(self.given_by_operator).hostname or ""}
        if host not in allowed:
            raise NotAsDescribed(
                first, f"it leads to another host, {host or 'none'}, which the card does not name",
                f"If the publisher has moved (see {self.live.page}), add the host to live.hosts on the card",
            )  # fmt: skip
        if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
            raise NotAsDescribed(
                first, f"it leads to an address without encryption, {parts.scheme}://{host}",
                "Give an address that begins with https",
            )  # fmt: skip

    def _validators(self, address: str) -> dict[str, str]:
        for receipt in self.known:
            if receipt.address == address:
                told = {"If-None-Match": receipt.etag, "If-Modified-Since": receipt.last_modified}
                return {name: value for name, value in told.items() if value}
        return {}

    def _head(self, response: httpx.Response, request: _Request, taken: _Taken) -> None:
        """Raise unless the answer is what was asked for."""
        status = response.status_code
        if status == 304 and request.conditional:
            raise NotChanged(request.address)
        if status in (429, 500, 502, 503, 504):
            raise _Again(
                f"the publisher answers {status} {response.reason_phrase}".rstrip(), _LATER,
                _retry_after(response.headers.get("retry-after", "")),
            )  # fmt: skip
        if status == 416 and taken.size:
            taken.forget()
            raise _Again("the publisher cannot go on where it broke off", _LATER)
        if status == 206 and taken.size:
            if _range_start(response.headers.get("content-range", "")) != taken.size:
                taken.forget()
                raise _Again("the publisher goes on at another place than asked", _LATER)
            if taken.etag and response.headers.get("etag", taken.etag) != taken.etag:
                taken.forget()
                raise _Again("the file changed while it was fetched", _LATER)
            return
        if status != 200:
            raise SourceUnavailable(
                request.address, f"the publisher answers {status} {response.reason_phrase}".rstrip(),
                f"Look for the address at {self.live.page} and put it on the card",
            )  # fmt: skip
        if taken.size:
            # The whole again instead of the rest: begin again with it.
            taken.forget()
            raise _Again("the publisher sends the whole again instead of the rest", _LATER)
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind and kind not in request.types:
            raise NotAsDescribed(
                request.address, f"the publisher sends {kind}, not {' or '.join(request.types[:2])}",
                f"Open the address in a browser; look for the file at {self.live.page}",
            )  # fmt: skip
        taken.begin(request.address, response)

    def _received(
        self, response: httpx.Response, request: _Request, most: int, taken: _Taken
    ) -> Iterator[bytes]:
        began, before, unpacked = time.monotonic(), taken.size, 0
        unpack = _unpacker(response.headers.get("content-encoding", ""), request.address)
        for block in response.iter_raw(BLOCK):
            taken.add(block)
            self.heed(taken.size, request.address, most)
            self.tell("fetching", taken.size, taken.total, began)
            age = time.monotonic() - began
            if age > self.silence_seconds and (taken.size - before) / age < LEAST_RATE:
                raise _Dropped(f"it comes too slowly, {(taken.size - before) / age:.0f} bytes a second")
            for piece in unpack(block):
                unpacked += len(piece)
                self.heed(unpacked, request.address, max(most, self.live.most_unpacked_bytes))
                yield piece
        if taken.total and taken.size < taken.total:
            raise _Dropped(f"it broke off after {taken.size:,} of {taken.total:,} bytes")

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + min(seconds, LONGEST_WAIT_SECONDS)
        while (left := until - time.monotonic()) > 0:
            if self.stopped():
                raise RefreshCancelled
            time.sleep(min(left, 0.1))


@dataclass(frozen=True, slots=True)
class _Request:
    address: str
    params: dict[str, Any]
    json: Any
    headers: dict[str, str]
    types: tuple[str, ...]
    conditional: bool


class _Again(Exception):
    """Asking again may help."""

    def __init__(self, reason: str, next_step: str, wait: float = 0.0) -> None:
        self.reason, self.next_step, self.wait = reason, next_step, wait
        super().__init__(reason)


class _Dropped(Exception):
    """The connection broke off."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class told_as_dropped:
    """Turns what httpx raises in the middle of an answer into a dropped connection."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, httpx.TimeoutException):
            raise _Dropped("nothing came for too long") from error
        if isinstance(error, httpx.TransportError):
            raise _Dropped(f"the connection broke off ({_cause(error)})") from error


@dataclass(slots=True)
class _Taken:
    """What has been received of one file so far, over all connections."""

    address: str = ""
    size: int = 0
    total: int = 0
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    is_packed: bool = False
    takes_ranges: bool = False
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def can_resume(self) -> bool:
        """Whether the rest alone can be asked for, and be known to be of the same file."""
        strong = self.etag and not self.etag.startswith("W/")
        return bool(self.takes_ranges and (strong or self.last_modified) and not self.is_packed)

    def begin(self, address: str, response: httpx.Response) -> None:
        """Note what the head of the first answer says."""
        headers = response.headers
        self.address = address
        self.total = int(headers["content-length"]) if headers.get("content-length", "").isdigit() else 0
        self.etag, self.last_modified = headers.get("etag", ""), headers.get("last-modified", "")
        self.content_type = headers.get("content-type", "")
        self.is_packed = headers.get("content-encoding", "identity") not in ("", "identity")
        self.takes_ranges = headers.get("accept-ranges", "") == "bytes"

    def add(self, block: bytes) -> None:
        """Count one block in."""
        self._digest.update(block)
        self.size += len(block)

    def forget(self) -> None:
        """Give up on going on: the next try begins with the first byte."""
        self.takes_ranges = False

    def range_headers(self) -> dict[str, str]:
        """Headers that ask for the rest, of the same file only."""
        if not self.size:
            return {}
        same = self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified
        return {"Range": f"bytes={self.size}-", "If-Range": same}

    def receipt(self) -> Receipt:
        """What was received, for the edition's record."""
        return Receipt(
            self.address, 200, self._digest.hexdigest(), self.size, self.etag, self.last_modified,
            self.content_type,
        )  # fmt: skip


_LATER = "Try again later"
_CHECK_NETWORK = "Check this machine's network and the address on the card, then try again"


def _cause(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size:,} bytes"


def _retry_after(value: str) -> float:
    """Seconds a publisher asks to wait, told as a number or as a date; 0 where it says nothing."""
    if value.isdigit():
        return min(float(value), LONGEST_WAIT_SECONDS)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _range_start(value: str) -> int:
    unit, _, span = value.partition(" ")
    start = span.split("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else -1


def _unpacker(encoding: str, where: str) -> Callable[[bytes], Iterator[bytes]]:
    """What undoes the packing of an answer, a bounded piece at a time."""
    if encoding in ("", "identity"):
        return lambda block: iter((block,))
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NotAsDescribed(where, f"it is packed as {encoding}, which was not asked for", "Try again later")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def pieces(block: bytes) -> Iterator[bytes]:
        try:
            while block:
                yield inflate.decompress(block, BLOCK)
                block = inflate.unconsumed_tail
        except zlib.error as error:
            raise NotAsDescribed(where, f"its packing is broken ({error})", "Try again later") from error

    return pieces


def without_secrets(receipt: Receipt) -> Receipt:
    """The receipt with nothing of a query that could be a key."""
    return replace(receipt, address=receipt.address.split("?")[0])
