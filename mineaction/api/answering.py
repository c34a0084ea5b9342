"""The one way every address is answered: checked, known by its ETag, made once, compressed, and told."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import problems
from mineaction.api.limits import ANSWER_COST, MOST_ADDRESS, MOST_VALUES, PICTURE_COST, client_of
from mineaction.api.service import Service, code_version
from mineaction.api.workers import Made

LEAST_COMPRESSED = 400
"""Below this, compressing costs more than it saves."""
MAX_AGE = 60
PICTURE_SECONDS, ANSWER_SECONDS, LOOK_SECONDS = 150.0, 60.0, 20.0

Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One answer still to be made. ``media_type`` is that of the whole answer; ``make`` gives its body.

    ``is_slow`` work waits in a line of its own, so that everything else goes on.
    """

    media_type: str
    make: Callable[[], Made]
    is_text: bool = True
    is_slow: bool = False
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
    is_gzip = wanted.is_text and _accepts_gzip(request.headers)
    etag = _etag(service, request, version, wanted.media_type, is_gzip)
    headers = _headers(etag, version, wanted.is_text)
    if _has(request.headers, etag):
        return Response(status_code=304, headers=headers)
    made = service.kept.get(etag)
    if made is None:
        cost = PICTURE_COST if wanted.is_slow else ANSWER_COST
        if wait := service.buckets.take(client_of(request, service.settings.trusted_proxies), cost):
            raise problems.too_many(wait)
        workers, seconds = (
            (service.pictures, PICTURE_SECONDS) if wanted.is_slow else (service.answers, ANSWER_SECONDS)
        )
        made = await workers.make(etag, partial(_make, service, etag, wanted, is_gzip), seconds)
    response = Response(made.body, headers=headers | dict(wanted.headers), media_type=wanted.media_type)
    for name, value in made.headers:
        response.headers[name] = value
    return response


def _version(service: Service) -> Made:
    return Made(service.data.version.encode())


def _make(service: Service, key: str, wanted: Wanted, is_gzip: bool) -> Made:
    # Between the look at what is kept and this turn somebody else's may have been made.
    if found := service.kept.get(key):
        return found
    made = wanted.make()
    if is_gzip and len(made.body) >= LEAST_COMPRESSED:
        made = Made(gzip.compress(made.body, 6, mtime=0), (*made.headers, ("Content-Encoding", "gzip")))
    service.kept.put(key, made)
    return made


def _etag(service: Service, request: Request, version: str, media_type: str, is_gzip: bool) -> str:
    """Known without making the answer: data, program, day, where the app is found, address and form."""
    parts = (
        version,
        code_version(),
        service.today().isoformat(),
        service.base(request),
        request.scope["path"],
        request.scope.get("query_string", b"").decode("latin-1"),
        media_type,
        "gzip" if is_gzip else "",
    )
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _headers(etag: str, version: str, is_text: bool) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={MAX_AGE}, must-revalidate",
        "Vary": "Accept-Encoding",
        "Data-Version": version,
    }


def _has(headers: Headers, etag: str) -> bool:
    """Whether the client holds this answer. A weak mark counts too: proxies that compress make marks weak."""
    told = headers.getlist("if-none-match")
    return etag in {mark.strip().removeprefix("W/") for line in told for mark in line.split(",")}


def _accepts_gzip(headers: Mapping[str, str]) -> bool:
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
