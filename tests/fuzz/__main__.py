"""`python -m tests.fuzz TARGET SECONDS`: feeds one parser whatever reaches new code of it.

Needs atheris, which is not among the requirements: `pip install atheris`. A crash prints the bytes and leaves
them in a file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["etl", "mineaction", "csv", "json", "zipfile"]):
    from tests.fuzz import targets


def main() -> None:
    """Run one target for so many seconds."""
    name, seconds = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(targets.SEEDS.get(name, ())):
            (Path(corpus) / str(number)).write_bytes(seed)
        settings = [sys.argv[0], corpus, f"-max_total_time={seconds}", "-max_len=4096"]
        atheris.Setup(settings, lambda data: targets.run(name, data))
        atheris.Fuzz()


main()
