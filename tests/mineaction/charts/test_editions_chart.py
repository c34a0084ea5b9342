"""The chart of editions: the one looked at is strongest, gaps stay gaps, changes stand below."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from mineaction.charts import editions
from mineaction.charts.theme import palette
from mineaction.cited import CitedTable


def cited(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> CitedTable:
    return CitedTable("Title", pd.DataFrame(rows, columns=list(columns)), "US$ million", "", "", "")


def amount(position: int, year: int, usd: int) -> dict[str, Any]:
    label = f"{position + 1} May 2026"
    return {
        "edition_id": label, "edition_label": label, "edition_position": position, "year": year,
        "starts_on": date(year, 1, 1), "ends_on": date(year + 1, 1, 1), "amount_usd": usd, "hover": f"{year}",
    }  # fmt: skip


def change(year: int, kind: str, usd: int | None) -> dict[str, Any]:
    span = {"starts_on": date(year, 1, 1), "ends_on": date(year + 1, 1, 1)}
    return {"year": year, **span, "kind": kind, "change_usd": usd, "hover": "h"}


def drawn(rows: list[dict[str, Any]], changes: list[dict[str, Any]], *, dark: bool = False) -> Any:
    first = cited(rows, tuple(amount(0, 2020, 1)))
    return editions.figure(first, cited(changes, tuple(change(2020, "revised", 1))), dark=dark)


def named(figure: Any, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


ROWS = [amount(0, 2020, 5_000_000), amount(0, 2021, 6_000_000), amount(0, 2023, 8_000_000),
        amount(1, 2020, 5_000_000), amount(1, 2021, 4_000_000)]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_the_edition_looked_at_is_strongest_and_on_top(dark: bool) -> None:
    figure = drawn(ROWS, [change(2021, "revised", 2_000_000)], dark=dark)
    older, newer = named(figure, "edition")
    assert newer.name == "1 May 2026" and newer.marker.color == palette(dark).money != older.marker.color
    assert newer.marker.symbol != older.marker.symbol
    lines = named(figure, "line")
    assert lines[1].line.width > lines[0].line.width and lines[1].line.dash != lines[0].line.dash


def test_a_line_stops_at_a_gap() -> None:
    line = named(drawn(ROWS, []), "line")[-1]
    assert list(line.y) == [5, 6, None], "2022 has no figure, so nothing joins 2021 and 2023"


def test_points_of_an_older_edition_are_drawn_where_they_differ() -> None:
    older, newer = named(drawn(ROWS, []), "edition")
    assert list(older.y) == [4] and list(newer.y) == [5, 6, 8]


def test_each_edition_has_its_day_at_its_line() -> None:
    [names] = named(drawn(ROWS, []), "name")
    assert sorted(words.count("May") for words in names.text) == [1, 1]
    assert sum("<b>" in words for words in names.text) == 1
    assert abs(names.y[0] - names.y[1]) > 0


def test_changes_stand_below_with_their_signs() -> None:
    figure = drawn(ROWS, [change(2021, "revised", 2_000_000), change(2023, "added", None)])
    [bars] = named(figure, "change")
    assert list(bars.y) == [2] and bars.yaxis == "y2"
    assert list(named(figure, "labels")[0].text) == ["+2"]
    [alone] = named(figure, "one_only")
    assert list(alone.y) == [0] and "only in the later" in named(figure, "key")[0].name


def test_without_changes_there_is_one_panel_and_without_rows_no_mark() -> None:
    assert not named(drawn(ROWS, []), "change") and drawn(ROWS, []).layout.height < 400
    assert not drawn([], []).data


def test_negative_amounts_have_room() -> None:
    figure = drawn([amount(0, 2020, -3_000_000), amount(0, 2021, 0)], [change(2020, "revised", -1_000_000)])
    assert figure.layout.yaxis.range[0] < -3
    assert list(named(figure, "labels")[0].textposition) == ["bottom center"]
