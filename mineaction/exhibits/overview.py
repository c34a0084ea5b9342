"""What the United States says it has given in all, statement by statement."""

from __future__ import annotations

from mineaction.charts import claim_ladder
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.claims import statements as claims
from mineaction.vocabulary import EventKind

NAME = "claim_ladder"
NAMES = ("kinds",)


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow where no such statement is held."""
    return drawn(choose.ask, choose.kinds())


def drawn(ask: Ask, kinds: tuple[EventKind, ...]) -> Exhibit:
    """The statements as steps, above the policy events of these kinds."""
    answer = ask(claims.ladder)
    if answer.is_empty:
        raise NothingToShow("No statement of a running total is held.", "The Data page says what is held.")
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=NAME,
        answer=answer,
        chart=claim_ladder.figure,
        drawn_from=(answer, timeline),
        key=(span,),
        behind=lambda: ask(claims.ladder_rows),
        timeline=timeline,
    )
