"""Sentences to take away: every number of every sentence is found in the rows its receipt names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.receipts.cautions import cautions
from mineaction.exhibits.receipts.parts import Row, records
from mineaction.exhibits.receipts.phrases import PHRASES, phrase
from mineaction.exhibits.receipts.sentences import Number, Receipt, receipts
from mineaction.money import amount_words
from mineaction.queries import bars
from mineaction.queries.asking import rows as ask_rows
from mineaction.queries.doubts import CUT_OFF, TOLD, Doubt, DoubtKind, never_added
from mineaction.vocabulary import Comparator
from tests.mineaction.exhibits.opening import own
from tests.mineaction.exhibits.samples import SAMPLES, Address

DataFor = Callable[[str], OpenData]

NOTHING_AT: dict[str, tuple[str, ...]] = {
    "country_series": ("recipient=Nagorno-Karabakh", "recipient=Andorra", "recipient=Poland"),
    "country_accounts": tuple(
        f"recipient={name}" for name in ("Nagorno-Karabakh", "Andorra", "Poland", "Tunisia", "Uganda")
    ),
    "country_donors": ("recipient=Andorra", "recipient=Poland", "recipient=Uganda"),
    "country_casualties": (
        *("unasked", "recipient=Laos", "recipient=UKR", "recipient=Nagorno-Karabakh", "recipient=Andorra"),
        *("recipient=Poland", "recipient=Tunisia", "recipient=Uganda"),
    ),
    "donors_who_to_whom": ("show=pairs&donor=Norway",),
}
"""By kind, how the sample addresses begin at which it has nothing to show; ``unasked`` is the bare one."""


def _named(address: Address) -> str:
    return "&".join(f"{name}={'+'.join(values)}" for name, values in address.items()) or "unasked"


def _cases(*, with_nothing: bool) -> list[Any]:
    """Each kind that draws, at each sample address of its page that can show it."""
    return [
        pytest.param(kind.name, address, id=f"{kind.name}&{_named(address)}")
        for kind in registry.FIGURES
        for address in SAMPLES.get(kind.page, ())
        if not kind.is_table
        and all(address.get(name, (value,)) == (value,) for name, value in kind.only_with)
        and with_nothing is _named(address).startswith(NOTHING_AT.get(kind.name, ("no such",)))
    ]


CASES = _cases(with_nothing=False)
SILENT = {"coverage", "treaty_membership", "editions"}
"""Exhibits that count what others hold: they have no numbers of their own to tell."""
NOT_OVER = Doubt(DoubtKind.NOT_OVER, "the year was not over when this was published (2026-04-18)")
AMOUNT = re.compile(r"(?:(?:over|at least|nearly|about|up to) )?−?US\$ [\d,.]*\d(?: (?:million|billion))?")
CAUSES = re.compile(r"\b(because|due to|caused?|led to|result(ed)? (of|in|from)|thanks to|spent)\b", re.I)


def opened(name: str, address: Address, data: OpenData) -> Exhibit:
    return open_exhibit(name, own(name, address), data).exhibit


def body(receipt: Receipt) -> str:
    """The sentence without what stands between brackets, where titles of documents have numbers too."""
    plain, before = receipt.sentence, ""
    while plain != before:
        before, plain = plain, re.sub(r"\([^()]*\)", "", plain)
    return plain


def held_rows(exhibit: Exhibit, number: Number) -> list[list[Row]]:
    """For each origin of a number, the rows behind it: those of its place, its address and its file's row."""
    by_place: dict[tuple[Any, ...], list[Row]] = {}
    for row in records(exhibit.behind().rows):
        by_place.setdefault((row["Place in the document"], row["Link"], row["Row in our file"]), []).append(
            row
        )
    return [by_place[origin.place, origin.url, origin.file_row] for origin in number.origins]


