"""Stacks of transactions as a native chart: parts on each other, what was taken back below zero."""

from __future__ import annotations

from mineaction.charts import theme
from mineaction.charts.frame import records
from mineaction.charts.funding_over_time import axis_scale, axis_title
from mineaction.charts.us_transactions_stacks import (
    BELOW,
    NET,
    NET_WORDS,
    OTHERS,
    Stack,
    gaps_of,
    stacks_of,
    tops,
)
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import GAP_NOTE, with_prices
from mineaction.export.native.parts import (
    COLOURS,
    Label,
    Look,
    NativeChart,
    NativeSeries,
    format_of,
    scale_of,
)

TAKEN_BACK = Look(COLOURS.background, COLOURS.context, hatch=COLOURS.context)
NET_LOOK = Look(COLOURS.ink, COLOURS.ink, symbol="diamond")
NET_NOTE = "A diamond is the net total: what stands above zero less what stands below."


def transactions(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The stacks of us_transactions.figure, a fiscal year each, years without a transaction left blank."""
    rows = records(answer.rows)
    if not rows:
        return ()
    divisor, words = axis_scale(max(abs(row["amount_usd"]) for row in rows))
    missing = gaps_of(rows)
    spans = {row["year"]: str(row["year_label"]) for row in rows}
    partial = [label for year, label in spans.items() if _is_partial(rows, year)]
    spans |= {int(gap.year_label.removeprefix("FY")): gap.year_label for gap in missing}
    years = sorted(spans)
    reach = [value for high_low in tops(rows, divisor).values() for value in high_low]
    low, high, step = scale_of(reach)
    notes = [NET_NOTE]
    if partial:
        notes.append(f"Not over when the figures were published: {', '.join(partial)}.")
    if missing:
        notes.append(GAP_NOTE)
    chart = NativeChart(
        answer.title,
        "stacked",
        tuple(spans[year] for year in years),
        tuple(_series(stack, years, divisor) for stack in stacks_of(rows)),
        with_prices(axis_title(answer.unit, words), answer),
        low,
        high,
        step,
        format_of(reach),
        tuple(notes),
    )
    return (chart,)


def _is_partial(rows: list[dict[str, object]], year: int) -> bool:
    return any(row["is_partial"] for row in rows if row["year"] == year)


def _series(stack: Stack, years: list[int], divisor: int) -> NativeSeries:
    held = {row["year"]: row for row in stack.rows}
    places = {at: held[year] for at, year in enumerate(years) if year in held}
    is_net = stack.mark == NET
    return NativeSeries(
        NET_WORDS if is_net else stack.title,
        tuple(held[year]["amount_usd"] / divisor if year in held else None for year in years),
        _look(stack),
        "points" if is_net else "bar",
        labels={at: Label.plain(str(row["label"])) for at, row in places.items()} if is_net else {},
    )


def _look(stack: Stack) -> Look:
    if stack.mark == NET:
        return NET_LOOK
    if stack.mark == BELOW:
        return TAKEN_BACK
    place = len(theme.PARTS) if stack.mark == OTHERS else stack.place
    return Look(theme.part_mark(place, dark=False).fill, COLOURS.background)
