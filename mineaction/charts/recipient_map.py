"""Recipients on a map: shapes filled by class of amount, circles where a shape is missing or too small.

The outlines are the project's own copy (see ``theme.plot_config``); nothing is asked of another host. What
has no place on a map, as regions and worldwide amounts, is not drawn: the page lists it under the figure.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.frame import hover_html, records
from mineaction.charts.map_fills import (
    CIRCLE_PX,
    KEY_ENTRY_PX,
    Fill,
    Key,
    Row,
    circle,
    dot,
    fills,
    key_px,
    keys,
    ramp,
)
from mineaction.charts.map_labels import most_clear
from mineaction.charts.map_window import Window, longitude, window_for
from mineaction.charts.sketch import Part, Sketch
from mineaction.charts.spread import NARROW_PX, Box, text_px
from mineaction.charts.world_boxes import BOXES
from mineaction.charts.world_shapes import TOO_SMALL, WITH_SHAPE
from mineaction.cited import CitedTable

MAP_PX = 500
LABEL_PX, MOST_LABELS = 13, 4
WIDTHS_PX = (2 * NARROW_PX, 4 * NARROW_PX)
"""Labels keep their size while the map grows, so they are kept clear at each of these widths. A map narrower
than the first of them hides them: there they would cover what they name."""

SIDES = {
    "top center": (0, 1),
    "top right": (1, 1),
    "middle right": (1, 0),
    "bottom center": (0, -1),
    "bottom right": (1, -1),
    "top left": (-1, 1),
    "middle left": (-1, 0),
    "bottom left": (-1, -1),
}
"""Where a label may stand: how far its middle is off its place, across and up, in halves of its size."""


class Spot(NamedTuple):
    """The place a label is tied to, and the side of it on which it stands, by its name in SIDES."""

    lon: float
    lat: float
    side: str


def without_shape(answer: CitedTable) -> tuple[str, ...]:
    """ISO codes of the countries of an answer that the outlines have no shape for."""
    return tuple(code for code in answer.rows["iso3"] if code and code not in WITH_SHAPE)


def figure(answer: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the map.

    ``answer.rows`` columns: ``place``, ``iso3`` (empty: not drawn), ``latitude``, ``longitude``,
    ``amount_usd``, ``doubt`` (why an amount is a part, in few words; else empty), ``label``, ``hover``
    (plain text, lines parted by a line feed). Traces say what they are in ``meta``: shapes, circles, signs,
    parts, labels, key. No rows give the land alone.
    """
    rows = [row for row in records(answer.rows) if row["iso3"]]
    window = window_for([(_longitude(row), float(row["latitude"])) for row in rows if _has_point(row)])
    found = fills(rows, dark)
    explained = keys(found, dark, has_circles=any(_is_circle(row) for row in rows))
    sketch = Sketch(layout=_layout(window, explained, dark))
    sketch.traces.extend(_places(found, dark))
    sketch.traces.extend(_marks(found, dark))
    sketch.traces.extend(_labels(rows, window, dark))
    sketch.traces.extend(_key_trace(key) for key in explained)
    return sketch.figure()


def height_share(figure: go.Figure) -> float:
    """How tall a figure's map is as a part of its width, without the key below it."""
    (west, east), (south, north) = figure.layout.geo.lonaxis.range, figure.layout.geo.lataxis.range
    return Window(west, east, south, north).height_share


def _longitude(row: Row) -> float:
    return longitude(float(row["longitude"]))


def _has_point(row: Row) -> bool:
    # A country without a centroid comes as None, or as NaN, which is not equal to itself.
    return row["latitude"] is not None and row["latitude"] == row["latitude"]


def _is_shape(row: Row) -> bool:
    return row["iso3"] in WITH_SHAPE


def _is_circle(row: Row) -> bool:
    return _has_point(row) and (row["iso3"] not in WITH_SHAPE or row["iso3"] in TOO_SMALL)


