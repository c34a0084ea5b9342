"""Answers made away from the event loop: a few at a time, each once however many ask, the newest kept."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from mineaction.errors import RenderingBusy

MOST_BYTES = 64_000_000
MOST_WAITING = 64
BESIDE = 800
"""What Python needs to hold one answer, beside its letters."""


@dataclass(frozen=True, slots=True)
class Made:
    """The body of an answer and the headers that belong to it alone."""

    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Kept:
    """Made answers by their key, the newest of them, bounded in bytes, as ``room_of`` counts them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._size = most_bytes, 0
        self._held: OrderedDict[str, Made] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._size

    def get(self, key: str) -> Made | None:
        """What is held under a key; it then counts as the newest."""
        with self._lock:
            if found := self._held.get(key):
                self._held.move_to_end(key)
            return found

    def put(self, key: str, made: Made) -> None:
        """Hold one more. What is larger than a quarter of the room is not held."""
        if len(made.body) > self._most // 4:
            return
        with self._lock:
            old = self._held.pop(key, None)
            self._size += room_of(made) - (room_of(old) if old else 0)
            self._held[key] = made
            while self._size > self._most:
                self._size -= room_of(self._held.popitem(last=False)[1])


def room_of(made: Made) -> int:
    """Bytes an answer takes in memory, roughly: a hundred thousand short ones are not nothing."""
    return BESIDE + len(made.body) + sum(len(name) + len(value) for name, value in made.headers)


class Workers:
    """A few threads for one kind of work. The same key is worked on once at a time, for all who ask."""

    def __init__(self, name: str, threads: int, most_waiting: int = MOST_WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + most_waiting
        self._under_way: dict[str, Future[Made]] = {}
        self._lock = threading.Lock()

    async def make(self, key: str, work: Callable[[], Made], seconds: float) -> Made:
        """The result of the work. Raises what it raises; RenderingBusy where too many wait, and TimeoutError.

        Work goes on when nobody waits for it any more: its result is kept for the next who ask.
        """
        with self._lock:
            future = self._under_way.get(key)
            if future is None:
                if len(self._under_way) >= self._most:
                    raise RenderingBusy(len(self._under_way))
                future = self._under_way[key] = self._pool.submit(self._work, key, work)
        waiting = asyncio.shield(asyncio.wrap_future(future))
        return await asyncio.wait_for(waiting, seconds)

    def _work(self, key: str, work: Callable[[], Made]) -> Made:
        try:
            return work()
        finally:
            with self._lock:
                self._under_way.pop(key, None)
