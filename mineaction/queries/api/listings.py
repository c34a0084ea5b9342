"""The tables that can be asked for by address, with their filters and what has to be said of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, case, literal

from mineaction.queries.api.filters import Filter, Kind
from mineaction.schema import Base
from mineaction.vocabulary import ActivityScope, ClaimMetric, Direction, EventKind, Measure, Standing

FIGURE, CLAIM, EVENT, DOCUMENT, COUNTRY, HELD, SERIES = (
    Base.metadata.tables[name]
    for name in ("funding_figure", "claim", "policy_event", "document", "country", "funding_held", "series")
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of the database under the name of an address. ``more`` are columns worked out, by name."""

    name: str
    table: Table
    title: str
    unit: str
    prices: str
    years: str
    filters: tuple[Filter, ...]
    caveats: tuple[str, ...] = ()
    more: Mapping[str, ColumnElement[str]] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """What the table holds, in a sentence."""
        return self.table.comment or ""


def _words(of: type[StrEnum]) -> tuple[str, ...]:
    return tuple(item.value for item in of)


def _span(column: object, what: str, *, is_date: bool = True) -> tuple[Filter, Filter]:
    """Filters ``from`` and ``to``."""
    if not is_date:
        return (
            Filter("from", Kind.FIRST_YEAR, f"First {what}.", (column,), example="2010"),
            Filter("to", Kind.LAST_YEAR, f"Last {what}.", (column,), example="2015"),
        )
    how = "as 2010, 2010-05 or 2010-05-31; a date known only to the year counts as its first day"
    return (
        Filter("from", Kind.FIRST_DAY, f"First {what}, {how}.", (column,), example="2010"),
        Filter("to", Kind.LAST_DAY, f"Last {what}, written so too.", (column,), example="2015-06"),
    )


UNDATED = "Rows without a date are left out where a date is asked for."

LISTINGS = (
    Listing(
        name="figures",
        table=FIGURE,
        title="Amounts as reported, one row a figure",
        unit="US$",
        prices="current prices",
        years="as each row says (year_basis)",
        filters=(
            Filter(
                "series",
                Kind.WORD,
                "Series, by its short name. Choose one before adding anything up.",
                (FIGURE.c.series_key,),
                known_in=(SERIES.c.series_key,),
                example="us_cwd_all_agencies",
            ),
            Filter(
                "donor",
                Kind.WORD,
                "Who gives: any name, or ISO 3166 code.",
                (FIGURE.c.donor_name, FIGURE.c.donor_iso3),
                known_in=(HELD.c.donor_name, HELD.c.donor_iso3),
                is_country=True,
                example="USA",
            ),
            Filter(
                "recipient",
                Kind.WORD,
                "Where the work happens: any name, or ISO 3166 code.",
                (FIGURE.c.recipient_name, FIGURE.c.recipient_iso3),
                known_in=(HELD.c.recipient_name, HELD.c.recipient_iso3),
                is_country=True,
                example="IRQ",
            ),
            *_span(FIGURE.c.year, "year", is_date=False),
            Filter("measure", Kind.WORD, "What kind of amount.", (FIGURE.c.measure,), _words(Measure)),
            Filter(
                "standing",
                Kind.WORD,
                "How a row stands to others that report the same thing; only current ones may be added.",
                (FIGURE.c.standing,),
                _words(Standing),
                example="current",
            ),
        ),
        caveats=(
            "Different series often report the same dollar: never add amounts of two series.",
            "Keep standing = current, or revised and repeated values count again.",
            "Leave rows with is_complete_table = 0 out of totals: the table they stand in was cut off.",
            "No row means that no figure was found. It does not mean zero.",
        ),
        more={"unit": literal("US$"), "prices": literal("current")},
    ),
    Listing(
        name="claims",
        table=CLAIM,
        title="What was said about amounts and numbers, one row a statement",
        unit="US$, countries, people or percent, as each row says (unit)",
        prices="amounts in current prices",
        years="date of the statement",
        filters=(
            Filter("metric", Kind.WORD, "What is counted.", (CLAIM.c.metric,), _words(ClaimMetric)),
            Filter(
                "scope",
                Kind.WORD,
                "What the money was for.",
                (CLAIM.c.activity_scope,),
                _words(ActivityScope),
            ),
            Filter(
                "by", Kind.WORD, "Who said it, under one name.", (CLAIM.c.made_by,), example="White House"
            ),
            *_span(CLAIM.c.made_on, "day of the statement"),
        ),
        caveats=(
            "“Over”, “nearly” and “about” are bounds (value_low, value_high), not values.",
            "Statements are never added up, and fill no gap in figures.",
            UNDATED,
        ),
        more={"prices": case((CLAIM.c.unit == "USD", "current"), else_="")},
    ),
    Listing(
        name="events",
        table=EVENT,
        title="What governments and others decided, one row an event",
        unit="one row an event",
        prices="",
        years="date of the event",
        filters=(
            Filter("kind", Kind.WORD, "What it is about.", (EVENT.c.kind,), _words(EventKind)),
            Filter("actor", Kind.WORD, "Who acted, as listed.", (EVENT.c.actor,), example="Congress"),
            Filter(
                "direction",
                Kind.WORD,
                "Our reading of which way it points.",
                (EVENT.c.direction,),
                _words(Direction),
            ),
            *_span(EVENT.c.happened_on, "day of the event"),
        ),
        caveats=(
            "Events stand beside the money in time; nothing here says that one moved the other.",
            "The direction is our reading, not a citation.",
        ),
    ),
    Listing(
        name="documents",
        table=DOCUMENT,
        title="The bibliography, one row a document",
        unit="one row a document",
        prices="",
        years="date of publication",
        filters=(
            Filter("publisher", Kind.WORD, "Who published it, as listed.", (DOCUMENT.c.publisher,)),
            Filter(
                "q",
                Kind.WORDS,
                "Words to look for in title, publisher, date and short name, in any order.",
                (
                    DOCUMENT.c.title,
                    DOCUMENT.c.publisher,
                    DOCUMENT.c.published_as_printed,
                    DOCUMENT.c.published_on,
                    DOCUMENT.c.document_id,
                ),
                example="Landmine Monitor",
            ),
        ),
        caveats=("An empty address means that no public one is known.",),
    ),
    Listing(
        name="countries",
        table=COUNTRY,
        title="Countries and areas, one row each",
        unit="one row a country or area",
        prices="",
        years="",
        filters=(
            Filter(
                "iso3",
                Kind.WORD,
                "ISO 3166 code, or any name.",
                (COUNTRY.c.iso3,),
                is_country=True,
                example="LAO",
            ),
            Filter(
                "q",
                Kind.WORDS,
                "Words to look for in its names, those printed in documents and everyday ones too, in any "
                "order; or an ISO 3166 code.",
                (COUNTRY.c.name, COUNTRY.c.short_name),
                is_country=True,
                example="Lao",
            ),
        ),
        caveats=("Names of countries and areas imply no position on status or borders.",),
    ),
)
BY_NAME = {listing.name: listing for listing in LISTINGS}
