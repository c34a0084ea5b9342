"""Text set in lines and columns beside a chart: how wide, how tall, where. Pure arithmetic, in pixels."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mineaction.charts.spread import text_px

UNIT = 12.0
LINE = 1.3
"""Plotly's distance from line to line, as a part of the size of the text."""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one size and colour. ``lines`` are HTML as Plotly reads it; ``link`` makes them a link."""

    lines: tuple[str, ...]
    size: float
    colour: str
    left: float = 0.0
    top: float = 0.0
    is_bold: bool = False
    link: str = ""

    @property
    def height(self) -> float:
        """How tall the lines are together."""
        return len(self.lines) * self.size * LINE

    @property
    def html(self) -> str:
        """The lines as one text of Plotly's."""
        whole = "<br>".join(self.lines)
        if self.link:
            whole = f'<a href="{html.escape(self.link)}">{whole}</a>'
        return f"<b>{whole}</b>" if self.is_bold else whole


@dataclass(frozen=True, slots=True)
class Sheet:
    """Texts in their places, counted from the sheet's own upper left corner."""

    texts: tuple[Text, ...] = ()
    height: float = 0.0

    def moved(self, left: float, top: float) -> tuple[Text, ...]:
        """The texts where they stand when the sheet's corner is put there."""
        return tuple(replace(text, left=text.left + left, top=text.top + top) for text in self.texts)


def wrapped(words: str, width: float, size: float) -> list[str]:
    """Plain words in lines that fit a width, also in semibold; plain text, not HTML.

    A word longer than a line, as an address, is broken, if it can be where its parts begin.
    """
    scale, blank = size / UNIT, _word_px(" ")
    lines: list[str] = []
    filled = 0.0
    for word in words.split():
        first, *rest = _pieces(word, width, size)
        wide = _word_px(first)
        if lines and (filled + blank + wide) * scale <= width:
            lines[-1] = f"{lines[-1]} {first}"
            filled += blank + wide
        else:
            lines.append(first)
            filled = wide
        if rest:
            lines.extend(rest)
            filled = _word_px(rest[-1])
    return lines


@lru_cache(maxsize=4096)
def _word_px(word: str) -> float:
    """How wide a word is at the size ``UNIT``; widths add up and grow with the size."""
    return text_px(word, UNIT)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word, or a long one in pieces that fit: cut before a sign of an address, else anywhere."""
    if _word_px(word) * size / UNIT <= width:
        return [word]
    room = width * UNIT / size
    pieces, filled = [""], 0.0
    for part in re.split(r"(?=[/?&=#_])", word):
        for bit in [part] if _word_px(part) <= room else list(part):
            wide = _word_px(bit)
            if pieces[-1] and filled + wide > room:
                pieces.append(bit)
                filled = wide
            else:
                pieces[-1] += bit
                filled += wide
    return pieces


def escaped(lines: Sequence[str]) -> tuple[str, ...]:
    """Plain lines as HTML."""
    return tuple(html.escape(line, quote=False) for line in lines)


def paragraph(
    words: str, width: float, size: float, colour: str, *, is_bold: bool = False, link: str = ""
) -> Text:
    """Plain words as a text of that width."""
    lines = escaped(wrapped(words, width, size))
    return Text(lines, size, colour, is_bold=is_bold, link=link)


def stacked(texts: Sequence[Text], gap: float) -> Sheet:
    """Texts below each other; those without lines are left out."""
    placed, top = [], 0.0
    for text in texts:
        if text.lines:
            placed.append(replace(text, top=top))
            top += text.height + gap
    return Sheet(tuple(placed), max(0.0, top - gap))


def beside(sheets: Sequence[Sheet], width: float, gap: float) -> Sheet:
    """Sheets side by side in columns of one width."""
    step = (width + gap) / len(sheets)
    texts = [text for index, sheet in enumerate(sheets) for text in sheet.moved(index * step, 0.0)]
    return Sheet(tuple(texts), max(sheet.height for sheet in sheets))


def below(sheets: Sequence[Sheet], gap: float) -> Sheet:
    """Sheets below each other; empty ones are left out."""
    placed: list[Text] = []
    top = 0.0
    for sheet in sheets:
        if sheet.texts:
            placed.extend(sheet.moved(0.0, top))
            top += sheet.height + gap
    return Sheet(tuple(placed), max(0.0, top - gap))


def in_columns(texts: Sequence[Text], count: int, width: float, gap: float, line_gap: float) -> Sheet:
    """Texts in order, down one column and then the next, so that the columns are about equally tall."""
    if not texts:
        return Sheet()
    room = sum(text.height + line_gap for text in texts) / count
    columns: list[list[Text]] = [[]]
    filled = 0.0
    for text in texts:
        if columns[-1] and len(columns) < count and filled + text.height / 2 > room:
            columns.append([])
            filled = 0.0
        columns[-1].append(text)
        filled += text.height + line_gap
    columns += [[] for _ in range(count - len(columns))]
    return beside([stacked(column, line_gap) for column in columns], width, gap)
