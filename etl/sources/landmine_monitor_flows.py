"""Landmine Monitor profiles: one row is one donor's contribution to one recipient in one calendar year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "donor_as_printed", "recipient_as_printed")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``, one series for each perspective, whole dollars as printed."""
    raw = desk.raw
    donor = desk.donor("donor_name")
    place = desk.place("recipient_name", "recipient_iso3")
    printed = desk.term("national_currency", "currency") + " " + raw["amount_national"]
    return contribution_rows(
        desk,
        donor=donor,
        place=place,
        perspective=raw["perspective"],
        document_id=desk.document(),
        locator="table of contributions, line '" + raw["donor_name"] + " / " + raw["recipient_name"] + "'",
        year=desk.year("year"),
        donor_as_printed=raw["donor_name"],
        recipient_as_printed=raw["recipient_name"],
        sector=desk.term("sector_as_printed", "sector"),
        sector_as_printed=raw["sector_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=(printed + " (US$ " + raw["amount_usd"] + ")").str.strip(),
        unit_as_printed="national currency (US$)",
        is_complete_table=(raw["table_complete"] == "yes").astype(int),
    )