def in_rows(exhibit: Exhibit, number: Number) -> bool:
    """Whether the number is what its rows say, worked out here from the rows alone."""
    held = held_rows(exhibit, number)
    if number.value is None:
        return all(any(number.words in row.values() for row in rows) for rows in held)
    if "Said" in held[0][0]:
        return all(any(row["Said"] == number.words for row in rows) for rows in held)
    if "Value" in held[0][0]:
        return all(any(row["Value"] == number.value for row in rows) for rows in held)
    used = [row for rows in held for row in rows if row.get("Standing", "current") == "current"]
    amounts = [float(row["US$, current"]) for row in used]
    constant = [float(row[name]) for row in used for name in row if name.startswith("US$, FY")]
    if "divided by" in number.how:
        added = constant if "converted" in number.how else amounts
        return abs(sum(added) / len(added) - number.value) < 1
    if "converted" in number.how:
        return abs(sum(constant) - number.value) <= len(constant)
    return sum(amounts) == number.value


def test_every_kind_that_draws_is_read_somewhere() -> None:
    assert {case.values[0] for case in CASES} == {kind.name for kind in registry.FIGURES if not kind.is_table}


@pytest.mark.parametrize(("name", "address"), _cases(with_nothing=True))
def test_nothing_is_shown_only_where_that_is_known(name: str, address: Address, data_for: DataFor) -> None:
    with pytest.raises(NothingToShow):
        opened(name, address, data_for(registry.kind(name).page))


@pytest.mark.parametrize(("name", "address"), CASES)
def test_every_number_of_every_sentence_is_found_in_its_rows(
    name: str, address: Address, data_for: DataFor
) -> None:
    exhibit = opened(name, address, data_for(registry.kind(name).page))
    made = receipts(exhibit)
    assert bool(made) != (name in SILENT)
    for receipt in made:
        assert receipt.sentence.endswith((".", ".”")) and "None" not in receipt.sentence, receipt.sentence
        assert "{" not in receipt.sentence and "  " not in receipt.sentence
        assert not CAUSES.search(body(receipt)), receipt.sentence
        words = [number.words for number in receipt.numbers]
        assert words and all(word in receipt.sentence for word in words)
        if receipt.numbers[0].value is not None:
            assert {found.group() for found in AMOUNT.finditer(body(receipt))} <= set(words)
        for number in receipt.numbers:
            assert number.origins and all(origin.document and origin.file_row for origin in number.origins)
            assert in_rows(exhibit, number), (receipt.sentence, number)


@pytest.mark.parametrize(("name", "address"), [case for case in CASES if case.values[0] not in SILENT])
def test_no_value_of_an_earlier_edition_is_used(name: str, address: Address, data_for: DataFor) -> None:
    exhibit = opened(name, address, data_for(registry.kind(name).page))
    held = records(exhibit.behind().rows)
    outdated = {
        (row["Link"], row["Place in the document"], row["Row in our file"])
        for row in held
        if row.get("Standing") in ("superseded", "repeat", "earlier edition", "several years together")
    }
    current = {
        (row["Link"], row["Place in the document"], row["Row in our file"])
        for row in held
        if row.get("Standing") not in ("superseded", "repeat", "earlier edition", "several years together")
    }
    used = {
        (origin.url, origin.place, origin.file_row)
        for receipt in receipts(exhibit)
        for number in receipt.numbers
        for origin in number.origins
    }
    assert not used & (outdated - current)


def test_the_sentence_that_is_known_best(data: OpenData) -> None:
    [said] = [
        one
        for one in receipts(opened("funding_over_time", {}, data), "FY2022")
        if "all agencies" in one.sentence
    ]
    assert said.sentence.startswith(
        "For FY2022, over US$ 376 million was reported for US conventional weapons destruction, all agencies "
        "together ("
    )
    [number] = said.numbers
    assert (number.words, number.value) == ("over US$ 376 million", 376_000_000)
    assert said.why == "asked for"


def test_a_year_may_be_asked_for_with_or_without_its_letters(data: OpenData) -> None:
    exhibit = opened("funding_over_time", {}, data)
    assert receipts(exhibit, "FY2022") == receipts(exhibit, "2022") != ()
    assert receipts(exhibit, "1850") == ()


