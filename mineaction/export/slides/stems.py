"""A stem at each bound whose number has no room: no bound on a slide reads as an exact amount."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from mineaction.charts.bounds import DOWN, UP
from mineaction.export.native.parts import COLOURS, NativeChart
from mineaction.vocabulary import Comparator

SHARE = 0.045
"""How long a stem is, in parts of the scale."""
WORDS = (
    "A line up from a mark: more than this. A line down: less than this. Both: about this. They stand where "
    "the number of a bound has no room."
)


def add_stems(shown: Any, chart: NativeChart, at: int, labelled: Collection[int]) -> bool:
    """Draw the stems of the series ``at``, but where a label says the bound. Whether there are any.

    They are error bars, so that the values stay those of the data sheet.
    """
    series = chart.series[at]
    bare = {
        place: bound
        for place, bound in series.bounds.items()
        if place not in labelled and series.values[place] is not None
    }
    if not bare:
        return False
    long, count = (chart.high - chart.low) * SHARE, len(series.values)
    both = frozenset({Comparator.ABOUT})
    up = {place: long for place, bound in bare.items() if bound in UP | both}
    down = {place: long for place, bound in bare.items() if bound in DOWN | both}
    ink = COLOURS.ink.removeprefix("#")
    direction = '<c:errDir val="y"/>' if shown._element.getparent().tag == qn("c:lineChart") else ""
    made = parse_xml(
        f"<c:errBars {nsdecls('c', 'a')}>{direction}"
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{_numbers(up, count)}</c:plus><c:minus>{_numbers(down, count)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        '<a:tailEnd type="triangle" w="sm" len="sm"/></a:ln></c:spPr></c:errBars>'
    )
    shown._element.find(qn("c:cat")).addprevious(made)
    return True


def _numbers(lengths: dict[int, float], count: int) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{length:.6g}</c:v></c:pt>' for place, length in sorted(lengths.items())
    )
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}</c:numLit>'
