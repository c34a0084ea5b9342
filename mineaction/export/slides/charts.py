"""A native chart on a slide: drawn by PowerPoint, with its numbers in a data sheet inside."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from math import ceil
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.export.cells import plain, safe
from mineaction.export.native.labels import Written, written
from mineaction.export.native.parts import COLOURS, Look, NativeChart, NativeSeries
from mineaction.export.slides.labels import write_labels
from mineaction.export.slides.page import Place, colour_of, describe, width_of

AXIS_SIZE, LABEL_SIZE, SMALL_LABEL_SIZE, TITLE_SIZE, KEY_SIZE = 10.0, 10.0, 9.0, 12.0, 10.0
SMALL_TITLE_SIZE, TURNED_PT = 10.5, 13.0
TYPES = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "dated": XL_CHART_TYPE.LINE_MARKERS,
}
SYMBOLS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "triangle-down": XL_MARKER_STYLE.PLUS,
    "pentagon": XL_MARKER_STYLE.X,
    "hexagon": XL_MARKER_STYLE.STAR,
}
"""PowerPoint's own markers for those of the page; what is not named here is a dash."""
MARK_SIZE, GAP_WIDTH, WIDEST_BAR = 7, 45, 70.0


def add_chart(slide: Slide, chart: NativeChart, place: Place, *, title: str, alt: str) -> Written:
    """Put the chart into its place; ``title`` stands above it, where it is not empty. Gives its labels."""
    ordered = _ordered(chart)
    frame: Any = slide.shapes.add_chart(_type_of(chart), *place.emu, _data(chart, ordered))
    frame.name = plain(f"Chart: {chart.title}")
    describe(frame, alt)
    drawn = frame.chart
    drawn.font.size, drawn.font.color.rgb = Pt(AXIS_SIZE), colour_of(COLOURS.muted)
    drawn.has_title = bool(title)
    if title:
        words = drawn.chart_title.text_frame
        words.text = plain(title)
        font = words.paragraphs[0].runs[0].font
        fits = width_of(title, TITLE_SIZE * 1.05) <= place.width - 8
        font.size, font.bold = Pt(TITLE_SIZE if fits else SMALL_TITLE_SIZE), True
        font.color.rgb = colour_of(COLOURS.ink)
        drawn.chart_title.include_in_layout = False
    drawn.has_legend = chart.has_key
    if chart.has_key:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.size = Pt(KEY_SIZE)
        _leave_out_of_key(
            drawn, [place for place, at in enumerate(ordered) if not chart.series[at].is_in_key]
        )
    size = LABEL_SIZE if len(chart.categories) <= 20 else SMALL_LABEL_SIZE
    across, down = plot_room(chart, place, has_title=bool(title))
    labels = written(chart, across, down, size)
    _move_lines(drawn, chart, ordered, across)
    for at, shown in zip(ordered, _series_of(drawn), strict=True):
        _dress(shown, chart.series[at])
        write_labels(shown, chart, chart.series[at], labels.by_series.get(at, {}), size)
    _axes(drawn, chart, across, down)
    return labels


def _leave_out_of_key(drawn: Any, places: list[int]) -> None:
    position = drawn.legend._element.find(qn("c:legendPos"))
    for place in reversed(places):
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        position.addnext(parse_xml(entry))


def plot_room(chart: NativeChart, place: Place, *, has_title: bool) -> tuple[float, float]:
    """About how wide and high the plot itself is, in points."""
    below = 24.0 + (22 if chart.has_key else 0)
    left = 50.0
    if chart.kind == "bar":
        left = max((width_of(str(name), AXIS_SIZE) for name in chart.categories), default=0.0)
    else:
        widest = max((width_of(str(name), AXIS_SIZE) for name in chart.categories), default=0.0)
        is_turned = not chart.is_dated and widest + 5 > (place.width - 64) / max(len(chart.categories), 1)
        below += 0.6 * widest if is_turned else 0
    return max(place.width - left - 14, 40), max(place.height - below - (30 if has_title else 8), 40)


def _ordered(chart: NativeChart) -> list[int]:
    """The series as the file has them: bars before the lines and points that lie on them."""
    bars = [at for at, series in enumerate(chart.series) if series.drawn_as == "bar"]
    return bars + [at for at in range(len(chart.series)) if at not in bars]


def _type_of(chart: NativeChart) -> XL_CHART_TYPE:
    has_bars = any(series.drawn_as == "bar" for series in chart.series)
    return TYPES[chart.kind] if has_bars else XL_CHART_TYPE.LINE_MARKERS


def _data(chart: NativeChart, ordered: list[int]) -> Any:
    """The data sheet: categories in order, blank where there is no value; nothing in it is a formula."""
    make: Any = CategoryChartData  # python-pptx is typed in part
    data = make(number_format=chart.number_format)
    data.categories = [
        name if isinstance(name, date) else plain(safe(str(name))) for name in chart.categories
    ]
    for at in ordered:
        data.add_series(plain(safe(chart.series[at].name)), chart.series[at].values)
    return data


def _series_of(drawn: Any) -> Iterator[Any]:
    for plot in drawn.plots:
        yield from plot.series


