"""A briefing as one HTML file: to be sent on, all figures interactive; or still, to be printed as a PDF."""

from __future__ import annotations

import base64
from html import escape

from mineaction.charts.theme import FONT_FAMILY
from mineaction.export.html import figure as html_figure
from mineaction.export.html import file as html
from mineaction.export.html import page as html_page
from mineaction.export.html import table as html_table
from mineaction.export.pack import drawing as pack_drawing
from mineaction.export.pack.appendix import APPENDIX, beginning, key_caveats, more_words
from mineaction.export.pack.events import far_words, timeline_of
from mineaction.export.pack.html_appendix import appendix
from mineaction.export.pack.opened import METHOD, MISSING, Figure, Pack, Progress, silent
from mineaction.export.pack.tables import Table
from mineaction.export.references import in_brackets
from mineaction.periods import day_words

PRINTED_HEIGHT, LEAST_HEIGHT = 800, 400
"""The room for a chart on an A4 page below its title, in pixels of CSS; and the least it is drawn in."""
LINE_PX, REMARK_PX, LETTERS_A_LINE = 20, 60, 95
PRINT_STYLE = """
@page { size: A4; margin: 16mm 15mm 18mm;
  @bottom-left { content: BOTTOM; font: 8pt FAMILY; color: #59616b }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt FAMILY; color: #59616b } }
@page :first { @bottom-left { content: none } @bottom-right { content: none } }
body > header { padding-top: 50mm } body > header h1 { font-size: 34px }
body > footer { display: none } .figure, .part { break-before: page }
#appendix h4 { font-size: 10.5pt; margin: 8px 0 0; break-after: avoid }
#appendix > .within + .within { margin-top: 7mm } #appendix .long-list { font-size: 9pt; line-height: 1.3 }
.figure .opening { break-after: avoid; break-inside: avoid }
h2 { margin-top: 0 } p, ul, ol, dl { max-width: none }
figure img { width: auto; max-width: 100%; margin: 0 auto }
.events, .references { columns: 2; column-gap: 8mm }
.events, .references, .small, .choices, #method { font-size: 9pt } #method h3 { margin-top: 10px }
#method p { line-height: 1.35; margin: 4px 0 }
.figure ul, .events { font-size: 9pt; line-height: 1.3; margin: 3px 0 }
.figure h3 { font-size: 11.5pt; margin-top: 10px } .figure p.small { margin: 4px 0 }
.events li { margin: 2px 0 }
.below { break-before: avoid; break-inside: avoid } .figure li { break-inside: avoid }
.figure li:nth-last-child(-n+3) { break-before: avoid }
.choices { display: block } .choices dt, .choices dd { display: inline }
.choices dt::after { content: ": " } .choices dd::after { content: " · " }
.choices dd:last-child::after { content: none } .foot { border: none; padding: 0 }
.tabled + .tabled { break-before: auto; margin-top: 12mm } tr { break-inside: avoid }
.listed { break-before: avoid } tbody tr:nth-child(-n+2) { break-after: avoid }
.scroll { overflow: visible } .listed table { font-size: 8.5pt; line-height: 1.3; width: 100% }
.begun { break-inside: avoid } td { min-width: 0 } .listed td, .listed th { padding: 2px 10px 2px 0 }
#events ul { columns: 2; column-gap: 8mm; padding-left: 5mm } #appendix li { break-inside: avoid }
"""


def to_html(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """One file in UTF-8, which asks no host. plotly.js is in it once, whatever the number of figures."""
    told = progress or silent
    drawings: dict[str, tuple[str, str]] = {}
    sections = []
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures), figure.taken.heading)
        if figure.table is not None:
            sections.append(_section(figure, _table(figure.table), with_rows=True))
            continue
        drawings[figure.anchor] = html.drawings(figure.taken)
        chart = html_figure.chart(figure.taken, f"chart-{figure.anchor}")
        sections.append(_section(figure, chart, with_rows=True))
    told(len(pack.figures), len(pack.figures), "")
    body = _body(pack, sections)
    charts = {f"chart-{name}": drawing for name, drawing in drawings.items()}
    return html_page.document(pack.title, body, charts).encode("utf-8")


