"""What an entry of the glossary holds."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.vocabulary import ActivityScope, Measure


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field, explained.

    ``also`` are other spellings and abbreviations, ``meaning`` one to three sentences, ``more`` what it
    should not be mistaken for. ``follows`` says whose use of the word this is; empty where it is our own.
    ``see`` are keys of other terms. ``measures``, ``scopes`` and ``families`` (of series) tell which series
    of the database the word belongs to. A term that is not ``is_marked`` is so common a word that running
    text is not marked with it.
    """

    key: str
    name: str
    meaning: str
    more: str = ""
    also: tuple[str, ...] = ()
    follows: str = ""
    see: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    scopes: tuple[ActivityScope, ...] = ()
    families: tuple[str, ...] = ()
    is_marked: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and all other spellings."""
        return (self.name, *self.also)
