"""A briefing opened: its figures ready for paper, slides or a page, with one list of documents for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mineaction.cited import DASHBOARD, Citation, CitedTable
from mineaction.counting import counted
from mineaction.errors import MineActionError, NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import Data
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.receipts.sentences import Receipt, receipts
from mineaction.exhibits.table import is_table
from mineaction.exhibits.taking import take_opened
from mineaction.export.pack import method as pack_method
from mineaction.export.pack.briefing import Briefing, Item, opened
from mineaction.export.pack.events import Event, events_of, timeline_of
from mineaction.export.pack.tables import Table, listed
from mineaction.export.references import References, in_brackets
from mineaction.export.standing_words import is_link
from mineaction.periods import day_words

MISSING = "What could not be shown"
NOT_HELD = "Not held"
NOTE_BY = "Note by the author of this briefing"
SENTENCES = "Sentences to quote, and the rows they rest on"
METHOD = "How to read this"
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
    """What is not in the pack: a figure the briefing asks for that could not be opened, and why.

    ``is_held`` is false where that is because the data have nothing to show.
    """

    words: str
    reason: str
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Pack:
    """What a file of a briefing is made from. ``address`` is where the app is served; empty if nowhere.

    ``not_held`` is a line on what the data have nothing for; empty where there is no such thing.
    """

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
    not_held: str = ""

    @property
    def problems(self) -> tuple[Missing, ...]:
        """What is not in the pack for another reason than that nothing is held."""
        return tuple(absent for absent in self.missing if absent.is_held)

    @property
    def link(self) -> str:
        """Where the app is, for the cover; empty where there is no address to follow."""
        return self.address if is_link(self.address) else ""

    @property
    def day(self) -> str:
        """The day it was made, in words."""
        return day_words(self.made_on)

    @property
    def cover_lines(self) -> tuple[str, ...]:
        """What stands below the title."""
        tables = sum(figure.table is not None for figure in self.figures)
        figures = len(self.figures) - tables
        held = [counted(figures, "figure")] if figures or not tables else []
        held += [counted(tables, "table")] if tables else []
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
            missing.append(Missing(_named(item), error.what, is_held=False))
        except MineActionError as error:
            missing.append(Missing(_named(item), str(error)))
    told(len(briefing.items), len(briefing.items), "")
    events, caveats = events_of(figures, references)
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
        not_held=_not_held(briefing, missing),
    )


def _not_held(briefing: Briefing, missing: Sequence[Missing]) -> str:
    """``Not held for Ukraine: Casualties by year; Treaty standing.``"""
    absent = [one.words for one in missing if not one.is_held]
    names = list(dict.fromkeys((*briefing.not_held, *absent)))
    about = f" for {briefing.about}" if briefing.about else ""
    return f"{NOT_HELD}{about}: {'; '.join(names)}." if names else ""


def _named(item: Item) -> str:
    """What a reader knows an item by."""
    kind = registry.BY_NAME.get(item.name)
    return item.title or (kind.label if kind else item.name.replace("_", " ").capitalize())


def silent(done: int, total: int, words: str) -> None:
    """A progress nobody looks at."""


def _numbered(figure: Figure, before: Sequence[Figure]) -> Figure:
    """With its number among the figures, or among the tables."""
    alike = sum((other.table is None) == (figure.table is None) for other in before)
    return replace(figure, number=alike + 1)


def _figure(item: Item, data: Data, made_on: date, base: str, references: References) -> Figure:
    shown = opened(item, data)
    note = f"{NOTE_BY}: {item.note}" if item.note else ""
    taken = take_opened(shown, made_on=made_on, base=base, title=item.title, note=note)
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
