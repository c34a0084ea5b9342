"""What is kept of a reader's choices: the address is read once, and never against the reader."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from mineaction.exhibits.wishes import slot
from mineaction.ui.kept import Kept

ADDRESS = some.dictionaries(
    some.sampled_from(["series", "from", "recipient", "kinds", "show"]),
    some.lists(some.text("ab", max_size=3), min_size=1, max_size=2),
    min_size=1,
)


class Params(dict[str, Any]):
    """Streamlit's query parameters, as far as they are used."""

    def get_all(self, name: str) -> list[str]:
        value = self[name]
        return list(value) if isinstance(value, list) else [value]

    def from_dict(self, values: dict[str, Any]) -> None:
        self.clear()
        self.update(values)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Params:
    params = Params()
    monkeypatch.setattr(st, "query_params", params)
    return params


def test_an_address_is_news_on_arrival_and_not_again(address: Params) -> None:
    address.update(series="us_cwd", recipient=["Iraq", "Angola"])
    kept = Kept()
    assert kept.arrive("map") == {"series": ("us_cwd",), "recipient": ("Iraq", "Angola")}
    assert kept.arrive("map") == {}


def test_an_address_the_app_wrote_is_never_news(address: Params) -> None:
    """A run may carry the address from before the last one was written: it undid the reader's choice."""
    kept = Kept()
    kept.arrive("map")
    kept.write("map", {"recipient": ("Iraq",)})
    kept.touch("map", {"recipient": ("Angola",)})
    kept.write("map", {"recipient": ("Angola",)})
    address.from_dict({"recipient": ["Iraq"]})
    assert kept.arrive("map") == {}
    assert kept.chosen["recipient"] == ("Angola",)


def test_the_same_link_followed_again_from_another_page_is_news(address: Params) -> None:
    kept = Kept()
    address.from_dict({"recipient": ["Iraq"]})
    assert kept.arrive("country")
    kept.write("country", {"recipient": ("Angola",)})
    address.clear()
    kept.arrive("map")
    address.from_dict({"recipient": ["Iraq"]})
    assert kept.arrive("country") == {"recipient": ("Iraq",)}


def test_shared_names_cross_pages_and_own_names_do_not(address: Params) -> None:
    kept = Kept()
    address.from_dict({"from": ["2010"], "show": ["treaties"]})
    kept.arrive("policy")
    assert kept.chosen == {"from": ("2010",), "policy.show": ("treaties",)}


def test_the_data_version_is_no_choice(address: Params) -> None:
    address.from_dict({"data": ["abc"], "from": ["2010"]})
    kept = Kept()
    assert kept.arrive("map") == {"from": ("2010",)} and kept.made_with == "abc"
    kept.touch("map", {"from": ("2011",)})
    assert kept.made_with == "" and "map.data" not in kept.chosen


@given(asked=ADDRESS, moved=ADDRESS)
def test_what_the_reader_moves_last_stands(asked: dict[str, list[str]], moved: dict[str, list[str]]) -> None:
    params = Params({name: list(values) for name, values in asked.items()})
    kept = Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "query_params", params)
        kept.arrive("page")
        kept.touch("page", {name: tuple(values) for name, values in moved.items()})
        for _ in range(2):
            kept.arrive("page")
            for name, values in moved.items():
                assert kept.chosen[slot("page", name)] == tuple(values)
            kept.write("page", {name: tuple(values) for name, values in moved.items()})
