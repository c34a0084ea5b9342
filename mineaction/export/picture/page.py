"""The page in which pictures are drawn, and what runs in it: plotly.js, the font, outlines of countries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plotly.offline import get_plotlyjs

from mineaction.export import fonts

OUTLINES = Path(__file__).resolve().parents[2] / "ui" / "static" / "topojson" / "un"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
"""What the page may load: what is written into it, and nothing else. No script of its own runs in it."""

WAIT_UNTIL_LOADED = """(async () => {
  if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done));
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
})()"""


def html() -> str:
    """The document, with the font inside."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<style>{fonts.css()}
html, body {{ margin: 0; background: #fff }}
#paper {{ overflow: hidden; position: relative }}
#paper > .above {{ position: absolute; inset: 0 }}
#paper > svg {{ display: block }}</style>
<style id="sheet"></style></head>
<body><div id="paper"></div></body></html>"""


@cache
def scripts() -> tuple[str, ...]:
    """What is run in the page, in order; the last is a promise that the font is there. Some 5 MB."""
    files = ((path.stem, path.read_text(encoding="utf-8")) for path in sorted(OUTLINES.glob("*.json")))
    outlines = ",".join(f'"{name}":{shapes}' for name, shapes in files)
    return (
        f"window.PlotlyGeoAssets = {{ topojson: {{{outlines}}} }}; 0",
        f"{get_plotlyjs()}; 0",
        Path(__file__).with_name("page.js").read_text(encoding="utf-8"),
        "ready",
    )


def call(name: str, *arguments: str | int) -> str:
    """JavaScript that calls one of the page's functions; arguments are numbers and JSON."""
    return f"{name}({', '.join(map(str, arguments))})"
