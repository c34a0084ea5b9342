"""One country or area: its amounts by series and by account, its donors, its casualties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mineaction.charts import country_donors as donor_chart
from mineaction.charts import country_panels, published_values
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.wishes import Values
from mineaction.queries import place_names
from mineaction.queries.country import donors as country_donors
from mineaction.queries.country import profile as profiles
from mineaction.queries.country import series as country_series
from mineaction.queries.country.donors import SIDE_WORDS, DonorFilter
from mineaction.queries.country.facts import LEAST_YEARS
from mineaction.queries.country.place import Place
from mineaction.queries.country.profile import Profile
from mineaction.queries.results import published as results
from mineaction.vocabulary import EventKind

SERIES, ACCOUNTS = "country_series", "country_accounts"
DONORS, CASUALTIES = "country_donors", "country_casualties"
CALLED = {
    SERIES: "Year by year",
    ACCOUNTS: "US accounts",
    DONORS: "Donors",
    CASUALTIES: "Casualties by year",
}
"""Their short names in lists."""
RECIPIENT = "recipient"
NAMES = (RECIPIENT, "kinds")
DONOR_NAMES = (RECIPIENT, "told_by", "year")
NO_SERIES = "No yearly amount of any series"
NO_ACCOUNTS = "No US amount by account or agency"
NO_DONORS = "No table of single donors"
FEW_CASUALTIES = f"No figure of casualties by year, which takes {LEAST_YEARS} years,"
ANOTHER = "Choose another country or area."

Kinds = tuple[EventKind, ...]


# Which country or area


def read(ask: Ask, asked: Mapping[str, Values]) -> Mapping[str, Values]:
    """The choices of an address, with the name used here for every other known name or ISO code.

    A name that nobody knows is left as it is.
    """
    given = asked.get(RECIPIENT, ())
    names = [place.name for place in ask(profiles.places)] if given else []
    known = tuple(
        name if name in names else place_names.among(name, names, ask(place_names.codes)) or name
        for name in given
    )
    return asked if known == given else {**asked, RECIPIENT: known}


def place(choose: Chooser) -> Place:
    """The place to show; the reader may type any part of a name."""
    found = choose.ask(profiles.places)
    if not found:
        raise NothingToShow("Nothing is held of any country or area.", "The Data page says what is held.")
    labels = {place.name: place.label for place in found}
    chosen = choose.select(
        RECIPIENT,
        "Country or area",
        list(labels),
        max(found, key=lambda place: place.held).name,
        format_func=labels.__getitem__,
        help="Type a part of the name. Places of which only the population is held are left out.",
        width=520,
    )
    return next(place for place in found if place.name == chosen)


# The figures of a profile; None where a place has none


def series(ask: Ask, profile: Profile, kinds: Kinds) -> Exhibit | None:
    """Every series as a panel above the policy timeline."""
    return _panels(ask, profile, kinds, SERIES, "series", profile.series, country_panels.figure)


def accounts(ask: Ask, profile: Profile, kinds: Kinds) -> Exhibit | None:
    """Each US account as a panel above the policy timeline, all on one scale."""
    chart = country_panels.figure_of_parts
    return _panels(ask, profile, kinds, ACCOUNTS, "accounts", profile.accounts, chart)


def _panels(
    ask: Ask,
    profile: Profile,
    kinds: Kinds,
    name: str,
    part: str,
    answer: CitedTable,
    chart: Callable[..., Any],
) -> Exhibit | None:
    if answer.is_empty:
        return None
    of = profile.place
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=name,
        answer=answer,
        chart=chart,
        drawn_from=(answer, timeline),
        key=(of.name, span),
        behind=lambda: ask(country_series.rows_behind, of.name, of.iso3, part),
        timeline=timeline,
    )


def donors(choose: Chooser, profile: Profile) -> Exhibit | None:
    """Who gave in one year, told by one side at a time; asks for the side and the year."""
    of, offered = profile.place, profile.donors
    if not offered:
        return None
    sides = list(offered)
    with choose.container(key="country_donor_choice", horizontal=True, vertical_alignment="bottom"):
        side = choose.switch(
            "told_by",
            "Donors, told by",
            sides,
            sides[0],
            format_func=lambda key: f"{SIDE_WORDS[key][0].upper()}{SIDE_WORDS[key][1:]}",
            scope=of.name,
        )
        years = [str(year) for year in offered[side]]
        year = choose.select("year", "Year", years, years[0], scope=f"{of.name}_{side}", width=140)
    asked = DonorFilter(of.name, of.iso3, side, int(year))
    answer: CitedTable = choose.ask(country_donors.donors, asked)
    return Exhibit(
        name=DONORS,
        answer=answer,
        chart=donor_chart.figure,
        drawn_from=(answer,),
        key=(asked,),
        behind=lambda: choose.ask(country_donors.rows_behind, asked),
    )


def casualties(ask: Ask, profile: Profile, kinds: Kinds) -> Exhibit | None:
    """Casualties by year, with every published value, where there are enough years for a figure."""
    if not profile.has_casualty_years:
        return None
    name = profile.place.name
    answer: CitedTable = ask(results.published, "casualties", name)
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=CASUALTIES,
        answer=answer,
        chart=published_values.figure,
        drawn_from=(answer, timeline),
        key=(name, span),
        behind=lambda: ask(results.rows_behind, "casualties", name),
        timeline=timeline,
    )


# The same, opened on their own


def profile_of(choose: Chooser) -> Profile:
    """All that is held of the place chosen."""
    return choose.ask(profiles.profile, place(choose))


def not_held(what: str, of: Place) -> str:
    """That something is not held of a place, as a sentence; ``what`` begins with "No"."""
    return f"{what} is held for {of.spoken}."


def held(shown: Exhibit | None, profile: Profile, what: str) -> Exhibit:
    """The exhibit. Raises NothingToShow for none: that ``what`` (see not_held) is not held of the place."""
    if shown is None:
        raise NothingToShow(not_held(what, profile.place), ANOTHER)
    return shown


def series_exhibit(choose: Chooser) -> Exhibit:
    """As ``series``. Raises NothingToShow."""
    profile = profile_of(choose)
    return held(series(choose.ask, profile, choose.kinds()), profile, NO_SERIES)


def accounts_exhibit(choose: Chooser) -> Exhibit:
    """As ``accounts``. Raises NothingToShow."""
    profile = profile_of(choose)
    return held(accounts(choose.ask, profile, choose.kinds()), profile, NO_ACCOUNTS)


def donors_exhibit(choose: Chooser) -> Exhibit:
    """As ``donors``. Raises NothingToShow."""
    profile = profile_of(choose)
    return held(donors(choose, profile), profile, NO_DONORS)


def casualties_exhibit(choose: Chooser) -> Exhibit:
    """As ``casualties``. Raises NothingToShow."""
    profile = profile_of(choose)
    return held(casualties(choose.ask, profile, choose.kinds()), profile, FEW_CASUALTIES)
