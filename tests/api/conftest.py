"""The addresses over the built database, without a server; and with one, for programs that need it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlalchemy.engine import URL

from mineaction.api.routes import api
from mineaction.api.service import Service
from mineaction.api.settings import Settings
from mineaction.database import open_for_reading
from mineaction.exhibits.data import OpenData
from tests.api.client import Client

TODAY = date(2026, 1, 2)


class Held(OpenData):
    """Open data that also answers what nobody asks twice, and whose version a test can change."""

    pretended = ""

    @property
    def version(self) -> str:
        return self.pretended or super().version

    def once(self, question: Any, /, *asked: Any) -> Any:
        with self._engine.connect() as connection:
            return question(connection, *asked)


@pytest.fixture(scope="session")
def data(built_database: Path) -> Iterator[Held]:
    engine = open_for_reading(URL.create("sqlite", database=str(built_database)))
    yield Held(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def service(data: Held) -> Service:
    """One service for all tests that change nothing in it; it counts nobody's requests."""
    return Service(data, Settings(pictures_per_minute=0), today=lambda: TODAY)


@pytest.fixture(scope="session")
def client(service: Service) -> Client:
    return Client(api(service))


@pytest.fixture(scope="session")
def served(service: Service) -> Iterator[str]:
    """The same addresses on a loopback port; gives where, without a slash at its end."""
    server = uvicorn.Server(uvicorn.Config(api(service), host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up_at = time.monotonic() + 20
    while not server.started and time.monotonic() < give_up_at:
        time.sleep(0.02)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
