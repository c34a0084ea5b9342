"""The sheet Figure of a workbook: charts Excel draws beside their own numbers, or a shaded table."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeGuard

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mineaction.exhibits.exhibit import Taken
from mineaction.export import standing_words
from mineaction.export.cells import plain, safe
from mineaction.export.native.parts import COLOURS, Cell, NativeChart, NativePart, NativePicture, NativeTable
from mineaction.export.workbook.charts import DATA_COLUMN, column_of, over_cells
from mineaction.export.workbook.printing import LETTERS_A_PAGE, Charts, set_page

ROW_PX, TITLE_PX, PX_A_POINT, CLEAR_PX = 20, 30, 96 / 72, 4
FIRST_WIDTH, USUAL_WIDTH, NAMES_WIDTH = 26, 12, 28
"""Widths of columns in letters: the first, those beside it, and that of the names beside the numbers."""
TABLE_LETTERS, LEAST_LETTERS, LINE_LETTERS, HEAD_POINTS, LONGEST_LINK = 150, 5, 95, 64, 2000
FIRST_LETTERS, LINK_WORDS = 14, "Back to the figure"
FOOT = (
    standing_words.CAVEAT,
    standing_words.DATA_VERSION,
    standing_words.MADE_ON,
    standing_words.FIGURE_ID,
    standing_words.LINK_BACK,
)
ELSEWHERE = (standing_words.TITLE, standing_words.DOCUMENT)
"""What has a place of its own: the title on top, the documents on their sheet."""


class Styles:
    """The formats of a workbook, made once."""

    def __init__(self, book: Workbook, font: str) -> None:
        self._book, self._font = book, font
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.title = self.of(bold=True, font_size=16)
        self.muted = self.of(font_color=COLOURS.muted)
        self.strong = self.of(bold=True, valign="top")
        self.head = self.of(
            bold=True, bg_color=COLOURS.strip, bottom=1, bottom_color=COLOURS.gap, valign="top"
        )
        self.wrapped_head = self.of(bold=True, bg_color=COLOURS.strip, text_wrap=True, valign="top")
        self.plain_link = self.of(font_color=COLOURS.money, underline=1)
        self.top = self.of(valign="top")
        self.wrapped = self.of(text_wrap=True, valign="top")
        self.whole = self.of(num_format="#,##0", valign="top")
        self.number = self.of(num_format="#,##0.###", valign="top")
        self.day = self.of(num_format="yyyy-mm-dd", valign="top", align="left")
        self.link = self.of(font_color=COLOURS.money, underline=1, valign="top", text_wrap=True)

    def of(self, **settings: Any) -> Format:
        """The format with these settings, in the workbook's font."""
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": self._font, "font_size": 11, **settings})
        return self._made[key]


def write_figure(book: Workbook, styles: Styles, taken: Taken, parts: Sequence[NativePart]) -> None:
    """Title, unit and choices; the charts, each beside its own numbers, or the table; caveats and version."""
    sheet = book.add_worksheet("Figure")
    sheet.hide_gridlines(2)
    widths = _set_widths(sheet, parts)
    sheet.write_string(0, 0, _text(taken.heading), styles.title)
    lines = standing_words.lines_of(taken)
    foot = [line for line in lines if line[0] in FOOT]
    row = _write_lines(sheet, styles, [line for line in lines if line[0] not in (*FOOT, *ELSEWHERE)], 1)
    placed = Charts(ROW_PX, heights={0: TITLE_PX})
    head = None
    for part in parts:
        if isinstance(part, NativeChart):
            row = _write_chart(book, sheet, styles, part, row, placed, has_title=len(parts) > 1)
        else:
            table = part.table if isinstance(part, NativePicture) else part
            head, row = _write_table(sheet, styles, table, row)
    if not parts:
        sheet.write_string(row, 0, "There is nothing to draw for this choice.", styles.muted)
        row += 2
    last = _write_lines(sheet, styles, foot, row)
    if placed.spans:
        placed.set_page(sheet, taken, DATA_COLUMN, widths, last)
    else:
        set_page(sheet, taken, [LETTERS_A_PAGE], head=head)


def _set_widths(sheet: Worksheet, parts: Sequence[NativePart]) -> list[float]:
    """Room for a chart on the left and its numbers on the right; or the columns of a table.

    Gives the widths of all columns that charts take, in letters.
    """
    tables = [part.table if isinstance(part, NativePicture) else part for part in parts if _is_table(part)]
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, 60, USUAL_WIDTH)
    sheet.set_column(DATA_COLUMN, DATA_COLUMN, NAMES_WIDTH)
    for table in tables:
        room = max(TABLE_LETTERS, LEAST_LETTERS * len(table.head))
        for column, share in enumerate(table.widths):
            least = LEAST_LETTERS if column else FIRST_LETTERS
            sheet.set_column(column, column, max(least, room * share / sum(table.widths)))
    most = max((len(part.series) for part in parts if isinstance(part, NativeChart)), default=0)
    beside = [NAMES_WIDTH, *[USUAL_WIDTH] * (2 * most)]
    return [FIRST_WIDTH, *[USUAL_WIDTH] * (DATA_COLUMN - 1), *beside]


