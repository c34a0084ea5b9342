"""Five-year tables of recipient profiles: one row is one recipient and year as one profile prints it."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import recipient_total_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "document_id", "recipient_iso3", "year")

extract = read_csv

COLUMNS = (
    ("international_usd", "lm_recipient_totals", "international"),
    ("national_usd", "lm_recipient_national", "national"),
    ("total_usd", "lm_recipient_total_support", "total"),
)


def transform(desk: Desk) -> pd.DataFrame:
    """Up to three rows of ``funding_figure`` a line: international, national, and both together."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    year = desk.year("year")
    document = desk.document()
    frames = [
        recipient_total_rows(
            desk,
            series_key,
            place,
            year,
            document_id=document,
            locator="table of five years, line " + raw["year"] + ", column " + printed,
            amount_usd=desk.dollars(column, allow_blank=True),
            amount_as_printed=raw[column],
            unit_as_printed="US$",
            recipient_as_printed=raw["recipient_name"],
            perspective="recipient_profile",
            note=raw["note"],
        )
        for column, series_key, printed in COLUMNS
    ]
    return pd.concat(frames).sort_index(kind="stable")
