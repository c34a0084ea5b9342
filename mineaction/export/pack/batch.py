"""Many packs, each file written whole or not at all; and a list of what became of each."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mineaction.errors import MineActionError
from mineaction.exhibits.address import Data
from mineaction.export.cells import safe
from mineaction.export.pack import docx as pack_docx
from mineaction.export.pack import html as pack_html
from mineaction.export.pack import pdf as pack_pdf
from mineaction.export.pack import pptx as pack_pptx
from mineaction.export.pack.briefing import Briefing
from mineaction.export.pack.opened import Pack, Progress, open_pack

FORMATS: Mapping[str, Callable[[Pack], bytes]] = {
    "pptx": pack_pptx.to_pptx,
    "pdf": pack_pdf.to_pdf,
    "docx": pack_docx.to_docx,
    "html": pack_html.to_html,
}
WRITTEN, NOTHING = "written", "nothing held"
MANIFEST = "manifest.csv"
COLUMNS = ("file", "country", "figures", "tables", "data version", "bytes", "outcome")


@dataclass(frozen=True, slots=True)
class Job:
    """One pack to write: the file's name without its ending, what it is of, and its briefing."""

    stem: str
    subject: str
    briefing: Callable[[], Briefing]


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


def run(
    jobs: Sequence[Job],
    form: str,
    folder: Path,
    data: Data,
    *,
    made_on: date,
    base: str = "",
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Write the packs, one outcome each. One that fails does not stop the others.

    ``form`` is one of FORMATS; ``progress`` is told the packs done, how many there are, and which is next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for place, job in enumerate(jobs):
        if progress:
            progress(place, len(jobs), job.subject)
        yield _one(job, form, folder, data, made_on, base)
    if progress:
        progress(len(jobs), len(jobs), "")


def _one(job: Job, form: str, folder: Path, data: Data, made_on: date, base: str) -> Outcome:
    name = f"{job.stem}.{form}"
    figures = tables = 0
    missing: tuple[str, ...] = ()
    try:
        pack = open_pack(job.briefing(), data, made_on=made_on, base=base)
        tables = sum(figure.table is not None for figure in pack.figures)
        figures = len(pack.figures) - tables
        missing = tuple(f"{absent.words}: {absent.reason}" for absent in pack.missing)
        if not pack.figures:
            return Outcome("", job.subject, 0, 0, data.version, 0, NOTHING, missing)
        made = FORMATS[form](pack)
        write(folder / name, made)
    except (MineActionError, OSError) as error:
        return Outcome(name, job.subject, figures, tables, data.version, 0, f"failed: {error}")
    except Exception as error:  # one odd figure must not cost the packs of all other countries
        said = f"failed: {type(error).__name__}: {error}"
        return Outcome(name, job.subject, figures, tables, data.version, 0, said)
    return Outcome(name, job.subject, figures, tables, data.version, len(made), WRITTEN, missing)


def write(path: Path, content: bytes) -> None:
    """Write a file whole: readers see the old one until the new one is ready."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    under_way = Path(name)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is a descriptor, no path
            file.write(content)
        under_way.chmod(0o644)
        under_way.replace(path)
    except BaseException:
        under_way.unlink(missing_ok=True)
        raise


def manifest(outcomes: Sequence[Outcome]) -> bytes:
    """The outcomes as CSV in UTF-8, one row each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for done in outcomes:
        words = " ".join(done.words.split())
        row = (done.file, done.subject, done.figures, done.tables, done.data_version, done.size, words)
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8")


def stem(*parts: str) -> str:
    """A file's name that any system takes, the same each time: ASCII letters, digits, and single hyphens."""
    return "_".join(filter(None, map(_slug, parts))) or "pack"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60]
