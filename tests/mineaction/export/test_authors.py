"""Authors from what the bibliography says of publishers: remarks are kept apart, and nothing is lost."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from mineaction.cited import Citation
from mineaction.export.authors import IN_FULL, PERSONS, Credit, Person, credit, credit_of


@pytest.fixture(scope="module")
def publishers(repo_root: Path) -> set[str]:
    """Every publisher of the project's own bibliography."""
    with (repo_root / "data" / "reference" / "documents.csv").open(encoding="utf-8", newline="") as listed:
        return {row["publisher"] for row in csv.DictReader(listed)}


@pytest.mark.parametrize(
    ("publisher", "known"),
    [
        ("U.S. Department of State", Credit(("U.S. Department of State",))),
        (
            "ICBL-CMC (Landmine and Cluster Munition Monitor country profile)",
            Credit(("ICBL-CMC",), "", "Landmine and Cluster Munition Monitor country profile"),
        ),
        ("defaiya.com (repost or news)", Credit((), "defaiya.com", "repost or news")),
        (
            "Secretary of State John Kerry (2009-2017 archive)",
            Credit((Person("John", "Kerry"),), "", "2009-2017 archive"),
        ),
        (
            "Cambodia News Gazette repost of State text",
            Credit(("U.S. Department of State",), "", "Cambodia News Gazette repost"),
        ),
        ("UN OCHA FTS via HDX", Credit(("UN OCHA FTS",), "", "via HDX")),
        ("U.S. Department of State / USAID", Credit(("U.S. Department of State", "USAID"))),
        ("State/CISR on issuu", Credit(("U.S. Department of State", "CISR"), "", "on issuu")),
        ("fbcnews.com.fj / Reuters", Credit(("Reuters",), "fbcnews.com.fj")),
        (
            "Journal of ERW and Mine Action 13.1, James Madison University",
            Credit(("James Madison University",), "Journal of ERW and Mine Action 13.1"),
        ),
        ("U.S. Department of State, PM Bureau", Credit(("U.S. Department of State, PM Bureau",))),
        ("Article 36", Credit(("Article 36",))),
        ("Wikipedia mirror", Credit((), "Wikipedia mirror")),
        ("", Credit()),
    ],
)
def test_what_a_publisher_says(publisher: str, known: Credit) -> None:
    assert credit(publisher) == known


REMARK = re.compile(r"[()\[\]]|\b(copy|copied|repost|archive|mirror|via|issuu|scan)\b|\.(com|net|org|gov)\b")


def test_no_author_of_the_bibliography_holds_a_remark(publishers: set[str]) -> None:
    for publisher in publishers:
        found = credit(publisher)
        assert found.authors or found.site, publisher
        for one in found.authors:
            assert isinstance(one, Person) or not REMARK.search(one), publisher


def test_no_word_of_the_bibliography_is_lost(publishers: set[str]) -> None:
    """But for names that are written in full, and what says how a copy was made of a text."""
    for publisher in publishers - set(PERSONS):
        found = credit(publisher)
        told = " ".join([found.in_order, found.site, found.remark])
        for word in re.findall(r"\w+", publisher):
            is_known = word in told or word in ("State", "text", "of", "a", "Secretary", "PM")
            assert is_known, (publisher, word)


def test_every_name_listed_by_hand_is_in_the_bibliography(publishers: set[str]) -> None:
    for name in (*PERSONS, *IN_FULL):
        assert any(re.search(rf"\b{re.escape(name)}\b", publisher) for publisher in publishers), name


def test_a_remark_that_the_title_has_too_is_not_said_twice() -> None:
    cited = Citation("X", "Europe chapter, issuu text", "CISR (issuu text)", "2017", "")
    assert credit_of(cited) == Credit(("CISR",))


def test_names_of_persons() -> None:
    person = Person("Zachary M.", "Jones")
    assert (person.in_order, person.family_first) == ("Zachary M. Jones", "Jones, Zachary M.")
    assert person.with_initials == "Jones, Z. M."
    assert Credit((person, "B", "C")).in_order == "Zachary M. Jones, B and C"
