"""What every question needs: rows, citations of documents, and the build's version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Text, TextClause, bindparam, text
from sqlalchemy.types import NullType

from mineaction.cited import Citation
from mineaction.counting import counted
from mineaction.vocabulary import CONFIDENCE_LABELS, Confidence, TextIs

Row = dict[str, Any]


def statement_of(question: str, values: Mapping[str, Any]) -> TextClause:
    """One SQL question, ready for its values."""
    lists = {name: value for name, value in values.items() if isinstance(value, list | tuple)}
    # PostgreSQL has to be told of what an empty list would be a list; here all are lists of words.
    kinds = {name: NullType() if value else Text() for name, value in lists.items()}
    bound = (bindparam(name, expanding=True, type_=kind) for name, kind in kinds.items())
    return text(question).bindparams(*bound)


def _ask(connection: Connection, question: str, values: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """Names of columns, and rows as plain tuples, which become dicts and tables faster than SQLAlchemy's."""
    result = connection.execute(statement_of(question, values), values)
    found: list[Any] = [tuple(row) for row in result.fetchall()]
    if connection.dialect.name != "sqlite":
        found = [tuple(map(own_number, row)) for row in found]
    return list(result.keys()), found


def own_number(value: Any) -> Any:
    """A value as SQLite would give it: PostgreSQL adds whole numbers up to a Decimal."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def rows(connection: Connection, question: str, **values: Any) -> list[Row]:
    """The answer to one SQL question. A value that is a list or tuple is bound as a list (``IN :name``)."""
    names, found = _ask(connection, question, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def frame(connection: Connection, question: str, **values: Any) -> pd.DataFrame:
    """The same as a table with its columns, which it has even without rows."""
    names, found = _ask(connection, question, values)
    return pd.DataFrame(found, columns=names)


def scalar(connection: Connection, question: str, **values: Any) -> Any:
    """The single value that answers one SQL question, None where there is none."""
    _, found = _ask(connection, question, values)
    return found[0][0] if found else None


def data_version(connection: Connection) -> str:
    """The version of the data, as the build wrote it."""
    return str(scalar(connection, "SELECT data_version FROM build"))


def citations(connection: Connection, document_ids: Iterable[str]) -> tuple[Citation, ...]:
    """The documents named, most used first. ``document_ids`` has one entry for each use, or is a count."""
    uses = Counter(document_ids)
    if not uses:
        return ()
    known = {
        row["document_id"]: row
        for row in rows(
            connection,
            """SELECT document_id, title, publisher, publisher_name, text_is, published_as_printed, url,
                      address_note, kind_as_printed
               FROM document WHERE document_id IN :ids""",
            ids=list(uses),
        )
    }
    return tuple(
        Citation(
            document_id=key,
            title=known[key]["title"],
            publisher=known[key]["publisher"],
            published=known[key]["published_as_printed"],
            url=known[key]["url"],
            confidence=known[key]["kind_as_printed"],
            address_note=known[key]["address_note"],
            publisher_name=known[key]["publisher_name"],
            text_is=TextIs(known[key]["text_is"]),
            uses=uses[key],
        )
        for key in sorted(uses, key=lambda key: (-uses[key], key))
    )


def publishers_line(cited: Sequence[Citation], most: int = 3) -> str:
    """The publishers of the documents for a source line; last, how many documents, and how many are copies.

    A publisher has one name, whatever it is listed as, and also where its text was read in a copy. The one
    most rows come from is first; who only reposts or tells of a text comes after all that publish their own.
    """
    if not cited:
        return ""
    rows_of: Counter[str] = Counter()
    own = set()
    for citation in cited:
        name = citation.publisher_name or citation.publisher
        rows_of[name] += citation.uses
        if citation.text_is is not TextIs.REPOST:
            own.add(name)
    names = sorted(rows_of, key=lambda name: (name not in own, -rows_of[name]))
    shown = "; ".join(names[:most]) + (f"; and {len(names) - most} more" if len(names) > most else "")
    copies = sum(citation.text_is is not TextIs.OWN for citation in cited)
    copied = ""
    if copies:
        some = "1 of them a copy or repost" if copies == 1 else f"{copies} of them copies or reposts"
        copied = ", a copy or repost" if len(cited) == 1 else f", {some}"
    return f"{shown} ({counted(len(cited), 'document')}{copied})"


def confidence_label(code: str) -> str:
    """Confidence in reader's words."""
    return CONFIDENCE_LABELS[Confidence(code)]
