"""The words around a chart that leaves the app: what stands above it, and what at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from mineaction.charts import theme
from mineaction.charts.frame import records
from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import sheet
from mineaction.export.picture.sheet import Sheet, Text
from mineaction.export.standing_words import is_link
from mineaction.periods import date_words
from mineaction.vocabulary import DatePrecision

COLOURS = theme.LIGHT
HEADING, SUBTITLE, BODY, SMALL = 20.0, 14.0, 12.0, 11.0
WIDE_PX = 1200.0
"""On a wider figure the title grows with it, as a picture of it is shown smaller; other words grow less."""
GAP, SMALL_GAP, COLUMN_GAP = 9.0, 3.0, 28.0
EVENT_COLUMN_PX, FOOT_COLUMN_PX = 310.0, 420.0
EVENT_COLUMNS = {"number", "date_words", "title"}
MOST_EVENT_COLUMNS, MOST_FOOT_COLUMNS = 4, 2


@dataclass(frozen=True, slots=True)
class Around:
    """What is said around a chart. ``events`` are number, and date with title, in order of their numbers."""

    taken: Taken
    events: tuple[tuple[str, str], ...]


def around(taken: Taken) -> Around:
    """The words of a figure, with the events whose numbers its chart shows.

    They are those of its strip, or the answer's own where it lists events.
    """
    timeline = taken.exhibit.timeline
    table = timeline.events if timeline is not None else taken.answer
    if not EVENT_COLUMNS.issubset(map(str, table.rows.columns)):
        return Around(taken, ())
    rows = records(table.rows)
    return Around(taken, tuple((f"{it['number']}.", f"{it['date_words']}: {it['title']}") for it in rows))


def grown_at(width: float) -> float:
    """How much larger words stand on a figure of this width: half way to those of a chart, which do not grow.

    So they stay readable where a wide picture is shown small, and never outweigh the chart they stand beside.
    """
    return sqrt(max(1.0, width / WIDE_PX))


def head(around: Around, width: float) -> Sheet:
    """Title, unit with prices and years, the reader's choices, and a note where there is one."""
    taken, answer = around.taken, around.taken.answer
    choices = " · ".join(f"{name}: {chosen}" for name, chosen in answer.choices)
    shrunk, grown = max(1.0, width / WIDE_PX), grown_at(width)
    return sheet.stacked(
        [
            sheet.paragraph(taken.heading, width, HEADING * shrunk, COLOURS.ink, is_bold=True),
            sheet.paragraph(answer.subtitle, width, SUBTITLE * grown, COLOURS.muted),
            sheet.paragraph(choices, width, BODY * grown, COLOURS.muted),
            sheet.paragraph(taken.note, width, SUBTITLE * grown, COLOURS.ink),
        ],
        SMALL_GAP,
    )


def foot(around: Around, width: float, most_caveat_lines: int | None, grown: float = 1.0) -> Sheet:
    """The numbered events in words; then source, caveats, data version, date, figure id and the link back.

    At most so many lines of caveats, but always one caveat whole; how many are left out is said. ``grown``
    makes the text larger.
    """
    taken = around.taken
    columns = _Columns(width, FOOT_COLUMN_PX * grown, MOST_FOOT_COLUMNS)
    own, small = columns.own, SMALL * grown
    link = taken.address if is_link(taken.address) else ""
    source = sheet.stacked(
        [
            sheet.paragraph(f"Source: {taken.answer.source_line}", own, BODY * grown, COLOURS.ink),
            sheet.paragraph(_made_words(taken), own, small, COLOURS.muted),
            sheet.paragraph(taken.address, own, small, COLOURS.muted, link=link),
        ],
        SMALL_GAP + 1,
    )
    caveats = sheet.stacked(_caveats(taken.answer.caveats, own, small, most_caveat_lines), SMALL_GAP)
    parts = [part for part in (source, caveats) if part.texts]
    if columns.count == len(parts) > 1:
        cited = sheet.beside(parts, width, COLUMN_GAP)
    else:
        cited = sheet.below(parts, GAP * grown)
    return sheet.below([_events(around, width, grown), cited], (GAP + 3) * grown)


@dataclass(frozen=True, slots=True)
class _Columns:
    """As many columns, at most ``most``, as have at least ``least`` pixels each."""

    width: float
    least: float
    most: int

    @property
    def count(self) -> int:
        """How many there are."""
        return max(1, min(self.most, int((self.width + COLUMN_GAP) // (self.least + COLUMN_GAP))))

    @property
    def own(self) -> float:
        """How wide each is."""
        return (self.width - COLUMN_GAP * (self.count - 1)) / self.count


def _events(around: Around, width: float, grown: float) -> Sheet:
    """The events by their numbers, in columns."""
    columns = _Columns(width, EVENT_COLUMN_PX * grown, MOST_EVENT_COLUMNS)
    texts = [_event(number, words, columns.own, SMALL * grown) for number, words in around.events]
    return sheet.in_columns(texts, columns.count, width, COLUMN_GAP, SMALL_GAP - 1)


def _event(number: str, words: str, width: float, size: float) -> Text:
    first, *rest = sheet.escaped(sheet.wrapped(f"{number} {words}", width, size))
    return Text((f"<b>{number}</b>{first.removeprefix(number)}", *rest), size, COLOURS.muted)


def _caveats(caveats: tuple[str, ...], width: float, size: float, most_lines: int | None) -> list[Text]:
    texts: list[Text] = []
    lines = 0
    for index, caveat in enumerate(caveats):
        words = f"({index + 1}) {caveat}" if len(caveats) > 1 else caveat
        words = f"{'Caveats' if len(caveats) > 1 else 'Caveat'}: {words}" if index == 0 else words
        text = sheet.paragraph(words, width, size, COLOURS.muted)
        if texts and most_lines is not None and lines + len(text.lines) > most_lines:
            more = f"and {len(caveats) - index} more in the data files"
            return [*texts, sheet.paragraph(more, width, size, COLOURS.muted)]
        texts.append(text)
        lines += len(text.lines)
    return texts


def _made_words(taken: Taken) -> str:
    made_on = date_words(taken.made_on.isoformat(), DatePrecision.DAY)
    parts = [f"Data version {taken.answer.data_version}" if taken.answer.data_version else ""]
    parts += [f"made on {made_on}", f"Figure {taken.figure_id}" if taken.figure_id else ""]
    return " · ".join(part for part in parts if part)
