"""What a check noticed, in words a reader knows: documents, sources and countries by name, not by key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from mineaction.queries.asking import rows

_COLUMN = re.compile(r"\b(document_id|source_key|recipient_iso3|donor_iso3|year) (\S+?)(?=[,:;]|$)")
_KEY = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
_PLAIN = {"appropriation_account !ALL": "all single accounts"}
"""Conditions that are put into words as a whole."""


def names(connection: Connection) -> dict[str, str]:
    """Titles of documents and sources and names of countries, each by its key."""
    held = rows(
        connection,
        """SELECT document_id AS key, title AS name FROM document
           UNION ALL SELECT source_key, title FROM source
           UNION ALL SELECT iso3, short_name FROM country""",
    )
    return {str(row["key"]): str(row["name"]) for row in held}


def in_words(message: str, known: Mapping[str, str]) -> str:
    """A remark without names of columns and keys; ``known`` are the names behind the keys (see names).

    What is not known stands as it is.
    """
    for coded, plain in _PLAIN.items():
        message = message.replace(coded, plain)
    message = _COLUMN.sub(lambda found: known.get(found[2], found[2]), message)
    return _KEY.sub(lambda found: known.get(found[0], found[0]), message)
