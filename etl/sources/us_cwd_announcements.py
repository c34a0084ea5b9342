"""US pledges and announcements for one country: one row is one announcement. Never funding."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims
from etl.statements import told_by_document
from mineaction.schema import Claim

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim`` with metric announced_usd; the year announced is all that is known of the date."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    desk.year("announced_year", allow_blank=True)
    document = desk.document()
    return claims(
        desk,
        claim_id="AN-" + desk.row_number().str.zfill(3),
        document_id=document,
        locator=raw["locator"],
        made_on=raw["announced_year"],
        date_precision=raw["announced_year"].map(lambda year: "year" if year else "undated"),
        metric="announced_usd",
        value=desk.dollars("amount_usd"),
        unit="USD",
        comparator=desk.term("kind_as_printed", "comparator"),
        comparator_as_printed=raw["kind_as_printed"],
        activity_scope="unstated",
        scope_as_printed=raw["kind_as_printed"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        agency_name=raw["agency_name"],
        appropriation_account=desk.term("account_as_printed", "account"),
        **told_by_document(desk, document),
        note=raw["note"],
    )
