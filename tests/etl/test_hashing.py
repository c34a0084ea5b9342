"""A checksum taken beside the work is the checksum."""

from __future__ import annotations

import hashlib

import pytest

from etl.hashing import PIECE, Sha256Beside


@pytest.mark.parametrize("sizes", [[], [0], [5], [PIECE], [PIECE - 1, 2, 3 * PIECE], [1000] * 3000])
def test_it_is_the_same_whatever_the_blocks(sizes: list[int]) -> None:
    """Of blocks of any size, and again after more have come."""
    whole, beside = hashlib.sha256(), Sha256Beside()
    for number, size in enumerate(sizes):
        block = bytes([number % 256]) * size
        whole.update(block)
        beside.update(block)
    assert beside.hexdigest() == whole.hexdigest()
    beside.update(b"more")
    whole.update(b"more")
    assert beside.hexdigest() == whole.hexdigest()
