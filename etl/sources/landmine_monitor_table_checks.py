"""Printed totals of recipient tables read a second time: one row is one table and whether it adds up."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.monitor import recipient_total_rows
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("recipient_iso3", "year")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: the printed total, or where it is cut off the total told in prose.

    A table with neither gives no row, and says so.
    """
    raw = desk.raw
    printed = desk.dollars("printed_total_usd", allow_blank=True)
    prose = desk.dollars("prose_total_usd", allow_blank=True)
    for index in raw.index[printed.isna() & prose.isna()]:
        desk.leave_out(
            index, f"no total printed or told ({raw['check_result'][index]})", raw["document_id"][index]
        )
    return recipient_total_rows(
        desk,
        "lm_recipient_totals",
        desk.place("recipient_name", "recipient_iso3"),
        desk.year("year"),
        document_id=desk.document(),
        locator=printed.isna().map({False: "total line of the table", True: "total told in prose"}),
        amount_usd=printed.where(printed.notna(), prose),
        amount_as_printed=raw["printed_total_usd"].where(
            raw["printed_total_usd"] != "", raw["prose_total_usd"]
        ),
        unit_as_printed="US$",
        recipient_as_printed=raw["recipient_name"],
        perspective="recipient_profile",
        note=(raw["check_result"] + "; " + raw["note"]).str.rstrip("; "),
    )
