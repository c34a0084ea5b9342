"""Which choices of an exhibit are asked for only after others, found by asking it with each of those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from mineaction.errors import MineActionError
from mineaction.exhibits import registry
from mineaction.exhibits.address_chooser import AddressChooser, Asked, Offered
from mineaction.exhibits.choosing import Ask
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.wishes import Values

MOST_OPTIONS = 12
"""Choices with more options than this lead to no other: they are years, places and events."""


@dataclass(frozen=True, slots=True)
class Need:
    """One way to be asked for a name: the choices made before it, each with the values that will do."""

    choices: tuple[tuple[Offered, Values], ...]

    @property
    def words(self) -> str:
        """As an address has them: ``series=oecd_crs or lm_donor``."""
        return " and ".join(f"{one.name}={' or '.join(values)}" for one, values in self.choices)

    @property
    def plain(self) -> str:
        """As a page names them: ``Series “A” or “B”``."""
        return " and ".join(
            f"{one.label} {' or '.join(f'“{one.label_of(value)}”' for value in values)}"
            for one, values in self.choices
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A name an exhibit may ask for.

    ``offered`` has the options of every state where ``is_whole``, else those of the first choices. ``needs``
    is empty where it is asked for at once.
    """

    offered: Offered
    needs: tuple[Need, ...] = ()
    is_whole: bool = True


@dataclass(slots=True)
class _State:
    """What is offered once some choices are made."""

    made: tuple[tuple[Offered, str], ...]
    offered: Mapping[str, Offered] = field(default_factory=dict)


def offers(kind: Kind, asked: Asked, ask: Ask) -> dict[str, Offered]:
    """What an exhibit asks for with these choices, in order, whether or not there is something to show."""
    chooser = AddressChooser(kind.page, asked, ask)
    with suppress(MineActionError):
        kind.make(chooser)
    return chooser.offered


def needs(kind: Kind, name: str, asked: Asked, ask: Ask) -> tuple[Need, ...]:
    """With which other choices a name is asked for, the others as they are.

    Empty where it is asked for already, and where nothing was found.
    """
    states = list(_nearby(kind, asked, ask))
    if name in states[0].offered:
        return ()
    found = _of(name, states[1:])
    return found or _of(
        name, [far for near in states[1:] for far in _further(kind, asked, ask, states[0], near)]
    )


def on_page(page: str, name: str, chosen: Mapping[str, Values], ask: Ask) -> tuple[str, ...]:
    """What would let a page use a name that it does not use with the choices it shows, in plain words.

    A part of the page that is not shown, or other choices in the part that is; empty where nothing would.
    """
    hidden: list[str] = []
    for kind in registry.KINDS:
        if kind.page != page or name not in kind.names:
            continue
        if any(chosen.get(only, (value,)) != (value,) for only, value in kind.only_with):
            hidden.append(f"the part “{kind.label}” of this page")
            continue
        asked = {each: values for each, values in chosen.items() if each in kind.names}
        if found := needs(kind, name, asked, ask):
            return tuple(need.plain for need in found)
    return tuple(dict.fromkeys(hidden))


def survey(kind: Kind, ask: Ask) -> dict[str, Taken]:
    """Every name an exhibit may ask for, in its order; a name never met with is left out.

    An exhibit that asks for all its names at once is not asked again.
    """
    first = offers(kind, {}, ask)
    if not first or first.keys() >= set(kind.names):
        return {name: Taken(one, is_whole=False) for name, one in first.items()}
    states = list(_nearby(kind, {}, ask))
    met: dict[str, Taken] = {}
    for name in dict.fromkeys((*first, *kind.names)):
        found = _of(name, states[1:]) if name not in first else ()
        wider = states
        if name not in first and not found:
            wider = [
                *states,
                *(far for near in states[1:] for far in _further(kind, {}, ask, states[0], near)),
            ]
            found = _of(name, wider[len(states) :])
        if name in first or found:
            met[name] = Taken(_union([each.offered[name] for each in wider if name in each.offered]), found)
    return met


def _nearby(kind: Kind, asked: Asked, ask: Ask) -> Iterator[_State]:
    """As it is, and with each of the choices made another way."""
    first = offers(kind, asked, ask)
    yield _State((), first)
    yield from _turned(kind, asked, ask, first, ())


def _further(kind: Kind, asked: Asked, ask: Ask, first: _State, near: _State) -> Iterator[_State]:
    """From one of those, with each choice made another way that was not offered so before."""
    made = {one.name: (value,) for one, value in near.made}
    new = {
        name: one
        for name, one in near.offered.items()
        if name not in made and (name not in first.offered or first.offered[name].options != one.options)
    }
    yield from _turned(kind, {**asked, **made}, ask, new, near.made)


def _turned(
    kind: Kind,
    asked: Asked,
    ask: Ask,
    offered: Mapping[str, Offered],
    made: tuple[tuple[Offered, str], ...],
) -> Iterator[_State]:
    for one in offered.values():
        if one.is_many or not 1 < len(one.options) <= MOST_OPTIONS:
            continue
        for value in one.options:
            if (value,) != tuple(asked.get(one.name, one.default)):
                yield _State((*made, (one, value)), offers(kind, {**asked, one.name: (value,)}, ask))


def _of(name: str, states: Sequence[_State]) -> tuple[Need, ...]:
    """The ways among these states; those that differ in the last value alone are one."""
    found: dict[tuple[tuple[str, str], ...], list[tuple[Offered, str]]] = {}
    chains: dict[tuple[tuple[str, str], ...], tuple[tuple[Offered, str], ...]] = {}
    for state in states:
        if name in state.offered and all(one.name != name for one, _ in state.made):
            *before, last = state.made
            key = (*((one.name, value) for one, value in before), (last[0].name, ""))
            chains.setdefault(key, tuple(before))
            found.setdefault(key, []).append(last)
    return tuple(
        Need(
            (
                *((one, (value,)) for one, value in chains[key]),
                (lasts[0][0], tuple(value for _, value in lasts)),
            )
        )
        for key, lasts in found.items()
    )


def _union(offered: Sequence[Offered]) -> Offered:
    """One offer with the options of all."""
    labelled = {option: one.label_of(option) for one in reversed(offered) for option in one.options}
    options = tuple(dict.fromkeys(option for one in offered for option in one.options))
    return replace(offered[0], options=options, labels=tuple(labelled[option] for option in options))
