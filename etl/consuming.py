"""What is made of an answer while it comes, all of which is read, and none of it kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from etl.answers import Taken

Given = TypeVar("Given")


def consumed(
    blocks: Generator[bytes, None, None], consume: Callable[[Iterator[bytes]], Given], taken: Taken
) -> Given:
    """What ``consume`` makes of the blocks, all of which are read, and none after it gave up.

    Where the blocks broke off, that is what is raised, whatever ``consume`` made of it.
    """
    noted = _noting(blocks, taken)
    try:
        made = consume(noted)
        for _ in noted:
            pass  # The checksum is of the whole, whatever part of it was of use.
    except Exception as error:
        if taken.broken is not None and taken.broken is not error:
            raise taken.broken from error
        raise
    finally:
        noted.close()
        blocks.close()
    if taken.broken is not None:
        raise taken.broken
    return made


def _noting(blocks: Iterator[bytes], taken: Taken) -> Generator[bytes, None, None]:
    try:
        yield from blocks
    except Exception as error:
        taken.broken = error
        raise
