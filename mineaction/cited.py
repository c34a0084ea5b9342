"""CitedTable: rows that cannot be shown without their unit, bases, sources and caveats."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One document a number came from. ``confidence`` is in reader's words.

    ``address_note`` is what should be known about the address, as that nobody has opened it; else empty.
    """

    document_id: str
    title: str
    publisher: str
    published: str
    url: str
    confidence: str = ""
    address_note: str = ""

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
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.rows.empty

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
