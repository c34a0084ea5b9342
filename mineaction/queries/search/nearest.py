"""The known values that are most like one nobody knows: named in what is said of it, never taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from mineaction.queries.search.folding import fold

MOST_NAMED = 10
MOST_LETTERS = 60
LIKE = 0.5
"""How much alike a value must be to be named as a near one; of difflib."""


def nearest(value: str, known: Sequence[str], most: int = MOST_NAMED) -> list[str]:
    """The known values that are most like one, the nearest first; those that hold it as a part come first."""
    form, forms = fold(value[:MOST_LETTERS]), {fold(each): each for each in known}
    parts = [each for said, each in forms.items() if form and form in said]
    alike = [forms[said] for said in get_close_matches(form, list(forms), most, LIKE)]
    return list(dict.fromkeys((*parts, *alike)))[:most]


def named(value: str, known: Sequence[str], everywhere: str = "") -> str:
    """Which values are known: all of them where they are few, else the nearest and how many there are.

    ``everywhere`` is the address that lists them all.
    """
    if len(known) <= MOST_NAMED:
        return f"Known: {', '.join(known)}."
    near = nearest(value, known)
    said = f"Nearest: {', '.join(near)}. " if near else ""
    count = f"{everywhere} lists all {len(known)}." if everywhere else f"There are {len(known)} in all."
    return said + count
