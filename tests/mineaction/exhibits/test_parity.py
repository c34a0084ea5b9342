"""An address alone gives the very figure its page shows: drawing, title, rows, choices and id."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.charts.sketch import unchecked
from mineaction.database import URL_VARIABLE
from mineaction.errors import BadAddress
from mineaction.exhibits import registry, table, taking
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.country_tables import PARTS
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Exhibit
from mineaction.export.csv import taken_to_csv
from mineaction.ui import cited_foot, figure_card, text
from tests.mineaction.exhibits.opening import CASES, opened_at, own
from tests.mineaction.exhibits.samples import SAMPLES, Address
from tests.pages.seen import Card, cards_of

TODAY = date(2025, 1, 31)
PAGES = tuple(dict.fromkeys(kind.page for kind in registry.KINDS))
Run = Callable[[str, Address], tuple[AppTest, dict[str, Exhibit]]]
DataFor = Callable[[str], OpenData]


@pytest.fixture
def run(
    repo_root: Path,
    built_database: Path,
    database_with_editions: Path,
    database_with_transactions: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """``run(page, address)``: the page, and the exhibits it gave to its figure cards, by name."""
    shown: dict[str, Exhibit] = {}
    draw = figure_card.show

    def noting(exhibit: Exhibit, **more: Any) -> None:
        shown[exhibit.name] = exhibit
        draw(exhibit, **more)

    draw_foot = cited_foot.of_table

    def noting_table(exhibit: Exhibit, **more: Any) -> None:
        shown[exhibit.name] = exhibit
        draw_foot(exhibit, **more)

    monkeypatch.setattr(figure_card, "show", noting)
    monkeypatch.setattr(cited_foot, "of_table", noting_table)

    def open_page(name: str, address: Address) -> tuple[AppTest, dict[str, Exhibit]]:
        own = {"editions": database_with_editions, "us_transactions": database_with_transactions}
        database = own.get(name, built_database)
        monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{database}")
        page = AppTest.from_file(str(repo_root / "pages" / f"{name}.py"), default_timeout=30)
        for given, values in address.items():
            page.query_params[given] = list(values)
        return page.run(), shown

    return open_page


def drawing(exhibit: Exhibit) -> Any:
    """The figure as pages draw it: parsed JSON, unchecked, as a checked one has more empty settings."""
    with unchecked():
        return json.loads(exhibit.figure().to_json())


def assert_shows(card: Card, exhibit: Exhibit) -> None:
    """Every row of a table is on its page: as plain HTML, in a table that scrolls, or in its own form."""
    if card.name in {part.name for part in PARTS}:
        assert table_of(card) == drawn_table(exhibit)
    elif frames := card.all("dataframe"):
        assert frames[0].value.to_dict("list") == exhibit.behind().rows_to_read.to_dict("list")
    else:
        words = " ".join(html.unescape(part.value) for part in card.all("html"))
        first = OWN_FORM[card.name]
        rows = exhibit.behind().rows
        assert not rows.empty and all(str(cell) in words for cell in rows[first])


OWN_FORM = {
    "claims_reconciliation": "To",
    "countries_named": "Total stated",
    "claims_contradictions": "One document",
    "policy_events": "Event",
    "policy_promises": "Commitment",
    "policy_changes": "Commitment",
}
"""Tables whose page has a form of its own for them, and a column whose cells stand in it."""


def table_of(card: Card) -> list[list[str]]:
    """The words of a table on a page, without its last column, which has links; groups are rows of one."""
    [drawn] = [part.value for part in card.all("html") if "<table" in part.value]
    rows = re.findall(r"<tr.*?</tr>", drawn, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[html.unescape(cell) for cell in (row[:-1] or row)] for row in cells]


def drawn_table(exhibit: Exhibit) -> list[list[str]]:
    """The same of an exhibit."""
    rows, above = [list(table.columns_of(exhibit))], ""
    for line in table.lines(exhibit):
        if line.group != above:
            above = line.group
            rows.append([above])
        rows.append(list(line.cells))
    return rows


@pytest.mark.parametrize(("page", "address"), CASES)
def test_an_address_gives_the_figure_its_page_shows(
    page: str, address: Address, run: Run, data_for: DataFor
) -> None:
    data = data_for(page)
    seen, shown = run(page, address)
    assert not seen.exception and not seen.warning, "samples ask only for what there is"
    view = seen.session_state["view"].values
    cards = {card.name: card for card in cards_of(seen)}
    # Another page may show a table of the map; there it has no id.
    on_this_page = {kind.name for kind in registry.KINDS if kind.page == page}
    listed = {
        card.name: card for card in cards_of(seen, "table_") if card.name in on_this_page & shown.keys()
    }
    cards |= listed
    opened = opened_at(page, address, data)
    first = {name: open_exhibit(name, own(name, address), data) for name in cards.keys() - opened.keys()}
    assert all(dict(registry.kind(name).only_with).keys() - address.keys() for name in first), (
        "was passed over"
    )
    opened |= first
    assert opened.keys() == cards.keys(), "the page draws just what the address asks for"

    for name, card in cards.items():
        alone, on_page = opened[name], shown[name]
        assert alone.page == page
        # The Data page has the headings of its tables above what says how many rows they have.
        if page != "data" or name not in listed:
            assert card.all("header")[0].value == text.markdown(alone.exhibit.answer.title)
        way = "table" if name in listed else dict(view)[f"as_{name}"]
        if name in listed:
            assert_shows(card, alone.exhibit)
        elif way != "rows":
            assert alone.way == way
            [chart] = card.all("plotly_chart")
            assert json.loads(chart.proto.spec) == drawing(alone.exhibit)
        on_page = on_page.others[way]() if way in on_page.others else on_page
        assert registry.own_values(name, view) == registry.own_values(name, alone.values)
        of_page = taking.take(on_page, view, made_on=TODAY)
        of_address = taking.take(alone.exhibit, alone.values, made_on=TODAY)
        assert of_page.figure_id == of_address.figure_id
        assert of_page.alt_text == of_address.alt_text
        assert taken_to_csv(of_page) == taken_to_csv(of_address)


@pytest.mark.parametrize("page", PAGES)
def test_every_exhibit_is_held_against_its_page(page: str, data_for: DataFor) -> None:
    """Fails for an exhibit without sample addresses: add two to samples.py, at which it has something."""
    data = data_for(page)
    counted = Counter(name for address in SAMPLES.get(page, ()) for name in opened_at(page, address, data))
    few = [kind.name for kind in registry.KINDS if kind.page == page and counted[kind.name] < 2]
    assert not few, f"needs two sample addresses of the page {page}: {', '.join(few)}"


def test_an_address_of_the_page_that_shows_another_part_is_refused(data: OpenData) -> None:
    with pytest.raises(BadAddress, match="show=flow"):
        open_exhibit("donors_flow", {"show": ("pairs",)}, data)
