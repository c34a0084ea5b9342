"""The number on the page is the number in the database: statements, bars, hovers, tables and downloads."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser.cases import OpenPage
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

Stored = Callable[..., list[Any]]

LABELS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"] svg text')]
    .map(text => text.textContent.replaceAll('\\u00a0', ' ').trim())"""
# The middles of all bars, the newest first, and from the top of the page down.
BARS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"] .bars .point path')]
    .map(path => path.getBoundingClientRect())
    .filter(box => box.width > 2 && box.height > 2)
    .map(box => ({x: box.x + box.width / 2, y: box.y + box.height - 2, right: box.right, top: box.top}))
    .sort((one, other) => Math.round(other.right - one.right) || one.top - other.top)"""
HOVER = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"] .hoverlayer text')]
    .map(text => text.textContent).join('\\n')"""
GRID = '[data-testid="stDataFrame"] [role="{role}"]'


@pytest.fixture(scope="session")
def stored(built_database: Path) -> Stored:
    """Ask the database that the server reads, in plain SQL."""

    def answer(question: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(built_database)) as opened:
            return opened.execute(question, values).fetchall()

    return answer


def words_of(value: float, comparator: str, unit: str) -> str:
    """A stored statement in words, told apart from the project's own way of writing it."""
    bound = {"over": "over ", "exact": ""}[comparator]
    if unit == "USD":
        return f"{bound}US$ {value / 1e9:g} billion"
    return f"{bound}{value:,.0f} {unit}"


def test_the_headline_statements_are_the_stored_ones(open_page: OpenPage, stored: Stored) -> None:
    said = {
        key: words_of(value, comparator, unit)
        for key, value, comparator, unit in stored("SELECT claim_id, value, comparator, unit FROM claim")
        if comparator in ("over", "exact") and value is not None
    }
    visit = open_page("/")
    assert visit.page.locator(".ma-headline .ma-number").all_inner_texts() == [
        said["UC085"],
        said["UC083"],
        said["UC084"],
        f"{said['UC087']} in {said['UC086']}",
    ]
    newest = {
        metric: words_of(value, comparator, unit)
        for metric, value, comparator, unit in stored(
            """SELECT metric, value, comparator, unit FROM claim
               WHERE metric IN ('cumulative_usd', 'countries_assisted') AND date_precision = 'day'
               GROUP BY metric HAVING made_on = MAX(made_on)"""
        )
    }
    since = visit.page.locator(".ma-headline .ma-since").all_inner_texts()
    assert f"Newest: {newest['cumulative_usd']}," in since[0]
    assert f"Newest: {newest['countries_assisted']}," in since[1]
    visit.assert_quiet()


class Newest(NamedTuple):
    """One series, and how its newest bar ought to read."""

    address: str
    series: tuple[str, ...]
    question: str
    year: str
    label: Callable[[float], str]
    words: Callable[[float], str]


SERIES = (
    Newest(
        "/funding_over_time?series=oecd_crs",
        ("crs_15250_disbursements",),
        """SELECT SUM(amount_usd) FROM funding_figure WHERE series_key = 'crs_15250_disbursements'
           AND standing = 'current' AND year = 2017""",
        "2017",
        lambda amount: f"{amount / 1e6:.0f}",
        lambda amount: f"US$ {amount / 1e6:.1f} million",
    ),
    Newest(
        "/funding_over_time?series=us_cwd",
        ("us_cwd_all_agencies", "us_state_cwd", "us_state_mine_clearance", "us_demining_all"),
        """SELECT MAX(amount_usd) FROM funding_figure WHERE series_key = 'us_cwd_all_agencies'
           AND standing = 'current' AND year = 2023""",
        "FY2023",
        lambda amount: f">{amount // 1_000_000:.0f}",
        lambda amount: f"over US$ {amount / 1e6:g} million",
    ),
)
EVERY_SERIES = pytest.mark.parametrize("newest", SERIES, ids=[case.series[0] for case in SERIES])


def hovers(visit: Visit, first_words: str) -> str:
    """What a bar says when it is pointed at; the bars are tried from the newest on."""
    visit.page.locator('[data-testid="stPlotlyChart"]').scroll_into_view_if_needed()
    seen = []
    for bar in visit.page.evaluate(BARS)[:25]:
        visit.page.mouse.move(bar["x"], bar["y"])
        visit.page.wait_for_timeout(120)
        said = str(visit.page.evaluate(HOVER))
        seen.append(said)
        if said.startswith(first_words):
            return said
    raise AssertionError(f"no bar says {first_words!r}; they say {seen}")


def downloaded(visit: Visit) -> list[dict[str, str]]:
    """The rows of the figure's CSV file."""
    visit.page.get_by_role("button", name="Download").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_test_id("stPopoverBody").get_by_role("button", name="CSV", exact=True).click()
    lines = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"), newline="")))
    header, *rows = lines[lines.index([]) + 1 :]
    return [dict(zip(header, row, strict=True)) for row in rows]


def table_rows(visit: Visit) -> list[dict[str, str]]:
    """The rows of the table that are in view, with the columns that are."""
    header = visit.page.locator(GRID.format(role="columnheader"))
    header.first.wait_for(state="attached")
    names = header.all_text_contents()
    cells = visit.page.locator(GRID.format(role="gridcell")).all_text_contents()
    return [
        dict(zip(names, cells[start : start + len(names)], strict=True))
        for start in range(0, len(cells), len(names))
    ]


@EVERY_SERIES
def test_bar_hover_table_and_download_tell_the_stored_amounts(
    newest: Newest, open_page: OpenPage, stored: Stored
) -> None:
    ((amount,),) = stored(newest.question)
    marks = ",".join("?" * len(newest.series))
    figures = stored(
        f"""SELECT f.recipient_name, f.amount_usd, f.locator, d.title FROM funding_figure f
            JOIN document d ON d.document_id = f.document_id WHERE f.series_key IN ({marks})""",
        *newest.series,
    )
    visit = open_page(newest.address)
    assert newest.label(amount) in visit.page.evaluate(LABELS)
    assert f"{newest.words(amount)} for {newest.year}" in visit.page.locator(".ma-lead").inner_text()
    assert hovers(visit, f"{newest.year}: {newest.words(amount)}")

    file = [row for row in downloaded(visit) if row["Row"] == "behind"]
    in_file = Counter(
        (row["Recipient"], int(row["US$, current"]), row["Place in the document"], row["Document"])
        for row in file
    )
    assert in_file == Counter(figures)

    visit.page.get_by_role("radio", name="Rows behind this figure").click()
    visit.settle()
    in_view = table_rows(visit)
    assert len(in_view) >= 5
    assert in_view[0]["Year"] == newest.year
    for row, written in zip(in_view, file, strict=False):
        assert re.sub(r"[^\d-]", "", row["US$, current"]) == written["US$, current"]
        assert (row["Recipient"], row["Document"]) == (written["Recipient"], written["Document"])
    visit.assert_quiet()
