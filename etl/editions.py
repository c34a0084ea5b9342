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
      <key>/<edition id>/unfinished           there until the state knows the edition

An edition id is a running number, the day, and the first digits of the checksum:
``0003-2026-11-22-1a2b3c4d``. The number orders editions, so a clock set back puts nothing out of order.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

from filelock import FileLock, Timeout

from etl.card import Card, CardFile
from etl.disk import flush, told_plainly, write_whole
from etl.edition_record import RECORD_NAME, Edition, Receipt, State, recorded
from mineaction.editions import HISTORY_NAME, SHIPPED, Attempt, editions_folder
from mineaction.errors import EditionStoreUnusable, RefreshRunning, UnknownEdition

__all__ = ["DOCUMENTS_NAME", "Edition", "Receipt", "Shelf", "State", "Store"]

STATE_NAME = "state.json"
DOCUMENTS_NAME = "documents.csv"
LOCK_NAME = ".lock"
STAGING = ".staging-"
UNFINISHED = "unfinished"


class Shelf:
    """The editions of one folder in one state, to be read. No lock is needed."""

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state

    def sources(self) -> list[str]:
        """Every source that has an edition."""
        return sorted({name.split("/")[0] for name in self.state.known})

    def editions(self, source_key: str) -> list[Edition]:
        """All editions of a source that can be read, in order; ``lost`` tells of the others."""
        found, _ = self._found(source_key)
        return sorted(found, key=lambda edition: edition.number)

    def lost(self, source_key: str) -> dict[str, EditionStoreUnusable]:
        """Editions whose folder has gone or is damaged: what to say of each, by id."""
        _, lost = self._found(source_key)
        return lost

    def _found(self, source_key: str) -> tuple[list[Edition], dict[str, EditionStoreUnusable]]:
        found, lost = [], {}
        for name in self.state.known:
            key, _, edition_id = name.partition("/")
            if key == source_key:
                try:
                    found.append(recorded(self.folder / name))
                except EditionStoreUnusable as error:
                    lost[edition_id] = error
        return found, lost

    def edition(self, source_key: str, edition_id: str) -> Edition:
        """One edition; the beginning of an id will do where it fits one only.

        Raises UnknownEdition, and EditionStoreUnusable where it is lost.
        """
        if error := self.lost(source_key).get(edition_id):
            raise error
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
        """The running number of the next edition: above all that are there, whether or not they are known."""
        ids = {name.partition("/")[2] for name in self.state.known if name.split("/")[0] == source_key}
        ids |= {path.name for path in (self.folder / source_key).glob("*")}
        return max((int(found) for one in ids if (found := one.split("-")[0]).isdigit()), default=0) + 1

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
            state = State(
                [str(name) for name in told["known"]],
                {str(key): str(name) for key, name in told["charted"].items()},
                {str(key): [str(line) for line in why] for key, why in told["held"].items()},
                {str(key): str(reason) for key, reason in told["accepted"].items()},
                [str(name) for name in told["left"]],
            )
            charted = {f"{key}/{name}" for key, name in state.charted.items() if name != SHIPPED}
            if unknown := sorted(charted - set(state.known)):
                raise ValueError(f"it charts {unknown[0]}, which it does not know")
            return state
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
            (staged / UNFINISHED).touch()
            for path in staged.iterdir():
                flush(path)
            flush(staged)
            target = self.folder / edition.source_key / edition.edition_id
            target.parent.mkdir(exist_ok=True)
            self._clear(target)  # One of this name was never finished: no state knows it.
            staged.rename(target)
            flush(target.parent)
        return edition

    def remove(self, edition: Edition) -> None:
        """Take an edition away, unless the state refers to it."""
        if edition.name not in self.state().known:
            self._clear(self.folder / edition.source_key / edition.edition_id)

    def write_state(self, state: State) -> None:
        """Make this the state, in one step."""
        told = {"version": 1, **asdict(state)}
        with told_plainly(self.folder):
            write_whole(self.folder / STATE_NAME, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
            flush(self.folder)
        for name in state.known:
            with suppress(OSError):
                (self.folder / name / UNFINISHED).unlink(missing_ok=True)

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
        """Remove what refreshes that were killed left behind; the lock is held, so none of it is in use.

        An edition that was finished stays, even where the state that knew it is lost.
        """
        for path in self.folder.glob(f"{STAGING}*"):
            shutil.rmtree(path, ignore_errors=True)
        for pattern in ("*.new", "*/*/*.new"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)
        known = set(self.state().known)
        for path in self.folder.glob(f"*/*/{UNFINISHED}"):
            if f"{path.parent.parent.name}/{path.parent.name}" not in known:
                self._clear(path.parent)

    def _clear(self, folder: Path) -> None:
        """Remove the folder of an edition; killed on the way, it leaves nothing that looks like one."""
        aside = self.folder / f"{STAGING}{folder.parent.name}-{folder.name}"
        with suppress(OSError):
            folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
