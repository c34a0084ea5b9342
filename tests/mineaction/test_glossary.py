"""The glossary's own laws, and where its terms are found in a text and where not."""

from __future__ import annotations

import re

import pytest

from mineaction import glossary
from mineaction.glossary import BY_KEY, TERMS, Term, find, help_for, matching
from mineaction.queries.choices import BY_KEY as CHOICES
from mineaction.vocabulary import Measure


def keys(words: str, common: bool = True) -> list[str]:
    return [found.term.key for found in find(words, common)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_every_term_is_found_by_name_abbreviation_and_plural(term: Term) -> None:
    for spelling in matching.spellings(term):
        sentence = f"They spoke of the {spelling}; no more."
        assert term.key in keys(sentence), spelling
        (found,) = (one for one in find(sentence, True) if one.term is term)
        assert sentence[found.start : found.end] == spelling


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_every_term_is_explained_in_a_few_plain_sentences(term: Term) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", term.key)
    for words in (term.meaning, term.more):
        assert words == words.strip() and (not words or words.endswith("."))
    assert 15 < len(term.meaning) < 260 and len(term.more) < 320
    assert 1 <= len(re.findall(r"[.:?] |\.$", term.meaning)) <= 4
    assert term.see == tuple(dict.fromkeys(term.see)) and term.key not in term.see
    assert all(key in BY_KEY for key in term.see)
    assert set(term.families) <= set(CHOICES)


def test_no_spelling_stands_for_two_terms() -> None:
    spellings = [spelling.casefold() for term in TERMS for spelling in set(matching.spellings(term))]
    twice = {spelling for spelling in spellings if spellings.count(spelling) > 1}
    assert twice == set()
    assert len(BY_KEY) == len(TERMS)
    assert [term.name.casefold() for term in TERMS] == sorted(term.name.casefold() for term in TERMS)


def test_the_words_the_field_needs_are_there() -> None:
    asked = (
        "obligation disbursement outlay commitment appropriation contribution pledge requirement CWD ERW UXO "
        "OHDACA ODHACA NADR NADR-CWD CRS FTS DAC IATI HRP APMBC CCM MANPADS LWVF EORE HMA SALW superseded"
    ).split()
    assert [word for word in asked if not keys(word)] == []
    explained = {measure for term in TERMS for measure in term.measures}
    assert set(Measure) - explained == set()


@pytest.mark.parametrize(
    "words",
    [
        "Many gifts were given",  # fts
        "a crescent and some crs of corn",  # CRS
        "The medal was re-pledged-ish, misobligations apart",
        "overclustered, unclaimed, subappropriations",
        "CWDX and XCWD and NADRE",
    ],
)
def test_no_term_stands_inside_another_word(words: str) -> None:
    assert keys(words) == []


def test_of_overlapping_terms_the_longer_is_meant() -> None:
    assert keys("a de-obligation") == ["de-obligation"]
    assert keys("cluster munitions") == ["cluster-munition"]
    assert keys("humanitarian mine action") == ["hma"]
    assert keys("the Convention on Cluster Munitions") == ["ccm"]
    assert keys("NADR-CWD money") == ["nadr"]


def test_words_apart_are_not_one_term() -> None:
    assert keys("of the Creditor. Reporting System") == []
    assert "crs-15250" in keys("purpose\ncode 15250")
    assert "fiscal-year" in keys("FY2022") and find("FY2022", True)[0].end == len("FY2022")
    assert keys("FY20221") == []


def test_only_the_first_place_is_given_and_common_words_are_not_marked() -> None:
    found = find("obligations, then an obligation")
    assert [(one.start, one.end) for one in found] == [(0, len("obligations"))]
    assert keys("a donor gave to a recipient; a gap is a gap", common=False) == []
    assert keys("", common=False) == []


def test_help_names_at_most_five_terms_and_is_safe_as_markdown() -> None:
    words = "NADR, OHDACA, FTS, UXO, ERW, CCM and CRS"
    assert help_for(words).count("\n\n") == 4 and help_for(words).startswith("**NADR**")
    assert help_for("Money of one year", "") == ""
    assert help_for("US$ of FTS", "more FTS").count("**") == 2
    everything = "\n".join(help_for(term.name) for term in TERMS)
    assert not re.search(r"(?<!\\)[$\[<_]|(?<![\\*]):", everything)


def test_a_heading_has_the_abbreviation_once() -> None:
    assert glossary.heading(BY_KEY["fts"]) == "Financial Tracking Service (FTS)"
    assert glossary.heading(BY_KEY["nadr"]) == "NADR"
    assert glossary.heading(BY_KEY["obligation"]) == "obligation"
