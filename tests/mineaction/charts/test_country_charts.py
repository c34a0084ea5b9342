"""A country's figures: panels with their own scales, gaps open; donors by size, cut-off tables marked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import country_donors, country_panels
from mineaction.cited import CitedTable
from mineaction.periods import year_label, year_span
from mineaction.vocabulary import YearBasis


def amount(panel: str, year: int, usd: float, **other: Any) -> dict[str, Any]:
    span = year_span(year, YearBasis.CALENDAR)
    row = {
        "panel_key": panel,
        "panel_title": panel.capitalize(),
        "panel_position": 0,
        "mark": "bar",
        "year": year,
        "year_basis": "calendar",
        "year_label": year_label(year, YearBasis.CALENDAR),
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "amount_usd": usd,
        "comparator": "exact",
        "is_partial": False,
        "label": f"{usd:,.0f}",
        "hover": f"{year}\nA & B <c>",
        "group_title": "Source",
    }
    return {**row, **other}


def table(*rows: dict[str, Any]) -> CitedTable:
    return CitedTable("A title", pd.DataFrame(rows), "US$", "current prices", "calendar years", "A source")


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


TWO = (amount("large", 2010, 50e6), amount("large", 2012, 40e6), amount("small", 2011, 5e3, panel_position=1))


def test_each_panel_has_its_own_scale_and_names_its_unit() -> None:
    figure = country_panels.figure(table(*TWO))
    titles = [note.text for note in figure.layout.annotations]
    assert "<b>Source: Large, US$ million</b>" in titles and "<b>Source: Small, US$ thousand</b>" in titles
    large, small = figure.layout.yaxis.range, figure.layout.yaxis2.range
    assert large[1] > 50 and 5 < small[1] < 15
    assert [list(trace.y) for trace in traces(figure, "bar")] == [[50, 40], [5]]


def test_all_panels_share_the_axis_of_time() -> None:
    figure = country_panels.figure(table(*TWO))
    assert {trace.xaxis for trace in traces(figure, "bar")} <= {None, "x"}
    assert figure.layout.xaxis.range[0] < "2010-01-01" and figure.layout.xaxis.range[1] > "2013-01-01"


def test_parts_of_one_whole_share_a_scale() -> None:
    figure = country_panels.figure_of_parts(table(*TWO))
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert [list(trace.y) for trace in traces(figure, "bar")] == [[50, 40], [0.005]]


def test_a_year_without_a_figure_is_open_and_a_reported_zero_is_not() -> None:
    figure = country_panels.figure(table(amount("a", 2010, 5e6), amount("a", 2012, 0.0)))
    (gap,) = traces(figure, "gap")
    assert list(gap.x) == ["2011-01-01"]
    assert traces(figure, "zero")


def test_a_reduction_reaches_below_zero() -> None:
    figure = country_panels.figure(table(amount("a", 2010, 5e6), amount("a", 2011, -2e6)))
    assert figure.layout.yaxis.range[0] < -2


def test_many_panels_are_lower() -> None:
    few = country_panels.figure(table(*(amount(str(i), 2010, 1e6, panel_position=i) for i in range(6))))
    many = country_panels.figure(table(*(amount(str(i), 2010, 1e6, panel_position=i) for i in range(12))))
    assert many.layout.height < 2 * few.layout.height


@pytest.mark.parametrize(
    "draw", [country_panels.figure, country_panels.figure_of_parts, country_donors.figure]
)
@pytest.mark.parametrize("dark", [False, True])
def test_no_rows_no_marks(draw: Any, dark: bool) -> None:
    assert not draw(table(), dark=dark).data


def donor(name: str, usd: int, rank: int, **other: Any) -> dict[str, Any]:
    row = {"donor_name": name, "amount_usd": usd, "amount_words": f"US$ {usd:,}", "comparator": "exact"}
    return {**row, "is_cut_off": False, "rank": rank, "hover": f"{name} <b>", **other}


def test_donors_are_named_with_their_amounts_and_the_largest_is_on_top() -> None:
    figure = country_donors.figure(table(donor("A & B", 500, 0), donor("C", 20, 1)))
    notes = [note.text for note in figure.layout.annotations]
    assert notes == ["A &amp; B  <b>US$ 500</b>", "C  <b>US$ 20</b>"]
    (bars,) = traces(figure, "bar")
    assert list(bars.x) == [500, 20] and bars.y[0] < bars.y[1]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "rank 0 is on top"
    assert not traces(figure, "key") and list(bars.marker.pattern.shape) == ["", ""]
    assert "<b>" not in bars.hovertext[0]


def test_cut_off_tables_and_zeros_have_a_sign_of_their_own() -> None:
    figure = country_donors.figure(table(donor("A", 500, 0, is_cut_off=True), donor("C", 0, 1)))
    (bars,) = traces(figure, "bar")
    assert list(bars.marker.pattern.shape) == ["/", ""]
    (key,) = traces(figure, "key")
    assert "never totalled" in key.name
    assert len(traces(figure, "zero")[0].x) == 1


def test_every_panel_of_bars_ends_the_count_of_labels_that_fit() -> None:
    """On a phone the labels of Ukraine's page were shrunk below what can be read, as those of the last panel
    are no text of bars: Plotly had forgotten by then which labels were to hide."""
    figure = country_panels.figure(table(*TWO))
    blank = traces(figure, "blank")
    assert [trace.yaxis for trace in blank] == [trace.yaxis for trace in traces(figure, "bar")]
    assert all(trace.text == ("\u00a0",) and trace.hoverinfo == "skip" for trace in blank)
