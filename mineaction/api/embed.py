"""A chart without the app's frame, for an iframe on another page: interactive, and with its sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mineaction.api import answering, assets, links, problems
from mineaction.api.answering import Values, Wanted
from mineaction.api.charts import answered, no_table, taken_of
from mineaction.api.problems import Problem
from mineaction.api.service import Service
from mineaction.api.workers import Made
from mineaction.charts import theme
from mineaction.exhibits import registry
from mineaction.exhibits.exhibit import Taken
from mineaction.export.html import figure as html_figure
from mineaction.export.html import file as html
from mineaction.export.html.page import json_inside

CHART = "chart"
COST = 3
"""What it counts for the client: two drawings, packed, take some three times as long as rows."""
UP = "../"
"""From ``/embed/<name>`` to where the app is served: it holds below any base path, and behind any proxy."""
HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors * file:"
)
"""Only the app itself: plotly.js writes styles into the page, which is why those are let in. Any page may
frame it; one that is only a file as well, which ``*`` leaves out."""
HEADERS = (("Content-Security-Policy", POLICY), ("Referrer-Policy", "no-referrer"))


async def serve(service: Service, request: Request) -> Response:
    """``/embed/<name>``, with the choices of the page's address."""
    asked = answering.choices(request)
    name = request.path_params["name"]
    known = [kind.name for kind in registry.FIGURES]
    if name not in known:
        said = no_table(registry.BY_NAME[name]) if name in registry.BY_NAME else f"Known: {', '.join(known)}."
        raise problems.not_found("There is no figure of that name.", [said])
    make = partial(_made, service, name, asked, service.base(request))
    return await answered(service, request, Wanted(HTML, make, cost=COST, headers=HEADERS), name)


def problem_page(problem: Problem) -> Response:
    """What a reader of another page sees in place of the figure."""
    said = "".join(html_figure.paragraph(words) for words in (*problem.problems, problem.next))
    body = f"<main><h1>{escape(problem.what)}</h1>{said}</main>"
    headers = {"Cache-Control": "no-store", **dict(HEADERS), **problem.headers}
    return HTMLResponse(_document("No figure", body), problem.status, headers=headers)


def _made(service: Service, name: str, asked: Values, base: str) -> Made:
    _, taken, notices = taken_of(service, name, asked, base)
    return Made(page(taken, notices).encode())


def page(taken: Taken, notices: Sequence[str] = ()) -> str:
    """The HTML of the view, ``notices`` first. Everything that came from a document is escaped."""
    answer = taken.answer
    timeline = taken.exhibit.timeline
    events = html_figure.events(timeline)
    listed = "".join(
        (
            _folded(f"Policy events ({len(timeline.events.rows)})", events) if timeline and events else "",
            _folded(f"What to know ({len(answer.caveats)})", html_figure.caveats(answer.caveats)),
            _folded(f"Documents ({len(answer.citations)})", html_figure.documents(answer.citations)),
        )
    )
    body = f"""<main>
{"".join(html_figure.paragraph(words, "notice") for words in notices)}<h1>{escape(taken.heading)}</h1>
{html_figure.paragraph(answer.subtitle, "unit")}
{html_figure.paragraph(answer.sentence, "lead")}
{html_figure.chart(taken, CHART)}
{html_figure.source(answer.source_line)}
{listed}
<p class="foot">Data {escape(answer.data_version)} · <a href="{escape(taken.address)}" target="_blank"
 rel="noopener">Open in the dashboard: all choices, rows and downloads</a></p>
</main>
<p id="told" class="unseen" role="status" aria-live="polite"></p>"""
    light, dark = html.drawings(taken)
    config = {**theme.plot_config(), "topojsonURL": f"{UP}app/static/topojson/un/", "plotlyServerURL": ""}
    return _document(
        taken.heading,
        body,
        {f"{CHART}-light": light, f"{CHART}-dark": dark, "config": json.dumps(config)},
    )


def _folded(words: str, content: str) -> str:
    return f"<details><summary>{escape(words)}</summary>{content}</details>" if content else ""


def _document(title: str, body: str, data: dict[str, str] | None = None) -> str:
    told = "\n".join(
        f'<script type="application/json" id="{name}">{json_inside(text)}</script>'
        for name, text in (data or {}).items()
    )
    scripts = (assets.PLOTLY, assets.SCRIPT) if data else ()
    run = "".join(f'<script src="{_asset(name)}"></script>' for name in scripts)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{_asset(assets.STYLE)}">
</head>
<body>
{body}
{told}
{run}
</body>
</html>
"""


def _asset(name: str) -> str:
    return f"{UP}{links.ASSETS.lstrip('/')}/{assets.address(name)}"
