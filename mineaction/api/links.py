"""The addresses beside the pages, written: files of a chart, tables, the embed view and its iframe."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode, urlsplit

from mineaction.exhibits.wishes import FIGURE, VERSION

API = "/api/v1"
CHARTS = f"{API}/charts"
ASSETS = f"{API}/assets"
EVERYTHING = f"{API}/everything.zip"
"""All tables as one file."""
EMBED = "/embed"

Pairs = Sequence[tuple[str, str]]


def chart(base: str, name: str, ending: str, values: Pairs = ()) -> str:
    """The file of a chart; without an ending, what may be asked of it. ``base`` has no slash at its end."""
    return _with(f"{base}{CHARTS}/{name}{f'.{ending}' if ending else ''}", values)


def table(base: str, name: str, ending: str, values: Pairs = ()) -> str:
    """One page of a table."""
    return _with(f"{base}{API}/{name}.{ending}", values)


def table_values(base: str, name: str, filter: str = "") -> str:
    """All values that one filter of a table takes; without a filter, what such addresses begin with."""
    return f"{base}{API}/{name}{f'/{filter}.json' if filter else ''}"


def embed(base: str, name: str, values: Pairs = ()) -> str:
    """A chart without the app's frame, for another page."""
    return _with(f"{base}{EMBED}/{name}", values)


def choices_of(asked: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    """Names with their values as single pairs, without the data version and the figure's id."""
    pairs: list[tuple[str, str]] = []
    for name, values in asked:
        if name not in (VERSION, FIGURE):
            pairs += [(name, value) for value in values]
    return pairs


def iframe_code(address: str, title: str, height: int) -> str:
    """The HTML that shows an embed address inside another page, ``height`` pixels high (see frame_height).

    Its script makes the frame as high as the figure says it is there. It believes only the host the figure
    comes from; where a website takes no scripts the height given holds.
    """
    frame = (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" '
        'loading="lazy" style="border:0"></iframe>'
    )
    place = urlsplit(address)
    if not place.netloc:
        return frame
    host = json.dumps(f"{place.scheme}://{place.netloc}").replace("<", "\\u003c")
    return f"""{frame}
<script>addEventListener("message", e => e.origin === {host} && e.data?.figureHeight > 0 &&
  document.querySelectorAll("iframe").forEach(f => {{ if (f.contentWindow === e.source)
    f.height = e.data.figureHeight; }}));</script>"""


def _with(path: str, values: Pairs) -> str:
    return f"{path}?{urlencode(values)}" if values else path
