"""An exhibit opened by the name and the choices of an address, without a page around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from mineaction.errors import BadAddress, NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.choosing import KINDS_LABEL, NO, ONE_YEAR, PRICE_LABELS, YES, Ask, Place
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.wishes import ALL, FIGURE, NONE, VERSION, Values, Wishes, brief
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind, PriceBasis

Shown = TypeVar("Shown")

WAY = "as"
"""The name under which an address of one exhibit asks for a way to look; pages write ``as_<exhibit>``."""
Asked = Mapping[str, Sequence[str]]


class Data(Protocol):
    """What exhibits are made from."""

    @property
    def version(self) -> str:
        """The data version."""

    @property
    def ask(self) -> Ask:
        """Puts a question to the data."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice an address may make, as it stands for the choices made before it.

    ``options`` is empty where any words or years will do, which ``help`` or ``label`` then say.
    """

    name: str
    label: str
    options: Values = ()
    default: Values = ()
    help: str = ""
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An exhibit as an address opens it. ``values`` are its whole view: names and values, defaults too."""

    exhibit: Exhibit
    page: str
    way: str
    values: tuple[tuple[str, str], ...]
    offered: tuple[Offered, ...]
    notices: tuple[str, ...]
    data_version: str

    def address(self, base: str = "") -> str:
        """The link back to the page with this view; ``base`` is where the app is served, without a slash."""
        query = urlencode([*self.values, (VERSION, self.data_version)])
        return f"{base}/{self.page}?{query}#{self.exhibit.name.replace('_', '-')}"


@dataclass(slots=True)
class _Asked:
    chosen: dict[str, Values] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class AddressChooser:
    """Takes every choice from an address. What it cannot use is told in ``problems``."""

    def __init__(self, page: str, asked: Asked, ask: Ask) -> None:
        given = {name: tuple(values) for name, values in asked.items()}
        self._held = _Asked()
        self._wishes = Wishes(page, self._held, given)
        self._ask = ask
        self.offered: dict[str, Offered] = {}
        self.values: dict[str, Values] = {}
        self.notices: list[str] = []
        for name, values in given.items():
            self._held.chosen[self._wishes.slot_of(name)] = values

    @property
    def ask(self) -> Ask:
        return self._ask

    @property
    def problems(self) -> list[str]:
        """What the address asks for and cannot have."""
        return self._held.problems

    def select(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        default: str,
        *,
        format_func: Callable[[str], str] | None = None,
        help: str | None = None,
        scope: str = "",
        why_not: Mapping[str, str] | None = None,
        **look: Any,
    ) -> str:
        value = self._wishes.first(name, options, default, why_not)
        return self._one(name, label, options, default, value, help or "")

    def switch(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        default: str,
        *,
        format_func: Callable[[str], str] = str,
        scope: str = "",
        key: str = "",
        **look: Any,
    ) -> str:
        return self._one(name, label, options, default, self._wishes.first(name, options, default), "")

    def several(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        *,
        default: Sequence[str] = (),
        most: int | None = None,
        format_func: Callable[[str], str] = str,
        help: str | None = None,
        placeholder: str = "All",
        scope: str = "",
        **look: Any,
    ) -> Values:
        if most is not None and len(self._wishes.wanted(name)) > most:
            self.problems.append(f"The address asks for more than {most} values of {name}.")
        chosen = tuple(self._wishes.some(name, options, default, most))
        words = f"{help or ''} At most {most}.".strip() if most else help or ""
        offered = Offered(name, label, tuple(options), tuple(default) or (ALL,), words, is_many=True)
        return self._note(offered, chosen or (ALL,), chosen)

    def tick(self, name: str, label: str, *, default: bool = False, scope: str = "", **look: Any) -> bool:
        first = YES if default else NO
        return self._one(name, label, (YES, NO), first, self._wishes.first(name, (YES, NO), first), "") == YES

    def words(self, name: str, label: str, *, placeholder: str, most: int = 60) -> str:
        value = "".join(self._wishes.wanted(name)[:1])[:most].strip()
        return self._note(Offered(name, label, help=placeholder, default=("",)), (value,), value)

    def kinds(self, *, default: Sequence[EventKind] = KINDS_SHOWN_FIRST) -> tuple[EventKind, ...]:
        options = tuple(kind.value for kind in EventKind)
        first = tuple(kind.value for kind in default)
        wanted = self._wishes.some("kinds", options, first, None)
        shown = tuple(kind for kind in EventKind if kind.value in wanted)
        words = "; ".join(f"{kind.value}: {EVENT_KIND_LABELS[kind]}" for kind in EventKind)
        offered = Offered("kinds", KINDS_LABEL, (*options, NONE), first or (NONE,), words, is_many=True)
        return self._note(offered, tuple(kind.value for kind in shown) or (NONE,), shown)

    def years(
        self,
        low: int,
        high: int,
        *,
        default: tuple[int, int] | None = None,
        label: str = "Years",
        scope: str = "",
        help: str | None = None,
    ) -> tuple[int, int]:
        standard = default or (low, high)
        shown = self._wishes.span(low, high, standard)
        words = ONE_YEAR if low == high else f"A year from {low} to {high}. {help or ''}".strip()
        for name, which, year, usual in zip(("from", "to"), ("first", "last"), shown, standard, strict=True):
            offered = Offered(name, f"{label}: the {which}", default=(str(usual),), help=words)
            self._note(offered, (str(year),), None)
        return shown

    def prices(self, why_no_constant: str = "") -> PriceBasis:
        bases = [basis.value for basis in PRICE_LABELS]
        offered = bases[:1] if why_no_constant else bases
        if why_no_constant and PriceBasis.CONSTANT.value in self._wishes.wanted("prices"):
            self.problems.append(f"Constant dollars cannot be shown here. {why_no_constant}")
        value = self._wishes.first("prices", offered, bases[0])
        return PriceBasis(self._one("prices", "Prices", offered, bases[0], value, why_no_constant))

    def columns(self, spec: int | Sequence[float], **look: Any) -> Sequence[Place]:
        return [nullcontext()] * (spec if isinstance(spec, int) else len(spec))

    def container(self, **look: Any) -> Place:
        return nullcontext()

    def folded(self, label: str, *, key: str) -> Place:
        return nullcontext()

    def aside(self, words: str) -> None:
        pass

    def notice(self, words: str) -> None:
        self.notices.append(words)

    def _one(self, name: str, label: str, options: Sequence[str], default: str, value: str, help: str) -> str:
        known = tuple(option or ALL for option in options)
        return self._note(Offered(name, label, known, (default or ALL,), help), (value or ALL,), value)

    def _note(self, offered: Offered, values: Values, shown: Shown) -> Shown:
        self.offered[offered.name] = offered
        self.values[offered.name] = values
        return shown


