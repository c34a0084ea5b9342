"""Briefings: operations leave the old one as it was; the file gives it back, or says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineaction.errors import BadBriefing
from mineaction.export.pack import briefing as operations
from mineaction.export.pack.briefing import MOST_BYTES, MOST_ITEMS, Briefing, Item, from_json, to_json
from tests.mineaction.export.opened import BRIEFING, data_of

A, B, C = (Item(name) for name in ("funding_over_time", "claim_ladder", "leahy_fund"))
THREE = Briefing("Three", (A, B, C))

words = st.text(max_size=60)
items = st.builds(
    Item,
    st.text(max_size=30),
    st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6).map(tuple),
    words,
    words,
    st.text(max_size=12),
)


@given(st.builds(Briefing, words, st.lists(items, max_size=4).map(tuple)))
@settings(max_examples=60, deadline=None)
def test_the_file_gives_the_briefing_back(briefing: Briefing) -> None:
    assert from_json(to_json(briefing)) == briefing


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_other_file_is_refused_in_words(file: bytes) -> None:
    with pytest.raises(BadBriefing) as refused:
        from_json(file)
    assert refused.value.problems


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {"schema": st.just(1)},
        optional={
            "title": json_values,
            "items": st.lists(
                st.fixed_dictionaries(
                    {}, optional={"name": json_values, "choices": json_values, "note": json_values}
                )
                | json_values,
                max_size=3,
            )
            | json_values,
        },
    )
)
@settings(max_examples=100, deadline=None)
def test_nothing_in_a_file_crashes_the_reader(said: dict[str, object]) -> None:
    try:
        from_json(json.dumps(said).encode())
    except BadBriefing as error:
        assert all(problem.endswith(".") for problem in error.problems)


def test_operations_give_new_briefings() -> None:
    assert operations.add(THREE, A).items == (A, B, C, A)
    assert operations.remove(THREE, 1).items == (A, C)
    assert operations.move(THREE, 0, 2).items == (B, C, A)
    assert operations.move(THREE, 2, -5).items == (C, A, B)
    assert operations.move(THREE, 0, 99).items == (B, C, A)
    assert operations.retitle(THREE, 1, "Mine").items[1] == Item(B.name, title="Mine")
    assert operations.annotate(THREE, 2, "One\r\ntwo").items[2].note == "One\ntwo"
    assert operations.rename(THREE, " Four\n").title == "Four"
    assert THREE.items == (A, B, C)


@given(st.integers(-2, 5), st.integers(-9, 9))
def test_moving_loses_nothing(place: int, to: int) -> None:
    if 0 <= place < 3:
        assert sorted(operations.move(THREE, place, to).items, key=str) == sorted(THREE.items, key=str)
    else:
        with pytest.raises(BadBriefing, match="There is no figure"):
            operations.move(THREE, place, to)


def test_forty_figures_are_the_most() -> None:
    full = Briefing("Full", (A,) * MOST_ITEMS)
    with pytest.raises(BadBriefing, match="at most 40"):
        operations.add(full, B)


def test_what_is_wrong_is_named_with_its_place() -> None:
    said = {
        "schema": 1,
        "title": 7,
        "items": [{"name": "a"}, {"choices": [["x"]]}, {"name": "b", "title": "t" * 999}],
    }
    with pytest.raises(BadBriefing) as refused:
        from_json(json.dumps(said).encode())
    found = str(refused.value)
    assert "title is no text" in found
    assert "Figure 2: its name is no text" in found and "Figure 2: its choices" in found
    assert "Figure 3: its title has 999 letters" in found


def test_a_newer_schema_and_a_huge_file_are_refused() -> None:
    with pytest.raises(BadBriefing, match="schema 2; this app reads schema 1"):
        from_json(b'{"schema": 2}')
    with pytest.raises(BadBriefing, match="bytes"):
        from_json(b" " * (MOST_BYTES + 1))
    with pytest.raises(BadBriefing):
        from_json(b"[" * 100_000)


def test_the_longest_briefing_allowed_can_be_read_back() -> None:
    choices = tuple(("\x1f" * 3, "\U0001f30d" * 390) for _ in range(20))
    full = Briefing(
        "\U0001f30d" * 200, (Item("n" * 400, choices, '"' * 200, '"' * 2000, "v" * 400),) * MOST_ITEMS
    )
    assert from_json(to_json(full)) == full


def test_the_version_it_was_added_with_is_kept_apart_from_the_choices() -> None:
    item = Item(
        "claim_ladder", (("kinds", "use"), ("kinds", "treaty"), ("data", "abc"), ("figure", "claim_ladder-1"))
    )
    assert item.choices == (("kinds", "use"), ("kinds", "treaty"))
    assert item.data_version == "abc"
    assert item.asked == {"kinds": ("use", "treaty")}


def test_unknown_figures_and_values_are_told_by_place(built_database: Path) -> None:
    found = operations.problems(BRIEFING, data_of(built_database))
    assert [words.split(":")[0] for words in found] == ["Figure 3 (country_series)", "Figure 4 (Gone)"]
    assert "Atlantis" in found[0]
    assert "There is no figure of that name" in found[1]


def test_a_name_of_half_letters_can_be_saved_again() -> None:
    """JSON can write what no file in UTF-8 can hold: half of a pair, as the name of a figure too."""
    told = b'{"schema": 1, "items": [{"name": "x\\udfff\\u0000y", "choices": [["a\\ud800", "\\udc00"]]}]}'
    found = from_json(told)
    assert found.items[0].name == "x y" and from_json(to_json(found)) == found


def test_a_million_items_are_counted_and_not_gone_through() -> None:
    file = b'{"schema": 1, "items": [' + b",".join([b"1"] * 1_000_000) + b"]}"
    with pytest.raises(BadBriefing) as refused:
        from_json(file)
    assert refused.value.problems == ("The briefing has 1,000,000 figures; at most 40 fit. Make two of it.",)
