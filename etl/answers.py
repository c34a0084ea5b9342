"""What is asked of a publisher, what has been taken of the answer so far, and whether its head is good."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from etl.editions import Receipt
from etl.hashing import Sha256Beside
from mineaction.errors import NotAsDescribed, NotChanged, SourceUnavailable

LATER = "Try again later"
BUSY = (408, 425, 429, 500, 502, 503, 504)
"""Answers that may be better the next time."""
PACKINGS = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Request:
    """One question. ``address`` is whole, with its query; ``json`` makes it a POST.

    ``headers`` may hold a key: they go to the address's own host only. ``validators`` are the headers that
    let the publisher answer that nothing changed. ``page`` is where a person finds the file.
    """

    address: str
    page: str
    types: tuple[str, ...]
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    validators: Mapping[str, str] = field(default_factory=dict)


class Again(Exception):
    """Asking again may help, after ``wait`` seconds at least."""

    def __init__(self, reason: str, next_step: str = LATER, wait: float = 0.0, status: int = 0) -> None:
        self.reason, self.next_step, self.wait, self.status = reason, next_step, wait, status
        super().__init__(reason)


class Dropped(Again):
    """The connection broke off in the middle of the answer."""


@dataclass(slots=True)
class Taken:
    """What has been received of one file so far, over all connections. ``total`` is 0 where nobody says.

    ``broken`` is what ended it before it was whole, whatever those made of it who read the bytes.
    """

    address: str
    size: int = 0
    total: int = 0
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    packing: str = ""
    takes_ranges: bool = False
    began: float = field(default_factory=time.monotonic)
    broken: Exception | None = None
    _digest: Sha256Beside = field(default_factory=Sha256Beside)

    @property
    def can_resume(self) -> bool:
        """Whether the rest alone can be asked for, and be known to be of the same file."""
        return bool(self.takes_ranges and self._version and not self.packing)

    @property
    def _version(self) -> str:
        """What tells the file from any other of this address; a weak ETag does not."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified

    def begin(self, response: httpx.Response) -> None:
        """Note what the head of the first answer says."""
        headers = response.headers
        self.began = time.monotonic()
        self.total = int(headers["content-length"]) if headers.get("content-length", "").isdigit() else 0
        self.etag, self.last_modified = headers.get("etag", ""), headers.get("last-modified", "")
        self.content_type = headers.get("content-type", "")
        packing = headers.get("content-encoding", "").strip().lower()
        self.packing = "" if packing == "identity" else packing
        self.takes_ranges = headers.get("accept-ranges", "").strip().lower() == "bytes"

    def add(self, block: bytes) -> None:
        """Count one block in."""
        self._digest.update(block)
        self.size += len(block)

    def begin_anew(self, reason: str) -> Again:
        """Give up on going on: the next try begins with the first byte. Returns what to raise."""
        self.takes_ranges = False
        return Again(reason)

    def confirm_end(self) -> None:
        """Raise unless as many bytes came as were announced."""
        if self.total and self.size < self.total:
            raise Dropped(f"it broke off after {self.size:,} of {self.total:,} bytes")
        if self.total and self.size > self.total:
            raise self.begin_anew(f"{self.size:,} bytes came where {self.total:,} were announced")

    def range_headers(self) -> dict[str, str]:
        """Headers that ask for the rest, of the same file only."""
        return {"Range": f"bytes={self.size}-", "If-Range": self._version} if self.size else {}

    def receipt(self) -> Receipt:
        """What was received, for the edition's record."""
        return Receipt(
            self.address, 200, self._digest.hexdigest(), self.size, self.etag, self.last_modified,
            self.content_type,
        )  # fmt: skip


def take_head(response: httpx.Response, request: Request, taken: Taken) -> None:
    """Note what the head says. Raises unless the answer is what was asked for, or the rest of it."""
    status = response.status_code
    if status == 304 and request.validators and not taken.size:
        raise NotChanged(request.address)
    words = f"the publisher answers {status} {response.reason_phrase}".rstrip()
    if status in BUSY:
        raise Again(words, wait=seconds_asked_for(response.headers), status=status)
    if taken.size and status in (200, 206, 416):
        _confirm_rest(response, taken)
        return
    if status == 206:
        words = "the publisher sends a part of the file where the whole was asked for"
    if status != 200:
        look = f"Look for the address at {request.page} and put it on the card"
        raise SourceUnavailable(request.address, words, look, status)
    taken.begin(response)
    kind = taken.content_type.split(";")[0].strip().lower()
    if kind and kind not in request.types:
        raise NotAsDescribed(
            request.address, f"the publisher sends {kind}, not {' or '.join(request.types[:2])}",
            f"Open the address in a browser; look for the file at {request.page}",
        )  # fmt: skip
    if taken.packing and taken.packing not in PACKINGS:
        raise NotAsDescribed(
            request.address, f"it is packed as {taken.packing}, which was not asked for", LATER
        )


def _confirm_rest(response: httpx.Response, taken: Taken) -> None:
    """Raise unless the answer goes on where the last one broke off, with the same file."""
    headers = response.headers
    if response.status_code == 416:
        raise taken.begin_anew("the publisher cannot go on where it broke off")
    if response.status_code == 200:
        raise taken.begin_anew("the publisher sends the whole again instead of the rest")
    if headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise taken.begin_anew("the publisher packs the rest and not the whole")
    start, total = range_of(headers.get("content-range", ""))
    if start != taken.size:
        raise taken.begin_anew("the publisher goes on at another place than asked")
    if headers.get("etag", taken.etag) != taken.etag or total not in (0, taken.total or total):
        raise taken.begin_anew("the file changed while it was fetched")
    taken.total = total or taken.total


def seconds_asked_for(headers: Mapping[str, str]) -> float:
    """Seconds a publisher asks to wait, told as a number or as a date; 0 where it says nothing.

    A date is held against the publisher's own clock where it tells the time, else against ours.
    """
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    until = _moment(value)
    if until is None:
        return 0.0
    at = _moment(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - at).total_seconds())


def _moment(value: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def range_of(value: str) -> tuple[int, int]:
    """First byte and size of the whole that a Content-Range names; -1 and 0 where it does not."""
    unit, _, told = value.strip().partition(" ")
    span, _, total = told.partition("/")
    start = span.split("-")[0].strip()
    return (
        int(start) if unit.lower() == "bytes" and start.isdigit() else -1,
        int(total) if total.strip().isdigit() else 0,
    )
