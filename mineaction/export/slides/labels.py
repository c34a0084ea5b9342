"""The labels at the values of a native chart on a slide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from mineaction.export.cells import plain
from mineaction.export.native.labels import number_format
from mineaction.export.native.parts import COLOURS, NativeChart, NativeSeries


def write_labels(
    shown: Any, chart: NativeChart, series: NativeSeries, labels: Mapping[int, str], size: float
) -> None:
    """A label at each value that has room. It follows the number where it reads the same, else is text."""
    if not labels:
        return
    position = "outEnd" if series.drawn_as == "bar" else "t"
    own = "".join(
        _label_xml(
            place, words, series.values[place] or 0.0, position, size, has_ground=chart.kind == "stacked"
        )
        for place, words in sorted(labels.items())
    )
    shown._element._remove_dLbls()
    made = parse_xml(f"<c:dLbls {nsdecls('c', 'a')}>{own}{_flags(False)}</c:dLbls>")
    shown._element._insert_dLbls(made)


def _label_xml(place: int, words: str, value: float, position: str, size: float, *, has_ground: bool) -> str:
    """One label; with a ground of the slide's colour where it lies on bars."""
    letters = (
        f'<a:defRPr sz="{round(size * 100)}" b="0"><a:solidFill>'
        f'<a:srgbClr val="{COLOURS.ink.removeprefix("#")}"/></a:solidFill></a:defRPr>'
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
    colour = COLOURS.background.removeprefix("#")
    ground = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if has_ground else "<a:noFill/>"
    bare = f"<c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>"
    at = f'<c:dLblPos val="{position}"/>'
    return f'<c:dLbl><c:idx val="{place}"/>{text}{form}{bare}{look}{at}{_flags(True)}</c:dLbl>'


def _flags(has_value: bool) -> str:
    flags = {"LegendKey": 0, "Val": int(has_value), "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    return "".join(f'<c:show{name} val="{flag}"/>' for name, flag in flags.items())
