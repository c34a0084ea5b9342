"""A picture made by the reader's own browser, where the server has none."""

from __future__ import annotations

import html
import json

from mineaction.exhibits.exhibit import Taken
from mineaction.export import fonts
from mineaction.export.picture import framed, page

DRAW = """
Promise.all([...document.fonts].map(face => face.load()))
  .then(() => Plotly.downloadImage(
    {data: wanted.data, layout: wanted.layout, config: {topojsonURL: "", plotlyServerURL: ""}}, wanted.asked))
  .then(() => { said.textContent = "Made in this browser. It is among its downloads."; })
  .catch(error => { said.textContent = `This browser could not make the picture: ${error}`; });
"""


def document(taken: Taken, *, format: str, size: str, scale: float, file_name: str) -> str:
    """A page that draws the figure and saves it when it is opened: plotly.js, outlines and font are in it."""
    drawn = framed.downloadable(taken, size)
    asked = {
        "format": format,
        "width": drawn["width"],
        "height": drawn["height"],
        "scale": scale if format == "png" else 1,
        "filename": file_name,
    }
    wanted = _in_script({"data": drawn["data"], "layout": drawn["layout"], "asked": asked})
    scripts = "".join(f"<script>{script}</script>" for script in page.scripts()[:2])
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(file_name)}</title>'
        f"<style>{fonts.css()} :root {{ color-scheme: light dark }} p {{ margin: 0 }} "
        "html { background: light-dark(#ffffff, #15181c) } body { margin: 0; "
        f"font: 14px '{fonts.FAMILY}', sans-serif; color: light-dark(#59616b, #aeb5be) }}"
        f'</style></head><body><p id="said" role="status">Making the picture in this browser …</p>{scripts}'
        f"<script>const said = document.getElementById('said'), wanted = {wanted};{DRAW}</script>"
        "</body></html>"
    )


def _in_script(value: object) -> str:
    """JSON that no word of a document can end the script with."""
    return json.dumps(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
