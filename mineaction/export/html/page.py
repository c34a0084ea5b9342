"""The frame of the HTML files: one file that holds all it shows, and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from plotly.offline import get_plotlyjs

from mineaction.charts import theme
from mineaction.export import fonts
from mineaction.export.cells import plain
from mineaction.export.picture.page import OUTLINES

GEO_TRACES = ("choropleth", "scattergeo")

STYLE = """
:root { --ink: #1b1f24; --muted: #59616b; --line: #e1e4e8; --paper: #fff; --band: #f7f8f9; --link: #0063a0 }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --ink: #e9ebee; --muted: #aeb5be; --line: #2c3239; --paper: #15181c;
    --band: #1a1e23; --link: #7cbef0 }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 16px/1.5 FAMILY;
  font-variant-numeric: tabular-nums }
main, body > header, body > footer { max-width: 1060px; margin: 0 auto; padding: 0 24px }
body > header { padding-top: 32px } body > footer { padding-bottom: 40px }
h1, h2, h3 { line-height: 1.25; font-weight: 600; margin: 0; text-wrap: balance; overflow-wrap: anywhere }
h1 { font-size: 28px } h2 { font-size: 21px; margin-top: 40px } h3 { font-size: 17px; margin-top: 24px }
p, ul, ol, dl { margin: 8px 0; max-width: 46rem; overflow-wrap: anywhere }
a { color: var(--link); text-underline-offset: 2px }
.unit, .small, figcaption, .events, .choices { font-size: 14px; color: var(--muted) }
.lead { font-size: 18px }
.note { border-left: 4px solid var(--link); padding-left: 12px; white-space: pre-line }
figure { margin: 12px 0; break-inside: avoid } figure img { display: block; width: 100%; height: auto }
.chart { min-width: 0; outline-offset: 4px } .scroll { overflow: auto; max-height: 70vh }
.choices { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; max-width: 60rem }
.choices dt { font-weight: 600 } .choices dd { margin: 0 }
.events, .references { padding-left: 2.2em; columns: 24rem 2; column-gap: 32px; max-width: none }
.references { font-size: 14px }
.events li, .references li { margin: 3px 0; break-inside: avoid }
.keep { break-inside: avoid } details { margin: 12px 0 }
summary { cursor: pointer; font-weight: 600; color: var(--link) }
table { border-collapse: collapse; font-size: 14px }
th, td { text-align: left; vertical-align: top;
  padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line) }
