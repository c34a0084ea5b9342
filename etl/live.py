"""The `[live]` part of a card: where the publisher gives new editions, and how far they may differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

Kind = TypeVar("Kind")

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an edition may differ from the one charted before a person has to look.

    ``rows_fewer_pct`` and ``total_change_pct`` are percent of what is charted, the second for each series;
    ``countries_gone`` and ``years_gone`` are how many may vanish.
    """

    rows_fewer_pct: float = 5.0
    total_change_pct: float = 20.0
    countries_gone: int = 0
    years_gone: int = 0


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """How the bibliography lists an edition: its fetch date is added to ``stem`` and ``title``."""

    stem: str
    title: str
    publisher: str
    licence_note: str
    kind_as_printed: str = "primary"


@dataclass(frozen=True, slots=True)
class Live:
    """Where a source is fetched. ``hosts`` are those a redirect may lead to, besides the address's own.

    Sizes are bytes, times are seconds. ``key_variable`` names the environment variable that holds the
    reader's own key, where the publisher wants one. A source that is not ``is_on`` is fetched only by name.
    """

    address: str
    page: str
    hosts: tuple[str, ...]
    most_bytes: int
    most_unpacked_bytes: int
    most_seconds: float
    document: LiveDocument
    limits: Limits
    key_variable: str = ""
    is_on: bool = True
    addresses: Mapping[str, str] | None = None
    """Further addresses of the same publisher by name, where one is not enough."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else the connector goes by, such as the first year it asks for."""

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Every host that may be asked."""
        named = (self.address, *(self.addresses or {}).values())
        return frozenset({*self.hosts, *(urlsplit(address).hostname or "" for address in named)})


def live_part(told: Mapping[str, Any] | None) -> Live | None:
    """The `[live]` part of a card, None where there is none. Raises KeyError or TypeError for a bad one."""
    if told is None:
        return None
    known = {
        *(
            "address",
            "addresses",
            "page",
            "hosts",
            "most_megabytes",
            "most_unpacked_megabytes",
            "most_minutes",
        ),
        *("document", "limits", "key_variable", "is_on", "settings"),
    }
    if unknown := sorted(set(told) - known):
        raise TypeError(f"live has no entry {', '.join(unknown)}")
    packed = float(told["most_megabytes"])
    return Live(
        address=_of(told, "address", str),
        addresses=told.get("addresses"),
        page=_of(told, "page", str),
        hosts=tuple(told.get("hosts", ())),
        most_bytes=round(packed * MEGABYTE),
        most_unpacked_bytes=round(float(told.get("most_unpacked_megabytes", packed)) * MEGABYTE),
        most_seconds=60.0 * float(told.get("most_minutes", 10)),
        document=LiveDocument(**_of(told, "document", dict)),
        limits=Limits(**told.get("limits", {})),
        key_variable=told.get("key_variable", ""),
        is_on=bool(told.get("is_on", True)),
        settings=dict(told.get("settings", {})),
    )


def _of(told: Mapping[str, Any], name: str, kind: type[Kind]) -> Kind:
    value = told[name]
    if not isinstance(value, kind):
        raise TypeError(f"live.{name} is {value!r}, not of kind {kind.__name__}")
    return value
