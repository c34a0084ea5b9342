"""Text from documents made safe for pages: escaped for HTML or Markdown; links only where they are links."""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable

from mineaction.cited import Citation

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~:$])")


def html(words: object) -> str:
    """Escaped for HTML."""
    return _html.escape(str(words), quote=True)


def markdown(words: str) -> str:
    """Escaped for Streamlit's Markdown, where a dollar sign would start a formula and a colon an icon."""
    return _MARKDOWN.sub(r"\\\1", words)


def link(words: str, url: str) -> str:
    """An HTML link that opens apart; the words alone where the address is no web address."""
    if not url.startswith(("https://", "http://")):
        return html(words)
    return f'<a href="{html(url)}" target="_blank" rel="noopener noreferrer">{html(words)}</a>'


def document_list(cited: Iterable[Citation]) -> str:
    """Documents as an HTML list, each a link where an address is known."""
    items = []
    for citation in cited:
        tail = f" ({html(citation.address_note)})" if citation.address_note else ""
        tail = tail if citation.url else " (no public address known)"
        items.append(f"<li>{link(citation.line, citation.url)}{tail}</li>")
    return f'<ol class="ma-documents">{"".join(items)}</ol>'
