"""Tables by themselves: amounts, several places of one row, and rows in the order a reader wants."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mineaction.cited import CitedTable
from mineaction.exhibits import registry, table
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.ui.carried import Carried


def cited(rows: dict[str, Any]) -> CitedTable:
    return CitedTable("T", pd.DataFrame(rows), "US$", "", "", "")


def test_amounts_have_their_thousands_parted_and_gaps_stay_gaps() -> None:
    whole = cited({"Who": ["a", "b", "c"], "US$": [1_234_567, float("nan"), -2_000.0], "Year": [2014] * 3})
    shown = table.lines(table.listed("t", whole, ("Who", "US$", "Year"), ()))
    assert [line.cells for line in shown] == [
        ("a", "1,234,567", "2014"),
        ("b", "", "2014"),
        ("c", "-2,000", "2014"),
    ]


def test_a_row_may_rest_on_one_place_several_or_none() -> None:
    sides = {"Donor’s profile": ["D", None], "Donor’s profile: Link": ["u", ""]}
    places = {"Place in the donor’s profile": ["p", ""]}
    by_columns = table.listed("t", cited({"A": ["x", "y"], **sides, **places}), ("A",), ())
    assert [line.stands for line in table.lines(by_columns)] == [(("D", "u", "p"),), ()]
    told = ((("D", "u", "p"), ("E", "v", "q")),)
    assert table.lines(table.listed("t", cited({"A": ["x"]}), ("A",), (), stands=told))[0].stands == told[0]


def test_every_comparison_names_its_documents_and_what_differs_stands_first(data: OpenData) -> None:
    """The table named documents without their addresses, so that its rows led nowhere."""
    shown = open_exhibit("claims_reconciliation", {}, data).exhibit
    lines = table.lines(shown)
    assert all(line.stands and all(len(place) == 3 for place in line.stands) for line in lines)
    assert list(dict.fromkeys(line.group for line in lines)) == [
        *("Differs", "Agrees only if …", "Agrees within rounding", "Cannot be checked"),
    ]


def test_the_register_begins_with_the_running_total_newest_first(data: OpenData) -> None:
    lines = table.lines(open_exhibit("claims_register", {}, data).exhibit)
    assert lines[0].group == "Money since 1993, running total"
    groups = [line.group for line in lines]
    assert len(set(groups)) == sum(
        before != after for before, after in zip(["", *groups], groups, strict=False)
    )


def test_a_table_of_another_page_has_no_id_there(data: OpenData) -> None:
    """The funding page shows what is not on its map; its choices are not those of the map's page."""

    class Shown:
        page = "funding_over_time"

    shown = open_exhibit("not_on_map", {"series": ("oecd_crs",)}, data).exhibit
    assert not Carried("not_on_map", shown, Shown(), is_figure=False).has_address  # type: ignore[arg-type]
    Shown.page = "map"
    assert Carried("not_on_map", shown, Shown(), is_figure=False).has_address  # type: ignore[arg-type]


def test_tables_stand_after_figures_in_the_order_of_the_pages() -> None:
    assert (*registry.FIGURES, *registry.TABLES) == registry.KINDS
    assert len({kind.label for kind in registry.TABLES}) == len(registry.TABLES)
