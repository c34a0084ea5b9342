"""What a reader gets at an address where there is no page: what was asked for, and the pages there are.

Streamlit would open the start page under a dialog, and answer 200. So unknown addresses never reach it.
"""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mineaction.api.routes import path_below
from mineaction.cited import APP
from mineaction.exhibits.wishes import brief
from mineaction.queries.search.nearest import nearest

NOT_PAGES = frozenset({"app", "static", "media", "component", "bidi-components", "vendor", "oauth2callback"})
"""First parts of addresses that Streamlit serves itself, beside those that begin with an underscore."""
TITLE = "There is no page at this address"
STYLE = """
@font-face { font-family: 'Source Sans 3'; font-weight: 400;
  src: url(FONTS/source-sans-3-latin-400-normal.woff2) format('woff2') }
@font-face { font-family: 'Source Sans 3'; font-weight: 600;
  src: url(FONTS/source-sans-3-latin-600-normal.woff2) format('woff2') }
:root { color-scheme: light dark }
body { margin: 0; padding: 2.5rem 1rem; line-height: 1.5;
  font-family: 'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif;
  color: light-dark(#1b1f24, #e9ebee); background: light-dark(#ffffff, #15181c) }
main { max-width: 46rem; margin: 0 auto }
h1 { font-size: 28px; font-weight: 600; line-height: 1.2; margin: 0 0 .75rem; text-wrap: balance }
h2 { font-size: 18px; font-weight: 600; margin: 1.5rem 0 .5rem }
p { margin: 0 0 .5rem; overflow-wrap: anywhere }
ul { list-style: none; margin: 0; padding: 0 }
li { margin-bottom: .5rem }
li span { display: block; color: light-dark(#59616b, #aeb5be) }
a { color: light-dark(#005a8c, #8cc6ec); text-underline-offset: .15em }
"""


class Pages(NamedTuple):
    """The pages there are by the name in their address: titles, the start first, and what each answers.

    ``hidden`` gives those that have nothing to show; it may ask the database.
    """

    titles: Mapping[str, str]
    about: Mapping[str, str]
    hidden: Callable[[], Iterable[str]]


class KnownPages:
    """Stands before the pages' server: answers 404 to a browser that asks for a page there is not.

    ``base`` is the path the app is served below, as ``/funding``; empty: none.
    """

    def __init__(self, app: ASGIApp, pages: Pages, base: str = "") -> None:
        self._app, self._pages, self._base = app, pages, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = path_below(scope, self._base) if scope["type"] == "http" and _wants_page(scope) else ""
        if not path or is_known(path, self._pages.titles):
            await self._app(scope, receive, send)
            return
        words = await to_thread(document, path, self._pages)
        answer = HTMLResponse(words, 404, headers={"Cache-Control": "no-store"})
        await answer(scope, receive, send)


def _wants_page(scope: Scope) -> bool:
    """Whether a browser asks, for something to show; programs and parts of pages ask for other things."""
    is_reading = scope["method"] in ("GET", "HEAD")
    return is_reading and "text/html" in Headers(scope=scope).get("accept", "")


def is_known(path: str, titles: Mapping[str, str]) -> bool:
    """Whether a page, or something else Streamlit serves, may be at this path below the app's own."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0].startswith("_") or parts[0] in NOT_PAGES:
        return True
    return parts[-1] in titles or "." in parts[-1]


def document(path: str, pages: Pages) -> str:
    """The page for an unknown path. All its links are relative, so that they hold behind any proxy."""
    up = "../" * path.removeprefix("/").count("/") or "./"
    asked = path.strip("/").rpartition("/")[2].replace("_", " ").replace("-", " ")
    by_title = {title: name for name, title in pages.titles.items()}
    near = [_link(up, by_title[title], pages) for title in nearest(asked, list(by_title), most=2)]
    perhaps = f"<p>Perhaps it was meant for {' or '.join(near)}.</p>" if near else ""
    hidden = set(pages.hidden())
    listed = "".join(
        f"<li>{_link(up, name, pages)}<span>{escape(pages.about.get(name, ''))}</span></li>"
        for name in pages.titles
        if name not in hidden
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>No such page · {escape(APP)}</title>"
        f"<style>{STYLE.replace('FONTS', f'{up}app/static/fonts')}</style></head><body><main><h1>{TITLE}</h1>"
        f"<p>Asked for: <b>{escape(brief(path))}</b></p>{perhaps}"
        f"<h2>The pages of this dashboard</h2><ul>{listed}</ul></main></body></html>"
    )


def _link(up: str, name: str, pages: Pages) -> str:
    """A link to a page; the first of all is served at the root."""
    is_start = name == next(iter(pages.titles))
    return f'<a href="{up if is_start else up + name}">{escape(pages.titles[name])}</a>'
