"""An exhibit opened by the name and the choices of an address, without a page around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from mineaction.errors import BadAddress, NothingToShow
from mineaction.exhibits import needs, registry
from mineaction.exhibits.address_chooser import AddressChooser, Asked, Offered
from mineaction.exhibits.choosing import Ask
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.wishes import FIGURE, VERSION, Values, brief

WAY = "as"
"""The name under which an address of one exhibit asks for a way to look; pages write ``as_<exhibit>``."""
PASSED_OVER = "The address holds choices of other figures of its page, which change nothing here: {names}."


class Data(Protocol):
    """What exhibits are made from."""

    @property
    def version(self) -> str:
        """The data version."""

    @property
    def ask(self) -> Ask:
        """Puts a question to the data."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An exhibit as an address opens it. ``values`` are its whole view: names and values, defaults too.

    ``notices`` are whole sentences a reader has to know. ``cited`` are the figure id and the data version
    the address was given with, empty where it has none.
    """

    exhibit: Exhibit
    page: str
    way: str
    values: tuple[tuple[str, str], ...]
    offered: tuple[Offered, ...]
    notices: tuple[str, ...]
    data_version: str
    cited: tuple[str, str] = ("", "")

    def address(self, base: str = "") -> str:
        """The link back to the page with this view; ``base`` is where the app is served, without a slash."""
        query = urlencode([*self.values, (VERSION, self.data_version)])
        return f"{base}/{self.page}?{query}#{self.exhibit.name.replace('_', '-')}"


def open_exhibit(name: str, asked: Asked, data: Data) -> Opened:
    """The exhibit of that name with these choices, in the words of the page's address.

    Every name is used, or is refused. Only an address with a data version, which is a page's whole view,
    may hold what belongs to other figures of the page; that is passed over and told in ``notices``.

    Raises BadAddress for names and values that are not known or not used, with all that is wrong;
    NothingToShow where the choices leave nothing to draw.
    """
    kind = registry.kind(name)
    figure, version = ("".join(tuple(asked.get(each, ()))[:1]) for each in (FIGURE, VERSION))
    given = {
        each: tuple(values) for each, values in asked.items() if each not in (VERSION, FIGURE) and values
    }
    own = own_choices(kind, given) if version else given
    left = [each for each in given if each not in own]
    way_name = f"{WAY}_{name}"
    choices = {each: values for each, values in own.items() if each not in (WAY, way_name)}
    takes = _names(kind)
    problems = [_stranger(kind, each) for each in choices if each not in takes]
    problems += [
        f"With {only}={brief(value)} its page does not show {name}: ask for {only}={needed}, or leave it out."
        for only, needed in kind.only_with
        for value in choices.get(only, ())
        if value != needed
    ]
    chooser = AddressChooser(kind.page, {each: choices[each] for each in choices if each in takes}, data.ask)
    try:
        exhibit = kind.make(chooser)
    except NothingToShow:
        # What is wrong with the address is said first: it may be why there is nothing.
        problems += (*_twice(choices, chooser), *chooser.problems)
        if problems:
            raise BadAddress(name, problems, _usable(choices, chooser)) from None
        raise
    problems += (*_twice(choices, chooser), *_unused(kind, choices, chooser), *chooser.problems)
    ways = (*own.get(WAY, ()), *own.get(way_name, ()))
    way, wrong = _way(exhibit, ways)
    problems += wrong
    if problems:
        raise BadAddress(name, problems, _usable(choices, chooser))
    if way != exhibit.first:
        exhibit = exhibit.others[way]()
    chosen = [(each, value) for each, found in chooser.values.items() for value in found]
    values = [*(pair for pair in kind.only_with if pair[0] not in chooser.values), *chosen]
    # A table has one way to look, for which its page has no switch.
    values += [] if kind.is_table else [(way_name, way)]
    return Opened(
        exhibit=exhibit,
        page=kind.page,
        way=way,
        values=tuple(values),
        offered=tuple(chooser.offered.values()),
        notices=(*chooser.notices, *([PASSED_OVER.format(names=", ".join(left))] if left else [])),
        data_version=data.version,
        cited=(figure, version),
    )


def own_choices(kind: Kind, asked: Mapping[str, Values]) -> dict[str, Values]:
    """Of a page's choices, those that are not of its other figures and tables alone. Strangers stay."""
    takes = (*_names(kind), WAY, f"{WAY}_{kind.name}")
    ways = {f"{WAY}_{other.name}" for other in registry.KINDS if other.page == kind.page}
    others = {*registry.names_of(kind.page), *ways}.difference(takes)
    return {name: values for name, values in asked.items() if name not in others}


def _names(kind: Kind) -> tuple[str, ...]:
    return (*dict(kind.only_with), *kind.names)


def _stranger(kind: Kind, given: str) -> str:
    """Why a name that the exhibit never takes is refused."""
    known = ", ".join((*_names(kind), *([] if kind.is_table else [WAY])))
    others = [each for each in registry.KINDS if each.page == kind.page and each != kind]
    takers = [
        each.name
        for each in others
        if given in _names(each) or (given == f"{WAY}_{each.name}" and not each.is_table)
    ]
    if takers:
        return f"{brief(given)} is not taken by {kind.name}, but by {', '.join(takers)}. Known: {known}."
    return f"Unknown name {brief(given)}. Known: {known}."


def _twice(choices: Mapping[str, Values], chooser: AddressChooser) -> list[str]:
    return [
        f"{brief(given)} is asked for {len(set(values))} times, and takes one value."
        for given, values in choices.items()
        if given in chooser.offered and not chooser.offered[given].is_many and len(set(values)) > 1
    ]


def _unused(kind: Kind, choices: Mapping[str, Values], chooser: AddressChooser) -> list[str]:
    """What is said of names the exhibit may take and has not asked for: which choices would let it."""
    used = {given: values for given, values in choices.items() if given in chooser.offered}
    said = []
    for given in choices:
        if given in kind.names and given not in chooser.offered:
            found = needs.needs(kind, given, used, chooser.ask)
            only = (
                f": it is taken only with {', or with '.join(need.words for need in found)}" if found else ""
            )
            said.append(f"{given} is not taken with the choices made{only}.")
    return said


def _usable(choices: Mapping[str, Values], chooser: AddressChooser) -> list[tuple[str, str]]:
    """The choices that were taken as they stand."""
    return [
        (given, value)
        for given, values in choices.items()
        if chooser.values.get(given) == values
        for value in values
    ]


def _way(exhibit: Exhibit, asked: Values) -> tuple[str, list[str]]:
    """The way to look, and what is wrong with it. Rows are none, and give the first."""
    ways = list(dict.fromkeys(exhibit.first if way in ("", "rows") else way for way in asked))
    known = (exhibit.first, *exhibit.others)
    wrong = [
        f"Unknown way to look {brief(way)}. Known: {', '.join(known)}." for way in ways if way not in known
    ]
    if len(ways) > 1:
        wrong.append(f"{WAY} is asked for {len(ways)} times, and takes one value.")
    return (ways or [exhibit.first])[0], wrong
