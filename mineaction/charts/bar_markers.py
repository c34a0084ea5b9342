"""How bars and their signs are filled and outlined, and the key that explains those that occur."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.charts import gaps, theme
from mineaction.charts.bars import DIAMOND_PX, Bar, Panel
from mineaction.charts.bounds import DOWN, UP
from mineaction.charts.keys import Key
from mineaction.charts.sketch import Part
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator, YearBasis

LOW_PX = 2.0
"""A bar lower than this would vanish behind the line that parts it from its neighbours."""


def filled(bars: Sequence[Bar], per_px: float, colours: theme.Palette) -> Part:
    """Fills parted by lines of the background; those would hide a very low bar, which has its own.

    ``per_px`` is how many axis units one pixel is.
    """
    pale = [bar.basis is YearBasis.UNSTATED for bar in bars]
    fill = [colours.money_pale if is_pale else colours.money for is_pale in pale]
    edge = [colours.money if 0 < abs(bar.value) < LOW_PX * per_px else colours.background for bar in bars]
    marker: Part = {"color": _one_or_each(fill), "line": {"width": 1, "color": _one_or_each(edge)}}
    if any(bar.is_partial for bar in bars):
        marker["pattern"] = partial_pattern(colours, ["/" if bar.is_partial else "" for bar in bars])
    return marker


def _one_or_each(colours: list[str]) -> str | list[str]:
    """One colour for all if they share it: a list is checked entry by entry."""
    return colours[0] if len(set(colours)) == 1 else colours


def hollow(colours: theme.Palette) -> Part:
    """The outline of a bar that stands behind another."""
    return {"color": gaps.CLEAR, "line": {"width": 1.5, "color": colours.context}}


def earlier(colours: theme.Palette) -> Part:
    """The diamond of what an earlier edition printed."""
    line = {"width": 1.5, "color": colours.ink}
    return {"symbol": "diamond", "size": DIAMOND_PX, "color": colours.background, "line": line}


def keys(panels: Sequence[Panel], dark: bool) -> list[Key]:
    """Explanations of the signs that occur, and of no others."""
    colours = theme.palette(dark)
    every = [bar for panel in panels for bar in panel.bars]
    bars = [bar for bar in every if bar.mark == "bar"]
    ink = {"color": colours.ink, "size": 8}
    printed = {bar.comparator for bar in bars}
    made = []
    if printed & UP:
        made.append(Key(f"{_words(printed & UP)}: lower bound", {"symbol": "triangle-up", **ink}))
    if printed & DOWN:
        made.append(Key(f"{_words(printed & DOWN)}: upper bound", {"symbol": "triangle-down", **ink}))
    if Comparator.ABOUT in printed:
        made.append(Key("~ about, as printed", {"symbol": "circle", "size": 1, "opacity": 0}))
    if any(bar.is_partial for bar in bars):
        made.append(Key("part, not a total", _partial(colours), is_bar=True))
    if any(bar.basis is YearBasis.UNSTATED for bar in bars):
        edge = {"line": {"width": 1, "color": colours.money}}
        made.append(Key("fiscal or calendar?", {"color": colours.money_pale, **edge}, is_bar=True))
    if any(bar.mark == "outline" for bar in every):
        made.append(Key("required", hollow(colours), is_bar=True))
    if any(bar.mark == "earlier" for bar in every):
        made.append(Key("earlier edition", earlier(colours)))
    if any(panel.gaps for panel in panels):
        made.append(Key(gaps.GAP_WORDS, gaps.hatch(colours), is_bar=True))
    return made


def _words(comparators: set[Comparator]) -> str:
    """The words as printed: ``over``, ``over, at least``."""
    return ", ".join(COMPARATOR_WORDS[it] for it in Comparator if it in comparators)


def _partial(colours: theme.Palette) -> Part:
    """The hatched fill of a part, as a key shows it."""
    return {"color": colours.money, "pattern": partial_pattern(colours, ["/"])}


def partial_pattern(colours: theme.Palette, shapes: Sequence[str]) -> Part:
    """The hatch of parts; a bar whose shape is empty is filled as it is."""
    return {
        "shape": list(shapes),
        "fillmode": "replace",
        "fgcolor": colours.money,
        "bgcolor": colours.background,
        "size": 5,
        "solidity": 0.45,
    }
