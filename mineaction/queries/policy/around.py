"""Money around a policy event: means before and after in constant dollars, or why none can be given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import amount_words, short_amount
from mineaction.periods import Span, date_span, date_words, fiscal_year_of, year_span
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows, scalar
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.funding import price_index
from mineaction.queries.policy import around_words as words
from mineaction.queries.policy import before_after
from mineaction.queries.policy.before_after import LEAST_YEARS, Compared, Window
from mineaction.queries.usable_years import NOTHING, USABLE, Year, years_of
from mineaction.vocabulary import DatePrecision, YearBasis

SERIES = (
    *("al_usaspending_obligations", "us_demining_all", "us_cwd_all_agencies", "us_state_cwd"),
    "us_cwd_country_totals",
)
"""The series of yearly US amounts that are long enough to ask of, the one offered first in front."""

EACH_SIDE = (4, 5, 6, 8)
"""How many years on either side may be asked for."""

COLUMNS = (
    "year year_label starts_on ends_on side status status_words amount_usd comparator label hover mean_usd"
).split()


@dataclass(frozen=True, slots=True)
class AroundFilter:
    """One event, one series, and how many fiscal years on either side."""

    event_key: str
    series_key: str
    each_side: int = LEAST_YEARS


@dataclass(frozen=True, slots=True)
class Around:
    """The answer: ``table`` has a row for each fiscal year of the window (columns: COLUMNS).

    ``compared`` is None where the comparison is refused; ``reasons`` then say why, in whole sentences.
    ``overlapping`` are other events of the same years, as "date: title". ``longest``: what the series has.
    """

    table: CitedTable
    compared: Compared | None
    reasons: tuple[str, ...]
    overlapping: tuple[str, ...]
    longest: str

    @property
    def has_amounts(self) -> bool:
        """Whether any year of the window has an amount to draw."""
        return bool(self.table.rows["amount_usd"].notna().any())


def choices(connection: Connection) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Events, newest first, as (key, "date: title"), and series as (key, title)."""
    titles = rows(
        connection, "SELECT series_key, title FROM series WHERE series_key IN :keys", keys=list(SERIES)
    )
    by_key = {row["series_key"]: row["title"] for row in titles}
    listed = [(event["event_key"], event["words"]) for event in reversed(_events(connection))]
    return tuple(listed), tuple((key, by_key[key]) for key in SERIES if key in by_key)


def possible(connection: Connection, each_side: int = LEAST_YEARS) -> tuple[int, int]:
    """How many pairs of event and series can be compared, and how many pairs there are."""
    index = price_index(connection)
    events = _events(connection)
    passing = 0
    for key in SERIES:
        series = _series(connection, key)
        usable = _amounts(years_of(_figures(connection, key), series, index)) if series else {}
        windows = [before_after.window(_own_years(event), each_side) for event in events]
        passing += sum(not any(before_after.missing(window, usable)) for window in windows)
    return passing, len(events) * len(SERIES)


def around(connection: Connection, asked: AroundFilter) -> Around:
    """Compare, or refuse. Raises UnknownChoice for an event, series or number of years there is not."""
    events = _events(connection)
    event = next((row for row in events if row["event_key"] == asked.event_key), None)
    if event is None:
        raise UnknownChoice("event", asked.event_key, [row["event_key"] for row in events])
    if asked.series_key not in SERIES:
        raise UnknownChoice("series", asked.series_key, SERIES)
    if asked.each_side not in EACH_SIDE:
        raise UnknownChoice("years on each side", asked.each_side, EACH_SIDE)
    series = _series(connection, asked.series_key)
    if series is None:
        raise UnknownChoice("series", asked.series_key, [key for key, _ in choices(connection)[1]])
    window = before_after.window(_own_years(event), asked.each_side)
    held = _figures(connection, asked.series_key)
    found = years_of(held, series, price_index(connection))
    usable = _amounts(found)
    reasons = words.reasons(window, found, usable)
    compared = None if reasons else before_after.compare(usable, window)
    cited = citations(
        connection,
        [row["document_id"] for row in held if row["year"] in window.years]
        + [event["document_id"], str(scalar(connection, "SELECT MIN(document_id) FROM price_index"))],
    )
    table = CitedTable(
        title=f"{series['title']}, around: {event['title']}",
        rows=pd.DataFrame(_shaped(window, found, compared), columns=COLUMNS),
        unit="US$ million",
        price_basis=f"constant FY{BASE_YEAR} prices",
        year_basis="US fiscal years (October to September)",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=words.caveats(series),
        choices=(
            ("Event", event["words"]),
            ("Series", series["title"]),
            ("Years on each side", str(asked.each_side)),
        ),
        data_version=data_version(connection),
        sentence=words.sentence(window, compared, series),
    )
    return Around(
        table, compared, reasons, _overlapping(events, event, window), words.longest(usable, window)
    )


