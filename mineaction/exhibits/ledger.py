"""Where figures that were taken out are remembered, so that an id alone can be replayed.

One small file an id: the view, the data version, and the rows drawn and behind. Nothing of whoever took it.
The folder is ``MINEACTION_LEDGER``, else ``data/figures``. A figure leaves the app whether or not it can be
remembered: what goes wrong here is logged and goes no further.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import tempfile
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mineaction.errors import MineActionError, NotAFigureId
from mineaction.exhibits.identity import Content, FigureId, Identity

FOLDER_VARIABLE = "MINEACTION_LEDGER"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "figures"
MOST_FILES = 5_000
MOST_BYTES = 500_000_000
"""When there are more files, or they are larger together, the oldest are forgotten."""

_ENDING, _UNDER_WAY, _STALE_SECONDS = ".json.gz", ".part", 3_600
_FORMAT = 1
_NOT_OF_THIS_SHAPE = (ValueError, KeyError, TypeError, AttributeError)
"""What reading something else than was written raises."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A figure as it was when it was first taken out (see identity.Identity for its parts)."""

    figure_id: FigureId
    title: str
    way: str
    values: tuple[tuple[str, str], ...]
    data_version: str
    made_on: date
    tables: Mapping[str, Content]


def folder() -> Path:
    """Where files are written and looked for."""
    named = os.environ.get(FOLDER_VARIABLE, "").strip()
    try:
        return Path(named).expanduser() if named else DEFAULT_FOLDER
    except RuntimeError:  # "~somebody", and there is no such user here
        return Path(named)


def remember(
    identity: Identity, *, title: str, data_version: str, made_on: date, most_files: int = MOST_FILES
) -> bool:
    """Keep a figure; whether it is kept. What is held of an id stays as it is, and counts as new again."""
    place = folder()
    path = place / f"{identity.figure_id}{_ENDING}"
    try:
        if path.is_file() and path.stat().st_size:
            os.utime(path)
            return True
        place.mkdir(parents=True, exist_ok=True)
        _write(path, _as_json(identity, title, data_version, made_on))
        _forget_oldest(place, most_files)
    except (OSError, ValueError) as error:
        _log.warning("Figure %s is not remembered in %s: %s", identity.figure_id, place, error)
        return False
    return True


def recall(figure_id: FigureId) -> Remembered | None:
    """What is held of an id; None where it was never kept, was forgotten, or cannot be read."""
    path = folder() / f"{figure_id}{_ENDING}"
    try:
        return _from_json(json.loads(gzip.decompress(path.read_bytes())))
    except FileNotFoundError:
        return None
    except (OSError, EOFError, zlib.error, MineActionError, *_NOT_OF_THIS_SHAPE) as error:
        _log.warning("What is held of figure %s cannot be read: %s", figure_id, error)
        return None


def of_view(name: str, view: str) -> tuple[FigureId, ...]:
    """The ids held of one view of an exhibit, the one kept last first; stray files are passed over."""
    try:
        found = sorted(
            ((path.stat().st_mtime, path) for path in folder().glob(f"{name}-*-{view}-*{_ENDING}")),
            reverse=True,
        )
    except OSError as error:
        _log.warning("The figures held cannot be listed: %s", error)
        return ()
    return tuple(held for _, path in found if (held := _id_of(path)))


def _id_of(path: Path) -> FigureId | None:
    try:
        return FigureId.parse(path.name.removesuffix(_ENDING))
    except NotAFigureId:
        return None


def _as_json(identity: Identity, title: str, data_version: str, made_on: date) -> bytes:
    said = {
        "format": _FORMAT,
        "figure_id": str(identity.figure_id),
        "title": title,
        "way": identity.way,
        "values": identity.values,
        "data_version": data_version,
        "made_on": made_on.isoformat(),
        "tables": {
            name: {"columns": table.columns, "rows": table.rows} for name, table in identity.tables.items()
        },
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _from_json(said: Any) -> Remembered:
    if said["format"] != _FORMAT:
        raise ValueError(f"format {said['format']}, not {_FORMAT}")
    return Remembered(
        figure_id=FigureId.parse(said["figure_id"]),
        title=said["title"],
        way=said["way"],
        values=tuple((name, value) for name, value in said["values"]),
        data_version=said["data_version"],
        made_on=date.fromisoformat(said["made_on"]),
        tables={
            name: Content(tuple(table["columns"]), tuple(tuple(row) for row in table["rows"]))
            for name, table in said["tables"].items()
        },
    )


def _write(path: Path, said: bytes) -> None:
    """Whole or not at all: readers see the old file or the new one, whatever stops the writing."""
    descriptor, name = tempfile.mkstemp(suffix=_UNDER_WAY, dir=path.parent)
    under_way = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(gzip.compress(said, 6, mtime=0))
        under_way.replace(path)
    except BaseException:
        under_way.unlink(missing_ok=True)
        raise


def _forget_oldest(place: Path, most_files: int) -> None:
    """Keep the newest files; and clear away what was never finished. Others may be doing the same."""
    held: list[tuple[float, int, Path]] = []
    now = time.time()
    with os.scandir(place) as entries:
        for entry in entries:
            try:
                found = entry.stat()
            except FileNotFoundError:
                continue
            if entry.name.endswith(_ENDING):
                held.append((found.st_mtime, found.st_size, Path(entry.path)))
            elif entry.name.endswith(_UNDER_WAY) and now - found.st_mtime > _STALE_SECONDS:
                Path(entry.path).unlink(missing_ok=True)
    size = 0
    for number, (_, bytes_held, path) in enumerate(sorted(held, reverse=True), start=1):
        size += bytes_held
        if number > most_files or size > MOST_BYTES:
            path.unlink(missing_ok=True)
