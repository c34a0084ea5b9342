"""A page's view: where its values come from, what is said of those it cannot use, and the link to copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.database import URL_VARIABLE
from mineaction.ui import view as view_of_page

Open = Callable[..., AppTest]


def a_page() -> None:
    import streamlit as st

    from mineaction.ui.view import View

    view = View("alpha")
    series = view.select("series", "Series", ["wide", "narrow", "bare"], "wide")
    offered = [] if series == "bare" else ["Angola", "Iraq", "Lao PDR"]
    named = view.several("recipient", "Recipients", offered, most=2, scope=series)
    years = view.years(1990, 2020) if series != "narrow" else view.years(2015, 2020, scope="narrow")
    prices = view.prices("" if series == "wide" else "There is no price index for it.")
    kinds = view.kinds()
    part = view.switch("show", "Show", ["map", "chart"], "map")
    per_person = view.tick("per_person", "Per person")
    words = view.words("find", "Find", placeholder="A name")
    donor = view.select("donor", "Donor", ["", "Japan"], "")
    st.json(
        {
            "series": series,
            "recipient": list(named),
            "years": list(years),
            "prices": prices.value,
            "kinds": [kind.value for kind in kinds],
            "show": part,
            "per_person": per_person,
            "find": words,
            "donor": donor,
        }
    )
    view.done()
    st.code(view.link("costs"))


@pytest.fixture
def opened(built_database: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``opened(name=value, …)``: the page at an address."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{built_database}")

    def run(**address: str | list[str]) -> AppTest:
        page = AppTest.from_function(a_page, default_timeout=30)
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    return run


def shown(page: AppTest) -> str:
    assert not page.exception
    return str(page.json[0].value)


def link(page: AppTest) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.code[0].value).query, keep_blank_values=True)


def said(page: AppTest) -> str:
    return " ".join(warning.value for warning in page.warning).replace("\\", "")


def test_a_link_names_every_value_and_the_data_version_defaults_too(opened: Open) -> None:
    page = opened()
    asked = link(page)
    assert asked.pop("data") and len(page.code) == 1
    assert asked == {
        "series": ["wide"],
        "recipient": ["all"],
        "from": ["1990"],
        "to": ["2020"],
        "prices": ["current"],
        "kinds": ["use", "funding"],
        "show": ["map"],
        "per_person": ["no"],
        "find": [""],
        "donor": ["all"],
    }
    assert not dict(page.query_params), "the address itself leaves out what stands at its default"


CHOICES = {
    "series": "wide",
    "recipient": ["Lao PDR", "Iraq"],
    "from": "2001",
    "to": "2009",
    "prices": "constant",
    "kinds": ["treaty"],
    "show": "chart",
    "per_person": "yes",
    "find": "two words & more=?",
    "donor": "Japan",
}


@pytest.mark.parametrize("address", [{}, CHOICES, {"kinds": "none"}, {"series": "bare", "show": "chart"}])
def test_a_copied_link_opens_the_same_view_in_a_fresh_browser(
    address: dict[str, str | list[str]], opened: Open
) -> None:
    first = opened(**address)
    assert not first.warning and not first.info
    second = opened(**link(first))
    assert not second.warning and not second.info
    assert shown(second) == shown(first)
    assert link(second) == link(first)


def test_what_the_reader_moves_goes_into_address_and_link(opened: Open) -> None:
    page = opened(recipient="Iraq")
    page.slider(key="alpha_years").set_value((1995, 2005)).run()
    page.checkbox(key="alpha_per_person").check().run()
    page.multiselect(key="alpha_recipient_wide").set_value(["Angola"]).run()
    assert '"recipient":["Angola"]' in shown(page).replace(" ", "")
    assert link(page)["recipient"] == ["Angola"] and link(page)["from"] == ["1995"]
    held = {name: page.query_params[name] for name in page.query_params}
    assert set(held) == {"recipient", "from", "to", "per_person"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"series": "deep"}, "series “deep”"),
        ({"recipient": ["Iraq", "Atlantis"]}, "recipient “Atlantis”"),
        ({"from": "1789"}, "from “1789”; there are figures from 1990 to 2020"),
        ({"to": "²"}, "to “²”"),
        ({"from": "2012", "to": "2010"}, "from 2012 to 2010: from is after to"),
        ({"kinds": ["use", "gossip"]}, "kinds “gossip”"),
        ({"show": "dance"}, "show “dance”"),
        ({"per_person": "perhaps"}, "per_person “perhaps”"),
        ({"show": "x" * 5000}, f"show “{'x' * 60}…”"),
        ({"weather": "fine"}, "weather=fine is not used in this view."),
        ({"series": "narrow", "prices": "constant"}, "There is no price index for it."),
    ],
)
def test_each_value_that_is_not_known_is_named(
    address: dict[str, str | list[str]], words: str, opened: Open
) -> None:
    page = opened(**address)
    assert words in said(page) and len(page.warning) == 1
    assert "Iraq" in shown(page) or "recipient" not in address, "the known values stand"
    page.pills(key="alpha_kinds").set_value(["export"]).run()
    assert not page.exception and not page.warning


def test_a_link_of_another_data_version_says_so(opened: Open) -> None:
    page = opened(data="000000000000")
    (told,) = (info.value for info in page.info)
    assert "made with data version 000000000000" in told
    current = link(page)["data"]
    assert not opened(data=current).info


def test_a_choice_that_does_not_fit_is_kept_and_comes_back(opened: Open) -> None:
    page = opened(recipient="Iraq", to="1999")
    page.selectbox(key="alpha_series").set_value("bare").run()
    assert "Iraq" not in shown(page)
    assert any("Your choice of Iraq does not apply here" in caption.value for caption in page.caption)
    page.selectbox(key="alpha_series").set_value("narrow").run()
    assert "Iraq" in shown(page) and "2015" in shown(page)
    assert any("1999" in caption.value for caption in page.caption)
    page.selectbox(key="alpha_series").set_value("wide").run()
    assert "Iraq" in shown(page) and "1999" in shown(page)
    assert not any("does not apply" in caption.value for caption in page.caption)


def test_no_more_values_are_taken_than_fit(opened: Open) -> None:
    page = opened(recipient=["Angola", "Iraq", "Lao PDR"])
    assert '"recipient":["Angola","Iraq"]' in shown(page).replace(" ", "")
    assert any("Lao PDR" in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    ("url", "page", "address"),
    [
        ("http://a.org", "overview", "http://a.org/"),
        ("http://a.org/mines", "overview", "http://a.org/mines/"),
        ("http://a.org/mines/map", "map", "http://a.org/mines/map"),
        ("/overview", "overview", "/overview"),
    ],
)
def test_the_start_page_has_a_slash_after_the_host(url: str, page: str, address: str) -> None:
    """Links to it were http://a.org?x=1; and below a base path the figure's own address lost that path."""
    assert view_of_page._with_slash(url, page) == address


@pytest.mark.parametrize("name", ["Laos", "LAO", "lao pdr"])
def test_another_name_or_code_of_a_country_is_read(name: str, opened: Open) -> None:
    """Only the country page knew other names; elsewhere a link with one lost its country."""
    page = opened(recipient=name)
    assert not page.warning and page.json[0].value and '"Lao PDR"' in page.json[0].value
    assert parse_qs(urlsplit(page.code[0].value).query)["recipient"] == ["Lao PDR"]