def _shaped(window: Window, found: Mapping[int, Year], compared: Compared | None) -> list[Row]:
    made = []
    for year in window.years:
        entry = found.get(year, NOTHING)
        side = "event" if year in window.event else "before" if year in window.before else "after"
        means = {"before": compared.mean_before, "after": compared.mean_after} if compared else {}
        span = year_span(year, YearBasis.US_FISCAL)
        amount = entry.amount_usd
        told = (
            f"{amount_words(amount, entry.comparator)} in FY{BASE_YEAR} prices" if amount is not None else ""
        )
        use = "belongs to neither side" if side == "event" else entry.words
        made.append(
            {
                "year": year,
                "year_label": f"FY{year}",
                "starts_on": span.starts_on,
                "ends_on": span.ends_on,
                "side": side,
                "status": entry.status,
                "status_words": entry.words,
                "amount_usd": amount,
                "comparator": entry.comparator.value,
                "label": "" if amount is None else short_amount(amount, entry.comparator),
                "hover": "\n".join(part for part in (f"FY{year} ({side})", told, use) if part),
                "mean_usd": means.get(side),
            }
        )
    return made


def _overlapping(events: Sequence[Row], event: Row, window: Window) -> tuple[str, ...]:
    start = year_span(window.years[0], YearBasis.US_FISCAL).starts_on
    end = year_span(window.years[-1], YearBasis.US_FISCAL).ends_on
    return tuple(
        other["words"]
        for other in events
        if other is not event and other["span"].starts_on < end and other["span"].ends_on > start
    )


def _events(connection: Connection) -> list[Row]:
    """All events in order of date, each with ``span`` and ``words``."""
    held = rows(
        connection, "SELECT event_key, happened_on, date_precision, title, document_id FROM policy_event"
    )
    for row in held:
        exact = DatePrecision(row["date_precision"])
        row["span"] = date_span(row["happened_on"], exact)
        row["words"] = f"{date_words(row['happened_on'], exact)}: {row['title']}"
    return sorted(held, key=lambda row: (row["span"].starts_on, row["event_key"]))


def _own_years(event: Row) -> range:
    """Every fiscal year that the event may have fallen into."""
    span: Span = event["span"]
    return range(fiscal_year_of(span.starts_on), fiscal_year_of(span.last_day) + 1)


def _amounts(found: Mapping[int, Year]) -> dict[int, int]:
    """The amounts of the years that may be compared."""
    return {
        year: entry.amount_usd
        for year, entry in found.items()
        if entry.status == USABLE and entry.amount_usd is not None
    }


def _series(connection: Connection, key: str) -> Row | None:
    return next(iter(rows(connection, "SELECT * FROM series WHERE series_key = :key", key=key)), None)


def _figures(connection: Connection, series_key: str) -> list[Row]:
    return rows(
        connection,
        """SELECT year, year_basis, amount_usd, comparator, is_complete_table, recipient_name, edition_on,
                  document_id
           FROM funding_sum WHERE series_key = :key AND standing = 'current' ORDER BY year, sum_id""",
        key=series_key,
    )


BEHIND = {
    "year": "Fiscal year",
    "recipient_name": "Recipient",
    "amount_usd": "US$, current",
    "comparator_as_printed": "Bound as printed",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "note": "Note",
    "file_row": "Row in our file",
}


def rows_behind(connection: Connection, asked: AroundFilter) -> CitedTable:
    """The stored figures of the window's years (columns: the words of BEHIND), in current dollars."""
    answer = around(connection, asked).table
    years = [int(year) for year in answer.rows["year"]]
    held = rows(
        connection,
        """SELECT f.year, f.recipient_name, f.amount_usd, f.comparator_as_printed, d.title AS document, d.url,
                  f.locator, f.note, f.file_row
           FROM funding_figure f JOIN document d ON d.document_id = f.document_id
           WHERE f.series_key = :key AND f.standing = 'current' AND f.year IN :years
           ORDER BY f.year, f.figure_id""",
        key=asked.series_key,
        years=years,
    )
    table = pd.DataFrame(held, columns=list(BEHIND)).rename(columns=BEHIND)
    return answer.behind(table, unit="US$", price_basis="current prices")
