"""Flows from donors, on the left, to recipients, on the right, as wide as the amounts are large."""

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
from mineaction.charts.sketch import Part, Sketch
from mineaction.cited import CitedTable

PAD_PX, NODE_PX, LEAST_PX, FLOW_PX = 19, 8, 300, 240
"""Room above each name's bar is more than a line of words: the name stands there, clear of all others."""
BOTTOM_PX, SIDE_PX, NOTE_LETTERS, LINE_PX = 10, 6, 56, 14
WORD_PX = 11
"""A flow thinner than its amount in words has none; it is in the label on hover and in the rows."""
MOST_LETTERS = 26
"""Longer names are shortened; the label on hover has them whole."""
EDGE = 0.003
"""How far from the sides the bars stand, as a share of the width; Plotly takes 0 for no place at all."""

Row = dict[str, Any]


def figure(table: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw the flows.

    ``table.rows`` columns: ``mark`` (flow, note), ``donor``, ``recipient``, ``amount_usd`` (above zero),
    ``label``, ``state`` (whole, cut, text), ``is_chosen``, ``donor_note`` and ``recipient_note`` (put behind
    the name in brackets), ``donor_hover``, ``recipient_hover``, ``hover``. Flows of tables that are not
    whole are paler; flows that are not chosen are grey. No flows give no marks.
    """
    held = records(table.rows)
    flows = [row for row in held if row["mark"] == "flow"]
    if not flows:
        return empty(dark)
    colours = theme.palette(dark)
    sides = {side: _nodes(flows, side) for side in ("donor", "recipient")}
    told = [*_key_words(flows), *(str(row["label"]) for row in held if row["mark"] == "note")]
    notes = [line for words in told for line in wrap(words, NOTE_LETTERS)]
    foot = BOTTOM_PX + LINE_PX * len(notes) + (6 if notes else 0)
    most = max(map(len, sides.values()))
    inner = max(LEAST_PX, PAD_PX * most + FLOW_PX)
    # The height of one dollar as Plotly works it out, so that names can stand where the bars begin.
    per_usd = (inner - PAD_PX * (most - 1)) / sum(row["amount_usd"] for row in flows)
    tops = {side: _tops(nodes, per_usd, inner) for side, nodes in sides.items()}
    sketch = Sketch()
    sketch.traces.append(_sankey(flows, sides, tops, per_usd, inner, colours))
    for side, nodes in sides.items():
        sketch.annotations.extend(
            _name(_label(name, node["note"]), side, 1 - tops[side][name] / inner, colours)
            for name, node in nodes.items()
        )
    sketch.annotations.extend(_amounts(flows, tops, per_usd, inner, colours))
    if notes:
        sketch.annotations.append(_foot(notes))
    sketch.layout.update(
        template=theme.template(dark),
        height=PAD_PX + inner + foot,
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": PAD_PX, "b": foot, "autoexpand": False},
    )
    return sketch.figure()


def _sankey(
    flows: Sequence[Row],
    sides: dict[str, dict[str, Part]],
    tops: dict[str, dict[str, float]],
    per_usd: float,
    inner: float,
    colours: theme.Palette,
) -> Part:
    every = [(side, name) for side, nodes in sides.items() for name in nodes]
    place = {node: index for index, node in enumerate(every)}
    middles = [tops[side][name] + sides[side][name]["amount_usd"] * per_usd / 2 for side, name in every]
    return {
        "type": "sankey",
        "meta": "flows",
        "arrangement": "fixed",
        "node": {
            "label": [""] * len(every),
            "x": [EDGE if side == "donor" else 1 - EDGE for side, _ in every],
            "y": [middle / inner for middle in middles],
            "color": colours.context,
            "pad": PAD_PX,
            "thickness": NODE_PX,
            "line": {"width": 0},
            "customdata": [sides[side][name]["hover"] for side, name in every],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [place["donor", row["donor"]] for row in flows],
            "target": [place["recipient", row["recipient"]] for row in flows],
            "value": [row["amount_usd"] for row in flows],
            "color": [_colour(row, colours) for row in flows],
            "line": {"width": 0},
            "customdata": [hover_html(str(row["hover"])) for row in flows],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }


def _tops(nodes: dict[str, Part], per_usd: float, inner: float) -> dict[str, float]:
    """Where each name's bar begins, in pixels from the top: over the whole height, a pad apart or more."""
    used = sum(node["amount_usd"] for node in nodes.values()) * per_usd
    gap = max(PAD_PX, (inner - used) / (len(nodes) - 1)) if len(nodes) > 1 else 0.0
    made, at = {}, 0.0
    for name, node in nodes.items():
        made[name] = at
        at += node["amount_usd"] * per_usd + gap
    return made


def _name(words: str, side: str, height: float, colours: theme.Palette) -> Part:
    """A name right above its bar."""
    return {
        "text": words,
        "x": 0 if side == "donor" else 1,
        "xref": "paper",
        "xanchor": "left" if side == "donor" else "right",
        "y": height,
        "yref": "paper",
        "yanchor": "bottom",
        "font": {"size": theme.FONT_SIZE, "color": colours.ink},
        "borderpad": 0,
    }


def _amounts(
    flows: Sequence[Row],
    tops: dict[str, dict[str, float]],
    per_usd: float,
    inner: float,
    colours: theme.Palette,
) -> Iterator[Part]:
    """What each flow is worth, where it ends, if as tall as a word. They end in order of their donors."""
    ends = dict(tops["recipient"])
    for row in sorted(flows, key=lambda flow: tops["donor"][flow["donor"]]):
        tall = row["amount_usd"] * per_usd
        middle = ends[row["recipient"]] + tall / 2
        ends[row["recipient"]] += tall
        if tall >= WORD_PX:
            yield {
                "text": html.escape(str(row["label"]), quote=False),
                "name": "amount",
                "x": 1,
                "xref": "paper",
                "xanchor": "right",
                "xshift": -NODE_PX - 6,
                "y": 1 - middle / inner,
                "yref": "paper",
                "yanchor": "middle",
                "font": {"size": theme.KEY_SIZE, "color": colours.ink},
                "borderpad": 0,
            }


def _key_words(flows: Sequence[Row]) -> Iterator[str]:
    """What the two blues mean, where both are drawn, and the grey."""
    chosen = {row["state"] == "whole" for row in flows if row["is_chosen"]}
    if len(chosen) > 1:
        yield "Darker: from a whole table. Paler: from a table that was cut off, or from a sentence."
    if not all(row["is_chosen"] for row in flows):
        yield "Grey: not chosen."


def _foot(lines: Sequence[str]) -> Part:
    return {
        "text": "<br>".join(html.escape(line, quote=False) for line in lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -6,
        "align": "left",
    }


def _nodes(flows: Sequence[Row], side: str) -> dict[str, Part]:
    """Names of one side, largest first, each with what is drawn at it, its note and its words on hover."""
    made: dict[str, Part] = {}
    for row in flows:
        node = made.setdefault(
            row[side],
            {
                "amount_usd": 0.0,
                "note": str(row[f"{side}_note"]),
                "hover": hover_html(str(row[f"{side}_hover"])),
            },
        )
        node["amount_usd"] += row["amount_usd"]
    return dict(sorted(made.items(), key=lambda item: -item[1]["amount_usd"]))


def _label(name: str, note: str) -> str:
    short = name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"
    words = f"{short} ({note})" if note else short
    return html.escape(words, quote=False)


def _colour(row: Row, colours: theme.Palette) -> str:
    """Blue for what is chosen, paler where the table is not whole; grey for the rest."""
    if not row["is_chosen"]:
        return _translucent(colours.gap, 0.35)
    return _translucent(colours.money, 0.6 if row["state"] == "whole" else 0.3)


def _translucent(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
