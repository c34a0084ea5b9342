"""Every exhibit there is, by name: what it shows, on which page, and which choices it takes."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.errors import BadAddress
from mineaction.exhibits import (
    claims,
    compare,
    country,
    coverage,
    donors,
    donors_choice,
    editions,
    funding,
    maps,
    overview,
    policy,
    results,
    table_kinds,
    us_transactions,
)
from mineaction.exhibits.kind import Kind as Kind
from mineaction.queries.results.topics import TOPICS

KINDS: tuple[Kind, ...] = (
    Kind(
        overview.NAME,
        "overview",
        "What the United States says it has given in all, statement by statement.",
        overview.exhibit,
        overview.NAMES,
    ),
    Kind(
        "funding_over_time",
        "funding_over_time",
        "Reported amounts year by year, one series at a time, beside the policy timeline; or on a map.",
        funding.exhibit,
        funding.NAMES,
    ),
    Kind(
        us_transactions.NAME,
        "us_transactions",
        "Transactions of US agencies for mine action, year by year: by country, agency, account or partner.",
        us_transactions.exhibit,
        us_transactions.NAMES,
        called="US transactions",
    ),
    Kind(
        maps.NAME,
        "map",
        "Where the money of one series went: its recipients on a map, or ranked by amount.",
        maps.exhibit,
        maps.NAMES,
    ),
    Kind(
        country.SERIES,
        "country",
        "Every series that tells of one country or area, year by year, a panel each, never added.",
        country.series_exhibit,
        country.NAMES,
        called=country.CALLED[country.SERIES],
    ),
    Kind(
        country.ACCOUNTS,
        "country",
        "US money to one country or area by account or agency, year by year, all on one scale.",
        country.accounts_exhibit,
        country.NAMES,
        called=country.CALLED[country.ACCOUNTS],
    ),
    Kind(
        country.DONORS,
        "country",
        "Who gave to one country or area in one year, as one side's profiles tell it.",
        country.donors_exhibit,
        country.DONOR_NAMES,
        called=country.CALLED[country.DONORS],
    ),
    Kind(
        country.CASUALTIES,
        "country",
        "Casualties of mines and other explosive remnants in one country or area, every published number.",
        country.casualties_exhibit,
        country.NAMES,
        called=country.CALLED[country.CASUALTIES],
    ),
    Kind(
        donors.CARDS[donors_choice.RANKING],
        "donors",
        "The largest donors, or recipients, of one year, by their printed totals.",
        donors.largest,
        donors.NAMES[donors_choice.RANKING],
        only_with=donors.ONLY_WITH[donors_choice.RANKING],
    ),
    Kind(
        donors.CARDS[donors_choice.GRID],
        "donors",
        "Which donor gave to which recipient in one year, as one side's profiles tell it.",
        donors.who_to_whom,
        donors.NAMES[donors_choice.GRID],
        only_with=donors.ONLY_WITH[donors_choice.GRID],
    ),
    Kind(
        donors.CARDS[donors_choice.FLOW],
        "donors",
        "The largest flows of one year from donors to recipients, as one side's profiles tell it.",
        donors.flow,
        donors.NAMES[donors_choice.FLOW],
        only_with=donors.ONLY_WITH[donors_choice.FLOW],
    ),
    Kind(
        donors.CARDS[donors_choice.PROFILE],
        "donors",
        "One donor's, or recipient's, profile pair by pair over the years.",
        donors.profile,
        donors.NAMES[donors_choice.PROFILE],
        only_with=donors.ONLY_WITH[donors_choice.PROFILE],
    ),
    Kind(
        claims.LADDER,
        "claims",
        "The running total of the register of statements, as steps, for the statements chosen.",
        claims.ladder,
        claims.LADDER_NAMES,
    ),
    Kind(
        claims.LEAHY_FUND,
        "claims",
        "What was said of the Leahy War Victims Fund: amounts and numbers of countries, by date.",
        claims.fund,
        claims.LEAHY_FUND_NAMES,
    ),
    Kind(
        compare.NAME,
        "compare",
        "Countries, donors, periods or US administrations side by side, inside one series.",
        compare.exhibit,
        compare.NAMES,
    ),
    Kind(
        policy.TIMELINE,
        "policy",
        "Policy events at their dates, in lanes by kind, direction or actor.",
        policy.timeline,
        policy.TIMELINE_NAMES,
        only_with=(("show", "timeline"),),
    ),
    Kind(
        policy.TREATIES,
        "policy",
        "How many states belonged to the treaties on mines and on cluster munitions, year by year.",
        policy.treaty_members,
        (),
        only_with=(("show", "treaties"),),
    ),
    Kind(
        policy.AROUND,
        "policy",
        "The amounts of one US series in the years before and after one policy event.",
        policy.around,
        policy.AROUND_NAMES,
        only_with=(("show", "money"),),
    ),
    *(
        Kind(
            results.name_of(topic),
            "results",
            f"{topic.title}: every value published, year by year.",
            results.of_topic(topic),
            results.names_of(topic),
            only_with=(("topic", topic.key),),
        )
        for topic in TOPICS
    ),
    Kind(
        results.FREE_NAME,
        "results",
        "States and areas reported free of known mines, by year, beside the counts that were published.",
        results.free_states,
        results.FREE_NAMES,
        only_with=(("topic", results.FREE),),
    ),
    Kind(
        coverage.NAME,
        "data",
        "Which series has figures for which year.",
        coverage.exhibit,
        coverage.NAMES,
    ),
    Kind(
        editions.NAME,
        "editions",
        "The yearly amounts of one series in two or more editions of its source, and how two of them differ.",
        editions.exhibit,
        editions.NAMES,
        called="Editions compared",
    ),
    *table_kinds.KINDS,
)
"""Figures first, then tables, each in the order of their pages."""
BY_NAME = {kind.name: kind for kind in KINDS}
FIGURES = tuple(kind for kind in KINDS if not kind.is_table)
TABLES = tuple(kind for kind in KINDS if kind.is_table)


def kind(name: str) -> Kind:
    """The kind of that name. Raises BadAddress, naming those there are."""
    if name not in BY_NAME:
        raise BadAddress(name, [f"There is no figure of that name. Known: {', '.join(BY_NAME)}."])
    return BY_NAME[name]


def names_of(page: str) -> tuple[str, ...]:
    """Every name an address of the page may hold, each once."""
    kinds = [kind for kind in KINDS if kind.page == page]
    names = (name for kind in kinds for name in (*dict(kind.only_with), *kind.names))
    return tuple(dict.fromkeys(names))


def own_values(name: str, values: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of a page's whole view, what belongs to one exhibit, in the order of its names.

    The same view gives the same values whether a page or an address has opened it.
    """
    found = kind(name)
    names = (*dict(found.only_with), *found.names)
    return tuple((given, value) for own in dict.fromkeys(names) for given, value in values if given == own)
