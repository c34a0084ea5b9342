"""Small files that are whole or not there, and plain words where the disk does not let one write."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mineaction.errors import EditionStoreUnusable


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
            "Make room or mend the disk, then try again",
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
    except OSError as error:
        # Not every file system can; one that cannot write the bytes of a file has to be heard.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP) and not path.is_dir():
            raise
    finally:
        os.close(handle)
