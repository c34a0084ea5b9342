"""One connection to a publisher: every redirect held against the card, and an end to it when time is up."""

from __future__ import annotations

import functools
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from etl.answers import LATER, Again, Dropped, Request, Taken, take_head
from mineaction.errors import NotAsDescribed, SourceUnavailable

MOST_REDIRECTS = 5
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
USER_AGENT = "mine-action-funding-dashboard (refresh)"
CHECK_NETWORK = "Check this machine's network and the address on the card, then try again"
WATCH_SECONDS = 0.1

Trace = Callable[[str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which hosts may be asked, how long a connection may take, how long it may be silent.

    ``is_over`` says whether somebody has cancelled or the time for all of it is up.
    """

    hosts: frozenset[str]
    connect_seconds: float
    silence_seconds: float
    is_over: Callable[[], bool]


@contextmanager
def opened(request: Request, taken: Taken, bounds: Bounds) -> Iterator[httpx.Response]:
    """The answer behind all redirects, its head found good, or the rest of it where some has been taken.

    Raises Again where asking anew may help, Dropped where it breaks off while it is read, NotChanged,
    NotAsDescribed and SourceUnavailable.
    """
    with _watched(bounds.is_over) as trace, _client(bounds) as client:
        response = _followed(client, request, taken, bounds, trace)
        try:
            take_head(response, request, taken)
            yield response
        except httpx.TimeoutException as error:
            raise Dropped(f"nothing came for {bounds.silence_seconds:g} s") from error
        except httpx.TransportError as error:
            raise Dropped(f"the connection broke off ({_cause(error)})") from error
        finally:
            response.close()


def whole_address(address: str, params: Mapping[str, Any]) -> str:
    """An address with what is asked added to its query. Raises NotAsDescribed for what is no address."""
    try:
        urlsplit(address)
        return str(httpx.URL(address).copy_merge_params(params)) if params else address
    except (httpx.InvalidURL, ValueError) as error:
        raise _no_address(address, error) from error


def may_ask(address: str, request: Request, hosts: frozenset[str]) -> None:
    """Raise NotAsDescribed for an address that the card does not allow."""
    try:
        parts = urlsplit(address)
        host, named = parts.hostname or "", parts.username or parts.password
        httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise _no_address(address, error) from error
    if not host or host not in hosts:
        raise NotAsDescribed(
            request.address, f"it leads to another host, {host or 'none'}, which the card does not name",
            f"If the publisher has moved (see {request.page}), add the host to live.hosts on the card",
        )  # fmt: skip
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise NotAsDescribed(
            request.address, f"it leads to an address without encryption, {parts.scheme}://{host}",
            "Give an address that begins with https",
        )  # fmt: skip
    if named:
        raise NotAsDescribed(
            f"{parts.scheme}://{host}{parts.path}", "the address holds a name or a password",
            "Give the address without; a key of your own belongs in the variable that the card names",
        )  # fmt: skip


def _no_address(address: str, error: Exception) -> NotAsDescribed:
    return NotAsDescribed(
        address[:200],
        f"it is no address that can be asked ({error})",
        "Mend it on the card, or where it is given",
    )


def _client(bounds: Bounds) -> httpx.Client:
    """A client for one connection: nothing is remembered from one to the next, and no name is given."""
    timeout = httpx.Timeout(bounds.silence_seconds, connect=bounds.connect_seconds)
    try:
        return httpx.Client(verify=_certificates(), timeout=timeout, follow_redirects=False, http2=False)
    except (ValueError, OSError) as error:
        raise SourceUnavailable(
            "This machine", f"its settings for the network cannot be used ({_cause(error)})",
            "Look at HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR in the environment",
        ) from error  # fmt: skip


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Whose word is taken for who a host is; read once, as it takes longer than many an answer."""
    return httpx.create_ssl_context()


def _followed(
    client: httpx.Client, request: Request, taken: Taken, bounds: Bounds, trace: Trace
) -> httpx.Response:
    """The answer that is no redirect, with its body still to come."""
    address, seen = request.address, [request.address]
    own_host = urlsplit(address).netloc
    while True:
        may_ask(address, request, bounds.hosts)
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **taken.range_headers()}
        if urlsplit(address).netloc == own_host:
            headers |= request.headers
        if not taken.size:
            headers |= request.validators
        response = _sent(client, address, request, headers, bounds, trace)
        if not response.has_redirect_location:
            return response
        response.close()
        try:
            address = urljoin(address, response.headers["location"])
        except ValueError as error:
            raise _no_address(response.headers["location"], error) from error
        if address in seen or len(seen) > MOST_REDIRECTS:
            raise SourceUnavailable(
                request.address, "the publisher sends it round in circles (too many redirects)",
                f"Look for the address at {request.page} and put it on the card",
            )  # fmt: skip
        seen.append(address)


def _sent(
    client: httpx.Client,
    address: str,
    request: Request,
    headers: dict[str, str],
    bounds: Bounds,
    trace: Trace,
) -> httpx.Response:
    """One answer, its head read. Raises Again where none came."""
    method = "GET" if request.json is None else "POST"
    built = client.build_request(
        method, address, json=request.json, headers=headers, extensions={"trace": trace}
    )
    try:
        return client.send(built, stream=True)
    except httpx.ConnectTimeout as error:
        raise Again(f"no connection within {bounds.connect_seconds:g} s") from error
    except (httpx.ConnectError, httpx.ProxyError) as error:
        raise Again(f"no connection ({_cause(error)})", CHECK_NETWORK) from error
    except httpx.TimeoutException as error:
        raise Again(f"no answer within {bounds.silence_seconds:g} s") from error
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise Again(f"the connection failed ({_cause(error)})", LATER) from error


@contextmanager
def _watched(is_over: Callable[[], bool]) -> Iterator[Trace]:
    """Hang up once it is over, even while nothing comes; gives what the client is to tell of connections."""
    held: list[socket.socket] = []
    done = threading.Event()

    def heard(name: str, told: Mapping[str, Any]) -> None:
        if name.endswith((".connect_tcp.complete", ".start_tls.complete")):
            held[:] = [told["return_value"].get_extra_info("socket")]

    def watch() -> None:
        while not done.wait(WATCH_SECONDS):
            for connection in held if is_over() else ():
                with suppress(OSError):
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield heard
    finally:
        done.set()
        watcher.join()


def _cause(error: BaseException) -> str:
    return str(error) or type(error).__name__
