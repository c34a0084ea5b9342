"""What a check noticed: one finding a fact, with where it stands and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from mineaction.vocabulary import Severity


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing a check noticed. ``locator`` is the place in the file: ``row 14``."""

    severity: Severity
    source_key: str
    file_name: str
    locator: str
    rule: str
    message: str
    value: str = ""
    what_to_do: str = ""

    def as_dict(self) -> dict[str, str]:
        """The finding as plain text values, for tables and JSON."""
        return {name: str(value) for name, value in asdict(self).items()}
