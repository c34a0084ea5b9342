"""Who gives to whom: a column a table, a line a name in it, darker where there is more; blanks stay blank.

A line's name stands above its squares, so that the map is as wide as the reader's screen. In a table that is
not whole a missing amount is hatched, for it may stand in the part that is not held; such a table has no sum.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import gaps, theme
from mineaction.charts.donor_heatmap_head import CELL_PX, GAP_PX, LINE_PX, NAME_PX, summary, titles
from mineaction.charts.frame import empty, hover_html, records, wrap
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.charts.spread import NARROW_PX
from mineaction.charts.squares import Square, names_above, shaded
from mineaction.cited import CitedTable

STEPS = ((-1e18, "below 1"), (1e6, "1 to 5"), (5e6, "5 to 20"), (2e7, "20 to 50"), (5e7, "50 and more"))
"""From how many US$ on a square has the next shade, and the words for it, in US$ million."""
LIGHT_SHADES = ("#D6EAF5", "#A9D0E8", "#6FB1D8", "#2579B0", "#00456E")
DARK_SHADES = ("#22394A", "#2B5674", "#3F86B4", "#7BBDE6", "#CDEAFC")
"""From little to much; on a dark page more is lighter. The number in a square says what its shade does."""
HEAD_GAP_PX, KEY_LINE_PX, SIDE_PX, BOTTOM_PX = 6, 20, 6, 8
KEYS_A_LINE, LEAST_COLUMNS, NOTE_LETTERS = 3, 5, 56
KEY_LETTERS_PX = 64

Row = dict[str, Any]


def figure(table: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the map.

    ``table.rows`` columns: ``mark`` (column, cell, note), ``column_title``, ``column_position``, ``state``
    (whole, cut, text), ``total_label``, ``sum_label``, ``row_title``, ``row_position``, ``amount_usd``,
    ``label``, ``hover``. Traces say what they are in ``meta``: names, cells, amounts, heads, cut, unknown,
    key. The vertical axis is in pixels from the foot of the column heads. No cells give no marks.
    """
    held = records(table.rows)
    cells = [row for row in held if row["mark"] == "cell"]
    columns = sorted((row for row in held if row["mark"] == "column"), key=lambda it: it["column_position"])
    if not cells or not columns:
        return empty(dark)
    colours = theme.palette(dark)
    sketch = Sketch()
    wide = max(len(columns), LEAST_COLUMNS)
    heads, head_px = titles(columns, NARROW_PX / wide)
    sketch.annotations.extend(heads)
    at = summary(sketch, columns, colours)
    lines = {row["row_position"]: str(row["row_title"]) for row in cells}
    tops: dict[int, float] = {}
    for position in sorted(lines):
        tops[position] = at + NAME_PX
        at += NAME_PX + CELL_PX + GAP_PX
    words = [html.escape(lines[position], quote=False) for position in tops]
    sketch.traces.append(names_above(words, list(tops.values()), -0.5, colours.ink))
    partial = [row for row in columns if row["state"] != "whole"]
    sketch.traces.append(_shaded(cells, tops, len(columns), colours))
    sketch.traces.append(_amounts(cells, tops, colours))
    if partial:
        sketch.traces.append(_unknown(cells, partial, tops, colours))
    keys = _keys(cells, partial, colours)
    sketch.traces.extend(keys)
    note = "<br>".join(
        html.escape(line, quote=False)
        for row in held
        if row["mark"] == "note"
        for line in wrap(str(row["label"]), NOTE_LETTERS)
    )
    if note:
        sketch.annotations.append(_foot(note, at))
        at += LINE_PX * (note.count("<br>") + 1) + 6
    top = head_px + HEAD_GAP_PX + KEY_LINE_PX * -(-len(keys) // KEYS_A_LINE) + 6
    sketch.layout.update(
        template=theme.template(dark),
        height=round(at) + top + BOTTOM_PX,
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": top, "b": BOTTOM_PX, "autoexpand": False},
        bargap=0,
        barmode="overlay",
        xaxis={"range": [-0.5, wide - 0.5], "fixedrange": True, "visible": False},
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


def _shaded(cells: Sequence[Row], tops: dict[int, float], columns: int, colours: theme.Palette) -> Part:
    """The squares. A zero or less has no shade: its number stands in an empty one."""
    found = {(row["row_position"], row["column_position"]): row for row in cells}

    def square(position: int, column: int) -> Square:
        row = found.get((position, column))
        if row is None:
            return None, ""
        return step_of(row["amount_usd"]) if row["amount_usd"] > 0 else None, str(row["hover"])

    edges = [column - 0.5 for column in range(columns + 1)]
    return shaded(tops, CELL_PX, edges, square, _shades(colours), "amounts")


def _amounts(cells: Sequence[Row], tops: dict[int, float], colours: theme.Palette) -> Part:
    scale = _shades(colours)

    def ink(row: Row) -> str:
        return on_shade(scale[step_of(row["amount_usd"])]) if row["amount_usd"] > 0 else colours.ink

    return scatter(
        "amounts",
        x=[row["column_position"] for row in cells],
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
    cells: Sequence[Row], partial: Sequence[Row], tops: dict[int, float], colours: theme.Palette
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
        x=[column for column, _ in places],
        y=[CELL_PX] * len(places),
        base=[top for _, top in places],
        width=0.98,
        marker=gaps.hatch(colours),
        hoverinfo="skip",
    )


def _keys(cells: Sequence[Row], partial: Sequence[Row], colours: theme.Palette) -> list[Part]:
    """Shades that occur, and the hatch for what may stand in the part of a table that is not held."""
    nothing: Part = {"x": [None], "y": [None], "showlegend": True}
    occurring = {step_of(row["amount_usd"]) for row in cells if row["amount_usd"] > 0}
    made = [
        scatter(
            "key",
            name=words,
            mode="markers",
            marker={"symbol": "square", "size": 12, "color": shade},
            **nothing,
        )
        for place, ((_, words), shade) in enumerate(zip(STEPS, _shades(colours), strict=True))
        if place in occurring
    ]
    if partial:
        made.append(bar("key", name="not held", marker=gaps.hatch(colours), **nothing))
    return made
