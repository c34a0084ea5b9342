"""What a figure draws as a small table, and a table by itself, for documents that are read on paper.

A gap stays a blank cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mineaction.errors import NoNativeForm
from mineaction.exhibits import table as shown
from mineaction.exhibits.exhibit import Exhibit
from mineaction.export.html.figure import cell_words
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import NativeChart, NativePart, NativeSeries, NativeTable
from mineaction.export.pack.amounts import are_numbers, exact_words, whole_unit
from mineaction.vocabulary import COMPARATOR_WORDS

MOST_ROWS, MOST_COLUMNS = 40, 5
MOST_LISTED = 200
"""Rows of a table by itself; and, as MOST_ROWS, of the values a figure draws."""
MOST_LETTERS, MOST_WORD, SHORT, PADDING = 120, 18, 22, 3
"""Letters of a cell and of a word that a column is made wide for; of a short cell; and of its white sides."""
PAPER_LETTERS = 95
"""Letters of a table from edge to edge of a page, in a font that stands in for ours."""
SOURCE = "Source"
BLANK = "A blank cell: no figure found."
SAID = ("Date", "Said", "By", "Document")
"""The columns of stored statements that tell what a chart of points shows."""
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Table:
    """Head, rows and the number of rows left out; ``notes`` say how to read it.

    ``rest`` says where the other rows are, in a document that has them in another place.
    A row of one cell is a heading that spans the table, and stands above the rows it is of.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    notes: tuple[str, ...] = ()
    rest: str = ""

    @property
    def of_numbers(self) -> tuple[bool, ...]:
        """For each column, whether it holds numbers, which stand to the right."""
        rows = [row for row in self.rows if not is_heading(row)]
        return (False, *(are_numbers([row[at] for row in rows]) for at in range(1, len(self.head))))

    def widths(self, letters: int) -> tuple[float, ...]:
        """How wide each column should be, in letters, where a line of the table holds so many.

        Short columns keep their longest cell on one line where there is room for that; long ones share
        what is left. No word is broken, as long as all words fit beside each other.
        """
        # Heads are bold, which takes a letter more.
        words = [[*(f"{word} " for word in head.split(" ")), ""] for head in self.head]
        cells: list[list[str]] = [[] for _ in self.head]
        for row in self.rows:
            for at, cell in enumerate(row if not is_heading(row) else ()):
                words[at] += cell.split(" ")
                cells[at].append(cell)
        least = [min(max(map(len, each)), MOST_WORD) + PADDING for each in words]
        natural = [
            max(low, min(max(map(len, each), default=0), MOST_LETTERS) + PADDING)
            for low, each in zip(least, cells, strict=True)
        ]
        firm = [high if high <= SHORT + PADDING else low for low, high in zip(least, natural, strict=True)]
        if sum(firm) <= letters:
            least = firm
        return _grown(least, natural, [sum(map(len, each)) for each in cells], letters)


def _grown(
    least: Sequence[int], natural: Sequence[int], filled: Sequence[int], letters: int
) -> tuple[float, ...]:
    """Widths from least to natural that share the room of a line by how much text each column holds."""
    widths = [float(low) for low in least]
    growing, spare = set(range(len(widths))), letters - sum(widths)
    while growing and spare > 0:
        share = spare / max(1, sum(filled[at] for at in growing))
        for at in growing:
            widths[at] = min(float(natural[at]), widths[at] + share * filled[at])
        full = {at for at in growing if widths[at] >= natural[at] or not filled[at]}
        spare = letters - sum(widths)
        if not full:
            break
        growing -= full
    return tuple(widths)


def is_heading(row: Sequence[object]) -> bool:
    """Whether a row of a Table is a heading of those below it."""
    return len(row) == 1


def listed(exhibit: Exhibit, number_of: Callable[[str], int], most_rows: int = MOST_LISTED) -> Table:
    """A table by itself as its page shows it (see exhibits.table), each row with its source.

    ``number_of`` gives the number of a document by its id, 0 for none. At most ``most_rows`` rows. A table
    that tells of no document, as one of sums over many, has no column of sources.
    """
    cited = {name: one.document_id for one in exhibit.answer.citations for name in shown.names_of(one)}

    def source(document: str, url: str, locator: str) -> str:
        number = number_of(cited.get((document, url), ""))
        return f"{f'[{number}]' if number else document} {shown.short_place(locator)}".strip()

    rows: list[tuple[str, ...]] = []
    above = ""
    lines = shown.lines(exhibit)
    has_sources = any(line.stands for line in lines)
    for line in lines:
        if line.group != above:
            above = line.group
            rows.append((above,))
        sources = dict.fromkeys(source(*stands) for stands in line.stands)
        rows.append((*map(_unbroken, line.cells), *(["; ".join(sources)] if has_sources else [])))
    head = (*shown.columns_of(exhibit), *([SOURCE] if has_sources else []))
    return bounded(Table(exhibit.answer.title, head, tuple(rows)), most_rows)


def _unbroken(words: str) -> str:
    """An amount does not fall apart at the end of a line."""
    return words.replace("US$ ", "US$\u00a0")


def left_out(table: Table) -> str:
    """How many rows a document leaves out, and where they are; empty where it leaves out none."""
    if table.rest:
        return table.rest
    count = table.left_out
    rows = f"{count:,} more rows are" if count > 1 else "One more row is"
    return f"{rows} left out here; the link back leads to all of them, and to their file." if count else ""


