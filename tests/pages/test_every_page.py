"""Every page, alone and in the frame: it runs, and no figure goes without what has to stand beside it."""

from __future__ import annotations

import ast
import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest
import streamlit as st

from mineaction.ui import figure_card
from mineaction.ui.navigation import PAGES
from tests.pages.seen import Card, cards_of, footer_of, html_of, kind, lead_of, opened, walk

if TYPE_CHECKING:
    from tests.pages.conftest import Run

EVERY_PAGE = pytest.mark.parametrize("name", list(PAGES))


def version(database: Path) -> str:
    with closing(sqlite3.connect(database)) as opened:
        return str(opened.execute("SELECT data_version FROM build").fetchone()[0])


def test_every_file_in_pages_is_in_the_navigation(repo_root: Path) -> None:
    assert {path.stem for path in (repo_root / "pages").glob("*.py")} == set(PAGES)


@EVERY_PAGE
def test_a_page_says_nothing_by_accident(name: str, repo_root: Path) -> None:
    """Streamlit writes a bare string onto the page: words about a constant once stood above a title."""
    _, *body = ast.parse((repo_root / "pages" / f"{name}.py").read_text("utf-8")).body
    bare = [part for part in body if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)]
    assert not bare


@EVERY_PAGE
def test_a_page_runs_alone(name: str, alone: Run) -> None:
    page = alone(name)
    assert not page.exception and not page.error and not page.warning
    assert len(page.title) == 1
    assert lead_of(page).endswith(".")


@EVERY_PAGE
def test_a_page_runs_in_the_frame_with_its_footer(name: str, framed: Run, built_database: Path) -> None:
    page = framed(name)
    assert not page.exception and not page.error and not page.warning
    assert len(page.title) == 1
    footer = footer_of(page)
    assert f"Data version {version(built_database)}" in footer
    assert "How to cite:" in footer and "United Nations usage" in footer


def test_the_frame_opens_on_the_first_page(framed: Run) -> None:
    assert framed().title[0].value == framed(next(iter(PAGES))).title[0].value


@EVERY_PAGE
def test_plotly_knows_all_that_a_pages_figures_say(name: str, framed: Run) -> None:
    """Pages draw without Plotly's check, which takes most of the time; so it is made up for here."""
    for chart in framed(name).get("plotly_chart"):
        assert go.Figure(json.loads(chart.proto.spec)).data


@EVERY_PAGE
def test_a_page_leads_on_to_another(name: str, framed: Run) -> None:
    links = framed(name).get("page_link")
    assert links and all(link.proto.label and link.proto.page_script_hash for link in links)


