"""A file written whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file whole: readers see the old one until the new one is ready. Raises OSError."""
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
