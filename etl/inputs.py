"""Where the pipeline reads, and a hash of all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.editions import Store
from mineaction.editions import editions_folder

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"

# What decides the content of the database besides the input files.
CODE_FOLDERS = (ROOT / "etl", ROOT / "mineaction" / "schema")
CODE_FILES = ("findings.py", "money.py", "periods.py", "vocabulary.py")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the pipeline reads: sources with their cards, the lookup tables, and editions fetched since."""

    sources: Path = DATA / "sources"
    reference: Path = DATA / "reference"
    editions: Path = field(default_factory=editions_folder)

    @property
    def store(self) -> Store:
        """The editions."""
        return Store(self.editions)

    def files(self) -> Iterator[Path]:
        """Every input file, in a fixed order."""
        for folder in (self.reference, self.sources):
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
        yield from self.store.shelf().read_files()

    def folders(self) -> list[Path]:
        """The folder of each source, in alphabetical order; none where there is no such place."""
        if not self.sources.is_dir():
            return []
        return sorted(path for path in self.sources.iterdir() if path.is_dir())

    def sha256(self) -> str:
        """A hash of all input files and of the code that reads them."""
        return self._hash_of(self.files())

    def rules_sha256(self) -> str:
        """A hash of what rows are read by: the lookup tables and the code."""
        return self._hash_of(path for path in sorted(self.reference.rglob("*")) if path.is_file())

    def _hash_of(self, files: Iterable[Path]) -> str:
        digest = hashlib.sha256()
        code = [path for folder in CODE_FOLDERS for path in sorted(folder.rglob("*.py"))]
        code += [ROOT / "mineaction" / name for name in CODE_FILES]
        for path in (*files, *code):
            bases = (self.reference, self.sources, self.editions, ROOT)
            base = next(base for base in bases if path.is_relative_to(base))
            digest.update(path.relative_to(base).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()
