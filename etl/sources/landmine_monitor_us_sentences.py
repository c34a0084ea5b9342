"""US contributions to one recipient told in a sentence or a single table line: one row is one amount."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "recipient_as_printed")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; sentences of the US profile are the donor's perspective."""
    raw = desk.raw
    desk.term("year_basis_as_printed", "year_basis")
    raw["_donor"] = "United States"
    return contribution_rows(
        desk,
        donor=desk.donor("_donor"),
        place=desk.place("recipient_name"),
        perspective=raw["locator"].map(
            lambda place: "donor_profile" if place == "text" else "recipient_profile"
        ),
        document_id=desk.document(),
        locator=raw["locator"],
        year=desk.year("year"),
        donor_as_printed="United States",
        recipient_as_printed=raw["recipient_name"],
        sector=desk.term("sector_as_printed", "sector"),
        sector_as_printed=raw["sector_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        note=raw["note"],
    )
