"""What governments decided: the register on a timeline, treaty membership, and money around one decision."""

from __future__ import annotations

from collections.abc import Mapping

from mineaction.charts import around_policy as around_chart
from mineaction.charts import policy_timeline, treaty_membership
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.queries.policy import around as around_policy
from mineaction.queries.policy import register as policy_register
from mineaction.queries.policy import treaties
from mineaction.queries.policy.around import EACH_SIDE, AroundFilter
from mineaction.queries.policy.register import LANES, RegisterFilter
from mineaction.vocabulary import EventKind

TIMELINE, TREATIES, AROUND = "policy_timeline", "treaty_membership", "around_policy"
TIMELINE_NAMES = (
    *("actor", "administration", "from", "to", "direction", "confidence", "lanes", "only"),
    "kinds",
)
AROUND_NAMES = ("event", "line", "years")

WIDER = (
    f"{EACH_SIDE[1]} to {EACH_SIDE[-1]} years are offered once some series holds as many whole fiscal years "
    "on both sides of an event."
)
TOO_WIDE = "No series holds {count} whole fiscal years on both sides of any event."
FIRST_EVENT = "EV-20220621"
"""The event shown unasked: the one the page's other parts lead up to."""


def register_question(choose: Chooser, *, with_lanes: bool = True) -> RegisterFilter:
    """Which events, from the choices above the figure. Lanes are asked for where it is the figure."""
    offered = choose.ask(policy_register.choices)
    first, second, third = choose.columns([4, 4, 4], vertical_alignment="bottom")
    with first:
        actors = _several(choose, "actor", "Who decided", offered.values["actor"])
    with second:
        governed = offered.values["administration_key"]
        administrations = _several(choose, "administration", "US administration", governed)
    with third:
        years = choose.years(offered.first_year, offered.last_year)
    with choose.folded("More filters", key="register_more"):
        left, middle, right = choose.columns(3)
        with left:
            ways = offered.values["direction"]
            directions = _several(choose, "direction", "Direction (our reading)", ways)
        with middle:
            confidences = _several(choose, "confidence", "Confidence", offered.values["confidence"])
        with right:
            lanes = list(LANES)
            lanes_by = lanes[0]
            if with_lanes:
                lanes_by = choose.switch(
                    "lanes", "Lanes of the figure", lanes, lanes[0], format_func=LANES.__getitem__
                )
        only = choose.select(
            "only",
            "One event",
            ["", *offered.events],
            "",
            format_func=lambda key: offered.events[key] if key else "All",
        )
    kinds = choose.kinds(default=tuple(EventKind))
    if only:
        choose.aside("One event is shown. To see the others again, choose All for it under More filters.")
        return RegisterFilter(tuple(kind.value for kind in EventKind), lanes_by=lanes_by, only=only)
    return RegisterFilter(
        kinds=tuple(kind.value for kind in kinds),
        actors=actors,
        administrations=administrations,
        directions=directions,
        confidences=confidences,
        first_year=years[0],
        last_year=years[1],
        lanes_by=lanes_by,
    )


def timeline(choose: Chooser) -> Exhibit:
    """The register of the choices. Raises NothingToShow where they leave no event."""
    return timeline_drawn(choose.ask, register_question(choose))


def timeline_drawn(ask: Ask, asked: RegisterFilter) -> Exhibit:
    """Every event asked for as a mark at its date, in lanes."""
    if not asked.kinds:
        raise NothingToShow("No kind of decision is chosen, so there is no event.", "Choose at least one.")
    register = ask(policy_register.register, asked)
    if register.events.is_empty:
        raise NothingToShow("No figure found for these filters.", "Widen the years, or take a filter out.")
    return Exhibit(
        name=TIMELINE,
        answer=register.events,
        chart=policy_timeline.figure,
        drawn_from=(register,),
        key=(asked,),
        behind=lambda: ask(policy_register.rows_behind, asked),
    )


def treaty_members(choose: Chooser) -> Exhibit:
    """How many states belong to each treaty. Raises NothingToShow where no membership is held."""
    return treaty_members_drawn(choose.ask)


def treaty_members_drawn(ask: Ask) -> Exhibit:
    """The states counted at the end of each year, above the conferences that shaped the treaties."""
    answer = ask(treaties.by_year)
    if answer.is_empty:
        raise NothingToShow("No membership of a treaty is held.", "The Data page says what is held.")
    span, decided = spans.under(ask, answer, (EventKind.TREATY,), goes_on=False)
    return Exhibit(
        name=TREATIES,
        answer=answer,
        chart=treaty_membership.figure,
        drawn_from=(answer, decided),
        key=(span,),
        behind=lambda: ask(treaties.by_state, treaties.MemberFilter()),
        timeline=decided,
    )


def around_question(choose: Chooser) -> AroundFilter:
    """Which event, which series, how many years."""
    offered = choose.ask(around_policy.choices)
    keys, lines = list(offered.events), list(offered.series)
    counts = [str(count) for count in offered.widths]
    first, second, third = choose.columns([5, 5, 2], vertical_alignment="bottom")
    with first:
        event = choose.select(
            "event",
            "Policy event",
            keys,
            FIRST_EVENT if FIRST_EVENT in keys else keys[0],
            format_func=offered.events.__getitem__,
            help="Events of other states are left out: the money here is that of the United States.",
            why_not=offered.abroad,
        )
    with second:
        line = choose.select(
            "line",
            "US series",
            lines,
            lines[0],
            format_func=offered.series.__getitem__,
            help="The series of yearly US amounts that hold more than a few years.",
        )
    with third:
        each = choose.select(
            "years",
            "Years a side",
            counts,
            counts[0],
            help=WIDER if len(counts) == 1 else None,
            why_not={str(count): TOO_WIDE.format(count=count) for count in EACH_SIDE},
            disabled=len(counts) == 1,
        )
    return AroundFilter(event, line, int(each))


def around(choose: Chooser) -> Exhibit:
    """The money around one event. Raises NothingToShow, with the reasons, where its years have no amount."""
    return around_drawn(choose.ask, around_question(choose))


def around_drawn(ask: Ask, asked: AroundFilter) -> Exhibit:
    """The amounts of the years before and after; with their means where the years allow a comparison."""
    answer = ask(around_policy.around, asked)
    if not answer.has_amounts:
        reasons = " ".join((*answer.reasons, answer.longest))
        raise NothingToShow(
            f"No amount is held in the years around this event. {reasons}",
            "Choose another event, series or number of years.",
        )
    _, beside = spans.under(ask, answer.table, KINDS_SHOWN_FIRST, goes_on=False)
    return Exhibit(
        name=AROUND,
        answer=answer.table,
        chart=around_chart.figure,
        drawn_from=(answer.table, beside),
        key=(asked,),
        behind=lambda: ask(around_policy.rows_behind, asked),
        timeline=beside,
    )


def _several(choose: Chooser, name: str, label: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Any number of values, none of them meaning all."""
    return choose.several(name, label, list(values), format_func=values.__getitem__)
