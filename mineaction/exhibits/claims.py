"""The register of statements: the running total as steps; and what was said of the Leahy War Victims Fund."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mineaction.charts import claim_ladder, lwvf_points
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.claims import leahy_fund
from mineaction.queries.claims import register as claims_register
from mineaction.queries.claims.register import METRIC_LABELS, RegisterFilter
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope, ClaimMetric, EventKind

LADDER, LEAHY_FUND = "claims_ladder", "leahy_fund"
LADDER_NAMES = ("places", "metric", "scope", "by", "recipient", "kinds")
LEAHY_FUND_NAMES = ("kinds",)
ALL = ""


def question(choose: Chooser) -> RegisterFilter:
    """Which statements to show, from the choices above the register."""
    places = choose.columns([4, 4, 4], vertical_alignment="bottom")
    with_places = choose.tick(
        "places",
        "Also statements about single countries and regions",
        help="Hundreds of sums for one country or region, shares of regions, and announcements.",
    )
    offered = choose.ask(claims_register.offers, with_places)
    scope_of_keys = "places" if with_places else ""
    with places[0]:
        metric = _one(choose, "metric", "What is counted", offered.metrics, _metric_words, scope_of_keys)
    with places[1]:
        scope = _one(choose, "scope", "Subject", offered.scopes, _scope_words, scope_of_keys)
    with places[2]:
        made_by = _one(choose, "by", "Said by", offered.speakers, str, scope_of_keys)
    place = ALL
    if with_places:
        place = _one(choose, "recipient", "Country or region", offered.places, str, scope_of_keys)
    return RegisterFilter(metric, scope, made_by, place, with_places)


def ladder(choose: Chooser) -> Exhibit:
    """The running total of the choices. Raises NothingToShow where none of the statements is of one."""
    asked = question(choose)
    return ladder_drawn(choose.ask, asked, choose.kinds())


def ladder_drawn(ask: Ask, asked: RegisterFilter, kinds: tuple[EventKind, ...]) -> Exhibit:
    """The chosen statements of the running total as steps."""
    answer = ask(claims_register.ladder, asked)
    if answer.is_empty:
        raise NothingToShow(
            "None of these statements is of the running total, so there are no steps to draw.",
            "Take a filter out, or read the statements in the register.",
        )
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=LADDER,
        answer=answer,
        chart=claim_ladder.figure,
        drawn_from=(answer, timeline),
        key=(asked, span),
        behind=lambda: ask(claims_register.ladder_rows, asked),
        timeline=timeline,
    )


def fund(choose: Chooser) -> Exhibit:
    """What was said of the fund. Raises NothingToShow where no statement on it is held."""
    return fund_drawn(choose.ask, choose.kinds())


def fund_drawn(ask: Ask, kinds: tuple[EventKind, ...]) -> Exhibit:
    """Every statement on the fund, at its date."""
    answer = ask(leahy_fund.statements)
    if answer.is_empty:
        raise NothingToShow("No figure found for the Leahy War Victims Fund.", "No statement on it is held.")
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=LEAHY_FUND,
        answer=answer,
        chart=lwvf_points.figure,
        drawn_from=(answer, timeline),
        key=(span,),
        behind=lambda: ask(leahy_fund.rows_behind),
        timeline=timeline,
    )


def _one(
    choose: Chooser, name: str, label: str, offered: Sequence[str], words: Callable[[str], str], scope: str
) -> str:
    return choose.select(
        name,
        label,
        [ALL, *offered],
        ALL,
        format_func=lambda item: words(item) if item else "All",
        scope=scope,
    )


def _metric_words(metric: str) -> str:
    return METRIC_LABELS[ClaimMetric(metric)]


def _scope_words(scope: str) -> str:
    return ACTIVITY_SCOPE_LABELS[ActivityScope(scope)]
