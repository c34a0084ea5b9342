"""Cumulative US amounts for one region: one row is one printed sum over several years, loaded as a claim."""

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


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim``; dated by their document, as exactly as that is known."""
    raw = desk.raw
    place = desk.place("region_name")
    start = desk.year("start_fiscal_year", allow_blank=True)
    end = desk.year("end_fiscal_year", allow_blank=True)
    document = desk.document()
    return claims(
        desk,
        claim_id="RC-" + desk.row_number().str.zfill(4),
        document_id=document,
        locator="sum for the region in the text",
        **dated_by_document(desk, document),
        **told_by_document(desk, document),
        metric="region_cumulative_usd",
        value=desk.dollars("amount_usd"),
        unit="USD",
        comparator=desk.term("comparator_as_printed", "comparator"),
        comparator_as_printed=raw["comparator_as_printed"],
        **years_covered(start, end),
        activity_scope="unstated",
        scope_as_printed=raw["region_name"],
        recipient_name=place["name"],
        appropriation_account="ALL",
        subject_key=joined("region_cumulative_usd", place["name"], start, end).where(
            raw["end_fiscal_year"].astype(bool), ""
        ),
        note=raw["note"],
    )
