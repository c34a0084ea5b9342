"""Panels that may be compared, means, stretches of years and labels as Office programs draw them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from mineaction.charts import around_policy, theme
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.policy import around_drawn
from mineaction.export.native.labels import colour_of_labels, written
from mineaction.export.native.parts import EARLIER, HOLLOW, MONEY, Label, NativeChart, NativeSeries
from mineaction.queries.policy.around import AroundFilter
from mineaction.vocabulary import Comparator
from tests.mineaction.export.drawn import data_of, taken_from
from tests.mineaction.export.opened import native_charts

COUNTRIES = {"series": ("us_cwd_country",), "recipient": ("Colombia", "Iraq", "Afghanistan")}


@cache
def compared(database: Path, show: str) -> tuple[NativeChart, ...]:
    asked = {**COUNTRIES, "show": (show,)}
    return native_charts(open_exhibit("compare", asked, data_of(database)).exhibit)


def test_all_panels_of_a_comparison_have_the_same_years(built_database: Path) -> None:
    """Iraq began at FY2015 and Colombia at FY2013: years without a figure had vanished, not been gaps."""
    for charts in (
        compared(built_database, "amounts"),
        native_charts(taken_from(built_database, "compare").exhibit),
    ):
        assert len({chart.categories for chart in charts}) == 1 and len(charts) > 1
    colombia, iraq, _ = compared(built_database, "amounts")
    assert iraq.categories[0] == colombia.categories[0] == "FY2013"
    assert iraq.series[0].values[:2] == (None, None) and colombia.series[0].values[0] is not None
    assert any("no figure found" in note for note in iraq.notes)


@pytest.mark.parametrize(
    ("show", "name"), [("amounts", "amount"), ("per_person", "amount per inhabitant"), ("indexed", "index")]
)
def test_a_series_does_not_repeat_the_title_of_its_panel(show: str, name: str, built_database: Path) -> None:
    for chart in compared(built_database, show):
        assert chart.series[0].name == name and chart.series[0].name not in chart.title


def test_hollow_marks_are_not_as_grey_as_gaps() -> None:
    assert EARLIER.fill != theme.LIGHT.gap and EARLIER.edge == theme.LIGHT.ink


@pytest.mark.parametrize("by", ["periods", "administrations"])
def test_amounts_and_means_are_written_with_their_unit(by: str, built_database: Path) -> None:
    """No bar had a number, and a mean stood in the key without a unit."""
    [chart] = native_charts(open_exhibit("compare", {"by": (by,)}, data_of(built_database)).exhibit)
    bars = chart.series[0]
    assert set(bars.labels) == {at for at, value in enumerate(bars.values) if value is not None}
    means = [series for series in chart.series if series.drawn_as == "line"]
    assert means and all("US$ " in series.name and "million" in series.name for series in means)
    assert all(len(series.labels) == 1 for series in means)
    shown = written(chart, 800, 240, 10)
    assert all(at in shown.by_series for at, series in enumerate(chart.series) if series in means)


def test_the_years_around_an_event_are_told_apart_in_the_pictures_words(built_database: Path) -> None:
    """A slide had neither before, event and after, nor other words than “no figure found”."""
    asked = AroundFilter("EV-20220621", "us_cwd_country_totals", 8)
    [chart] = native_charts(around_drawn(data_of(built_database).ask, asked))
    assert chart.stretches == ("before",) * 8 + ("event",) + ("after",) * 8
    assert f"A year that stands empty: {around_policy.NO_AMOUNT}." in chart.notes
    [ahead] = [note for note in chart.notes if note.endswith(f"{around_policy.NOT_BEGUN}.")]
    assert "FY2030" in ahead and not any("no figure found" in note for note in chart.notes)
    assert {series.name for series in chart.series} <= {*around_policy.NAMES.values()}


def test_what_is_held_of_a_table_stays_beside_its_total(built_database: Path) -> None:
    """“about US$ 310.2 million · table cut off” had lost its second half."""
    charts = native_charts(open_exhibit("donors_largest", {}, data_of(built_database)).exhibit)
    labels = [label.words for chart in charts for label in chart.series[0].labels.values()]
    assert any(words.endswith(" · table cut off") for words in labels)
    longest = max(charts[0].series[0].values, key=lambda value: value or 0)
    assert longest and longest < 0.8 * charts[0].high, "its words need room"


def test_every_bound_is_known_as_one(built_database: Path) -> None:
    for short in ("claims", "funding", "leahy"):
        for chart in native_charts(taken_from(built_database, short).exhibit):
            for series in chart.series:
                said = {at for at, label in series.labels.items() if label.words != label.short}
                assert said == set(series.bounds)


def beside(*pairs: tuple[float, float]) -> NativeChart:
    """Years with what was required and what was received."""

    def series(name: str, at: int) -> NativeSeries:
        values = tuple(pair[at] for pair in pairs)
        labels = {place: Label.plain(f"{value:g}") for place, value in enumerate(values)}
        return NativeSeries(name, values, (HOLLOW, MONEY)[at], labels=labels)

    years = tuple(str(2000 + at) for at in range(len(pairs)))
    return NativeChart(
        "x", "column", years, (series("required", 0), series("received", 1)), "US$", 0, 120, 20
    )


def test_both_numbers_of_a_year_are_written() -> None:
    """One number stood above a column, sometimes of what was required and sometimes of what was received."""
    chart = beside((100, 40), (100, 98), (7, 5), (94, 101), (3, 1))
    shown = written(chart, 300, 200, 10)
    assert {at: set(found) for at, found in shown.by_series.items()} == {0: set(range(5)), 1: set(range(5))}
    assert (1, 1) in shown.inside, "just below the hollow edge there is room only in the bar"
    assert (0, 3) in shown.lifted, "more was received than required: the number above stands higher"
    # Excel cannot move one label alone: there, those that would lie on others are left to the cells.
    assert 1 not in shown.in_place[1] and 3 not in shown.in_place[0]
    assert [colour_of_labels(chart, series) for series in chart.series] == [HOLLOW.edge, MONEY.fill]


def test_labels_stand_clear_of_a_mean() -> None:
    bars = NativeSeries("amount", (100.0, 60.0), labels={0: Label.plain("100"), 1: Label.plain("60")})
    mean = NativeSeries("mean", (104.0, 104.0), drawn_as="line", labels={1: Label.plain("104 (mean)")})
    chart = NativeChart("x", "column", ("2001", "2002"), (bars, mean), "US$", 0, 120, 20)
    shown = written(chart, 300, 200, 10)
    assert shown.by_series == {0: {0: "100", 1: "60"}, 1: {1: "104 (mean)"}}
    assert shown.inside == {(0, 0)}


def test_labels_kept_for_tables_are_not_written() -> None:
    point = NativeSeries(
        "earlier", (5.0,), EARLIER, "points", {0: Label.of(">5", Comparator.OVER)}, shows_labels=False
    )
    chart = NativeChart("x", "column", ("2001",), (point,), "US$", 0, 10, 2)
    assert written(chart, 300, 200, 10).by_series == {}


def test_years_of_a_comparison_follow_each_other(built_database: Path) -> None:
    for chart in compared(built_database, "amounts"):
        years = [int(str(name).removeprefix("FY")) for name in chart.categories]
        assert all(later - before == 1 for before, later in pairwise(years))
