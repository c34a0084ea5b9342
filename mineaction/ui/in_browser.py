"""A picture made by the reader's own browser, where the server has none: the same file as the server's.

The page draws with the code that draws on the server (``export/picture/page.js``), and puts in what the
server puts in: font, title and description of an SVG, text chunks of a PNG.
"""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path

from mineaction.exhibits.exhibit import Taken
from mineaction.export import fonts
from mineaction.export.html.page import json_inside
from mineaction.export.picture import browser, framed, image, page
from mineaction.export.picture.sizes import size_of

SCRIPT = Path(__file__).with_name("in_browser.js")


def document(taken: Taken, *, format: str, size: str, scale: float, file_name: str) -> str:
    """A page that makes a figure's file when it is opened, and saves it as ``file_name`` with its ending.

    ``format`` is ``png`` or ``svg``; ``size`` and ``scale`` as of ``image.to_png``. plotly.js, outlines of
    countries and the font are in the page, some 5 MB; it asks no host. Raises UnknownChoice for the size.
    """
    told = _wanted(taken, format, size, scale) | {"fileName": f"{file_name}.{format}"}
    wanted = json_inside(json.dumps(told))
    scripts = "".join(f"<script>{script}</script>" for script in page.scripts()[:3])
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(file_name)}</title>'
        f"<style>{fonts.css()} :root {{ color-scheme: light dark }} p {{ margin: 0 }} "
        "html { background: light-dark(#ffffff, #15181c) } body { margin: 0; "
        f"font: 14px '{fonts.FAMILY}', sans-serif; color: light-dark(#59616b, #aeb5be) }}"
        f'</style></head><body><p id="said" role="status">Making the picture in this browser …</p>{scripts}'
        f"<script>const wanted = {wanted};\n{SCRIPT.read_text(encoding='utf-8')}</script></body></html>"
    )


def _wanted(taken: Taken, format: str, size: str, scale: float) -> dict[str, object]:
    """What the script draws and puts in, by the names it reads."""
    drawn = framed.downloadable(taken, size)
    wide, high = int(drawn["width"]), int(drawn["height"])
    figure = {"data": drawn["data"], "layout": drawn["layout"]}
    letters = json.dumps(figure, ensure_ascii=False)
    return {
        "figure": figure,
        "width": wide,
        "height": high,
        "isPng": format == "png",
        "scale": min(size_of(size).pixels(wide, scale), browser.MOST_PX / max(wide, high)),
        "role": image.SVG_ROLE,
        "told": f"{image.told_in_svg(taken)}<style>{fonts.css(letters)}</style>",
        "headerEnd": image.HEADER_END,
        "chunks": base64.b64encode(image.text_chunks(image.told_in_png(taken))).decode("ascii"),
    }
