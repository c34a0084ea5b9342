"""What every question needs: rows as frames, citations of documents, and the build's version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, text

from mineaction.cited import Citation
from mineaction.vocabulary import CONFIDENCE_LABELS, Confidence


def frame(connection: Connection, question: str, **values: Any) -> pd.DataFrame:
    """The answer to one SQL question. A value that is a list or tuple is bound as a list (``IN :name``)."""
    statement = text(question)
    lists = [name for name, value in values.items() if isinstance(value, list | tuple)]
    if lists:
        statement = statement.bindparams(*(bindparam(name, expanding=True) for name in lists))
    result = connection.execute(statement, values)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def scalar(connection: Connection, question: str, **values: Any) -> Any:
    """The single value that answers one SQL question, None where there is none."""
    return connection.execute(text(question), values).scalar()


def data_version(connection: Connection) -> str:
    """The version of the data, as the build wrote it."""
    return str(scalar(connection, "SELECT data_version FROM build"))


def citations(connection: Connection, document_ids: Iterable[str]) -> tuple[Citation, ...]:
    """The documents named, most used first. ``document_ids`` has one entry for each use."""
    used = pd.Series(list(document_ids), dtype="object")
    if used.empty:
        return ()
    counts = used.value_counts()
    known = frame(
        connection,
        """SELECT document_id, title, publisher, published_as_printed, url, consulted_as, kind_as_printed
           FROM document WHERE document_id IN :ids""",
        ids=[str(key) for key in counts.index],
    )
    by_id: Mapping[str, Mapping[str, Any]] = {row["document_id"]: row for row in records(known)}
    ordered = sorted(counts.index, key=lambda key: (-counts[key], key))
    return tuple(
        Citation(
            document_id=str(key),
            title=by_id[key]["title"],
            publisher=by_id[key]["publisher"],
            published=by_id[key]["published_as_printed"],
            url=by_id[key]["url"],
            confidence=by_id[key]["kind_as_printed"],
        )
        for key in ordered
    )


def publishers_line(cited: Sequence[Citation], most: int = 3) -> str:
    """The publishers of the documents, most used first, for a source line; the count of documents last."""
    names: list[str] = []
    for citation in cited:
        if citation.publisher not in names:
            names.append(citation.publisher)
    shown = "; ".join(names[:most]) + (f"; and {len(names) - most} more" if len(names) > most else "")
    count = len(cited)
    return f"{shown} ({count} document{'s' if count != 1 else ''})"


def confidence_label(code: str) -> str:
    """Confidence in reader's words."""
    return CONFIDENCE_LABELS[Confidence(code)]


def listed(names: Sequence[str], most: int = 4) -> str:
    """Names as a phrase: ``Iraq, Lao PDR and Afghanistan``."""
    shown = list(names[:most])
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " and " + shown[-1]
