"""The frame time charts share: panels above the policy strip, all on one axis of true dates.

Heights are pixels, worked out here; the width is the reader's. Margins do not grow by themselves
(``autoexpand`` is off), so keys and notes get their room in advance, for the narrowest plot.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import keys, theme
from mineaction.charts.keys import KEY_ROOM, WIDE_PX, Key, wrap
from mineaction.charts.sketch import Part, Sketch
from mineaction.charts.spread import NARROW_PX

DAY_MS = 86_400_000
LEFT_PX, RIGHT_PX = 58, 12
TITLE_PX, PANEL_GAP_PX, STRIP_GAP_PX = 26, 12, 12
TICKS_PX, NOTE_PX = 24, 20
TOP_PX = 6
TITLE_LETTERS, TITLE_LINE_PX = 62, 16


def as_day(value: Any) -> date:
    """A date from a date, datetime, pandas timestamp or ISO text."""
    if isinstance(value, datetime):  # pandas timestamps are datetimes
        return value.date()
    if isinstance(value, date):
        return value
    return pd.Timestamp(value).date()


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dicts, taken column by column, which is several times quicker than row by row."""
    columns = [table[name].tolist() for name in table.columns]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def grouped(rows: Iterable[dict[str, Any]], key: str, *order: str) -> list[list[dict[str, Any]]]:
    """Rows in groups that share a ``key``; rows and groups in order of the columns named."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: [row[name] for name in order]):
        groups.setdefault(row[key], []).append(row)
    return list(groups.values())


def width_ms(starts_on: date, ends_on: date) -> int:
    """The length of a stretch of time as Plotly wants it on a date axis."""
    return (ends_on - starts_on).days * DAY_MS


def moment(day: date, share_from: date | None = None, share: float = 0.0) -> str:
    """ISO text of a day, or of the point ``share`` of the way from ``day`` on to ``share_from``."""
    start = datetime(day.year, day.month, day.day)
    if share_from is None:
        return day.isoformat()
    end = datetime(share_from.year, share_from.month, share_from.day)
    return (start + (end - start) * share).isoformat(timespec="seconds")


def hover_html(plain: str) -> str:
    """Plain text with line breaks, made safe for a hover label."""
    return html.escape(plain, quote=False).replace("\n", "<br>")


@dataclass(frozen=True, slots=True)
class TimeRange:
    """What the date axis shows: from ``starts_on`` up to ``ends_on``."""

    starts_on: date
    ends_on: date

    @classmethod
    def around(cls, spans: Iterable[tuple[date, date]], margin_share: float = 0.015) -> TimeRange:
        """The range that holds every span, with a little air. Raises ValueError for no spans."""
        listed = list(spans)
        start, end = min(span[0] for span in listed), max(span[1] for span in listed)
        air = timedelta(days=max(20, round((end - start).days * margin_share)))
        return cls(start - air, end + air)

    def px(self, day: date) -> float:
        """Where a day lies on the narrowest plot, in pixels from its left edge."""
        return (day - self.starts_on).days / (self.ends_on - self.starts_on).days * NARROW_PX

    def middle_px(self, starts_on: date, ends_on: date) -> float:
        """Where the middle of a span lies on the narrowest plot."""
        return (self.px(starts_on) + self.px(ends_on)) / 2

    def clip(self, starts_on: date, ends_on: date) -> tuple[date, date] | None:
        """The part of a span that lies inside, or None."""
        start, end = max(starts_on, self.starts_on), min(ends_on, self.ends_on)
        return (start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure laid out and still empty. ``panel_axes`` and ``strip_axis`` are trace references."""

    sketch: Sketch
    panel_axes: tuple[str, ...]
    strip_axis: str


