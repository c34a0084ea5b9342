"""Text from documents made safe for pages: escaped for HTML or Markdown; links only where they are links."""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable

from mineaction import glossary
from mineaction.cited import Citation, CitedTable
from mineaction.exhibits.table import short_place

MOST_MARKED = 4
"""More marked words than this in one text would be more stops for Tab than a reader wants."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~:$])")


def html(words: object) -> str:
    """Escaped for HTML."""
    return _html.escape(str(words), quote=True)


def markdown(words: str) -> str:
    """Escaped for Streamlit's Markdown, where a dollar sign would start a formula and a colon an icon."""
    return _MARKDOWN.sub(r"\\\1", words)


def to_whoever_runs(words: str) -> str:
    """What only the one who runs the app can do, as Markdown for a page, without the marks of commands."""
    return f"For whoever runs this app: {markdown(words.replace('`', ''))}" if words else ""


def place(locator: str) -> str:
    """Where in a document, as HTML: names of data files and versions stay out of sight, but can be read.

    The rows behind a figure have the whole of it as plain text.
    """
    short = short_place(locator)
    if short == locator:
        return html(locator)
    return f'<span title="{html(locator)}">{html(short)}</span>'


def link(words: str, url: str) -> str:
    """An HTML link that opens apart; the words alone where the address is no web address."""
    if not url.startswith(("https://", "http://")):
        return html(words)
    return f'<a href="{html(url)}" target="_blank" rel="noopener noreferrer">{html(words)}</a>'


def source(words: str, url: str, address_note: str = "") -> str:
    """A document as an HTML link; says where no address is known, and where nobody has opened it."""
    if not url:
        return f"{html(words)} (no public address known)"
    mark = f' <span class="ma-aside" title="{html(address_note)}">(address not checked)</span>'
    return link(words, url) + (mark if address_note else "")


def document_list(cited: Iterable[Citation]) -> str:
    """Documents as an HTML list, each a link where an address is known."""
    items = []
    for citation in cited:
        tail = f" ({html(citation.address_note)})" if citation.address_note else ""
        tail = tail if citation.url else " (no public address known)"
        items.append(f"<li>{link(citation.line, citation.url)}{tail}</li>")
    return f'<ol class="ma-documents">{"".join(items)}</ol>'


def glossed(words: object, scope: str) -> str:
    """Escaped for HTML, with the first place of each of the glossary's terms explained on hover and focus.

    ``scope`` is a short name, different for each text of a page. Stands in an element of the class
    ``ma-lead`` or ``ma-source``, below whose line the explanation opens.
    """
    plain = str(words)
    parts, done = [], 0
    for found in glossary.find(plain)[:MOST_MARKED]:
        key = f"ma-tip-{scope}-{found.term.key}"
        marked = html(plain[found.start : found.end])
        parts += [
            html(plain[done : found.start]),
            f'<dfn class="ma-term" tabindex="0" aria-describedby="{key}">{marked}'
            f'<span class="ma-tip" role="tooltip" id="{key}">{html(found.term.meaning)}</span></dfn>',
        ]
        done = found.end
    return "".join((*parts, html(plain[done:])))


def words_help(answer: CitedTable) -> str | None:
    """What stands behind the question mark of a caption: the terms in title, subtitle and caveats, if any."""
    return glossary.help_for(answer.title, answer.subtitle, *answer.caveats) or None
