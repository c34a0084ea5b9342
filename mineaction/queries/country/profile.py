"""Which countries and areas the data tells of, under which names, and all that is held of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.queries import place_names, population
from mineaction.queries.asking import Row, rows
from mineaction.queries.choices import CHOICES
from mineaction.queries.country import claims as country_claims
from mineaction.queries.country import donors as country_donors
from mineaction.queries.country import facts as country_facts
from mineaction.queries.country import newest as country_newest
from mineaction.queries.country import plans as country_plans
from mineaction.queries.country import series as country_series
from mineaction.queries.country import standing as country_standing
from mineaction.queries.country import words as country_words
from mineaction.queries.country.place import Place
from mineaction.queries.population import Population
from mineaction.queries.search.folding import fold

AREAS = ("Nagorno-Karabakh", "Somaliland")
"""Areas without a country code of their own; every other place without one is a region or an organisation."""

# Counted where an index holds the code; population is no news of mine action and counts for nothing.
COUNTED = """
    SELECT c.iso3, c.short_name, c.name, c.is_former, c.note,
           COALESCE((SELECT SUM(f.figure_count) FROM funding_held f WHERE f.recipient_iso3 = c.iso3), 0)
           AS figures,
           (SELECT COUNT(*) FROM treaty_status t WHERE t.iso3 = c.iso3)
           + (SELECT COUNT(*) FROM mine_free_state m WHERE m.iso3 = c.iso3) AS standings,
           COALESCE(k.n, 0) AS facts, COALESCE(l.n, 0) AS claims
    FROM country c
    LEFT JOIN (SELECT iso3, COUNT(*) AS n FROM fact WHERE indicator <> :population GROUP BY iso3) k
      ON k.iso3 = c.iso3
    LEFT JOIN (SELECT recipient_iso3, COUNT(*) AS n FROM claim GROUP BY recipient_iso3) l
      ON l.recipient_iso3 = c.iso3
    ORDER BY c.short_name
"""

AREAS_COUNTED = """
    SELECT recipient_name, SUM(figure_count) AS figures FROM funding_held
    WHERE recipient_iso3 IS NULL AND recipient_name IN :areas GROUP BY recipient_name
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is held of one place but its donors of one year; a table without rows is a part there is not.

    ``donors`` are the years each side of Landmine Monitor tells of (see country_donors.offered).

    ``sentence`` is the page's answer. ``accounts`` has a panel an account, ``zero_accounts`` names those
    that were printed as zero throughout. ``people`` is None where no number of inhabitants is held.
    """

    place: Place
    sentence: str
    newest: CitedTable
    series: CitedTable
    accounts: CitedTable
    zero_accounts: tuple[str, ...]
    plans: CitedTable
    treaties: CitedTable
    mine_free: CitedTable
    facts: CitedTable
    has_casualty_years: bool
    claims: CitedTable
    events: CitedTable
    donors: dict[str, tuple[int, ...]]
    people: Population | None

    @property
    def tables(self) -> tuple[CitedTable, ...]:
        """All its tables in the order of the page; without rows, without documents."""
        return (
            *(self.newest, self.series, self.accounts, self.plans, self.treaties),
            *(self.mine_free, self.facts, self.claims, self.events),
        )

    @property
    def choice_key(self) -> str:
        """The first funding choice that tells of the place (see choices.CHOICES); empty for none."""
        told = set(self.series.rows["series_key"])
        return next((choice.key for choice in CHOICES if told.intersection(choice.recipient_lines)), "")


def places(connection: Connection) -> tuple[Place, ...]:
    """Every country or area of which anything but its population is held, by name."""
    found = [_place(row) for row in rows(connection, COUNTED, population=population.INDICATOR)]
    areas = rows(connection, AREAS_COUNTED, areas=list(AREAS))
    found += [Place(row["recipient_name"], "", row["recipient_name"], row["figures"]) for row in areas]
    return tuple(sorted((place for place in found if place.held), key=lambda place: place.name))


def _place(row: Row) -> Place:
    return Place(
        name=row["short_name"],
        iso3=row["iso3"],
        full_name=row["name"],
        held=row["figures"] + row["standings"] + row["facts"] + row["claims"],
        is_former=bool(row["is_former"]),
        note=row["note"],
    )


def known_as(connection: Connection, words: str) -> str:
    """The name a country has here under which ``words`` is another name or ISO code; empty if there is none.

    Case, accents and signs make no difference; nothing is matched by likeness.
    """
    iso3 = place_names.codes(connection).get(fold(words))
    return place_names.countries(connection)[iso3].names[0] if iso3 else ""


def place_of(connection: Connection, name: str) -> Place:
    """The place of that name. Raises UnknownChoice for a name ``places`` does not have."""
    known = {place.name: place for place in places(connection)}
    if name not in known:
        raise UnknownChoice("country or area", name, list(known))
    return known[name]


def profile(connection: Connection, place: Place) -> Profile:
    """All that is held of one of the ``places``."""
    donors = country_donors.offered(connection, place.name, place.iso3)
    people = population.of(connection, [place.iso3] if place.iso3 else []).get(place.iso3)
    held = country_series.held(connection, place)
    series = country_series.panels(connection, place, held)
    accounts, zero = country_series.accounts(connection, place, held)
    plans = country_plans.plans(connection, place)
    treaties = country_standing.treaties(connection, place)
    free = country_standing.mine_free(connection, place)
    return Profile(
        place=place,
        sentence=country_words.lead(place, held, chain(*donors.values()), plans, treaties, free),
        newest=country_newest.newest(connection, place, held, people),
        series=series,
        accounts=accounts,
        zero_accounts=zero,
        plans=plans,
        treaties=treaties,
        mine_free=free,
        facts=country_facts.facts(connection, place),
        has_casualty_years=country_facts.has_casualty_years(connection, place),
        claims=country_claims.claims(connection, place),
        events=country_claims.events(connection, place),
        donors=donors,
        people=people,
    )
