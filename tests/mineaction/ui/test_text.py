"""Words from documents as words: nothing in them runs, formats or links."""

from __future__ import annotations

import pytest

from mineaction.cited import Citation
from mineaction.ui import text


def test_html_is_escaped_quotes_included() -> None:
    assert text.html('<b class="x">A & B\'s</b>') == "&lt;b class=&quot;x&quot;&gt;A &amp; B&#x27;s&lt;/b&gt;"


def test_html_takes_numbers() -> None:
    assert text.html(17) == "17"


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("US$ 4.2 and US$ 5", "US\\$ 4.2 and US\\$ 5"),
        ("[here](http://a)", "\\[here\\](http\\://a)"),
        ("**loud** _soft_ `code`", "\\*\\*loud\\*\\* \\_soft\\_ \\`code\\`"),
        (":smile: :material/home:", "\\:smile\\: \\:material/home\\:"),
        ("# no heading", "\\# no heading"),
        ("a\\b", "a\\\\b"),
        ("<i>", "\\<i\\>"),
        ("Lao PDR, 2017", "Lao PDR, 2017"),
    ],
)
def test_markdown_is_escaped(words: str, escaped: str) -> None:
    assert text.markdown(words) == escaped


def test_a_web_address_becomes_a_link_that_opens_apart() -> None:
    assert text.link("A & B", 'https://example.org/?a="1"&b') == (
        '<a href="https://example.org/?a=&quot;1&quot;&amp;b" target="_blank" rel="noopener noreferrer">'
        "A &amp; B</a>"
    )


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://a"]
)
def test_anything_else_is_words_alone(url: str) -> None:
    assert text.link("<b>", url) == "&lt;b&gt;"


def test_documents_without_an_address_say_so() -> None:
    known = Citation("A", "Report", "State Department", "2018", "https://example.org/r")
    unknown = Citation("B", "<Letter>", "White House", "", "")
    listed = text.document_list([known, unknown])
    assert listed.count("<li>") == 2 and listed.count("<a ") == 1
    assert "State Department, Report (2018)</a>" in listed
    assert "White House, &lt;Letter&gt; (no public address known)" in listed


def test_an_address_nobody_has_opened_says_so() -> None:
    """The fact sheet's address was offered in the lists of documents as if it had been opened."""
    unsure = Citation("A", "Sheet", "Office", "2022", "https://example.org", address_note="not <opened>")
    assert "(not &lt;opened&gt;)</li>" in text.document_list([unsure])