def _is_table(part: NativePart) -> TypeGuard[NativeTable | NativePicture]:
    return not isinstance(part, NativeChart)


def _write_lines(sheet: Worksheet, styles: Styles, lines: Sequence[tuple[str, str]], row: int) -> int:
    """Lines of a name and its words, long ones over several rows. Gives the next free row but one."""
    for name, words in lines:
        sheet.write_string(row, 0, _text(name), styles.muted)
        if name == standing_words.LINK_BACK and standing_words.is_link(words):
            write_link(sheet, row, 1, words, styles.plain_link, shown=LINK_WORDS)
            row += 1
            continue
        for piece in textwrap.wrap(words, LINE_LETTERS) or [words]:
            sheet.write_string(row, 1, _text(piece), styles.of())
            row += 1
    return row + 1


def write_link(
    sheet: Worksheet, row: int, column: int, address: str, form: Format, *, shown: str = ""
) -> None:
    """An address that opens on a click; one that is no web address, or too long for Excel, stays text."""
    clean = plain(address)
    if standing_words.is_link(clean) and len(clean) < LONGEST_LINK and " " not in clean:
        sheet.write_url(row, column, clean, form, string=shown or clean)
    elif clean:
        sheet.write_string(row, column, _text(clean))


def _text(words: str) -> str:
    return safe(plain(words))


def _write_chart(
    book: Workbook,
    sheet: Worksheet,
    styles: Styles,
    chart: NativeChart,
    row: int,
    placed: Charts,
    *,
    has_title: bool,
) -> int:
    """The chart on the left, its numbers beside it. Gives the next free row."""
    left = DATA_COLUMN
    sheet.write_string(row, left, _text(chart.title), styles.strong)
    sheet.write_string(row + 1, left, _text(chart.axis_title), styles.wrapped_head)
    sheet.set_row(row + 1, HEAD_POINTS)
    placed.heights[row + 1] = round(HEAD_POINTS * PX_A_POINT)
    head, first = row + 1, row + 2
    last = first + len(chart.categories) - 1
    for at, name in enumerate(chart.categories):
        if isinstance(name, date):
            sheet.write_datetime(first + at, left, datetime(name.year, name.month, name.day), styles.day)
        else:
            sheet.write_string(first + at, left, _text(str(name)), styles.top)
    form = styles.of(num_format=chart.number_format, valign="top")
    for place, series in enumerate(chart.series):
        column = column_of(place)
        sheet.write_string(head, column, _text(series.name), styles.wrapped_head)
        sheet.write_string(head, column + 1, "as labelled", styles.wrapped_head)
        for at, value in enumerate(series.values):
            if value is not None:
                sheet.write_number(first + at, column, value, form)
            if at in series.labels:
                sheet.write_string(first + at, column + 1, _text(series.labels[at].words), styles.muted)
    letters = NAMES_WIDTH + 2 * USUAL_WIDTH * len(chart.series)
    notes = [line for note in chart.notes for line in textwrap.wrap(note, letters)]
    for at, note in enumerate(notes):
        sheet.write_string(last + 1 + at, left, _text(note), styles.muted)
    drawn, high = over_cells(book, sheet.get_name(), chart, head, first, last, has_title=has_title)
    sheet.insert_chart(
        row, 0, drawn, {"description": plain(chart.title), "object_position": 3, "y_offset": CLEAR_PX}
    )
    return placed.add(row, high + CLEAR_PX, last + len(notes)) + 3


def _write_table(sheet: Worksheet, styles: Styles, table: NativeTable, row: int) -> tuple[int, int]:
    """The table with its fills; numbers are numbers where a cell says one number.

    Gives the row of its head, and the next free row.
    """
    for at, key in enumerate(table.keys):
        _write(sheet, styles, row, 1 + at, key)
    if table.keys:
        sheet.write_string(row, 0, "What the fills mean", styles.muted)
        row += 2
    head = row
    for column, words in enumerate(table.head):
        sheet.write_string(
            row,
            column,
            _text(words),
            styles.of(bold=True, bg_color=COLOURS.strip, text_wrap=True, valign="top"),
        )
    for line in table.rows:
        row += 1
        for column, cell in enumerate(line):
            _write(sheet, styles, row, column, cell)
    for note in table.notes:
        row += 1
        sheet.write_string(row, 0, _text(note), styles.muted)
    return head, row + 2


def _write(sheet: Worksheet, styles: Styles, row: int, column: int, cell: Cell) -> None:
    settings: dict[str, Any] = {"font_color": cell.ink, "bold": cell.is_strong, "valign": "top"}
    if cell.fill:
        settings["bg_color"] = cell.fill
    if cell.value is not None:
        bare = cell.words.replace(",", "").replace("−", "-")
        decimals = len(bare.partition(".")[2]) if bare.replace(".", "", 1).lstrip("-").isdigit() else None
        if decimals is not None:
            code = "#,##0" + ("." + "0" * decimals if decimals else "")
            sheet.write_number(
                row, column, cell.value, styles.of(num_format=code, align="center", **settings)
            )
            return
    sheet.write_string(row, column, _text(cell.words), styles.of(text_wrap=False, **settings))
