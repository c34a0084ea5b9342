"""Editions on disk: each a folder that is whole or not there, and one small file that says which is charted.

::

    data/editions/
      state.json                       which edition of each source is charted, which are held back and why
      history.jsonl                    every attempt, oldest first
      .lock                            held by the refresh that is running
      .staging-<key>/                  what is being fetched; worth nothing until it is renamed
      <key>/<edition id>/edition.json  what was fetched, when, from where
      <key>/<edition id>/<edition id>.csv     the rows kept, in the columns of the card
      <key>/<edition id>/documents.csv        the documents it brings, as in data/reference/documents.csv

An edition id is a running number, the day, and the first digits of the checksum:
``0003-2026-11-22-1a2b3c4d``. The number orders editions, so a clock set back puts nothing out of order.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.card import Card, CardFile
from mineaction.editions import HISTORY_NAME, SHIPPED, Attempt, editions_folder
from mineaction.errors import EditionStoreUnusable, RefreshRunning, UnknownEdition

STATE_NAME = "state.json"
RECORD_NAME = "edition.json"
DOCUMENTS_NAME = "documents.csv"
LOCK_NAME = ".lock"
STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer of a publisher: what was asked, what came, and what tells whether it has changed since."""

    address: str
    status: int
    sha256: str
    byte_count: int
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a source, as ``edition.json`` tells it.

    ``sha256``, ``byte_count`` and ``row_count`` are of the whole that the publisher gave; ``kept_*`` of the
    file of rows kept; ``content_sha256`` of what those rows say, without where they stand. ``builds_on`` is
    the edition whose rows it adds to, empty where it replaces all. ``fetched_at`` is UTC in ISO form.
    """

    source_key: str
    edition_id: str
    number: int
    how: str
    fetched_at: str
    fetched_from: str
    connector_version: int
    sha256: str
    byte_count: int
    row_count: int
    kept_name: str
    kept_sha256: str
    kept_byte_count: int
    kept_row_count: int
    content_sha256: str
    builds_on: str = ""
    note: str = ""
    receipts: tuple[Receipt, ...] = ()

    @property
    def name(self) -> str:
        """Source and edition, as the state names it."""
        return f"{self.source_key}/{self.edition_id}"

    @property
    def fetched_on(self) -> date:
        """The day it was fetched."""
        return date.fromisoformat(self.fetched_at[:10])


@dataclass(frozen=True, slots=True)
class State:
    """Which editions there are, and how each stands. Names are ``source/edition``.

    ``known`` are all editions, in order; a folder that is not named there was never finished. ``charted``
    gives the edition id by source; a source that is not in it charts what came with the project. ``held``
    gives the reasons why an edition waits for a person, ``accepted`` what that person said, ``left`` the
    editions that were rolled back.
    """

    known: Sequence[str] = ()
    charted: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Sequence[str]] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    left: Sequence[str] = ()

    def knowing(self, edition: Edition) -> State:
        """The state with one more edition."""
        return self if edition.name in self.known else replace(self, known=[*self.known, edition.name])

    def charting(self, source_key: str, edition_id: str) -> State:
        """The state with this edition charted, and no longer held back or left."""
        name = f"{source_key}/{edition_id}"
        return replace(
            self,
            charted={**self.charted, source_key: edition_id},
            held={key: why for key, why in self.held.items() if key != name},
            left=[key for key in self.left if key != name],
        )

    def holding(self, edition: Edition, why: Sequence[str]) -> State:
        """The state with this edition held back."""
        return replace(self.knowing(edition), held={**self.held, edition.name: list(why)})

    def with_reason(self, edition: Edition, reason: str) -> State:
        """The state with what a person said on accepting an edition."""
        return replace(self, accepted={**self.accepted, edition.name: reason})

    def leaving(self, source_key: str, edition_id: str) -> State:
        """The state with this edition marked as rolled back."""
        return replace(self, left=[*self.left, f"{source_key}/{edition_id}"])


class Shelf:
    """The editions of one folder in one state, to be read. No lock is needed."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state

    def sources(self) -> list[str]:
        """Every source that has an edition."""
        return sorted({name.split("/")[0] for name in self.state.known})

    def editions(self, source_key: str) -> list[Edition]:
        """All editions of a source, in order. Raises EditionStoreUnusable where one has gone."""
        names = [name for name in self.state.known if name.split("/")[0] == source_key]
        return sorted((_recorded(self.folder / name) for name in names), key=lambda edition: edition.number)

    def edition(self, source_key: str, edition_id: str) -> Edition:
        """One edition. Raises UnknownEdition; the beginning of an id will do where it fits one only."""
        editions = self.editions(source_key)
        found = [edition for edition in editions if edition.edition_id == edition_id]
        found = found or [edition for edition in editions if edition.edition_id.startswith(edition_id or "?")]
        if len(found) != 1:
            raise UnknownEdition(source_key, edition_id, [edition.edition_id for edition in editions])
        return found[0]

    def charted(self, source_key: str) -> str:
        """The edition charted; ``shipped`` where none was fetched."""
        return self.state.charted.get(source_key, SHIPPED)

    def newest(self, source_key: str) -> Edition | None:
        """The edition fetched last, whether or not it is charted."""
        editions = self.editions(source_key)
        return editions[-1] if editions else None

    def loadable(self, source_key: str) -> list[Edition]:
        """Editions whose rows the database holds: all but those held back."""
        return [edition for edition in self.editions(source_key) if edition.name not in self.state.held]

    def path(self, edition: Edition) -> Path:
        """The folder of an edition."""
        return self.folder / edition.source_key / edition.edition_id

    def chain(self, source_key: str, edition_id: str) -> tuple[list[Edition], bool]:
        """An edition after those it builds on, and whether the first of them builds on what was shipped."""
        found: list[Edition] = []
        while edition_id not in ("", SHIPPED):
            if any(edition.edition_id == edition_id for edition in found):
                where = str(self.folder / source_key / edition_id)
                raise EditionStoreUnusable(where, "an edition builds on itself", "Remove its folder")
            found.insert(0, self.edition(source_key, edition_id))
            edition_id = found[0].builds_on
        return found, edition_id == SHIPPED

    def card_of(self, card: Card, edition_id: str) -> Card:
        """The card as it stands for one edition: its files, and those of the editions it builds on."""
        if edition_id == SHIPPED:
            return card
        chain, is_on_shipped = self.chain(card.source_key, edition_id)
        return replace(
            card,
            edition=edition_id,
            files=(*(card.files if is_on_shipped else ()), *(self._card_file(edition) for edition in chain)),
            set_aside=() if is_on_shipped else tuple(entry.name for entry in card.files),
            # The totals on the card were printed with the files beside it.
            control_totals=card.control_totals if is_on_shipped else (),
            last_checked_on=max(card.last_checked_on, chain[-1].fetched_on),
        )

    def documents(self) -> list[Path]:
        """The tables of documents that the editions loaded bring."""
        paths = [
            self.path(edition) / DOCUMENTS_NAME for key in self.sources() for edition in self.loadable(key)
        ]
        return [path for path in paths if path.is_file()]

    def read_files(self) -> Iterator[Path]:
        """What a build reads of this folder, in a fixed order."""
        if (self.folder / STATE_NAME).is_file():
            yield self.folder / STATE_NAME
        for source_key in self.sources():
            for edition in self.editions(source_key):
                held = self.path(edition).iterdir()
                yield from sorted(path for path in held if path.suffix in (".csv", ".json"))

    def next_number(self, source_key: str) -> int:
        """The running number of the next edition."""
        return max((edition.number for edition in self.editions(source_key)), default=0) + 1

    def _card_file(self, edition: Edition) -> CardFile:
        return CardFile(edition.kept_name, edition.kept_sha256, edition.fetched_on, self.path(edition))


