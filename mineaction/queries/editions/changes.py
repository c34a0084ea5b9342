"""How the figures of one series changed between editions of its source: by year, by entry, by recipient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import year_label, year_span
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.editions import held as editions
from mineaction.queries.editions import tables as edition_tables
from mineaction.queries.editions.held import Offer
from mineaction.queries.editions.tables import kind_of
from mineaction.queries.filters import ALL_RECIPIENTS
from mineaction.vocabulary import YearBasis

DRAWN_COLUMNS = (
    *("edition_id", "edition_label", "edition_position", "year", "year_label", "starts_on", "ends_on"),
    *("amount_usd", "hover"),
)
DIFFERENCE_COLUMNS = (
    *("year", "year_label", "starts_on", "ends_on", "kind", "before_usd", "after_usd", "change_usd", "hover"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two editions of one source to compare, one series of it, and further editions to draw.

    ``edition`` and ``against`` are ids of editions; ``recipient`` is empty for all of them.
    """

    source_key: str
    series_key: str
    edition: str
    against: str
    also: tuple[str, ...] = ()
    recipient: str = ALL_RECIPIENTS

    @property
    def drawn(self) -> tuple[str, ...]:
        """Every edition to draw, the strongest first, each once."""
        return tuple(dict.fromkeys((self.edition, self.against, *self.also)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What is drawn and listed.

    ``table`` has the yearly amounts of each edition (columns DRAWN_COLUMNS), ``differences`` the years in
    which the two compared differ (DIFFERENCE_COLUMNS); the others are tables for reading.
    """

    table: CitedTable
    differences: CitedTable
    changes: CitedTable
    by_recipient: CitedTable
    by_year: CitedTable


def compared(connection: Connection, asked: Asked) -> Answer:
    """How a series stands in each edition drawn, and what changed from ``against`` to ``edition``."""
    offer = next(it for it in editions.offers(connection) if it.source_key == asked.source_key)
    line = offer.line(asked.series_key)
    found = editions.entries(connection, asked.source_key, asked.series_key, asked.drawn, asked.recipient)
    by_edition = {name: [row for row in found if row["edition_id"] == name] for name in asked.drawn}
    by_year = {name: yearly(held, line.adds) for name, held in by_edition.items()}
    labels = {name: offer.edition(name).label for name in asked.drawn}
    left_out = sorted(
        {row["year"] for row in found} - {year for years in by_year.values() for year, _ in years}
    )
    before, after = by_edition[asked.against], by_edition[asked.edition]
    changes = edition_tables.changes(before, after)
    table = CitedTable(
        title=_title(line.title, asked.recipient),
        rows=pd.DataFrame(_drawn(asked.drawn, by_year, labels), columns=list(DRAWN_COLUMNS)),
        unit="US$ million",
        price_basis="current prices",
        year_basis=_basis_words(found),
        source_line="",
        choices=(
            ("Source", offer.title),
            ("Series", line.title),
            ("Recipient", asked.recipient or "all"),
            ("Editions", "; ".join(labels.values())),
        ),
        caveats=_caveats(offer, asked, left_out),
        data_version=data_version(connection),
        sentence=edition_tables.sentence(
            offer.edition(asked.edition),
            offer.edition(asked.against),
            changes,
            after,
            (_sum_of(before), _sum_of(after)) if line.adds else None,
        ),
    )
    table = _with_documents(connection, table, asked.source_key)
    differences = pd.DataFrame(
        _differences(
            by_year[asked.against], by_year[asked.edition], labels[asked.against], labels[asked.edition]
        ),
        columns=list(DIFFERENCE_COLUMNS),
    ).astype(dict.fromkeys(("before_usd", "after_usd", "change_usd"), "Int64"))
    one, other = labels[asked.against], labels[asked.edition]
    return Answer(
        table,
        replace(table, rows=differences, sentence=""),
        edition_tables.changes_table(table, changes, one, other),
        edition_tables.totals_table(table, before, after, "Recipient", one, other, adds=line.adds),
        edition_tables.totals_table(table, before, after, "Year", one, other, adds=line.adds),
    )


def rows_behind(connection: Connection, asked: Asked) -> CitedTable:
    """Every entry of the editions drawn, with the file of its edition."""
    answer = compared(connection, asked).table
    stored = editions.stored(connection, asked.source_key, asked.series_key, asked.drawn, asked.recipient)
    return answer.behind(stored, unit="US$, current prices")


# --- by year ---

Yearly = Mapping[tuple[int, str], int]
"""Amounts by year and kind of year."""


def yearly(held: Sequence[Row], adds: bool) -> dict[tuple[int, str], int]:
    """The amount of each year. Where the series does not add, years with several entries are left out."""
    by_year: dict[tuple[int, str], list[int]] = {}
    for row in held:
        by_year.setdefault((row["year"], row["year_basis"]), []).append(int(row["amount_usd"]))
    return {year: sum(amounts) for year, amounts in by_year.items() if adds or len(amounts) == 1}


def _sum_of(held: Sequence[Row]) -> int:
    return sum(int(row["amount_usd"]) for row in held)


def _drawn(drawn: Sequence[str], by_year: Mapping[str, Yearly], labels: Mapping[str, str]) -> list[Row]:
    return [
        {
            "edition_id": name,
            "edition_label": labels[name],
            "edition_position": position,
            **_when(year, basis),
            "amount_usd": amount,
            "hover": "\n".join(
                (year_label(year, YearBasis(basis)), f"edition of {labels[name]}", amount_words(amount))
            ),
        }
        for position, name in enumerate(drawn)
        for (year, basis), amount in sorted(by_year[name].items())
    ]


def _when(year: int, basis: str) -> Row:
    span = year_span(year, YearBasis(basis))
    label = year_label(year, YearBasis(basis))
    return {"year": year, "year_label": label, "starts_on": span.starts_on, "ends_on": span.ends_on}


def _differences(before: Yearly, after: Yearly, one: str, other: str) -> list[Row]:
    made = []
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        change = None if was is None or now is None else now - was
        words = {one: was, other: now}
        lines = [
            f"{label}: {'no figure' if usd is None else amount_words(usd)}" for label, usd in words.items()
        ]
        made.append(
            {
                **_when(*key),
                "kind": kind_of(was, now),
                "before_usd": was,
                "after_usd": now,
                "change_usd": change,
                "hover": "\n".join(
                    [
                        _when(*key)["year_label"],
                        *lines,
                        *([signed_words(change)] if change is not None else []),
                    ]
                ),
            }
        )
    return made


def signed_words(change: int) -> str:
    """A change of an amount in words: ``US$ 1.2 million more``, ``US$ 400 less``."""
    return f"{amount_words(abs(change))} {'more' if change > 0 else 'less'}" if change else "no change"


# --- words ---


def _title(series: str, recipient: str) -> str:
    return f"{series}{f', {recipient}' if recipient else ''}, as each edition gives it"


def _basis_words(found: Sequence[Row]) -> str:
    words = {"us_fiscal": "US fiscal years", "calendar": "calendar years", "unstated": "years as printed"}
    return " and ".join(words[basis] for basis in sorted({row["year_basis"] for row in found}))


def _caveats(offer: Offer, asked: Asked, left_out: Sequence[int]) -> tuple[str, ...]:
    charted = next((edition for edition in offer.editions if edition.is_charted), None)
    said = [
        "A publisher may correct, add or take back figures at any time. A change between editions says that "
        "the record changed, not that money moved on that day.",
        "Amounts of an edition are added up over its entries; figures that repeat, or that another value of "
        "the same edition replaces, are not counted.",
    ]
    if charted and charted.edition_id not in (asked.edition, asked.against):
        said.append(f"Neither of the two editions compared is the one charted, that of {charted.label}.")
    if left_out:
        years = ", ".join(map(str, left_out))
        said.append(
            f"Not drawn: {years}. Figures of this series are not added up, and those years have several."
        )
    return tuple(said)


def _with_documents(connection: Connection, table: CitedTable, source_key: str) -> CitedTable:
    used = rows(
        connection,
        """SELECT document_id, SUM(figure_count) AS uses FROM funding_held
           WHERE source_key = :source GROUP BY document_id""",
        source=source_key,
    )
    cited = citations(connection, {row["document_id"]: row["uses"] for row in used})
    return replace(table, citations=cited, source_line=publishers_line(cited))
