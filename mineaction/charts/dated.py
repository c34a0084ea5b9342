"""What stands on a date that may be known only to the month or the year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mineaction.charts.frame import moment
from mineaction.charts.sketch import Part, scatter


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened on one of the days from ``starts_on`` up to ``ends_on`` (not included)."""

    starts_on: date
    ends_on: date

    @property
    def at(self) -> str:
        """The middle of the days its date may mean, as ISO text."""
        return moment(self.starts_on, self.ends_on, 0.5)

    @property
    def is_day(self) -> bool:
        """Whether the exact day is known."""
        return (self.ends_on - self.starts_on).days <= 1


def along(spans: Iterable[tuple[date, date]]) -> list[str | None]:
    """The x of one line over each span, as ISO text; None parts it from the next."""
    return [place for start, end in spans for place in (start.isoformat(), end.isoformat(), None)]


def level(values: Iterable[float]) -> list[float | None]:
    """The y of one level line at each value; None parts it from the next."""
    return [place for value in values for place in (value, value, None)]


def whiskers(spans: Iterable[tuple[date, date]], values: Iterable[float], colour: str) -> Part:
    """A thin line with ends over all the days each date may mean, at the height of its value."""
    return scatter(
        "whiskers",
        x=along(spans),
        y=level(values),
        mode="lines+markers",
        line={"width": 1.2, "color": colour},
        marker={"symbol": "line-ns", "size": 6, "line": {"width": 1.2, "color": colour}, "opacity": 1},
        hoverinfo="skip",
    )
