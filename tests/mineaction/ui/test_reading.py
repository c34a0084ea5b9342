"""Documents of the repository on a page: split by headings, dollars are dollars, no link leads nowhere."""

from __future__ import annotations

import pytest

from mineaction.ui import reading

TEXT = """# Method

Opening words, see [architecture.md](architecture.md).

## One thing

It costs $5 to $6. See [the site](https://example.org/a).

### A part

Words.

## Another
"""


def test_a_document_falls_into_its_sections() -> None:
    opening, one, another = reading.sections(TEXT)
    assert (opening.title, one.title, another.title) == ("", "One thing", "Another")
    assert opening.body.startswith("Opening words") and "# Method" not in opening.body
    assert "### A part" in one.body and another.body == ""


def test_words_are_safe_for_the_page() -> None:
    shown = reading.for_page(TEXT)
    assert "\\$5 to \\$6" in shown
    assert "see architecture.md." in shown
    assert "[the site](https://example.org/a)" in shown
    assert "**A part**" in shown


@pytest.mark.parametrize("name", ["method.md", "data_changes.md"])
def test_the_documents_the_page_shows_are_there(name: str) -> None:
    held = reading.sections((reading.DOCS / name).read_text(encoding="utf-8"))
    assert any(section.title for section in held)
    assert all(section.body for section in held)


@pytest.mark.parametrize("name", ["method.md", "data_changes.md"])
def test_what_a_page_shows_of_the_documents_is_in_words_for_readers(name: str) -> None:
    """The Data page spoke of a hash of all rows, of a command to run, and of tables of the database."""
    words = (reading.DOCS / name).read_text(encoding="utf-8")
    for part in ("python -m", "SELECT", " hash", ".md", ".csv", "edition_sum", "consulted_as"):
        assert part not in words, part
