"""Assistance Listing 19.800 in the Federal Program Inventory: one row is one yearly value in one snapshot."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "year", "edition_on")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; each kind of value is a series, each snapshot an edition."""
    raw = desk.raw
    series = desk.term("measure_as_printed", "listing_series")
    year = desk.year("fiscal_year")
    return figures(
        desk,
        step=1,
        series_key=series,
        document_id=desk.document(),
        locator="19.800.md, chart " + raw["chart_name"] + ", snapshot " + raw["snapshot_on"],
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed="Department of State",
        recipient_name="Global",
        recipient_as_printed="all recipients",
        recipient_scope="global",
        year=year,
        year_basis="us_fiscal",
        scope_as_printed="Weapons Removal and Abatement",
        agency_name="Department of State",
        comparator_as_printed="",
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        edition_on=desk.date("snapshot_on"),
        subject_key=joined(series, year),
        note=raw["note"],
    )
