"""US contributions by region, from the US profile: one row is one region and calendar year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("year", "recipient_name")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; the profile prints them rounded to 0.1 million dollars."""
    raw = desk.raw
    place = desk.place("region_name")
    year = desk.year("year")
    return figures(
        desk,
        step=100_000,
        series_key="lm_us_regions",
        document_id=desk.document(),
        locator="contributions by region, line '" + raw["region_name"] + "'",
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed="United States",
        recipient_name=place["name"],
        recipient_as_printed=raw["region_name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis=desk.term("year_basis_as_printed", "year_basis"),
        scope_as_printed="mine action",
        perspective="donor_profile",
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        recipient_count_as_printed=raw["recipient_count_as_printed"],
        subject_key=joined("lm_us_regions", raw["region_name"], year),
    )
