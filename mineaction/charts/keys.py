"""Keys of time charts: what each mark means, in entries side by side, and how much room they need."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mineaction.charts import theme
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.charts.spread import NARROW_PX, text_px

KEY_PX, KEY_LINE_PX, KEY_SYMBOL_PX, KEY_LETTERS = 19, 14, 45, 19
KEY_ROOM, WIDE_PX = "keyRoom", 700
"""Where a figure whose margins grow says in ``layout.meta`` how much room its key needs in a picture: on the
narrowest plot, and on one that is so wide."""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: the marker, or the bar, as Plotly draws it, and what it means."""

    words: str
    marker: dict[str, Any]
    is_bar: bool = False

    @property
    def lines(self) -> list[str]:
        """The words in lines so short that two entries stand side by side on the narrowest plot."""
        return wrap(self.words, KEY_LETTERS)


def wrap(words: str, letters: int) -> list[str]:
    """Words in lines of at most ``letters``, as even as they come; no words, no lines."""
    if not words:
        return []
    lines = -(-len(words) // letters)
    even = min(letters, len(words) // lines + 6)
    return textwrap.wrap(words, even, break_long_words=False)


def entry_px(keys: Sequence[Key]) -> int:
    """The width of a key's column of words; the estimate leaves some room to spare, a key needs none."""
    widest = max((text_px(line, theme.KEY_SIZE) for key in keys for line in key.lines), default=0.0)
    return round(0.96 * widest)


def room_px(keys: Sequence[Key], plot_px: float = NARROW_PX) -> int:
    """The room a key needs on a plot so wide, where it wraps into columns of even width."""
    if not keys:
        return 0
    columns = max(1, int(plot_px // (entry_px(keys) + KEY_SYMBOL_PX)))
    tallest = [
        max(len(key.lines) for key in keys[row : row + columns]) for row in range(0, len(keys), columns)
    ]
    return sum(KEY_PX + KEY_LINE_PX * (lines - 1) for lines in tallest) + 8


def legend(keys: Sequence[Key], dark: bool, *, y: float, yanchor: str) -> Part:
    """The key's place and looks, as Plotly's layout has them; ``y`` in paper coordinates."""
    return {
        "orientation": "h",
        "xref": "paper",
        "x": 0,  # not further left: an axis title steps aside, into the plot, for a key in its column
        "xanchor": "left",
        "yref": "paper",
        "traceorder": "normal",
        # Of legend2 a template knows nothing.
        "font": {"size": theme.KEY_SIZE, "color": theme.palette(dark).muted},
        "entrywidth": entry_px(keys),
        "y": y,
        "yanchor": yanchor,
    }


def entry(key: Key, place: str, axis: str) -> Part:
    """A trace without points, which gives a key its entry."""
    nothing = {"x": [None], "y": [None], "yaxis": axis}
    words = "<br>".join(html.escape(line, quote=False) for line in key.lines)
    told = {"name": words, "legend": place, "showlegend": True, "marker": key.marker, **nothing}
    return bar("key", **told) if key.is_bar else scatter("key", mode="markers", **told)
