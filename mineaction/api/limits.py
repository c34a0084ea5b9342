"""What one client may ask for: how often, and how long an address."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import HTTPConnection

MOST_CLIENTS = 10_000
PICTURE_COST, ANSWER_COST = 10, 1
"""A picture counts as much as ten other answers."""
MOST_ADDRESS = 4_000
MOST_VALUES = 100


class Buckets:
    """A bucket of tokens for each client, filled again evenly. Those unseen longest are forgotten."""

    def __init__(
        self, size: int, seconds: float = 60.0, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._size, self._seconds, self._now = size, seconds, now
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def take(self, client: str, cost: int) -> int:
        """0 where the client may go on; else after how many seconds to come back."""
        if not self._size:
            return 0
        with self._lock:
            now = self._now()
            left, seen = self._held.pop(client, (float(self._size), now))
            left = min(self._size, left + (now - seen) * self._size / self._seconds)
            wait = (cost - left) * self._seconds / self._size
            self._held[client] = (left if wait > 0 else left - cost, now)
            while len(self._held) > MOST_CLIENTS:
                self._held.popitem(last=False)
        return max(1, math.ceil(wait)) if wait > 0 else 0

    def give_back(self, client: str, cost: int) -> None:
        """Tokens taken for what was then not made."""
        with self._lock:
            if client in self._held:
                left, seen = self._held[client]
                self._held[client] = (min(self._size, left + cost), seen)


def client_of(request: HTTPConnection, trusted_proxies: int) -> str:
    """Who asks. Of X-Forwarded-For only what trusted proxies have added is read.

    Addresses of IPv6 count by their network of 64 bits, which one client has to itself; but those that stand
    for one of IPv4, as a server that listens to both kinds sees all of those, count as that one.
    """
    told = request.client.host if request.client else ""
    if trusted_proxies:
        hops = [hop.strip() for line in request.headers.getlist("x-forwarded-for") for hop in line.split(",")]
        if hops:
            told = hops[max(0, len(hops) - trusted_proxies)]
    try:
        found = ipaddress.ip_address(_without_port(told))
    except ValueError:
        return told[:64]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def _without_port(told: str) -> str:
    """Some proxies write 203.0.113.7:50123 or [2001:db8::1]:50123: each connection would be a client."""
    if told.startswith("["):
        return told[1:].partition("]")[0]
    return told.partition(":")[0] if told.count(":") == 1 else told