def open_exhibit(name: str, asked: Asked, data: Data) -> Opened:
    """The exhibit of that name with these choices, in the words of the page's address.

    Choices of the page that this exhibit has no use for are passed over. Raises BadAddress for a name of
    nothing and for values that are not known, with all that is wrong; NothingToShow where the choices
    leave nothing to draw.
    """
    kind = registry.kind(name)
    own = {name: tuple(values) for name, values in asked.items() if name not in (VERSION, FIGURE)}
    way_name = f"{WAY}_{name}"
    way = "".join((own.pop(WAY, ()) or own.pop(way_name, ()))[:1])
    own.pop(way_name, None)
    if kind.read:
        own = dict(kind.read(data.ask, own))
    known = registry.names_of(kind.page)
    strangers = [given for given in own if given not in known and not given.startswith(f"{WAY}_")]
    problems = [f"Unknown name {brief(given)}. Known: {', '.join(known)}." for given in strangers]
    problems += [
        f"With {only}={brief(value)} its page does not show {name}: ask for {only}={needed}, or leave it out."
        for only, needed in kind.only_with
        for value in own.get(only, ())
        if value != needed
    ]
    chooser = AddressChooser(kind.page, {name: own[name] for name in own if name in known}, data.ask)
    try:
        exhibit = kind.make(chooser)
    except NothingToShow:
        # What is wrong with the address is said first: it may be why there is nothing.
        if problems or chooser.problems:
            raise BadAddress(name, [*problems, *chooser.problems]) from None
        raise
    problems += [
        f"{brief(given)} is asked for {len(set(values))} times, and takes one value."
        for given, values in own.items()
        if given in chooser.offered and not chooser.offered[given].is_many and len(set(values)) > 1
    ]
    problems += chooser.problems
    way = exhibit.first if way in ("", "rows") else way
    if way != exhibit.first and way not in exhibit.others:
        ways = ", ".join((exhibit.first, *exhibit.others))
        problems.append(f"Unknown way to look {brief(way)}. Known: {ways}.")
    if problems:
        raise BadAddress(name, problems)
    if way != exhibit.first:
        exhibit = exhibit.others[way]()
    chosen = [(given, value) for given, found in chooser.values.items() for value in found]
    values = [*(pair for pair in kind.only_with if pair[0] not in chooser.values), *chosen]
    # A table has one way to look, for which its page has no switch.
    values += [] if kind.is_table else [(way_name, way)]
    return Opened(
        exhibit=exhibit,
        page=kind.page,
        way=way,
        values=tuple(values),
        offered=tuple(chooser.offered.values()),
        notices=tuple(chooser.notices),
        data_version=data.version,
    )


def read_link(link: str) -> tuple[str, dict[str, Values]]:
    """The exhibit's name ("" where the link names none) and the choices of a link this app has written."""
    parts = urlsplit(link)
    asked = {name: tuple(values) for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    return parts.fragment.replace("-", "_"), asked
