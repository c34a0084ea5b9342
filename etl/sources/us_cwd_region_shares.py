"""A country's share of its region's cumulative US amount: one row is one printed percentage."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims
from etl.statements import dated_by_document, told_by_document, years_covered
from mineaction.schema import Claim

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim`` in percent; the region is in the scope, the country in the recipient."""
    raw = desk.raw
    place = desk.place("recipient_name")
    desk.place("region_name")
    start = desk.year("start_fiscal_year")
    end = desk.year("end_fiscal_year")
    document = desk.document()
    return claims(
        desk,
        claim_id="RS-" + raw["end_fiscal_year"] + "-" + desk.row_number().str.zfill(3),
        document_id=document,
        locator="list of shares, line '" + raw["recipient_name"] + "'",
        **dated_by_document(desk, document),
        **told_by_document(desk, document),
        metric="region_share_pct",
        value=desk.number("percent_of_region"),
        unit="percent",
        comparator="exact",
        **years_covered(start, end),
        activity_scope="unstated",
        scope_as_printed="share of " + raw["region_name"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        appropriation_account="ALL",
        note=raw["note"],
    )