@EVERY_PAGE
def test_a_page_alone_says_where_a_reader_would_go_next(name: str, alone: Run) -> None:
    """Outside the frame a link has no page to lead to; it once ended the page with an exception."""
    page = alone(name)
    said = [link.proto.label for link in page.get("page_link")] + [caption.value for caption in page.caption]
    assert any(words.startswith("Next:") for words in said)


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What every download button of a page was given, by its key."""
    given: dict[str, dict[str, Any]] = {}
    real = st.download_button

    def heard(label: str, **options: Any) -> bool:
        given[options["key"]] = {"label": label, **options}
        return bool(real(label, **options))

    monkeypatch.setattr(st, "download_button", heard)
    return given


def assert_says_what_it_shows(card: Card, data_version: str) -> None:
    (title,), (subtitle, *_) = card.all("header"), card.all("caption")
    assert title.value.strip() and subtitle.value.strip()
    (source,) = (part.value for part in card.all("html") if "<b>Source:</b>" in part.value)
    assert "document" in source and data_version in source
    caveats, popover = card.popover("Caveats")
    (listed,) = (element.value for element in walk(popover) if kind(element) == "markdown")
    assert caveats == len(listed.split("\n")) > 0
    documents, popover = card.popover("Documents")
    (listed,) = (element.value for element in walk(popover) if kind(element) == "html")
    assert documents == listed.count("<li>") > 0


def assert_download_holds(
    given: dict[str, Any], shown: list[list[str]], title: str, data_version: str
) -> None:
    assert given["label"] == "CSV"
    assert data_version in given["file_name"] and given["file_name"].endswith(".csv")
    assert callable(given["data"]), "the file is made when it is asked for, not on every run"
    lines = list(csv.reader(io.StringIO(given["data"]().decode("utf-8-sig"), newline="")))
    block, below = lines[: lines.index([])], lines[lines.index([]) + 1 :]
    assert ["# Title", title] in block and ["# Data version", data_version] in block
    names = {line[0] for line in block}
    assert {"# Unit", "# Years", "# Source", "# Caveat", "# Document"} <= names
    if any(line[0] == "# Unit" and "US$" in line[1] for line in block):
        assert "# Prices" in names, "an amount of money has prices"
    if below[0][0] == "Row":
        stored = [at for at, name in enumerate(below[0]) if name != "Row" and not name.startswith("Drawn: ")]
        below = [[line[at] for at in stored] for line in below if line[0] != "drawn"]
    assert below[0] == shown[0]
    assert len(below) == len(shown)


@EVERY_PAGE
def test_no_figure_goes_without_what_stands_beside_it(
    name: str, alone: Run, built_database: Path, downloads: dict[str, dict[str, Any]]
) -> None:
    page = alone(name)
    cards = cards_of(page)
    charts = page.get("plotly_chart")
    assert [len(card.all("plotly_chart")) for card in cards] == [1] * len(charts), "a card for every chart"
    assert bool(cards or page.dataframe) == (name not in WITHOUT_FIGURES)
    data_version = version(built_database)
    for closed in cards:
        assert not closed.all("download_button"), "what opens is made when it is opened"
        opened(page, closed.name, "caveats", "documents", "download")
        (card,) = (again for again in cards_of(page) if again.name == closed.name)
        assert_says_what_it_shows(card, data_version)
        (chart,) = card.all("plotly_chart")
        title = card.all("header")[0].value.replace("\\", "")
        assert chart.proto.alt.startswith(f"{title}.") and len(chart.proto.alt) > len(title) + 40
        assert json.loads(chart.proto.spec)["data"], "a chart without marks"

        (view,) = (control for control in page.segmented_control if control.key == f"view_{card.name}")
        view.set_value(figure_card.TABLE)
        page.run()
        assert not page.exception
        (card,) = (again for again in cards_of(page) if again.name == card.name)
        assert_says_what_it_shows(card, data_version)
        assert not card.all("plotly_chart")
        (table,) = card.all("dataframe")
        rows = table.value
        assert len(rows) > 0
        assert rows["Document"].astype(bool).all() and rows["Place in the document"].astype(bool).all()
        shown = [list(rows.columns), *rows.to_numpy().tolist()]
        assert_download_holds(downloads[f"csv_{card.name}"], shown, title, data_version)
        for part in ("caveats", "documents", "download"):
            page.session_state[f"{part}_{card.name}"] = False
        page.run()


@EVERY_PAGE
def test_no_table_goes_without_source_version_and_download(
    name: str, alone: Run, built_database: Path
) -> None:
    page = alone(name, unfolded=FOLDED)
    tables = [card for card in cards_of(page, "table_") if card.all("dataframe")]
    inside = sum(len(card.all("dataframe")) for card in [*tables, *cards_of(page)])
    assert inside == len(page.dataframe), "a table that stands by itself"
    for table in tables:
        words = " ".join(part.value for part in table.all("html"))
        assert "<b>Source:</b>" in words and version(built_database) in words
    for name in [table.name for table in tables]:
        opened(page, name, "download")
    for table in [again for again in cards_of(page, "table_") if again.all("dataframe")]:
        assert [button.proto.label for button in table.all("download_button")] == ["XLSX", "CSV", "JSON"]


WITHOUT_FIGURES = ("briefing", "us_transactions")
NO_DOCUMENTS = ("editions",)
"""Pages whose tables name no documents, while every source has one edition."""
FOLDED = (*("claims_reconciliation", "countries_named", "source_files", "coverage_table", "compare_table"),)
"""Tables that pages build only when a reader unfolds them."""

HOSTILE = (
    "<script>alert(1)</script> [here](javascript:alert(2)) ![x](http://example.org/x) **loud** $x$ :smile:"
)
EVERYWHERE = (
    f"UPDATE document SET title = '{HOSTILE}', url = 'javascript:alert(3)'",
    f"UPDATE document SET publisher = '{HOSTILE}', publisher_name = '{HOSTILE}'",
    f"UPDATE series SET caveat = '{HOSTILE}', title = '{HOSTILE}'",
    f"UPDATE policy_event SET title = '{HOSTILE}', summary = '{HOSTILE}'",
    f"UPDATE claim SET made_by = '{HOSTILE}'",
)


@EVERY_PAGE
def test_words_of_documents_are_shown_as_words(
    name: str, alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    database = edited(*EVERYWHERE)
    reads(database)
    page = alone(name)
    assert not page.exception
    html = html_of(page)
    assert ("&lt;script&gt;alert(1)" in html) == (name not in (*WITHOUT_FIGURES, *NO_DOCUMENTS))
    assert "<script>" not in html
    assert "javascript:alert(3)" not in html
    markdown = [
        element.value
        for element in walk(page.main)
        if kind(element) in ("markdown", "caption", "header", "subheader")
    ]
    for words in markdown:
        assert "[here](" not in words and "![x]" not in words and "<script>" not in words
        assert " **loud**" not in words and "$x$" not in words.replace("\\$x\\$", "")
    for chart in page.get("plotly_chart"):
        assert "<script>" not in chart.proto.spec
