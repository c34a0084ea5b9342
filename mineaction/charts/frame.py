"""The frame time charts share: panels above the policy strip, all on one axis of true dates.

Heights are pixels, worked out here; the width is the reader's. Margins do not grow by themselves
(``autoexpand`` is off), so keys and notes get their room in advance, for the narrowest plot.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from mineaction.charts import theme
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.charts.spread import NARROW_PX, text_px

DAY_MS = 86_400_000
LEFT_PX, RIGHT_PX = 58, 12
TITLE_PX, PANEL_GAP_PX, STRIP_GAP_PX = 26, 12, 12
TICKS_PX, NOTE_PX = 24, 20
KEY_PX, KEY_LINE_PX, KEY_SYMBOL_PX, KEY_LETTERS = 19, 14, 45, 19
TOP_PX = 6
KEY_ROOM, WIDE_PX = "keyRoom", 700
"""Where a figure whose margins grow says in ``layout.meta`` how much room its key needs in a picture: on the
narrowest plot, and on one that is so wide."""
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
class Key:
    """One entry of a key: the marker, or the bar, as Plotly draws it, and what it means."""

    words: str
    marker: dict[str, Any]
    is_bar: bool = False

    @property
    def lines(self) -> list[str]:
        """The words in lines so short that two entries stand side by side on the narrowest plot."""
        return wrap(self.words, KEY_LETTERS)


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure laid out and still empty. ``panel_axes`` and ``strip_axis`` are trace references."""

    sketch: Sketch
    panel_axes: tuple[str, ...]
    strip_axis: str


def wrap(words: str, letters: int) -> list[str]:
    """Words in lines of at most ``letters``, as even as they come; no words, no lines."""
    if not words:
        return []
    lines = -(-len(words) // letters)
    even = min(letters, len(words) // lines + 6)
    return textwrap.wrap(words, even, break_long_words=False)


def _entry_px(keys: Sequence[Key]) -> int:
    """The width of a key's column of words; the estimate leaves some room to spare, a key needs none."""
    widest = max((text_px(line, theme.KEY_SIZE) for key in keys for line in key.lines), default=0.0)
    return round(0.96 * widest)


def _key_px(keys: Sequence[Key], plot_px: float = NARROW_PX) -> int:
    """The room a key needs on a plot so wide, where it wraps into columns of even width."""
    if not keys:
        return 0
    columns = max(1, int(plot_px // (_entry_px(keys) + KEY_SYMBOL_PX)))
    tallest = [
        max(len(key.lines) for key in keys[row : row + columns]) for row in range(0, len(keys), columns)
    ]
    return sum(KEY_PX + KEY_LINE_PX * (lines - 1) for lines in tallest) + 8


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
    colours = theme.palette(dark)
    top = TOP_PX + _key_px(mark_keys)
    bottom = TICKS_PX + (NOTE_PX if note else 0) + _key_px(event_keys) + 8
    titles = [wrap(html.escape(title, quote=False), TITLE_LETTERS) for title, _ in panels]
    heights = [
        height + (TITLE_PX + TITLE_LINE_PX * (len(lines) - 1) if lines else 4)
        for (_, height), lines in zip(panels, titles, strict=True)
    ]
    inner = sum(heights) + PANEL_GAP_PX * (len(panels) - 1)
    inner += STRIP_GAP_PX + strip_px if strip_px else 0

    sketch = Sketch()
    references = tuple("y" if index == 0 else f"y{index + 1}" for index in range(len(panels)))
    strip_axis = f"y{len(panels) + 1}" if strip_px else ""
    from_top = 0
    for reference, (_, height), lines, whole in zip(references, panels, titles, heights, strict=True):
        panel_top = from_top + whole - height
        sketch.axis(reference).update(
            domain=[1 - (from_top + whole) / inner, 1 - panel_top / inner], anchor="x", fixedrange=True
        )
        if lines:
            title = "<br>".join(f"<b>{line}</b>" for line in lines)
            sketch.annotations.append(
                _at_left_edge(
                    title,
                    y=1 - panel_top / inner,
                    yanchor="bottom",
                    yshift=5,
                    font={"color": colours.ink},
                )
            )
        from_top += whole + PANEL_GAP_PX
    if strip_px:
        sketch.axis(strip_axis).update(
            domain=[0, strip_px / inner], anchor="x", range=[0, 1], fixedrange=True, visible=False
        )
    if note:
        words = html.escape(note, quote=False)
        sketch.annotations.append(_at_left_edge(words, y=0, yanchor="top", yshift=-TICKS_PX))
    legend = {
        "orientation": "h",
        "xref": "paper",
        "x": 0,  # not further left: an axis title steps aside, into the plot, for a key in its column
        "xanchor": "left",
        "yref": "paper",
        "traceorder": "normal",
        "font": {"size": theme.KEY_SIZE, "color": colours.muted},  # of legend2 a template knows nothing
    }
    foot = -(TICKS_PX + (NOTE_PX if note else 0) + 2) / inner
    sketch.layout.update(
        template=theme.template(dark),
        height=top + inner + bottom,
        margin={"l": LEFT_PX, "r": RIGHT_PX, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        barmode="overlay",
        uniformtext={"mode": "hide", "minsize": theme.FONT_SIZE},
        xaxis={
            "type": "date",
            "range": [shown.starts_on.isoformat(), shown.ends_on.isoformat()],
            "anchor": strip_axis or (references[-1] if references else "free"),
            "side": "bottom",
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": colours.context,
            "tickformat": "%Y",
            "minallowed": shown.starts_on.isoformat(),
            "maxallowed": shown.ends_on.isoformat(),
            **_year_ticks(shown),
        },
        showlegend=bool(mark_keys or event_keys),
        legend={**legend, "entrywidth": _entry_px(mark_keys), "y": 1, "yanchor": "bottom"},
        legend2={**legend, "entrywidth": _entry_px(event_keys), "y": foot, "yanchor": "top"},
    )
    for place, keys in (("legend", mark_keys), ("legend2", event_keys)):
        for key in keys:
            sketch.traces.append(_key_trace(key, place, references[0] if references else "y"))
    return Frame(sketch, references, strip_axis)


def let_key_grow(frame: Frame, mark_keys: Sequence[Key]) -> None:
    """Let the key above the panels take the room it needs at each width, and the panels the rest.

    A picture, whose margins do not grow, is told how much that is.
    """
    frame.sketch.layout["meta"] = {KEY_ROOM: [_key_px(mark_keys), _key_px(mark_keys, WIDE_PX)]}
    frame.sketch.layout["margin"].update(t=TOP_PX, autoexpand=True)


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


def _key_trace(key: Key, place: str, axis: str) -> Part:
    """A trace without points, which gives a key its entry."""
    nothing = {"x": [None], "y": [None], "yaxis": axis}
    words = "<br>".join(html.escape(line, quote=False) for line in key.lines)
    entry = {"name": words, "legend": place, "showlegend": True, "marker": key.marker, **nothing}
    return bar("key", **entry) if key.is_bar else scatter("key", mode="markers", **entry)


def empty(dark: bool) -> go.Figure:
    """A figure with no marks: what an empty answer looks like."""
    hidden = {"visible": False}
    return go.Figure(
        layout={"template": theme.template(dark), "height": 120, "xaxis": hidden, "yaxis": hidden}
    )
