"""What all addresses share: the data, the settings, the workers, and what was made before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from starlette.requests import HTTPConnection

from mineaction.api import problems
from mineaction.api.limits import PICTURE_COST, Buckets
from mineaction.api.settings import Settings
from mineaction.api.workers import Kept, Workers
from mineaction.exhibits.address import Data
from mineaction.exhibits.choosing import Ask
from mineaction.export.picture import browser
from mineaction.periods import today
from mineaction.queries.api.tables import Build, build_of

HOUSE = Path(__file__).resolve().parents[1]
MOST_HOST = 253 + len(":65535")
"""The longest name there is, and a port: it stands in every link of an answer, some hundred times."""
LIBRARIES = ("plotly", "choreographer", "python-pptx", "XlsxWriter", "pypdf")


class Source(Data, Protocol):
    """The data as the addresses ask for it: answers shared with the pages, and answers nobody asks twice."""

    @property
    def once(self) -> Ask:
        """Puts a question to the data, like ``ask``, and keeps no answer."""


@dataclass(frozen=True, slots=True)
class Service:
    """``pictures`` are the workers for what takes a browser or a second, ``answers`` those for all else, and
    ``looks`` those that only look which data there is."""

    data: Source
    settings: Settings = field(default_factory=Settings)
    today: Callable[[], date] = today
    kept: Kept = field(default_factory=Kept)
    pictures: Workers = field(default_factory=lambda: Workers("pictures", 2, 32))
    answers: Workers = field(default_factory=lambda: Workers("answers", 4))
    looks: Workers = field(default_factory=lambda: Workers("looks", 2, 1_000))
    buckets: Buckets = field(init=False)

    def __post_init__(self) -> None:
        size = self.settings.pictures_per_minute * PICTURE_COST
        object.__setattr__(self, "buckets", Buckets(size))

    def build(self) -> Build:
        """What the database says of itself. Raises what opening it raises."""
        found: Build = self.data.ask(build_of)
        return found

    def end(self) -> None:
        """The server ends: so does the browser that draws, which a signal would leave no time for."""
        browser.end()

    def base(self, request: HTTPConnection) -> str:
        """Where readers find the app, without a slash at its end: as set, else as this request came.

        Raises a Problem for a host's name longer than any.
        """
        if self.settings.public_url:
            return self.settings.public_url
        mounted = request.scope.get("app_root_path", request.scope.get("root_path", ""))
        root = f"{mounted}{self.settings.base_path}".rstrip("/")
        scheme = "https" if request.url.scheme in ("https", "wss") else "http"
        if len(request.url.netloc) > MOST_HOST:
            raise problems.bad_request([f"The name of the host is longer than {MOST_HOST} letters."])
        return f"{scheme}://{request.url.netloc}{root}"


def consistent(data: Source, make: Callable[[], Any]) -> Any:
    """The result of one data version: made again, once, where a new build came in between."""
    before = data.version
    made = make()
    return made if data.version == before else make()


@cache
def code_version() -> str:
    """A hash of the program and of the libraries that draw: another one may make other bytes."""
    hashed = hashlib.sha256()
    for path in sorted(path for path in HOUSE.rglob("*") if path.suffix in (".py", ".js", ".css", ".toml")):
        hashed.update(path.relative_to(HOUSE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in LIBRARIES:
        hashed.update(f"{name} {version(name)}\0".encode())
    return hashed.hexdigest()[:16]
