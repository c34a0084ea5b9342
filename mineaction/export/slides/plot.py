"""Where the plot of a chart stands in its frame: the same in all panels that may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from mineaction.export.native.parts import NativeChart
from mineaction.export.slides.page import LINE, WIDE, Place, lines_needed, width_of

AXIS_SIZE, TITLE_SIZE, KEY_SIZE, LABEL_SIZE, SMALL_LABEL_SIZE = 10.0, 11.0, 10.0, 10.0, 9.0
MANY_VALUES = 20
"""From so many values on, their labels are small."""
TURNED_PART = 0.75
"""How high a name below the axis is, in parts of its length, where it is turned."""
SWATCH = 26.0


@dataclass(frozen=True, slots=True)
class Margins:
    """How far the plot stands from the four sides of its chart, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def plot(self, place: Place) -> tuple[float, float]:
        """How wide and high the plot is in a chart of that place."""
        wide, high = place.width - self.left - self.right, place.height - self.top - self.bottom
        return max(wide, 1.0), max(high, 1.0)


def margins(charts: Sequence[NativeChart], place: Place, *, has_titles: bool, has_keys: bool) -> Margins:
    """The margins that leave room for names, titles and keys of every one of the charts."""
    left = max(map(_ticks_width, charts)) + 24.0
    right = 14.0
    across = place.width - left - right
    titles = [title_lines(chart.title, place.width) for chart in charts] if has_titles else []
    top = max(titles) * TITLE_SIZE * LINE + 12.0 if titles else 10.0
    below = max(_names_height(chart, across) for chart in charts)
    keys = max(_key_lines(chart, place.width) for chart in charts) * KEY_SIZE * 1.6 if has_keys else 0.0
    return Margins(left, top, right, below + keys + 4.0)


def title_lines(title: str, width: float) -> int:
    """How many lines a panel's title takes, in bold and in a font that may stand in for ours."""
    return lines_needed(title, TITLE_SIZE * WIDE, width * 0.92)


def _ticks_width(chart: NativeChart) -> float:
    count = round((chart.high - chart.low) / chart.step)
    decimals = 0 if chart.step >= 1 else 1 if chart.step * 10 == int(chart.step * 10) else 2
    said = (f"{chart.low + chart.step * at:,.{decimals}f}" for at in range(count + 1))
    return max(width_of(words, AXIS_SIZE) for words in said)


def widest_name(chart: NativeChart) -> float:
    """How wide the widest name below the axis is, in points, with a little room beside it."""
    if chart.is_dated:
        return 0.0
    return max((width_of(str(name), AXIS_SIZE) for name in chart.categories), default=0.0) + 5


def is_turned(chart: NativeChart, across: float) -> bool:
    """Whether the names below the axis have no room side by side."""
    # Names above the names of stretches cannot be turned: all programs draw them side by side.
    return not chart.stretches and widest_name(chart) * WIDE > across / max(len(chart.categories), 1)


def _names_height(chart: NativeChart, across: float) -> float:
    high = TURNED_PART * widest_name(chart) + 10.0 if is_turned(chart, across) else 18.0
    return high + (AXIS_SIZE * 2.2 if chart.stretches else 0.0)


def _key_lines(chart: NativeChart, width: float) -> int:
    if not chart.has_key:
        return 0
    said = sum(width_of(one.name, KEY_SIZE) * WIDE + SWATCH for one in chart.series if one.is_in_key)
    return ceil(said / (width * 0.95))


def place_plot(drawn: Any, place: Place, around: Margins) -> None:
    """Set the plot itself, without the names around it, to its place in the chart."""
    wide, high = around.plot(place)
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    shares = (around.left / place.width, around.top / place.height, wide / place.width, high / place.height)
    parts = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in zip("xywh", shares, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
        ),
    )
