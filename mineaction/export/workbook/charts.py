"""A native chart in a workbook, over the cells that hold its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from mineaction.charts.spread import text_px
from mineaction.export.cells import plain
from mineaction.export.native.labels import colour_of_labels, written
from mineaction.export.native.parts import COLOURS, Label, Look, NativeChart, NativeSeries

CHART_PX, LYING_ROW_PX = (760, 330), 26
DATA_COLUMN = 8
"""Where the numbers of charts begin, right of the charts themselves."""
TYPES: dict[str, dict[str, str]] = {
    "column": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "bar": {"type": "bar"},
    "dated": {"type": "line"},
}
SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "triangle-down": "plus",
    "pentagon": "x",
    "hexagon": "star",
}


def column_of(place: int) -> int:
    """Where the numbers of a series stand: each is followed by its labels."""
    return DATA_COLUMN + 1 + 2 * place


def over_cells(
    book: Workbook, name: str, chart: NativeChart, head: int, first: int, last: int, *, has_title: bool
) -> tuple[Any, int]:
    """The chart over the cells of the sheet ``name``, and how many pixels high it is.

    Series are named in the row ``head``; their values go from the row ``first`` to ``last``. Lines and points
    lie on the bars as a second chart on the same axes.
    """
    bars = [at for at, series in enumerate(chart.series) if series.drawn_as == "bar"]
    lines = [at for at in range(len(chart.series)) if at not in bars]
    width, height = CHART_PX[0] * 0.75 - 70, CHART_PX[1] * 0.75 - 110
    labels = written(chart, width, height, 9).in_place

    def filled(kind: dict[str, str], places: Sequence[int]) -> Any:
        made = book.add_chart(kind)
        for place in places:
            column = column_of(place)
            made.add_series(
                {
                    "name": [name, head, column],
                    "categories": [name, first, DATA_COLUMN, last, DATA_COLUMN],
                    "values": [name, first, column, last, column],
                    **_look(chart.series[place]),
                    **_labels(name, labels.get(place, {}), chart, place, first, column + 1),
                    "gap": 45,
                    "overlap": 100 if chart.bars_share_places else 0,
                }
            )
        return made

    main = filled(TYPES[chart.kind], bars) if bars else filled({"type": "line"}, lines)
    if bars and lines:
        main.combine(filled({"type": "line"}, lines))
    _axes(main, chart, has_title=has_title)
    high = CHART_PX[1] if chart.kind != "bar" else max(200, LYING_ROW_PX * len(chart.categories) + 90)
    main.set_size({"width": CHART_PX[0], "height": high})
    return main, high


def _look(series: NativeSeries) -> dict[str, Any]:
    look = series.look
    if series.drawn_as == "bar":
        points = [
            {**_fill(series.own_looks[at])} if at in series.own_looks else None
            for at in range(len(series.values))
        ]
        return {**_fill(look), **({"points": points} if series.own_looks else {})}
    marker = {"type": SYMBOLS.get(look.symbol, "long_dash"), "size": 7, **_fill(look)}
    if series.drawn_as == "points":
        return {"line": {"none": True}, "marker": marker}
    line: dict[str, Any] = {"color": look.fill, "width": 1.25 if look.is_dotted else 2.25}
    if look.is_dotted:
        return {"line": {**line, "dash_type": "round_dot"}, "marker": {"type": "none"}}
    return {"line": line, "marker": marker}


def _fill(look: Look) -> dict[str, Any]:
    edge: dict[str, Any] = {"color": look.edge, "width": 1} if look.edge else {"none": True}
    if look.hatch:
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": look.hatch, "bg_color": look.fill}
        return {"pattern": pattern, "border": edge}
    return {"fill": {"color": look.fill} if look.fill else {"none": True}, "border": edge}


def _labels(name: str, shown: Any, chart: NativeChart, own: int, first: int, column: int) -> dict[str, Any]:
    """Exact labels are cells beside the numbers and follow them; bounds are text, which all programs show.

    Values without room for a label have none.
    """
    if not shown:
        return {}
    letter, series = xl_col_to_name(column), chart.series[own]
    custom = [
        _own_label(name, letter, first + at, series.labels[at], shown[at])
        if at in shown
        else {"delete": True}
        for at in range(len(series.values))
    ]
    font = {"size": 9, "color": colour_of_labels(chart, series)}
    position = "outside_end" if series.drawn_as == "bar" else "above"
    return {"data_labels": {"value": True, "custom": custom, "font": font, "position": position}}


def _own_label(name: str, letter: str, row: int, label: Label, words: str) -> dict[str, Any]:
    is_exact = label.words == label.short
    return {"value": f"='{name}'!${letter}${row + 1}" if is_exact else words}


def _is_tight(chart: NativeChart) -> bool:
    """Whether the names below the bars have no room side by side; then they are turned."""
    widest = max((text_px(str(name), 10 / 0.75) for name in chart.categories), default=0.0) + 6
    return not chart.is_dated and widest * len(chart.categories) > CHART_PX[0] - 80


def _axes(drawn: Any, chart: NativeChart, *, has_title: bool) -> None:
    small = {"size": 10, "color": COLOURS.muted, "bold": False}
    if has_title:
        drawn.set_title(
            {"name": plain(chart.title), "name_font": {"size": 12, "color": COLOURS.ink}, "overlay": False}
        )
    else:
        drawn.set_title({"none": True})
    bars = [at for at, series in enumerate(chart.series) if series.drawn_as == "bar"]
    ordered = bars + [at for at in range(len(chart.series)) if at not in bars]
    hidden = [place for place, at in enumerate(ordered) if not chart.series[at].is_in_key]
    key = {"position": "bottom", "font": small, "delete_series": hidden}
    drawn.set_legend(key if chart.has_key else {"none": True})
    drawn.show_blanks_as("gap")
    values = {
        "min": chart.low,
        "max": chart.high,
        "major_unit": chart.step,
        "num_format": "#,##0" if chart.step >= 1 else "0.0##",
        "num_font": small,
        "name": plain(chart.axis_title),
        "name_font": small,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": COLOURS.grid, "width": 0.75}},
    }
    names: dict[str, Any] = {
        "num_font": {**small, "rotation": -45} if _is_tight(chart) else small,
        "line": {"color": COLOURS.context},
        "label_position": "low",
        "major_gridlines": {"visible": False},
    }
    if chart.kind == "bar":
        names |= {"reverse": True, "num_font": {"size": 10, "color": COLOURS.ink}}
        values |= {"label_position": "high"}
    if chart.is_dated:
        days = [day for day in chart.categories if isinstance(day, date)]
        first, last = min(days).year, max(days).year + 1
        names |= {
            "date_axis": True,
            "num_format": "yyyy",
            "min": date(first, 1, 1),
            "max": date(last, 1, 1),
            "major_unit": 1 if last - first <= 14 else 2 if last - first <= 30 else 5,
            "major_unit_type": "years",
        }
    drawn.set_x_axis(names)
    drawn.set_y_axis(values)
