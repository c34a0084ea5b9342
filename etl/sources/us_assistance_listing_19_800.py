"""Assistance Listing 19.800 in the Federal Program Inventory: one row is one yearly value in one snapshot."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.listing_19_800 import LISTING_19_800
from etl.shape import figures, joined
from etl.tables import labels
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "year", "edition_on")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; each kind of value is a series, each snapshot an edition.

    A snapshot is known by its day: of several taken on one day, the one added last stands.
    """
    raw = desk.raw
    last = raw.groupby("snapshot_on", sort=False)["document_id"].transform("last")
    taken_again = raw["document_id"] != last
    for index in labels(raw, taken_again):
        reason = "the snapshot was taken again on the same day, with other values"
        desk.leave_out(index, reason, str(raw["document_id"][index]))
    amount = desk.dollars("amount_usd").mask(taken_again, None)
    series = desk.term("measure_as_printed", "listing_series")
    year = desk.year("fiscal_year")
    return figures(
        desk,
        **LISTING_19_800,
        step=1,
        series_key=series,
        document_id=desk.document(),
        locator="19.800.md, chart " + raw["chart_name"] + ", snapshot " + raw["snapshot_on"],
        donor_as_printed="Department of State",
        recipient_name="Global",
        recipient_as_printed="all recipients",
        recipient_scope="global",
        year=year,
        amount_usd=amount,
        amount_as_printed=raw["amount_usd"],
        edition_on=desk.date("snapshot_on"),
        subject_key=joined(series, year),
        note=raw["note"],
    )
