"""What can go wrong, by name. Each error carries its facts, and says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mineaction.findings import Finding


class MineActionError(Exception):
    """The root of every error this project raises on purpose."""


class DatabaseMissing(MineActionError):
    """There is no database to read."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"No database at {where}. Build it with: python -m etl build")


class DatabaseUnreadable(MineActionError):
    """The file is there, and is not a database this project wrote."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(
            f"The database at {where} cannot be read ({reason}). Build it again with: python -m etl build"
        )


class SchemaMismatch(MineActionError):
    """The database was written for another version of the code."""

    def __init__(self, where: str, found: int, wanted: int) -> None:
        self.where = where
        self.found = found
        self.wanted = wanted
        super().__init__(
            f"The database at {where} has schema version {found}; this code reads version {wanted}. "
            "Build it again with: python -m etl build"
        )


class BuildRefused(MineActionError):
    """The checks found errors; nothing was written and the old database still serves."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(
            f"Build refused: {count} error{'s' if count != 1 else ''}. The database was left as it was."
        )


class BuildRunning(MineActionError):
    """Another build holds the lock."""

    def __init__(self, lock: str) -> None:
        self.lock = lock
        super().__init__(f"Another build is running (lock {lock}). Wait for it, then try again.")


class PriceIndexMissing(MineActionError):
    """Constant prices were asked for a year the index does not have."""

    def __init__(self, years: Sequence[int], available: tuple[int, int]) -> None:
        self.years = tuple(years)
        self.available = available
        named = ", ".join(f"FY{year}" for year in self.years)
        super().__init__(
            f"No price index for {named}; it covers FY{available[0]} to FY{available[1]}. "
            "Choose current prices, or years inside that range."
        )


class UnknownChoice(MineActionError):
    """A filter names something the data does not have."""

    def __init__(self, what: str, value: object, allowed: Sequence[object]) -> None:
        self.what = what
        self.value = value
        self.allowed = tuple(allowed)
        shown = ", ".join(str(item) for item in self.allowed[:8])
        more = " …" if len(self.allowed) > 8 else ""
        super().__init__(f"Unknown {what}: {value!r}. Choose one of: {shown}{more}")
