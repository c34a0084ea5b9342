"""Yearly amounts of one series in several editions of its source, above how two of them differ.

The edition looked at is drawn strongest, as filled points joined by a thick line; others are paler, each with
a symbol and a dash of its own. A line joins years that follow each other and stops at a gap. Below, a bar a
year says by how much the two compared differ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.frame import (
    Frame,
    TimeRange,
    as_day,
    empty,
    grouped,
    hover_html,
    lay_out,
    moment,
    records,
    width_ms,
)
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part, bar, scatter
from mineaction.charts.spread import NARROW_PX, spread, text_px
from mineaction.cited import CitedTable
from mineaction.money import short_amount

MILLION = 1_000_000
PANEL_PX, CHANGES_PX = 260, 130
LABEL_ROOM_PX, LABEL_PX = 74, 30
LOOKS = (
    ("circle", "solid", 2.5, 8, "●"),
    ("diamond-open", "dash", 1.5, 9, "◇"),
    ("square-open", "dot", 1.5, 8, "□"),
    ("triangle-up-open", "dashdot", 1.5, 9, "△"),
)
"""Symbol, dash, width of line, size of point, the symbol as a letter; the edition looked at first."""
MOST = len(LOOKS)
ONLY_ONE = {"added": ("triangle-up", "only in the later"), "removed": ("x", "only in the earlier")}

Row: TypeAlias = dict[str, Any]


def figure(answer: CitedTable, differences: CitedTable, *, dark: bool = False) -> go.Figure:
    """Draw both panels; the lower one only where the two editions differ.

    ``answer.rows`` columns: ``edition_id``, ``edition_label``, ``edition_position`` (0 is drawn strongest),
    ``year``, ``starts_on``, ``ends_on`` (not included), ``amount_usd``, ``hover`` (plain text). Those of
    ``differences.rows``: ``starts_on``, ``ends_on``, ``kind``, ``change_usd`` (missing where one of the two
    has no figure), ``hover``. Traces say what they are in ``meta``: edition, line, name, change, one_only. No
    rows give no marks.
    """
    groups = grouped(records(answer.rows), "edition_id", "edition_position", "year")
    if not groups:
        return empty(dark)
    changed = records(differences.rows)
    days = [(as_day(row["starts_on"]), as_day(row["ends_on"])) for group in groups for row in group]
    panels = [("", PANEL_PX)]
    if changed:
        panels.append(
            (
                f"Change from {groups[1][0]['edition_label']} to {groups[0][0]['edition_label']}"
                if len(groups) > 1
                else "Change",
                CHANGES_PX,
            )
        )
    shown = TimeRange.around(days)
    frame = lay_out(panels, shown, dark=dark, mark_keys=_keys(changed, dark))
    frame.sketch.layout["margin"]["r"] = LABEL_ROOM_PX
    frame.sketch.layout["margin"]["autoexpand"] = False
    _editions(frame, groups, dark)
    if changed:
        _changes(frame, changed, shown, dark)
    return frame.sketch.figure()


def _editions(frame: Frame, groups: Sequence[Sequence[Row]], dark: bool) -> None:
    axis = frame.panel_axes[0]
    values = [row["amount_usd"] / MILLION for group in groups for row in group]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    room = 0.06 * (high - low)
    top, bottom = high + room, low - room if low < 0 else low
    frame.sketch.axis(axis).update(
        range=[bottom, top], nticks=7, tickformat=",~r", title={"text": "US$ million"}
    )
    for group in reversed(groups):  # The strongest is drawn last, on top.
        frame.sketch.traces.extend(_line(group, groups[0], axis, dark))
    frame.sketch.traces.append(_names(groups, axis, (bottom, top), dark))


def _look(position: int, dark: bool) -> tuple[str, str, float, int, str, str]:
    symbol, dash, width, size, letter = LOOKS[min(position, MOST - 1)]
    colours = theme.palette(dark)
    return symbol, dash, width, size, colours.money if position == 0 else colours.context, letter


def _line(group: Sequence[Row], strongest: Sequence[Row], axis: str, dark: bool) -> Iterator[Part]:
    """The line of an edition, and its points; of a paler one only those that the strongest does not cover."""
    position, label = int(group[0]["edition_position"]), str(group[0]["edition_label"])
    symbol, dash, width, size, colour, _ = _look(position, dark)
    joined = [(one, other) for one, other in pairwise(group) if other["year"] == one["year"] + 1]
    yield scatter(
        "line",
        x=[place for one, other in joined for place in (_at(one), _at(other), None)],
        y=[place for one, other in joined for place in (_amount(one), _amount(other), None)],
        yaxis=axis,
        mode="lines",
        line={"width": width, "dash": dash, "color": colour},
        hoverinfo="skip",
        name=f"{label}, joined",
    )
    covered = {(_at(row), row["amount_usd"]) for row in strongest if position}
    points = [row for row in group if (_at(row), row["amount_usd"]) not in covered]
    yield scatter(
        "edition",
        x=[_at(row) for row in points],
        y=[_amount(row) for row in points],
        yaxis=axis,
        mode="markers",
        marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 1.5, "color": colour}},
        hovertext=[hover_html(str(row["hover"])) for row in points],
        name=label,
    )


def _names(groups: Sequence[Sequence[Row]], axis: str, span: tuple[float, float], dark: bool) -> Part:
    """The day of each edition at the right end of its line, moved apart where lines end close together."""
    per_px = (span[1] - span[0]) / PANEL_PX
    last = sorted((group[-1] for group in groups), key=_amount)
    places = spread(
        [_amount(row) / per_px for row in last], LABEL_PX, span[0] / per_px + 8, span[1] / per_px - 8
    )
    ends = max(as_day(row["ends_on"]) for row in last)
    colours = theme.palette(dark)
    words = [
        f"{_look(int(row['edition_position']), dark)[-1]} {_in_lines(str(row['edition_label']))}"
        for row in last
    ]
    is_first = [int(row["edition_position"]) == 0 for row in last]
    return scatter(
        "name",
        x=[ends.isoformat()] * len(last),
        y=[place * per_px for place in places],
        yaxis=axis,
        mode="text",
        text=[f"<b>{said}</b>" if first else said for said, first in zip(words, is_first, strict=True)],
        textposition="middle right",
        textfont={"size": 11, "color": [colours.money if first else colours.muted for first in is_first]},
        hoverinfo="skip",
        name="editions",
    )


def _in_lines(label: str) -> str:
    """The day in two lines: ``22 November`` and ``2026, no. 2``."""
    day, month, rest = label.split(" ", 2)
    return f"{day} {month[:3]}<br>{rest}"


def _changes(frame: Frame, changed: Sequence[Row], shown: TimeRange, dark: bool) -> None:
    axis, colours = frame.panel_axes[1], theme.palette(dark)
    told = [row for row in changed if row["kind"] == "revised"]
    sizes = [row["change_usd"] / MILLION for row in told]
    low, high = min([0.0, *sizes]), max([0.0, *sizes])
    if low == high:
        high = 1.0
    room = 0.24 * (high - low)
    frame.sketch.axis(axis).update(
        range=[low - (room if low < 0 else 0.0), high + room],
        nticks=5, tickformat=",~r", zeroline=True, title={"text": "US$ million"},
    )  # fmt: skip
    if told:
        frame.sketch.traces.append(
            bar(
                "change",
                x=[_at(row) for row in told],
                y=sizes,
                width=[
                    round(width_ms(as_day(row["starts_on"]), as_day(row["ends_on"])) * 0.7) for row in told
                ],
                yaxis=axis,
                marker={"color": [colours.money if size > 0 else colours.context for size in sizes]},
                hovertext=[hover_html(str(row["hover"])) for row in told],
                name="change",
            )
        )
        air = 0.03 * (high - low)
        frame.sketch.traces.append(_labels(told, axis, shown, air))
    for kind, (symbol, _) in ONLY_ONE.items():
        if alone := [row for row in changed if row["kind"] == kind]:
            frame.sketch.traces.append(
                scatter(
                    "one_only",
                    x=[_at(row) for row in alone],
                    y=[0.0] * len(alone),
                    yaxis=axis,
                    mode="markers",
                    marker=_only(symbol, dark),
                    hovertext=[hover_html(str(row["hover"])) for row in alone],
                    name=ONLY_ONE[kind][1],
                )
            )


def _labels(told: Sequence[Row], axis: str, shown: TimeRange, air: float) -> Part:
    """The changes in numbers, the largest first, as many as have room on the narrowest plot.

    Those above zero and those below do not meet. ``air`` stands between a bar and its number, in US$ million.
    """
    share = (NARROW_PX - LABEL_ROOM_PX) / NARROW_PX
    kept: list[tuple[float, float, Row]] = []
    for row in sorted(told, key=lambda row: -abs(row["change_usd"])):
        middle = share * shown.middle_px(as_day(row["starts_on"]), as_day(row["ends_on"]))
        half = text_px(signed(row["change_usd"])) / 2 + 1
        same_side = [it for it in kept if (it[2]["change_usd"] > 0) == (row["change_usd"] > 0)]
        if all(abs(middle - other) >= half + room for other, room, _ in same_side):
            kept.append((middle, half, row))
    return scatter(
        "labels",
        x=[_at(row) for _, _, row in kept],
        y=[row["change_usd"] / MILLION + math.copysign(air, row["change_usd"]) for _, _, row in kept],
        yaxis=axis,
        mode="text",
        text=[signed(row["change_usd"]) for _, _, row in kept],
        textposition=["top center" if row["change_usd"] > 0 else "bottom center" for _, _, row in kept],
        hoverinfo="skip",
        name="changes",
    )


def _only(symbol: str, dark: bool) -> Part:
    colours = theme.palette(dark)
    return {
        "symbol": symbol,
        "size": 10,
        "color": colours.ink,
        "line": {"width": 1, "color": colours.background},
    }


def signed(change_usd: float) -> str:
    """A change in millions with its sign: ``+1.2``, ``−0.4``."""
    words = short_amount(change_usd)
    return f"+{words}" if change_usd > 0 else words


def _keys(changed: Sequence[Row], dark: bool) -> list[Key]:
    """What the marks of years that only one of the two has mean; editions have their names at their lines."""
    kinds = {str(row["kind"]) for row in changed}
    return [Key(said, _only(symbol, dark)) for kind, (symbol, said) in ONLY_ONE.items() if kind in kinds]


def _at(row: Row) -> str:
    return moment(as_day(row["starts_on"]), as_day(row["ends_on"]), 0.5)


def _amount(row: Row) -> float:
    return float(row["amount_usd"]) / MILLION
