"""Time to make each file of a figure, beside Plotly's own ``to_image`` and a plain python-pptx loop.

Every format is made from one exhibit, the page Funding over time as it opens, by what the pages call. The
peers draw the same chart or the same numbers and nothing around them: ``fig.to_image`` as Plotly does it by
itself (a browser started for each picture), the same with ``kaleido.start_sync_server``, and one native chart
a panel in a plain presentation. All take turns, so that a slow machine slows all. A first picture starts the
browser and is told apart.
"""

from __future__ import annotations

import io
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import kaleido
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from benchmarks.result import Goal, Line, line, parser, show
from mineaction.errors import MineActionError, NothingToShow
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData, open_data
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.registry import FIGURES
from mineaction.exhibits.taking import take_opened
from mineaction.export import csv, rows_json
from mineaction.export.html import file as html
from mineaction.export.pack import pdf as pack_pdf
from mineaction.export.pack import pptx as pack_pptx
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.export.pack.opened import Pack, open_pack
from mineaction.export.picture import browser, image
from mineaction.export.slides import deck as slides
from mineaction.export.workbook import book as workbook

EXHIBIT = "funding_over_time"
PACK_FIGURES = 12
WARMING = 3
"""Pictures after which a new browser has compiled what it runs; from then on it is as fast as it gets."""
MOST_PICTURE_MS, MOST_FIRST_MS, MOST_FILE_MS = 250.0, 5_000.0, 1_000.0
MOST_PACK_MS = {"pptx": 5_000.0, "pdf": 30_000.0}
PICTURES = ("png", "svg", "pdf")
FORMATS: Mapping[str, Callable[[Taken], bytes]] = {
    "png": image.to_png,
    "svg": image.to_svg,
    "pdf": image.to_pdf,
    "html": html.to_html,
    "pptx": slides.to_pptx,
    "xlsx": workbook.to_xlsx,
    "csv": csv.taken_to_csv,
    "json": rows_json.to_json,
}
Times = dict[str, list[float]]


def timed(times: Times, name: str, make: Callable[[], object]) -> None:
    """Note the milliseconds of one making under a name."""
    started = time.perf_counter()
    made = make()
    times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
    if isinstance(made, bytes) and not made:
        raise RuntimeError(f"{name} is empty")


def plain_slide(taken: Taken) -> bytes:
    """The same numbers as native charts, one a panel, and no word about them."""
    deck = Presentation()
    for title, rows in taken.answer.rows.groupby("panel_title", sort=False):
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = [str(label) for label in rows["year_label"]]
        data.add_series(str(title), [float(amount) for amount in rows["amount_usd"]])
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        place = (Inches(0.5), Inches(0.5), Inches(9), Inches(6))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def peers(times: Times, taken: Taken) -> None:
    """Plotly's own pictures of the bare chart: a browser for each, then one kept; and a bare presentation."""
    figure = taken.exhibit.figure()
    size = {"width": 1200, "height": figure.layout.height, "scale": 2}
    timed(times, "peer: fig.to_image png, browser each time", lambda: figure.to_image("png", **size))
    kaleido.start_sync_server(silence_warnings=True)
    try:
        timed(times, "peer: fig.to_image png, browser kept, first", lambda: figure.to_image("png", **size))
        for ending in PICTURES:
            name = f"peer: fig.to_image {ending}, browser kept"
            timed(times, name, partial(figure.to_image, ending, **size))
    finally:
        kaleido.stop_sync_server(silence_warnings=True)
    timed(times, "peer: python-pptx, native charts alone", lambda: plain_slide(taken))


def measure(times: Times, taken: Taken) -> None:
    """One round: a first picture with a new browser, a second, some more, every format, then the peers."""
    browser.close()
    timed(times, "png, first (starts the browser)", lambda: image.to_png(taken))
    timed(times, "png, second", lambda: image.to_png(taken))
    for _ in range(WARMING):
        image.to_png(taken)
    for name, make in FORMATS.items():
        timed(times, name, partial(make, taken))
    peers(times, taken)


def pack_of(data: OpenData) -> Pack:
    """A briefing of the first figures there are, each as its page opens."""
    made_on = datetime.now(UTC).date()
    items = []
    for kind in FIGURES:
        try:
            open_exhibit(kind.name, {}, data)
        except NothingToShow:
            continue
        items.append(Item(kind.name))
    return open_pack(Briefing("A briefing", tuple(items[:PACK_FIGURES])), data, made_on=made_on)


def goals(lines: Mapping[str, Line]) -> list[Goal]:
    """What was to be reached, for what was measured."""
    limits = {name: MOST_PICTURE_MS if name in PICTURES else MOST_FILE_MS for name in FORMATS}
    limits["png, first (starts the browser)"] = MOST_FIRST_MS
    limits |= {name: MOST_PACK_MS[name.rsplit(" ", 1)[-1]] for name in lines if name.startswith("pack")}
    return [
        Goal(f"{name}: at most {most:,.0f} ms at the median", lines[name].median, lines[name].median <= most)
        for name, most in limits.items()
        if name in lines
    ]


def main() -> None:
    """Measure and print; exits 1 where there is no database or no browser."""
    asked = parser("Time to make each file of a figure.", repeats="rounds", default=5)
    asked.add_argument("--no-pack", action="store_true", help=f"leave out the pack of {PACK_FIGURES} figures")
    told = asked.parse_args()
    warnings.filterwarnings(
        "ignore", "The kopts argument", UserWarning
    )  # Plotly gives it to Kaleido each time
    found = browser.available()
    if not found:
        sys.exit(found.words)
    times: Times = {}
    try:
        with open_data() as data:
            opened = open_exhibit(EXHIBIT, {}, data)
            taken = take_opened(opened, made_on=datetime.now(UTC).date())
            for _ in range(told.rounds):
                measure(times, taken)
            if not told.no_pack:
                pack = pack_of(data)
                count = f"pack of {len(pack.figures)} figures"
                timed(times, f"{count}, pptx", lambda: pack_pptx.to_pptx(pack))
                timed(times, f"{count}, pdf", lambda: pack_pdf.to_pdf(pack))
    except MineActionError as error:
        sys.exit(str(error))
    finally:
        browser.close()
    lines = {name: line(name, "ms", values) for name, values in times.items()}
    show("One figure as a file", list(lines.values()), goals(lines), as_json=told.json)


if __name__ == "__main__":
    main()
