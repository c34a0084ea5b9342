"""The register of policy events: every decision with its date, actor, direction and document, filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable, Timeline
from mineaction.errors import UnknownChoice
from mineaction.periods import date_words
from mineaction.queries.asking import Row, citations, publishers_line, rows
from mineaction.queries.filters import TimelineFilter
from mineaction.queries.policy import timeline as policy
from mineaction.vocabulary import (
    CONFIDENCE_LABELS,
    EVENT_KIND_LABELS,
    Confidence,
    DatePrecision,
    Direction,
    EventKind,
)

DIRECTION_LABELS: dict[Direction, str] = {
    Direction.RESTRICTS: "restricts",
    Direction.LOOSENS: "loosens",
    Direction.CUTS_FUNDING: "cuts funding",
    Direction.NEUTRAL: "neither restricts nor loosens",
}
"""Which way an event points, in words; the order is that of the lanes."""

ACTOR_LABELS = {
    "US executive": "US President and executive branch",
    "DoD": "US Defense Department",
    "State": "US State Department and USAID",
    "Congress": "US Congress",
    "treaty": "Treaty conferences",
    "UN": "United Nations",
    "other states": "Other states",
    "civil society": "Civil society",
}
"""Who acted, in reader's words; the order is that of the lanes. An actor not listed keeps its own word."""

US_ACTORS = ("US executive", "DoD", "State", "Congress")
"""Those of them that act for the United States."""

LANES = {"kind": "Kind", "direction": "Direction (our reading)", "actor": "Actor"}
"""What the lanes of the figure may stand for."""

FIELDS = ("kind", "actor", "administration_key", "direction", "confidence")
MIXED = "our reading is mixed: "


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which events: an empty tuple leaves a field open. Years are calendar years, inclusive, or None.

    ``only`` is the key of a single event, shown whatever else is asked for; empty for none.
    """

    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    administrations: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    lanes_by: str = "kind"
    only: str = ""

    @property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The values asked for by field, in the order of FIELDS."""
        asked = (self.kinds, self.actors, self.administrations, self.directions, self.confidences)
        return dict(zip(FIELDS, asked, strict=True))


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """What may be asked: values that occur, each with its words, the first and last year, and every event.

    ``events`` are titles with their dates by key, newest first.
    """

    values: Mapping[str, Mapping[str, str]]
    first_year: int
    last_year: int
    events: Mapping[str, str]


def choices(connection: Connection) -> RegisterChoices:
    """The values that occur in the register, by field (see FIELDS), in a fixed order."""
    held = rows(
        connection,
        """SELECT event_key, title, happened_on, date_precision, kind, actor, direction, confidence
           FROM policy_event ORDER BY happened_on DESC, event_key""",
    )
    governed = rows(
        connection,
        """SELECT administration_key AS key, president FROM administration
           WHERE administration_key IN (SELECT administration_key FROM policy_event) ORDER BY starts_on""",
    )
    found = {field: {row[field] for row in held} for field in ("kind", "actor", "direction", "confidence")}
    actors = [actor for actor in ACTOR_LABELS if actor in found["actor"]]
    actors += sorted(found["actor"] - set(actors))
    start, end = policy.reach(connection)
    return RegisterChoices(
        values={
            "kind": {kind.value: words for kind, words in EVENT_KIND_LABELS.items() if kind in found["kind"]},
            "actor": {actor: ACTOR_LABELS.get(actor, actor) for actor in actors},
            "administration_key": {row["key"]: row["key"] for row in governed},
            "direction": {
                way.value: words for way, words in DIRECTION_LABELS.items() if way in found["direction"]
            },
            "confidence": {
                level.value: words
                for level, words in CONFIDENCE_LABELS.items()
                if level in found["confidence"]
            },
        },
        first_year=start.year,
        last_year=max(start.year, end.year if end > date(end.year, 1, 1) else end.year - 1),
        events={row["event_key"]: _named(row) for row in held},
    )


def newest_us_use(connection: Connection) -> str:
    """The key of the newest decision on the use of mines that the United States made; empty without one."""
    held = rows(
        connection,
        """SELECT event_key FROM policy_event WHERE kind = :use AND actor IN :own
           ORDER BY happened_on DESC, event_key DESC LIMIT 1""",
        use=EventKind.USE.value,
        own=list(US_ACTORS),
    )
    return str(held[0]["event_key"]) if held else ""


def _named(row: Row) -> str:
    return f"{row['title']}, {date_words(row['happened_on'], DatePrecision(row['date_precision']))}"


def register(connection: Connection, asked: RegisterFilter) -> Timeline:
    """The events asked for, numbered in order of date, and the administrations of their time.

    ``events.rows`` columns: those of cited.Timeline, and ``actor_label``, ``administration_key``,
    ``direction_words``, ``reader_note``, ``lane_key``, ``lane_title``, ``lane_position`` and ``file_row``.
    ``hidden_count`` counts the register's other events. Raises UnknownChoice for a value that is not known.
    """
    allowed = choices(connection)
    _check(asked, allowed)
    if asked.only:
        asked = RegisterFilter(only=asked.only, lanes_by=asked.lanes_by)
    first, last = asked.first_year or allowed.first_year, asked.last_year or allowed.last_year
    span = TimelineFilter(date(first, 1, 1), date(last + 1, 1, 1), tuple(EventKind))
    whole = policy.timeline(connection, span)
    more = {
        row["event_key"]: row
        for row in rows(connection, "SELECT event_key, administration_key, file_row FROM policy_event")
    }
    shown: list[Row] = []
    for row in whole.events.rows.to_dict("records"):
        event = {**{str(name): value for name, value in row.items()}, **more[row["event_key"]]}
        if asked.only not in ("", event["event_key"]):
            continue
        if all(event[field] in wanted for field, wanted in asked.wanted.items() if wanted):
            shown.append(_described(event, asked.lanes_by, allowed, len(shown) + 1))
    cited = citations(connection, (row["document_id"] for row in shown))
    events = replace(
        whole.events,
        title="What was decided, and when",
        rows=pd.DataFrame(shown, columns=COLUMNS),
        unit="policy decisions and events",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(*policy.CAVEATS, *_notes_on(shown)),
        choices=_in_words(asked, allowed, first, last),
        sentence=_sentence(shown),
    )
    return Timeline(events, whole.administrations, len(more) - len(shown))