def test_documents_that_differ_stand_in_one_sentence(data: OpenData) -> None:
    said = [
        one
        for one in receipts(opened("funding_over_time", {}, data))
        if "the documents differ" in one.sentence
    ]
    assert said and all(len(one.numbers) > 1 for one in said)


def test_a_part_is_called_one(data: OpenData) -> None:
    exhibit = opened("funding_over_time", {"series": ("assistance_listing",)}, data)
    newest = [one for one in receipts(exhibit) if one.when == "FY2025"]
    assert newest and all("It is a part, not a total:" in one.sentence for one in newest)


@pytest.mark.parametrize("prices", ["current", "constant"])
def test_every_amount_of_a_year_of_few_tables_is_called_a_part(prices: str, data: OpenData) -> None:
    exhibit = opened("funding_over_time", {"series": ("us_cwd_country",), "prices": (prices,)}, data)
    parts = {row["year_label"] for row in records(exhibit.answer.rows) if row["doubts"]}
    assert "FY2013" in parts
    for year in parts:
        made = receipts(exhibit, year)
        assert made and all(": tables held for " in one.sentence for one in made), year


@pytest.mark.parametrize("wording", ["only tables of {} countries", "{} of all countries"])
def test_new_words_for_a_doubt_lose_no_caution(
    wording: str, data: OpenData, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other words in the text of a mark than sentences looked for there took "a part, not a total" away."""

    def reworded(kind: DoubtKind, words: str) -> Doubt:
        return Doubt(kind, wording.format(words.split()[3]) if words.startswith("tables held") else words)

    asked: Address = {"series": ("us_cwd_country",)}
    before = receipts(opened("funding_over_time", asked, data), "FY2013")
    monkeypatch.setattr(bars, "Doubt", reworded)
    exhibit = opened("funding_over_time", asked, OpenData(data._engine))
    made = receipts(exhibit, "FY2013")
    assert len(made) == len(before) > 0
    assert all(f"a part, not a total: {wording.split('{}')[0]}" in one.sentence for one in made)


@pytest.mark.parametrize(("name", "address"), CASES)
def test_no_sentence_hangs_on_the_words_of_a_mark(name: str, address: Address, data_for: DataFor) -> None:
    exhibit = opened(name, address, data_for(registry.kind(name).page))
    mute = {id(part): _without_words(part) for part in (exhibit.answer, *exhibit.drawn_from)}
    silenced = replace(
        exhibit,
        answer=mute[id(exhibit.answer)],
        drawn_from=tuple(mute[id(part)] for part in exhibit.drawn_from),
    )
    for year in ("", "FY2013", "2022"):
        assert receipts(silenced, year) == receipts(exhibit, year)


def _without_words(part: Any) -> Any:
    """A drawn table whose marks say nothing to readers; anything else as it is."""
    if not isinstance(part, CitedTable):
        return part
    spoken = [name for name in ("hover", "label", "status_words", "doubt") if name in part.rows.columns]
    return replace(part, rows=part.rows.assign(**dict.fromkeys(spoken, "")))


@pytest.mark.parametrize("show", ["per_person", "indexed"])
def test_an_amount_is_not_told_of_a_figure_that_draws_none(show: str, data: OpenData) -> None:
    assert receipts(opened("compare", {}, data))
    assert receipts(opened("compare", {"show": (show,)}, data)) == ()


def found(name: str, address: Address, data: OpenData, year: str, words: str) -> str:
    [one] = [one for one in receipts(opened(name, address, data), year) if words in one.sentence]
    return one.sentence


def test_amounts_of_one_document_are_not_said_to_be_documents_that_differ(data: OpenData) -> None:
    """Three payments told by one report on Albania read as three documents that contradict each other."""
    said = found("country_series", {"recipient": ("Albania",)}, data, "FY2008", "Albania, its scope")
    assert said.endswith(": one document has all of them, and they are not added up.")
    assert said.count("one component") == 3 and "the documents differ" not in said


def test_an_amount_for_worldwide_work_does_not_read_as_all_a_donor_gave(data: OpenData) -> None:
    """“… contributed to mine action by the Netherlands” was one line of its table: Netherlands / Global."""
    asked: Address = {"series": ("lm_donor",), "donor": ("Netherlands",)}
    said = found("recipient_map", asked, data, "", "/ Global'")
    assert "by the Netherlands for worldwide work (“Global”), in donors' profiles" in said


def test_a_recipient_never_stands_before_the_one_who_gave() -> None:
    """“… for a recipient whose name could not be read by the United States” said who could not read it."""
    series = "Contributions from donor to recipient, from donor profiles"
    said = phrase(series, recipients=["Recipient not legible"], donors=["United States"], accounts=[])
    assert "by the United States for a recipient whose name could not be read, in donors' profiles" in said


def test_a_mean_is_of_two_years_or_more(data: OpenData) -> None:
    """One year was “1 yearly amounts, added up and divided by 1”."""
    asked: Address = {
        "by": ("administrations",),
        "series": ("assistance_listing",),
        "line": ("al_accomplishments",),
    }
    assert not [one for one in receipts(opened("compare", asked, data)) if one.why == "mean"]


@pytest.mark.parametrize(
    ("doubts", "is_requirement", "said"),
    [
        ((), False, []),
        ((CUT_OFF,), False, ["The table it stands in was cut off."]),
        ((never_added(CUT_OFF),), False, ["The table it stands in was cut off."]),
        ((TOLD,), False, ["It was told in a sentence; no table is held."]),
        (
            (Doubt(DoubtKind.PART, "tables held for 2 countries only"), NOT_OVER),
            False,
            [
                "It is a part, not a total: tables held for 2 countries only; the year was not over when "
                "this was published (18 April 2026)."
            ],
        ),
        (
            (NOT_OVER,),
            True,
            ["The year was not over when this was published (18 April 2026)."],
        ),
    ],
)
def test_only_what_is_a_part_is_called_one(
    doubts: tuple[Doubt, ...], is_requirement: bool, said: list[str]
) -> None:
    """One line of a table that was cut off, and a requirement for a year under way, were called parts."""
    assert cautions("It", doubts, is_requirement=is_requirement) == said


def test_years_with_a_gap_are_listed_as_in_a_sentence(data: OpenData) -> None:
    asked: Address = {"series": ("oecd_crs",), "as": ("map",)}
    said = found("funding_over_time", asked, data, "", "Bilateral, unspecified")
    assert said.startswith("For 2013 to 2014 and 2016 to 2017, US$ ")


def test_what_is_counted_is_understood_without_the_figure(data: OpenData) -> None:
    """“Civilians, the world, 2024: 90%” did not say of what."""
    said = found("results_who", {}, data, "2024", "Civilians")
    assert said.startswith(
        "Civilians among the casualties of mines and explosive remnants of war, the world, 2024: "
    )
    assert said.endswith("only among those of whom it is known.")


def test_the_fund_is_named_as_in_a_sentence(data: OpenData) -> None:
    said = " ".join(one.sentence for one in receipts(opened("leahy_fund", {}, data)))
    assert "about US$ 337 million for the Leahy War Victims Fund" in said
    assert "35 countries helped by the Leahy War Victims Fund (" in said


def test_constant_prices_are_never_called_reported(data: OpenData) -> None:
    exhibit = opened("funding_over_time", {"prices": ("constant",)}, data)
    for one in receipts(exhibit):
        reported, worked_out = one.sentence.split(" constant FY2024 prices")[:2]
        assert "worked out with the price index" in worked_out
        assert one.numbers[0].words in reported and not one.numbers[0].how.startswith("converted")


def test_a_sum_says_how_many_recipients_it_holds(data: OpenData) -> None:
    exhibit = opened("funding_over_time", {"series": ("us_cwd_country",)}, data)
    sums = [one for one in receipts(exhibit) if len(one.numbers[0].origins) > 1]
    assert sums
    for one in sums:
        count = len(one.numbers[0].origins)
        assert f"the {count} recipients whose figures are held" in one.sentence
        assert one.numbers[0].how == f"{count} amounts added up"


@pytest.mark.parametrize(
    "change",
    [
        {"US$, current": 1},
        {"Standing": "superseded"},
        {"Year": "1950"},
        {"Series": "Another series"},
    ],
)
def test_a_number_that_cannot_be_tied_gets_no_sentence(change: dict[str, Any], data: OpenData) -> None:
    exhibit = opened("funding_over_time", {}, data)
    stored = exhibit.behind()
    behind = replace(stored, rows=stored.rows.assign(**change))
    assert receipts(replace(exhibit, behind=lambda: behind)) == ()


def test_a_row_that_stands_twice_ties_nothing(data: OpenData) -> None:
    exhibit = opened("funding_over_time", {}, data)
    stored = exhibit.behind()
    behind = replace(stored, rows=pd.concat([stored.rows, stored.rows]))
    assert receipts(replace(exhibit, behind=lambda: behind)) == ()


def test_every_series_has_its_phrase_and_no_phrase_is_of_nothing(data: OpenData) -> None:
    def titles(connection: Any) -> set[str]:
        return {row["title"] for row in ask_rows(connection, "SELECT title FROM series")}

    assert set(PHRASES) == data.ask(titles)


def test_a_series_without_a_phrase_stands_by_its_title() -> None:
    said = phrase("New series", recipients=["Iraq"], donors=["Japan"], accounts=[""])
    assert said == "was reported for Iraq: New series"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**11), st.sampled_from(list(Comparator)))
def test_a_bound_stays_in_the_sentence(amount: int, comparator: Comparator) -> None:
    """A made-up figure with one row, as the page would draw it."""
    exhibit = one_bar(amount, comparator)
    [said] = receipts(exhibit)
    words = amount_words(amount, comparator)
    what = "was reported for US humanitarian demining, all agencies together"
    assert said.sentence == f"For FY2022, {words} {what} (Report, p. 5)."
    assert [number.words for number in said.numbers] == [words]


def one_bar(amount: int, comparator: Comparator) -> Exhibit:
    title = "US humanitarian demining funding, all agencies"
    drawn = {
        "panel_key": "key",
        "panel_title": "Panel",
        "mark": "bar",
        "year": 2022,
        "year_basis": "us_fiscal",
        "year_label": "FY2022",
        "amount_usd": float(amount),
        "comparator": comparator.value,
        "is_partial": False,
        "figure_count": 1,
        "series_title": title,
        "document_title": "Report",
        "doubts": (),
    }
    row = {
        "Year": "FY2022",
        "Series": title,
        "Standing": "current",
        "US$, current": amount,
        "Recipient": "Global",
        "Document": "Report",
        "Link": "",
        "Place in the document": "p. 5",
        "Row in our file": "x.csv row 2",
    }
    answer = CitedTable("T", pd.DataFrame([drawn]), "US$ million", "current prices", "US fiscal years", "S")
    behind = answer.behind(pd.DataFrame([row]))
    return Exhibit("x", answer, lambda *_, **__: None, (answer,), (), lambda: behind)


def test_a_note_that_changes_what_an_amount_is_stands_in_its_sentence(data: OpenData) -> None:
    """An amount for one organisation was told as US assistance to the country."""
    said = found("country_series", {"recipient": ("Iraq",)}, data, "FY2009", "its scope not stated")
    assert "note: PM/WRA to the Iraq Mine/UXO Clearance Organization (IMCO) only: one component" in said


def test_the_net_total_of_a_year_is_tied_to_all_its_transactions(data_with_transactions: OpenData) -> None:
    exhibit = opened("us_transactions", {"by": ("partner",)}, data_with_transactions)
    made = receipts(exhibit)
    assert made and all("less what was de-obligated" in receipt.sentence for receipt in made)
    rows = exhibit.behind().rows
    newest = rows[rows["Year"] == "FY2025"]
    assert amount_words(int(newest["US$, current"].sum())) in made[0].sentence
    assert f"{len(newest)} amounts added up" in made[0].sentence
