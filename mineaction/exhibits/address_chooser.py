"""Takes every choice of an exhibit from an address, and draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from mineaction.exhibits.choosing import KINDS_LABEL, NO, ONE_YEAR, PRICE_LABELS, YES, Ask, Place
from mineaction.exhibits.wishes import ALL, NONE, Values, Wishes, brief
from mineaction.queries import place_names
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.queries.search.nearest import named
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind, PriceBasis

Shown = TypeVar("Shown")
Asked = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice an address may make, as it stands for the choices made before it.

    ``options`` is empty where any words or years will do, which ``help`` or ``label`` then say. ``labels``
    are the options in plain words, in the same order, where an exhibit has such words.
    """

    name: str
    label: str
    options: Values = ()
    default: Values = ()
    help: str = ""
    is_many: bool = False
    labels: Values = ()

    def label_of(self, option: str) -> str:
        """An option in plain words."""
        return dict(zip(self.options, self.labels, strict=False)).get(option, option)


@dataclass(slots=True)
class _Asked:
    chosen: dict[str, Values] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class AddressChooser:
    """Takes every choice from an address. What it cannot use is told in ``problems``."""

    def __init__(self, page: str, asked: Asked, ask: Ask) -> None:
        given = {name: tuple(values) for name, values in asked.items()}
        self._held = _Asked()
        self._wishes = Wishes(page, self._held, given, self._means, not_known)
        self._ask = ask
        self.offered: dict[str, Offered] = {}
        self.values: dict[str, Values] = {}
        self.notices: list[str] = []
        for name, values in given.items():
            self._held.chosen[self._wishes.slot_of(name)] = values

    @property
    def ask(self) -> Ask:
        return self._ask

    def _means(self, words: str, options: Sequence[str]) -> str:
        return place_names.among(words, options, self._ask(place_names.codes))

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
        return self._one(name, label, options, default, value, help or "", format_func)

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
        value = self._wishes.first(name, options, default)
        return self._one(name, label, options, default, value, "", format_func)

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
        if self._wishes.wanted(name) == (NONE,):
            # Without a value such a choice means all of them.
            self.problems.append(not_known(name, NONE, (*options, ALL)))
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

    def _one(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        default: str,
        value: str,
        help: str,
        words: Callable[[str], str] | None = None,
    ) -> str:
        known = tuple(option or ALL for option in options)
        labels = tuple(map(words, options)) if words else ()
        offered = Offered(name, label, known, (default or ALL,), help, labels=labels)
        return self._note(offered, (value or ALL,), value)

    def _note(self, offered: Offered, values: Values, shown: Shown) -> Shown:
        self.offered[offered.name] = offered
        self.values[offered.name] = values
        return shown


def not_known(name: str, value: str, options: Sequence[str]) -> str:
    """What is said of a value that is none of the options: which there are, or which are near."""
    known = [option or ALL for option in options]
    return f"The address asks for {name} “{brief(value)}”, which is not known here. {named(value, known)}"
