"""What may be asked: the reader's choices as values, checked against what the data has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mineaction.vocabulary import EventKind, PriceBasis

ALL_RECIPIENTS = ""
"""The choice of no single recipient."""

BASE_YEAR = 2024
"""The fiscal year whose prices constant dollars are given in."""

KINDS_SHOWN_FIRST = (EventKind.USE, EventKind.FUNDING)
"""What the timeline shows unasked: rules on use, and money. Readers add the rest."""


@dataclass(frozen=True, slots=True)
class FundingFilter:
    """One funding question: a choice of series, lines of it, years, a recipient, and prices.

    ``series_keys`` empty means the lines that are shown first. Years are inclusive; None means all.
    ``donor`` empty means the donor its choice shows first, where that is of one donor at a time.
    """

    choice_key: str
    series_keys: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    recipient: str = ALL_RECIPIENTS
    price_basis: PriceBasis = PriceBasis.CURRENT
    donor: str = ""


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which stretch of the policy timeline, and which kinds of event. ``ends_on`` is not included."""

    starts_on: date
    ends_on: date
    kinds: tuple[EventKind, ...] = field(default=KINDS_SHOWN_FIRST)
