"""Recipients on a map: shapes filled by class of amount, circles where a shape is missing or too small.

The outlines are the project's own copy (see ``theme.plot_config``); nothing is asked of another host. What
has no place on a map, as regions and worldwide amounts, is not drawn: the page lists it under the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.frame import hover_html, records
from mineaction.charts.map_fills import (
    KEY_ENTRY_PX,
    Fill,
    Key,
    circle,
    dot,
    fills,
    key_px,
    keys,
    ramp,
)
from mineaction.charts.map_names import has_point, is_circle, is_shape, labels, place_longitude, points
from mineaction.charts.map_window import Window, window_for
from mineaction.charts.sketch import Part, Sketch
from mineaction.charts.world_shapes import WITH_SHAPE
from mineaction.cited import CitedTable

MAP_PX = 500


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
    window = window_for([(place_longitude(row), float(row["latitude"])) for row in rows if has_point(row)])
    found = fills(rows, dark)
    explained = keys(found, dark, has_circles=any(is_circle(row) for row in rows))
    sketch = Sketch(layout=_layout(window, explained, dark))
    sketch.traces.extend(_places(found, dark))
    sketch.traces.extend(_marks(found, dark))
    sketch.traces.extend(labels(rows, window, dark))
    sketch.traces.extend(_key_trace(key) for key in explained)
    return sketch.figure()


def height_share(figure: go.Figure) -> float:
    """How tall a figure's map is as a part of its width, without the key below it."""
    (west, east), (south, north) = figure.layout.geo.lonaxis.range, figure.layout.geo.lataxis.range
    return Window(west, east, south, north).height_share


def _places(found: Sequence[Fill], dark: bool) -> Iterator[Part]:
    """The shapes in one trace, whose steps of colour are the classes, and the circles in another."""
    shapes = [(step, row) for step, fill in enumerate(found) for row in fill.members if is_shape(row)]
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
    circles = [(fill.colour, row) for fill in found for row in fill.members if is_circle(row)]
    if circles:
        marker = circle([colour for colour, _ in circles], dark)
        yield points("circles", [row for _, row in circles], marker=marker)


def _marks(found: Sequence[Fill], dark: bool) -> Iterator[Part]:
    """The signs of zero and of less, and a dot on every place whose amount is a part."""
    placed = [(row, fill.sign) for fill in found for row in fill.members if has_point(row)]
    signed = [(row, sign) for row, sign in placed if sign]
    if signed:
        words = {"size": theme.FONT_SIZE, "color": theme.palette(dark).ink}
        signs = [sign for _, sign in signed]
        yield points("signs", [row for row, _ in signed], mode="text", text=signs, textfont=words)
    parts = [row for row, sign in placed if row["doubt"] and not sign]
    if parts:
        yield points("parts", parts, marker=dot(dark))


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
