"""What is set aside from the search for garbage."""

from __future__ import annotations

import gc

from mineaction.ui import memory


def test_what_is_loaded_is_set_aside_once() -> None:
    """Every few reruns a page once took over a tenth of a second longer, to look through all modules."""
    memory.settle()
    assert gc.get_freeze_count() > 1000
    tracked = len(gc.get_objects())
    later = [[] for _ in range(10)]
    memory.settle()
    assert len(gc.get_objects()) >= tracked, "what came later is looked through as ever"
    assert later
    gc.unfreeze()
