"""A native chart on a slide: drawn by PowerPoint, with its numbers in a data sheet inside."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil
from operator import itemgetter
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.export.cells import plain, safe
from mineaction.export.native.labels import Written, written
from mineaction.export.native.parts import COLOURS, Look, NativeChart, NativeSeries
from mineaction.export.slides.key import fill
from mineaction.export.slides.labels import write_labels
from mineaction.export.slides.page import Place, colour_of, describe, width_of
from mineaction.export.slides.plot import (
    AXIS_SIZE,
    KEY_SIZE,
    LABEL_SIZE,
    MANY_VALUES,
    SMALL_LABEL_SIZE,
    TITLE_SIZE,
    Margins,
    is_turned,
    place_plot,
)
from mineaction.export.slides.sheet import LabelledData
from mineaction.export.slides.stems import add_stems

TURNED_PT = 13.0
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


@dataclass(frozen=True, slots=True)
class Done:
    """What was written into a chart, and whether bounds without a number have stems."""

    labels: Written
    has_stems: bool


def add_chart(
    slide: Slide, chart: NativeChart, place: Place, around: Margins, *, title: str, alt: str, has_key: bool
) -> Done:
    """Put the chart into its place, its plot within the margins; ``title`` above it, where it is not empty.

    With ``has_key`` it has a key of its own, where it has several series. Lying bars find their own margins,
    as the names beside them take what room they need.
    """
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
        font.size, font.bold = Pt(TITLE_SIZE), True
        font.color.rgb = colour_of(COLOURS.ink)
        drawn.chart_title.include_in_layout = False
    drawn.has_legend = chart.has_key and has_key
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.size = Pt(KEY_SIZE)
        _leave_out_of_key(
            drawn, [place for place, at in enumerate(ordered) if not chart.series[at].is_in_key]
        )
    size = LABEL_SIZE if len(chart.categories) <= MANY_VALUES else SMALL_LABEL_SIZE
    across, down = around.plot(place)
    if chart.kind != "bar":
        place_plot(drawn, place, around)
    labels = written(chart, across, down, size)
    _move_lines(drawn, chart, ordered, across)
    has_stems = False
    for at, shown in zip(ordered, _series_of(drawn), strict=True):
        _dress(shown, chart.series[at])
        write_labels(shown, chart, at, labels, size, place.height)
        has_stems |= add_stems(shown, chart, at, labels.by_series.get(at, {}))
    _axes(drawn, chart, across, down)
    return Done(labels, has_stems)


def _leave_out_of_key(drawn: Any, places: list[int]) -> None:
    position = drawn.legend._element.find(qn("c:legendPos"))
    for place in reversed(places):
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        position.addnext(parse_xml(entry))


def _ordered(chart: NativeChart) -> list[int]:
    """The series as the file has them: bars before the lines and points that lie on them."""
    bars = [at for at, series in enumerate(chart.series) if series.drawn_as == "bar"]
    return bars + [at for at in range(len(chart.series)) if at not in bars]


def _type_of(chart: NativeChart) -> XL_CHART_TYPE:
    has_bars = any(series.drawn_as == "bar" for series in chart.series)
    return TYPES[chart.kind] if has_bars else XL_CHART_TYPE.LINE_MARKERS


def _data(chart: NativeChart, ordered: list[int]) -> Any:
    """The data sheet: categories in order, blank where there is no value; nothing in it is a formula."""
    make: Any = LabelledData  # python-pptx is typed in part
    data = make(number_format=chart.number_format)
    names = [name if isinstance(name, date) else plain(safe(str(name))) for name in chart.categories]
    if chart.stretches:
        for stretch, held in groupby(zip(chart.stretches, names, strict=True), key=itemgetter(0)):
            above = data.add_category(plain(safe(stretch)))
            for _, name in held:
                above.add_sub_category(name)
    else:
        data.categories = names
    for at in ordered:
        data.add_series(plain(safe(chart.series[at].name)), chart.series[at].values)
    for at in ordered:
        series = chart.series[at]
        labels = {place: plain(safe(label.words)) for place, label in series.labels.items()}
        data.labels += [(plain(safe(series.name)), labels)] if labels else []
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
    fill(form.fill, look)
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
    has_turned = is_turned(chart, across)
    slot = across / max(len(chart.categories), 1)
    turned = names._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
    turned.attrib.update({"rot": "-2700000" if has_turned else "0", "vert": "horz"})
    skip = max(1, ceil(TURNED_PT / slot)) if has_turned else 1
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
