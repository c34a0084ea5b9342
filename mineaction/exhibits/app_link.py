"""What a link of this app leads to: a page, a figure on it, a file by address, or an embed view."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from mineaction.exhibits import registry
from mineaction.exhibits.address import own_choices
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.wishes import Values

SIZE, SCALE, ROWS = "size", "scale", "rows"
LOOK = (SIZE, SCALE, ROWS)
"""Names of an address that say how a file is written, and nothing of what it shows."""
FRONT = "overview"
"""The page at the app's address without a path."""
_BY_NAME = re.compile(r".*/(?:api/v1/charts|embed)/([^/.]+)(?:\.[a-z]+)?/?")


@dataclass(frozen=True, slots=True)
class AppLink:
    """A link read. ``names`` are the figures and tables it may mean: none, one, or those of its page.

    ``asked`` are all its choices, data version and figure id too; ``place`` is what it names that there is
    not, or the page it leads to.
    """

    names: tuple[str, ...]
    asked: dict[str, Values]
    place: str = ""

    @property
    def name(self) -> str:
        """The one it means: the only one, or the only figure of its page; empty where it may be several."""
        figures = [name for name in self.names if not registry.kind(name).is_table]
        return next((found[0] for found in (self.names, figures) if len(found) == 1), "")

    def asked_of(self, name: str) -> dict[str, Values]:
        """The choices for one of them, without those that are only of its neighbours on the page."""
        return own_choices(registry.kind(name), self.asked)


def read_link(link: str) -> AppLink:
    """What a link leads to. Raises ValueError for one that cannot be taken apart."""
    parts = urlsplit(link.strip())
    asked = {name: tuple(values) for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    if by_name := _BY_NAME.fullmatch(parts.path):
        name = by_name[1]
        asked = {given: values for given, values in asked.items() if given not in LOOK}
        return AppLink((name,) if name in registry.BY_NAME else (), asked, name)
    anchor, page = parts.fragment.replace("-", "_"), parts.path.rpartition("/")[2]
    if not page and parts.netloc:
        page = FRONT
    on_page = [kind for kind in registry.KINDS if kind.page == page]
    if anchor in registry.BY_NAME and (not on_page or registry.kind(anchor) in on_page):
        return AppLink((anchor,), asked, page)
    return AppLink(tuple(kind.name for kind in on_page if _may_be(kind, asked)), asked, page or anchor)


def _may_be(kind: Kind, asked: dict[str, Values]) -> bool:
    """Whether a page with these choices may show it."""
    return all(asked.get(name, (value,)) == (value,) for name, value in kind.only_with)
