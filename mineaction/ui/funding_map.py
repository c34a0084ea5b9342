"""The map beside a funding figure: the same selection by recipient, with its own title, years and caveats."""

from __future__ import annotations

from collections.abc import Mapping

from mineaction.charts import recipient_map
from mineaction.cited import CitedTable
from mineaction.queries import where, where_rows
from mineaction.queries.filters import FundingFilter
from mineaction.ui import figure_card, frame, map_parts, store


def beside(asked: FundingFilter) -> Mapping[str, figure_card.Other]:
    """The map as a further way to look at the figure; none where the selection has no places."""
    question = store.ask(where.from_funding, asked)
    if question is None:
        return {}

    def answer() -> CitedTable:
        return store.ask(where.by_recipient, question)

    return {
        "map": figure_card.Other(
            lambda: store.drawn(recipient_map.figure, (question,), dark=frame.is_dark(), with_=(answer(),)),
            answer,
            lambda: store.ask(where_rows.rows_behind, question),
            lambda: map_parts.not_on_map(question, answer()),
        )
    }
