"""The one way every address is answered: checked, known by its ETag, made once, compressed, and told."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import problems
from mineaction.api.limits import ANSWER_COST, MOST_ADDRESS, MOST_VALUES, PICTURE_COST, client_of
from mineaction.api.links import EVERYTHING
from mineaction.api.service import Service, code_version
from mineaction.api.workers import Made
from mineaction.errors import (
    BadAddress,
    BrowserMissing,
    NothingToShow,
    PriceIndexMissing,
    RenderingBusy,
    UnknownChoice,
)
from mineaction.export.picture import browser

LEAST_COMPRESSED = 400
"""Below this, compressing costs more than it saves."""
MAX_AGE = 60
PICTURE_SECONDS, ANSWER_SECONDS, LOOK_SECONDS = 150.0, 60.0, 20.0

NOT_MADE = (
    problems.Problem,
    BadAddress,
    NothingToShow,
    UnknownChoice,
    PriceIndexMissing,
    BrowserMissing,
    RenderingBusy,
)
"""Errors after which nothing was drawn: such a request counts as the cheapest answer does."""

_NOTHING = re.compile(r"q=0(\.0*)?")
Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One answer still to be made. ``media_type`` is that of the whole answer; ``make`` gives its body.

    ``is_slow`` work waits in a line of its own, so that everything else goes on. ``cost`` is what it counts
    for the client. Without ``takes_choices`` it is the same whatever stands behind the ``?``.
    """

    media_type: str
    make: Callable[[], Made]
    is_text: bool = True
    is_slow: bool = False
    cost: int = ANSWER_COST
    takes_choices: bool = True
    headers: tuple[tuple[str, str], ...] = ()


def choices(request: Request) -> Values:
    """Names of the address and their values. Raises a Problem for one too long, too full or not readable."""
    query = request.scope.get("query_string", b"")
    if len(request.scope["path"]) + len(query) > MOST_ADDRESS:
        raise problems.Problem(
            414, f"The address is longer than {MOST_ADDRESS:,} characters.", (), "Ask for less."
        )
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_VALUES, errors="strict"
        )
    except UnicodeError as error:
        raise problems.bad_request(["The address has letters that are no UTF-8."]) from error
    except ValueError as error:
        raise problems.bad_request(
            [f"The address has more than {MOST_VALUES} values."], "Ask for less."
        ) from error
    found: Values = {}
    for name, value in pairs:
        if "\0" in name + value:
            raise problems.bad_request(["The address has a character that is no letter."])
        found[name] = (*found.get(name, ()), value)
    return found


async def answer(service: Service, request: Request, wanted: Wanted) -> Response:
    """The answer to a request, or the short one that what the client has is still good.

    Raises a Problem where the client asks too often, and what making the answer raises.
    """
    looked = await service.looks.make("version", partial(_version, service), LOOK_SECONDS)
    version = looked.body.decode()
    is_gzip = wanted.is_text and accepts_gzip(request.headers)
    etag = _etag(service, request, version, wanted, is_gzip)
    headers = _headers(etag, version)
    if has(request.headers, etag):
        return Response(status_code=304, headers=headers)
    made = service.kept.get(etag)
    if made is None:
        client = client_of(request, service.settings.trusted_proxies)
        cost = PICTURE_COST if wanted.is_slow else wanted.cost
        if wait := service.buckets.take(client, cost):
            raise problems.too_many(wait, f"{service.base(request)}{EVERYTHING}")
        workers, seconds = (
            (service.pictures, PICTURE_SECONDS) if wanted.is_slow else (service.answers, ANSWER_SECONDS)
        )
        try:
            made = await workers.make(etag, partial(_make, service, etag, wanted, is_gzip, version), seconds)
        except NOT_MADE:
            service.buckets.give_back(client, cost - ANSWER_COST)
            raise
    if has_any(request.headers):
        return Response(status_code=304, headers=headers)
    response = Response(made.body, headers=headers | dict(wanted.headers), media_type=wanted.media_type)
    for name, value in made.headers:
        response.headers[name] = value
    return response


def _version(service: Service) -> Made:
    return Made(service.data.version.encode())


def _make(service: Service, key: str, wanted: Wanted, is_gzip: bool, version: str) -> Made:
    # Between the look at what is kept and this turn somebody else's may have been made.
    if found := service.kept.get(key):
        return found
    made = wanted.make()
    if is_gzip and len(made.body) >= LEAST_COMPRESSED:
        made = Made(gzip.compress(made.body, 6, mtime=0), (*made.headers, ("Content-Encoding", "gzip")))
    # A build that came meanwhile may be in it: under this key it would come back with the older data.
    if service.data.version == version:
        service.kept.put(key, made)
    return made


def _etag(service: Service, request: Request, version: str, wanted: Wanted, is_gzip: bool) -> str:
    """Known without making the answer: data, program, day, where the app is found, address and form.

    And whether there is a browser, where that may change what is drawn.
    """
    query = request.scope.get("query_string", b"") if wanted.takes_choices else b""
    parts = (
        version,
        code_version(),
        service.today().isoformat(),
        service.base(request),
        request.scope["path"],
        query.decode("latin-1"),
        wanted.media_type,
        "gzip" if is_gzip else "",
        "browser" if wanted.is_slow and browser.available() else "",
    )
    # As JSON, so that no sign in a part can move the border between two.
    return f'"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}"'


def _headers(etag: str, version: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={MAX_AGE}, must-revalidate",
        "Vary": "Accept-Encoding",
        "Data-Version": version,
    }


def has(headers: Headers, etag: str) -> bool:
    """Whether the client holds this answer. A weak mark counts too: proxies that compress make marks weak."""
    return etag in {mark.removeprefix("W/") for mark in _marks(headers)}


def has_any(headers: Headers) -> bool:
    """Whether the client wants nothing of what there is, whatever its mark (``If-None-Match: *``)."""
    return "*" in _marks(headers)


def _marks(headers: Headers) -> set[str]:
    return {mark.strip() for line in headers.getlist("if-none-match") for mark in line.split(",")}


def accepts_gzip(headers: Headers) -> bool:
    """Whether the client reads gzip: what it says of gzip counts before what it says of all others."""
    told: dict[str, bool] = {}
    for line in headers.getlist("accept-encoding"):
        for part in line.lower().split(","):
            name, _, weight = part.partition(";")
            told[name.strip()] = not _NOTHING.fullmatch("".join(weight.split()))
    return told.get("gzip", told.get("*", False))
