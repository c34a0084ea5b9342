"""One figure as one HTML file that can be sent on: interactive, and whole without a network."""

from __future__ import annotations

from mineaction.cited import DASHBOARD
from mineaction.exhibits.exhibit import Taken
from mineaction.export import html_figure, html_page
from mineaction.export.dates import day_month_year
from mineaction.export.pack import timeline_of

CHART = "chart"


def to_html(taken: Taken) -> bytes:
    """The file, in UTF-8: chart, title, unit, choices, events, source, caveats, documents, rows, link back.

    It asks no host: plotly.js, font, and outlines of countries are inside. Some 5 MB, most of it plotly.js.
    """
    answer = taken.answer
    cited = html_figure.documents(answer.citations)
    body = f"""<header>
{html_figure.opening(taken)}
</header>
<main>
{html_figure.chart(taken, CHART)}
{html_figure.source(answer.source_line)}
{html_figure.events(timeline_of(taken))}
{html_figure.caveats(answer.caveats)}
{_headed("What was chosen", html_figure.choices(answer))}
{_headed("Documents", cited)}
{html_figure.rows(taken.exhibit.behind())}
</main>
<footer>
{html_figure.foot(taken, day_month_year(taken.made_on))}
<p class="small">{DASHBOARD}. No figure found is not the same as none.</p>
</footer>"""
    return html_page.document(taken.heading, body, {CHART: drawings(taken)}).encode("utf-8")


def drawings(taken: Taken) -> tuple[str, str]:
    """The chart as Plotly's JSON: in the light design, and in the dark one."""
    light, dark = (taken.exhibit.figure(dark=dark).to_json(validate=False) for dark in (False, True))
    return str(light), str(dark)


def _headed(words: str, content: str) -> str:
    return f"<h2>{words}</h2>\n{content}" if content else ""
