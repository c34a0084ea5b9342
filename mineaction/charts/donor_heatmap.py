"""Who gives to whom: a column a table, a line a name in it, darker where there is more; blanks stay blank.

A line's name stands above its squares, so that the map is as wide as the reader's screen. In a table that is
not whole a missing amount is hatched, for it may stand in the part that is not held; such a table has no sum.
Tables of several years stand on the true dates of their years, above the policy timeline.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import donor_columns, gaps, theme
from mineaction.charts import timeline as strips
from mineaction.charts.donor_columns import Columns
from mineaction.charts.donor_heatmap_head import CELL_PX, GAP_PX, LINE_PX, NAME_PX, summary, titles
from mineaction.charts.frame import (
    TimeRange,
    as_day,
    empty,
    hover_html,
    records,
)
from mineaction.charts.keys import Key, wrap
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.charts.squares import Square, names_above, shaded
from mineaction.cited import CitedTable, Timeline

STEPS = ((-1e18, "below 1"), (1e6, "1 to 5"), (5e6, "5 to 20"), (2e7, "20 to 50"), (5e7, "50 and more"))
"""From how many US$ on a square has the next shade, and the words for it, in US$ million."""
LIGHT_SHADES = ("#D6EAF5", "#A9D0E8", "#6FB1D8", "#2579B0", "#00456E")
DARK_SHADES = ("#22394A", "#2B5674", "#3F86B4", "#7BBDE6", "#CDEAFC")
"""From little to much; on a dark page more is lighter. The number in a square says what its shade does."""
HEAD_GAP_PX, KEY_LINE_PX, SIDE_PX, BOTTOM_PX = 6, 20, 6, 8
KEYS_A_LINE, NOTE_LETTERS = 3, 56
KEY_LETTERS_PX = 64

Row = dict[str, Any]


def figure(table: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the map; with a ``timeline``, its columns on true dates above the strip.

    ``table.rows`` columns: ``mark`` (column, cell, note), ``column_title``, ``column_position``, ``state``
    (whole, cut, text), ``total_label``, ``sum_label``, ``row_title``, ``row_position``, ``amount_usd``,
    ``label``, ``hover``; with a ``timeline`` also ``starts_on`` and ``ends_on`` (not included), the year of a
    column, in whose order columns stand. Traces say what they are in ``meta``: names, cells, amounts, heads,
    cut, unknown, key. The vertical axis is in pixels from the foot of the column heads. No cells, no marks.
    """
    held = records(table.rows)
    cells = [row for row in held if row["mark"] == "cell"]
    columns = sorted((row for row in held if row["mark"] == "column"), key=lambda it: it["column_position"])
    if not cells or not columns:
        return empty(dark)
    colours = theme.palette(dark)
    if timeline is not None:
        return _above_strip(held, cells, columns, timeline, dark)
    sketch = Sketch()
    across = donor_columns.side_by_side(len(columns))
    at, head_px = _draw(sketch, held, cells, columns, across, colours)
    keys = [_key_trace(key) for key in _keys(cells, columns, colours)]
    sketch.traces.extend(keys)
    top = head_px + HEAD_GAP_PX + KEY_LINE_PX * -(-len(keys) // KEYS_A_LINE) + 6
    sketch.layout.update(
        template=theme.template(dark),
        height=round(at) + top + BOTTOM_PX,
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": top, "b": BOTTOM_PX, "autoexpand": False},
        bargap=0,
        barmode="overlay",
        xaxis={
            "range": [-0.5, max(len(columns), donor_columns.LEAST_COLUMNS) - 0.5],
            "fixedrange": True,
            "visible": False,
        },
        yaxis={"range": [at, 0], "fixedrange": True, "visible": False},
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 1,
            "yanchor": "top",
            "traceorder": "normal",
            "entrywidth": KEY_LETTERS_PX,
        },
    )
    return sketch.figure()


def _above_strip(
    held: Sequence[Row], cells: Sequence[Row], columns: Sequence[Row], timeline: Timeline, dark: bool
) -> go.Figure:
    """The map as the one panel above the policy strip; heads stand inside the panel."""
    colours = theme.palette(dark)
    across = donor_columns.on_dates(columns)
    drawn = Sketch()
    at, head_px = _draw(drawn, held, cells, columns, across, colours)
    spans = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for row in columns]
    shown = TimeRange.around([*spans, *strips.spans(timeline)])
    strip = strips.plan(timeline, shown)
    panel = ("", round(at) + head_px)
    frame = strips.lay_out_above(strip, [panel], shown, dark=dark, mark_keys=_keys(cells, columns, colours))
    frame.sketch.axis("y").update(range=[at, -head_px], visible=False)
    frame.sketch.traces.extend(drawn.traces)
    frame.sketch.annotations.extend(drawn.annotations)
    frame.sketch.shapes.extend(drawn.shapes)
    strips.draw(frame, strip, dark)
    return frame.sketch.figure()


