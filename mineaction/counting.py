"""A number with the thing it counts: one document, 71 rows."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """``1 document``, ``1,204 documents``: ``several`` is the plural where it is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
