"""What a page is asked for, by its address or by what is kept of other pages, against what it can show."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from mineaction.queries.place_names import NAMED

Values = tuple[str, ...]
"""The values of one name, in the words of an address."""

SHARED = ("series", "from", "to", "recipient", "donor", "prices", "kinds")
"""Names that mean the same on every page."""

ALL, NONE = "all", "none"
"""How links write a choice of everything, and of nothing."""

VERSION, FIGURE = "data", "figure"
"""Names of an address that are no choices: the data version and the id of the figure it was made with."""

NOT_KNOWN = "The address asks for {name} “{value}”, which is not known here. It is left out."
IDLE = "Your choice of {names} does not apply here. It is kept for the views where it does."
TURNED = "The address asks for years from {first} to {last}: from is after to."
OTHER_DATA = (
    "This link was made with data version {then}. The figures here are those of version {now}, and may "
    "differ. The Data page says what changed."
)
_YEAR = re.compile("[0-9]{4}")


class Held(Protocol):
    """Where wanted values are held by slot, and what is wrong with them is said."""

    chosen: dict[str, Values]
    problems: list[str]


def slot(page: str, name: str) -> str:
    """Where a value is held: under its name if shared, else under page and name."""
    return name if name in SHARED else f"{page}.{name}"


def not_known(name: str, value: str, options: Sequence[str]) -> str:
    """What a page says of a value it does not know; ``options`` are those it knows."""
    return NOT_KNOWN.format(name=name, value=brief(value))


class Wishes:
    """The wanted values of one run of a page.

    ``asked`` is what the address newly asks for. Of that, what is not known is named in
    ``kept.problems`` and dropped; what was kept from other pages and does not fit stays kept.
    ``means`` gives the option that another name or a code stands for, empty for none. ``unknown`` words
    what is said of a value that is none of the options.
    """

    def __init__(
        self,
        page: str,
        kept: Held,
        asked: Mapping[str, Values],
        means: Callable[[str, Sequence[str]], str],
        unknown: Callable[[str, str, Sequence[str]], str] = not_known,
    ) -> None:
        self._page, self._kept, self._asked = page, kept, asked
        self._means, self._unknown = means, unknown

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
        read = {value: self._read(name, value, options) for value in self.wanted(name)}
        fitting = tuple(dict.fromkeys(option for option in read.values() if option is not None))
        if read and name in self._asked:
            self._kept.problems += [
                why_not.get(value) or self._unknown(name, value, options)
                for value, option in read.items()
                if option is None
            ]
            self._kept.chosen[self.slot_of(name)] = tuple(option or ALL for option in fitting)
        return fitting

    def _read(self, name: str, value: str, options: Sequence[str]) -> str | None:
        """The option a wanted value stands for, None for none. Links write ``all`` for the option ""."""
        if value == ALL and "" in options:
            return ""
        if value and value in options:
            return value
        return (self._means(value, options) if name in NAMED else "") or None

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
        if "from" in wanted and "to" in wanted:
            first, last = wanted["from"], wanted["to"]
            if first > last:
                first, last = last, first
                if {"from", "to"} <= self._asked.keys():
                    self._kept.problems.append(TURNED.format(first=last, last=first))
        else:
            # One end alone moves the other no further than it must.
            first, last = wanted.get("from", default[0]), wanted.get("to", default[1])
            if first > last:
                first, last = (first, high) if "from" in wanted else (low, last)
        if last < low or first > high:
            return default
        return max(first, low), min(last, high)

    def idle(
        self, shown: Mapping[str, Values], limits: tuple[int, int] | None, takes: Collection[str]
    ) -> list[str]:
        """What is kept of other views and does not fit this one, in words.

        ``limits`` are the first and last year there is, if years are asked for; ``takes`` are the names for
        which the page has a control. What the page never asks for is not named.
        """
        found = [
            value
            for name in ("recipient", "donor")
            if name in takes
            for value in self.wanted(name)
            if value not in (*shown.get(name, ()), ALL, NONE)
        ]
        years = sorted(
            {value for name in ("from", "to") for value in self.wanted(name) if _YEAR.fullmatch(value)}
        )
        if years and limits and (int(years[-1]) < limits[0] or int(years[0]) > limits[1]):
            found.append(" to ".join(years))
        return found


def brief(words: str, most: int = 60) -> str:
    """No more of an odd address than a reader wants to read."""
    return words if len(words) <= most else f"{words[:most]}…"
