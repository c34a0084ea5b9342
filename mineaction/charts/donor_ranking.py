"""Printed totals, largest first: a line of words, and the bar below it, as wide as the reader's screen."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.bounds import DOWN, UP
from mineaction.charts.frame import empty, hover_html, records
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.charts.spread import text_px
from mineaction.charts.squares import names_above
from mineaction.cited import CitedTable
from mineaction.vocabulary import Comparator

BAR_PX, WORDS_PX, LINE_PX, GAP_PX = 12, 18, 15, 8
TOP_PX, KEY_PX, BOTTOM_PX, SIDE_PX = 4, 24, 26, 8
WORDS_FIT_PX = 330
"""Words wider than this take two lines, so that they fit on a phone."""
MILLION = 1e6

Row = dict[str, Any]


def figure(table: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the list.

    ``table.rows`` columns: ``mark`` (bar, earlier, none), ``name``, ``position``, ``amount_usd``,
    ``comparator``, ``label``, ``table_words``, ``is_chosen``, ``is_group``, ``hover``. Where some are
    chosen the others are grey, and the chosen names are underlined. Traces say what they are in ``meta``:
    names, bars, bounds, earlier, key. The vertical axis is in pixels from the top. No rows give no marks.
    """
    held = records(table.rows)
    entries = [row for row in held if row["mark"] != "earlier"]
    if not entries:
        return empty(dark)
    colours = theme.palette(dark)
    sketch, tops, at = Sketch(), {}, 0.0
    words = []
    for row in entries:
        lines = _words(row, colours)
        high = WORDS_PX + LINE_PX * (len(lines) - 1)
        words.append("<br>".join(lines))
        tops[row["position"]] = at + high
        at += high + (BAR_PX if row["mark"] == "bar" else 0) + GAP_PX
    earlier = [row for row in held if row["mark"] == "earlier"]
    bars = [row for row in entries if row["mark"] == "bar"]
    most = max((row["amount_usd"] / MILLION for row in [*bars, *earlier]), default=1.0) or 1.0
    sketch.traces.append(names_above(words, list(tops.values()), 0, colours.ink))
    sketch.traces.append(_bars(bars, tops, colours))
    sketch.traces.extend(_bounds(bars, tops, colours))
    if earlier:
        sketch.traces.append(_earlier(earlier, tops, colours))
        sketch.traces.append(_key(colours))
    top = TOP_PX + (KEY_PX if earlier else 0)
    sketch.layout.update(
        template=theme.template(dark),
        height=round(at) + top + BOTTOM_PX,
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": top, "b": BOTTOM_PX, "autoexpand": False},
        bargap=0,
        xaxis={
            "range": [0, most * 1.03],
            "fixedrange": True,
            "showgrid": True,
            "nticks": 6,
            "tickformat": "~g",
            "rangemode": "tozero",
        },
        yaxis={"range": [at, 0], "fixedrange": True, "visible": False},
        showlegend=bool(earlier),
        legend={"orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1, "yanchor": "top"},
    )
    return sketch.figure()


def _words(row: Row, colours: theme.Palette) -> list[str]:
    """Name, amount and what is held of the table, in one line or two."""
    name = html.escape(str(row["name"]), quote=False)
    name = f"<u><b>{name}</b></u>" if row["is_chosen"] else f"<b>{name}</b>"
    if row["is_group"]:
        name += " (several)"
    label = html.escape(str(row["label"]), quote=False)
    first = f"{name} {label}" if row["mark"] == "bar" else f"{name} <i>{label}</i>"
    held = html.escape(str(row["table_words"]), quote=False)
    second = f'<span style="color:{colours.muted}">{held}</span>'
    whole = f"{row['name']}{' (several)' * row['is_group']} {row['label']} · {row['table_words']}"
    return [f"{first} · {second}"] if text_px(whole) <= WORDS_FIT_PX else [first, second]


def _bars(rows: Sequence[Row], tops: dict[int, float], colours: theme.Palette) -> Part:
    anything_chosen = any(row["is_chosen"] for row in rows)

    def fill(row: Row) -> str:
        if row["is_group"] or (anything_chosen and not row["is_chosen"]):
            return colours.gap
        return colours.money

    return bar(
        "bars",
        orientation="h",
        x=[row["amount_usd"] / MILLION for row in rows],
        y=[tops[row["position"]] + BAR_PX / 2 for row in rows],
        width=BAR_PX,
        marker={"color": [fill(row) for row in rows], "line": {"width": 0}},
        hovertext=[hover_html(str(row["hover"])) for row in rows],
        name="printed total",
    )


def _bounds(rows: Sequence[Row], tops: dict[int, float], colours: theme.Palette) -> list[Part]:
    """A sign at the end of a bar that is a bound: it points right for a lower bound, left for an upper."""
    bounded = [row for row in rows if Comparator(row["comparator"]) in UP | DOWN]
    if not bounded:
        return []
    symbols = [
        "triangle-right" if Comparator(row["comparator"]) in UP else "triangle-left" for row in bounded
    ]
    return [
        scatter(
            "bounds",
            x=[row["amount_usd"] / MILLION for row in bounded],
            y=[tops[row["position"]] + BAR_PX / 2 for row in bounded],
            mode="markers",
            marker={"symbol": symbols, "size": BAR_PX, "color": colours.ink, "opacity": 1},
            hoverinfo="skip",
        )
    ]


def _diamond(colours: theme.Palette) -> Part:
    line = {"width": 1.5, "color": colours.ink}
    return {"symbol": "diamond", "size": 10, "color": colours.background, "line": line, "opacity": 1}


def _earlier(rows: Sequence[Row], tops: dict[int, float], colours: theme.Palette) -> Part:
    return scatter(
        "earlier",
        x=[row["amount_usd"] / MILLION for row in rows],
        y=[tops[row["position"]] + BAR_PX / 2 for row in rows],
        mode="markers",
        marker=_diamond(colours),
        hovertext=[hover_html(str(row["hover"])) for row in rows],
        name="earlier edition",
    )


def _key(colours: theme.Palette) -> Part:
    nothing: Part = {"x": [None], "y": [None], "mode": "markers", "showlegend": True}
    return scatter("key", name="printed in an earlier edition", marker=_diamond(colours), **nothing)
