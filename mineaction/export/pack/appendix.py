"""What of a briefing stands in its body, and what behind it: figures come first, and short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from math import ceil

from mineaction.export.html.figure import hidden_words
from mineaction.export.pack.events import far_events, timeline_of
from mineaction.export.pack.opened import Figure
from mineaction.export.pack.tables import PADDING, PAPER_LETTERS, Table, bounded, is_heading

APPENDIX = "Appendix"
TABLES = "Tables in full"
VALUES = "Values drawn"
CAVEATS = "What to know"
MOST_CAVEATS, CAVEAT_LETTERS = 3, 420
"""Caveats that stand with a figure, and their letters together; the first one always does."""
PAGE_LINES, BEGUN_LINES, ROW_EDGE = 46.0, 24.0, 0.5
"""Lines of a table that fit a page of A4 with the words around it, and those with which a longer one begins
among the figures; and the room between rows, in lines."""


def key_caveats(figure: Figure) -> tuple[str, ...]:
    """The first caveats, as many as stand with the figure."""
    told = figure.taken.answer.caveats
    lengths = accumulate(map(len, told[:MOST_CAVEATS]))
    count = sum(1 for _ in takewhile(lambda letters: letters <= CAVEAT_LETTERS, lengths))
    return told[: max(1, count)]


def further_caveats(figure: Figure) -> tuple[str, ...]:
    """Those that stand in the appendix."""
    return figure.taken.answer.caveats[len(key_caveats(figure)) :]


def more_words(figure: Figure) -> str:
    """How many caveats stand in the appendix; empty for none."""
    count = len(further_caveats(figure))
    return f"{count} more in the appendix, under “{CAVEATS}”." if count else ""


def shared(said: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Lines by what they are of: names with their lines in, joined names with the lines they share out.

    Each line is told once, in the order of its first name.
    """
    names: dict[str, list[str]] = {}
    for name, lines in said:
        for line in lines:
            names.setdefault(line, []).append(name)
    found: dict[str, list[str]] = {}
    for line, holders in names.items():
        found.setdefault(", ".join(holders), []).append(line)
    return [(heading, tuple(lines)) for heading, lines in found.items()]


def caveats_behind(figures: Sequence[Figure]) -> list[tuple[str, tuple[str, ...]]]:
    """The further caveats of all figures, by the figures they are of."""
    return shared((figure.label, further_caveats(figure)) for figure in figures)


def hidden_lines(figures: Sequence[Figure]) -> list[str]:
    """For each figure whose events stand in the appendix, how many its choice leaves out."""
    found = []
    for figure in figures:
        timeline = timeline_of(figure.taken) if far_events(figure.taken) else None
        if timeline is not None and (words := hidden_words(timeline)):
            found.append(f"{figure.label}: {words}")
    return found


def beginning(table: Table) -> Table | None:
    """The first rows of a table, saying where all are; None where all of them fit a page."""
    widths = table.widths(PAPER_LETTERS)
    part = min(1.0, PAPER_LETTERS / sum(widths))
    used, fitting = _lines(table.head, widths, part), 0
    for row in table.rows:
        used += _lines(row, widths, part)
        fitting += used <= BEGUN_LINES and not is_heading(row)
    if used <= PAGE_LINES:
        return None
    count = row_count(table)
    return replace(bounded(table, max(1, fitting)), left_out=0, rest=where_rows_are(count, table.left_out))


def row_count(table: Table) -> int:
    """Its rows without headings."""
    return sum(not is_heading(row) for row in table.rows)


def where_rows_are(count: int, left_out: int = 0) -> str:
    """What stands below the first rows of a table. ``left_out`` rows are not in the appendix either."""
    if left_out:
        return f"The first {count:,} of {count + left_out:,} rows are in the appendix."
    return f"All {count:,} rows are in the appendix."


def _lines(row: Sequence[str], widths: Sequence[float], part: float) -> float:
    if is_heading(row):
        return 1 + ROW_EDGE
    cells = zip(row, widths, strict=True)
    return max(ceil(len(cell) / max(1.0, width * part - PADDING)) for cell, width in cells) + ROW_EDGE
