"""Which values each column of a source may hold, learnt from what its module asks of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.card import Card
from etl.desk import Desk
from etl.reference import Reference
from etl.registry import SourceModule
from etl.tables import Column
from mineaction.vocabulary import DatePrecision

FEW, LONGEST_WORD = 12, 60
"""A column with no more different values than this, none longer, has them offered; others may be written."""
FREE = frozenset({"note", "locator"})
"""Columns that are never the same twice, whatever the rows held say."""


@dataclass(slots=True)
class Allowed:
    """What may stand in a column. ``values`` map to what each stands for, empty where it is the same.

    ``is_closed`` where no other value can be right; an open list grows in ``data/reference``.
    """

    kind: str = ""
    values: dict[str, str] = field(default_factory=dict)
    is_closed: bool = False
    is_several: bool = False
    """Whether a cell may hold several of them, joined by semicolons."""

    @property
    def words(self) -> str:
        """What may stand there, in a few words; empty where anything may."""
        return f"{self.kind}; several are joined by ;" if self.is_several else self.kind


class RecordingDesk(Desk):
    """A desk that remembers what each column was looked up in."""

    def __init__(self, source_key: str, raw: pd.DataFrame, reference: Reference) -> None:
        super().__init__(source_key, raw, reference)
        self.asked: dict[str, Allowed] = {}

    def _record(self, column: str, allowed: Allowed) -> None:
        is_own = column.startswith("_")
        # What a transform cuts out of a cell says nothing of the whole cell; a name it chose does.
        if is_own and not allowed.values:
            return
        for name in self._columns_behind(column) if is_own else [column]:
            if name in self.asked and self.asked[name].values:
                before = self.asked[name]
                kind = before.kind if allowed.kind in before.kind else f"{before.kind}, or {allowed.kind}"
                allowed = Allowed(kind, before.values | allowed.values, False, before.is_several)
            self.asked[name] = allowed

    def _columns_behind(self, column: str) -> Sequence[str]:
        """The published column that a column of the transform's own was taken from: the one most alike."""
        alike = {
            name: int((self.raw[name] == self.raw[column]).sum())
            for name in self.raw.columns
            if not str(name).startswith("_")
        }
        best = max(alike, key=lambda name: alike[name], default="")
        return [best] if alike.get(best) else []

    def term(self, column: str, kind: str) -> Column:
        """Remembered, then as at any desk."""
        values = {p: "" if p == code else code for p, code in self.reference.terms.get(kind, {}).items()}
        self._record(column, Allowed(f"one of the terms of kind {kind}", values))
        return super().term(column, kind)

    def document(self, column: str = "document_id") -> Column:
        """Remembered, then as at any desk."""
        self._record(column, Allowed("the id of a document", self._documents()))
        return super().document(column)

    def documents(self, column: str) -> Column:
        """Remembered, then as at any desk."""
        self._record(column, Allowed("ids of documents", self._documents(), is_several=True))
        return super().documents(column)

    def iso3(self, column: str) -> Column:
        """Remembered, then as at any desk."""
        self._record(column, Allowed("a country code, or blank", dict(self.reference.short_names)))
        return super().iso3(column)

    def iso3_list(self, column: str) -> Column:
        """Remembered, then as at any desk."""
        self._record(column, Allowed("country codes", dict(self.reference.short_names), is_several=True))
        return super().iso3_list(column)

    def place(self, column: str, iso3_column: str | None = None) -> pd.DataFrame:
        """Remembered, then as at any desk."""
        values = {p: place.iso3 or place.recipient_scope for p, place in self.reference.places.items()}
        self._record(column, Allowed("a place as printed", values))
        return super().place(column, iso3_column)

    def donor(self, column: str) -> pd.DataFrame:
        """Remembered, then as at any desk."""
        values = {p: "" if p == who.name else who.name for p, who in self.reference.donors.items()}
        self._record(column, Allowed("a donor as printed", values))
        return super().donor(column)

    def number(self, column: str, *, allow_blank: bool = False) -> Column:
        """Remembered, then as at any desk."""
        blank = "; blank where none is printed, never 0" if allow_blank else ""
        self._record(column, Allowed(f"a number in plain digits, without separators{blank}"))
        return super().number(column, allow_blank=allow_blank)

    def year(self, column: str, *, allow_blank: bool = False) -> Column:
        """Remembered, then as at any desk."""
        self._record(column, Allowed("a year in four digits" + (", or blank" if allow_blank else "")))
        return super().year(column, allow_blank=allow_blank)

    def date(self, column: str, precision_column: str | None = None, *, allow_blank: bool = False) -> Column:
        """Remembered, then as at any desk."""
        if precision_column:
            precisions = {item.value: "" for item in DatePrecision}
            kind = f"how exact the date in {column} is"
            self._record(precision_column, Allowed(kind, precisions, is_closed=True))
            shape = f"a date as exact as {precision_column} says: 2026-11-22, 2026-11 or 2026"
        else:
            shape = "a day, such as 2026-11-22"
        self._record(column, Allowed(shape + (", or blank" if allow_blank else "")))
        return super().date(column, precision_column, allow_blank=allow_blank)

    def _documents(self) -> dict[str, str]:
        table = self.reference.documents
        return dict(zip(table["document_id"], table["title"], strict=True))


def allowed_values(
    card: Card, module: SourceModule, raw: pd.DataFrame, reference: Reference
) -> dict[str, Allowed]:
    """What each column of the card may hold; ``raw`` are the rows held, which show how columns are read."""
    desk = RecordingDesk(card.source_key, raw, reference)
    if len(raw):
        module.transform(desk)
    found = {name: desk.asked.get(name, Allowed()) for name in columns_of(card, raw)}
    for name, value in card.constant_columns.items():
        found[name] = Allowed(f"always: {value}", {value: ""}, is_closed=True)
    for name, allowed in found.items():
        held = sorted({str(value) for value in raw[name]} - {""}) if name in raw else []
        is_word = max(map(len, held), default=0) <= LONGEST_WORD and name not in FREE
        if not allowed.kind and is_word and 0 < len(held) <= FEW and len(raw) > 2 * len(held):
            found[name] = Allowed("as in the rows held; another may be written", dict.fromkeys(held, ""))
    return found


def columns_of(card: Card, raw: pd.DataFrame) -> list[str]:
    """The columns of a source: in the order of the rows held, else in that of the card."""
    named = [*card.used_columns, *card.ignored_columns]
    first = [str(name) for name in raw.columns if name in named]
    return [*first, *(name for name in named if name not in first)]
