"""What AppTest shows of a page, put so that tests can ask about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.testing.v1 import AppTest


def walk(block: Any) -> Iterator[Any]:
    """Everything in a block, in the order of the page."""
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from walk(child)


def kind(element: Any) -> str:
    return str(getattr(element, "type", ""))


def html_of(page: AppTest) -> str:
    """All HTML of a page, its style sheet left out."""
    return "\n".join(part.value for part in page.html if not part.value.startswith("<style>"))


def footer_of(page: AppTest) -> str:
    """The words of the page's footer, without tags."""
    (footer,) = re.findall(r"<footer.*?</footer>", html_of(page), re.DOTALL)
    return re.sub(r"<[^>]+>", "", footer)


def unglossed(html: str) -> str:
    """HTML without the marks of the glossary's terms and without their explanations."""
    return re.sub(r'<span class="ma-tip".*?</span>|</?dfn[^>]*>', "", html, flags=re.DOTALL)


def lead_of(page: AppTest) -> str:
    """The sentence that answers the page's question; empty where there is none."""
    found = re.findall(r'<p class="ma-lead">(.*?)</p>', html_of(page), re.DOTALL)
    return unglossed(found[0]) if found else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure card of a page."""

    name: str
    block: Any

    def all(self, wanted: str) -> list[Any]:
        """Its elements of one kind."""
        return [element for element in walk(self.block) if kind(element) == wanted]

    def popover(self, label: str) -> tuple[int, Any]:
        """The number in a popover's label, and the popover."""
        (found,) = (
            element for element in self.all("popover") if element.proto.popover.label.startswith(f"{label} (")
        )
        return int(re.findall(r"\((\d+)\)", found.proto.popover.label)[0]), found


def opened(page: AppTest, name: str, *parts: str) -> AppTest:
    """The page with parts of the foot of a card or table open, as ``download`` and ``caveats``."""
    for part in parts:
        page.session_state[f"{part}_{name}"] = True
    return page.run()


def cards_of(page: AppTest, key: str = "card_") -> list[Card]:
    """The containers whose keys begin so, in the order of the page: figure cards, or ``table_`` ones."""
    return [
        Card(element.proto.id.partition(f"-{key}")[2], element)
        for element in walk(page.main)
        if hasattr(element, "children") and f"-{key}" in getattr(element.proto, "id", "")
    ]
