"""Which series has figures for which year: one line of squares a series, darker where there are more.

A series' name stands above its squares, so that the map is as wide as the reader's screen. A cross marks
years whose tables were cut off.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Hashable, Sequence
from typing import Any, TypeAlias

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.frame import empty
from mineaction.charts.sketch import Part, Sketch, scatter
from mineaction.charts.squares import Square, name_above, shaded
from mineaction.cited import CitedTable

STEPS = ((1, "1"), (2, "2 to 9"), (10, "10 to 29"), (30, "30 to 99"), (100, "100 and more"))
"""From how many figures on a square has the next shade, and the words for it."""
CELL_PX, NAME_PX, LINE_PX, GAP_PX = 15, 17, 15, 6
TOP_PX, BOTTOM_PX, SIDE_PX = 84, 26, 6
LETTERS = 56
"""A name of so many letters fits on a phone; longer ones take two lines."""

Row: TypeAlias = dict[Hashable, Any]


def figure(table: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the map.

    ``table.rows`` columns: ``row_key``, ``row_title``, ``row_position``, ``year``, ``count``,
    ``is_complete``, ``hover`` (plain text, lines parted by a line feed). Traces say what they are in
    ``meta``: cells, incomplete, key. The axis is in pixels from the top. No rows give no marks.
    """
    cells = table.rows.to_dict("records")
    if not cells:
        return empty(dark)
    colours = theme.palette(dark)
    rows = sorted({(cell["row_position"], cell["row_key"], cell["row_title"]) for cell in cells})
    years = list(range(min(cell["year"] for cell in cells), max(cell["year"] for cell in cells) + 1))
    sketch, tops, at = Sketch(), {}, 0
    for _, key, title in rows:
        lines = [html.escape(line, quote=False) for line in textwrap.wrap(str(title), LETTERS)]
        name_px = NAME_PX + LINE_PX * (len(lines) - 1)
        tops[key] = at + name_px
        sketch.annotations.append(name_above("<br>".join(lines), at + name_px + 1, colours.ink))
        at += name_px + CELL_PX + GAP_PX
    sketch.traces.append(_cells(cells, tops, years, colours))
    cut = [cell for cell in cells if not cell["is_complete"]]
    if cut:
        sketch.traces.append(_crosses(cut, tops, colours))
    sketch.traces.extend(_keys(bool(cut), colours))
    sketch.annotations.extend(_years_on_top(years))
    first, last = years[0] - 0.5, years[-1] + 0.5
    sketch.layout.update(
        template=theme.template(dark),
        height=at + TOP_PX + BOTTOM_PX,
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": TOP_PX, "b": BOTTOM_PX, "autoexpand": False},
        xaxis={
            "range": [first, last],
            "fixedrange": True,
            "dtick": 5,
            "tick0": 1990,
            "tickformat": "d",
            "showgrid": True,
        },
        yaxis={"range": [at, 0], "fixedrange": True, "visible": False},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1, "yanchor": "top"},
    )
    return sketch.figure()


def shades(colours: theme.Palette) -> list[str]:
    """One colour a step, from the pale to the deepest blue; each differs from its neighbour in lightness."""
    parts = [place / (len(STEPS) - 1) for place in range(len(STEPS))]
    # The palest still has a contrast of 3 to 1; on a dark page more figures are lighter.
    ends = ("#3F7BA3", "#E3F4FF") if colours is theme.DARK else ("#4C9CCF", "#00253F")
    pale, full = (_channels(colour) for colour in ends)
    mixed = [
        [round(low + (high - low) * part) for low, high in zip(pale, full, strict=True)] for part in parts
    ]
    return ["#" + "".join(f"{channel:02X}" for channel in colour) for colour in mixed]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def step_of(count: int) -> int:
    """Which step a number of figures belongs to."""
    return max(place for place, (least, _) in enumerate(STEPS) if count >= least)


def _years_on_top(years: Sequence[int]) -> list[Part]:
    """The axis once more above the map: its foot is far away."""
    above: Part = {"y": 0, "yanchor": "bottom", "yshift": 4}
    return [{"text": str(year), "x": year, **above} for year in years if year % 5 == 0]


def _cells(cells: Sequence[Row], tops: dict[str, int], years: Sequence[int], colours: theme.Palette) -> Part:
    by_place = {(cell["row_key"], cell["year"]): cell for cell in cells}

    def square(key: str, column: int) -> Square:
        cell = by_place.get((key, years[column]))
        return (step_of(cell["count"]), str(cell["hover"])) if cell else (None, "")

    edges = [*(year - 0.5 for year in years), years[-1] + 0.5]
    return shaded(tops, CELL_PX, edges, square, shades(colours), "figures")


def _crosses(cut: Sequence[Row], tops: dict[str, int], colours: theme.Palette) -> Part:
    return scatter(
        "incomplete",
        x=[cell["year"] for cell in cut],
        y=[tops[cell["row_key"]] + CELL_PX / 2 for cell in cut],
        mode="markers",
        marker=_cross(colours),
        hoverinfo="skip",
        name="incomplete",
    )


def _cross(colours: theme.Palette) -> Part:
    """A cross edged in the page's colour, so that it is seen on every shade."""
    line = {"width": 1, "color": colours.background}
    return {"symbol": "x", "size": 8, "color": colours.ink, "line": line, "opacity": 1}


def _keys(has_cut: bool, colours: theme.Palette) -> list[Part]:
    nothing: Part = {"x": [None], "y": [None], "mode": "markers", "showlegend": True}
    keys = [
        scatter("key", name=words, marker={"symbol": "square", "size": 12, "color": shade}, **nothing)
        for (_, words), shade in zip(STEPS, shades(colours), strict=True)
    ]
    if has_cut:
        keys.append(scatter("key", name="a table was cut off", marker=_cross(colours), **nothing))
    return keys
