"""The head of the map of who gives to whom: titles of tables, printed totals, sums of whole tables."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any

from mineaction.charts import gaps, theme
from mineaction.charts.donor_columns import Columns
from mineaction.charts.frame import hover_html
from mineaction.charts.sketch import Part, Sketch, bar, scatter
from mineaction.charts.spread import text_px
from mineaction.charts.squares import name_above

CELL_PX, NAME_PX, GAP_PX, LINE_PX = 20, 17, 5, 14
HEAD_LETTERS = 18
STATE_WORDS = {"cut": "table cut off", "text": "told in text"}
TOTAL_WORDS, SUM_WORDS = "Printed total", "Whole table added up"

Row = dict[str, Any]


def titles(columns: Sequence[Row], across: Columns) -> tuple[list[Part], int]:
    """Titles above the columns, and how high they are: upright where each word fits its column on a phone."""
    titles = [(str(row["column_title"]), STATE_WORDS.get(str(row["state"]), "")) for row in columns]
    words = [word for title in titles for part in title for word in part.split()]
    fits = max(map(text_px, words)) <= across.px - 2
    letters = max(4, int(across.px / 6.2)) if fits else HEAD_LETTERS
    made, tall = [], 0.0
    for row, (title, state) in zip(columns, titles, strict=True):
        lines = textwrap.wrap(title, letters, break_long_words=False)
        marked = textwrap.wrap(state, letters, break_long_words=False)
        # Upright lines of two letters' width would lie on those of a narrow neighbour.
        is_one_line = not fits and bool(marked) and across.px < 2 * LINE_PX
        widest = text_px(f"{title} {state}") if is_one_line else max(map(text_px, [*lines, *marked]))
        tall = max(tall, LINE_PX * (len(lines) + len(marked)) if fits else widest * 1.06)
        shown = [f"<b>{html.escape(line, quote=False)}</b>" for line in lines]
        shown += [f"<i>{html.escape(line, quote=False)}</i>" for line in marked]
        made.append(
            {
                "text": (" " if is_one_line else "<br>").join(shown),
                "x": across.middles[row["column_position"]],
                "xanchor": "center",
                "y": 0,
                "yanchor": "bottom",
                "yshift": 2,
                "align": "center" if fits else "left",
                "textangle": 0 if fits else -90,
                "hovertext": hover_html(str(row["hover"])),
                "captureevents": True,
                "borderpad": 0,
            }
        )
    return made, round(tall) + 6


def summary(sketch: Sketch, columns: Sequence[Row], across: Columns, colours: theme.Palette) -> float:
    """The two lines on top: printed totals, and sums of whole tables. Returns where they end."""
    at = 0.0
    for words, label in ((TOTAL_WORDS, "total_label"), (SUM_WORDS, "sum_label")):
        sketch.annotations.append(name_above(words, at + NAME_PX, colours.muted))
        at += NAME_PX + CELL_PX
        said = [row for row in columns if label == "total_label" or row["state"] == "whole"]
        sketch.traces.append(
            scatter(
                "heads",
                x=[across.middles[row["column_position"]] for row in said],
                y=[at - CELL_PX / 2] * len(said),
                mode="text",
                text=[f"<b>{row[label]}</b>" if row[label] else "–" for row in said],
                textfont={"size": theme.FONT_SIZE, "color": colours.ink},
                hovertext=[hover_html(str(row["hover"])) for row in said],
            )
        )
    partial = [row for row in columns if row["state"] != "whole"]
    if partial:
        sketch.traces.append(
            bar(
                "cut",
                x=[across.middles[row["column_position"]] for row in partial],
                y=[CELL_PX] * len(partial),
                base=[at - CELL_PX] * len(partial),
                width=0.96 * across.width,
                marker=gaps.hatch(colours),
                hovertext=[hover_html(str(row["hover"])) for row in partial],
            )
        )
    line = {"width": 1, "color": colours.context}
    sketch.shapes.append(
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at + 3, "y1": at + 3, "line": line}
    )
    return at + GAP_PX
