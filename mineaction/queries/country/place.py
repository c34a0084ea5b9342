"""One country or area as questions name it, and how its figures are found."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.queries.names import called


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` is ``country.short_name``, and ``recipient_name`` in figures. An area without a code of its

    own has an empty ``iso3``. ``held`` counts the rows that tell of it, population left out.
    """

    name: str
    iso3: str
    full_name: str
    held: int = 0
    is_former: bool = False
    note: str = ""

    @property
    def spoken(self) -> str:
        """The name inside a sentence: ``the Marshall Islands``."""
        return called(self.name)

    @property
    def label(self) -> str:
        """The name with the full one behind it, where that is another."""
        return self.name if self.full_name == self.name else f"{self.name} ({self.full_name})"

    @property
    def condition(self) -> str:
        """What picks its figures in SQL; the code has an index, the name has none. See ``values``."""
        by_code = "f.recipient_iso3 = :iso3" if self.iso3 else "f.recipient_iso3 IS NULL"
        return f"{by_code} AND f.recipient_name = :place"

    @property
    def values(self) -> dict[str, str]:
        """The values of ``condition``."""
        return {"place": self.name, **({"iso3": self.iso3} if self.iso3 else {})}
