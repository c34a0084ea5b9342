"""What whoever runs the app may set for the addresses beside the pages, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

PUBLIC_VARIABLE = "MINEACTION_PUBLIC_URL"
PROXIES_VARIABLE = "MINEACTION_TRUSTED_PROXIES"
RATE_VARIABLE = "MINEACTION_PICTURES_PER_MINUTE"
DEFAULT_RATE = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """``public_url`` is where readers find the app, without a slash at its end; empty: as each request says.

    ``trusted_proxies`` is how many proxies stand in front and add to X-Forwarded-For; 0: the header is not
    read. ``pictures_per_minute`` is what one client may have made; 0: no limit. ``base_path`` is the path the
    app itself is served below, as ``/funding``; empty: none.
    """

    public_url: str = ""
    trusted_proxies: int = 0
    pictures_per_minute: int = DEFAULT_RATE
    base_path: str = ""

    @classmethod
    def from_environment(cls, base_path: str = "", environment: Mapping[str, str] = os.environ) -> Settings:
        """Raises ValueError, naming the variable, for a number that is none."""
        trimmed = base_path.strip("/")
        return cls(
            public_url=environment.get(PUBLIC_VARIABLE, "").strip().rstrip("/"),
            trusted_proxies=_number(environment, PROXIES_VARIABLE, 0),
            pictures_per_minute=_number(environment, RATE_VARIABLE, DEFAULT_RATE),
            base_path=f"/{trimmed}" if trimmed else "",
        )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    told = environment.get(name, "").strip()
    if not told:
        return default
    if not told.isascii() or not told.isdigit():
        raise ValueError(f"{name} has to be a whole number, 0 or more; it is {told!r}.")
    return int(told)
