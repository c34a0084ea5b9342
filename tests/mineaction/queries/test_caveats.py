"""Whose caveat it is where several series stand in one figure, and only where it applies."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from mineaction.queries import caveats, funding
from mineaction.queries.country import series
from mineaction.queries.country.place import Place
from mineaction.queries.filters import FundingFilter

TOTAL_DIFFERS = "the page prints a total of US$ 50,000, and its accounts add to US$ 800,000"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], []),
        ([("A", "")], []),
        ([("A", "Estimates.")], ["Estimates."]),
        ([("A", "Estimates."), ("B", "Estimates.")], ["Estimates."]),
        ([("A", "Estimates."), ("B", "")], ["“A”: Estimates."]),
        (
            [("A", "Estimates."), ("B", "Requests."), ("C", "Estimates.")],
            ["“A” and “C”: Estimates.", "“B”: Requests."],
        ),
    ],
)
def test_a_caveat_that_not_all_series_share_names_its_own(
    given: list[tuple[str, str]], said: list[str]
) -> None:
    assert caveats.named(given) == said


def of_country(connection: Connection, name: str, iso3: str) -> tuple[str, ...]:
    """The caveats of the two figures of a country: every series, and its accounts."""
    place = Place(name, iso3, name)
    held = series.held(connection, place)
    return (
        series.panels(connection, place, held).caveats + series.accounts(connection, place, held)[0].caveats
    )


def test_every_caveat_of_a_country_says_what_it_is_about(connection: Connection) -> None:
    """It once listed "Estimates." and "Requests." beside a dozen series."""
    said = of_country(connection, "Afghanistan", "AFG")
    assert any(
        caveat.startswith("“State Department humanitarian demining account by country, request”: These are")
        for caveat in said
    )
    assert not any(
        caveat.startswith(("Estimates", "Requests", "All sectors", "The sentence")) for caveat in said
    )


def test_a_total_that_does_not_add_up_is_said_where_it_is_shown(connection: Connection) -> None:
    for name, iso3 in (("Iraq", "IRQ"), ("Colombia", "COL"), ("Lao PDR", "LAO")):
        assert not any("Chad" in caveat for caveat in of_country(connection, name, iso3)), name
    assert sum(TOTAL_DIFFERS in caveat for caveat in of_country(connection, "Chad", "TCD")) == 2
    asked = FundingFilter(choice_key="us_cwd_country")
    assert any(TOTAL_DIFFERS in caveat for caveat in funding.by_year(connection, asked).caveats)
    earlier = FundingFilter(choice_key="us_cwd_country", last_year=2015)
    assert not any("Chad" in caveat for caveat in funding.by_year(connection, earlier).caveats)
