"""Totals that Landmine Monitor profiles print: one row is one profile and calendar year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import donor_total_rows, recipient_total_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("perspective", "donor_name", "recipient_name", "year")

extract = read_csv

WORLD = "World"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: what a donor gave, or a recipient received, as printed.

    Totals in whole dollars are exact; round ones ("US$41.2 million" in a sentence) show their
    rounding in trailing zeros.
    """
    raw = desk.raw
    by_donor = raw["perspective"] == "donor_profile"
    raw["_donor"] = raw["profile_name"].where(by_donor, WORLD)
    raw["_place"] = raw["profile_name"].where(~by_donor, WORLD)
    donor, place = desk.donor("_donor"), desk.place("_place")
    year = desk.year("year")
    common = {
        "document_id": desk.document(),
        "locator": "printed total of the profile",
        "amount_usd": desk.dollars("total_usd"),
        "amount_as_printed": (raw["total_usd"] + " " + raw["total_national_as_printed"]).str.strip(),
        "unit_as_printed": "US$ (and national currency)",
        "perspective": raw["perspective"],
    }
    gave = donor_total_rows(desk, donor, year, donor_as_printed=raw["profile_name"], **common)
    received = recipient_total_rows(
        desk, "lm_recipient_totals", place, year, recipient_as_printed=raw["profile_name"], **common
    )
    return pd.concat([gave[by_donor], received[~by_donor]]).sort_index()
