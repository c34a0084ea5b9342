"""Cumulative US amounts for one country: one row is one printed sum over several years.

A sum over years is a statement, not a figure of any one year, so it is loaded as a claim.
"""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims, joined
from etl.statements import dated_by_document, told_by_document, years_covered
from mineaction.schema import Claim

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv

TABLE = "exact (table, thousands)"
THOUSAND = 1000


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim``; dated by their document, as exactly as that is known."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    account = desk.term("account_as_printed", "account")
    start = desk.year("start_fiscal_year", allow_blank=True)
    end = desk.year("end_fiscal_year", allow_blank=True)
    document = desk.document()
    printed = raw["comparator_as_printed"]
    # A sentence on one kind of work ("victim assistance programs") is not about the country's whole sum.
    partial = printed.str.contains("only|programs|demining|mine action|OAS", regex=True)
    subject = joined("country_cumulative_usd", place["name"], account, start, end)
    return claims(
        desk,
        step=printed.map({TABLE: THOUSAND}),
        claim_id="CC-" + desk.row_number().str.zfill(4),
        document_id=document,
        locator=raw["locator"],
        **dated_by_document(desk, document),
        **told_by_document(desk, document),
        metric="country_cumulative_usd",
        value=desk.dollars("amount_usd"),
        unit="USD",
        comparator=desk.term("comparator_as_printed", "comparator"),
        comparator_as_printed=printed,
        **years_covered(start, end),
        activity_scope="unstated",
        scope_as_printed="as the table or sentence has it",
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        agency_name=raw["agency_name"],
        appropriation_account=account,
        subject_key=subject.where(~partial & raw["end_fiscal_year"].astype(bool), ""),
        note=raw["note"],
    )
