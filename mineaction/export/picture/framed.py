"""A chart with all its words drawn into the figure, so that a picture of it stands alone.

The chart keeps its height and its plot area: the figure grows by its margins. What the chart itself places
against the figure's edges and not the plot's, as some keys, is moved along.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from mineaction.charts import recipient_map
from mineaction.charts.keys import KEY_ROOM, WIDE_PX
from mineaction.charts.sketch import Part
from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import frame_words
from mineaction.export.picture.frame_words import Around
from mineaction.export.picture.sheet import Sheet, Text
from mineaction.export.picture.sizes import Size, size_of

USUAL_HEIGHT = 450
"""Plotly's own, where a chart names none."""
PAD, GAP, COLUMN_GAP = 24.0, 12.0, 32.0
CHART_SHARE, MAP_SHARE, LEAST_WORDS_PX = 0.66, 0.75, 230.0
"""A chart's part of the width, and a map's, with the words beside it, and how wide these are at least."""
STEP_PX, GROWN_STEP = 20, 0.15
"""The steps in which a width, and the growth of words, are sought."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """Everything in its place on a canvas. All places are counted from the canvas's upper left corner."""

    canvas: tuple[int, int]
    chart_left: float
    chart_top: float
    chart_width: float
    chart_px: float
    head: tuple[Text, ...]
    foot: Sheet
    foot_left: float
    foot_top: float
    foot_width: float
    is_beside: bool


def framed(taken: Taken, size: str = "slide") -> Part:
    """The chart, light, with title, unit, choices and note above it; events, source, caveats, version, date,

    figure id and link below. It is ``data`` and ``layout`` as Plotly reads them, width and height set; a
    figure of Plotly's would take longer to make than all that is done here. Raises UnknownChoice for a size
    of no such name.
    """
    figure = taken.exhibit.figure(dark=False)
    return _drawn(figure, _fitted(frame_words.around(taken), figure, size_of(size)))


def downloadable(taken: Taken, size: str = "slide") -> Part:
    """The same for ``Plotly.toImage`` in the reader's own browser: data, layout, width and height."""
    told: Part = json.loads(to_json_plotly(framed(taken, size)))
    return {**told, "width": told["layout"]["width"], "height": told["layout"]["height"]}


def _fitted(around: Around, figure: go.Figure, size: Size) -> _Laid:
    """The smallest layout of the size, which shows its text largest: words below the chart or beside it."""
    if size.ratio is None:
        return _laid(around, figure, size, size.least_px)
    laid = min(
        _in_ratio(around, figure, size, size.ratio, size.most_px),
        _in_ratio(around, figure, size, size.ratio, round(size.most_px * 1.5), is_beside=True),
        key=lambda it: it.canvas[0],
    )
    return _with_larger_words(laid, around) if laid.is_beside else laid


def _in_ratio(
    around: Around, figure: go.Figure, size: Size, ratio: float, most_px: int, *, is_beside: bool = False
) -> _Laid:
    """The narrowest layout that is not too tall for the ratio; the widest, between white sides, if none."""
    low, high = 0, (most_px - size.least_px) // STEP_PX
    while low < high:
        middle = (low + high) // 2
        width = size.least_px + middle * STEP_PX
        if _laid(around, figure, size, width, is_beside=is_beside).canvas[1] <= width / ratio:
            high = middle
        else:
            low = middle + 1
    low = size.least_px + low * STEP_PX
    laid = _with_more_caveats(around, figure, size, low, ratio, is_beside=is_beside)
    height = max(laid.canvas[1], ceil(low / ratio))
    width = round(height * ratio)
    return _on_canvas(laid, width, height)


def _with_more_caveats(
    around: Around, figure: go.Figure, size: Size, width: int, ratio: float, *, is_beside: bool
) -> _Laid:
    """The layout at that width with as many caveats as have room in it, no fewer than the size has."""
    if size.most_caveat_lines is not None and not is_beside:
        for lines in (None, *(size.most_caveat_lines * more for more in (4, 3, 2))):
            laid = _laid(around, figure, replace(size, most_caveat_lines=lines), width)
            if laid.canvas[1] <= width / ratio:
                return laid
    return _laid(around, figure, size, width, is_beside=is_beside)


def _with_larger_words(laid: _Laid, around: Around) -> _Laid:
    """Words beside a tall chart grow as far as they have room: a picture of it is shown smaller."""
    room = laid.canvas[1] - PAD - laid.foot_top
    grown = frame_words.grown_at(laid.canvas[0])
    while grown > 1:
        foot = frame_words.foot(around, laid.foot_width, None, grown)
        if foot.height <= room:
            return replace(laid, foot=foot)
        grown -= GROWN_STEP
    return laid


