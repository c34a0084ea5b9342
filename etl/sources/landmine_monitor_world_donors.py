"""What one donor gave to mine action worldwide in one year: one row is one donor, rounded to 0.1 million."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import donor_total_rows
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "year", "donor_name")

extract = read_csv

TENTH_OF_A_MILLION = 100_000


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: donors' totals, and the printed total over all donors."""
    raw = desk.raw
    donor = desk.donor("donor_name")
    year = desk.year("year")
    common = {
        "document_id": desk.document(),
        "locator": "list of donors, line '" + raw["donor_name"] + "'",
        "donor_as_printed": raw["donor_name"],
        "amount_usd": desk.dollars("amount_usd"),
        "amount_as_printed": raw["amount_usd"],
        "unit_as_printed": "US$",
        "note": raw["note"],
    }
    single = donor_total_rows(desk, donor, year, step=TENTH_OF_A_MILLION, **common)
    world = figures(
        desk,
        step=TENTH_OF_A_MILLION,
        series_key="lm_international_support",
        donor_name=donor["name"],
        recipient_name="Global",
        recipient_as_printed="all recipients",
        recipient_scope="global",
        year=year,
        year_basis="calendar",
        scope_as_printed="mine action",
        subject_key=joined("lm_international_support", "World", year),
        **common,
    )
    all_donors = donor["name"] == "All donors"
    return pd.concat([single[~all_donors], world[all_donors]]).sort_index()
