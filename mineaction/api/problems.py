"""What an address may go wrong with, as a status, an error in JSON and when to come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mineaction.errors import (
    BadAddress,
    BrowserMissing,
    DatabaseMissing,
    DatabaseUnreadable,
    MineActionError,
    NothingToShow,
    PriceIndexMissing,
    RenderingBusy,
    RenderingFailed,
    SchemaMismatch,
    UnknownChoice,
)

LEFT_OUT = " It is left out."
"""What pages add to a value they pass over; an address is refused instead."""
SEE_INDEX = "/api/v1 lists all addresses, /api/v1/openapi.json describes them."


@dataclass(eq=False)
class Problem(Exception):
    """An answer that is none: ``what`` went wrong, each of the ``problems``, and what to do ``next``."""

    status: int
    what: str
    problems: Sequence[str] = ()
    next: str = SEE_INDEX
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The body of the answer."""
        return {"error": {"what": self.what, "problems": list(self.problems), "next": self.next}}


def not_found(what: str, problems: Sequence[str], next: str = SEE_INDEX) -> Problem:
    """There is nothing of that name."""
    return Problem(404, what, problems, next)


def bad_request(problems: Sequence[str], next: str = SEE_INDEX) -> Problem:
    """Names or values of an address that are not known, or not used."""
    said = [problem.removesuffix(LEFT_OUT) for problem in dict.fromkeys(problems)]
    return Problem(400, "The address asks for something that is not known, or not used, here.", said, next)


def later(what: str, problems: Sequence[str], next: str, seconds: int) -> Problem:
    """It cannot be had now."""
    return Problem(503, what, problems, next, {"Retry-After": str(seconds)})


def too_many(seconds: int, everything: str) -> Problem:
    """The client has asked for too much in too short a time. ``everything`` is the address of all tables."""
    count = "1 second" if seconds == 1 else f"{seconds} seconds"
    return Problem(
        429,
        "Too many new files in a short time.",
        ["What was made before is given without counting."],
        f"Ask again in {count}. {everything} has all tables as one file.",
        {"Retry-After": str(seconds)},
    )


def of_error(error: Exception, next: str = SEE_INDEX) -> Problem | None:
    """The problem an error stands for; None for one that nobody has foreseen."""
    if isinstance(error, BadAddress):
        return bad_request(error.problems, next)
    if isinstance(error, UnknownChoice | PriceIndexMissing):
        return bad_request([str(error)], next)
    if isinstance(error, NothingToShow):
        return not_found("There is no figure for these choices.", [error.what], error.next_step)
    if isinstance(error, BrowserMissing):
        formats = "Files as csv, json, html, xlsx and pptx need no browser."
        return later("Pictures and PDF cannot be made here.", [formats], error.remedy, 3600)
    if isinstance(error, RenderingBusy):
        return later("Too many wait for a file to be made.", [], "Ask again in a minute.", 60)
    if isinstance(error, RenderingFailed):
        return later("The file could not be made.", [error.reason], error.next_step, 10)
    if isinstance(error, TimeoutError):
        return Problem(
            504,
            "Making the file takes too long.",
            [],
            "Ask again in a minute: it goes on being made, and is then given at once.",
            {"Retry-After": "60"},
        )
    if isinstance(error, DatabaseMissing | DatabaseUnreadable | SchemaMismatch):
        return later("The figures are not ready.", [str(error)], "Run: python -m etl build", 60)
    if isinstance(error, MineActionError):
        return later("It could not be made.", [str(error)], "Ask again later.", 60)
    return None
