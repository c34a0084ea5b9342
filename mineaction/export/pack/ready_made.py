"""Briefings that are always there: an overview, one country, one decision, and what has been claimed.

Each names all figures that could belong; ``held`` leaves out those for which nothing is held, and a pack says
in one line which these are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mineaction.errors import BadBriefing, UnknownChoice
from mineaction.exhibits.address import Data
from mineaction.exhibits.registry import BY_NAME, FIGURES, TABLES
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.queries.choices import BY_KEY
from mineaction.queries.country import profile as countries
from mineaction.queries.country.place import Place
from mineaction.queries.policy import around as around_policy
from mineaction.queries.policy import commitments
from mineaction.queries.policy import register as policy_register

COUNTRY_PAGE = "country"
OVERVIEW, CLAIMS = "Mine action: funding, policy and results", "Mine action: what has been claimed"
EVENT_SERIES = ("us_cwd", "assistance_listing", "lm_world")
"""Series of funding whose years reach far enough to stand beside a decision."""
WORLD_SERIES = ("lm_world",)
"""Those of them that are not of US money alone."""
COUNTRY = tuple(kind.name for kinds in (FIGURES, TABLES) for kind in kinds if kind.page == COUNTRY_PAGE)
"""Figures first, then tables, each in the order of the page."""


def overview() -> Briefing:
    """What was said, reported, decided and achieved, one figure each."""
    return Briefing(
        OVERVIEW,
        (
            item("claim_ladder"),
            funding("us_cwd"),
            funding("assistance_listing"),
            item("recipient_map"),
            funding("lm_world"),
            item("donors_largest"),
            item("donors_flow"),
            item("leahy_fund"),
            item("policy_timeline"),
            item("treaty_membership"),
            item("results_casualties"),
            item("mine_free_states"),
        ),
    )


def country(place: Place) -> Briefing:
    """All figures and tables of one country or area."""
    items = [item(name, recipient=place.name) for name in COUNTRY]
    return Briefing(f"Mine action in {place.spoken}", tuple(items), about=place.spoken)


def held(briefing: Briefing, is_held: Callable[[Item], bool]) -> Briefing:
    """The briefing without what the data have nothing to show of, which it names in ``not_held``."""
    kept = {item: is_held(item) for item in briefing.items}
    names = dict.fromkeys(BY_NAME[item.name].label for item, found in kept.items() if not found)
    items = tuple(item for item in briefing.items if kept[item])
    return replace(briefing, items=items, not_held=(*briefing.not_held, *names))


def policy(event: str, data: Data) -> Briefing:
    """One decision, what it promises and changed, the money in the years around it, and funding beside it.

    Promises are those of a US policy on mines; other events have none. US money stands around no decision of
    another state. Raises UnknownChoice for a key of no event.
    """
    known: Mapping[str, str] = data.ask(policy_register.choices).events
    if event not in known:
        raise UnknownChoice("policy event", event, list(known))
    decided = data.ask(commitments.policy_of, event)
    is_abroad = event in data.ask(around_policy.choices).abroad
    promised = [item("policy_promises", policy=decided), item("policy_changes", policy=decided)]
    return Briefing(
        known[event],
        (
            item("policy_events", only=event),
            *(promised if decided else ()),
            *(() if is_abroad else (item("around_policy", event=event),)),
            *(funding(series) for series in (WORLD_SERIES if is_abroad else EVENT_SERIES)),
        ),
    )


def claims_check() -> Briefing:
    """The statements, whether they add up, and the yearly amounts and counts they can be held against.

    The register, which is long, stands last.
    """
    return Briefing(
        CLAIMS,
        (
            item("claims_ladder"),
            item("claims_reconciliation"),
            funding("us_cwd"),
            item("claims_contradictions"),
            item("leahy_fund"),
            item("countries_named"),
            item("mine_free_states"),
            item("published_counts"),
            item("results_casualties"),
            item("claims_register"),
        ),
    )


def item(name: str, **choices: str) -> Item:
    """One figure, with the choices that lead to it on its page. Raises BadBriefing for an unknown name."""
    if name not in BY_NAME:
        raise BadBriefing([f"There is no figure {name}."])
    return Item(name, (*BY_NAME[name].only_with, *choices.items()))


def funding(series: str) -> Item:
    """Funding over time of one series. Raises BadBriefing for an unknown one."""
    if series not in BY_KEY:
        raise BadBriefing([f"There is no series {series}."])
    return item("funding_over_time", series=series)


def places(data: Data) -> tuple[Place, ...]:
    """Every country and area there can be a pack of, by name."""
    found: tuple[Place, ...] = data.ask(countries.places)
    return found


def place_named(words: str, data: Data) -> Place:
    """The place of a name or ISO code. Raises UnknownChoice."""
    known = {place.name: place for place in places(data)}
    name = words if words in known else data.ask(countries.known_as, words)
    if name not in known:
        raise UnknownChoice("country or area", words, list(known))
    return known[name]


def events(data: Data) -> Mapping[str, str]:
    """Every policy event: its key, and its title with its date."""
    found: Mapping[str, str] = data.ask(policy_register.choices).events
    return found
