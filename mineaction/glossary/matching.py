"""Where the glossary's terms occur in a text: whole words only, by name, abbreviation and plural."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mineaction.glossary.term import Term
from mineaction.glossary.terms import TERMS

MOST_IN_HELP = 5

_WORD = re.compile(r"[^\W_]+")
_YEAR_AFTER = re.compile(r"(FY|CY)\d{4}")
# What may stand between the words of one term; anything else, such as the end of a sentence, parts them.
_JOINS = frozenset((" ", "-", "–", "_", "/", ".", ",", ", ", "\n"))
# What Streamlit's Markdown would read as something else than the character itself.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~:$])")

_Form = tuple[str, ...]


class Found(NamedTuple):
    """A term at a place of a text: ``text[start:end]`` are the words it was found as."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=1024)
def find(words: str, common: bool = False) -> tuple[Found, ...]:
    """The first place of each term in a text, in the order of the text; of two that overlap the longer.

    Terms that are too common to be marked are left out unless ``common``.
    """
    forms = _forms(common)
    tokens = [(_form(match.group()), match.start(), match.end()) for match in _WORD.finditer(words)]
    found: dict[str, Found] = {}
    place = 0
    while place < len(tokens):
        step = 1
        start = tokens[place][1]
        for form, term in forms.get(tokens[place][0], ()):
            last = place + len(form) - 1
            if _stands(form, tokens[place : last + 1], words):
                end = tokens[last][2]
                if words[start - 1 : start] != "-":
                    found.setdefault(term.key, Found(term, start, end))
                step = len(form)
                break
        place += step
    return tuple(found.values())


@lru_cache(maxsize=512)
def help_for(*words: str) -> str:
    """Markdown that explains the terms in these words, at most five; empty where there is none."""
    terms = dict.fromkeys(found.term for text in words for found in find(text))
    return "\n\n".join(
        f"**{_escape(heading(term))}**: {_escape(term.meaning)}" for term in list(terms)[:MOST_IN_HELP]
    )


def heading(term: Term) -> str:
    """A term's name, with its abbreviation where it has one: ``Financial Tracking Service (FTS)``."""
    short = next((other for other in term.also if is_abbreviation(other)), "")
    return f"{term.name} ({short})" if short and not is_abbreviation(term.name) else term.name


def is_abbreviation(spelling: str) -> bool:
    """Whether a spelling is short for something: mostly capitals, and no space."""
    letters = [letter for letter in spelling if letter.isalpha()]
    return " " not in spelling and sum(map(str.isupper, letters)) > len(letters) / 2


def spellings(term: Term) -> Iterator[str]:
    """Every way a term is found: its names, each with its plural."""
    for spelling in term.spellings:
        yield spelling
        if spelling.endswith("y") and spelling[-2] not in "aeiou":
            yield f"{spelling[:-1]}ies"
        elif spelling[-1].isalpha() and not spelling.endswith("s"):
            yield f"{spelling}s"


def _escape(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _form(word: str) -> str:
    """A word as it is compared: abbreviations keep their capitals, the year behind FY is left out."""
    if _YEAR_AFTER.fullmatch(word):
        return word[:2]
    return word if word.isupper() else word.casefold()


@cache
def _forms(common: bool) -> dict[str, list[tuple[_Form, Term]]]:
    """All spellings as words, by their first word, the longest first."""
    held: dict[_Form, Term] = {}
    for term in TERMS:
        if common or term.is_marked:
            for spelling in spellings(term):
                held.setdefault(tuple(_form(word) for word in _WORD.findall(spelling)), term)
    by_first: dict[str, list[tuple[_Form, Term]]] = {}
    for form in sorted(held, key=len, reverse=True):
        by_first.setdefault(form[0], []).append((form, held[form]))
    return by_first


def _stands(form: _Form, tokens: list[tuple[str, int, int]], words: str) -> bool:
    """Whether these words of the text are this form, with nothing but a space or a hyphen between them."""
    if tuple(token[0] for token in tokens) != form:
        return False
    return all(words[before[2] : after[1]] in _JOINS for before, after in pairwise(tokens))