def _places(found: Sequence[Fill], dark: bool) -> Iterator[Part]:
    """The shapes in one trace, whose steps of colour are the classes, and the circles in another."""
    shapes = [(step, row) for step, fill in enumerate(found) for row in fill.members if _is_shape(row)]
    if shapes:
        last = len(found)
        limits = [(step / last, (step + 1) / last, fill.colour) for step, fill in enumerate(found)]
        yield {
            "type": "choropleth",
            "meta": "shapes",
            "locations": [row["iso3"] for _, row in shapes],
            "locationmode": "ISO-3",
            "z": [step + 0.5 for step, _ in shapes],
            "zmin": 0,
            "zmax": last,
            "colorscale": [[at, colour] for low, high, colour in limits for at in (low, high)],
            "showscale": False,
            "marker": {"line": {"width": 0.7, "color": ramp(dark).edge}, "opacity": 1},
            "hovertext": [hover_html(str(row["hover"])) for _, row in shapes],
            "hoverinfo": "text",
        }
    circles = [(fill.colour, row) for fill in found for row in fill.members if _is_circle(row)]
    if circles:
        marker = circle([colour for colour, _ in circles], dark)
        yield _points("circles", [row for _, row in circles], marker=marker)


def _points(meta: str, rows: Sequence[Row], **more: Any) -> Part:
    return {
        "type": "scattergeo",
        "meta": meta,
        "lon": [_longitude(row) for row in rows],
        "lat": [float(row["latitude"]) for row in rows],
        "mode": "markers",
        "hovertext": [hover_html(str(row["hover"])) for row in rows],
        "hoverinfo": "text",
        "showlegend": False,
        **more,
    }


def _marks(found: Sequence[Fill], dark: bool) -> Iterator[Part]:
    """The signs of zero and of less, and a dot on every place whose amount is a part."""
    placed = [(row, fill.sign) for fill in found for row in fill.members if _has_point(row)]
    signed = [(row, sign) for row, sign in placed if sign]
    if signed:
        words = {"size": theme.FONT_SIZE, "color": theme.palette(dark).ink}
        signs = [sign for _, sign in signed]
        yield _points("signs", [row for row, _ in signed], mode="text", text=signs, textfont=words)
    parts = [row for row, sign in placed if row["doubt"] and not sign]
    if parts:
        yield _points("parts", parts, marker=dot(dark))


def _labels(rows: Sequence[Row], window: Window, dark: bool) -> Iterator[Part]:
    """Name and amount of the largest: of as many as can all be labelled clear of each other."""
    colours = theme.palette(dark)
    halo = ", ".join(f"{x}px {y}px 2px {colours.background}" for x in (-1, 0, 1) for y in (-1, 0, 1))
    largest = [row for row in rows if _has_point(row) and row["amount_usd"] > 0][:MOST_LABELS]
    # Circles and signs stand where the map shows nothing else; a label may cover neither. It covers a filled
    # shape only where there is no room beside them all.
    marked = [row for row in rows if _has_point(row) and (not _is_shape(row) or row["amount_usd"] <= 0)]
    marks = [_circle_boxes(row, window) for row in marked]
    shapes = [_shape_boxes(row, window) for row in rows if _is_shape(row)]
    spots = [_spots(row) for row in largest]
    room = [
        [_label_boxes(row, spot, window) for spot in its] for row, its in zip(largest, spots, strict=True)
    ]
    chosen = most_clear(room, [*marks, *shapes])
    if len(chosen) < len(largest):
        chosen = max(chosen, most_clear(room, marks), key=len)
    sets = [(its[side], row) for side, row, its in zip(chosen, largest, spots, strict=False)]
    for side in dict.fromkeys(spot.side for spot, _ in sets):
        kept = [
            {**row, "longitude": spot.lon, "latitude": spot.lat} for spot, row in sets if spot.side == side
        ]
        yield _points(
            "labels",
            kept,
            mode="text",
            text=[html.escape(_label(row), quote=False) for row in kept],
            textposition=side,
            textfont={"size": theme.FONT_SIZE, "color": colours.ink, "shadow": halo, "weight": 600},
            hoverinfo="skip",
        )


