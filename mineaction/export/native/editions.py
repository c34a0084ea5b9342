"""Editions of a source as native charts: a line an edition, and the yearly changes between two of them."""

from __future__ import annotations

from mineaction.charts import theme
from mineaction.charts.editions import MILLION, MOST, signed
from mineaction.charts.frame import grouped, records
from mineaction.cited import CitedTable
from mineaction.export.native.parts import (
    COLOURS,
    MONEY,
    Label,
    Look,
    NativeChart,
    NativeSeries,
    format_of,
    scale_of,
)

SYMBOLS = ("circle", "diamond", "square", "triangle-up")
ONE_ONLY = {"added": "{year}: only the later edition has a figure.",
            "removed": "{year}: only the earlier edition has a figure."}  # fmt: skip
LESS = Look(COLOURS.context)


def editions(answer: CitedTable, differences: CitedTable) -> tuple[NativeChart, ...]:
    """The panels of charts.editions.figure; a year an edition has no figure for stays blank."""
    groups = grouped(records(answer.rows), "edition_id", "edition_position", "year")
    if not groups:
        return ()
    labels = {int(row["year"]): str(row["year_label"]) for group in groups for row in group}
    prefix = "FY" if any(label.startswith("FY") for label in labels.values()) else ""
    years = range(min(labels), max(labels) + 1)
    series = []
    for group in groups:
        position = int(group[0]["edition_position"])
        held = {int(row["year"]): float(row["amount_usd"]) / MILLION for row in group}
        look = Look(
            COLOURS.money if position == 0 else theme.LIGHT.gap,
            "" if position == 0 else COLOURS.context,
            symbol=SYMBOLS[min(position, MOST - 1)],
            is_dotted=position > 0,
        )
        name = f"edition of {group[0]['edition_label']}"
        series.append(NativeSeries(name, tuple(held.get(year) for year in years), look, "line"))
    values = [value for one in series for value in one.values if value is not None]
    low, high, step = scale_of(values)
    named = tuple(labels.get(year, f"{prefix}{year}") for year in years)
    first = NativeChart(
        answer.title, "column", named, tuple(series), "US$ million", low, high, step, format_of(values)
    )
    return first, *_changes(differences)


def _changes(differences: CitedTable) -> tuple[NativeChart, ...]:
    rows = records(differences.rows)
    told = [row for row in rows if row["kind"] == "revised"]
    if not told:
        return ()
    sizes = [float(row["change_usd"]) / MILLION for row in told]
    low, high, step = scale_of(sizes)
    notes = [
        ONE_ONLY[str(row["kind"])].format(year=row["year_label"]) for row in rows if row["kind"] in ONE_ONLY
    ]
    series = NativeSeries(
        "change",
        tuple(sizes),
        MONEY,
        labels={at: Label.plain(signed(row["change_usd"])) for at, row in enumerate(told)},
        own_looks={at: LESS for at, size in enumerate(sizes) if size < 0},
    )
    return (
        NativeChart(
            "Change from the earlier edition to the later",
            "column",
            tuple(str(row["year_label"]) for row in told),
            (series,),
            "US$ million",
            low,
            high,
            step,
            format_of(sizes),
            tuple(notes),
        ),
    )
