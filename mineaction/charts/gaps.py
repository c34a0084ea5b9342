"""Years for which no figure was found: a hatch over each, and the words once over each run of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mineaction.charts import theme
from mineaction.charts.sketch import Part, bar

GAP_WORDS = "no figure found"
CLEAR = "rgba(0,0,0,0)"


def runs(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans in order of time, those that touch joined to one."""
    joined: list[tuple[date, date]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def hatch(colours: theme.Palette) -> Part:
    """The marker of a bar over a gap."""
    pattern = {"shape": "/", "fillmode": "replace", "fgcolor": colours.gap, "bgcolor": CLEAR}
    return {"color": CLEAR, "line": {"width": 0}, "pattern": {**pattern, "size": 7, "solidity": 0.12}}


def words(
    x: Sequence[str], y: Sequence[float], width: Sequence[float], colours: theme.Palette, **more: Any
) -> Part:
    """The words in bars nobody sees, lying on their side; hidden where they do not fit.

    ``x`` is where each bar begins, as ISO text; ``y`` its height; ``width`` in milliseconds.
    """
    return bar(
        "gap_words",
        x=x,
        y=y,
        **more,
        width=width,
        offset=0,
        marker={"color": CLEAR, "line": {"width": 0}},
        text=[GAP_WORDS] * len(x),
        textposition="inside",
        insidetextanchor="middle",
        textangle=-90,
        textfont={"color": colours.muted},
        hoverinfo="skip",
    )
