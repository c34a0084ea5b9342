"""What must not be missing below the map of a funding selection: what is not on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mineaction.queries.filters import FundingFilter
from mineaction.queries.where import amounts as where
from mineaction.ui import map_parts, store


def below(asked: FundingFilter) -> Mapping[str, Callable[[], None]]:
    """What to draw below each way to look at the figure."""

    def not_on_map() -> None:
        by_place = store.ask(where.from_funding, asked)
        if by_place is not None:
            map_parts.not_on_map(by_place, store.ask(where.by_recipient, by_place))

    return {"map": not_on_map}