def _draw(
    sketch: Sketch,
    held: Sequence[Row],
    cells: Sequence[Row],
    columns: Sequence[Row],
    across: Columns,
    colours: theme.Palette,
) -> tuple[float, int]:
    """All but keys and axes. Returns where the drawing ends, and how high the titles above it are."""
    heads, head_px = titles(columns, across)
    sketch.annotations.extend(heads)
    at = summary(sketch, columns, across, colours)
    lines = {row["row_position"]: str(row["row_title"]) for row in cells}
    tops: dict[int, float] = {}
    for position in sorted(lines):
        tops[position] = at + NAME_PX
        at += NAME_PX + CELL_PX + GAP_PX
    words = [html.escape(lines[position], quote=False) for position in tops]
    sketch.traces.append(names_above(words, list(tops.values()), across.edges[0], colours.ink))
    sketch.traces.append(_shaded(cells, tops, across, colours))
    sketch.traces.append(_amounts(cells, tops, across, colours))
    if partial := [row for row in columns if row["state"] != "whole"]:
        sketch.traces.append(_unknown(cells, partial, tops, across, colours))
    note = "<br>".join(
        html.escape(line, quote=False)
        for row in held
        if row["mark"] == "note"
        for line in wrap(str(row["label"]), NOTE_LETTERS)
    )
    if note:
        sketch.annotations.append(_foot(note, at))
        at += LINE_PX * (note.count("<br>") + 1) + 6
    return at, head_px


def _shades(colours: theme.Palette) -> tuple[str, ...]:
    return DARK_SHADES if colours is theme.DARK else LIGHT_SHADES


def step_of(amount_usd: float) -> int:
    """Which shade an amount has."""
    return max(place for place, (least, _) in enumerate(STEPS) if amount_usd >= least)


def _foot(words: str, top_px: float) -> Part:
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top_px,
        "yanchor": "top",
        "align": "left",
        "borderpad": 0,
    }


def _shaded(cells: Sequence[Row], tops: dict[int, float], across: Columns, colours: theme.Palette) -> Part:
    """The squares. A zero or less has no shade: its number stands in an empty one."""
    found = {(row["row_position"], row["column_position"]): row for row in cells}

    def square(position: int, slot: int) -> Square:
        row = found.get((position, across.slots[slot]))
        if row is None:
            return None, ""
        return step_of(row["amount_usd"]) if row["amount_usd"] > 0 else None, str(row["hover"])

    return shaded(tops, CELL_PX, across.edges, square, _shades(colours), "amounts")


def _amounts(cells: Sequence[Row], tops: dict[int, float], across: Columns, colours: theme.Palette) -> Part:
    scale = _shades(colours)

    def ink(row: Row) -> str:
        return on_shade(scale[step_of(row["amount_usd"])]) if row["amount_usd"] > 0 else colours.ink

    return scatter(
        "amounts",
        x=[across.middles[row["column_position"]] for row in cells],
        y=[tops[row["row_position"]] + CELL_PX / 2 for row in cells],
        mode="text",
        text=[str(row["label"]) for row in cells],
        textfont={"size": theme.KEY_SIZE, "color": [ink(row) for row in cells]},
        hovertext=[hover_html(str(row["hover"])) for row in cells],
        name="amounts",
    )


def on_shade(shade: str) -> str:
    """Black or white, whichever stands out more on a colour ``#RRGGBB``."""
    channels = [int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#101214" if (light + 0.05) / 0.056 > 1.05 / (light + 0.05) else "#FFFFFF"


def _unknown(
    cells: Sequence[Row],
    partial: Sequence[Row],
    tops: dict[int, float],
    across: Columns,
    colours: theme.Palette,
) -> Part:
    """A hatch where a name may stand in the part of a table that is not held."""
    found = {(row["row_position"], row["column_position"]) for row in cells}
    places = [
        (row["column_position"], top)
        for row in partial
        for position, top in tops.items()
        if (position, row["column_position"]) not in found
    ]
    return bar(
        "unknown",
        x=[across.middles[column] for column, _ in places],
        y=[CELL_PX] * len(places),
        base=[top for _, top in places],
        width=0.98 * across.width,
        marker=gaps.hatch(colours),
        hoverinfo="skip",
    )


def _keys(cells: Sequence[Row], columns: Sequence[Row], colours: theme.Palette) -> list[Key]:
    """Shades that occur, and the hatch for what may stand in the part of a table that is not held."""
    occurring = {step_of(row["amount_usd"]) for row in cells if row["amount_usd"] > 0}
    made = [
        Key(words, {"symbol": "square", "size": 12, "color": shade})
        for place, ((_, words), shade) in enumerate(zip(STEPS, _shades(colours), strict=True))
        if place in occurring
    ]
    if any(row["state"] != "whole" for row in columns):
        made.append(Key("not held", gaps.hatch(colours), is_bar=True))
    return made


def _key_trace(key: Key) -> Part:
    entry: Part = {"name": key.words, "marker": key.marker, "x": [None], "y": [None], "showlegend": True}
    return bar("key", **entry) if key.is_bar else scatter("key", mode="markers", **entry)
