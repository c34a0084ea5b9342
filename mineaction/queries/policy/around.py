"""Money around a policy event: means before and after in constant dollars, or why none can be given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
from mineaction.queries.usable_years import NOT_BEGUN, NOTHING, USABLE, Year, years_of
from mineaction.vocabulary import DatePrecision, YearBasis

SERIES = (
    *("al_usaspending_obligations", "us_demining_all", "us_cwd_all_agencies", "us_state_cwd"),
    "us_cwd_country_totals",
)
"""The series of yearly US amounts that are long enough to ask of, the one offered first in front."""

EACH_SIDE = (4, 5, 6, 8)
"""How many years on either side may be asked for."""

ABROAD = "other states"
"""Who acts in events that no US money is set around."""

COLUMNS = (
    "year year_label starts_on ends_on side status status_words amount_usd comparator label hover mean_usd "
    "doubts"
).split()
"""``doubts`` (a tuple of doubts.Doubt) is why an amount is a part, as ``status_words`` say."""


@dataclass(frozen=True, slots=True)
class AroundFilter:
    """One event, one series, and how many fiscal years on either side."""

    event_key: str
    series_key: str
    each_side: int = LEAST_YEARS


@dataclass(frozen=True, slots=True)
class Around:
    """The answer: ``table`` has a row for each fiscal year of the window (columns: COLUMNS).

    ``compared`` is None where no means are given; ``reasons`` then say why, in whole sentences.
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


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked.

    ``events``, newest first, as key to "date: title", without those of other states, which are in
    ``abroad`` with what is said of them. ``series`` as key to title. ``widths`` are the numbers of years on
    a side with which one pair at least has its means, and the least; ``has_means`` says whether one has.
    """

    events: Mapping[str, str]
    abroad: Mapping[str, str]
    series: Mapping[str, str]
    widths: tuple[int, ...]
    has_means: bool


def choices(connection: Connection) -> Choices:
    """The events, series and widths of today's figures."""
    titles = rows(
        connection, "SELECT series_key, title FROM series WHERE series_key IN :keys", keys=list(SERIES)
    )
    by_key = {row["series_key"]: row["title"] for row in titles}
    known = _events(connection)
    own = [event for event in reversed(known) if event["actor"] != ABROAD]
    usable = [_amounts(_years(connection, key)) for key in SERIES if key in by_key]
    passing = tuple(count for count in EACH_SIDE if _passes(own, usable, count))
    return Choices(
        events={event["event_key"]: event["words"] for event in own},
        abroad={
            event["event_key"]: words.ABROAD.format(event=event["words"])
            for event in known
            if event["actor"] == ABROAD
        },
        series={key: by_key[key] for key in SERIES if key in by_key},
        widths=tuple(sorted({LEAST_YEARS, *passing})),
        has_means=bool(passing),
    )


def _passes(events: Sequence[Row], usable: Sequence[Mapping[int, int]], each_side: int) -> bool:
    """Whether any event has all years of both sides in any of the series."""
    windows = [before_after.window(_own_years(event), each_side) for event in events]
    return any(not any(before_after.missing(window, held)) for window in windows for held in usable)


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
        raise UnknownChoice("series", asked.series_key, list(choices(connection).series))
    window = before_after.window(_own_years(event), asked.each_side)
    held = _figures(connection, asked.series_key)
    found = years_of(held, series, price_index(connection))
    found |= _ahead(window, found, date.fromisoformat(scalar(connection, "SELECT figures_as_of FROM build")))
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
        sentence=words.sentence(window, compared, series, found, usable),
    )
    return Around(
        table, compared, reasons, _overlapping(events, event, window), words.longest(usable, window)
    )


def _ahead(window: Window, found: Mapping[int, Year], as_of: date) -> dict[int, Year]:
    """The years of the window that began only after the figures were last read: nothing is missing there."""
    return {
        year: NOT_BEGUN
        for year in window.years
        if year not in found and year_span(year, YearBasis.US_FISCAL).starts_on > as_of
    }


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
                "doubts": (entry.doubt,) if entry.doubt else (),
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
        connection,
        "SELECT event_key, happened_on, date_precision, title, actor, document_id FROM policy_event",
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


def _years(connection: Connection, series_key: str) -> dict[int, Year]:
    """What a series that is held gives for each year."""
    series = _series(connection, series_key)
    assert series is not None
    return years_of(_figures(connection, series_key), series, price_index(connection))


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
