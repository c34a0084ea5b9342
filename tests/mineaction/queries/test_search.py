"""Search: every country under every name, the order of hits, and what must not be found."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from mineaction.queries import place_names
from mineaction.queries.search import entries as search_entries
from mineaction.queries.search import find as search
from mineaction.queries.search.find import Entry, Fit, Group, Index, Kind, entry, find
from mineaction.queries.search.folding import fold

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited


@pytest.fixture(scope="module")
def index(connection: Connection) -> Index:
    return search_entries.index(connection)


def group(found: tuple[Group, ...], kind: Kind) -> list[str]:
    return [hit.entry.title for one in found if one.kind is kind for hit in one.hits]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("  TÜRKİYE ", "turkiye"),
        ("Bosnia & Herzegovina", "bosnia and herzegovina"),
        ("U.S. Department", "us department"),
        ("US$ 4.2 billion.", "us 4.2 billion"),
        ("over 250,000 people", "over 250000 people"),
        ("1, 2", "1 2"),
        ("Åland Øst", "aland ost"),
        ("snake_case-word", "snake case word"),
        ("<b>'\"%_;--", "b"),
        ("", ""),
    ],
)
def test_one_form_for_every_way_of_writing(written: str, form: str) -> None:
    assert fold(written) == form
    assert fold(fold(written)) == fold(written)


def test_every_country_is_found_under_every_name(index: Index, built_database: Path) -> None:
    with closing(sqlite3.connect(built_database)) as opened:
        known = opened.execute(
            """SELECT c.short_name, n.name FROM country c JOIN (
                   SELECT iso3, name FROM country_alias UNION SELECT iso3, name FROM country
                   UNION SELECT iso3, short_name FROM country UNION SELECT iso3, iso3 FROM country
                   UNION SELECT iso3, iso2 FROM country WHERE iso2 <> ''
               ) n ON n.iso3 = c.iso3"""
        ).fetchall()
    assert len(known) > 700
    places = Index(tuple(one for one in index.entries if one.kind is Kind.PLACE))
    lost = []
    for short_name, name in known:
        for typed in (name, name.upper(), fold(name)):
            hits = [hit for one in find(places, typed, 9) for hit in one.hits]
            exact = [hit.entry.title for hit in hits if hit.fit is Fit.EXACT]
            if short_name not in exact:
                lost.append((typed, exact))
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("Turkey", "Türkiye"),
        ("burma", "Myanmar"),
        ("Laos", "Lao PDR"),
        ("lao", "Lao PDR"),
        ("DRC", "DR Congo"),
        ("South Korea", "Republic of Korea"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("UK", "United Kingdom"),
        ("Nagorno-Karabakh", "Nagorno-Karabakh"),
    ],
)
def test_names_people_type(index: Index, typed: str, name: str) -> None:
    assert group(find(index, typed), Kind.PLACE)[0] == name


def test_everyday_names_are_no_names_as_printed_and_belong_to_one_country(built_database: Path) -> None:
    with closing(sqlite3.connect(built_database)) as opened:
        printed = {fold(name) for (name,) in opened.execute("SELECT name FROM country_alias")}
        codes = {code for (code,) in opened.execute("SELECT iso3 FROM country")}
    everyday = [name for held in place_names.EVERYDAY_NAMES.values() for name in held]
    assert len(everyday) == len(set(everyday)) and set(place_names.EVERYDAY_NAMES) <= codes
    assert [name for name in everyday if fold(name) in printed] == []


def test_no_country_is_found_by_likeness(index: Index) -> None:
    assert group(find(index, "Irak"), Kind.PLACE) == []
    assert group(find(index, "Nigr"), Kind.PLACE) == []
    assert group(find(index, "Oman"), Kind.PLACE) == ["Oman"], "not Romania, which has it inside"
    assert group(find(index, "Niger"), Kind.PLACE) == ["Niger", "Nigeria"]
    assert group(find(index, "Guinea"), Kind.PLACE)[0] == "Guinea"


MADE = Index(
    tuple(
        entry(Kind.DOCUMENT, title, "", words=words, codes=(code,))
        for title, words, code in (
            ("Unmined", "", "A1"),
            ("Report", "on mines", "A2"),
            ("The mines of war", "", "A3"),
            ("Mines and more", "", "A4"),
            ("Mines", "", "A5"),
        )
    )
)


def test_exact_then_beginning_then_word_then_further_words_then_inside() -> None:
    (found,) = find(MADE, "mines")
    assert [hit.entry.title for hit in found.hits] == [
        "Mines",
        "Mines and more",
        "The mines of war",
        "Report",
    ]
    assert [hit.fit for hit in found.hits] == [
        Fit.EXACT,
        Fit.NAME_BEGINS,
        Fit.WORDS_OF_NAME_BEGIN,
        Fit.WORDS_BEGIN,
    ]
    (inside,) = find(MADE, "nmin")
    assert [(hit.entry.title, hit.fit) for hit in inside.hits] == [("Unmined", Fit.INSIDE)]
    (code,) = find(MADE, "a3")
    assert code.hits[0].fit is Fit.EXACT and code.hits[0].entry.title == "The mines of war"
    assert find(MADE, "a") == () and find(MADE, "nm") == ()


def test_no_more_than_asked_for_and_the_rest_is_counted() -> None:
    (found,) = find(MADE, "mines", 2)
    assert len(found.hits) == 2 and found.more == 2


def test_the_closest_kind_stands_first(index: Index) -> None:
    assert find(index, "OHDACA")[0].kind is Kind.TERM
    assert find(index, "Iraq")[0].kind is Kind.PLACE
    assert find(index, "over US$ 4.2 billion")[0].kind is Kind.CLAIM


def test_all_kinds_are_found(index: Index) -> None:
    assert group(find(index, "Presidential Decision Directive 64"), Kind.EVENT)
    assert group(find(index, "Obama policy"), Kind.POLICY)
    assert group(find(index, "Howard Buffett Foundation"), Kind.DONOR) == ["Howard Buffett Foundation"]
    assert group(find(index, "Turkey"), Kind.DONOR) == ["Türkiye"], "donors have all names of their country"
    assert group(find(index, "casualties"), Kind.FIGURES)
    assert group(find(index, "17 countries"), Kind.CLAIM).count("17 countries") == 1, "one statement, one hit"
    assert "Landmine Monitor 2011: Mine Action" in group(find(index, "landmine monitor 2011"), Kind.DOCUMENT)
    assert {kind for kind in Kind if not index.count(kind)} == set()


def test_a_claim_about_a_country_is_found_under_its_other_names(index: Index) -> None:
    assert any("Lao PDR" in title for title in group(find(index, "Laos"), Kind.CLAIM))


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "<", "'; DROP TABLE claim; --", "%%", "__", "\x00", "´`^", "🙂"]
)
def test_empty_and_hostile_words_find_nothing(index: Index, typed: str) -> None:
    assert find(index, typed) == ()


def test_a_very_long_query_is_cut_and_answered(index: Index) -> None:
    assert find(index, "x" * 100_000) == ()


def test_a_search_takes_a_few_milliseconds(index: Index) -> None:
    find(index, "warm up")
    times = []
    for typed in ("laos", "landmine monitor 2011", "us", "mine"):
        started = time.perf_counter()
        find(index, typed)
        times.append(time.perf_counter() - started)
    assert sorted(times)[2] < 0.05, "a wide margin: it takes one to eight milliseconds"


def test_every_word_for_a_document_says_where_it_is_read(index: Index) -> None:
    documents = [one for one in index.entries if one.kind is Kind.DOCUMENT]
    assert all("page" in one.facts for one in documents)
    (page,) = {one.facts["page"] for one in documents if one.facts.get("only")}
    assert page == "policy"
    assert search.is_enough("ab") and not search.is_enough("a ")


def test_what_was_read_in_a_document_is_counted(edited: Edited) -> None:
    """One table after the other is taken away; the link goes to what is left."""
    document = "TWEIS2018-287862"

    def found(*changes: str) -> Entry:
        made = edited("UPDATE build SET data_version = 'x'", *changes)
        (hit,) = (hit for one in find(search_entries.index(made), document) for hit in one.hits)
        return hit.entry

    figures = f"UPDATE funding_figure SET document_id = '{document}' WHERE series_key = 'lm_top5_donors'"
    assert found(figures).facts["page"] == "funding_over_time"
    assert found(figures).facts["series"] == "lm_world"
    away = "UPDATE funding_figure SET document_id = 'WH-20220621'"
    none = found(away, "UPDATE claim SET document_id = 'WH-20220621'")
    assert none.detail.endswith("listed; named beside other documents") and none.facts["page"] == "data"
    one = found(
        away,
        "UPDATE claim SET document_id = 'WH-20220621'",
        f"UPDATE policy_event SET document_id = '{document}' WHERE event_key = 'EV-20220621'",
        f"UPDATE fact SET document_id = '{document}' WHERE fact_id IN (1, 2)",
    )
    assert one.detail.endswith("read here: 1 policy event, 2 published results")
    assert one.facts["page"] == "policy" and one.facts["only"] == "EV-20220621"