def panel_px(panels: int, strip_px: int) -> int:
    """How tall each panel is: lower when there are many, and never so low that the strip dominates."""
    usual = {1: 270, 2: 190, 3: 160, 4: 150}.get(panels, 130)
    return max(usual, -(-(3 * strip_px - 50) // max(panels, 1)))


def lay_out(
    panels: Sequence[tuple[str, int]],
    shown: TimeRange,
    *,
    dark: bool,
    strip_px: int = 0,
    note: str = "",
    mark_keys: Sequence[Key] = (),
    event_keys: Sequence[Key] = (),
) -> Frame:
    """Panels from top to bottom as (title, height in pixels), then the strip if it has a height.

    ``note`` is the line under the axis; ``mark_keys`` explain the panels and stand above them,
    ``event_keys`` explain the strip and stand at the foot. A title may be empty.
    """
    placed = _placed(panels, strip_px)
    top = TOP_PX + keys.room_px(mark_keys)
    foot = TICKS_PX + (NOTE_PX if note else 0)
    bottom = foot + keys.room_px(event_keys) + 8
    sketch, references = Sketch(), tuple(panel.axis for panel in placed.panels)
    for panel in placed.panels:
        _draw_panel(sketch, panel, dark)
    if strip_px:
        sketch.axis(placed.strip_axis).update(
            domain=[0, strip_px / placed.height], anchor="x", range=[0, 1], fixedrange=True, visible=False
        )
    if note:
        words = html.escape(note, quote=False)
        sketch.annotations.append(_at_left_edge(words, y=0, yanchor="top", yshift=-TICKS_PX))
    below = -(foot + 2) / placed.height
    sketch.layout.update(
        template=theme.template(dark),
        height=top + placed.height + bottom,
        margin={"l": LEFT_PX, "r": RIGHT_PX, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        barmode="overlay",
        uniformtext={"mode": "hide", "minsize": theme.FONT_SIZE},
        xaxis=_dates(shown, placed.strip_axis or (references[-1] if references else "free"), dark),
        showlegend=bool(mark_keys or event_keys),
        legend=keys.legend(mark_keys, dark, y=1, yanchor="bottom"),
        legend2=keys.legend(event_keys, dark, y=below, yanchor="top"),
    )
    for place, entries in (("legend", mark_keys), ("legend2", event_keys)):
        axis = references[0] if references else "y"
        sketch.traces.extend(keys.entry(key, place, axis) for key in entries)
    return Frame(sketch, references, placed.strip_axis)


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel's axis, the lines of its title, and where it ends, as shares of the height from the foot."""

    axis: str
    title: list[str]
    foot: float
    top: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """All panels, the axis of the strip (empty where there is none), and the height of all in pixels."""

    panels: list[_Panel]
    strip_axis: str
    height: int


def _placed(panels: Sequence[tuple[str, int]], strip_px: int) -> _Placed:
    """Panels below each other, each under its title, and the strip under all."""
    titles = [wrap(html.escape(title, quote=False), TITLE_LETTERS) for title, _ in panels]
    heights = [
        height + (TITLE_PX + TITLE_LINE_PX * (len(lines) - 1) if lines else 4)
        for (_, height), lines in zip(panels, titles, strict=True)
    ]
    inner = sum(heights) + PANEL_GAP_PX * (len(panels) - 1)
    inner += STRIP_GAP_PX + strip_px if strip_px else 0
    found, from_top = [], 0
    for number, ((_, height), lines, whole) in enumerate(zip(panels, titles, heights, strict=True), 1):
        foot, top = from_top + whole, from_top + whole - height
        found.append(_Panel("y" if number == 1 else f"y{number}", lines, 1 - foot / inner, 1 - top / inner))
        from_top = foot + PANEL_GAP_PX
    return _Placed(found, f"y{len(panels) + 1}" if strip_px else "", inner)


def _draw_panel(sketch: Sketch, panel: _Panel, dark: bool) -> None:
    sketch.axis(panel.axis).update(domain=[panel.foot, panel.top], anchor="x", fixedrange=True)
    if panel.title:
        title = "<br>".join(f"<b>{line}</b>" for line in panel.title)
        font = {"color": theme.palette(dark).ink}
        sketch.annotations.append(_at_left_edge(title, y=panel.top, yanchor="bottom", yshift=5, font=font))


def _dates(shown: TimeRange, anchor: str, dark: bool) -> Part:
    """The axis of dates that all panels share."""
    return {
        "type": "date",
        "range": [shown.starts_on.isoformat(), shown.ends_on.isoformat()],
        "anchor": anchor,
        "side": "bottom",
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": theme.palette(dark).context,
        "tickformat": "%Y",
        "minallowed": shown.starts_on.isoformat(),
        "maxallowed": shown.ends_on.isoformat(),
        **_year_ticks(shown),
    }


def _year_ticks(shown: TimeRange) -> dict[str, Any]:
    """Ticks at the start of calendar years; a few years are ticked each, long stretches thinned out."""
    years = shown.ends_on.year - shown.starts_on.year
    step = 1 if years <= 7 else 2 if years <= 14 else 5 if years <= 40 else 10
    first = -(-shown.starts_on.year // step) * step
    return {
        "tickmode": "linear",
        "tick0": f"{first}-01-01",
        "dtick": f"M{12 * step}",
        "minor": {"dtick": "M12", "tick0": f"{first}-01-01", "ticks": "outside", "ticklen": 2},
    }


def let_key_grow(frame: Frame, mark_keys: Sequence[Key]) -> None:
    """Let the key above the panels take the room it needs at each width, and the panels the rest.

    A picture, whose margins do not grow, is told how much that is.
    """
    frame.sketch.layout["meta"] = {KEY_ROOM: [keys.room_px(mark_keys), keys.room_px(mark_keys, WIDE_PX)]}
    frame.sketch.layout["margin"].update(t=TOP_PX, autoexpand=True)


def _at_left_edge(words: str, **place: Any) -> Part:
    """A note that begins at the figure's left edge, in paper coordinates."""
    return {
        "text": words,
        "x": 0,
        "xshift": 4 - LEFT_PX,
        "xref": "paper",
        "xanchor": "left",
        "yref": "paper",
        "align": "left",
        **place,
    }


def empty(dark: bool) -> go.Figure:
    """A figure with no marks: what an empty answer looks like."""
    hidden = {"visible": False}
    return go.Figure(
        layout={"template": theme.template(dark), "height": 120, "xaxis": hidden, "yaxis": hidden}
    )
