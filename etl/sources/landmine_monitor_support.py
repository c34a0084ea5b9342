"""Published support for mine action: one row is one yearly amount for the world, a donor or a recipient."""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import donor_total_rows, recipient_total_rows
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "document_id", "donor_name", "recipient_as_printed", "year")

extract = read_csv

WORLD = "World"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; the indicator decides the series. ``>`` before a value means over."""
    raw = desk.raw
    series = desk.term("indicator", "support_series")
    raw["_amount"] = raw["value"].str.removeprefix(">")
    amount = desk.dollars("_amount")
    confidence = desk.term("confidence_as_printed", "confidence")
    year = desk.year("year")
    common: dict[str, Any] = {
        "document_id": desk.document(),
        "locator": "value for " + raw["indicator"].str.replace("_", " ") + ", " + raw["year"],
        "amount_usd": amount,
        "amount_as_printed": raw["value"],
        "unit_as_printed": "US$, as read",
        "comparator": raw["value"].map(lambda value: "over" if value.startswith(">") else "exact"),
        "comparator_as_printed": raw["value"].map(lambda value: "over" if value.startswith(">") else ""),
        "note": confidence.map(lambda code: "" if code == "primary" else "told by a secondary source"),
    }
    by_donor, by_recipient = series == "lm_donor_totals", series.str.startswith("lm_recipient")
    raw["_donor"] = raw["geography_name"].where(by_donor, WORLD)
    raw["_place"] = raw["geography_name"].where(~by_donor, WORLD)
    donor, place = desk.donor("_donor"), desk.place("_place")
    desk.iso3("iso3")
    world = figures(
        desk,
        series_key=series,
        donor_name=pd.Series("All donors", index=raw.index).where(
            series != "lm_national_support", "National sources"
        ),
        donor_as_printed="all",
        recipient_name="Global",
        recipient_as_printed=raw["geography_name"],
        recipient_scope="global",
        year=year,
        year_basis="calendar",
        scope_as_printed="mine action",
        subject_key=joined(series, WORLD, year),
        **common,
    )
    frames = [
        world[~(by_donor | by_recipient).reindex(world.index)],
        donor_total_rows(desk, donor, year, donor_as_printed=raw["geography_name"], **common)[by_donor],
    ]
    for key in ("lm_recipient_totals", "lm_recipient_national"):
        rows = recipient_total_rows(
            desk, key, place, year, recipient_as_printed=raw["geography_name"], **common
        )
        frames.append(rows[series == key])
    return pd.concat(frames).sort_index()
