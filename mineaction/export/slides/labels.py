"""The labels at the values of a native chart on a slide."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from mineaction.export.cells import plain
from mineaction.export.native.labels import Written, colour_of_labels, number_format
from mineaction.export.native.parts import COLOURS, NativeChart

NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
"""No lines from labels that were moved to their bars."""


def write_labels(
    shown: Any, chart: NativeChart, at: int, labels: Written, size: float, height: float
) -> None:
    """A label at each value of the series ``at`` that has room, in a chart so many points high.

    It follows the number where it reads the same, else is text.
    """
    series, words = chart.series[at], labels.by_series.get(at, {})
    if not words:
        return
    outside = "outEnd" if series.drawn_as == "bar" else "t"
    has_bars = any(one.drawn_as == "bar" for one in chart.series)
    own = "".join(
        _label_xml(
            place,
            said,
            series.values[place] or 0.0,
            "inEnd" if (at, place) in labels.inside else outside,
            size,
            colour=COLOURS.background if (at, place) in labels.inside else colour_of_labels(chart, series),
            has_ground=chart.kind == "stacked" or (has_bars and series.drawn_as == "line"),
            lift=labels.lifted.get((at, place), 0.0) / height,
        )
        for place, said in sorted(words.items())
    )
    shown._element._remove_dLbls()
    made = parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{own}{_flags(False)}{NO_LEADERS}</c:dLbls>")
    shown._element._insert_dLbls(made)


def _label_xml(
    place: int,
    words: str,
    value: float,
    position: str,
    size: float,
    *,
    colour: str,
    has_ground: bool,
    lift: float,
) -> str:
    """One label; with a ground of the slide's colour where it lies on bars, and higher by ``lift``."""
    letters = (
        f'<a:defRPr sz="{round(size * 100)}" b="0"><a:solidFill>'
        f'<a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill></a:defRPr>'
    )
    moved = (
        f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{-lift:.4f}"/></c:manualLayout></c:layout>'
        if lift
        else ""
    )
    code = number_format(words, value)
    text = form = ""
    if code:
        form = f'<c:numFmt formatCode={quoteattr(plain(code))} sourceLinked="0"/>'
        look = f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
    else:
        run = letters.replace("a:defRPr", "a:rPr")
        text = (
            f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{run}<a:t>{escape(plain(words))}</a:t></a:r></a:p>"
            "</c:rich></c:tx>"
        )
        look = ""
    white = COLOURS.background.removeprefix("#")
    ground = f'<a:solidFill><a:srgbClr val="{white}"/></a:solidFill>' if has_ground else "<a:noFill/>"
    bare = f"<c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>"
    at = f'<c:dLblPos val="{position}"/>'
    return f'<c:dLbl><c:idx val="{place}"/>{moved}{text}{form}{bare}{look}{at}{_flags(True)}</c:dLbl>'


def _flags(has_value: bool) -> str:
    flags = {"LegendKey": 0, "Val": int(has_value), "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return "".join(f'<c:show{name} val="{flag}"/>' for name, flag in flags.items())
