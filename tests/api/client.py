"""Asks an ASGI app without a network: one request, one answer."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

BASE = "http://mine.test"
Done = TypeVar("Done")


def run(work: Coroutine[Any, Any, Done]) -> Done:
    """The result of a coroutine, in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``body`` as it was sent."""

    status: int
    headers: Headers
    body: bytes

    @property
    def content(self) -> bytes:
        """The body, decompressed where it was compressed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig")

    def json(self) -> Any:
        """The body as JSON. Raises ValueError for NaN and Infinity, which are none."""

        def refuse(name: str) -> None:
            raise ValueError(f"{name} is no JSON")

        return json.loads(self.content, parse_constant=refuse)


@dataclass(frozen=True, slots=True)
class Client:
    app: ASGIApp
    host: str = "203.0.113.7"

    def get(self, address: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        return run(self.ask(address, headers, method))

    async def ask(
        self, address: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Answer:
        parts = urlsplit(address)
        told = {"host": urlsplit(BASE).netloc, **(headers or {})}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in told.items()],
            "server": (urlsplit(BASE).netloc, 80),
            "client": (self.host, 1234),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start = sent[0]
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(start["status"], Headers(raw=list(start["headers"])), body)
