"""Cumulative statements on the Leahy War Victims Fund: one row is one edition's sentence."""

from __future__ import annotations

from typing import Any

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
    """Two rows of ``claim`` for each sentence: the amount and the number of countries."""
    raw = desk.raw
    # "2015 (14th ed., FY2014)": the year of the edition is what is known of the date.
    raw["made_on"] = raw["as_of_printed"].str.slice(0, 4)
    raw["date_precision"] = "year"
    made_on = desk.date("made_on", "date_precision")
    document = desk.document()
    common: dict[str, Any] = {
        "document_id": document,
        "locator": "sentence on the Leahy War Victims Fund",
        "made_on": made_on,
        "date_precision": "year",
        "period": "since 1989",
        "period_start_year": 1989,
        "activity_scope": "leahy_war_victims_fund",
        "scope_as_printed": "Leahy War Victims Fund",
        **told_by_document(desk, document),
        "note": raw["as_of_printed"],
    }
    amounts = claims(
        desk,
        claim_id="LWVF-USD-" + raw["document_id"],
        metric="lwvf_cumulative_usd",
        value=desk.dollars("amount_usd"),
        unit="USD",
        comparator=desk.term("amount_comparator", "comparator"),
        comparator_as_printed=raw["amount_comparator"],
        subject_key="lwvf_cumulative_usd|leahy_war_victims_fund|",
        **common,
    )
    countries = claims(
        desk,
        claim_id="LWVF-COUNTRIES-" + raw["document_id"],
        metric="lwvf_countries",
        value=desk.number("country_count"),
        unit="countries",
        comparator=desk.term("country_comparator", "comparator"),
        comparator_as_printed=raw["country_comparator"],
        subject_key="lwvf_countries|leahy_war_victims_fund|",
        **common,
    )
    return pd.concat([amounts, countries], ignore_index=True)