def _move_lines(drawn: Any, chart: NativeChart, ordered: list[int], across: float) -> None:
    """Lines and points go into a plot of their own on the same axes; python-pptx knows one plot a chart."""
    area = drawn._chartSpace.chart.plotArea
    bars = area.find(qn("c:barChart"))
    if bars is None:
        return
    plot = drawn.plots[0]
    widest = across / max(len(chart.categories), 1) / WIDEST_BAR
    plot.gap_width = min(500, round(max(25 if chart.kind == "stacked" else GAP_WIDTH, (widest - 1) * 100)))
    if chart.kind == "bar":
        plot.gap_width = GAP_WIDTH
    plot.overlap = 100 if chart.bars_share_places else 0
    held = bars.findall(qn("c:ser"))
    moved = [held[place] for place, at in enumerate(ordered) if chart.series[at].drawn_as != "bar"]
    if not moved:
        return
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        '<c:marker val="1"/></c:lineChart>'
    )
    for series in moved:
        bars.remove(series)
        for unknown in series.findall(qn("c:invertIfNegative")):
            series.remove(unknown)
        lines.insert(len(lines) - 1, series)
    lines.extend(deepcopy(axis) for axis in bars.findall(qn("c:axId")))
    bars.addnext(lines)


def _dress(shown: Any, series: NativeSeries) -> None:
    if series.drawn_as == "bar":
        shown.invert_if_negative = False
        _fill(shown.format, series.look)
        for place, look in series.own_looks.items():
            if series.values[place] is not None:
                _fill(shown.points[place].format, look)
        return
    shown.smooth = False
    line = shown.format.line
    if series.drawn_as == "line":
        line.color.rgb, line.width = (
            colour_of(series.look.fill),
            Pt(2.25 if not series.look.is_dotted else 1.25),
        )
        if series.look.is_dotted:
            line.dash_style = MSO_LINE.ROUND_DOT
            shown.marker.style = XL_MARKER_STYLE.NONE
            return
    else:
        line.fill.background()
    marker = shown.marker
    marker.style, marker.size = SYMBOLS.get(series.look.symbol, XL_MARKER_STYLE.DASH), MARK_SIZE
    _fill(marker.format, series.look)


def _fill(form: Any, look: Look) -> None:
    fill = form.fill
    if look.hatch:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = colour_of(look.hatch), colour_of(look.fill)
    elif look.fill:
        fill.solid()
        fill.fore_color.rgb = colour_of(look.fill)
    else:
        fill.background()
    if look.edge:
        form.line.color.rgb, form.line.width = colour_of(look.edge), Pt(1)
    else:
        form.line.fill.background()


def _axes(drawn: Any, chart: NativeChart, across: float, down: float) -> None:
    """A light grid, the scale of the page, and as many names below as have room."""
    values = drawn.value_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = chart.low, chart.high, chart.step
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour_of(COLOURS.grid)
    values.major_gridlines.format.line.width = Pt(0.75)
    values.format.line.fill.background()
    fine = chart.step < 1 and ("0.0" if chart.step * 10 == int(chart.step * 10) else "0.00")
    values.tick_labels.number_format = fine or "#,##0"
    values.tick_labels.number_format_is_linked = False
    _small(values.tick_labels.font)
    values.has_title = True
    words = values.axis_title.text_frame
    full = width_of(chart.axis_title, AXIS_SIZE) <= (across if chart.kind == "bar" else down)
    words.text = plain(chart.axis_title if full else chart.axis_title.split(", ")[0])
    font = words.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(AXIS_SIZE), False, colour_of(COLOURS.muted)
    names = drawn.category_axis
    names.format.line.color.rgb = colour_of(COLOURS.context)
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _small(names.tick_labels.font)
    if chart.kind == "bar":
        names.reverse_order = True  # the first on top
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # which then is below
        names.tick_labels.font.color.rgb = colour_of(COLOURS.ink)
        return
    if chart.is_dated:
        _years(names, chart)
        return
    widest = max((width_of(str(name), AXIS_SIZE) for name in chart.categories), default=0.0) + 5
    slot = across / max(len(chart.categories), 1)
    turned = names._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
    turned.attrib.update({"rot": "0" if widest <= slot else "-2700000", "vert": "horz"})
    skip = 1 if widest <= slot else max(1, ceil(TURNED_PT / slot))
    for tag, value in (("c:tickLblSkip", skip), ("c:tickMarkSkip", 1)):
        old = names._element.find(qn(tag))
        if old is not None:
            names._element.remove(old)
        made = parse_xml(f'<{tag} {nsdecls("c")} val="{value}"/>')
        names._element.find(qn("c:noMultiLvlLbl")).addprevious(made)


def _small(font: Any) -> None:
    font.size, font.color.rgb = Pt(AXIS_SIZE), colour_of(COLOURS.muted)


def _years(names: Any, chart: NativeChart) -> None:
    """An axis of whole years, ticked at the first of January."""
    days = [day for day in chart.categories if isinstance(day, date)]
    first, last = min(days).year, max(days).year + 1
    epoch = date(1899, 12, 30)
    names.minimum_scale = (date(first, 1, 1) - epoch).days
    names.maximum_scale = (date(last, 1, 1) - epoch).days
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = "yyyy", False
    step = 1 if last - first <= 14 else 2 if last - first <= 30 else 5
    axis = names._element
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit", "c:minorUnit", "c:minorTimeUnit"):
        for old in axis.findall(qn(tag)):
            axis.remove(old)
    for tag, value in (("baseTimeUnit", "days"), ("majorUnit", str(step)), ("majorTimeUnit", "years")):
        axis.append(parse_xml(f'<c:{tag} {nsdecls("c")} val="{value}"/>'))
