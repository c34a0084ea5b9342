"""A table by itself as HTML, its groups as headings inside it. Everything in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mineaction.export.html.figure import paragraph
from mineaction.export.pack.tables import Table, is_heading, left_out


def table(shown: Table) -> str:
    """The table with what it leaves out; it scrolls sideways on a narrow screen."""
    kinds = [' class="number"' if is_number else "" for is_number in shown.of_numbers]
    heads = zip(kinds, shown.head, strict=True)
    head = "".join(f'<th scope="col"{kind}>{escape(words)}</th>' for kind, words in heads)
    body = "".join(_row(row, kinds) for row in shown.rows)
    name = escape(shown.title)
    return (
        f'<div class="scroll listed" tabindex="0" role="region" aria-label="{name}">'
        f'<table aria-label="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{paragraph(left_out(shown), 'small')}"
    )


def _row(row: tuple[str, ...], kinds: Sequence[str]) -> str:
    if is_heading(row):
        return f'<tr class="group"><th scope="rowgroup" colspan="{len(kinds)}">{escape(row[0])}</th></tr>'
    first, *others = row
    cells = "".join(f"<td{kind}>{escape(words)}</td>" for kind, words in zip(kinds[1:], others, strict=True))
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
