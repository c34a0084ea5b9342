"""Policy events of a briefing: each told once for all figures, with the numbers it bears on charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mineaction.cited import Timeline
from mineaction.exhibits.exhibit import Taken
from mineaction.export.references import References

if TYPE_CHECKING:
    from mineaction.export.pack.opened import Figure

EVENTS = "Policy events in the span of the figures"
MOST_BESIDE = 6
"""So many events stand below the figure that numbers them; more stand in the appendix alone."""


@dataclass(frozen=True, slots=True)
class Event:
    """One policy event, with the number of its document.

    ``numbers`` say which it is on the charts that do not list their events below: ``Figure 9: 12``.
    """

    key: str
    when: str
    title: str
    summary: str
    kind: str
    confidence: str
    cited: int
    numbers: tuple[str, ...] = ()


def timeline_of(taken: Taken) -> Timeline | None:
    """The policy events a figure shows: those below it, or those it is made of."""
    shown = (taken.exhibit.timeline, *taken.exhibit.drawn_from)
    return next((part for part in shown if isinstance(part, Timeline)), None)


def is_of_events(taken: Taken) -> bool:
    """Whether the figure draws policy events and nothing else."""
    return taken.exhibit.timeline is None and timeline_of(taken) is not None


def far_events(taken: Taken) -> int:
    """How many events a figure numbers that do not stand below it; 0 where they do, or there are none."""
    timeline = timeline_of(taken)
    count = 0 if timeline is None else len(timeline.events.rows)
    return count if count > MOST_BESIDE else 0


def far_words(taken: Taken) -> str:
    """Where those events are; empty where they stand below the figure."""
    count = far_events(taken)
    words = f"The {count} policy events numbered on the chart stand in the appendix, with their numbers."
    return words if count else ""


def events_of(figures: Iterable[Figure], references: References) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events on the figures' timelines, each once, in order of date; and what to know of them."""
    held: dict[str, dict[str, Any]] = {}
    numbers: dict[str, list[str]] = {}
    caveats: dict[str, None] = {}
    for figure in figures:
        if (timeline := timeline_of(figure.taken)) is None:
            continue
        caveats |= dict.fromkeys(timeline.events.caveats if not timeline.events.is_empty else ())
        is_far = bool(far_events(figure.taken))
        for row in timeline.events.rows.to_dict("records"):
            held.setdefault(row["event_key"], {str(name): value for name, value in row.items()})
            if is_far:
                numbers.setdefault(row["event_key"], []).append(f"{figure.label}: {int(row['number'])}")
    ordered = sorted(held.values(), key=lambda row: (row["starts_on"], row["ends_on"], row["event_key"]))
    events = tuple(
        Event(
            key=row["event_key"],
            when=row["date_words"],
            title=row["title"],
            summary=row["summary"],
            kind=row["kind_label"],
            confidence=row["confidence_label"],
            cited=references.number(row["document_id"]),
            numbers=tuple(numbers.get(row["event_key"], ())),
        )
        for row in ordered
    )
    return events, tuple(caveats)
