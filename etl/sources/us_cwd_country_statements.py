"""Sentences on US assistance to one country in one year: one row is one sentence."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
# A text can name several amounts for one country and year that nothing else tells apart.
KEY_COLUMNS = ("document_id", "recipient_as_printed", "year", "appropriation_account", "amount_as_printed")

extract = read_csv

# (scope, bounding or stage word) to series: a request is not an outcome, a commitment is not funding.
STAGE_SERIES = {
    ("humanitarian_demining", "estimate"): "us_demining_country_estimate",
    ("humanitarian_demining", "request"): "us_demining_country_request",
    ("unstated", "committed"): "us_country_commitments",
}
SCOPE_SERIES = {
    "conventional_weapons_destruction": "us_cwd_country_statements",
    "humanitarian_demining": "us_demining_country",
    "unstated": "us_country_statements",
}


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; a sentence on one component has no subject to disagree about."""
    raw = desk.raw
    place = desk.place("recipient_name", "recipient_iso3")
    scope = desk.term("activity_scope", "activity_scope")
    series = pd.Series(
        [
            STAGE_SERIES.get((code, word), SCOPE_SERIES.get(code, ""))
            for code, word in zip(scope, raw["comparator_as_printed"], strict=True)
        ],
        index=raw.index,
        dtype="object",
    )
    account = desk.term("account_as_printed", "account")
    year = desk.year("fiscal_year")
    subject = joined(series, place["iso3"], place["name"], account, year)
    return figures(
        desk,
        series_key=series,
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed=raw["agency_name"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["recipient_name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis="us_fiscal",
        scope_as_printed=raw["measure_as_printed"],
        appropriation_account=account,
        agency_name=raw["agency_name"],
        comparator=desk.term("comparator_as_printed", "comparator"),
        comparator_as_printed=raw["comparator_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$, as read from a sentence",
        subject_key=subject.where(raw["is_component"] == "0", ""),
        note=raw["note"],
    )
