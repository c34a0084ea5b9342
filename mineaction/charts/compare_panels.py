"""Countries or donors side by side: one panel each above the policy strip, all on one scale and one time.

Bars lie on the true span of their year, bounds carry a sign, years without a figure are hatched. Nothing is
added over panels. An index has a line at what stands for the base year.
"""

from __future__ import annotations

import plotly.graph_objects as go

from mineaction.charts import bars, theme
from mineaction.charts.frame import empty, records
from mineaction.charts.funding_over_time import laid_out
from mineaction.cited import CitedTable, Timeline


def figure(
    answer: CitedTable,
    timeline: Timeline | None = None,
    reference: float | None = None,
    *,
    dark: bool = False,
) -> go.Figure:
    """Draw the panels and the strip.

    ``answer.rows`` columns: those of funding_over_time.figure, and ``value``, which is drawn in place of
    ``amount_usd``, in ``answer.unit``. ``reference`` is a value with a dotted line across each panel, behind
    the bars. No rows give no marks.
    """
    # Bars are drawn from the column of amounts, whatever it counts.
    rows = [{**row, "amount_usd": row["value"]} for row in records(answer.rows)]
    if not rows:
        return empty(dark)
    frame = laid_out(bars.read_panels(rows, 1), axis_words(answer), timeline, dark=dark)
    if reference is not None:
        for axis in frame.panel_axes:
            frame.sketch.shapes.append(
                {
                    "type": "line",
                    "name": "reference",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "yref": axis,
                    "y0": reference,
                    "y1": reference,
                    "layer": "below",  # numbers stand on the line, not under it
                    "line": {"width": 1, "dash": "dot", "color": theme.palette(dark).context},
                }
            )
    return frame.sketch.figure()


def axis_words(answer: CitedTable) -> str:
    """What the scale counts: the unit, and the prices where they are not those of the day."""
    is_constant = answer.price_basis.startswith("constant")
    return f"{answer.unit}, {answer.price_basis}" if is_constant else answer.unit
