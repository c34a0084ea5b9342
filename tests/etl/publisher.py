"""A publisher on this machine, for tests: an HTTP server that plays what it is told, in order, and remembers.

::

    with Publisher() as publisher:
        table = Answer(b"a,b\\n1,2\\n", etag='"v1"')
        busy = Answer(status=503, headers={"Retry-After": "1"})
        publisher.plays("/table.csv", busy, replace(table, drop_after=3), table)
        ...  # fetch publisher.url("/table.csv")
        assert [asked.status for asked in publisher.asked] == [503, 200, 206]
        assert publisher.asked[2].headers["range"] == "bytes=3-"

Each request to a path gets the next answer; the last one stays. A path may have a query
(``"/table.csv?page=2"``): it is looked for first with its query, then without. A path that nobody told of
gets 404. In place of an ``Answer``, a function of the request (``Asked``) may give one.

``url`` is on 127.0.0.1; ``url(path, host="localhost")`` is the same server under another host's name, for
redirects. The fixture ``publisher`` of ``tests/etl/conftest.py`` opens and closes one for each test.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import cast

PIECE = 1 << 16


@dataclass(frozen=True)
class Answer:
    """One answer. Given ``etag`` or ``last_modified`` it answers 304 and, unless ``ranges`` is off, 206.

    ``packed`` sends the body as gzip with a Content-Encoding (a range is then of the packed bytes).
    ``chunked`` names no length. ``told_length`` names another than the true one. Of the bytes it would send,
    it hangs up after ``drop_after`` and falls silent after ``stall_after``, until the test ends;
    ``drip`` is how many bytes it sends at a time and how many seconds it rests after each.
    ``silent`` takes the request and never answers; ``hangs_up`` closes without a word.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = "text/csv"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    ranges: bool = True
    packed: bool = False
    chunked: bool = False
    told_length: int | None = None
    drop_after: int | None = None
    stall_after: int | None = None
    drip: tuple[int, float] | None = None
    silent: bool = False
    hangs_up: bool = False


def as_json(text: str, status: int = 200) -> Answer:
    """An answer of JSON."""
    return Answer(text.encode(), status, "application/json")


def redirect(to: str, status: int = 302) -> Answer:
    """An answer that sends one elsewhere."""
    return Answer(status=status, headers={"Location": to})


@dataclass
class Asked:
    """One request as it came; names of headers in small letters. ``status`` is what it was answered with."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int = 0


Behaviour = Answer | Callable[[Asked], Answer]


class Publisher:
    """The server; to be used in a ``with``. ``asked`` are all requests so far, in order."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._plays: dict[str, list[Behaviour]] = {}
        self._guard = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.publisher = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Publisher:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop; whoever is waiting for an answer is hung up on. Closing twice does no harm."""
        self._server.ended.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def plays(self, path: str, *behaviours: Behaviour) -> str:
        """From now on, answer requests to a path like this, in order; returns the path's address."""
        with self._guard:
            self._plays[path] = list(behaviours)
        return self.url(path)

    def asked_for(self, path: str) -> list[Asked]:
        """The requests to one path, whatever their query."""
        return [asked for asked in self.asked if asked.path.split("?")[0] == path]

    def next_answer(self, asked: Asked) -> Answer:
        """What comes next for this request; it is remembered."""
        with self._guard:
            self.asked.append(asked)
            left = self._plays.get(asked.path) or self._plays.get(asked.path.split("?")[0])
            if not left:
                return Answer(b"not here", 404, "text/plain")
            found = left.pop(0) if len(left) > 1 else left[0]
        return found(asked) if callable(found) else found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    publisher: Publisher

    def __init__(self, *told: object) -> None:
        self.ended = threading.Event()
        super().__init__(*told)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, as the usual way does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked went away in the middle: what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Play the next answer for this path."""
        server = cast(_Server, self.server)
        size = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(size))
        answer = server.publisher.next_answer(asked)
        self.close_connection = True
        if answer.silent:
            server.ended.wait()
        if answer.silent or answer.hangs_up:
            self._hang_up()
            return
        asked.status, body, told = _settled(answer, headers)
        self.send_response(asked.status)
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._send(answer, body, server)

    do_POST = do_HEAD = do_PUT = do_GET

    def _send(self, answer: Answer, body: bytes, server: _Server) -> None:
        sent = 0
        ends = [end for end in (answer.drop_after, answer.stall_after) if end is not None]
        for piece in _pieces(body[: min([len(body), *ends])], answer.drip):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if answer.chunked else piece)
            sent += len(piece)
            if answer.drip and server.ended.wait(answer.drip[1]):
                return
        if answer.stall_after is not None:
            server.ended.wait()
        elif answer.chunked and answer.drop_after is None:
            self.wfile.write(b"0\r\n\r\n")
        if ends:
            self._hang_up()

    def _hang_up(self) -> None:
        self.wfile.flush()
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *told: object) -> None:
        """Say nothing."""


def _pieces(body: bytes, drip: tuple[int, float] | None) -> Iterator[bytes]:
    size = drip[0] if drip else PIECE
    return (body[start : start + size] for start in range(0, len(body), size))


def _settled(answer: Answer, asked: Mapping[str, str]) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers, with what was asked about versions and ranges heeded."""
    # A fixed time, so that the same body is the same bytes each time.
    body = gzip.compress(answer.body, mtime=0) if answer.packed else answer.body
    status, told = answer.status, {"Connection": "close", "Content-Type": answer.content_type}
    if not answer.content_type:
        del told["Content-Type"]
    versions = {"ETag": answer.etag, "Last-Modified": answer.last_modified}
    told |= {name: value for name, value in versions.items() if value}
    if answer.packed:
        told["Content-Encoding"] = "gzip"
    has_version = bool(answer.etag or answer.last_modified)
    if status == 200 and _is_known(answer, asked):
        status, body = 304, b""
    elif status == 200 and has_version and answer.ranges:
        told["Accept-Ranges"] = "bytes"
        start = _start(asked.get("range", ""))
        if start and asked.get("if-range", answer.etag) in (answer.etag, answer.last_modified):
            whole = len(body)
            if start >= whole:
                status, body = 416, b""
                told["Content-Range"] = f"bytes */{whole}"
            else:
                status, body = 206, body[start:]
                told["Content-Range"] = f"bytes {start}-{whole - 1}/{whole}"
    if answer.chunked:
        told["Transfer-Encoding"] = "chunked"
    else:
        told["Content-Length"] = str(len(body) if answer.told_length is None else answer.told_length)
    return status, body, told | dict(answer.headers)


def _is_known(answer: Answer, asked: Mapping[str, str]) -> bool:
    """Whether the version asked about is this one; an ETag decides where one is asked about."""
    if "if-none-match" in asked:
        return bool(answer.etag) and asked["if-none-match"] == answer.etag
    return bool(answer.last_modified) and asked.get("if-modified-since") == answer.last_modified


def _start(value: str) -> int:
    start = value.removeprefix("bytes=").split("-")[0]
    return int(start) if start.isdigit() else 0
