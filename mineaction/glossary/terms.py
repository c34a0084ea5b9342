"""All terms of the glossary in alphabetical order, read from ``terms.toml`` beside this file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from mineaction.glossary.term import Term
from mineaction.vocabulary import ActivityScope, Measure

FILE = Path(__file__).with_name("terms.toml")


def _term(entry: dict[str, Any]) -> Term:
    """One entry of the file. Raises TypeError for a field that is not known, ValueError for a measure."""
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    lists["measures"] = tuple(Measure(value) for value in entry.get("measures", ()))
    lists["scopes"] = tuple(ActivityScope(value) for value in entry.get("scopes", ()))
    return Term(**{**entry, **lists})


def _read() -> tuple[Term, ...]:
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    return tuple(sorted((_term(entry) for entry in entries), key=lambda term: term.name.casefold()))


TERMS: tuple[Term, ...] = _read()
BY_KEY = {term.key: term for term in TERMS}
