"""A figure made again from the database, held against what it was: the same, or which part differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from mineaction.errors import MineActionError, NothingToShow
from mineaction.exhibits import ledger, registry
from mineaction.exhibits.address import WAY, Data, Opened, open_exhibit
from mineaction.exhibits.identity import Content, FigureId, Identity, identify, view_digits
from mineaction.exhibits.ledger import Remembered
from mineaction.exhibits.wishes import Values
from mineaction.replay.differences import TableDifference, compare
from mineaction.replay.given import Given


class Status(Enum):
    """How a replay came out; the value is the command's exit status."""

    IDENTICAL = 0
    DIFFERS = 1
    UNKNOWN = 2
    NOT_OPENED = 3


@dataclass(frozen=True, slots=True)
class Replayed:
    """One figure, then and now.

    ``then`` and ``now`` are the ids, None where there is none. ``data_then`` is empty where it is not known.
    ``view`` are the choices that differ: name, then, now. ``tables`` are empty where the rows are the same,
    or where what they were is not held; ``notes`` say which, and what to do next.
    """

    status: Status
    then: FigureId | None
    now: FigureId | None = None
    title: str = ""
    data_then: str = ""
    data_now: str = ""
    made_on: str = ""
    address: str = ""
    view: tuple[tuple[str, str, str], ...] = ()
    tables: tuple[TableDifference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, bool]:
        """Which parts of the id are the same; none where one of the ids is missing."""
        if self.then is None or self.now is None:
            return {}
        return {
            "rows": self.then.rows == self.now.rows,
            "view": self.then.view == self.now.view,
            "code": self.then.version == self.now.version,
        }


NOT_HELD = (
    "The ledger here does not hold this id, so the rows it was made of cannot be listed. It is kept where "
    "the figure was taken out; MINEACTION_LEDGER names its folder."
)


def replay(given: Given, data: Data) -> Replayed:
    """Make the figure again and compare. Never raises for what was given; the status says what went wrong."""
    held, then = ledger.recall(given.figure_id) if given.figure_id else None, given.figure_id
    asked = given.asked if given.asked is not None else _asked(held) if held else None
    name = then.name if then else given.name
    try:
        opened = open_exhibit(name, asked, data) if asked is not None else _by_default(then, data)
        if opened is None:
            return _unknown(then, data)
        identity = identify(opened.exhibit, opened.values)
    except MineActionError as error:
        return Replayed(Status.NOT_OPENED, then, data_now=data.version, notes=(str(error),))
    if then is None:
        held = _held_of_view(identity.figure_id, given.data_version)
    made = Replayed(
        status=Status.IDENTICAL,
        then=held.figure_id if held else then,
        now=identity.figure_id,
        title=opened.exhibit.answer.title,
        data_then=given.data_version or (held.data_version if held else ""),
        data_now=data.version,
        made_on=held.made_on.isoformat() if held else "",
        address=opened.address(),
    )
    if made.parts and all(made.parts.values()):
        return _with_changes_to_file(made, identity, given)
    return _compared(made, identity, held, held.tables if held else given.tables)


def _held_of_view(now: FigureId, data_version: str) -> Remembered | None:
    """For a link without an id: what the ledger has of its view in its data version, the newest first."""
    held = map(ledger.recall, ledger.of_view(now.name, now.view)) if data_version else ()
    return next((found for found in held if found and found.data_version == data_version), None)


def _asked(held: Remembered) -> Mapping[str, Values]:
    asked: dict[str, Values] = {}
    for name, value in held.values:
        asked[name] = (*asked.get(name, ()), value)
    return {**asked, WAY: (held.way,)}


def _by_default(then: FigureId | None, data: Data) -> Opened | None:
    """The exhibit at its first choices, where that is the view an id names."""
    if then is None or then.name not in registry.BY_NAME:
        return None
    try:
        opened = open_exhibit(then.name, {}, data)
        for way in (opened.way, *opened.exhibit.others):
            tried = opened if way == opened.way else open_exhibit(then.name, {WAY: (way,)}, data)
            if view_digits(then.name, tried.exhibit.first, tried.values) == then.view:
                return tried
    except NothingToShow:
        pass
    return None


def _unknown(then: FigureId | None, data: Data) -> Replayed:
    is_kind = then is not None and then.name in registry.BY_NAME
    why = "" if is_kind or then is None else f" There is no figure called {then.name} here."
    return Replayed(
        Status.UNKNOWN,
        then,
        data_now=data.version,
        notes=(
            f"The ledger here ({ledger.folder()}) does not hold this id, and it is of no figure at its first "
            f"choices.{why} Give the link of the figure, or a file it was exported to.",
        ),
    )


def _compared(
    made: Replayed, identity: Identity, held: Remembered | None, were: Mapping[str, Content]
) -> Replayed:
    """The verdict; ``were`` are the tables as they were. Without an id, only data versions are compared."""
    if made.then is None:
        return _compared_by_data(made)
    tables: tuple[TableDifference, ...] = ()
    notes: list[str] = []
    if not made.parts["rows"]:
        # A file holds fewer tables than were hashed; what it lacks is not compared.
        now = identity.tables if held else {name: identity.tables[name] for name in were}
        tables = compare(were, now)
        if not were:
            notes.append(NOT_HELD)
        elif not tables:
            notes.append("The rows held are the same; unit, prices, kind of year or policy events differ.")
    if not made.parts["code"]:
        notes.append(
            f"The id was made by figure version {made.then.version} of the code; this is version "
            f"{made.now.version if made.now else '?'}, which may count or draw the same rows in another way."
        )
    view = _view_changes(held, identity) if not made.parts["view"] else ()
    if not made.parts["view"] and not view:
        notes.append("The choices differ from those of the id; what they were is not held here.")
    return replace(made, status=Status.DIFFERS, tables=tables, view=view, notes=tuple(notes))


def _with_changes_to_file(made: Replayed, identity: Identity, given: Given) -> Replayed:
    """The same id; but rows of a file may be others than the id names."""
    changed = compare(given.tables, {name: identity.tables[name] for name in given.tables})
    if not changed:
        return made
    note = "The id is the same, the rows in the file are not: the file was changed after it was made."
    return replace(made, status=Status.DIFFERS, tables=changed, notes=(note,))


def _compared_by_data(made: Replayed) -> Replayed:
    if made.data_then and made.data_then == made.data_now:
        return replace(
            made,
            notes=("The link names no figure id. Its data version is the one here: the rows are the same.",),
        )
    said = "The link names no figure id, so it cannot be said whether this figure's rows differ."
    if not made.data_then:
        said = "The link names neither a figure id nor a data version, so there is nothing to compare with."
        return replace(made, status=Status.UNKNOWN, notes=(said,))
    return replace(made, status=Status.DIFFERS, notes=(f"{said} The data version does.",))


def _view_changes(held: Remembered | None, identity: Identity) -> tuple[tuple[str, str, str], ...]:
    if held is None:
        return ()

    def by_name(way: str, values: tuple[tuple[str, str], ...]) -> dict[str, str]:
        said: dict[str, list[str]] = {"way to look": [way]}
        for name, value in values:
            said.setdefault(name, []).append(value)
        return {name: ", ".join(found) for name, found in said.items()}

    then, now = by_name(held.way, held.values), by_name(identity.way, identity.values)
    return tuple(
        (name, then.get(name, ""), now.get(name, ""))
        for name in dict.fromkeys((*then, *now))
        if then.get(name) != now.get(name)
    )
