"""A briefing opened: its figures ready for paper, slides or a page, with one list of documents for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mineaction.cited import DASHBOARD, Citation, CitedTable, Timeline
from mineaction.errors import MineActionError, NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import Data
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.receipts.sentences import Receipt, receipts
from mineaction.exhibits.table import is_table
from mineaction.exhibits.taking import take_opened
from mineaction.export.dates import day_month_year
from mineaction.export.pack import method as pack_method
from mineaction.export.pack.briefing import Briefing, Item, opened
from mineaction.export.pack.tables import Table, listed
from mineaction.export.references import References, in_brackets
from mineaction.export.standing_words import is_link

MISSING = "Not held, or not to be shown"
SENTENCES = "Sentences to quote, and the rows they rest on"
EVENTS = "Policy events in the span of the figures"
METHOD = "How to read the figures"
DOCUMENTS = "Documents"
MOST_RECEIPTS, MOST_ROWS_NAMED = 6, 4
Progress = Callable[[int, int, str], None]
"""Is told how many steps are done, of how many, and what comes next."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a pack, or a table by itself. ``cited`` and ``events_cited`` are numbers of its documents.

    ``number`` counts figures and tables apart. ``remarks`` say what a reader has to know of how it was
    opened. ``table`` is what there is to read where nothing is drawn.
    """

    number: int
    taken: Taken
    cited: tuple[int, ...]
    events_cited: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    table: Table | None = None

    @property
    def label(self) -> str:
        """``Figure 3`` or ``Table 1``."""
        return f"{'Figure' if self.table is None else 'Table'} {self.number}"

    @property
    def anchor(self) -> str:
        """The same as it stands in addresses: ``figure-3``."""
        return self.label.lower().replace(" ", "-")

    @property
    def title(self) -> str:
        """``Figure 3. Casualties by year``."""
        return f"{self.label}. {self.taken.heading}"

    @property
    def source(self) -> str:
        """The source line with the numbers of its documents."""
        return " ".join(filter(None, (self.taken.answer.source_line, in_brackets(self.cited))))


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not in the pack: a figure the briefing asks for that could not be opened, and why."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """One policy event, with the number of its document."""

    when: str
    title: str
    summary: str
    kind: str
    confidence: str
    cited: int


@dataclass(frozen=True, slots=True)
class Pack:
    """What a file of a briefing is made from. ``address`` is where the app is served; empty if nowhere."""

    title: str
    made_on: date
    data_version: str
    address: str
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]
    events: tuple[Event, ...]
    event_caveats: tuple[str, ...]
    method: tuple[pack_method.Part, ...]
    references: References = field(default_factory=References)

    @property
    def link(self) -> str:
        """Where the app is, for the cover; empty where there is no address to follow."""
        return self.address if is_link(self.address) else ""

    @property
    def day(self) -> str:
        """The day it was made, in words."""
        return day_month_year(self.made_on)

    @property
    def cover_lines(self) -> tuple[str, ...]:
        """What stands below the title."""
        tables = sum(figure.table is not None for figure in self.figures)
        figures = len(self.figures) - tables
        held = [_counted(figures, "figure")] if figures or not tables else []
        held += [_counted(tables, "table")] if tables else []
        return (
            f"{' and '.join(held)} with sources · {self.day}",
            f"{DASHBOARD} · data version {self.data_version}",
        )


def open_pack(
    briefing: Briefing,
    data: Data,
    *,
    made_on: date,
    base: str = "",
    progress: Progress | None = None,
) -> Pack:
    """Open every figure of a briefing. One that cannot be opened is listed with the reason.

    ``base`` is where the app is served, for the links back.
    """
    told = progress or silent
    references = References()
    figures: list[Figure] = []
    missing: list[Missing] = []
    for place, item in enumerate(briefing.items):
        told(place, len(briefing.items), _named(item))
        try:
            figures.append(_numbered(_figure(item, data, made_on, base, references), figures))
        except NothingToShow as error:
            missing.append(Missing(_named(item), error.what))
        except MineActionError as error:
            missing.append(Missing(_named(item), str(error)))
    told(len(briefing.items), len(briefing.items), "")
    events, caveats = _events(figures, references)
    return Pack(
        title=briefing.title or "Briefing",
        made_on=made_on,
        data_version=data.version,
        address=base,
        figures=tuple(figures),
        missing=tuple(missing),
        events=events,
        event_caveats=caveats,
        method=pack_method.parts([figure.taken for figure in figures], has_events=bool(events)),
        references=references,
    )


def _named(item: Item) -> str:
    """What a reader knows an item by."""
    kind = registry.BY_NAME.get(item.name)
    return item.title or (kind.label if kind else item.name.replace("_", " ").capitalize())


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def silent(done: int, total: int, words: str) -> None:
    """A progress nobody looks at."""


def _numbered(figure: Figure, before: Sequence[Figure]) -> Figure:
    """With its number among the figures, or among the tables."""
    alike = sum((other.table is None) == (figure.table is None) for other in before)
    return replace(figure, number=alike + 1)


def _figure(item: Item, data: Data, made_on: date, base: str, references: References) -> Figure:
    shown = opened(item, data)
    taken = take_opened(shown, made_on=made_on, base=base, title=item.title, note=item.note)
    timeline = timeline_of(taken)
    remarks = list(shown.notices)
    if item.data_version and item.data_version != data.version:
        remarks.append(
            f"This figure was added to the briefing with data {item.data_version}; "
            f"it is shown here with data {data.version}, and may differ."
        )
    beside = _documents(timeline.events, timeline.administrations) if timeline else ()
    cited = references.cite(documents_of(taken))
    return Figure(
        number=0,
        taken=taken,
        cited=cited,
        events_cited=references.cite(beside),
        remarks=tuple(remarks),
        receipts=receipts(taken.exhibit)[:MOST_RECEIPTS],
        table=listed(taken.exhibit, references.number) if is_table(taken.exhibit) else None,
    )


def timeline_of(taken: Taken) -> Timeline | None:
    """The policy events a figure shows: those below it, or those it is made of."""
    shown = (taken.exhibit.timeline, *taken.exhibit.drawn_from)
    return next((part for part in shown if isinstance(part, Timeline)), None)


def documents_of(taken: Taken) -> tuple[Citation, ...]:
    """Every document of the tables a figure is drawn from; those of its timeline are apart."""
    tables = [part for part in taken.exhibit.drawn_from if isinstance(part, CitedTable)]
    return _documents(taken.answer, *tables)


def _documents(*tables: CitedTable) -> tuple[Citation, ...]:
    held = {citation.document_id: citation for table in tables for citation in table.citations}
    return tuple(held.values())


def rests_on(receipt: Receipt) -> str:
    """The rows of our files that the numbers of a sentence were read in."""
    found = [origin.file_row for number in receipt.numbers for origin in number.origins if origin.file_row]
    rows = list(dict.fromkeys(found))
    more = f" and {len(rows) - MOST_ROWS_NAMED} more rows" if len(rows) > MOST_ROWS_NAMED else ""
    return "; ".join(rows[:MOST_ROWS_NAMED]) + more


def _events(figures: Iterable[Figure], references: References) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events on the figures' timelines, each once, in order of date; and what to know of them."""
    held: dict[str, dict[str, Any]] = {}
    caveats: dict[str, None] = {}
    for figure in figures:
        if (timeline := timeline_of(figure.taken)) is None:
            continue
        caveats |= dict.fromkeys(timeline.events.caveats if not timeline.events.is_empty else ())
        for row in timeline.events.rows.to_dict("records"):
            held.setdefault(row["event_key"], {str(name): value for name, value in row.items()})
    ordered = sorted(held.values(), key=lambda row: (row["starts_on"], row["ends_on"], row["event_key"]))
    events = tuple(
        Event(
            when=row["date_words"],
            title=row["title"],
            summary=row["summary"],
            kind=row["kind_label"],
            confidence=row["confidence_label"],
            cited=references.number(row["document_id"]),
        )
        for row in ordered
    )
    return events, tuple(caveats)
