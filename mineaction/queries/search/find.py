"""Search: what a few words may mean among places, donors, events, policies, claims, documents and terms.

Nothing is matched by likeness. The words have to be a whole name, begin one, begin words of one, or at
the least stand inside it; the closer they fit, the further up an entry stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from mineaction.queries.search.folding import fold

LEAST_LETTERS = 2
LEAST_INSIDE = 3
"""Fewer letters than this are only looked for at the beginning of words."""
MOST_LETTERS = 80


class Kind(StrEnum):
    """What an entry is, in the order groups stand in where nothing else decides."""

    PLACE = "place"
    DONOR = "donor"
    FIGURES = "figures"
    EVENT = "event"
    POLICY = "policy"
    CLAIM = "claim"
    DOCUMENT = "document"
    TERM = "term"


class Fit(IntEnum):
    """How closely words fit an entry; the lower the closer."""

    EXACT = 0
    NAME_BEGINS = 1
    WORDS_OF_NAME_BEGIN = 2
    WORDS_BEGIN = 3
    INSIDE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found.

    ``names`` (the title first) are found best, codes only as a whole (``LAO``), words are what else may be
    looked for. ``facts`` is what a link to it needs; see search_entries.
    """

    kind: Kind
    title: str
    detail: str
    names: tuple[str, ...]
    facts: Mapping[str, str]
    folded_names: tuple[str, ...]
    folded_codes: tuple[str, ...]
    folded_words: str


NO_FACTS: Mapping[str, str] = MappingProxyType({})


def entry(
    kind: Kind,
    title: str,
    detail: str,
    *,
    names: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
    words: str = "",
    facts: Mapping[str, str] = NO_FACTS,
) -> Entry:
    """An entry, made ready for looking up; its title is one of its names."""
    # Names that only differ in case, accents and the like are one name.
    by_form: dict[str, str] = {}
    for name in (title, *names):
        by_form.setdefault(fold(name), name)
    return Entry(
        kind=kind,
        title=title,
        detail=detail,
        names=tuple(by_form.values()),
        facts=facts,
        folded_names=tuple(by_form),
        folded_codes=tuple(fold(code) for code in codes),
        # Each word stands behind a space, so that " mine" finds beginnings of words.
        folded_words=" " + " | ".join((*by_form, fold(words))),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits. ``as_name`` is the name it was found under where that is not its title."""

    entry: Entry
    fit: Fit
    as_name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind that are shown, best first, and how many more there are."""

    kind: Kind
    hits: tuple[Hit, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that can be found; entries of one kind stand together, in the order of the kind."""

    entries: tuple[Entry, ...]

    def count(self, kind: Kind) -> int:
        """How many entries there are of a kind."""
        return sum(entry.kind is kind for entry in self.entries)


def is_enough(words: str) -> bool:
    """Whether there is anything to look for."""
    return len(fold(words)) >= LEAST_LETTERS


def find(index: Index, words: str, most: int = 6) -> tuple[Group, ...]:
    """The entries that fit, by kind; the kind with the closest fit first.

    Where something fits by its beginning, what only has the words inside it is left out.
    """
    asked = fold(words[:MOST_LETTERS])
    if len(asked) < LEAST_LETTERS:
        return ()
    parts = tuple(asked.split())
    by_kind: dict[Kind, list[Hit]] = {}
    for candidate in index.entries:
        hit = _hit(candidate, asked, parts)
        if hit is not None:
            by_kind.setdefault(candidate.kind, []).append(hit)
    groups = []
    for kind, hits in by_kind.items():
        hits.sort(key=lambda hit: hit.fit)
        if hits[0].fit < Fit.INSIDE:
            hits = [hit for hit in hits if hit.fit < Fit.INSIDE]
        groups.append(Group(kind, tuple(hits[:most]), max(0, len(hits) - most)))
    order = list(Kind)
    return tuple(sorted(groups, key=lambda group: (group.hits[0].fit, order.index(group.kind))))


def _hit(candidate: Entry, asked: str, parts: tuple[str, ...]) -> Hit | None:
    if asked in candidate.folded_codes:
        return Hit(candidate, Fit.EXACT)
    if not all(part in candidate.folded_words for part in parts):
        return None
    best: tuple[Fit, int] | None = None
    for place, name in enumerate(candidate.folded_names):
        fit = _fit(name, asked, parts)
        if fit is not None and (best is None or fit < best[0]):
            best = fit, place
    if best is not None:
        return Hit(candidate, best[0], candidate.names[best[1]] if best[1] else "")
    if all(f" {part}" in candidate.folded_words for part in parts):
        return Hit(candidate, Fit.WORDS_BEGIN)
    if all(len(part) >= LEAST_INSIDE for part in parts):
        return Hit(candidate, Fit.INSIDE)
    return None


def _fit(name: str, asked: str, parts: tuple[str, ...]) -> Fit | None:
    if name == asked:
        return Fit.EXACT
    if name.startswith(asked):
        return Fit.NAME_BEGINS
    spaced = f" {name}"
    if all(f" {part}" in spaced for part in parts):
        return Fit.WORDS_OF_NAME_BEGIN
    return None
