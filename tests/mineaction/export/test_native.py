"""What Office programs draw: every chart has a form, a gap is blank, amounts are never stacked."""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mineaction import charts
from mineaction.charts import country_panels, theme
from mineaction.errors import NoNativeForm
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.table import no_drawing
from mineaction.export.native.forms import FORMS, native_parts
from mineaction.export.native.labels import number_format, written
from mineaction.export.native.parts import Label, NativeChart, NativePicture, NativeTable, scale_of
from mineaction.vocabulary import Comparator
from tests.mineaction.export.drawn import ASKED, data_of, taken_from
from tests.mineaction.export.opened import native_charts


def chart_functions() -> list[Callable[..., Any]]:
    """Every public function of the chart modules that draws a figure from an answer."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(charts.__path__, "mineaction.charts.")
    ]
    return [
        value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith("figure") and callable(value) and value.__module__ == module.__name__
    ]


def test_every_chart_has_a_form() -> None:
    assert len(chart_functions()) >= 19
    assert {found for found in chart_functions() if found not in FORMS} == set()


def test_a_chart_nobody_covered_is_named() -> None:
    def figure(*, dark: bool = False) -> Any:
        raise AssertionError

    strange = Exhibit("x", None, figure, (), (), lambda: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(NoNativeForm, match=r"test_native\.figure becomes a chart"):
        native_parts(strange)


def test_the_test_exhibits_cover_every_chart(built_database: Path) -> None:
    assert {taken_from(built_database, short).exhibit.chart for short in ASKED} == {*FORMS} - {no_drawing}


@pytest.mark.parametrize("short", ASKED)
def test_parts_are_whole(short: str, built_database: Path) -> None:
    parts = native_parts(taken_from(built_database, short).exhibit)
    assert parts
    for part in parts:
        assert part.title
        if isinstance(part, NativeChart):
            assert part.axis_title and part.low <= 0 < part.high and part.step > 0
            for series in part.series:
                assert series.name and len(series.values) == len(part.categories)
                held = [value for value in series.values if value is not None]
                assert held and all(math.isfinite(value) and part.low <= value <= part.high for value in held)
                assert set(series.labels) | set(series.own_looks) <= set(range(len(series.values)))
        table = part.table if isinstance(part, NativePicture) else part
        if isinstance(table, NativeTable):
            assert table.rows and all(len(row) == len(table.head) == len(table.widths) for row in table.rows)


@pytest.mark.parametrize("short", ["funding", "world", "plans", "listing", "country"])
def test_years_stand_in_order_and_a_gap_is_blank(short: str, built_database: Path) -> None:
    """Every year between the first and the last is there; one without a figure has no value, and no zero."""
    shown = taken_from(built_database, short)
    blanks = 0
    for chart in native_charts(shown.exhibit):
        years = [int(str(name).removeprefix("FY")) for name in chart.categories]
        assert all(0 <= later - before <= 1 for before, later in pairwise(years))
        for at in range(len(years)):
            blanks += all(series.values[at] is None for series in chart.series)
    amounts = [row for row in shown.answer.rows["amount_usd"] if row == row]
    drawn = [
        value
        for chart in native_charts(shown.exhibit)
        for series in chart.series
        for value in series.values
        if value is not None
    ]
    assert len(drawn) == len(amounts)
    assert blanks or short in ("plans", "listing")


def test_numbers_are_those_of_the_rows_to_the_dollar(built_database: Path) -> None:
    """A line whose rows are single figures: what is drawn, times a million, is what the file's rows say."""
    shown = taken_from(built_database, "funding")
    chart = next(
        it for it in native_charts(shown.exhibit) if it.title == "Humanitarian demining, all US agencies"
    )
    rows = shown.exhibit.behind().rows
    own = rows[
        (rows["Series"] == "US humanitarian demining funding, all agencies") & (rows["Standing"] == "current")
    ]
    drawn = sorted(
        round(value * 1e6) for series in chart.series for value in series.values if value is not None
    )
    assert drawn == sorted(own["US$, current"])


def test_sums_are_sums_of_the_rows(built_database: Path) -> None:
    shown = taken_from(built_database, "aid")
    [chart] = native_charts(shown.exhibit)
    rows = shown.exhibit.behind().rows
    current = rows[rows["Standing"] == "current"] if "Standing" in rows else rows
    summed = current.groupby("Year")["US$, current"].sum()
    drawn = dict(zip(chart.categories, chart.series[0].values, strict=True))
    assert {year: round(value * 1e6) for year, value in drawn.items() if value} == summed.to_dict()


def test_panels_that_may_be_compared_share_a_scale_and_no_axis(built_database: Path) -> None:
    for short in ("funding", "compare", "accounts", "treaties"):
        made = native_charts(taken_from(built_database, short).exhibit)
        assert len({(chart.low, chart.high, chart.step) for chart in made}) == 1 and len(made) > 1
    for short in ASKED:
        for chart in native_charts(taken_from(built_database, short).exhibit):
            assert chart.kind != "stacked" or short in ("free", "transactions"), (
                "amounts are never stacked but those of one series that add"
            )


