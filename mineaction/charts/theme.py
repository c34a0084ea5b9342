"""The look of every figure: colours, symbols, the font, and the project's own Plotly template.

Colours start from the Okabe-Ito set, which stays apart for colour-blind readers; every event kind and
every scope also has a symbol of its own. Light and dark are two designs on the two backgrounds named in
``.streamlit/config.toml``: text has a contrast of at least 4.5 to 1, marks (or their edges) of 3 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import plotly.graph_objects as go

from mineaction.vocabulary import ActivityScope, EventKind

FONT_FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Helvetica, Arial, sans-serif"
"""Source Sans 3 first: its figures are all one width, so columns of numbers line up.

Quoted, because an unquoted CSS name must not have a part that starts with a digit.
"""
FONT_SIZE = 12
KEY_SIZE = 11


@dataclass(frozen=True, slots=True)
class Palette:
    """Named colours of one design, as ``#RRGGBB``."""

    background: str
    ink: str
    muted: str
    """Second-rank text: axis labels, notes."""
    money: str
    money_pale: str
    """Money whose year is not clear: a lighter fill, always inside an outline of ``money``."""
    context: str
    """Outlines and marks that stand behind the money."""
    grid: str
    band: str
    """Every other administration, behind the panels."""
    strip: str
    strip_alternate: str
    gap: str
    """Hatch over years without a figure."""
    hover: str


LIGHT = Palette(
    background="#FFFFFF",
    ink="#1B1F24",
    muted="#59616B",
    money="#0072B2",
    money_pale="#B9DAEC",
    context="#59616B",
    grid="#E1E4E8",
    band="#F7F8F9",
    strip="#F0F2F4",
    strip_alternate="#E2E6EA",
    gap="#AEB6BF",
    hover="#FFFFFF",
)
DARK = Palette(
    background="#15181C",
    ink="#E9EBEE",
    muted="#AEB5BE",
    money="#56A9E0",
    money_pale="#274A61",
    context="#AEB5BE",
    grid="#2C3239",
    band="#1A1E23",
    strip="#20252B",
    strip_alternate="#2B3138",
    gap="#5C6570",
    hover="#262C33",
)


