"""How high the frame of an embedded figure has to be, so that its source line is never cut off."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from mineaction.charts.spread import line_count
from mineaction.exhibits.exhibit import Exhibit

NARROWEST_PX = 360
"""The narrowest frame the height is enough for; a wider one has some room left at its foot."""
SIDE_PX = 6
TEXT_PX = NARROWEST_PX - 2 * SIDE_PX
FOOT = "Data {version} · Open in the dashboard: all choices, rows and downloads"
LIST_PX, MARGINS_PX = 27, 72
"""One list folded away; and what stands between the parts, at any width."""


class Type(NamedTuple):
    """Size of letters and height of a line, in pixels, as the style of the view has them."""

    size: float
    line: float

    def px(self, words: str) -> float:
        """How high the words stand in the narrowest frame."""
        return line_count(words, self.size, TEXT_PX) * self.line if words else 0.0


TITLE, LEAD, TEXT, SMALL = Type(20, 25), Type(15, 22.5), Type(14, 21), Type(13, 19.5)


def frame_height(exhibit: Exhibit, chart_px: float) -> int:
    """Pixels that hold title, unit, sentence, the chart of ``chart_px``, source and the folded lists."""
    answer, timeline = exhibit.answer, exhibit.timeline
    has_events = timeline is not None and (timeline.hidden_count > 0 or not timeline.events.is_empty)
    words = (
        TITLE.px(answer.title)
        + TEXT.px(answer.subtitle)
        + LEAD.px(answer.sentence)
        + TEXT.px(f"Source: {answer.source_line}")
        + SMALL.px(FOOT.format(version=answer.data_version))
    )
    lists = sum((has_events, bool(answer.caveats), bool(answer.citations)))
    return ceil(words + chart_px + lists * LIST_PX + MARGINS_PX)
