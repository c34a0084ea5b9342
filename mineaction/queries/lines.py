"""Which series, recipients and years a funding choice offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from mineaction.errors import UnknownChoice
from mineaction.queries.asking import Row, rows
from mineaction.queries.choices import BY_KEY, CHOICES, FETCHED_FROM, FundingChoice
from mineaction.queries.donors.who_to_whom import OTHER_DONORS
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import ActivityScope, Measure

PERIOD_START, PERIOD_END = 1900, 2100
"""Years that hold every figure: what is asked where the reader sets no limit."""

TO_FETCH = "Whoever runs this dashboard can fetch it: {command}"


@dataclass(frozen=True, slots=True)
class Line:
    """One series as a choice offers it."""

    series_key: str
    title: str
    panel_title: str
    measure: Measure
    activity_scope: ActivityScope
    adds_over: str
    is_shown_first: bool
    caveat: str


def choice_of(asked: FundingFilter) -> FundingChoice:
    """The choice a filter names. Raises UnknownChoice, naming those there are."""
    if asked.choice_key not in BY_KEY:
        raise UnknownChoice("series", asked.choice_key, [choice.key for choice in CHOICES])
    return BY_KEY[asked.choice_key]


def donor_of(asked: FundingFilter, choice: FundingChoice) -> str:
    """The donor an answer is limited to; empty where it is of all donors."""
    return asked.donor or choice.donor_name


def with_figures(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """The series among ``keys`` that have a figure."""
    held = rows(
        connection,
        "SELECT DISTINCT series_key FROM funding_held WHERE series_key IN :keys",
        keys=list(keys),
    )
    return frozenset(row["series_key"] for row in held)


def offered(connection: Connection) -> tuple[str, ...]:
    """The keys of the choices that have a figure, in their order; of all, where none has one."""
    held = with_figures(connection, chain.from_iterable(choice.every_line for choice in CHOICES))
    found = tuple(choice.key for choice in CHOICES if held.intersection(choice.every_line))
    return found or tuple(BY_KEY)


def not_fetched(connection: Connection) -> dict[str, str]:
    """Why a choice is not offered, and how to get its figures, by its key."""
    shown = offered(connection)
    said = {}
    for choice in CHOICES:
        if choice.key not in shown:
            command = fetch_command(choice)
            next_step = f" {TO_FETCH.format(command=command)}" if command else ""
            said[choice.key] = why_empty(choice) + next_step
    return said


def why_empty(choice: FundingChoice) -> str:
    """What is said of a choice without a figure."""
    why = ": nothing has been fetched from its publisher yet" if choice.is_only_fetched else ""
    return f"No figure of “{choice.label}” is held{why}."


def fetch_command(choice: FundingChoice) -> str:
    """The command that fetches figures of a choice; empty where none is fetched."""
    sources = dict.fromkeys(FETCHED_FROM[key] for key in choice.every_line if key in FETCHED_FROM)
    return f"python -m etl refresh {' '.join(sources)}" if sources else ""


def lines(
    connection: Connection,
    choice: FundingChoice,
    recipient: str = "",
    donor: str = "",
    *,
    silent_too: bool = False,
) -> tuple[Line, ...]:
    """The series of a choice, in the order the choice gives them.

    A recipient of whom none of the lines that are shown first tells is shown the lines that do, and so is
    a donor. Lines without a figure are left out, unless none has one; so are lines that tell nothing of the
    donor, unless ``silent_too``.
    """
    donor = donor or choice.donor_name
    keys = choice.lines_for(recipient)
    held = rows(connection, "SELECT * FROM series WHERE series_key IN :keys", keys=list(keys))
    by_key = {row["series_key"]: row for row in held}
    found = with_figures(connection, keys)
    if found:
        by_key = {key: row for key, row in by_key.items() if key in found}
    first = {key for key, row in by_key.items() if row["is_shown_first"]} or set(by_key)
    if recipient or donor:
        telling = rows(
            connection,
            """SELECT DISTINCT series_key FROM funding_held
               WHERE series_key IN :keys AND (:recipient = '' OR recipient_name = :recipient)
                 AND (:donor = '' OR donor_name = :donor) AND standing <> 'repeat'""",
            keys=list(keys),
            recipient=recipient,
            donor=donor,
        )
        told = {row["series_key"] for row in telling}
        first = first & told or told
        if donor and not silent_too:
            by_key = {key: row for key, row in by_key.items() if key in told}
    return tuple(line_of(by_key[key], is_shown_first=key in first) for key in keys if key in by_key)


def line_of(row: Row, *, is_shown_first: bool) -> Line:
    """A row of the table of series as a line."""
    return Line(
        series_key=row["series_key"],
        title=row["title"],
        panel_title=row["panel_title"],
        measure=Measure(row["measure"]),
        activity_scope=ActivityScope(row["activity_scope"]),
        adds_over=row["adds_over"],
        is_shown_first=is_shown_first,
        caveat=row["caveat"],
    )


def donors(connection: Connection, choice_key: str) -> tuple[str, ...]:
    """Donors by name, for a choice of one donor at a time; none for the others. Several are no donor."""
    choice = BY_KEY[choice_key]
    if not choice.donor_name:
        return ()
    held = rows(
        connection,
        """SELECT DISTINCT donor_name FROM funding_held
           WHERE series_key IN :series AND donor_name <> :not_one ORDER BY donor_name""",
        series=[*choice.lines, *choice.recipient_lines],
        not_one=OTHER_DONORS,
    )
    return tuple(row["donor_name"] for row in held)


def recipients(connection: Connection, choice_key: str, donor: str = "") -> tuple[str, ...]:
    """Recipients that have a figure in a choice's series: countries by name, then regions and others."""
    choice = BY_KEY[choice_key]
    if not choice.recipient_lines:
        return ()
    held = rows(
        connection,
        """SELECT recipient_name, MIN(CASE recipient_scope WHEN 'country' THEN 0 ELSE 1 END) AS rank
           FROM funding_held WHERE series_key IN :series AND (:donor = '' OR donor_name = :donor)
           GROUP BY recipient_name ORDER BY rank, recipient_name""",
        series=list(choice.recipient_lines),
        donor=donor or choice.donor_name,
    )
    return tuple(row["recipient_name"] for row in held if row["recipient_name"] != "Global")


