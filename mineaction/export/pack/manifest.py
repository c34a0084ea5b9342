"""The list of what became of each pack in a folder; every run adds to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mineaction.errors import ForeignManifest
from mineaction.export.cells import safe
from mineaction.export.whole_file import write

WRITTEN, NOTHING = "written", "nothing held"
NAME = "manifest.csv"
FILE, SUBJECT, OUTCOME = "file", "country", "outcome"
COLUMNS = (FILE, SUBJECT, "figures", "tables", "data version", "bytes", OUTCOME)
Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. ``words`` are WRITTEN, NOTHING, or ``failed:`` and the reason.

    ``missing`` says of each figure that could not be opened why.
    """

    file: str
    subject: str
    figures: int
    tables: int
    data_version: str
    size: int
    words: str
    missing: tuple[str, ...] = ()

    @property
    def is_failed(self) -> bool:
        """Whether it should have been written and was not."""
        return self.words not in (WRITTEN, NOTHING)

    @property
    def line(self) -> Line:
        """Its line of the list, by COLUMNS; no cell of it is taken for a formula."""
        numbers = (str(self.figures), str(self.tables))
        words = " ".join(self.words.split())
        cells = (self.file, self.subject, *numbers, self.data_version, str(self.size), words)
        return dict(zip(COLUMNS, map(safe, cells), strict=True))


def held(folder: Path) -> tuple[Line, ...]:
    """The lines of the folder's list, none where it has no list yet.

    Raises ForeignManifest for a file of that name that is no such list, and OSError.
    """
    path = folder / NAME
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            lines = tuple(reader)
            is_ours = tuple(reader.fieldnames or ()) == COLUMNS
    except FileNotFoundError:
        return ()
    except (UnicodeDecodeError, csv.Error):
        raise ForeignManifest(str(path)) from None
    if not is_ours or any(None in line or None in line.values() for line in lines):
        raise ForeignManifest(str(path))
    return lines


def record(folder: Path, outcomes: Sequence[Outcome]) -> None:
    """Add a run's outcomes to the folder's list, which is written whole or not at all. Raises as ``held``.

    An earlier line stays unless this run told of the same thing anew, or its file is gone. A file that could
    not be written again keeps the line of the one still there, and the failure has a line beside it.
    """
    lines = [line for line in held(folder) if _stays(line, folder, outcomes)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([*lines, *(done.line for done in outcomes)])
    write(folder / NAME, out.getvalue().encode("utf-8"))


def _stays(line: Line, folder: Path, outcomes: Sequence[Outcome]) -> bool:
    now = [done.line for done in outcomes]
    if line[OUTCOME] == WRITTEN:
        written = {done[FILE] for done in now if done[OUTCOME] == WRITTEN}
        return line[FILE] not in written and (folder / line[FILE]).is_file()
    told = FILE if line[FILE] else SUBJECT
    return line[told] not in {done[told] for done in now}
