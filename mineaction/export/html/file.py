"""One figure as one HTML file that can be sent on: interactive, and whole without a network."""

from __future__ import annotations

import plotly.graph_objects as go

from mineaction.charts import recipient_map
from mineaction.cited import DASHBOARD
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.table import is_table
from mineaction.export.html import figure as html_figure
from mineaction.export.html import page as html_page
from mineaction.export.html import table as html_table
from mineaction.export.pack.events import timeline_of
from mineaction.export.pack.tables import listed
from mineaction.export.picture.framed import is_map
from mineaction.export.references import References
from mineaction.periods import day_words

CHART = "chart"


def to_html(taken: Taken) -> bytes:
    """The file, in UTF-8: chart, title, unit, choices, events, source, caveats, documents, rows, link back.

    It asks no host: plotly.js, font, and outlines of countries are inside. Some 5 MB, most of it plotly.js.
    A table that an address opens stands in the place of the chart, and is small.
    """
    answer = taken.answer
    references = References()
    references.cite(answer.citations)
    shown = ""
    if is_table(taken.exhibit):
        shown = html_table.table(listed(taken.exhibit, references.number, html_figure.MOST_ROWS))
    cited = html_figure.documents(answer.citations)
    body = f"""<header>
{html_figure.opening(taken)}
</header>
<main>
{shown or html_figure.chart(taken, CHART)}
{html_figure.source(answer.source_line)}
{html_figure.events(timeline_of(taken))}
{html_figure.caveats(answer.caveats)}
{_headed("What was chosen", html_figure.choices(answer))}
{_headed("Documents", cited)}
{html_figure.rows(taken.exhibit.behind())}
</main>
<footer>
{html_figure.foot(taken, day_words(taken.made_on))}
<p class="small">{DASHBOARD}. No figure found is not the same as none.</p>
</footer>"""
    charts = {} if shown else {CHART: drawings(taken)}
    return html_page.document(taken.heading, body, charts).encode("utf-8")


def drawings(taken: Taken) -> tuple[str, str]:
    """The chart as Plotly's JSON: in the light design, and in the dark one."""
    light, dark = (_drawing(taken.exhibit.figure(dark=dark)) for dark in (False, True))
    return light, dark


def _drawing(figure: go.Figure) -> str:
    """A map tells how tall it is as a part of its width, which only the page knows."""
    if is_map(figure):
        figure = go.Figure(figure)
        figure.layout.meta = {"heightShare": round(recipient_map.height_share(figure), 4)}
    return str(figure.to_json(validate=False))


def _headed(words: str, content: str) -> str:
    return f"<h2>{words}</h2>\n{content}" if content else ""
