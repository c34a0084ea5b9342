"""Landmine Monitor recipient profiles, read a second time: one row is one donor's contribution."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import contribution_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "donor_as_printed")

extract = read_csv

CUT = "table cut"
PROSE = "text"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure`` from the recipient's perspective, whole dollars as printed."""
    raw = desk.raw
    desk.term("year_basis_as_printed", "year_basis")
    return contribution_rows(
        desk,
        donor=desk.donor("donor_name"),
        place=desk.place("recipient_name", "recipient_iso3"),
        perspective="recipient_profile",
        document_id=desk.document(),
        locator=raw["locator"] + ", line '" + raw["donor_as_printed"] + "'",
        year=desk.year("year"),
        donor_as_printed=raw["donor_as_printed"],
        recipient_as_printed=raw["recipient_name"],
        sector=desk.term("sector_as_printed", "sector"),
        sector_as_printed=raw["sector_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=(
            raw["amount_national_as_printed"] + " (US$ " + raw["amount_usd"] + ")"
        ).str.strip(),
        unit_as_printed="national currency (US$)",
        # A row told in prose is no line of the table, whole or not.
        is_complete_table=(~raw["note"].str.contains(CUT) & (raw["locator"] != PROSE)).astype(int),
        note=raw["note"],
    )
