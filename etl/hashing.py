"""SHA-256 of what comes in blocks, taken beside the work on them: hashing holds up no other thread."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor

PIECE = 1 << 22
"""Bytes that are handed to the other thread at a time; less than that never gets to it."""


class Sha256Beside:
    """As ``hashlib.sha256()``, with ``update`` and ``hexdigest``; holds two pieces at most."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._pool: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    def update(self, block: bytes) -> None:
        """Count one block in."""
        self._waiting.append(block)
        self._waiting_bytes += len(block)
        if self._waiting_bytes < PIECE:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1)
        self._settle()
        self._running = self._pool.submit(self._take, self._waiting)
        self._waiting, self._waiting_bytes = [], 0

    def hexdigest(self) -> str:
        """The checksum of all blocks so far; more may follow."""
        self._settle()
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None
        self._take(self._waiting)
        self._waiting, self._waiting_bytes = [], 0
        return self._digest.hexdigest()

    def _settle(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None

    def _take(self, blocks: list[bytes]) -> None:
        for block in blocks:
            self._digest.update(block)