def to_print(pack: Pack, *, progress: Progress | None = None) -> str:
    """The same as still pages of A4, figures as SVG. Raises what drawing raises (see browser.py)."""
    told = progress or silent
    sections = []
    for place, figure in enumerate(pack.figures):
        told(place, len(pack.figures) + 1, figure.taken.heading)
        still = (
            _still(figure, pack_drawing.svg(figure.taken)) if figure.table is None else _table(figure.table)
        )
        sections.append(_section(figure, still, with_rows=False))
    told(len(pack.figures), len(pack.figures) + 1, "pages")
    bottom = escape(f"{pack.title} · data {pack.data_version}").replace("\\", "\\\\").replace('"', '\\"')
    style = PRINT_STYLE.replace("BOTTOM", f'"{bottom}"').replace("FAMILY", FONT_FAMILY)
    return html_page.document(pack.title, _body(pack, sections) + f"<style>{style}</style>")


def _body(pack: Pack, sections: list[str]) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in pack.cover_lines)
    back = f"<p>{html_figure.link(pack.link, pack.link)}</p>" if pack.link else ""
    behind = appendix(pack)
    parts = [*sections, _part(METHOD, _method(pack), "method"), _part(APPENDIX, behind, "appendix")]
    return f"""<header>
<h1>{escape(pack.title)}</h1>
{lines}{back}
{html_figure.paragraph(pack.not_held)}
{_contents(pack)}
</header>
<main>
{"".join(parts)}
</main>
<footer><p class="foot">{escape(pack.cover_lines[-1])} · made on {escape(pack.day)}</p></footer>"""


def _contents(pack: Pack) -> str:
    items = "".join(
        f'<li><a href="#{figure.anchor}">{escape(figure.title)}</a></li>' for figure in pack.figures
    )
    return f'<nav aria-label="Figures and tables"><ul class="contents">{items}</ul></nav>' if items else ""


def _section(figure: Figure, chart: str, *, with_rows: bool) -> str:
    """One figure or table. ``chart`` is what there is to look at."""
    taken = figure.taken
    answer = taken.answer
    timeline = timeline_of(taken)
    far = far_words(taken)
    listed = html_figure.paragraph(far, "small") if far else html_figure.events(timeline, 3) + _cited(figure)
    kind = "figure" if figure.table is None else "figure tabled"
    return f"""<section class="{kind}" id="{figure.anchor}">
<div class="opening">{html_figure.opening(taken, label=figure.label, level=2)}
{"".join(html_figure.paragraph(remark, "missing") for remark in figure.remarks)}</div>
{chart}
<div class="below">{html_figure.source(figure.source)}
{html_figure.choices(answer)}
{html_figure.foot(taken, day_words(taken.made_on))}</div>
{html_figure.caveats(key_caveats(figure), 3)}
{html_figure.paragraph(more_words(figure), "small")}
{listed}
{html_figure.rows(taken.exhibit.behind()) if with_rows else ""}
</section>
"""


def _cited(figure: Figure) -> str:
    numbers = in_brackets(figure.events_cited)
    return html_figure.paragraph(f"Documents of the events: {numbers}" if numbers else "", "small")


def _table(table: Table) -> str:
    """A table that fits a page, or its first rows."""
    begun = beginning(table)
    return f'<div class="begun">{html_table.table(begun)}</div>' if begun else html_table.table(table)


def _still(figure: Figure, svg: bytes) -> str:
    """A drawing as a picture, no taller than a page leaves room for."""
    data = base64.b64encode(svg).decode("ascii")
    chosen = "  ".join(f"{name} {value}" for name, value in figure.taken.answer.choices)
    answer = figure.taken.answer
    said = [*figure.taken.note.splitlines(), chosen, answer.sentence, figure.source, *key_caveats(figure)]
    timeline = timeline_of(figure.taken)
    events = 0 if timeline is None or far_words(figure.taken) else len(timeline.events.rows) + 3
    lines = events + sum(1 + len(line) // LETTERS_A_LINE for line in said)
    room = max(LEAST_HEIGHT, PRINTED_HEIGHT - lines * LINE_PX - len(figure.remarks) * REMARK_PX)
    return (
        f'<figure><img alt="{escape(figure.taken.alt_text)}" style="max-height: {room}px" '
        f'src="data:image/svg+xml;base64,{data}"></figure>'
    )


def _method(pack: Pack) -> str:
    """What could not be shown, then how to read the rest."""
    absent = "".join(f"<li><b>{escape(one.words)}</b>: {escape(one.reason)}</li>" for one in pack.problems)
    told = f"<h3>{MISSING}</h3><ul>{absent}</ul>" if absent else ""
    return told + "".join(
        f"<h3>{escape(part.heading)}</h3>" + "".join(html_figure.paragraph(line) for line in part.lines)
        for part in pack.method
    )


def _part(heading: str, content: str, name: str) -> str:
    return f'<section class="part" id="{name}"><h2>{heading}</h2>{content}</section>\n' if content else ""
