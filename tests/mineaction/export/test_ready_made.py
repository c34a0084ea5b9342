"""Ready-made briefings name figures and choices that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mineaction.errors import BadBriefing, UnknownChoice
from mineaction.export import ready_made
from mineaction.export.briefing import problems
from mineaction.export.pack import open_pack
from tests.mineaction.export.opened import MADE_ON, data_of


def test_overview_and_claims_check_open_whole(built_database: Path) -> None:
    data = data_of(built_database)
    for briefing in (ready_made.overview(), ready_made.claims_check()):
        assert problems(briefing, data) == ()
    assert len(ready_made.overview().items) == 12


def test_a_country_has_all_figures_that_place_has(built_database: Path) -> None:
    data = data_of(built_database)
    laos = ready_made.country(ready_made.place_named("Lao PDR", data))
    assert len(problems(laos, data)) <= 1
    assert [item.name for item in laos.items] == list(ready_made.COUNTRY)
    assert ready_made.place_named("LAO", data).name == "Lao PDR"
    area = ready_made.country(ready_made.place_named("Nagorno-Karabakh", data))
    pack = open_pack(area, data, made_on=MADE_ON)
    assert len(pack.figures) + len(pack.missing) == len(ready_made.COUNTRY)
    assert all("is held" in absent.reason or "are held" in absent.reason for absent in pack.missing)


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
