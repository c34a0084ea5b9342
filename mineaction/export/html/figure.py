"""One figure as HTML: its words around a chart. Everything of it that came from a document is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from mineaction.cited import Citation, CitedTable, Timeline
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import is_missing
from mineaction.export.references import NO_ADDRESS, NOT_CHECKED
from mineaction.export.standing_words import is_link

MOST_ROWS = 2_000
MOST_TOGETHER = 30
"""So many events stand on one printed page together; a longer list may run over to the next."""
NEEDS_SCRIPT = (
    "The chart is drawn by a script, which is switched off here. The rows it is made from stand below."
)


def link(words: str, url: str) -> str:
    """A link; the words alone where the address is no web address."""
    return (
        f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(words)}</a>'
        if is_link(url)
        else escape(words)
    )


def opening(taken: Taken, *, label: str = "", level: int = 1) -> str:
    """Title after its ``label``, unit, the answer in a sentence, and the note."""
    answer = taken.answer
    before = f"{label}. " if label else ""
    parts = [f"<h{level}>{escape(before + taken.heading)}</h{level}>"]
    if taken.title and taken.title != answer.title:
        parts.append(f'<p class="unit">{escape(answer.title)}</p>')
    parts.append(paragraph(answer.subtitle, "unit"))
    parts.append(paragraph(answer.sentence, "lead" if level == 1 else ""))
    parts.append(paragraph(taken.note, "note"))
    return "\n".join(filter(None, parts))


def choices(answer: CitedTable) -> str:
    """What was chosen, as a list of names and values."""
    items = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in answer.choices if value
    )
    return f'<dl class="choices">{items}</dl>' if items else ""


def chart(taken: Taken, name: str) -> str:
    """The place of an interactive chart, which Tab reaches and whose words are read out.

    It is a group and no image: the buttons inside it could not be found in an image.
    """
    said = escape(taken.alt_text)
    return (
        f'<figure><div class="chart" id="{name}" role="group" tabindex="0" aria-label="{said}"></div>'
        f"<noscript><p>{NEEDS_SCRIPT}</p></noscript></figure>"
    )


def events(timeline: Timeline | None, level: int = 2) -> str:
    """The events numbered on the chart, and how many the choice of kinds leaves out."""
    if timeline is None:
        return ""
    items = "".join(
        f'<li value="{row["number"]}"><b>{escape(row["date_words"])}</b> {escape(row["title"])} '
        f"({escape(row['kind_label'])})</li>"
        for row in timeline.events.rows.to_dict("records")
    )
    head = f"<h{level}>Policy events numbered on the chart</h{level}>"
    kind = "keep" if len(timeline.events.rows) <= MOST_TOGETHER else "long"
    listed = f'<div class="{kind}">{head}<ol class="events">{items}</ol></div>' if items else ""
    return listed + paragraph(hidden_words(timeline), "small")


def hidden_words(timeline: Timeline) -> str:
    """How many events the choice of kinds leaves out; empty for none."""
    count = timeline.hidden_count
    if not count:
        return ""
    are = "events of this period are" if count > 1 else "event of this period is"
    return f"{count} more policy {are} of other kinds."


def source(words: str) -> str:
    """The source line."""
    return f"<p><b>Source:</b> {escape(words)}</p>" if words else ""


def caveats(lines: Sequence[str], level: int = 2) -> str:
    """What has to be known to read the figure."""
    items = "".join(f"<li>{escape(caveat)}</li>" for caveat in lines)
    return f"<h{level}>What to know</h{level}><ul>{items}</ul>" if items else ""


def documents(cited: Iterable[Citation]) -> str:
    """Documents as an ordered list, each a link where its address is one."""
    items = "".join(f"<li>{document(citation)}</li>" for citation in cited)
    return f'<ol class="references">{items}</ol>' if items else ""


def document(cited: Citation) -> str:
    """One document: its line as a link, and what is known of its address."""
    if not cited.url:
        about = f" ({NO_ADDRESS})"
    elif cited.address_note:
        about = f" ({NOT_CHECKED}: {escape(cited.address_note)})"
    else:
        about = "" if is_link(cited.url) else f" ({escape(cited.url)})"
    return link(cited.line, cited.url) + about


def foot(taken: Taken, made_on: str) -> str:
    """Data version, day, id and the link back."""
    parts = [f"Data {escape(taken.answer.data_version)}", f"made on {escape(made_on)}"]
    if taken.figure_id:
        parts.append(f"figure {escape(taken.figure_id)}")
    if taken.address:
        shown = link("open this view in the dashboard", taken.address)
        parts.append(shown if is_link(taken.address) else f"view {escape(taken.address)}")
    return f'<p class="foot">{" · ".join(parts)}</p>'


def rows(table: CitedTable, words: str = "Rows behind this figure") -> str:
    """The rows, folded away; at most ``MOST_ROWS`` of them, which is then said."""
    shown = table.rows_to_read
    count = len(shown)
    if not count:
        return ""
    cut = (
        paragraph(
            f"The first {MOST_ROWS:,} of {count:,} rows. The link back leads to all of them, as a CSV file."
        )
        if count > MOST_ROWS
        else ""
    )
    names = [str(name) for name in shown.columns]
    links = set(table.links)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        f"<tr>{''.join(_cell(value, name in links) for name, value in zip(names, row, strict=True))}</tr>"
        for row in shown.head(MOST_ROWS).itertuples(index=False, name=None)
    )
    unit = paragraph(" · ".join(filter(None, (table.unit, table.price_basis))), "small")
    return (
        f"<details><summary>{escape(words)} ({count:,})</summary>{cut}{unit}"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(words)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph, or nothing for no words."""
    if not words:
        return ""
    return f'<p class="{kind}">{escape(words)}</p>' if kind else f"<p>{escape(words)}</p>"


def cell_words(value: Any) -> str:
    """A stored value as text; nothing for a gap. Whole numbers lose their point."""
    if is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _cell(value: Any, is_address: bool) -> str:
    words = cell_words(value)
    if is_address and is_link(words):
        return f"<td>{link('open', words)}</td>"
    is_number = not isinstance(value, str | bool) and isinstance(value, int | float) and words
    return f'<td class="number">{escape(words)}</td>' if is_number else f"<td>{escape(words)}</td>"