def _on_canvas(laid: _Laid, width: int, height: int) -> _Laid:
    """The layout in the middle of a larger canvas; words below the chart keep to its lower edge."""
    aside, lower = (width - laid.canvas[0]) / 2, height - laid.canvas[1]
    return replace(
        laid,
        canvas=(width, height),
        chart_left=laid.chart_left + aside,
        head=tuple(replace(text, left=text.left + aside) for text in laid.head),
        foot_left=laid.foot_left + aside,
        foot_top=laid.foot_top + (0 if laid.is_beside else lower),
    )


def _laid(around: Around, figure: go.Figure, size: Size, width: int, *, is_beside: bool = False) -> _Laid:
    """The layout at one width, as tall as it comes."""
    inner = width - 2 * PAD
    share = MAP_SHARE if is_map(figure) else CHART_SHARE
    foot_width = max(inner * (1 - share), LEAST_WORDS_PX) - COLUMN_GAP if is_beside else inner
    chart_width = inner - foot_width - COLUMN_GAP if is_beside else inner
    chart_px = height_at(figure, chart_width)
    head = frame_words.head(around, inner)
    foot = frame_words.foot(around, foot_width, None if is_beside else size.most_caveat_lines)
    chart_top = PAD + head.height + GAP
    foot_top = chart_top + (GAP if is_beside else chart_px + GAP)
    height = max(chart_top + chart_px, foot_top + foot.height) + PAD
    return _Laid(
        canvas=(width, ceil(height)),
        chart_left=PAD,
        chart_top=chart_top,
        chart_width=chart_width,
        chart_px=chart_px,
        head=head.moved(PAD, PAD),
        foot=foot,
        foot_left=PAD + (chart_width + COLUMN_GAP if is_beside else 0),
        foot_top=foot_top,
        foot_width=foot_width,
        is_beside=is_beside,
    )


def height_at(figure: go.Figure, width: float) -> float:
    """How tall a chart is drawn: its own height, but a map no taller than its land at this width."""
    height = float(figure.layout.height or USUAL_HEIGHT)
    if not is_map(figure):
        return height
    margin = figure.layout.margin
    key = float(margin.t or 0) + float(margin.b or 0)
    return min(height, recipient_map.height_share(figure) * width + key)


def is_map(figure: go.Figure) -> bool:
    """Whether outlines of countries are drawn."""
    return any(trace.type in ("choropleth", "scattergeo") for trace in figure.data)


def _drawn(figure: go.Figure, laid: _Laid) -> Part:
    """The figure on its canvas, the words as annotations shifted from the plot's corner."""
    width, height = laid.canvas
    told = figure.to_dict()
    layout = told["layout"]
    margin = layout.get("margin", {})
    left = margin.get("l", 0) + laid.chart_left
    top = margin.get("t", 0) + _key_room(layout, laid.chart_width) + laid.chart_top
    texts = (*laid.head, *laid.foot.moved(laid.foot_left, laid.foot_top))
    _move_keys(layout, laid.chart_top / height, laid.chart_px / height)
    layout.update(
        width=width,
        height=height,
        margin={
            **margin,
            "l": left,
            "r": margin.get("r", 0) + width - laid.chart_left - laid.chart_width,
            "t": top,
            "b": margin.get("b", 0) + height - laid.chart_top - laid.chart_px,
            "autoexpand": False,
        },
        annotations=[*layout.get("annotations", ()), *(_note(text, left, top) for text in texts)],
    )
    return {"data": told["data"], "layout": layout}


def _key_room(layout: dict[str, Any], width: float) -> float:
    """What a key that makes its own room needs in a chart so wide; none for keys inside their margins."""
    margin, room = layout.get("margin", {}), (layout.get("meta") or {}).get(KEY_ROOM)
    if not room:
        return 0
    narrow, wide = room
    return float(wide if width - margin["l"] - margin["r"] >= WIDE_PX else narrow)


def _move_keys(layout: dict[str, Any], top: float, share: float) -> None:
    """Keys that hang on the figure's edges hang on those of the chart inside it."""
    for name, key in layout.items():
        if name.startswith("legend") and isinstance(key, dict) and key.get("yref") == "container":
            key["y"] = 1 - top - (1 - key.get("y", 1)) * share


def _note(text: Text, left: float, top: float) -> dict[str, Any]:
    """A text as an annotation. ``left`` and ``top`` are the margins it is shifted into."""
    return {
        "text": text.html,
        "name": "around",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": text.left - left,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "yshift": top - text.top,
        "align": "left",
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": text.size, "color": text.colour},
    }