thead th { position: sticky; top: 0; background: var(--paper) } td.number { text-align: right }
td { min-width: 4rem; max-width: 24rem } tbody th { font-weight: 600 }
.listed { max-height: none } .group th { padding-top: 12px }
.missing { background: var(--band); padding: 8px 16px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.foot { color: var(--muted); font-size: 13px; border-top: 1px solid var(--line); padding-top: 6px }
@media (max-width: 640px) { main, body > header, body > footer { padding: 0 14px }
  .choices { grid-template-columns: 1fr } .choices dd { margin-bottom: 6px } }
@media print { body { font-size: 10.5pt } details, .unseen, noscript { display: none }
  main, body > header, body > footer { max-width: none; padding: 0 }
  a { color: inherit; text-decoration: none }
  h1, h2, h3 { break-after: avoid } .chart { outline: none } .events, .references { columns: auto } }
""".replace("FAMILY", theme.FONT_FAMILY)

SCRIPT = """
(() => {
  const scheme = matchMedia("(prefers-color-scheme: dark)"), config = CONFIG;
  const told = document.getElementById("told");
  const charts = [...document.querySelectorAll(".chart")];
  const read = (chart, look) => JSON.parse(document.getElementById(`${chart.id}-${look}`).textContent);

  // A map is no taller than its land; on the narrowest frames a key has two columns of smaller words.
  function fit({ data, layout }, wide) {
    const { l = 0, r = 0, t = 0, b = 0 } = layout.margin ?? {}, share = layout.meta?.heightShare;
    if (share) layout.height = Math.min(layout.height, share * wide + t + b);
    const most = Math.floor((wide - l - r) / 2) - 46;
    for (const name of wide < 350 ? ["legend", "legend2"] : []) {
      const key = layout[name], isIn = it => it.showlegend && (it.legend ?? "legend") === name;
      if (data.filter(isIn).length > 1 && key?.entrywidth > most)
        Object.assign(key, { entrywidth: most, font: { size: 10 } });
    }
  }
  function draw(chart, look, width) {
    const figure = read(chart, look);
    if (width) figure.layout.width = width;
    if (width || chart.clientWidth) fit(figure, width || chart.clientWidth);
    // At another width Plotly fills its place, which without a height of its own would have none.
    if (figure.layout.height) chart.style.height = `${figure.layout.height}px`;
    return Plotly.react(chart, figure.data, figure.layout, config);
  }
  const drawAll = () => charts.forEach(chart => draw(chart, scheme.matches ? "dark" : "light"));

  // Arrow keys walk over the points of a chart, in order of time or place; what each says is read out.
  function points(chart) {
    const found = [];
    (chart.calcdata || []).forEach((marks, curveNumber) => marks.forEach((mark, pointNumber) => {
      const { trace } = marks[0], words = mark.htx ?? mark.hovertext ?? mark.tx ?? mark.text;
      if (words && trace && trace.hoverinfo !== "skip" && trace.hoverinfo !== "none")
        found.push({ curveNumber, pointNumber, words, at: mark.x ?? mark.p ?? pointNumber });
    }));
    return found.sort((one, other) => one.at - other.at);
  }
  function walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const chart = event.currentTarget;
    if (event.key === "Escape") return Plotly.Fx.unhover(chart);
    if (!step) return;
    const all = points(chart);
    if (!all.length) return;
    event.preventDefault();
    const last = step > 0 ? -1 : all.length;
    chart.at = ((chart.at ?? last) + step + all.length) % all.length;
    const { curveNumber, pointNumber, words } = all[chart.at];
    const { xaxis, yaxis } = chart._fullData[curveNumber];
    if (xaxis) Plotly.Fx.hover(chart, [{ curveNumber, pointNumber }], xaxis + yaxis);
    told.textContent = String(words).replace(/<[^>]*>/g, ". ");
  }
  charts.forEach(chart => chart.addEventListener("keydown", walk));
  scheme.addEventListener("change", drawAll);
  let last = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== last) { last = innerWidth; drawAll(); } });
  addEventListener("beforeprint", () => charts.forEach(chart => {
    Plotly.Fx.unhover(chart);
    draw(chart, "light", 680);
  }));
  addEventListener("afterprint", drawAll);
  drawAll();
})();
"""


def document(title: str, body: str, figures: Mapping[str, Sequence[str]] | None = None) -> str:
    """A whole file. ``figures`` are the drawings of its charts by element id: light, then dark, as JSON.

    Its policy lets nothing be loaded and no script run but its own.
    """
    figures, title, body = figures or {}, plain(title), plain(body)
    scripts = _scripts(figures) if figures else []
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    data = "\n".join(
        f'<script type="application/json" id="{name}-{look}">{json_inside(drawing)}</script>'
        for name, drawings in figures.items()
        for look, drawing in zip(("light", "dark"), drawings, strict=True)
    )
    told = '<p id="told" class="unseen" role="status" aria-live="polite"></p>' if figures else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{fonts.css(title + body + data)}{STYLE}</style>
</head>
<body>
{body}
{told}
{data}
{"".join(f"<script>{script}</script>" for script in scripts)}
</body>
</html>
"""


def json_inside(json_text: str) -> str:
    """JSON that cannot end the element it stands in."""
    return json_text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _scripts(figures: Mapping[str, Sequence[str]]) -> list[str]:
    needs_outlines = any(
        f'"type":"{kind}"' in drawing
        for drawings in figures.values()
        for drawing in drawings
        for kind in GEO_TRACES
    )
    config: dict[str, Any] = {**theme.plot_config(), "topojsonURL": "", "plotlyServerURL": ""}
    boot = SCRIPT.replace("CONFIG", json_inside(json.dumps(config)))
    return [*([_outlines()] if needs_outlines else []), _plotly(), boot]


@cache
def _outlines() -> str:
    """Countries' outlines where plotly.js looks before it asks for them anywhere."""
    files = (
        f'"{path.stem}":{path.read_text(encoding="utf-8").strip()}'
        for path in sorted(OUTLINES.glob("*.json"))
    )
    return f"window.PlotlyGeoAssets={{topojson:{{{','.join(files)}}}}};"


@cache
def _plotly() -> str:
    return str(get_plotlyjs())


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