def year_range(connection: Connection, choice_key: str, donor: str = "") -> tuple[int, int]:
    """First and last year with a figure in any series of a choice."""
    choice = BY_KEY[choice_key]
    [held] = rows(
        connection,
        """SELECT MIN(year) AS first, MAX(year) AS last FROM funding_held
           WHERE series_key IN :series AND (:donor = '' OR donor_name = :donor)""",
        series=[*choice.lines, *choice.recipient_lines],
        donor=donor or choice.donor_name,
    )
    return (PERIOD_START, PERIOD_END) if held["first"] is None else (held["first"], held["last"])


def shown_lines(connection: Connection, asked: FundingFilter) -> tuple[Line, ...]:
    """The lines a filter shows: those it names, else those that are shown first.

    Raises UnknownChoice for a choice or line there is not, and for a recipient or donor where the choice
    has none.
    """
    choice = choice_of(asked)
    if asked.donor and not choice.donor_name:
        raise UnknownChoice("donor", asked.donor, ["all donors"])
    if not choice.lines_for(asked.recipient):
        raise UnknownChoice("recipient", asked.recipient, ["all recipients"])
    offered = lines(connection, choice, asked.recipient, asked.donor, silent_too=True)
    known = {line.series_key for line in offered}
    for key in asked.series_keys:
        if key not in known:
            raise UnknownChoice("line", key, sorted(known))
    if asked.series_keys:
        return tuple(line for line in offered if line.series_key in asked.series_keys)
    return tuple(line for line in offered if line.is_shown_first) or offered