COLUMNS = (
    *policy.EVENT_COLUMNS,
    *("actor_label", "administration_key", "direction_words", "reader_note"),
    *("lane_key", "lane_title", "lane_position", "file_row"),
)

BEHIND = {
    "number": "No.",
    "date_words": "Date",
    "title": "Event",
    "summary": "Summary",
    "kind_label": "Kind",
    "actor_label": "Actor",
    "administration_key": "US administration",
    "direction_words": "Direction (our reading)",
    "confidence_label": "Confidence",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "reader_note": "Note",
    "file_row": "Row in our file",
}
"""Columns of the rows behind the figure, in reader's words."""


def rows_behind(connection: Connection, asked: RegisterFilter) -> CitedTable:
    """The same events for reading and taking away, one a row (columns: the words of BEHIND)."""
    events = register(connection, asked).events
    return events.behind(events.rows[list(BEHIND)].rename(columns=BEHIND))


def reader_note(note: str) -> str:
    """A row's note; empty where all it says is that our reading is mixed, which ``direction_words`` says."""
    return "" if note.startswith(MIXED) else note


def direction_words(direction: str, note: str = "") -> str:
    """Our reading in words; where the row's note says that it is mixed, both sides of it."""
    if note.startswith(MIXED):
        return f"mixed: {note.removeprefix(MIXED)}"
    return DIRECTION_LABELS[Direction(direction)]


def _check(asked: RegisterFilter, allowed: RegisterChoices) -> None:
    for field, wanted in asked.wanted.items():
        for value in wanted:
            if value not in allowed.values[field]:
                raise UnknownChoice(field.removesuffix("_key"), value, list(allowed.values[field]))
    if asked.only and asked.only not in allowed.events:
        raise UnknownChoice("event", asked.only, list(allowed.events))
    if asked.lanes_by not in LANES:
        raise UnknownChoice("lanes", asked.lanes_by, list(LANES))


def _described(event: Row, lanes_by: str, allowed: RegisterChoices, number: int) -> Row:
    lanes = allowed.values[lanes_by]
    lane = event[lanes_by]
    return {
        **event,
        "number": number,
        "actor_label": ACTOR_LABELS.get(event["actor"], event["actor"]),
        "direction_words": direction_words(event["direction"], event["note"]),
        "reader_note": reader_note(event["note"]),
        "lane_key": lane,
        "lane_title": lanes[lane][:1].upper() + lanes[lane][1:],
        "lane_position": list(lanes).index(lane),
    }


def _notes_on(shown: Sequence[Row]) -> list[str]:
    notes = []
    if any(row["confidence"] == Confidence.REPORTED_UNPUBLISHED for row in shown):
        notes.append(
            "One event or more was reported by the press and not officially published; where drawn, its "
            "mark is hollow and dashed."
        )
    if any(row["ends_on"].toordinal() - row["starts_on"].toordinal() > 1 for row in shown):
        notes.append(
            "Where only the month or the year is known, a line covers all the days it may have been."
        )
    notes.append(
        "The register holds what was found in documents; a decision that is not here may still exist."
    )
    return notes


def _in_words(
    asked: RegisterFilter, allowed: RegisterChoices, first: int, last: int
) -> tuple[tuple[str, str], ...]:
    names = ("Kinds", "Actors", "US administrations", "Direction", "Confidence")
    said = [
        (name, ", ".join(allowed.values[field][value] for value in wanted))
        for name, (field, wanted) in zip(names, asked.wanted.items(), strict=True)
        if wanted
    ]
    if asked.only:
        return (("Event", allowed.events[asked.only]),)
    return (*said, ("Years", f"{first} to {last}"))


def _sentence(shown: Sequence[Row]) -> str:
    if not shown:
        return ""
    if len(shown) == 1:
        [row] = shown
        unpublished = row["confidence"] == Confidence.REPORTED_UNPUBLISHED.value
        doubt = f"; {row['confidence_label']}" if unpublished else ""
        return f"{row['title']} ({row['date_words']}{doubt}); our reading: {row['direction_words']}."
    count = Counter(row["direction"] for row in shown)
    readings = [
        f"{count[way]} {verb}"
        for way, verb in (
            (Direction.RESTRICTS, "restrict what may be done with mines or cluster munitions"),
            (Direction.LOOSENS, "loosen it"),
            (Direction.CUTS_FUNDING, "cut funding"),
            (Direction.NEUTRAL, "do neither"),
        )
        if count[way]
    ]
    listed = ", ".join(readings[:-1]) + (" and " if readings[:-1] else "") + readings[-1]
    first, last = shown[0]["date_words"], shown[-1]["date_words"]
    said = f"{len(shown)} decisions and events are listed, from {first} to {last}; in our reading {listed}."
    on_use = [row for row in shown if row["kind"] == EventKind.USE]
    if on_use:
        newest = on_use[-1]
        doubt = (
            f"; {newest['confidence_label']}"
            if newest["confidence"] == Confidence.REPORTED_UNPUBLISHED.value
            else ""
        )
        said += f" The newest on the use of mines: {newest['title']} ({newest['date_words']}{doubt})."
    return said
