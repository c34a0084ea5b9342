"""Files the embed view needs, served by the app itself: plotly.js from its package, the script, the style."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, problems
from mineaction.export import fonts
from mineaction.export.html import page as html_page

PLOTLY, SCRIPT, STYLE = "plotly.min.js", "embed.js", "embed.css"
UP = "../../../app/static/fonts"
"""From an asset to the app's own fonts; without a slash at its start it holds below a base path too."""
FOREVER = "public, max-age=31536000, immutable"

CLOSER = """
main { padding: 8px 12px 12px; max-width: none }
h1 { font-size: 20px } h2 { font-size: 16px; margin-top: 12px }
.unit { margin: 2px 0 } .lead { font-size: 15px }
p, ul, ol, summary { font-size: 14px } details { margin: 6px 0 } summary { font-weight: 400 }
details h2 { display: none } .foot { margin-bottom: 0 } .unseen { top: 0; margin: 0 }
@media (max-width: 400px) { main { padding: 6px } }
@media (max-width: 640px) { .scattergeo text[style*="font-weight: 600"] { display: none } }
"""
TELLS_HEIGHT = """
(() => {
  const shown = document.querySelector("main");
  const height = () => Math.ceil(shown.getBoundingClientRect().height);
  const tell = () => parent.postMessage({ figureHeight: height() }, "*");
  if (parent !== window) new ResizeObserver(tell).observe(shown);
})();
"""
"""Any page may know how high a figure is; its frame has a listener for it (see ``links.iframe_code``)."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, plain and compressed; ``mark`` changes when its bytes do."""

    body: bytes
    compressed: bytes
    mark: str
    media_type: str


@cache
def asset(name: str) -> Asset:
    """A file by its name, read and compressed once."""
    make, media_type = FILES[name]
    body = make()
    mark = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body, gzip.compress(body, 6, mtime=0), mark, f"{media_type}; charset=utf-8")


def _plotly() -> bytes:
    return files("plotly").joinpath("package_data", PLOTLY).read_bytes()


def _script() -> bytes:
    """The script of the HTML files, with its settings read from the page; and one that tells the height."""
    told = 'JSON.parse(document.getElementById("config").textContent)'
    return (html_page.SCRIPT.replace("CONFIG", told) + TELLS_HEIGHT).encode()


def _style() -> bytes:
    """The style of the HTML files, closer set, with the app's own fonts."""
    return f"{''.join(_faces())}{html_page.STYLE}{CLOSER}".encode()


def _faces() -> Iterator[str]:
    for face in fonts.FACES:
        letters = fonts.RANGES[face.letters]
        yield (
            f"@font-face {{ font-family: '{fonts.FAMILY}'; font-weight: {face.weight}; font-display: swap; "
            f"src: url({UP}/{face.file_name}) format('woff2'); unicode-range: {letters} }}\n"
        )


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    PLOTLY: (_plotly, "text/javascript"),
    SCRIPT: (_script, "text/javascript"),
    STYLE: (_style, "text/css"),
}


def address(name: str) -> str:
    """The address of a file below ``links.ASSETS``: with its mark, it can be kept for ever."""
    return f"{name}?v={asset(name).mark}"


def serve(request: Request) -> Response:
    """``/api/v1/assets/<name>``. Runs in a thread: the first time, plotly.js is compressed."""
    name = request.path_params["name"]
    if name not in FILES:
        raise problems.not_found("There is no such file.", [f"Known: {', '.join(FILES)}."])
    found = asset(name)
    is_gzip = answering.accepts_gzip(request.headers)
    etag = f'"{found.mark}{"-gzip" if is_gzip else ""}"'
    is_marked = request.query_params.get("v") == found.mark
    headers = {
        "ETag": etag,
        "Cache-Control": FOREVER if is_marked else "public, max-age=3600",
        "Vary": "Accept-Encoding",
    }
    if answering.has(request.headers, etag) or answering.has_any(request.headers):
        return Response(status_code=304, headers=headers)
    if is_gzip:
        headers["Content-Encoding"] = "gzip"
    return Response(found.compressed if is_gzip else found.body, headers=headers, media_type=found.media_type)
