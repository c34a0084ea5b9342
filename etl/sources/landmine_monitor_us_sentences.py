"""US contributions to one recipient told in a sentence or a single table line: one row is one amount."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import us_contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "recipient_as_printed")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; sentences of the US profile are the donor's perspective.

    Each stands alone: what else the document tells of that year is not known, so there is no table to total.
    """
    locator = desk.raw["locator"]
    return us_contribution_rows(
        desk,
        perspective=locator.map(lambda place: "donor_profile" if place == "text" else "recipient_profile"),
        locator=locator,
        is_complete_table=0,
    )
