"""Words brought into one form for looking up: case, accents, apostrophes and hyphens make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that have no accent to take off, and signs people write for words.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "&": " and "}
)
_DOT_OF_LETTERS = re.compile(r"(?<!\d)\.|\.(?!\d)")
_COMMA_IN_NUMBER = re.compile(r"(?<=\d),(?=\d{3}\b)")
_OTHER = re.compile(r"[^\w.]+|_")


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """One form of a text: lower case, no accents, words parted by single spaces.

    A dot stays inside a number ("4.2") and vanishes elsewhere ("U.S."); a comma inside a number vanishes.
    """
    bare = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = _COMMA_IN_NUMBER.sub("", bare)
    return _OTHER.sub(" ", _DOT_OF_LETTERS.sub("", bare)).strip()


def holds(texts: Iterable[str], words: str) -> bool:
    """Whether each of the words stands somewhere in the texts, in any order, whatever its case and accents.

    False for words without a letter or digit.
    """
    held = " ".join(fold(text) for text in texts)
    wanted = fold(words).split()
    return bool(wanted) and all(word in held for word in wanted)