def test_bounds_stay_in_words_and_in_signs(built_database: Path) -> None:
    first = native_charts(taken_from(built_database, "funding").exhibit)[0]
    labels = [label for series in first.series for label in series.labels.values()]
    assert Label("over 376", ">376") in labels
    assert Label.of("~140", Comparator.ABOUT) == Label("about 140", "~140")
    assert Label.of("376", Comparator.EXACT) == Label("376", "376")
    wide, slim = written(first, 2000, 300, 10), written(first, 380, 90, 10)
    assert any("over 376" in found.values() for found in wide.by_series.values()) and not wide.sign_words
    assert "> over" in slim.sign_words


def test_colours_are_those_of_the_template(built_database: Path) -> None:
    bars = native_charts(taken_from(built_database, "aid").exhibit)[0].series[0]
    assert bars.look.fill == theme.LIGHT.money
    scopes = native_charts(taken_from(built_database, "claims").exhibit)[0].series
    assert len({(one.look.fill, one.look.symbol) for one in scopes}) == len(scopes) > 2


def test_statements_stand_on_their_days_and_are_not_joined(built_database: Path) -> None:
    [chart] = native_charts(taken_from(built_database, "claims").exhibit)
    days = [day for day in chart.categories if isinstance(day, date)]
    assert days == sorted(days) and len(days) == len(chart.categories) == len(
        taken_from(built_database, "claims").answer.rows
    )
    assert {series.drawn_as for series in chart.series} == {"points"}


def test_a_line_breaks_where_a_year_has_none_or_several(built_database: Path) -> None:
    for chart in native_charts(taken_from(built_database, "results").exhibit):
        line = next(series for series in chart.series if series.drawn_as == "line")
        rows = taken_from(built_database, "results").answer.rows
        newest = rows[(rows["panel_title"] == chart.title) & rows["is_newest"]].groupby("year").size()
        for year, value in zip(chart.categories, line.values, strict=True):
            assert (value is not None) == (newest.get(int(str(year)), 0) == 1)


def test_means_stand_over_their_years_alone(built_database: Path) -> None:
    shown = taken_from(built_database, "administrations")
    [chart] = native_charts(shown.exhibit)
    means = [series for series in chart.series if series.drawn_as == "line"]
    marks = shown.exhibit.drawn_from[1].rows
    assert len(means) == marks[marks["kind"] == "mean"]["key"].nunique()
    assert all(None in series.values for series in means)


def test_a_panel_of_a_country_has_a_scale_of_its_own(built_database: Path) -> None:
    shown = taken_from(built_database, "country").exhibit
    assert shown.chart is country_panels.figure
    assert len({chart.high for chart in native_charts(shown)}) > 1


@pytest.mark.parametrize(
    ("words", "value", "code"),
    [
        ("376", 376.4, "#,##0"),
        ("over 398", 398.26, '"over "#,##0'),
        ("over 398", 398.96, ""),  # would be rounded up, and a bound is not
        ("US$ 22.3 million", 22.3, '"US$ "#,##0.0" million"'),
        ("US$ 44,000", 0.044, ""),
        ("−2.5", -2.5, ""),
        ("no figure", 1.0, ""),
        ("1,401", 1401.0, "#,##0"),
    ],
)
def test_a_label_is_a_format_only_where_it_reads_the_same(words: str, value: float, code: str) -> None:
    assert number_format(words, value) == code


@pytest.mark.parametrize(
    "values", [[0.0], [], [1.0], [0.004, 0.1], [398.26, 12], [-3.0, 5.0], [-7.0], [1e12]]
)
def test_a_scale_holds_zero_and_every_value(values: list[float]) -> None:
    low, high, step = scale_of(values)
    assert low <= 0 < high or (low < 0 <= high)
    assert all(low <= value <= high for value in values)
    assert step > 0 and (high - low) / step <= 8


def test_a_series_is_named_by_what_it_holds_alone(built_database: Path) -> None:
    """Bars of money received were named “Required and received”, beside those of what was required."""
    panels = native_charts(taken_from(built_database, "plans").exhibit)
    beside = [chart for chart in panels if any(one.name == "required" for one in chart.series)]
    assert beside
    for chart in beside:
        assert [one.name for one in chart.series if one.drawn_as == "bar"] == ["required", "received"], (
            chart.title
        )


def test_square_kilometres_are_written_as_such(built_database: Path) -> None:
    """The axis said km2 below a title that said km²."""
    land = open_exhibit("results_land", {}, data_of(built_database)).exhibit
    assert {chart.axis_title for chart in native_charts(land)} == {"km²"}


def test_amounts_in_words_do_not_stand_below_a_unit(built_database: Path) -> None:
    """Flows stood as “US$ 91.3 million” and “US$ 783,580” in a column that said US$ million."""
    [picture] = native_parts(taken_from(built_database, "flow").exhibit)
    assert isinstance(picture, NativePicture)
    assert picture.table.head[2] == "Amount"
    assert all(line[2].words.startswith("US$ ") for line in picture.table.rows)
