"""Recipients ranked by amount: a bar each, named and labelled, the rest counted in a line below."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.frame import (
    empty,
    hover_html,
    records,
)
from mineaction.charts.keys import wrap
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.cited import CitedTable
from mineaction.money import amount_words

MOST_BARS = 20
ROW_PX, BAR_PART = 25, 0.62
NAME_LETTERS, NAME_PX = 24, 150
TOP_PX, NOTE_PX, KEY_PX = 4, 20, 20
LABEL_SHARE = 0.24
"""The part of the plot that stays free beyond the longest bar, for its label on a phone."""

WHOLE, PART, NO_COUNTRY = "country or area", "a part only", "not one country"

Row = dict[str, Any]


def figure(answer: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the bars, largest on top.

    ``answer.rows`` columns, largest first: ``place``, ``scope`` (``country`` or another), ``amount_usd``,
    ``doubt`` (why an amount is a part; else empty), ``label``, ``hover`` (plain text). Traces say what they
    are in ``meta``: bars, parts (hatched), elsewhere (hollow: not one country), labels, key. No rows give
    no marks.
    """
    rows = records(answer.rows)
    if not rows:
        return empty(dark)
    shown = rows[:MOST_BARS]
    note = _note(rows[MOST_BARS:])
    sketch = Sketch(layout=_layout(shown, note, dark))
    sketch.traces.extend(_bars(shown, dark))
    sketch.traces.append(_labels(shown, dark))
    if note:
        sketch.annotations.append(_note_part(note))
    return sketch.figure()


def _kind(row: Row) -> str:
    if row["scope"] != "country":
        return "elsewhere"
    return "parts" if row["doubt"] else "bars"


def _bars(shown: Sequence[Row], dark: bool) -> Iterator[Part]:
    colours = theme.palette(dark)
    edge = {"width": 1, "color": colours.money}
    looks: dict[str, tuple[str, Part]] = {
        "bars": (WHOLE, {"color": colours.money, "line": edge}),
        "parts": (
            PART,
            {
                "color": colours.money_pale,
                "line": edge,
                "pattern": {"shape": "/", "fgcolor": colours.money, "size": 6, "solidity": 0.25},
            },
        ),
        "elsewhere": (
            NO_COUNTRY,
            {"color": colours.background, "line": {"width": 1.4, "color": colours.context}},
        ),
    }
    kinds = [_kind(row) for row in shown]
    for kind, (words, marker) in looks.items():
        placed = [(place, row) for place, row in enumerate(shown) if kinds[place] == kind]
        if placed:
            yield bar(
                kind,
                name=words,
                orientation="h",
                y=[place for place, _ in placed],
                x=[row["amount_usd"] for _, row in placed],
                width=BAR_PART,
                marker=marker,
                hovertext=[hover_html(str(row["hover"])) for _, row in placed],
                showlegend=set(kinds) != {"bars"},
            )


def _labels(shown: Sequence[Row], dark: bool) -> Part:
    return scatter(
        "labels",
        mode="text",
        x=[max(row["amount_usd"], 0) for row in shown],
        y=list(range(len(shown))),
        text=[html.escape(f" {row['label']}", quote=False) for row in shown],
        textposition="middle right",
        textfont={"size": theme.FONT_SIZE, "color": theme.palette(dark).ink},
        hoverinfo="skip",
        name="labels",
    )


def _note(rest: Sequence[Row]) -> str:
    """How many are not drawn, and that none of them is larger than so much."""
    if not rest:
        return ""
    count = f"{len(rest)} more recipients" if len(rest) > 1 else "One more recipient"
    return f"{count}, each with {amount_words(rest[0]['amount_usd'])} or less: see the rows."


def _note_part(note: str) -> Part:
    return {
        "text": html.escape(note, quote=False),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -NAME_PX,
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -4,
        "align": "left",
    }


def _name(row: Row) -> str:
    return "<br>".join(html.escape(line, quote=False) for line in wrap(str(row["place"]), NAME_LETTERS))


def _layout(shown: Sequence[Row], note: str, dark: bool) -> Part:
    kinds = {_kind(row) for row in shown}
    lines = max(len(wrap(str(row["place"]), NAME_LETTERS)) for row in shown)
    row_px = ROW_PX if lines == 1 else ROW_PX + 5
    top = TOP_PX + (KEY_PX * len(kinds) if kinds != {"bars"} else 0)  # on a phone one below the other
    bottom = NOTE_PX + 6 if note else 6
    high = max(max(row["amount_usd"] for row in shown), 0)
    low = min(min(row["amount_usd"] for row in shown), 0)
    span = (high - low) or 1
    return {
        "template": theme.template(dark),
        "height": top + row_px * len(shown) + bottom,
        "margin": {"l": NAME_PX, "r": 4, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        "barmode": "overlay",
        "xaxis": {
            "range": [low - 0.02 * span * (low < 0), high + LABEL_SHARE * span],
            "visible": False,
            "fixedrange": True,
            "zeroline": True,
        },
        "yaxis": {
            "range": [len(shown) - 0.4, -0.6],
            "tickmode": "array",
            "tickvals": list(range(len(shown))),
            "ticktext": [_name(row) for row in shown],
            "tickfont": {"color": theme.palette(dark).ink},
            "ticklabelstandoff": 6,
            "showgrid": False,
            "fixedrange": True,
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
    }
