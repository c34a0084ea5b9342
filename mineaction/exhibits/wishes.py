"""What a page is asked for, by its address or by what is kept of other pages, against what it can show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

Values = tuple[str, ...]
"""The values of one name, in the words of an address."""

SHARED = ("series", "from", "to", "recipient", "donor", "prices", "kinds")
"""Names that mean the same on every page."""

ALL, NONE = "all", "none"
"""How links write a choice of everything, and of nothing."""

VERSION, FIGURE = "data", "figure"
"""Names of an address that are no choices: the data version and the id of the figure it was made with."""

NOT_KNOWN = "The address asks for {name} “{value}”, which is not known here. It is left out."
_YEAR = re.compile("[0-9]{4}")


class Held(Protocol):
    """Where wanted values are held by slot, and what is wrong with them is said."""

    chosen: dict[str, Values]
    problems: list[str]


def slot(page: str, name: str) -> str:
    """Where a value is held: under its name if shared, else under page and name."""
    return name if name in SHARED else f"{page}.{name}"


class Wishes:
    """The wanted values of one run of a page.

    ``asked`` is what the address newly asks for. Of that, what is not known is named in
    ``kept.problems`` and dropped; what was kept from other pages and does not fit stays kept.
    """

    def __init__(self, page: str, kept: Held, asked: Mapping[str, Values]) -> None:
        self._page, self._kept, self._asked = page, kept, asked

    def slot_of(self, name: str) -> str:
        """Where the value of a name is held."""
        return slot(self._page, name)

    def wanted(self, name: str) -> Values:
        """The values wanted under a name; none where it stands at its default."""
        return self._kept.chosen.get(self.slot_of(name), ())

    def first(
        self, name: str, options: Sequence[str], default: str, why_not: Mapping[str, str] | None = None
    ) -> str:
        """The first wanted value among the options, else the default.

        ``why_not`` has what is said of values that are known and no options now.
        """
        fitting = self._fitting(name, options, why_not or {})
        return fitting[0] if fitting else default

    def some(self, name: str, options: Sequence[str], default: Sequence[str], most: int | None) -> list[str]:
        """The wanted values among the options, at most ``most``, else the default."""
        # A list, as the control itself gives one: anything else would count as moved by the reader.
        if self.wanted(name) in ((NONE,), (ALL,)):
            return []
        return list(self._fitting(name, options)[:most] or default)

    def _fitting(
        self, name: str, options: Sequence[str], why_not: Mapping[str, str] = MappingProxyType({})
    ) -> Values:
        wanted = list(dict.fromkeys(self.wanted(name)))
        fitting = [value for value in wanted if ("" if value == ALL else value) in options]
        if name in self._asked and len(fitting) < len(wanted):
            self._kept.problems += [
                why_not.get(value) or NOT_KNOWN.format(name=name, value=brief(value))
                for value in wanted
                if value not in fitting
            ]
            self._kept.chosen[self.slot_of(name)] = tuple(fitting)
        return tuple("" if value == ALL else value for value in fitting)

    def span(self, low: int, high: int, default: tuple[int, int]) -> tuple[int, int]:
        """The wanted years, as far as there are figures; the default where none of them has any."""
        wanted: dict[str, int] = {}
        for name in ("from", "to"):
            for value in self.wanted(name)[:1]:
                # Digits of other kinds ("²") and numbers of any length are typed into addresses too.
                if _YEAR.fullmatch(value) and (low <= int(value) <= high or name not in self._asked):
                    wanted[name] = int(value)
                else:
                    self._kept.problems.append(
                        f"The address asks for years {name} “{brief(value)}”; "
                        f"there are figures from {low} to {high}."
                    )
                    del self._kept.chosen[name]
        first, last = sorted((wanted.get("from", default[0]), wanted.get("to", default[1])))
        if last < low or first > high:
            return default
        return max(first, low), min(last, high)

    def idle(self, shown: Mapping[str, Values], limits: tuple[int, int] | None) -> list[str]:
        """What is kept and not shown, in words. ``limits`` are the first and last year there is, if any."""
        found = [
            value
            for name in ("recipient", "donor")
            for value in self.wanted(name)
            if value not in (*shown.get(name, ()), ALL, NONE)
        ]
        years = sorted(
            {value for name in ("from", "to") for value in self.wanted(name) if _YEAR.fullmatch(value)}
        )
        if years and (limits is None or int(years[-1]) < limits[0] or int(years[0]) > limits[1]):
            found.append(" to ".join(years))
        return found


def brief(words: str, most: int = 60) -> str:
    """No more of an odd address than a reader wants to read."""
    return words if len(words) <= most else f"{words[:most]}…"