def tables_of(exhibit: Exhibit, most_rows: int = MOST_ROWS) -> tuple[Table, ...]:
    """The tables of an exhibit; each has at most ``most_rows`` rows and says how many are left out."""
    try:
        parts = native_parts(exhibit)
    except NoNativeForm:
        return ()
    charts = [part for part in parts if isinstance(part, NativeChart)]
    made: list[Table] = []
    if any(chart.is_dated for chart in charts):
        made.append(_statements(exhibit))
    elif charts:
        made += _years(charts) if _are_by_year(charts) else [_listed(chart) for chart in charts]
    made += [table for part in parts if not isinstance(part, NativeChart) for table in _of_table(part)]
    return tuple(bounded(table, most_rows) for table in made if table.rows)


def bounded(table: Table, most: int) -> Table:
    """The first ``most`` rows, headings not counted; what it leaves out adds to what was left out before."""
    kept: list[tuple[str, ...]] = []
    count, room = 0, most
    for row in table.rows:
        if is_heading(row):
            kept += [row] if room else []
            continue
        count += 1
        if room:
            kept.append(row)
            room -= 1
    while kept and is_heading(kept[-1]):
        kept.pop()
    return replace(table, rows=tuple(kept), left_out=table.left_out + max(0, count - most))


def _are_by_year(charts: Sequence[NativeChart]) -> bool:
    return all(_YEAR.search(str(when)) for chart in charts for when in chart.categories)


def _years(charts: Sequence[NativeChart]) -> Iterator[Table]:
    """Years down, series across; as many series in a table as a page is wide.

    A year that a chart names several times has several rows.
    """
    columns = [(chart, series) for chart in charts for series in chart.series]
    for start in range(0, len(columns), MOST_COLUMNS):
        some = columns[start : start + MOST_COLUMNS]
        held: dict[tuple[str, int], dict[int, str]] = {}
        for at, (chart, series) in enumerate(some):
            for key, words in _cells(chart, series):
                held.setdefault(key, {})[at] = words
        years = sorted(held, key=lambda key: (_year(key[0]), key))
        units = list(dict.fromkeys(whole_unit(chart.axis_title)[0] for chart, _ in some))
        yield Table(
            title="; ".join(units),
            head=("Year", *(_head(chart, series, has_one=len(units) == 1) for chart, series in some)),
            rows=tuple(
                (when, *(held[when, nth].get(at, "") for at in range(len(some)))) for when, nth in years
            ),
            notes=(BLANK,),
        )


def _cells(chart: NativeChart, series: NativeSeries) -> Iterator[tuple[tuple[str, int], str]]:
    """Year, which of its values, and the value in words; empty for a gap."""
    seen: dict[str, int] = {}
    for at, when in enumerate(map(str, chart.categories)):
        seen[when] = seen.get(when, -1) + 1
        yield (when, seen[when]), _words(chart, series, at)


def _listed(chart: NativeChart) -> Table:
    unit, _ = whole_unit(chart.axis_title)
    several = len(chart.series) > 1
    return Table(
        title=chart.title,
        head=("", *(series.name if several else unit for series in chart.series)),
        rows=tuple(
            (str(name), *(_words(chart, series, at) for series in chart.series))
            for at, name in enumerate(chart.categories)
        ),
        notes=(unit,) if several else (),
    )


def _statements(exhibit: Exhibit) -> Table:
    """Dates as they are known: the days on which a chart sets its points may be the middle of a year."""
    rows = exhibit.behind().rows
    names = [name for name in SAID if name in rows.columns] or [str(name) for name in rows.columns[:4]]
    return Table(
        title=exhibit.answer.unit,
        head=tuple(names),
        rows=tuple(
            tuple(cell_words(value) for value in row)
            for row in rows[names].itertuples(index=False, name=None)
        ),
    )


def _of_table(part: NativePart) -> Iterator[Table]:
    """A table as it is; one whose amounts are long when they are not rounded is as wide as a page at most."""
    table = part if isinstance(part, NativeTable) else part.table  # type: ignore[union-attr]
    keys = ", ".join(key.words for key in table.keys if key.words)
    notes = (*table.notes, *((f"Shades: {keys}.",) if keys else ()))
    exact = [at for at in range(len(table.head)) if any(row[at].exact for row in table.rows)]
    most = MOST_COLUMNS if len(exact) > MOST_COLUMNS else len(table.head)
    for start in range(1, len(table.head), most):
        columns = (0, *range(start, min(start + most, len(table.head))))
        yield Table(
            title=table.title,
            head=tuple(whole_unit(table.head[at])[0] if at in exact else table.head[at] for at in columns),
            rows=tuple(tuple(row[at].exact or row[at].words for at in columns) for row in table.rows),
            notes=notes,
        )


def _head(chart: NativeChart, series: NativeSeries, *, has_one: bool) -> str:
    """A series and its unit; of the one unit of a table, which stands above it, the first words."""
    name = chart.title if series.name == chart.title else f"{chart.title}: {series.name}"
    unit, _ = whole_unit(chart.axis_title)
    return f"{name}, {unit.split(',')[0] if has_one else unit}"


def _words(chart: NativeChart, series: NativeSeries, at: int) -> str:
    """A value as it is stored, with its bound; empty for a gap."""
    value = series.values[at]
    if value is None:
        return ""
    bound = COMPARATOR_WORDS[series.bounds[at]] if at in series.bounds else ""
    label = series.labels[at].words if at in series.labels else bound
    return exact_words(value, label, whole_unit(chart.axis_title)[1])


def _year(when: str) -> int:
    found = _YEAR.search(when)
    return int(found[0]) if found else 0