def _label(row: Row) -> str:
    return f"{row['place']} {row['label']}"


def _spots(row: Row) -> tuple[Spot, ...]:
    """Where a label may begin: at the edges of the shape, or around the circle, then upon the place."""
    lon, lat = _longitude(row), float(row["latitude"])
    around = tuple(Spot(lon, lat, side) for side in SIDES)
    if _is_circle(row) or row["iso3"] not in BOXES:
        return around
    west, south, east, north = BOXES[row["iso3"]]
    edges = (
        *(Spot(east, lat, "middle right"), Spot(west, lat, "middle left")),
        *(Spot(lon, north, "top center"), Spot(lon, south, "bottom center")),
    )
    return (*edges, *around)


def _label_boxes(row: Row, spot: Spot, window: Window) -> tuple[Box, ...]:
    """The room a label takes, with a little air, at each width; none where it would stick out."""
    across, up = SIDES[spot.side]
    wide = 1.06 * text_px(_label(row)) + 4
    low = window.place_px(window.middle, window.south, 1.0)[1]
    boxes = []
    for width in WIDTHS_PX:
        x, y = window.place_px(spot.lon, spot.lat, width)
        left, bottom = x + (across - 1) / 2 * wide, y + (up - 1) / 2 * LABEL_PX
        if left < 0 or left + wide > width or bottom < low * width:
            return ()
        boxes.append(Box(left, left + wide, bottom, bottom + LABEL_PX))
    return tuple(boxes)


def _shape_boxes(row: Row, window: Window) -> tuple[Box, ...]:
    """About the room of a filled shape: the middle of the box around it, as few shapes fill their corners."""
    west, south, east, north = BOXES.get(row["iso3"], (0.0, 0.0, 0.0, 0.0))
    boxes = []
    for width in WIDTHS_PX:
        (left, low), (right, high) = (
            window.place_px(west, south, width),
            window.place_px(east, north, width),
        )
        wide, tall = 0.15 * (right - left), 0.15 * (high - low)
        boxes.append(Box(left + wide, right - wide, low + tall, high - tall))
    return tuple(boxes)


def _circle_boxes(row: Row, window: Window) -> tuple[Box, ...]:
    """The room of a circle that stands where the map shows nothing else."""
    places = [window.place_px(_longitude(row), float(row["latitude"]), width) for width in WIDTHS_PX]
    half = CIRCLE_PX / 2
    return tuple(Box(x - half, x + half, y - half, y + half) for x, y in places)


def _key_trace(key: Key) -> Part:
    """A trace without points, which gives the key its entry."""
    return {
        "type": "scattergeo",
        "meta": "key",
        "lon": [None],
        "lat": [None],
        "mode": "markers",
        "marker": key.marker,
        "name": "<br>".join(key.lines),
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _layout(window: Window, explained: Sequence[Key], dark: bool) -> Part:
    colours = ramp(dark)
    return {
        "template": theme.template(dark),
        "height": MAP_PX + key_px(explained),
        "margin": {"l": 0, "r": 0, "t": 0, "b": key_px(explained), "pad": 0, "autoexpand": False},
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "top",
            "traceorder": "normal",
            "entrywidth": KEY_ENTRY_PX,
            "maxheight": 1,
        },
        "geo": {
            "projection": {"type": "natural earth", "rotation": {"lon": window.middle}},
            "lonaxis": {"range": [window.west, window.east]},
            "lataxis": {"range": [window.south, window.north]},
            "resolution": 110,
            "bgcolor": theme.palette(dark).background,
            "showframe": False,
            "showcoastlines": False,
            "showocean": False,
            "showlakes": False,
            "showland": True,
            "landcolor": colours.land,
            "showcountries": True,
            "countrycolor": colours.border,
            "countrywidth": 0.6,
        },
    }
