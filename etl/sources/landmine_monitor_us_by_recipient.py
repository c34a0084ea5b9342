"""US contributions by recipient, from the US profile and recipient profiles: one row is one recipient."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "recipient_as_printed")

extract = read_csv

US_PROFILE_TABLE = "Contributions by recipient table"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; the table a row stands in tells whose profile it is."""
    raw = desk.raw
    desk.term("year_basis_as_printed", "year_basis")
    raw["_donor"] = "United States"
    in_us_profile = raw["locator"] == US_PROFILE_TABLE
    return contribution_rows(
        desk,
        donor=desk.donor("_donor"),
        place=desk.place("recipient_name"),
        perspective=in_us_profile.map({True: "donor_profile", False: "recipient_profile"}),
        document_id=desk.document(),
        locator=raw["locator"] + ", line '" + raw["recipient_name"] + "'",
        year=desk.year("year"),
        donor_as_printed="United States",
        recipient_as_printed=raw["recipient_name"],
        sector=desk.term("sector_as_printed", "sector"),
        sector_as_printed=raw["sector_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        is_complete_table=(~raw["note"].str.contains("cut")).astype(int),
        note=raw["note"],
    )
