"""How many panels a slide holds so that all can be read, and drawing them there."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.slide import Slide

from mineaction.exhibits.exhibit import Taken
from mineaction.export.native.parts import NativeChart
from mineaction.export.slides import key, stems
from mineaction.export.slides.charts import add_chart
from mineaction.export.slides.page import LINE, Place, Words, lines_needed, write
from mineaction.export.slides.plot import margins

READING_SIZE = 9.0
GRIDS = ((2, 2), (3, 1), (2, 1), (1, 2), (1, 1))
"""Panels beside and below each other, in the order they are tried."""
LEAST_HIGH, LEAST_SLOT = 84.0, 16.0
"""How high a plot is at least, and how wide a place of it, for numbers at the marks to be read."""
GAP = 14.0
MANY_LABELS = 12
"""From more labels on a slide, some may find no room; a line that says so has room kept for it."""
UNWRITTEN = "There is no room for {count}: all values, with their bounds, stand in the chart’s data sheet."


def grid_of(charts: Sequence[NativeChart], body: Place) -> tuple[int, int]:
    """How many panels stand beside and below each other: as many as can be read; bars with names alone."""
    if charts[0].kind == "bar" or len(charts) == 1:
        return 1, 1
    for across, down in GRIDS:
        if across * down > len(charts):
            continue
        cells = _inner(charts, body, has_own_keys=across * down == 1).grid(across, down, GAP)
        wide, high = margins(charts, cells[0], has_titles=True, has_keys=across * down == 1).plot(cells[0])
        slots = max(1 if chart.is_dated else len(chart.categories) for chart in charts)
        # What is too narrow over the whole slide is no wider in one column.
        is_wide = wide / slots >= LEAST_SLOT or across == 1
        if is_wide and high >= LEAST_HIGH:
            return across, down
    return 1, 1


def draw_panels(
    slide: Slide,
    taken: Taken,
    charts: Sequence[NativeChart],
    body: Place,
    grid: tuple[int, int],
    group: Sequence[NativeChart],
) -> list[str]:
    """The panels of a slide, the key above them once, and below how to read them. Gives those lines.

    ``group`` are the panels of all slides: all their plots are equally large and stand at equal places.
    """
    said = list(dict.fromkeys(note for chart in charts for note in chart.notes))
    is_alone = grid == (1, 1)
    inner = _inner(group, body, has_own_keys=is_alone)
    if named := [] if is_alone else key.entries(group):
        key.draw_key(slide, named, Place(body.left, body.top, body.width, inner.top - body.top))
    signs: dict[str, None] = {}
    has_stems = False
    unwritten = 0
    cells = inner.grid(*grid, GAP)
    around = margins(group, cells[0], has_titles=True, has_keys=is_alone)
    for chart, place in zip(charts, cells, strict=False):
        title = "" if taken.heading.endswith(chart.title) else chart.title  # a pack numbers its headings
        alt = taken.alt_text if len(group) == 1 else f"{chart.title}. {taken.alt_text}"
        done = add_chart(slide, chart, place, around, title=title, alt=alt, has_key=is_alone)
        signs |= dict.fromkeys(filter(None, done.labels.sign_words.split("; ")))
        has_stems |= done.has_stems
        unwritten += chart.label_count - done.labels.count
    if signs:
        said.append(f"In the labels: {', '.join(signs)}.")
    if has_stems:
        said.append(stems.WORDS)
    if unwritten:
        said.append(UNWRITTEN.format(count=f"{unwritten} labels" if unwritten > 1 else "one label"))
    if said:
        top = inner.top + inner.height + 4
        where = Place(body.left, top, body.width, body.top + body.height - top)
        write(slide, where, [[Words(" ".join(said), READING_SIZE)]], name="How to read it")
    return said


def _inner(charts: Sequence[NativeChart], body: Place, *, has_own_keys: bool) -> Place:
    """The room between the key and the lines on how to read the charts."""
    above = key.height([] if has_own_keys else key.entries(charts), body.width)
    said = " ".join(dict.fromkeys(note for chart in charts for note in chart.notes))
    more = 1 + any(one.bounds for chart in charts for one in chart.series)
    if sum(chart.label_count for chart in charts) > MANY_LABELS:
        said = f"{said} {UNWRITTEN}".strip()
    lines = lines_needed(said, READING_SIZE, body.width) * bool(said) + more
    below = lines * READING_SIZE * LINE + 4
    return Place(body.left, body.top + above, body.width, body.height - above - below)
