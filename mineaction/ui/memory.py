"""What stays in memory for good is not searched for garbage again and again."""

from __future__ import annotations

import gc
from functools import cache


@cache
def settle() -> None:
    """Once for each server, when its first page has run: set aside all that was loaded until then.

    Modules and the first answers are some hundred thousand objects. To look through them for garbage holds
    a page up for over a tenth of a second, every few changes of a filter.
    """
    gc.collect()
    gc.freeze()
