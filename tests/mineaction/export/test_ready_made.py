"""Ready-made briefings name figures and choices that are there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mineaction.errors import BadBriefing, UnknownChoice
from mineaction.exhibits import country_tables
from mineaction.exhibits.data import OpenData
from mineaction.export.pack import ready_made
from mineaction.export.pack.briefing import from_json, problems, to_json
from mineaction.export.pack.opened import Pack, open_pack
from mineaction.export.pack.tables import SOURCE, Table, bounded, is_heading
from mineaction.queries.country import profile as countries
from mineaction.queries.policy import commitments
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
    assert pack.figures[0].taken.exhibit.name == "policy_events"
    assert "around_policy" in [figure.taken.exhibit.name for figure in pack.figures]


def test_the_claims_check_has_its_register_and_its_reconciliation(built_database: Path) -> None:
    """It had figures alone: neither the statements nor whether they add up."""
    pack = open_pack(ready_made.claims_check(), data_of(built_database), made_on=MADE_ON)
    assert not pack.missing
    tables = {figure.taken.exhibit.name: figure.table for figure in pack.figures if figure.table}
    assert list(tables) == [
        *("claims_reconciliation", "claims_contradictions", "countries_named", "published_counts"),
        "claims_register",
    ]
    whole = [figure for figure in pack.figures if figure.taken.exhibit.name == "claims_register"]
    shown = tables["claims_register"]
    rows = [row for row in shown.rows if not is_heading(row)]
    assert len(rows) == len(whole[0].taken.exhibit.behind().rows) > 100 and not shown.left_out
    assert shown.rows[0] == ("Money since 1993, running total",)
    for table in tables.values():
        assert table.head[-1] == SOURCE
        assert all(row[-1].startswith("[") for row in table.rows if not is_heading(row)), "a source for each"
    headings = [row for row in tables["claims_reconciliation"].rows if is_heading(row)]
    assert headings[0] == ("Differs",) and headings[-1] == ("Cannot be checked",)


def test_a_policy_says_what_it_promises_and_what_differs(built_database: Path) -> None:
    """Its pack had the money around it, and not what was decided."""
    data = data_of(built_database)
    names = [item.name for item in ready_made.policy("EV-20220621", data).items]
    assert names[:3] == ["policy_events", "policy_promises", "policy_changes"]
    pack = open_pack(ready_made.policy("EV-20220621", data), data, made_on=MADE_ON)
    events, promises, changes = pack.figures[:3]
    assert events.table and events.table.rows[0] == ("Biden",) and len(events.table.rows) == 2
    assert promises.table and len(promises.table.rows) == 11
    assert promises.title == "Table 2. Biden policy: what it promises"
    assert changes.table and ("Biden policy, 21 June 2022",) in changes.table.rows
    of_no_policy = next(key for key in ready_made.events(data) if not data.ask(commitments.policy_of, key))
    names = [item.name for item in ready_made.policy(of_no_policy, data).items]
    assert "policy_promises" not in names and "policy_events" in names


def test_a_long_table_is_cut_on_slides_alone() -> None:
    rows = (("A",), ("1", "x"), ("2", "x"), ("B",), ("3", "x"))
    table = Table("T", ("N", "W"), rows)
    assert bounded(table, 3) == table
    short = bounded(table, 2)
    assert short.rows == rows[:3] and short.left_out == 1, "no heading stands without a row"
    assert bounded(short, 1).left_out == 2


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


def test_what_is_not_held_is_said_in_one_line(built_database: Path) -> None:
    """It had a slide of its own, with a reason for each; and the page's pack did not say it at all."""
    data = data_of(built_database)
    briefing = ready_made.country(ready_made.place_named("Ukraine", data))
    whole = open_pack(briefing, data, made_on=MADE_ON)
    absent = {item for item in briefing.items if problems(replace(briefing, items=(item,)), data)}
    short = ready_made.held(briefing, lambda item: item not in absent)
    assert whole.not_held.startswith("Not held for Ukraine: ") and not whole.problems
    assert len(short.items) == len(whole.figures) and len(short.not_held) == len(whole.missing) > 0
    assert open_pack(short, data, made_on=MADE_ON).not_held == whole.not_held
    assert from_json(to_json(short)) == short
