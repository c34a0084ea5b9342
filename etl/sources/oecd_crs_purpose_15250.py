"""OECD CRS, purpose 15250: one row is one recipient and calendar year, all reporters together."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("year", "recipient_as_printed")

extract = read_csv

MILLION = 1_000_000
FILE_IN_LOCATOR = "dstore/csv/"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure`` in whole dollars; zeros that are printed are kept."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    year = desk.year("year")
    return figures(
        desk,
        step=1,
        series_key="crs_15250_disbursements",
        document_id=desk.document(),
        locator=raw["locator"].str.split(FILE_IN_LOCATOR).str[-1],
        donor_name="All donors",
        donor_as_printed="all CRS reporters",
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["recipient_name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis="calendar",
        scope_as_printed=raw["purpose_name"],
        sector="15250",
        sector_as_printed=raw["purpose_code"],
        amount_usd=desk.dollars("amount_usd_million", times=MILLION),
        amount_as_printed=raw["amount_usd_million"],
        unit_as_printed="US$ million",
        subject_key=joined("crs_15250_disbursements", raw["recipient_name"], year),
    )
