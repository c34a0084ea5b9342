"""Who gave how much in one year: a bar a donor, the largest on top, name and amount written above it."""

from __future__ import annotations

import html

import plotly.graph_objects as go

from mineaction.charts import bar_markers, theme
from mineaction.charts.frame import TOP_PX, empty, hover_html, records
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.cited import CitedTable

ROW_PX, BAR_PX, KEY_PX = 44, 12, 24
SIDE_PX = 12
LEFT_PX = 4
BAR_DOWN = 5 / ROW_PX
"""How far below the middle of its row a bar lies, in rows; name and amount stand in the room above it."""


def figure(answer: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the bars.

    ``answer.rows`` columns: ``donor_name``, ``amount_usd``, ``amount_words``, ``is_cut_off``, ``rank`` (0 is
    on top), ``hover`` (plain text). Name and amount stand above each bar, so that none is cut at any width.
    Bars from tables that were cut off are hatched. Traces say in ``meta`` what they are: bar, zero, key. No
    rows give no marks.
    """
    rows = records(answer.rows)
    if not rows:
        return empty(dark)
    colours = theme.palette(dark)
    low = min(0, *(row["amount_usd"] for row in rows))
    high = max(0, *(row["amount_usd"] for row in rows)) or 1
    is_cut = [bool(row["is_cut_off"]) for row in rows]
    sketch = Sketch()
    top = TOP_PX + (KEY_PX if any(is_cut) else 0)
    sketch.layout.update(
        template=theme.template(dark),
        height=top + ROW_PX * len(rows) + 8,
        margin={"l": LEFT_PX, "r": SIDE_PX, "t": top, "b": 8, "pad": 0, "autoexpand": False},
        xaxis={"range": [low, high], "visible": False, "fixedrange": True},
        yaxis={"range": [len(rows) - 0.5, -0.5], "visible": False, "fixedrange": True},
        showlegend=any(is_cut),
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
    )
    sketch.traces.append(
        bar(
            "bar",
            orientation="h",
            x=[row["amount_usd"] for row in rows],
            y=[row["rank"] + BAR_DOWN for row in rows],
            width=[BAR_PX / ROW_PX] * len(rows),
            marker={
                "color": colours.money,
                "line": {"width": 1, "color": colours.money},
                "pattern": bar_markers.partial_pattern(colours, ["/" if cut else "" for cut in is_cut]),
            },
            hovertext=[hover_html(str(row["hover"])) for row in rows],
        )
    )
    if any(is_cut):
        sketch.traces.append(_key(colours))
    zeros = [row for row in rows if row["amount_usd"] == 0]
    if zeros:
        sketch.traces.append(_zeros(zeros, colours))
    sketch.annotations.extend(_names(row, colours) for row in rows)
    return sketch.figure()


def _names(row: dict[str, object], colours: theme.Palette) -> Part:
    name, amount = (html.escape(str(row[key]), quote=False) for key in ("donor_name", "amount_words"))
    return {
        "text": f"{name}  <b>{amount}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": row["rank"],
        "yshift": ROW_PX / 2 - 12,
        "font": {"color": colours.ink, "size": 13},
        "name": "donor",
    }


def _zeros(rows: list[dict[str, object]], colours: theme.Palette) -> Part:
    """A printed zero has no length: a short line across tells it from a donor that is not listed."""
    return scatter(
        "zero",
        x=[0] * len(rows),
        y=[float(str(row["rank"])) + BAR_DOWN for row in rows],
        mode="markers",
        marker={"symbol": "line-ns", "size": BAR_PX, "line": {"width": 2, "color": colours.money}},
        hovertext=[hover_html(str(row["hover"])) for row in rows],
    )


def _key(colours: theme.Palette) -> Part:
    marker = {
        "color": colours.money,
        "pattern": bar_markers.partial_pattern(colours, ["/"]),
    }
    return bar(
        "key",
        x=[None],
        y=[None],
        orientation="h",
        name="table cut off, or told in a sentence: never totalled",
        marker=marker,
        showlegend=True,
    )
