"""US contributions by recipient, from the US profile and recipient profiles: one row is one recipient."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import us_contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "recipient_as_printed")

extract = read_csv

US_PROFILE_TABLE = "Contributions by recipient table"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; the table a row stands in tells whose profile it is."""
    raw = desk.raw
    in_us_profile = raw["locator"] == US_PROFILE_TABLE
    return us_contribution_rows(
        desk,
        perspective=in_us_profile.map({True: "donor_profile", False: "recipient_profile"}),
        locator=raw["locator"] + ", line '" + raw["recipient_name"] + "'",
        is_complete_table=(~raw["note"].str.contains("cut")).astype(int),
    )
