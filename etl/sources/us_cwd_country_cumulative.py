"""Cumulative US amounts for one country: one row is one printed sum over several years.

A sum over years is a statement, not a figure of any one year, so it is loaded as a claim.
"""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims, joined
from mineaction.schema import Claim

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv

TABLE = "exact (table, thousands)"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim``; dated by their document, as exactly as that is known."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    account = desk.term("account_as_printed", "account")
    start = desk.year("start_fiscal_year", allow_blank=True)
    end = desk.year("end_fiscal_year", allow_blank=True)
    editions = desk.reference.editions
    document = desk.document()
    # A sentence on one kind of work ("victim assistance programs") is not about the country's whole sum.
    partial = raw["comparator_as_printed"].str.contains("only|programs|demining|mine action|OAS", regex=True)
    frames = [
        claims(
            desk,
            step=step,
            claim_id="CC-" + raw["file_row"].astype(str).str.zfill(4),
            document_id=document,
            locator=raw["locator"],
            made_on=document.map(lambda key: editions[key].published_on if key in editions else ""),
            date_precision=document.map(
                lambda key: editions[key].precision if key in editions else "undated"
            ),
            made_by=raw["agency_name"].map(lambda agency: f"as printed for {agency}"),
            metric="country_cumulative_usd",
            value=desk.dollars("amount_usd"),
            unit="USD",
            comparator=desk.term("comparator_as_printed", "comparator"),
            comparator_as_printed=raw["comparator_as_printed"],
            period=[_period(a, b) for a, b in zip(start, end, strict=True)],
            period_start_year=start,
            period_end_year=end,
            activity_scope="unstated",
            scope_as_printed="as the table or sentence has it",
            recipient_iso3=place["iso3"],
            recipient_name=place["name"],
            appropriation_account=account,
            confidence="unrated",
            subject_key=joined("country_cumulative_usd", place["name"], account, start, end).where(
                ~partial & raw["end_fiscal_year"].astype(bool), ""
            ),
            note=raw["note"],
        )
        for step in (1000, None)
    ]
    in_table = raw["comparator_as_printed"] == TABLE
    desk.findings = list(dict.fromkeys(desk.findings))
    return pd.concat([frames[0][in_table], frames[1][~in_table]]).sort_index()


def _period(start: object, end: object) -> str:
    if start and end:
        return f"FY{start} to FY{end}"
    return f"since FY{start}" if start else f"to FY{end}" if end else ""