def palette(dark: bool) -> Palette:
    """The colours of the light or the dark design."""
    return DARK if dark else LIGHT


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of thing is drawn: fill, edge, the colour of a number inside it, Plotly symbol."""

    fill: str
    edge: str
    number: str
    symbol: str


@dataclass(frozen=True, slots=True)
class _Hue:
    fill: str
    light_edge: str


_ORANGE = _Hue("#E69F00", "#8F6400")
_SKY = _Hue("#56B4E9", "#1F7AAE")
_GREEN = _Hue("#009E73", "#00734F")
_YELLOW = _Hue("#F0E442", "#7A7100")
_VERMILION = _Hue("#D55E00", "#A84300")
_PURPLE = _Hue("#CC79A7", "#A04A78")
_GREY = _Hue("#B8BEC6", "#6B7480")

_EVENT_HUES: dict[EventKind, tuple[_Hue | None, str]] = {
    EventKind.USE: (_VERMILION, "square"),
    EventKind.PRODUCTION: (_YELLOW, "pentagon"),
    EventKind.EXPORT: (_ORANGE, "triangle-up"),
    EventKind.STOCKPILE: (_PURPLE, "hexagon"),
    EventKind.TREATY: (_SKY, "circle"),
    EventKind.FUNDING: (_GREEN, "diamond"),
    EventKind.PROGRAMME: (_GREY, "triangle-down"),
    EventKind.VICTIM_ASSISTANCE: (None, "cross"),
}

_SCOPE_HUES: dict[ActivityScope, tuple[_Hue | None, str]] = {
    ActivityScope.HUMANITARIAN_DEMINING: (_ORANGE, "diamond"),
    ActivityScope.MINE_REMOVAL: (_VERMILION, "pentagon"),
    ActivityScope.HUMANITARIAN_MINE_ACTION: (_GREEN, "square"),
    ActivityScope.MINE_CLEARANCE_AND_WEAPONS_DESTRUCTION: (_PURPLE, "hexagon"),
    ActivityScope.CONVENTIONAL_WEAPONS_DESTRUCTION: (_SKY, "circle"),
    ActivityScope.LEAHY_WAR_VICTIMS_FUND: (None, "triangle-up"),
    ActivityScope.SURVIVOR_ASSISTANCE: (_YELLOW, "triangle-down"),
    ActivityScope.FREE_FROM_LANDMINES: (_GREY, "hexagram"),
}


def _mark(hue: _Hue | None, symbol: str, dark: bool) -> Mark:
    colours = palette(dark)
    if hue is None:
        return Mark(colours.ink, colours.ink, colours.background, symbol)
    return Mark(hue.fill, hue.fill if dark else hue.light_edge, "#101214", symbol)


def event_mark(kind: EventKind, dark: bool) -> Mark:
    """Colour and symbol of an event kind; no two kinds share either."""
    return _mark(*_EVENT_HUES[kind], dark)


def scope_mark(scope: ActivityScope, dark: bool) -> Mark:
    """Colour and symbol of an activity scope; scopes that claims never use share a grey star."""
    return _mark(*_SCOPE_HUES.get(scope, (_GREY, "star")), dark)


_BLUE = _Hue("#0072B2", "#0072B2")
PARTS = (_BLUE, _ORANGE, _GREEN, _PURPLE, _SKY, _VERMILION, _YELLOW)
"""Hues of the parts of a stack, the largest part first; the first is the colour of money in light."""


def part_mark(place: int, dark: bool) -> Mark:
    """Colours of a part of a stack by its place, of which there are ``len(PARTS)``; further ones are grey.

    In dark the two blues change places: money is the pale one there.
    """
    hue = PARTS[place] if place < len(PARTS) else _GREY
    if dark and hue in (_BLUE, _SKY):
        hue = _SKY if hue is _BLUE else _BLUE
    mark = _mark(hue, "square", dark)
    return replace(mark, number="#FFFFFF") if hue is _BLUE else mark


@cache
def template(dark: bool = False) -> go.layout.Template:
    """The project's Plotly template. It stands alone: nothing comes from another template.

    Made once and shared: figures copy it, nobody may alter it. What all traces, notes and shapes have in
    common stands here too, so that a figure carries it once and not with each of them.
    """
    colours = palette(dark)
    axis = {
        "automargin": False,
        "gridcolor": colours.grid,
        "tickfont": {"color": colours.muted, "size": FONT_SIZE},
        "title": {"font": {"color": colours.muted, "size": FONT_SIZE}},
        "zerolinecolor": colours.context,
        "zerolinewidth": 1,
    }
    scale = [[0, colours.background], [0.02, colours.money_pale], [1, colours.money]]
    layout = {
        "colorway": [colours.money, "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"],
        "colorscale": {"sequential": scale, "sequentialminus": scale},
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": colours.ink},
        "title": {"font": {"size": 18, "color": colours.ink}, "x": 0, "xanchor": "left"},
        "paper_bgcolor": colours.background,
        "plot_bgcolor": colours.background,
        "separators": ".,",
        "hovermode": "closest",
        "hoverdistance": 12,
        "hoverlabel": {
            "align": "left",
            "bgcolor": colours.hover,
            "bordercolor": colours.context,
            "font": {"family": FONT_FAMILY, "size": 13, "color": colours.ink},
        },
        "legend": {
            "font": {"size": KEY_SIZE, "color": colours.muted},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "xaxis": {**axis, "showgrid": False, "zeroline": False},
        "yaxis": {**axis, "showgrid": True},
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": colours.muted,
            "activecolor": colours.ink,
        },
        "dragmode": False,
        "annotationdefaults": {
            "showarrow": False,
            "font": {"size": FONT_SIZE, "color": colours.muted},
            "hoverlabel": {"bgcolor": colours.hover, "bordercolor": colours.context},
        },
        "shapedefaults": {"line": {"width": 1}},
    }
    words = {"size": FONT_SIZE, "color": colours.ink}
    trace = {"showlegend": False, "cliponaxis": False, "hoverinfo": "text", "textfont": words}
    return go.layout.Template(layout=layout, data={"bar": [trace], "scatter": [trace]})


def plot_config() -> dict[str, Any]:
    """Plotly's settings for a figure on a page: zoom and back.

    There is no camera: its picture would leave without title, source and caveats, which stand beside
    the figure and not in it. Outlines of maps come from the project's own copy; the address has no slash at
    its start, so that it holds below a base path too.
    """
    return {
        "topojsonURL": "app/static/topojson/un/",
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "modeBarButtons": [["zoom2d", "resetScale2d"]],
    }
