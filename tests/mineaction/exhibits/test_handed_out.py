"""Every address the app hands out gives the same figure; whatever else it holds is not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from mineaction.api import links
from mineaction.errors import BadAddress
from mineaction.exhibits import registry, taking
from mineaction.exhibits.address import WAY, Opened, open_exhibit
from mineaction.exhibits.app_link import read_link
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.wishes import VERSION
from mineaction.export.formats import formats_of
from mineaction.replay import given
from tests.mineaction.exhibits.opening import CASES, opened_at, own
from tests.mineaction.exhibits.samples import Address

BASE = "https://example.org/mines"
TODAY = date(2025, 1, 31)
DataFor = Callable[[str], OpenData]
NAMES = sorted({name for kind in registry.KINDS for name in registry.names_of(kind.page)})
NOWHERE = "zz-nowhere"


def handed_out(opened: Opened) -> list[str]:
    """Every address of an open exhibit: the page's link, cited and not, its files, its embed view."""
    name, kind = opened.exhibit.name, registry.kind(opened.exhibit.name)
    cited = taking.take_opened(opened, made_on=TODAY, base=BASE).address
    files = [links.chart(BASE, name, ending, opened.values) for ending in ("", *formats_of(kind))]
    picture = links.chart(BASE, name, "csv", [*opened.values, ("size", "slide"), ("scale", "2")])
    embedded = [] if kind.is_table else [links.embed(BASE, name, opened.values)]
    return [opened.address(BASE), cited, *files, picture, *embedded]


def told(name: str, problems: list[str]) -> bool:
    """Whether a name is spoken of, beside the lists of what is known."""
    return any(re.search(rf"(?<![a-z_]){name}(?![a-z_])", said.split("Known:")[0]) for said in problems)


@pytest.mark.parametrize(("page", "address"), CASES)
def test_every_address_handed_out_gives_the_same_figure(
    page: str, address: Address, data_for: DataFor
) -> None:
    data = data_for(page)
    for name, opened in opened_at(page, address, data).items():
        figure_id = taking.take_opened(opened, made_on=TODAY).figure_id
        for link in handed_out(opened):
            found = read_link(link)
            assert found.name == name, link
            again = open_exhibit(name, found.asked_of(name), data)
            assert (again.way, again.values, again.notices) == (opened.way, opened.values, opened.notices)
            assert again.exhibit.key == opened.exhibit.key
            assert given.from_link(link).name == name
        assert taking.take_opened(again, made_on=TODAY).figure_id == figure_id
        assert taking.changes(again, figure_id) == ""


@pytest.mark.parametrize(("page", "address"), CASES)
def test_what_a_page_link_holds_may_stand_in_an_address_as_it_is(
    page: str, address: Address, data_for: DataFor
) -> None:
    """The whole view of a page, the choices of its other figures too: those are told, and change nothing."""
    data = data_for(page)
    found = opened_at(page, address, data)
    whole = {name: values for opened in found.values() for name, values in as_asked(opened).items()}
    for name, opened in found.items():
        again = open_exhibit(name, {**whole, VERSION: (data.version,)}, data)
        assert again.values == opened.values
        left = whole.keys() - own(name, whole).keys()
        assert not left or all(told(each, [*again.notices]) for each in left)


@pytest.mark.parametrize(("page", "address"), CASES)
def test_no_other_name_is_passed_over(page: str, address: Address, data_for: DataFor) -> None:
    """A recipient that the series does not have was left out in silence: the figures of all were given."""
    data = data_for(page)
    for name, opened in opened_at(page, address, data).items():
        used = {each.name for each in opened.offered}
        others = {each: (NOWHERE,) for each in (*NAMES, "colour", "as_pie_chart") if each not in used}
        with pytest.raises(BadAddress) as caught:
            open_exhibit(name, {**own(name, address), **others}, data)
        silent = [each for each in others if not told(each, list(caught.value.problems))]
        assert not silent, name
        with pytest.raises(BadAddress):
            open_exhibit(name, {**own(name, address), **others, VERSION: (data.version,)}, data)


@pytest.mark.parametrize(("page", "address"), CASES)
def test_no_unknown_value_is_passed_over(page: str, address: Address, data_for: DataFor) -> None:
    data = data_for(page)
    for name, opened in opened_at(page, address, data).items():
        for offered in opened.offered:
            for value in (NOWHERE, "") if offered.options or offered.name in ("from", "to") else ():
                with pytest.raises(BadAddress) as caught:
                    open_exhibit(name, {**own(name, address), offered.name: (value,)}, data)
                assert told(offered.name, list(caught.value.problems)), (name, offered.name)
        if not registry.kind(name).is_table:
            with pytest.raises(BadAddress, match="way to look"):
                open_exhibit(name, {**own(name, address), WAY: (NOWHERE,), f"as_{name}": ()}, data)


def as_asked(opened: Opened) -> Address:
    """The choices of an open exhibit as a link has them."""
    return {name: tuple(values) for name, values in parse_qs(urlsplit(opened.address()).query).items()}
