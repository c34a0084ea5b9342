"""What became of the attempts to bring sources up to date, as the history tells it, in reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection

from mineaction.editions import OUTCOME_WORDS, Attempt, Outcome
from mineaction.periods import date_words
from mineaction.queries.asking import rows
from mineaction.vocabulary import DatePrecision

LOOKED = frozenset({Outcome.REFRESHED, Outcome.NOTHING_NEW, Outcome.ADDED})
"""Outcomes after which what is charted is what the publisher shows."""
ASKED = frozenset({Outcome.REFRESHED, Outcome.NOTHING_NEW, Outcome.HELD_BACK})
"""Outcomes after which what is held was compared with what the publisher shows."""
SETTLED = frozenset({Outcome.REFRESHED, Outcome.ADDED, Outcome.ROLLED_BACK})
"""Outcomes after which no edition waits for a person any more."""
# From where the words say what to type: a reader of the page has nowhere to type it.
_COMMAND = re.compile(r"\s*(?P<lead>If it is right: |; to chart it again: )?python -m etl.*$", re.DOTALL)
_KEY = re.compile(r"set MINEACTION_\w+ to it$")
_FOLDERS = re.compile(r"(?<![\w:/.])(?:/[^\s/:]+)+/(?=[^\s/:]+)")
"""The folders before the name of a file of the server; addresses on the web are left as they are."""
_SHORT_NAME = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
_LAST_STOP = re.compile(r"[^.;]*$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of one source: each in words, empty where there is nothing to tell.

    ``looked_on`` is the day (ISO) on which the publisher was last found to show what is charted, or rows were
    last added by hand; ``asked_on`` the day on which the publisher itself was last asked, and answered.
    """

    last: str = ""
    came_to: str = ""
    held_back: str = ""
    looked_on: str = ""
    asked_on: str = ""


def series_titles(connection: Connection) -> dict[str, str]:
    """The title of each series, by its short name."""
    held = rows(connection, "SELECT series_key, title FROM series")
    return {row["series_key"]: row["title"] for row in held}


def by_source(
    history: Iterable[Attempt], titles: Mapping[str, str] = MappingProxyType({})
) -> Mapping[str, Told]:
    """What is told of each source, by key.

    ``history`` is every attempt, oldest first; ``titles`` are of series, by short name.
    """
    held: dict[str, list[Attempt]] = {}
    for attempt in history:
        held.setdefault(attempt.source_key, []).append(attempt)
    return {key: _told(attempts, titles) for key, attempts in held.items()}


def _told(attempts: list[Attempt], titles: Mapping[str, str]) -> Told:
    last = attempts[-1]
    waits, looked_on, asked_on = "", "", ""
    for attempt in attempts:
        if attempt.outcome is Outcome.HELD_BACK:
            waits = f"since {day_and_time(attempt.at)}: {for_readers(attempt.words, titles)}"
        elif attempt.outcome in SETTLED:
            waits = ""
        if attempt.outcome in LOOKED:
            looked_on = attempt.at[:10]
        if attempt.outcome in ASKED:
            asked_on = attempt.at[:10]
    came_to = outcome_words(last.outcome, last.words, titles)
    return Told(day_and_time(last.at), came_to, waits, looked_on, asked_on)


def outcome_words(outcome: Outcome, words: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """What an attempt came to: the outcome, and what was said of it without commands to type."""
    said = for_readers(words, titles)
    return f"{OUTCOME_WORDS[outcome]}{f' ({said})' if said else ''}"


def for_readers(words: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The words of an attempt up to where they say what to type, without a full stop at the end.

    Folders of the server are left out. Series are called by their ``titles``, as far as those are given.
    """
    words = _FOLDERS.sub("", _without_commands(words)).replace("the card allows", "the limit is")
    return _SHORT_NAME.sub(lambda it: f"“{titles[it[0]]}”" if it[0] in titles else it[0], words)


def _without_commands(words: str) -> str:
    words = _KEY.sub("", words).rstrip(" :")
    if not (found := _COMMAND.search(words)):
        return words.strip().rstrip(".")
    before = words[: found.start()]
    if found["lead"] is None and not before.endswith((".", ";")):
        # The command stands inside a sentence, which says nothing without it.
        before = _LAST_STOP.sub("", before)
    return before.rstrip(".; ")


def day_and_time(at: str) -> str:
    """A moment in ISO form as ``22 November 2026, 08:48 UTC``."""
    time = f", {at[11:16]} UTC" if len(at) >= 16 else ""
    return f"{date_words(at[:10], DatePrecision.DAY)}{time}"
