"""How a workbook is printed: no chart or column is cut, heads stand again, pages are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from xlsxwriter.worksheet import Worksheet

from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import plain

A4, MARGINS = 9, {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.7}
PAGE_PX = (950, 630)
"""Width and height between the margins of a lying page, A4 or Letter, in pixels of Excel at full size.

The height is a little less, as letters that stand in for ours are taller.
"""
LETTER_PX, EDGE_PX, OTHER_FONT = 7, 5, 1.3
"""A letter of a column's width and its edges; how much wider a font that stands in for ours may run."""
LETTERS_UPRIGHT, LETTERS_A_PAGE = 95, 260
"""So many letters of columns fit a page that stands, and one that lies and is made smaller."""
LARGEST, SMALLEST = 75, 40
"""Percent of full size at which a sheet of charts is printed."""
LETTERS_A_WIDTH = 1.05
"""Letters of words that a width holds, which is told in digits."""
MOST_FOOT, LINE_POINTS, MOST_POINTS = 110, 15.0, 400.0


def set_page(sheet: Worksheet, taken: Taken, widths: Sequence[float], *, head: int | None = None) -> None:
    """A sheet with columns of these widths in letters: its row ``head`` stands again on each page.

    It is one page wide, lying where it has to be; a wider one is more pages wide, its first column on each.
    """
    letters = sum(widths)
    sheet.set_paper(A4)
    sheet.set_margins(**MARGINS)
    if letters > LETTERS_UPRIGHT:
        sheet.set_landscape()
    across = max(1, ceil(letters / LETTERS_A_PAGE))
    sheet.fit_to_pages(across, 0)
    if head is not None:
        sheet.repeat_rows(head)
    if across > 1:
        sheet.repeat_columns(0)
    sheet.set_footer(foot(taken))


def foot(taken: Taken) -> str:
    """Title and data version on the left; sheet, page and number of pages on the right, as Excel's codes."""
    words = plain(" ".join(taken.heading.split()))
    if len(words) > MOST_FOOT:
        words = f"{words[:MOST_FOOT].rstrip()}…"
    said = f"{words} · data {taken.answer.data_version}".replace("&", "&&")
    # A digit right after the code of the size would be read as part of it.
    return f"&L&8 {said}&R&8 &A, page &P of &N"


def row_points(cells: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row of wrapped cells is: programs do not all find that out by themselves."""
    lines = max(
        (
            sum(ceil(max(len(line), 1) / (width * LETTERS_A_WIDTH)) for line in words.split("\n"))
            for words, width in zip(cells, widths, strict=True)
        ),
        default=1,
    )
    return min(MOST_POINTS, LINE_POINTS * lines)


@dataclass(slots=True)
class Charts:
    """The rows of a sheet that charts lie on, none of which may lie on two pages.

    ``row_px`` is the height of a row, ``heights`` those of rows that have another. ``spans`` are the first
    and last row of each chart, and the last row of its numbers, which stay together where a page holds them.
    """

    row_px: int
    heights: dict[int, int] = field(default_factory=dict)
    spans: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, first: int, high: int, numbers_to: int) -> int:
        """A chart of so many pixels that begins at the top of a row. Gives the last row of all it takes."""
        last = first
        while self.high(first, last) < high:
            last += 1
        self.spans.append((first, last, max(last, numbers_to)))
        return max(last, numbers_to)

    def high(self, first: int, last: int) -> int:
        """How high these rows are together."""
        return sum(self.heights.get(row, self.row_px) for row in range(first, last + 1))

    def set_page(
        self, sheet: Worksheet, taken: Taken, beside: int, widths: Sequence[float], last_row: int
    ) -> None:
        """Charts on pages of their own, and on those that follow the numbers, from the column ``beside`` on.

        The title, which is the first row, stands again. The scale is a fixed one: where Excel finds it by
        itself it may pass over breaks.
        """
        set_page(sheet, taken, [LETTERS_UPRIGHT + 1], head=0)
        scale = self.scale(max(_across(widths[:beside]), _across(widths[beside:])))
        sheet.set_print_scale(scale)
        sheet.set_h_pagebreaks(self.breaks(scale))
        sheet.set_v_pagebreaks([beside])
        sheet.print_area(0, 0, last_row, len(widths) - 1)

    def scale(self, wide: float) -> int:
        """Percent at which ``wide`` pixels, and the highest chart below the title, fit on a page."""
        across, down = PAGE_PX
        highest = max((self.high(first, last) for first, last, _ in self.spans), default=0) + self.high(0, 0)
        fits = min(across / max(wide, 1), down / highest)
        return max(SMALLEST, min(LARGEST, int(fits * 100)))

    def breaks(self, scale: int) -> list[int]:
        """The rows before which a new page begins."""
        room = PAGE_PX[1] * 100 / scale
        found: list[int] = []
        start = 0
        for first, chart_to, numbers_to in self.spans:
            title = self.high(0, 0) if found else 0
            is_long = self.high(0, 0) + self.high(first, numbers_to) > room
            if title + self.high(start, chart_to if is_long else numbers_to) > room:
                found.append(first)
                start = first
        return found


def _across(widths: Sequence[float]) -> float:
    return sum(width * LETTER_PX * OTHER_FONT + EDGE_PX for width in widths)
