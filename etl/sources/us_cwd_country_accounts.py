"""*To Walk the Earth in Safety*, country tables: one row is one country, account, fiscal year and edition."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "recipient_iso3", "year", "appropriation_account")

extract = read_csv

THOUSAND = 1000
"""The tables print thousands of dollars, so each amount is known to half a thousand."""


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: accounts in one series, printed country totals in another."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    account = desk.term("account_as_printed", "account")
    amount = desk.dollars("amount_usd")
    year = desk.year("fiscal_year")
    return figures(
        desk,
        step=THOUSAND,
        series_key=account.map(
            lambda code: "us_cwd_country_totals" if code == "ALL" else "us_cwd_country_accounts"
        ),
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed="United States",
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["recipient_name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis="us_fiscal",
        scope_as_printed="conventional weapons destruction",
        appropriation_account=account,
        agency_name=raw["agency_name"],
        amount_usd=amount,
        amount_as_printed=amount.map(lambda value: "" if value is None else f"{value // THOUSAND:,}"),
        unit_as_printed="US$ thousand",
        edition_on=raw["edition_year"],
        subject_key=joined("us_cwd_country", place["iso3"], account, year),
        note=raw["note"],
    )
