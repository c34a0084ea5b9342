"""What is set aside from the search for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mineaction.ui import memory


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Nothing stays set aside after a test, and the next server starts afresh."""
    memory.settle.cache_clear()
    yield
    gc.unfreeze()
    memory.settle.cache_clear()


def test_what_is_loaded_is_set_aside_once() -> None:
    """Every few reruns a page once took over a tenth of a second longer, to look through all modules."""
    memory.settle()
    set_aside = gc.get_freeze_count()
    assert set_aside > 10_000
    later = [[number] for number in range(20_000)]
    memory.settle()
    assert gc.get_freeze_count() <= set_aside and len(later) == 20_000, "what comes later is not set aside"
