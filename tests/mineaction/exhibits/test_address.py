"""Addresses as people and programs write them: what is read, what is refused, and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mineaction.errors import BadAddress, NothingToShow, UnknownChoice
from mineaction.exhibits import registry
from mineaction.exhibits.address import Opened, open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.identity import identify
from mineaction.exhibits.taking import changes
from mineaction.exhibits.wishes import Values, Wishes
from tests.mineaction.exhibits.samples import SAMPLES

MAP = "recipient_map"


@dataclass
class Holding:
    """What is held of an address."""

    chosen: dict[str, Values]
    problems: list[str] = field(default_factory=list)


def never(words: str, options: Sequence[str]) -> str:
    raise AssertionError("years are no names")


def opened(name: str, data: OpenData, **asked: Any) -> Opened:
    """An exhibit by choices that are one value or several; ``from_`` stands for ``from``, as all such."""
    return open_exhibit(
        name,
        {key.rstrip("_"): (value,) if isinstance(value, str) else value for key, value in asked.items()},
        data,
    )


def refused(name: str, data: OpenData, **asked: Any) -> tuple[str, ...]:
    """Why an address is refused."""
    with pytest.raises(BadAddress) as caught:
        opened(name, data, **asked)
    assert caught.value.name == name
    return caught.value.problems


# Names


def test_an_unknown_figure_is_refused_with_those_there_are(data: OpenData) -> None:
    [problem] = refused("pie_chart", data)
    assert all(name in problem for name in registry.BY_NAME)


def test_an_unknown_choice_is_refused_with_those_there_are(data: OpenData) -> None:
    [problem] = refused(MAP, data, serie="us_cwd")
    assert "serie" in problem and "series" in problem


def test_all_that_is_wrong_is_said_at_once(data: OpenData) -> None:
    problems = refused(MAP, data, colour="red", series="gold", from_="1066", as_="pie")
    assert len(problems) == 4
    assert all(any(word in said for said in problems) for word in ("colour", "gold", "1066", "pie"))


def test_a_choice_of_one_value_given_twice_is_refused(data: OpenData) -> None:
    """The first value was taken and the second passed over in silence, so a link could show another year."""
    [problem] = refused("funding_over_time", data, series="us_cwd", from_=("2010", "2012"))
    assert "from" in problem and "one value" in problem
    same = opened("funding_over_time", data, series="us_cwd", from_=("2010", "2010"))
    assert same.values == opened("funding_over_time", data, series="us_cwd", from_="2010").values


def test_an_odd_address_is_not_said_back_at_length(data: OpenData) -> None:
    problems = refused(MAP, data, **{"x" * 5_000: "1", "series": "y" * 5_000})
    assert all(len(problem) < 400 for problem in problems)


def test_choices_of_other_figures_are_passed_over_in_a_link_of_the_page_alone(data: OpenData) -> None:
    """A link of a page has a data version and its whole view; what another figure takes is told, not used."""
    plain = opened("country_series", data, recipient="Iraq")
    others = {"told_by": "donor_profile", "year": "2014", "as_country_donors": "rows"}
    more = opened("country_series", data, recipient="Iraq", data_=data.version, **others)
    assert more.values == plain.values and more.exhibit.key == plain.exhibit.key
    [notice] = more.notices
    assert all(name in notice for name in others)
    problems = refused("country_series", data, recipient="Iraq", **others)
    assert len(problems) == len(others)
    assert all("country_donors" in problem for problem in problems)


@pytest.mark.parametrize(
    ("name", "asked", "needed"),
    [
        ("funding_over_time", {"recipient": "Iraq"}, "series=us_cwd_country"),
        ("funding_over_time", {"series": "oecd_crs", "donor": "Germany"}, "series=lm_donor"),
        (MAP, {"donor": "Japan"}, "series=lm_donor"),
        ("compare", {"donor": "Atlantis"}, "by=donors, or with series=lm_donor"),
        ("compare", {"base_year": "1800"}, "show=indexed"),
        ("donors_largest", {"recipient": "Atlantis"}, "told_by=recipient"),
        ("claims_ladder", {"recipient": "Iraq"}, "places=yes"),
    ],
)
def test_a_choice_these_choices_do_not_ask_for_is_refused_with_those_that_do(
    name: str, asked: dict[str, str], needed: str, data: OpenData
) -> None:
    """It was passed over in silence: a recipient asked for gave the worldwide amounts."""
    [problem] = refused(name, data, **asked)
    assert needed in problem and "is taken only with" in problem


def test_every_choice_not_asked_for_is_named_with_its_own_reason(data: OpenData) -> None:
    donor, recipient = sorted(refused("funding_over_time", data, recipient="Atlantis", donor="Nobody"))
    assert donor.startswith("donor") and recipient.startswith("recipient")


def test_a_choice_of_no_value_is_no_choice_of_all(data: OpenData) -> None:
    """``donor=none`` gave all donors."""
    [problem] = refused("donors_who_to_whom", data, donor="none")
    assert "“none”" in problem


def test_a_way_to_look_is_asked_for_once(data: OpenData) -> None:
    [problem] = refused(MAP, data, as_="ranking", as_recipient_map="map")
    assert "one value" in problem


@pytest.mark.parametrize("named", ["data", "figure"])
def test_names_that_are_no_choices_change_nothing(named: str, data: OpenData) -> None:
    assert open_exhibit(MAP, {named: ("000000000000",)}, data).values == opened(MAP, data).values


def test_a_part_of_a_page_need_not_be_named_but_not_be_another(data: OpenData) -> None:
    plain = opened("donors_flow", data)
    assert ("show", "flow") in plain.values
    assert opened("donors_flow", data, show="flow").values == plain.values
    for other in ("pairs", "pie", "", ("flow", "pairs")):
        [problem] = refused("donors_flow", data, show=other)
        assert "show=flow" in problem


# Ways to look


def test_a_way_to_look_is_asked_for_by_either_name(data: OpenData) -> None:
    ranked = opened(MAP, data, as_="ranking")
    assert ranked.way == "ranking" and ranked.exhibit.first == "ranking"
    assert opened(MAP, data, as_recipient_map="ranking").values == ranked.values
    assert (f"as_{MAP}", "ranking") in ranked.values


def test_rows_are_no_drawing_and_give_the_first_one(data: OpenData) -> None:
    assert opened(MAP, data, as_="rows").way == opened(MAP, data).way == "map"


def test_an_unknown_way_is_refused_with_those_there_are(data: OpenData) -> None:
    [problem] = refused(MAP, data, as_="chart")
    assert "map, ranking" in problem


# Values


def test_a_choice_of_several_values_takes_each_once(data: OpenData) -> None:
    again = opened("donors_largest", data, donor=("Japan", "Japan", "Norway"))
    assert [value for name, value in again.values if name == "donor"] == ["Japan", "Norway"]
    assert any("gold" in problem for problem in refused(MAP, data, series=("oecd_crs", "gold")))


def test_too_many_values_are_refused(data: OpenData) -> None:
    donors = next(offer for offer in opened("donors_largest", data).offered if offer.name == "donor").options
    assert opened("donors_largest", data, donor=donors[:6])
    [problem] = refused("donors_largest", data, donor=donors[:7])
    assert "more than 6" in problem


@pytest.mark.parametrize("name", ["series", "from", "prices"])
def test_an_empty_value_is_none(name: str, data: OpenData) -> None:
    with pytest.raises(BadAddress):
        open_exhibit(MAP, {name: ("",)}, data)


def test_a_name_without_values_stands_at_its_default(data: OpenData) -> None:
    assert open_exhibit(MAP, {"series": (), "as": ()}, data).values == opened(MAP, data).values


def test_all_and_none_are_read_back(data: OpenData) -> None:
    everyone = opened("donors_largest", data, donor="all")
    assert ("donor", "all") in everyone.values and everyone.values == opened("donors_largest", data).values
    quiet = opened("country_series", data, kinds="none")
    assert ("kinds", "none") in quiet.values
    assert quiet.exhibit.timeline is not None and quiet.exhibit.timeline.events.is_empty


# Years


@pytest.mark.parametrize(
    "year", ["1066", "９９９９", "²⁰¹⁵", "２０１５", "02015", "2015.0", "-2015", " 2015", "twenty"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_year_there_is_not_is_refused(name: str, year: str, data: OpenData) -> None:
    with pytest.raises(BadAddress, match="there are figures from"):
        open_exhibit(MAP, {name: (year,)}, data)


@pytest.mark.parametrize("year", ["1066", "２０２１", "", "2021 "])
def test_a_single_year_there_is_not_is_refused(year: str, data: OpenData) -> None:
    [problem] = refused(MAP, data, series="ocha_fts", line="fts_requirements", year=year)
    assert "year" in problem


def test_years_the_wrong_way_round_are_refused(data: OpenData) -> None:
    """They were turned round in silence."""
    [problem] = refused(MAP, data, from_="2017", to="2015")
    assert "2017 to 2015" in problem and "from is after to" in problem


def test_one_end_of_the_years_alone_keeps_to_it(data: OpenData) -> None:
    """A first year after the last one shown unasked was taken for the last one."""
    shown = {name: int(value) for name, value in opened(MAP, data).values if name in ("from", "to")}
    alone = opened(MAP, data, from_=str(shown["to"]))
    assert ("from", str(shown["to"])) in alone.values
    wishes = Wishes("map", Holding({"from": ("2019",)}), {"from": ("2019",)}, never)
    assert wishes.span(2010, 2020, (2012, 2015)) == (2019, 2020)
    wishes = Wishes("map", Holding({"to": ("2011",)}), {"to": ("2011",)}, never)
    assert wishes.span(2010, 2020, (2012, 2015)) == (2010, 2011)


# Countries and areas


@pytest.mark.parametrize("given", ["IRQ", "irq", "IQ", "Iraq", "IRAQ", " Iraq "])
def test_a_country_opens_by_its_codes_and_names(given: str, data: OpenData) -> None:
    assert ("recipient", "Iraq") in opened("country_series", data, recipient=given).values


@pytest.mark.parametrize("given", ["Laos", "LAO", "Lao People's Democratic Republic"])
def test_another_known_name_gives_the_same_figure(given: str, data: OpenData) -> None:
    found, usual = (opened("country_donors", data, recipient=name) for name in (given, "Lao PDR"))
    assert found.values == usual.values and found.exhibit.key == usual.exhibit.key


@pytest.mark.parametrize("given", ["Laos", "LAO", "lao pdr", "LA"])
def test_another_known_name_is_read_wherever_a_recipient_is_chosen(given: str, data: OpenData) -> None:
    """The country page knew them; every other address refused all but one spelling."""
    for name, asked in (("funding_over_time", {"series": "lm_world"}), ("compare", {})):
        assert ("recipient", "Lao PDR") in opened(name, data, recipient=given, **asked).values
    found = opened("donors_largest", data, donor=("usa", "JPN"))
    assert [value for name, value in found.values if name == "donor"] == ["United States", "Japan"]


def test_a_name_nobody_knows_is_refused(data: OpenData) -> None:
    for name in ("Atlantis", "XXX", "", "Ira", "%", "'; DROP TABLE country; --"):
        [problem] = refused("country_series", data, recipient=name)
        assert f"“{name}”" in problem


def test_an_unknown_value_is_refused_with_the_nearest_or_all_that_are_known(data: OpenData) -> None:
    [problem] = refused("country_series", data, recipient="Irak")
    assert "Nearest: " in problem and "Iraq" in problem and "in all" in problem
    [problem] = refused("funding_over_time", data, prices="euro")
    assert "Known: current, constant." in problem
    [problem] = refused("funding_over_time", data, series="xx")
    assert "us_cwd_country" in problem


def test_what_could_be_used_of_a_bad_address_is_told(data: OpenData) -> None:
    with pytest.raises(BadAddress) as caught:
        opened("funding_over_time", data, series="us_cwd_country", recipient="Irak", prices="constant")
    assert caught.value.usable == (("series", "us_cwd_country"), ("prices", "constant"))


# Cited addresses


def test_an_address_cited_with_other_data_says_so(data: OpenData) -> None:
    """Another data version and another id were answered without a word."""
    found = opened(MAP, data)
    figure_id = str(identify(found.exhibit, found.values).figure_id)
    same = opened(MAP, data, data_="other", figure=figure_id)
    assert changes(same, figure_id) == ""
    assert "data version other" in changes(opened(MAP, data, data_="other"), figure_id)
    parts = figure_id.split("-")
    cited = "-".join([parts[0], "00000000", *parts[2:]])
    said = changes(opened(MAP, data, data_="deadbeef", figure=cited), figure_id)
    assert cited in said and figure_id in said and "deadbeef" in said and data.version in said
    assert "its rows differ" in said and "choices" not in said
    assert "no id" in changes(opened(MAP, data, figure="x"), figure_id)


# Nothing to show


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("country_casualties", {"recipient": "Andorra"}, "by year"),
        ("country_series", {"recipient": "Andorra"}, "No yearly amount of any series is held for Andorra."),
        ("country_accounts", {"recipient": "Andorra"}, "No US amount by account or agency is held for"),
        ("country_donors", {"recipient": "Andorra"}, "No table of single donors is held for Andorra."),
        ("donors_who_to_whom", {"donor": "Norway"}, "Profiles of Norway are held for 2012."),
    ],
)
def test_what_is_not_held_is_said_with_a_next_step(
    name: str, asked: dict[str, str], said: str, data: OpenData
) -> None:
    with pytest.raises(NothingToShow) as caught:
        opened(name, data, **asked)
    assert said in str(caught.value) and caught.value.next_step.endswith(".")


def test_a_bad_address_is_told_before_there_is_nothing_to_show(data: OpenData) -> None:
    [problem] = refused("donors_who_to_whom", data, donor="Norway", recipient="Atlantis")
    assert "Atlantis" in problem


# Whatever is typed

KNOWN = sorted(
    {value for pages in SAMPLES.values() for one in pages for values in one.values() for value in values}
)
NAMES = sorted({name for page in SAMPLES for name in registry.names_of(page)} | {"as", "data", "figure"})
JUNK = st.text(max_size=12) | st.sampled_from(
    ["", "all", "none", "NaN", "2015", "²", "\x00", "%", "as", "🙂"]
)
VALUES = st.lists(st.sampled_from(KNOWN) | JUNK, max_size=4).map(tuple)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(registry.BY_NAME)),
    asked=st.dictionaries(st.sampled_from(NAMES) | JUNK, VALUES, max_size=4),
)
def test_whatever_is_typed_opens_or_is_refused_in_words(
    name: str, asked: dict[str, tuple[str, ...]], data: OpenData
) -> None:
    with suppress(BadAddress, NothingToShow, UnknownChoice):
        found = open_exhibit(name, asked, data)
        again = open_exhibit(name, as_asked(found), data)
        assert again.values == found.values and again.exhibit.key == found.exhibit.key


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(registry.BY_NAME)), picking=st.data())
def test_whatever_is_offered_opens_or_has_nothing_to_show(
    name: str, picking: st.DataObject, data: OpenData
) -> None:
    """Two choices, in the order in which they are asked for: what is offered hangs on the choices before."""
    asked: dict[str, tuple[str, ...]] = (
        {"recipient": ("Afghanistan",)} if name == "country_casualties" else {}
    )
    last = ""
    with suppress(NothingToShow, UnknownChoice):
        for _ in range(2):
            offered = open_exhibit(name, asked, data).offered
            names = [offer.name for offer in offered]
            rest = offered[names.index(last) + 1 :] if last else offered
            if offers := [offer for offer in rest if offer.options]:
                offer = picking.draw(st.sampled_from(offers))
                value = picking.draw(st.sampled_from(offer.options))
                last, asked[offer.name] = offer.name, (value,)
                assert (last, value) in open_exhibit(name, asked, data).values


def as_asked(found: Opened) -> dict[str, tuple[str, ...]]:
    """The choices of an open exhibit, to ask for them again."""
    return {name: tuple(value for given, value in found.values if given == name) for name, _ in found.values}
