"""Words from documents as words: nothing in them runs, formats or links."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from mineaction.cited import Citation, CitedTable
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


def test_a_term_is_explained_where_it_first_stands() -> None:
    html = text.glossed("An obligation and more obligations <b>", "lead")
    assert html.count("<dfn") == 1 and html.startswith('An <dfn class="ma-term" tabindex="0"')
    key = re.findall(r'aria-describedby="([^"]+)"', html)
    assert key == re.findall(r'role="tooltip" id="([^"]+)"', html) == ["ma-tip-lead-obligation"]
    assert html.endswith("and more obligations &lt;b&gt;")
    assert re.sub(r'<span class="ma-tip".*?</span>|</?dfn[^>]*>', "", html) == (
        "An obligation and more obligations &lt;b&gt;"
    )


def test_one_text_has_few_marked_terms_and_two_texts_have_two_ids() -> None:
    words = "NADR, OHDACA, FTS, UXO, ERW, CCM and CRS"
    assert text.glossed(words, "a").count("<dfn") == text.MOST_MARKED
    ids = re.findall(r' id="([^"]+)"', text.glossed(words, "a") + text.glossed(words, "b"))
    assert len(ids) == len(set(ids)) == 2 * text.MOST_MARKED


@pytest.mark.parametrize("words", ["", "plain <words>", '"', "&amp;", 17])
def test_words_without_a_term_are_only_escaped(words: object) -> None:
    assert text.glossed(words, "x") == text.html(words)


def test_a_caption_has_help_only_where_there_is_something_to_explain() -> None:
    def asked(title: str, caveat: str = "") -> str | None:
        return text.words_help(
            CitedTable(title, pd.DataFrame(), "US$", "", "", "", caveats=(caveat,) if caveat else ())
        )

    assert asked("Money of one year") is None
    assert (asked("Money of FTS") or "").startswith("**Financial Tracking Service (FTS)**")
    assert "OHDACA" in (asked("Money", "Some of it from OHDACA.") or "")


def test_a_source_says_what_should_be_known_about_its_address() -> None:
    opened = text.source("Sheet", "https://example.org")
    assert opened == text.link("Sheet", "https://example.org")
    assert text.source("Sheet", "https://example.org", "not <opened>") == (
        f'{opened} <span class="ma-aside" title="not &lt;opened&gt;">(address not checked)</span>'
    )
    assert text.source("A <letter>", "", "no matter") == "A &lt;letter&gt; (no public address known)"


@pytest.mark.parametrize(
    ("locator", "shown"),
    [
        ("plans_global.csv row 371, column funding", "row 371, column funding"),
        ("crs_2017_sectors.csv row 21,col15250", "row 21, column 15250"),
        ("someone/something@01c1e5:data/population.csv, row AGO", "row AGO"),
        ("treaties/26-5.csv row 'Angola'", "row &#x27;Angola&#x27;"),
        ("19.800.md, chart outlays", "chart outlays"),
    ],
)
def test_a_place_is_told_without_the_name_of_a_data_file(locator: str, shown: str) -> None:
    """The country page once opened its tables with names of repositories and their versions."""
    made = text.place(locator)
    assert made == f'<span title="{text.html(locator)}">{shown}</span>'


@pytest.mark.parametrize("locator", ["p. 3, Table 1, row 'Angola'", "narrative text", "all.csv", ""])
def test_other_places_are_told_as_they_are(locator: str) -> None:
    assert text.place(locator) == text.html(locator)


def test_what_the_operator_can_do_is_told_as_words() -> None:
    said = text.to_whoever_runs("Install one, `plotly_get_chrome`; it costs $0")
    assert said == "For whoever runs this app: Install one, plotly\\_get\\_chrome; it costs \\$0"
    assert text.to_whoever_runs("") == ""
