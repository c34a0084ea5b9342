"""How an exhibit asks what it should show: the same questions to a reader's page and to a plain address.

An exhibit's module takes every choice from a ``Chooser``. On a page that is the page's ``View``, which draws
the controls; for an address it is an ``AddressChooser``, which draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from mineaction.exhibits.wishes import Values
from mineaction.queries.filters import BASE_YEAR, KINDS_SHOWN_FIRST
from mineaction.vocabulary import EventKind, PriceBasis

YES, NO = "yes", "no"
PRICE_LABELS = {
    PriceBasis.CURRENT: "Current dollars",
    PriceBasis.CONSTANT: f"Constant FY{BASE_YEAR} dollars",
}
KINDS_LABEL = "Policy events on the timeline"
ONE_YEAR = "There are figures for one year."

Answer = TypeVar("Answer")
Place = AbstractContextManager[Any]
"""Where controls stand: a column, a part that is folded away. It means nothing to an address."""


class Ask(Protocol):
    """Puts a query function to the data: the function takes a connection, then what is asked (hashable)."""

    def __call__(self, question: Callable[..., Answer], /, *asked: Any) -> Answer: ...


class Chooser(Protocol):
    """Asks for choices. ``name`` is the name in the address; see ``ui.view.View`` for what each does.

    ``scope`` belongs to a control whose options hang on another choice. Further keywords (``look``) say how
    a control looks and change no value.
    """

    @property
    def ask(self) -> Ask:
        """Puts a question to the data."""

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
        """One of several, from a list. The option "" stands for all of them.

        ``why_not`` has values that are known and cannot be chosen now, each with what is said of it.
        """

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
        """One of a few."""

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
        """Any number of values, at most ``most``."""

    def tick(self, name: str, label: str, *, default: bool = False, scope: str = "", **look: Any) -> bool:
        """Yes or no."""

    def words(self, name: str, label: str, *, placeholder: str, most: int = 60) -> str:
        """A few words to look for; empty for none."""

    def kinds(self, *, default: Sequence[EventKind] = KINDS_SHOWN_FIRST) -> tuple[EventKind, ...]:
        """Which kinds of policy event the timeline shows."""

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
        """First and last year to show, between the first and the last there is."""

    def prices(self, why_no_constant: str = "") -> PriceBasis:
        """Current or constant dollars; only current ones where ``why_no_constant`` has a reason."""

    def columns(self, spec: int | Sequence[float], **look: Any) -> Sequence[Place]:
        """Places side by side."""

    def container(self, **look: Any) -> Place:
        """A place to fill later."""

    def folded(self, label: str, *, key: str) -> Place:
        """A place that is folded away below ``label``."""

    def aside(self, words: str) -> None:
        """A remark beside the controls, in plain words."""

    def notice(self, words: str) -> None:
        """Something the reader has to know of what was chosen, in plain words."""
