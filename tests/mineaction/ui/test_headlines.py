"""A headline statement as HTML: who, when, where to read it, and what was said since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import URL
from streamlit.testing.v1 import AppTest

from mineaction.database import open_for_reading
from mineaction.queries.claims import statements as claims
from mineaction.queries.claims.statements import Headline


@pytest.fixture(scope="module")
def found(built_database: Path) -> Iterator[tuple[Headline, ...]]:
    with open_for_reading(URL.create("sqlite", database=str(built_database))).connect() as connection:
        yield claims.headlines(connection)


def one_headline(given) -> None:  # type: ignore[no-untyped-def]  # runs as a script, without this file's names
    from mineaction.ui import headlines

    headlines.show([given])


def shown(headline: Headline) -> str:
    """The HTML of one headline."""
    page = AppTest.from_function(one_headline, args=(headline,)).run()
    assert not page.exception
    return str(page.html[0].value)


def test_words_of_the_speaker_are_escaped(found: tuple[Headline, ...]) -> None:
    said = replace(found[0].said, made_by="<b>A & B</b>", value_words="over <i>1</i>")
    html = shown(replace(found[0], said=said, remark="<u>x</u>", plain_words="<s>y</s>"))
    for raw in ("<b>A", "<i>1", "<u>", "<s>"):
        assert raw not in html
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;, 21 June 2022" in html


def test_a_document_without_an_address_is_named(found: tuple[Headline, ...]) -> None:
    said = replace(found[2].said, url="", document="A <letter>")
    html = shown(replace(found[2], said=said))
    assert "A &lt;letter&gt; (no public address known)" in html and "<a " not in html


def test_a_statement_on_another_number_is_not_called_the_newest_of_the_same(
    found: tuple[Headline, ...],
) -> None:
    assert "<b>Newest on the number of countries:</b> over 50 countries" in shown(found[3])
    assert "<b>Newest:</b> over US$ 5.09 billion" in shown(found[0])
    assert "no later statement of the same kind was found" in shown(found[2])
