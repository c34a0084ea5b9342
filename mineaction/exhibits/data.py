"""The database as exhibits ask it, outside the app: one connection a question, answers kept for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Engine

from mineaction.database import database_url, open_for_reading
from mineaction.queries.asking import data_version

Answer = TypeVar("Answer")
MOST_KEPT = 512


class OpenData:
    """Asks one open database. Answers are kept, the newest ``MOST_KEPT`` of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[tuple[Any, ...], Any] = {}
        with engine.connect() as connection:
            self._version = data_version(connection)

    @property
    def version(self) -> str:
        """The data version."""
        return self._version

    def ask(self, question: Callable[..., Answer], /, *asked: Any) -> Answer:
        """The answer of a query function, which takes a connection and then what is asked (hashable)."""
        key = (question, *asked)
        if key not in self._kept:
            with self._engine.connect() as connection:
                self._kept[key] = question(connection, *asked)
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
        answer: Answer = self._kept[key]
        return answer


@contextmanager
def open_data() -> Iterator[OpenData]:
    """The database the settings name, for the commands. Raises what opening it raises (mineaction.errors)."""
    engine = open_for_reading(database_url())
    try:
        yield OpenData(engine)
    finally:
        engine.dispose()
