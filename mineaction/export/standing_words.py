"""The lines that stand in every file, so that it stands alone. Every format prints them from here.

``standing_lines`` gives all of them in order, for a block on top (CSV), a sheet (XLSX) or a page of notes
(PPTX, DOCX, PDF, HTML). ``SOURCE`` and the other names are the lines' names; ``source_of`` is the source line
alone. Formats with room for little print what fits and the rest where it is still found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from mineaction.cited import Citation, CitedTable
from mineaction.exhibits.exhibit import Taken

TITLE, NOTE, UNIT, PRICES, YEARS = "Title", "Note", "Unit", "Prices", "Years"
SOURCE, CAVEAT, DATA_VERSION, MADE_ON = "Source", "Caveat", "Data version", "Made on"
FIGURE_ID, LINK_BACK, DOCUMENT = "Figure id", "Link back", "Document"

Line = tuple[str, str]

_WEB_ADDRESS = re.compile(r"""https?://[^\s<>"\\^`{|}\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]+""")


def standing_lines(
    table: CitedTable,
    *,
    made_on: date,
    address: str = "",
    figure_id: str = "",
    title: str = "",
    note: str = "",
) -> list[Line]:
    """Name and words of each line: title, unit, bases, choices, source, caveats, data version, documents.

    What is empty has no line. ``title`` takes the place of the table's own; ``note`` is of whoever made the
    file; ``address`` links back to the view.
    """
    lines = [
        (TITLE, title or table.title),
        (NOTE, note),
        (UNIT, table.unit),
        (PRICES, table.price_basis),
        (YEARS, table.year_basis),
        *table.choices,
        (SOURCE, table.source_line),
        *((CAVEAT, caveat) for caveat in table.caveats),
        (DATA_VERSION, table.data_version),
        (MADE_ON, made_on.isoformat()),
        (FIGURE_ID, figure_id),
        (LINK_BACK, address),
        *((DOCUMENT, document_words(cited)) for cited in table.citations),
    ]
    return [(name, words) for name, words in lines if words]


def lines_of(taken: Taken, table: CitedTable | None = None) -> list[Line]:
    """The lines of an exhibit on its way out; ``table`` is another than its answer, as the rows behind it."""
    return standing_lines(
        table or taken.answer,
        made_on=taken.made_on,
        address=taken.address,
        figure_id=taken.figure_id,
        title=taken.heading,
        note=taken.note,
    )


def document_words(cited: Citation) -> str:
    """A document on one line: id, publisher, title, date, address, and what is known of the address."""
    return " ".join(filter(None, (f"{cited.document_id}: {cited.line}", cited.url, cited.address_note)))


def is_link(address: str) -> bool:
    """Whether an address may be made a link that opens on a click: of the web, and whole.

    One with blanks, line ends, quotes or brackets is none: for it, Office programs call a file broken.
    """
    if not _WEB_ADDRESS.fullmatch(address):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def event_lines(taken: Taken) -> Iterator[str]:
    """The policy events beside a figure, one a line, in order of date; then how many the choice hides."""
    timeline = taken.exhibit.timeline
    if timeline is None or timeline.events.is_empty:
        return
    rows = timeline.events.rows
    for number, when, title, document in zip(
        rows["number"], rows["date_words"], rows["title"], rows["document"], strict=True
    ):
        yield f"{int(number)}. {when}: {title} ({document})"
    if timeline.hidden_count:
        yield f"{timeline.hidden_count} more events of these years are left out by the choice of kinds."