class Store:
    """Where editions are written. Whoever writes holds ``only_one``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or editions_folder()

    def state(self) -> State:
        """How the editions stand. Raises EditionStoreUnusable for a broken file: nothing is guessed."""
        path = self.folder / STATE_NAME
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            return State(
                [str(name) for name in told["known"]],
                {str(key): str(name) for key, name in told["charted"].items()},
                {str(key): [str(line) for line in why] for key, why in told["held"].items()},
                {str(key): str(reason) for key, reason in told["accepted"].items()},
                [str(name) for name in told["left"]],
            )
        except FileNotFoundError:
            return State()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise EditionStoreUnusable(
                str(path), f"the state of the editions cannot be read ({error})",
                "Restore it from a backup, or remove it to go back to the figures that came with the project",
            ) from error  # fmt: skip

    def shelf(self, state: State | None = None) -> Shelf:
        """The editions, to be read, as they stand or in another state."""
        return Shelf(self.folder, self.state() if state is None else state)

    # --- writing ---

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """Hold the lock of refreshes. The system frees it when a refresh is killed. Raises RefreshRunning."""
        with told_plainly(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(str(self.folder / LOCK_NAME), timeout=0)
            try:
                lock.acquire()
            except Timeout:
                raise RefreshRunning(lock.lock_file) from None
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def stage(self, source_key: str) -> Path:
        """An empty folder to fetch into."""
        folder = self.folder / f"{STAGING}{source_key}"
        with told_plainly(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        return folder

    def drop(self, staged: Path) -> None:
        """Remove what was staged."""
        shutil.rmtree(staged, ignore_errors=True)

    def keep(self, staged: Path, edition: Edition) -> Edition:
        """Put what was staged in its place, whole: flushed to disk, then renamed."""
        with told_plainly(self.folder):
            write_whole(
                staged / RECORD_NAME, json.dumps(asdict(edition), ensure_ascii=False, indent=1) + "\n"
            )
            for path in staged.iterdir():
                flush(path)
            flush(staged)
            target = self.folder / edition.source_key / edition.edition_id
            target.parent.mkdir(exist_ok=True)
            # One of this name was never finished: no state knows it.
            shutil.rmtree(target, ignore_errors=True)
            staged.rename(target)
            flush(target.parent)
        return edition

    def remove(self, edition: Edition) -> None:
        """Take an edition away that nothing refers to."""
        shutil.rmtree(self.folder / edition.source_key / edition.edition_id, ignore_errors=True)

    def write_state(self, state: State) -> None:
        """Make this the state, in one step."""
        told = {"version": 1, **asdict(state)}
        with told_plainly(self.folder):
            write_whole(self.folder / STATE_NAME, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
            flush(self.folder)

    def note(self, attempt: Attempt) -> None:
        """Add one attempt to the history."""
        path = self.folder / HISTORY_NAME
        with told_plainly(path):
            # A line that a crash cut short is ended first, so that it spoils none but itself.
            torn = path.is_file() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
            with path.open("a", encoding="utf-8") as stream:
                stream.write(("\n" if torn else "") + attempt.as_line() + "\n")
                stream.flush()
                os.fsync(stream.fileno())

    def _sweep(self) -> None:
        """Remove what refreshes that were killed left behind; the lock is held, so none of it is in use."""
        for path in self.folder.glob(f"{STAGING}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob("*.new"):
            path.unlink(missing_ok=True)
        known = set(self.state().known)
        for path in self.folder.glob("*/*"):
            if path.is_dir() and f"{path.parent.name}/{path.name}" not in known:
                shutil.rmtree(path, ignore_errors=True)


def _recorded(folder: Path) -> Edition:
    """The edition that a folder holds."""
    path = folder / RECORD_NAME
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        receipts = tuple(Receipt(**receipt) for receipt in told.pop("receipts", ()))
        return Edition(**told, receipts=receipts)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EditionStoreUnusable(
            str(path), f"the record of an edition cannot be read ({error})",
            "Restore the folder from a backup, or roll the source back to another edition",
        ) from error  # fmt: skip


@contextmanager
def told_plainly(where: Path) -> Iterator[None]:
    """Turn a failure of the file system into words: what, where, what to do."""
    try:
        yield
    except PermissionError as error:
        raise EditionStoreUnusable(
            str(error.filename or where), "no permission to write here",
            "Run it as a user who may write there, or set MINEACTION_EDITIONS to a folder of your own",
        ) from error  # fmt: skip
    except OSError as error:
        raise EditionStoreUnusable(
            str(error.filename or where), error.strerror or str(error),
            "Make room or mend the disk, then refresh again; nothing was changed",
        ) from error  # fmt: skip


def write_whole(path: Path, content: str) -> None:
    """Write a small file beside the old one, flush it, and rename it over."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(content, encoding="utf-8")
        flush(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Make sure a file, or a folder's list of names, is on the disk; where the system can."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows does not open folders.
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
