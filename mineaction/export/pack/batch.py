"""Many packs, each file written whole or not at all; and a list of what became of each."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mineaction.errors import MineActionError
from mineaction.exhibits.address import Data
from mineaction.export.formats import PackFormat
from mineaction.export.pack import manifest
from mineaction.export.pack.briefing import Briefing
from mineaction.export.pack.manifest import NOTHING, WRITTEN, Outcome
from mineaction.export.pack.opened import Progress, open_pack
from mineaction.export.whole_file import write

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One pack to write: the file's name without its ending, what it is of, and its briefing."""

    stem: str
    subject: str
    briefing: Callable[[], Briefing]


def run(
    jobs: Sequence[Job],
    form: PackFormat,
    folder: Path,
    data: Data,
    *,
    made_on: date,
    base: str = "",
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Write the packs, one outcome each. One that fails does not stop the others.

    Each outcome is in the folder's list before the next pack is begun. ``progress`` is told the packs done,
    how many there are, and which is next. Raises ForeignManifest before anything is written, and OSError
    where the list cannot be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest.held(folder)
    done: list[Outcome] = []
    for place, job in enumerate(jobs):
        if progress:
            progress(place, len(jobs), job.subject)
        done.append(_one(job, form, folder, data, made_on, base))
        manifest.record(folder, done)
        yield done[-1]
    if progress:
        progress(len(jobs), len(jobs), "")


def _one(job: Job, form: PackFormat, folder: Path, data: Data, made_on: date, base: str) -> Outcome:
    name = f"{job.stem}.{form.ending}"
    figures = tables = 0
    missing: tuple[str, ...] = ()
    try:
        pack = open_pack(job.briefing(), data, made_on=made_on, base=base)
        tables = sum(figure.table is not None for figure in pack.figures)
        figures = len(pack.figures) - tables
        missing = tuple(f"{absent.words}: {absent.reason}" for absent in pack.missing)
        if not pack.figures:
            return Outcome("", job.subject, 0, 0, data.version, 0, NOTHING, missing)
        made = form.make(pack)
        write(folder / name, made)
    except (MineActionError, OSError) as error:
        return Outcome(name, job.subject, figures, tables, data.version, 0, f"failed: {error}")
    except Exception as error:  # one odd figure must not cost the packs of all other countries
        _log.exception("The pack %s stumbled", name)
        said = f"failed: {type(error).__name__}: {error}"
        return Outcome(name, job.subject, figures, tables, data.version, 0, said)
    return Outcome(name, job.subject, figures, tables, data.version, len(made), WRITTEN, missing)


def stem(*parts: str) -> str:
    """A file's name that any system takes, the same each time: ASCII letters, digits, and single hyphens."""
    return "_".join(filter(None, map(_slug, parts))) or "pack"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60]
