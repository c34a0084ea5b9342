"""The fiscal years around a policy event: what is held for each, what is missing, and the two means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts import timeline as strips
from mineaction.charts.frame import (
    TimeRange,
    as_day,
    empty,
    hover_html,
    moment,
    panel_px,
    records,
    width_ms,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.cited import CitedTable, Timeline

MILLION = 1_000_000
HEADROOM = 1.2
USABLE, AHEAD = "usable", "ahead"
NAMES = {
    "amounts": "amount that can be used",
    "unused": "held, not usable",
    "event": "the event's year",
}
NO_AMOUNT, NOT_BEGUN = "no amount to use", "not begun"


def figure(answer: CitedTable, timeline: Timeline | None = None, *, dark: bool = False) -> go.Figure:
    """Draw the window of one comparison, made or refused.

    ``answer.rows`` columns: ``year_label``, ``starts_on``, ``ends_on`` (not included), ``side`` (before,
    event, after), ``status`` (``usable``, ``ahead`` for a year not begun, or why not), ``amount_usd``
    (constant prices, or missing), ``label``, ``hover``, ``mean_usd`` (missing where no comparison is made).
    Traces with ``meta`` "amounts" hold years that can be used, "unused" pale hatched ones that must not be,
    "event" the event's own years in grey, in a shaded band, "gaps" hatched years without an amount, "means"
    the mean of each side. Years not begun have no hatch: they lack nothing.
    """
    rows = records(answer.rows)
    if not rows:
        return empty(dark)
    shown = TimeRange(as_day(rows[0]["starts_on"]), as_day(rows[-1]["ends_on"]))
    strip = strips.plan(timeline, shown)
    frame = strips.lay_out_above(
        strip,
        [("", panel_px(1, strip.height_px))],
        shown,
        dark=dark,
        mark_keys=_keys(rows, dark),
    )
    high = max((row["amount_usd"] for row in rows if _has(row["amount_usd"])), default=MILLION) / MILLION
    top = max(high, 1e-6) * HEADROOM
    frame.sketch.axis("y").update(
        range=[0, top], title={"text": f"{answer.unit}, {answer.price_basis}"}, nticks=6
    )
    frame.sketch.traces.extend(_amounts(rows, dark))
    frame.sketch.traces.extend(_gaps(rows, top, dark))
    frame.sketch.traces.extend(_means(rows, dark))
    frame.sketch.annotations.extend(_names(rows, dark))
    strips.draw(frame, strip, dark)
    # After the strip, whose bands lie behind the panels too: what comes later covers them.
    frame.sketch.shapes.extend(_bands(rows, dark))
    return frame.sketch.figure()


def _has(value: Any) -> bool:
    """Whether a cell holds a number (pandas writes a missing one as NaN)."""
    return value is not None and value == value


def _lacks(row: dict[str, Any]) -> bool:
    """Whether a year that has begun is without an amount."""
    return not _has(row["amount_usd"]) and row["status"] != AHEAD


def _middle(row: dict[str, Any]) -> str:
    return moment(as_day(row["starts_on"]), as_day(row["ends_on"]), 0.5)


def _width(row: dict[str, Any], share: float) -> int:
    return round(width_ms(as_day(row["starts_on"]), as_day(row["ends_on"])) * share)


def _amounts(rows: Sequence[dict[str, Any]], dark: bool) -> list[Part]:
    made = []
    for meta, name in NAMES.items():
        found = [row for row in rows if _has(row["amount_usd"]) and _use(row) == meta]
        if found:
            made.append(
                bar(
                    meta,
                    x=[_middle(row) for row in found],
                    y=[float(row["amount_usd"]) / MILLION for row in found],
                    width=[_width(row, 0.72) for row in found],
                    marker=_marker(meta, dark),
                    text=[str(row["label"]) for row in found],
                    textposition="outside",
                    textangle=0,
                    hovertext=[hover_html(str(row["hover"])) for row in found],
                    name=name,
                )
            )
    return made


def _use(row: dict[str, Any]) -> str:
    if row["side"] == "event":
        return "event"
    return "amounts" if row["status"] == USABLE else "unused"


def _marker(meta: str, dark: bool) -> Part:
    colours = theme.palette(dark)
    if meta == "amounts":
        return {"color": colours.money, "line": {"width": 0}}
    if meta == "event":
        return {"color": colours.gap, "line": {"width": 1, "color": colours.context}}
    pattern = {"shape": "/", "fgcolor": colours.money, "solidity": 0.25, "size": 6}
    return {"color": colours.money_pale, "line": {"width": 1, "color": colours.money}, "pattern": pattern}


def _gap_marker(dark: bool) -> Part:
    colours = theme.palette(dark)
    return {
        "color": "rgba(0,0,0,0)",
        "line": {"width": 0},
        "pattern": {"shape": "/", "fgcolor": colours.gap, "fgopacity": 0.8, "solidity": 0.12, "size": 7},
    }


def _gaps(rows: Sequence[dict[str, Any]], top: float, dark: bool) -> list[Part]:
    found = [row for row in rows if _lacks(row)]
    if not found:
        return []
    return [
        bar(
            "gaps",
            x=[_middle(row) for row in found],
            y=[top] * len(found),
            width=[_width(row, 0.94) for row in found],
            marker=_gap_marker(dark),
            hovertext=[hover_html(str(row["hover"])) for row in found],
            name=NO_AMOUNT,
        )
    ]


def _means(rows: Sequence[dict[str, Any]], dark: bool) -> list[Part]:
    made = []
    for side in ("before", "after"):
        found = [row for row in rows if row["side"] == side and _has(row["mean_usd"])]
        if found:
            level = float(found[0]["mean_usd"]) / MILLION
            made.append(
                scatter(
                    "means",
                    x=[as_day(found[0]["starts_on"]).isoformat(), as_day(found[-1]["ends_on"]).isoformat()],
                    y=[level, level],
                    mode="lines",
                    line={"width": 2, "dash": "dash", "color": theme.palette(dark).ink},
                    hovertext=[f"mean {side}: {level:,.1f}"] * 2,
                    name=f"mean {side}",
                )
            )
    return made


def _bands(rows: Sequence[dict[str, Any]], dark: bool) -> list[Part]:
    own = [row for row in rows if row["side"] == "event"]
    colours = theme.palette(dark)
    edge = {"width": 1, "dash": "dot", "color": colours.context}
    return [
        {
            "type": "rect",
            "xsizemode": "scaled",
            "ysizemode": "scaled",
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "x0": as_day(own[0]["starts_on"]).isoformat(),
            "x1": as_day(own[-1]["ends_on"]).isoformat(),
            "layer": "below",
            "fillcolor": colours.strip,
            "line": edge,
            "name": "event years",
        }
    ]


def _names(rows: Sequence[dict[str, Any]], dark: bool) -> list[Part]:
    """What the stretches are, written at the top of the panel."""
    made = []
    for side, words in (("before", "before"), ("event", "event"), ("after", "after")):
        found = [row for row in rows if row["side"] == side]
        middle = moment(as_day(found[0]["starts_on"]), as_day(found[-1]["ends_on"]), 0.5)
        made.append(
            {
                "text": words,
                "x": middle,
                "y": 1,
                "yref": "y domain",
                "yanchor": "top",
                "font": {"color": theme.palette(dark).muted},
                "name": "side",
            }
        )
    ahead = [row for row in rows if row["status"] == AHEAD]
    if ahead:
        made.append(
            {
                "text": NOT_BEGUN,
                "x": moment(as_day(ahead[0]["starts_on"]), as_day(ahead[-1]["ends_on"]), 0.5),
                "y": 0.5,
                "yref": "y domain",
                "textangle": -90,
                "font": {"color": theme.palette(dark).muted},
                "name": "ahead",
            }
        )
    return made


def _keys(rows: Sequence[dict[str, Any]], dark: bool) -> list[Key]:
    keys = []
    if any(_has(row["amount_usd"]) and _use(row) == "unused" for row in rows):
        keys.append(Key(NAMES["unused"], _marker("unused", dark), is_bar=True))
    if any(_has(row["amount_usd"]) and _use(row) == "event" for row in rows):
        keys.append(Key(NAMES["event"], _marker("event", dark), is_bar=True))
    if any(_lacks(row) for row in rows):
        keys.append(Key(NO_AMOUNT, _gap_marker(dark), is_bar=True))
    return keys
