"""What PowerPoint and Excel can draw themselves and a reader can edit: charts and tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from mineaction.charts import theme
from mineaction.money import SIGNS
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator

COLOURS = theme.LIGHT
"""Files are made in the light design: they are printed, and stand on white slides."""

Kind: TypeAlias = Literal["column", "stacked", "bar", "dated"]
DrawnAs: TypeAlias = Literal["bar", "line", "points"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a bar, line or point is drawn. ``fill`` is ``#RRGGBB``, or empty for none; so is ``edge``.

    ``hatch`` is the colour of a hatch on ``fill``.
    """

    fill: str = ""
    edge: str = ""
    hatch: str = ""
    symbol: str = "circle"
    is_dotted: bool = False


MONEY = Look(COLOURS.money)
PALE = Look(COLOURS.money_pale, COLOURS.money)
PART = Look(COLOURS.background, COLOURS.money, hatch=COLOURS.money)
HOLLOW = Look("", COLOURS.context)
GREY = Look(COLOURS.gap)
EARLIER = Look(COLOURS.strip_alternate, COLOURS.ink, symbol="diamond")
AMOUNT = "amount"
"""The name of a series whose panel's title says what it counts."""


@dataclass(frozen=True, slots=True)
class Label:
    """A value in words, as ``over 376``, and the same in signs, as ``>376``, where room is short."""

    words: str
    short: str

    @classmethod
    def of(cls, short: str, comparator: Comparator) -> Label:
        """A label in signs, as rows of answers have it, with its bound in words."""
        sign, bound = SIGNS[comparator], COMPARATOR_WORDS[comparator]
        return cls(f"{bound} {short.removeprefix(sign)}" if sign and bound else short, short)

    @classmethod
    def plain(cls, words: str) -> Label:
        """A label that has one form."""
        return cls(words, words)


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """Values in the order of the chart's categories; None where there is none, which stays blank.

    ``labels`` and ``own_looks`` are by place in ``values``; those without have none, or the series' ``look``.
    ``bounds`` are the values that are bounds, or only about right. Without ``shows_labels`` the labels are
    held, for tables, and not written at the marks.
    A series that goes on another one, for years with several values, is not in the key.
    """

    name: str
    values: tuple[float | None, ...]
    look: Look = MONEY
    drawn_as: DrawnAs = "bar"
    labels: Mapping[int, Label] = field(default_factory=dict)
    own_looks: Mapping[int, Look] = field(default_factory=dict)
    is_in_key: bool = True
    bounds: Mapping[int, Comparator] = field(default_factory=dict)
    shows_labels: bool = True


@dataclass(frozen=True, slots=True)
class NativeChart:
    """One panel: ``column`` (upright bars), ``stacked`` (parts of one count), ``bar`` (lying, first on top),

    ``dated`` (points on days; ``categories`` are dates). ``low`` and ``high`` are the ends of the scale and
    ``step`` its grid, the same on all panels that may be compared. ``notes`` say how to read it.
    ``stretches`` name the stretch each category stands in, as before or after; empty where there are none.
    """

    title: str
    kind: Kind
    categories: tuple[str, ...] | tuple[date, ...]
    series: tuple[NativeSeries, ...]
    axis_title: str
    low: float
    high: float
    step: float
    number_format: str = "#,##0.##"
    notes: tuple[str, ...] = ()
    stretches: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether the categories are days."""
        return self.kind == "dated"

    @property
    def label_count(self) -> int:
        """How many values have a label to be written at their marks, where there is room."""
        return sum(len(series.labels) for series in self.series if series.shows_labels)

    @property
    def has_key(self) -> bool:
        """Whether the series need a key: one alone is named by the title."""
        return sum(series.is_in_key for series in self.series) > 1

    @property
    def bars_share_places(self) -> bool:
        """Whether bars of a category stand on one place: stacked, only one, or hollow behind solid."""
        solid = [series for series in self.series if series.drawn_as == "bar" and series.look.fill]
        held = zip(*(series.values for series in solid), strict=True)
        return self.kind == "stacked" or all(sum(value is not None for value in own) <= 1 for own in held)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words, the number behind them, its fill and the colour of its letters.

    ``exact`` is an amount that the words round, unrounded; empty where they do not, or there is none.
    """

    words: str
    value: float | None = None
    fill: str = ""
    ink: str = COLOURS.ink
    is_strong: bool = False
    exact: str = ""


@dataclass(frozen=True, slots=True)
class NativeTable:
    """A table that stands for a drawing: ``widths`` are shares of its columns, ``keys`` explain its fills.

    ``centred`` are the columns whose words stand in the middle, counted from 0. A row of one cell is a
    heading as wide as the table. ``unit`` is that of the numbers behind its cells.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...] = ()
    keys: tuple[Cell, ...] = ()
    centred: tuple[int, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NativePicture:
    """A drawing Office programs have no form for. ``table`` has its rows, largest first.

    ``is_tall`` where its height cannot shrink, as that of lanes of marks: caveats then stand beside it.
    """

    title: str
    table: NativeTable
    is_tall: bool = False


NativePart: TypeAlias = NativeChart | NativeTable | NativePicture

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_STEPS = 6


def scale_of(values: Sequence[float], head_room: float = 1.08) -> tuple[float, float, float]:
    """A scale that holds zero, every value, and a label beyond the largest: low, high, step."""
    top = max([0.0, *values]) * head_room
    foot = min([0.0, *values]) * head_room
    span = (top - foot) or 1.0
    power = 10.0 ** math.floor(math.log10(span / MOST_STEPS))
    step = next(part * power for part in STEPS if span / (part * power) <= MOST_STEPS)
    return math.floor(foot / step) * step, (math.ceil(top / step) or 1) * step, step


def format_of(values: Sequence[float]) -> str:
    """How numbers of a chart are written: as finely as its largest one needs. No value is rounded."""
    largest = max(map(abs, values), default=0.0)
    return "#,##0" if largest >= 100 else "#,##0.0" if largest >= 10 else "#,##0.00"
