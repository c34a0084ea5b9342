"""CitedTable: rows that cannot be shown without their unit, bases, sources and caveats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from mineaction.vocabulary import TextIs

APP = "Mine action funding and policy"
DASHBOARD = f"{APP} dashboard"
"""What this project is called on pages, and wherever something is cited or has left the app."""

ABOUT_ADDRESS = "About the address"
"""The column that says what should be known about the address in a link."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One document a number came from. ``confidence`` is in reader's words.

    ``address_note`` is what should be known about the address, as that nobody has opened it; else empty.
    ``publisher`` is as listed; ``publisher_name`` is the one name it goes by in source lines. ``text_is``
    says whether the document is the publisher's own text, a copy, or a repost. ``uses`` counts the rows that
    were read in it, of those it is cited for.
    """

    document_id: str
    title: str
    publisher: str
    published: str
    url: str
    confidence: str = ""
    address_note: str = ""
    publisher_name: str = field(default="", compare=False)
    text_is: TextIs = field(default=TextIs.OWN, compare=False)
    uses: int = field(default=1, compare=False)

    @property
    def line(self) -> str:
        """Publisher, title and date, as a source line prints them."""
        date = f" ({self.published})" if self.published else ""
        return f"{self.publisher}, {self.title}{date}"


@dataclass(frozen=True, slots=True)
class CitedTable:
    """An answer to one question, with everything that has to travel with it.

    ``rows`` are what a chart draws; their columns are named by the query that made them.
    ``sentence`` answers the page's question from these rows, in plain words, bounds kept.
    ``citations`` name every document used, most used first. ``choices`` are the reader's filters, in
    words. The stored rows behind an answer are a CitedTable of their own, asked for when wanted.
    """

    title: str
    rows: pd.DataFrame
    unit: str
    price_basis: str
    year_basis: str
    source_line: str
    citations: tuple[Citation, ...] = ()
    caveats: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    data_version: str = ""
    sentence: str = ""

    @property
    def address_notes(self) -> dict[str, str]:
        """What should be known about an address, by the address; those that need no note are left out."""
        return {cited.url: cited.address_note for cited in self.citations if cited.url and cited.address_note}

    @property
    def links(self) -> tuple[str, ...]:
        """The columns of ``rows`` that hold addresses: those whose name ends in "Link"."""
        return tuple(str(name) for name in self.rows.columns if str(name).endswith("Link"))

    @property
    def rows_to_read(self) -> pd.DataFrame:
        """The rows; after the last link, what should be known about its address, where there is anything."""
        notes, named = self.address_notes, self.links
        told = [
            "; ".join(dict.fromkeys(notes[url] for url in urls if url in notes))
            for urls in zip(*(self.rows[name] for name in named), strict=True)
        ]
        if not any(told):
            return self.rows
        rows = self.rows.copy(deep=False)
        rows.insert(list(map(str, rows.columns)).index(named[-1]) + 1, ABOUT_ADDRESS, told)
        return rows

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.rows.empty

    def behind(self, rows: pd.DataFrame, *, unit: str = "", price_basis: str = "") -> CitedTable:
        """The stored rows behind this answer, with all that travels with it but its sentence.

        ``unit`` and ``price_basis`` are those of the rows, where they are not the answer's.
        """
        return replace(
            self,
            rows=rows,
            unit=unit or self.unit,
            price_basis=price_basis or self.price_basis,
            sentence="",
        )

    @property
    def subtitle(self) -> str:
        """Unit, prices and years in one line."""
        return " · ".join(part for part in (self.unit, self.price_basis, self.year_basis) if part)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The policy timeline that stands under every time chart.

    ``events.rows`` columns: ``event_key``, ``number`` (1, 2, 3 … in order of date, the mark's number),
    ``starts_on`` and ``ends_on`` (the days its date may mean, end not included), ``date_words``,
    ``title``, ``summary``, ``kind``, ``kind_label``, ``direction``, ``actor``, ``confidence``,
    ``confidence_label``, ``document``, ``url``.
    ``administrations.rows`` columns: ``administration_key``, ``president``, ``starts_on``,
    ``ends_on`` (the last one's end is the day after the newest day shown).
    ``hidden_count`` is how many events of the period the reader's choice leaves out.
    """

    events: CitedTable
    administrations: CitedTable
    hidden_count: int = 0
