"""What stands behind the figures of a page: tables in full, caveats, sentences, events, documents."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mineaction.export.html import figure as html_figure
from mineaction.export.html import table as html_table
from mineaction.export.pack.appendix import CAVEATS, TABLES, beginning, caveats_behind, hidden_lines
from mineaction.export.pack.events import EVENTS, Event
from mineaction.export.pack.opened import DOCUMENTS, SENTENCES, Figure, Pack, rests_on
from mineaction.export.references import in_brackets


def appendix(pack: Pack) -> str:
    """All of it; parts for which there is nothing are left out."""
    return "".join(
        (
            _within(TABLES, _tables(pack), "tables"),
            _within(CAVEATS, _caveats(pack), "caveats"),
            _within(SENTENCES, _sentences(pack), "sentences"),
            _within(EVENTS, _events(pack), "events"),
            _within(DOCUMENTS, _references(pack), "documents"),
        )
    )


def _within(heading: str, content: str, name: str) -> str:
    return f'<div class="within" id="{name}"><h3>{heading}</h3>{content}</div>\n' if content else ""


def _tables(pack: Pack) -> str:
    return "".join(
        f"<h4>{escape(figure.title)}</h4>{html_table.table(figure.table)}"
        for figure in pack.figures
        if figure.table is not None and beginning(figure.table)
    )


def _caveats(pack: Pack) -> str:
    behind = caveats_behind(pack.figures)
    return "".join(f"<h4>{escape(names)}</h4>{_list(map(escape, lines))}" for names, lines in behind)


def _sentences(pack: Pack) -> str:
    return "".join(_quoted(figure) for figure in pack.figures if figure.receipts)


def _quoted(figure: Figure) -> str:
    pairs = [(escape(receipt.sentence), escape(rests_on(receipt))) for receipt in figure.receipts]
    said = (f"{sentence} <small>{rows}</small>" for sentence, rows in pairs)
    return f"<h4>{escape(figure.title)}</h4>{_list(said)}"


def _events(pack: Pack) -> str:
    if not pack.events:
        return ""
    notes = html_figure.paragraph(" ".join([*pack.event_caveats, *hidden_lines(pack.figures)]), "small")
    return notes + _list(map(_event, pack.events))


def _event(event: Event) -> str:
    numbers = f" · <b>{escape('; '.join(event.numbers))}</b>" if event.numbers else ""
    return (
        f"<b>{escape(event.when)}</b> {escape(event.title)} <small>({escape(event.kind)})</small><br>"
        f"{escape(event.summary)} {in_brackets([event.cited])} "
        f"<small>{escape(event.confidence)}{numbers}</small>"
    )


def _references(pack: Pack) -> str:
    items = "".join(
        f'<li value="{number}" id="reference-{number}">{html_figure.document(cited)}</li>'
        for number, cited in pack.references.numbered
    )
    return f'<ol class="references">{items}</ol>' if items else ""


def _list(items: Iterable[str]) -> str:
    return f'<ul class="long-list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'
