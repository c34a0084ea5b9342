"""What a sentence with receipts is made of, and the rows behind a figure, where its numbers stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from mineaction.cited import Citation, CitedTable

Row: TypeAlias = Mapping[str, Any]

DOCUMENT, LINK, PLACE, FILE_ROW = "Document", "Link", "Place in the document", "Row in our file"
ALSO_ROW = "Also in our file"
"""A second row of our files that tells of the same statement."""
STANDING, CURRENT = "Standing", "current"
NOT_TELLING = ("text", "value for ", "printed total of the profile")
"""Places in a document that say nothing a reader could look for; a sentence leaves them out."""

MOST_DOCUMENTS, MOST_PUBLISHERS = 2, 2


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one row behind a number was read. ``file_row`` names the row of our file, or each of them.

    ``url`` is empty where no address is known; ``address_note`` is what should be known about it.
    """

    document: str
    place: str
    url: str
    address_note: str
    file_row: str


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence: ``words`` as they stand in it, and every row it rests on.

    ``how`` says how it was worked out; empty where it stands in its row as it is.
    """

    words: str
    value: float | None
    origins: tuple[Origin, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sentence to take away, with its numbers in the order they stand in it.

    ``why`` is why it was chosen: newest, largest, first, or the year asked for. ``about`` is the panel or
    name it belongs to, ``when`` its year or date as the figure has it.
    """

    sentence: str
    numbers: tuple[Number, ...]
    about: str
    when: str
    why: str


class Behind:
    """The rows behind a figure, and the documents they name."""

    def __init__(self, answer: CitedTable, behind: CitedTable) -> None:
        self.rows = records(behind.rows)
        self._by_title: dict[tuple[str, str], Citation] = {}
        for cited in (*answer.citations, *behind.citations):
            self._by_title.setdefault((cited.title, cited.url), cited)
            self._by_title.setdefault((cited.title, ""), cited)

    def where(self, **wanted: Any) -> list[Row]:
        """The rows whose cells are these; a column's name has an underscore for each space."""
        named = {name.replace("_", " "): value for name, value in wanted.items()}
        return [row for row in self.rows if all(row.get(name) == value for name, value in named.items())]

    def origin(self, row: Row) -> Origin:
        """Where a row was read."""
        title, url = str(row.get(DOCUMENT) or ""), str(row.get(LINK) or "")
        cited = self._cited(row)
        return Origin(
            document=cited.line if cited else title,
            place=str(row.get(PLACE) or ""),
            url=url,
            address_note=cited.address_note if cited and url else "",
            file_row="; ".join(str(row[name]) for name in (FILE_ROW, ALSO_ROW) if row.get(name)),
        )

    def origins(self, rows: Iterable[Row]) -> tuple[Origin, ...]:
        """Where rows were read."""
        return tuple(map(self.origin, rows))

    def reference(self, rows: Sequence[Row], remark: str = "") -> str:
        """What stands between brackets: publisher, title, place; of many documents their publishers alone."""
        documents = {(row.get(DOCUMENT), row.get(LINK)): row for row in rows}
        if len(documents) > MOST_DOCUMENTS:
            publishers = dict.fromkeys(
                (cited.publisher_name or cited.publisher)
                if (cited := self._cited(row))
                else str(row.get(DOCUMENT))
                for row in rows
            )
            more = len(publishers) - MOST_PUBLISHERS
            shown = [*list(publishers)[:MOST_PUBLISHERS], *([f"{more} more publishers"] if more > 0 else [])]
            words = f"{'; '.join(shown)}; {len(documents)} documents"
        else:
            words = "; ".join(self._named(row, len(rows) == 1) for row in documents.values())
        return "; ".join(part for part in (words, remark) if part)

    def _named(self, row: Row, with_place: bool) -> str:
        cited = self._cited(row)
        place = str(row.get(PLACE) or "")
        parts = [cited.publisher if cited else "", str(row.get(DOCUMENT) or "")]
        if with_place and place and not place.startswith(NOT_TELLING) and place not in parts[-1]:
            parts.append(place)
        return ", ".join(part for part in parts if part)

    def _cited(self, row: Row) -> Citation | None:
        title, url = str(row.get(DOCUMENT) or ""), str(row.get(LINK) or "")
        return self._by_title.get((title, url))


def records(rows: pd.DataFrame) -> list[Row]:
    """The rows by name of column; what is missing is None."""
    names = [str(name) for name in rows.columns]
    columns = [
        [None if _is_missing(value) else value for value in rows.iloc[:, place].tolist()]
        for place in range(rows.shape[1])
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)


def picked(labels: Sequence[str], largest: str | None, asked: str = "") -> dict[str, str]:
    """Which years (labels in order of time) get a sentence, each with the reason; only ``asked`` where given.

    Newest before largest before first, and no year twice.
    """
    if asked:
        return {label: "asked for" for label in labels if asked in (label, label.removeprefix("FY"))}
    if not labels:
        return {}
    found = {labels[-1]: "newest"}
    if largest:
        found.setdefault(largest, "largest")
    found.setdefault(labels[0], "first")
    return found
