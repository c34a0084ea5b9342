"""A page's view: its controls, the choices kept from other pages, its address, and the link to copy.

A page makes one ``View`` right after its title, takes every choice from it, and calls ``done`` last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.exhibits import needs, registry
from mineaction.exhibits.choosing import KINDS_LABEL, NO, ONE_YEAR, PRICE_LABELS, YES, Ask
from mineaction.exhibits.wishes import ALL, IDLE, NONE, OTHER_DATA, VERSION, Values, Wishes, brief
from mineaction.queries import place_names
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.queries.names import listed
from mineaction.ui import kept, store, text
from mineaction.vocabulary import EVENT_KIND_LABELS, EventKind, PriceBasis

_CURRENT = "view"


class View:
    """The choices of one run of a page.

    Every control takes its first value from the address, else from what the reader chose on another
    page, else from the page's default. Values of the address that are not known here are named to the
    reader; choices of other pages that do not fit stay kept and are named below the controls.

    ``name`` is the name in the address. ``scope`` belongs to the control's key where its options hang
    on another choice, so that they start afresh when that choice changes.
    """

    def __init__(self, page: str) -> None:
        self.page = page
        self._notices = st.container()
        self._kept = kept.of_reader()
        self._asked = self._kept.arrive(page)
        self._wishes = Wishes(page, self._kept, self._asked, _means)
        self._values: dict[str, Values] = {}
        self._defaults: dict[str, Values] = {}
        self._limits: tuple[int, int] | None = None
        # Asked for now: a download is made later, outside the run, where nobody knows the address.
        self._url = _with_slash(str(st.context.url or f"/{page}"), page)
        st.session_state[_CURRENT] = self

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
        """One of several, from a list. The option "" stands for all of them."""
        key = self._begin(name, scope, options, lambda: self._wishes.first(name, options, default, why_not))
        words = format_func or (lambda value: value or "All")
        value: str = st.selectbox(
            label, options, format_func=words, help=help, **self._wired(name, key, _one), **look
        )
        self._note(name, _one(value), _one(default))
        return value

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
        """One of a few, side by side. ``key`` takes the place of the control's own key."""
        key = self._begin(name, scope, options, lambda: self._wishes.first(name, options, default), key)
        value = st.segmented_control(
            label, options, format_func=format_func, required=True, **self._wired(name, key, _one), **look
        )
        self._note(name, _one(str(value)), _one(default))
        return str(value)

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
        key = self._begin(name, scope, options, lambda: self._wishes.some(name, options, default, most))
        value = st.multiselect(
            label,
            options,
            format_func=format_func,
            help=help,
            placeholder=placeholder,
            max_selections=most,
            **self._wired(name, key, _many),
            **look,
        )
        self._note(name, _many(value), _many(default))
        return tuple(value)

    def tick(self, name: str, label: str, *, default: bool = False, scope: str = "", **look: Any) -> bool:
        """Yes or no."""
        first = YES if default else NO
        key = self._begin(
            name, scope, (True, False), lambda: self._wishes.first(name, (YES, NO), first) == YES
        )
        value = st.checkbox(label, **self._wired(name, key, _yes_or_no), **look)
        self._note(name, _yes_or_no(value), (first,))
        return value

    def words(self, name: str, label: str, *, placeholder: str, most: int = 60) -> str:
        """A few words to look for; empty for none."""
        key = self._begin(name, "", None, lambda: "".join(self._wishes.wanted(name)[:1])[:most])
        value = st.text_input(
            label, max_chars=most, placeholder=placeholder, **self._wired(name, key, _stripped)
        )
        self._note(name, _stripped(value), ("",))
        return str(value or "").strip()

    def kinds(self, *, default: Sequence[EventKind] = KINDS_SHOWN_FIRST) -> tuple[EventKind, ...]:
        """Which kinds of policy event the timeline shows."""
        all_kinds = [kind.value for kind in EventKind]
        first = tuple(kind.value for kind in default)
        key = self._begin("kinds", "", all_kinds, lambda: self._wishes.some("kinds", all_kinds, first, None))
        chosen = st.pills(
            KINDS_LABEL,
            all_kinds,
            selection_mode="multi",
            format_func=lambda value: EVENT_KIND_LABELS[EventKind(value)],
            **self._wired("kinds", key, _many_or_none),
        )
        shown = tuple(kind for kind in EventKind if kind.value in chosen)
        self._note("kinds", _many_or_none(shown), first or (NONE,))
        return shown

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
        all_years = default or (low, high)
        self._limits = low, high
        key = self._key("years", scope)
        if low == high:
            # A slider needs two years; a single one is only named.
            self._wishes.span(low, high, all_years)
            st.selectbox(label, [low], disabled=True, key=key, help=ONE_YEAR)
            shown: tuple[int, int] = low, high
        else:
            if self._asked or not _fits(st.session_state.get(key), low, high):
                st.session_state[key] = self._wishes.span(low, high, all_years)
            held: Any = st.slider(
                label, low, high, key=key, help=help, on_change=self._years_touched, args=(key,)
            )
            shown = held[0], held[1]
        for name, year, standard in zip(("from", "to"), shown, all_years, strict=True):
            self._note(name, (str(year),), (str(standard),))
        return shown

    def prices(self, why_no_constant: str = "") -> PriceBasis:
        """Current or constant dollars; only current ones where ``why_no_constant`` has a reason."""
        bases = [basis.value for basis in PRICE_LABELS]
        offered = bases
        if why_no_constant:
            offered = bases[:1]
            if PriceBasis.CONSTANT in self._asked.get("prices", ()):
                self._asked.pop("prices")
                self._kept.problems.append(f"Constant dollars cannot be shown here. {why_no_constant}")
        scope = "current_only" if why_no_constant else ""
        key = self._begin("prices", scope, bases, lambda: self._wishes.first("prices", offered, bases[0]))
        value: str = st.radio(
            "Prices",
            bases,
            format_func=lambda basis: PRICE_LABELS[PriceBasis(basis)],
            horizontal=True,
            disabled=bool(why_no_constant),
            help="Constant dollars take inflation out, so that years compare.",
            **self._wired("prices", key, _one),
        )
        if why_no_constant:
            st.caption(text.markdown(why_no_constant))
            value = bases[0]
        self._note("prices", (value,), (bases[0],))
        return PriceBasis(value)

    @property
    def ask(self) -> Ask:
        """Puts a question to the data, cached for all readers."""
        return store.ask

    def columns(self, spec: int | Sequence[float], **look: Any) -> Sequence[DeltaGenerator]:
        """Places side by side."""
        return st.columns(spec, **look)

    def container(self, **look: Any) -> DeltaGenerator:
        """A place to fill later."""
        return st.container(**look)

    def folded(self, label: str, *, key: str) -> DeltaGenerator:
        """A place that is folded away below ``label``."""
        return st.expander(label, expanded=False, key=key)

    def aside(self, words: str) -> None:
        """A remark beside the controls, in plain words."""
        st.caption(text.markdown(words))

    def notice(self, words: str) -> None:
        """Something the reader has to know of what was chosen, in plain words."""
        st.info(text.markdown(words))

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The whole view: every name and value chosen so far in this run, defaults too."""
        return tuple((name, value) for name, values in self._values.items() for value in values)

    def link(self, anchor: str = "") -> str:
        """The whole view as an address: every value, defaults too, and the data version."""
        query = urlencode([*self.values, (VERSION, store.facts().data_version)])
        place = urlsplit(self._url)
        return urlunsplit((place.scheme, place.netloc, place.path, query, anchor))

    def done(self) -> None:
        """Say what is wrong with the address, and write it anew."""
        for name, values in self._asked.items():
            if name not in self._values:
                self._kept.problems.append(self._not_used(name, values))
                self._kept.chosen.pop(self._wishes.slot_of(name), None)
        self._say()
        self._kept.write(
            self.page,
            {name: values for name, values in self._values.items() if values != self._defaults[name]},
        )

    def _not_used(self, name: str, values: Values) -> str:
        """What is said of a name of the address for which nothing here has a use."""
        given = f"{brief(name)}={brief(', '.join(values))} is not used"
        chosen = {each: found for each, found in self._values.items() if not each.startswith("as_")}
        only = ", or with ".join(needs.on_page(self.page, name, chosen, store.ask))
        return f"{given}: it is taken only with {only}." if only else f"{given} in this view."

    # How a control begins and ends

    def _key(self, name: str, scope: str) -> str:
        return f"{self.page}_{name}_{scope}" if scope else f"{self.page}_{name}"

    def _begin(
        self,
        name: str,
        scope: str,
        options: Sequence[Any] | None,
        first: Callable[[], Any],
        key: str = "",
    ) -> str:
        """The control's key, with its value set where the address or another page has one for it."""
        key = key or self._key(name, scope)
        held = st.session_state.get(key)
        held_values = held if isinstance(held, list | tuple) else [held]
        has_gone = options is not None and any(value not in options for value in held_values)
        if self._asked or key not in st.session_state or has_gone:
            st.session_state[key] = first()
        return key

    def _wired(self, name: str, key: str, as_words: Callable[[Any], Values]) -> dict[str, Any]:
        return {"key": key, "on_change": self._touched, "args": (name, key, as_words)}

    def _note(self, name: str, words: Values, default: Values) -> None:
        self._values[name], self._defaults[name] = words, default

    def _touched(self, name: str, key: str, as_words: Callable[[Any], Values]) -> None:
        self._kept.touch(self.page, {name: as_words(st.session_state[key])})

    def _years_touched(self, key: str) -> None:
        first, last = st.session_state[key]
        self._kept.touch(self.page, {"from": (str(first),), "to": (str(last),)})

    def _say(self) -> None:
        with self._notices:
            current, made_with = store.facts().data_version, brief(self._kept.made_with)
            if made_with and made_with != current:
                st.info(text.markdown(OTHER_DATA.format(then=made_with, now=current)))
            for problem in dict.fromkeys(self._kept.problems):
                st.warning(text.markdown(problem))
            takes = {*registry.names_of(self.page), *self._values}
            if idle := self._wishes.idle(self._values, self._limits, takes):
                st.caption(text.markdown(IDLE.format(names=listed(idle))))


def _with_slash(url: str, page: str) -> str:
    """The address of a page; that of the start page, which has no name in it, ends with a slash."""
    return url if url.endswith((f"/{page}", "/")) else f"{url}/"


def _means(words: str, options: Sequence[str]) -> str:
    """The option that another name of a place stands for."""
    return place_names.among(words, options, store.ask(place_names.codes))


def current() -> View | None:
    """The view of the page that is being run, if it has one."""
    return cast("View | None", st.session_state.get(_CURRENT))


def _one(value: str) -> Values:
    return (value or ALL,)


def _many(values: Sequence[str]) -> Values:
    return tuple(values) or (ALL,)


def _many_or_none(values: Sequence[str]) -> Values:
    return tuple(str(value) for value in values) or (NONE,)


def _stripped(value: str | None) -> Values:
    return ((value or "").strip(),)


def _yes_or_no(value: bool) -> Values:
    return (YES if value else NO,)


def _fits(held: Any, low: int, high: int) -> bool:
    return isinstance(held, tuple | list) and len(held) == 2 and low <= held[0] <= held[1] <= high
