"""Ready-made briefings name figures and choices that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mineaction.errors import BadBriefing, UnknownChoice
from mineaction.exhibits import country_tables
from mineaction.exhibits.data import OpenData
from mineaction.export.pack import ready_made
from mineaction.export.pack.briefing import problems
from mineaction.export.pack.opened import Pack, open_pack
from mineaction.queries.country import profile as countries
from tests.mineaction.export.opened import MADE_ON, data_of


def test_overview_and_claims_check_open_whole(built_database: Path) -> None:
    data = data_of(built_database)
    for briefing in (ready_made.overview(), ready_made.claims_check()):
        assert problems(briefing, data) == ()
    assert len(ready_made.overview().items) == 12


def test_a_country_has_all_figures_that_place_has(built_database: Path) -> None:
    data = data_of(built_database)
    laos = ready_made.country(ready_made.place_named("Lao PDR", data))
    assert [item.name for item in laos.items] == list(ready_made.COUNTRY)
    assert ready_made.COUNTRY[3:6] == ("country_casualties", "country_newest", "country_plans")
    assert ready_made.place_named("LAO", data).name == "Lao PDR"
    area = ready_made.country(ready_made.place_named("Nagorno-Karabakh", data))
    pack = open_pack(area, data, made_on=MADE_ON)
    assert len(pack.figures) + len(pack.missing) == len(ready_made.COUNTRY) == 12
    assert all("is held" in absent.reason or "are held" in absent.reason for absent in pack.missing)


def held_of(name: str, data: OpenData) -> tuple[list[str], list[str]]:
    """The titles of a place's pack, and what it says is not held."""
    pack = open_pack(ready_made.country(ready_made.place_named(name, data)), data, made_on=MADE_ON)
    assert pack.cover_lines[0].startswith(" and ".join(counted(pack)))
    return [figure.title for figure in pack.figures], [absent.words for absent in pack.missing]


def counted(pack: Pack) -> list[str]:
    """How many figures and tables it has, in words; without those it has none of."""
    tables = sum(figure.table is not None for figure in pack.figures)
    counts = ((len(pack.figures) - tables, "figure"), (tables, "table"))
    return [f"{count} {what}{'s' * (count > 1)}" for count, what in counts if count]


def test_figures_and_tables_are_counted_apart_and_what_is_not_held_is_said(built_database: Path) -> None:
    data = data_of(built_database)
    titles, missing = held_of("Iraq", data)
    assert [title.split(".")[0] for title in titles] == [
        *("Figure 1", "Figure 2", "Figure 3", "Table 1", "Table 2", "Table 3", "Table 4", "Table 5"),
        "Table 6",
    ]
    assert titles[5] == "Table 3. Treaty standing of Iraq"
    assert missing == ["Casualties by year", "Free of mines", "Policy events"]
    titles, missing = held_of("Andorra", data)
    assert titles == ["Table 1. Treaty standing of Andorra"] and len(missing) == 11
    titles, missing = held_of("Nagorno-Karabakh", data)
    assert titles[-1] == "Table 1. Dated statements about Nagorno-Karabakh" and "Treaties" in missing


def test_every_place_has_a_pack(built_database: Path) -> None:
    """95 places were left without one: nothing of theirs is drawn, and tables were in no pack."""
    data = data_of(built_database)
    without, without_table = [], []
    for place in ready_made.places(data):
        profile = data.ask(countries.profile, place)
        if not country_tables.all_shown(data.ask, profile):
            without_table.append(place.name)
            if not profile.donors and profile.series.is_empty and profile.accounts.is_empty:
                without.append(place.name)
    assert not without
    assert without_table == ["Falkland Islands (Malvinas)", "Somaliland"], "a figure of donors is all of them"


def test_a_decision_stands_alone_with_the_money_beside(built_database: Path) -> None:
    data = data_of(built_database)
    pack = open_pack(ready_made.policy("EV-20220621", data), data, made_on=MADE_ON)
    assert "21 June 2022" in pack.title
    assert pack.figures[0].taken.exhibit.name == "policy_timeline"
    assert len(pack.figures[0].taken.answer.rows) == 1
    assert "around_policy" in [figure.taken.exhibit.name for figure in pack.figures]


def test_unknown_names_are_refused(built_database: Path) -> None:
    data = data_of(built_database)
    with pytest.raises(UnknownChoice):
        ready_made.policy("EV-1", data)
    with pytest.raises(UnknownChoice):
        ready_made.place_named("Atlantis", data)
    with pytest.raises(BadBriefing):
        ready_made.item("no_such_figure")
    with pytest.raises(BadBriefing):
        ready_made.funding("no_such_series")
