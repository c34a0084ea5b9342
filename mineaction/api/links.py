"""The addresses beside the pages, written: files of a chart, tables, the embed view and its iframe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from mineaction.exhibits.wishes import FIGURE, VERSION

API = "/api/v1"
CHARTS = f"{API}/charts"
ASSETS = f"{API}/assets"
EMBED = "/embed"
FRAME_HEIGHT = 720

Pairs = Sequence[tuple[str, str]]


def chart(base: str, name: str, ending: str, values: Pairs = ()) -> str:
    """The file of a chart; without an ending, what may be asked of it. ``base`` has no slash at its end."""
    return _with(f"{base}{CHARTS}/{name}{f'.{ending}' if ending else ''}", values)


def table(base: str, name: str, ending: str, values: Pairs = ()) -> str:
    """One page of a table."""
    return _with(f"{base}{API}/{name}.{ending}", values)


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


def iframe_code(address: str, title: str = "", height: int = FRAME_HEIGHT) -> str:
    """The HTML that shows an embed address inside another page."""
    named = f' title="{escape(title)}"' if title else ""
    return (
        f'<iframe src="{escape(address)}"{named} width="100%" height="{height}" loading="lazy" '
        'style="border:0"></iframe>'
    )


def _with(path: str, values: Pairs) -> str:
    return f"{path}?{urlencode(values)}" if values else path
