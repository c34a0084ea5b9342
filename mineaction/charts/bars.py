"""The bars of a chart of yearly amounts: one for each row, the years without any, and the shared scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from mineaction.charts.frame import as_day, grouped, hover_html, moment, width_ms
from mineaction.vocabulary import Comparator, YearBasis

LABEL_PX, SIGN_PX, DIAMOND_PX = 14.0, 11.0, 7
"""How tall a label and the sign of a bound are, and the diamond of an earlier edition."""

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn amount. ``value`` is in the axis unit; ``slot`` of ``slots`` is its part of the span."""

    mark: str
    year: int
    basis: YearBasis
    year_label: str
    starts_on: date
    ends_on: date
    value: float
    comparator: Comparator
    is_partial: bool
    label: str
    hover: str
    slot: int = 0
    slots: int = 1

    @property
    def left(self) -> str:
        """Where the bar begins, as ISO text."""
        return moment(self.starts_on, self.ends_on, self.slot / self.slots)

    @property
    def middle(self) -> str:
        """Half way through the bar, as ISO text."""
        return moment(self.starts_on, self.ends_on, (self.slot + 0.5) / self.slots)

    @property
    def right(self) -> str:
        """Where the bar ends, as ISO text."""
        return moment(self.starts_on, self.ends_on, (self.slot + 1) / self.slots)

    @property
    def width_ms(self) -> float:
        """The bar's length on the date axis."""
        return width_ms(self.starts_on, self.ends_on) / self.slots

    @property
    def is_signed(self) -> bool:
        """Whether a sign for its comparator stands at its end."""
        return self.mark == "bar" and self.comparator is not Comparator.EXACT

    @property
    def away(self) -> int:
        """Which way is away from zero."""
        return -1 if self.value < 0 else 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A year inside a series for which no figure was found."""

    year_label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Panel:
    """One series."""

    title: str
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The y axis all panels share, and how many of its units one pixel is."""

    low: float
    high: float
    per_px: float


def read_panels(rows: Sequence[Row], divisor: int) -> list[Panel]:
    """The rows of an answer as panels in order of their position (columns: see funding_over_time.figure).

    Amounts are divided by ``divisor``. Every row has an amount.
    """
    return [_panel(group, divisor) for group in grouped(rows, "panel_key", "panel_position", "panel_key")]


def _panel(rows: Sequence[Row], divisor: int) -> Panel:
    bars = [
        Bar(
            mark=str(row["mark"]),
            year=int(row["year"]),
            basis=YearBasis(row["year_basis"]),
            year_label=str(row["year_label"]),
            starts_on=as_day(row["starts_on"]),
            ends_on=as_day(row["ends_on"]),
            value=float(row["amount_usd"]) / divisor,
            comparator=Comparator(row["comparator"]),
            is_partial=bool(row["is_partial"]),
            label=str(row["label"] or ""),
            hover=hover_html(str(row["hover"])),
        )
        for row in rows
    ]
    bars.sort(key=lambda bar: (bar.starts_on, bar.ends_on))
    return Panel(str(rows[0]["panel_title"]), tuple(_side_by_side(bars)), tuple(_gaps(bars)))


def _side_by_side(bars: Sequence[Bar]) -> list[Bar]:
    """Bars of the same year share its span, each in its own part; outlines keep the whole span."""
    count = Counter(bar.year for bar in bars if bar.mark == "bar")
    seen: Counter[int] = Counter()
    placed = []
    for bar in bars:
        if bar.mark == "bar":
            placed.append(replace(bar, slot=seen[bar.year], slots=count[bar.year]))
            seen[bar.year] += 1
        else:
            placed.append(bar)
    return placed


def _gaps(bars: Sequence[Bar]) -> list[Gap]:
    """The years between the first and the last figure that have no bar, on the series' own kind of year.

    A hollow bar does not fill a gap: what was required says nothing of what was received.
    """
    drawn = [bar for bar in bars if bar.mark != "earlier"]
    solid = [bar for bar in drawn if bar.mark == "bar"] or drawn
    if not solid:
        return []
    stated = [bar for bar in solid if bar.basis is not YearBasis.UNSTATED] or solid
    usual = Counter(bar.basis for bar in stated).most_common(1)[0][0]
    model = next(bar for bar in stated if bar.basis is usual)
    have = {bar.year for bar in solid}
    gaps = []
    for year in range(min(bar.year for bar in drawn), max(bar.year for bar in drawn) + 1):
        if year not in have:
            shift = year - model.year
            start = model.starts_on.replace(year=model.starts_on.year + shift)
            label = f"FY{year}" if model.year_label.startswith("FY") else str(year)
            gaps.append(Gap(label, start, start.replace(year=start.year + 1)))
    return gaps


def fit(bars: Sequence[Bar], height: int) -> Scale:
    """One range for every panel, with room above (and below) for a sign and a label."""
    high, low = max(0.0, *(bar.value for bar in bars)), min(0.0, *(bar.value for bar in bars))
    if high == low:
        high = 1.0
    room = LABEL_PX + SIGN_PX + 5
    used = height - room - (room if low < 0 else 0)
    per_px = (high - low) / used
    return Scale(low - room * per_px if low < 0 else 0.0, high + room * per_px, per_px)
