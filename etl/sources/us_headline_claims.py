"""US headline statements: one row is one dated statement with its number, comparator and scope."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims, joined
from etl.statements import said_by
from mineaction.schema import Claim
from mineaction.vocabulary import ClaimMetric

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv

# Statements about one year are about the same thing only when they speak of the same year.
ANNUAL = {
    ClaimMetric.ANNUAL_USD,
    ClaimMetric.ANNUAL_COUNTRIES,
    ClaimMetric.LWVF_ANNUAL_USD,
    ClaimMetric.LWVF_ANNUAL_COUNTRIES,
    ClaimMetric.COUNTRIES_CURRENT,
}


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim``; numbers as in the file, scope and comparator as codes."""
    raw = desk.raw
    metric = desk.term("metric", "claim_metric")
    scope = desk.term("scope_as_printed", "activity_scope")
    desk.term("unit", "unit")
    period = raw["period"].where(raw["metric"].isin(ANNUAL), "")
    # All Fund totals are one thing, whatever a text calls its scope.
    subject_scope = scope.where(~raw["metric"].str.startswith("lwvf"), "leahy_war_victims_fund")
    return claims(
        desk,
        claim_id=raw["claim_id"],
        document_id=desk.document(),
        locator=raw["locator"],
        made_on=desk.date("made_on", "date_precision"),
        date_precision=raw["date_precision"],
        **said_by(desk, "made_by"),
        metric=metric,
        value=desk.number("value"),
        unit=raw["unit"],
        comparator=desk.term("comparator_as_printed", "comparator"),
        comparator_as_printed=raw["comparator_as_printed"],
        period=raw["period"],
        activity_scope=scope,
        scope_as_printed=raw["scope_as_printed"],
        edition_as_printed=raw["edition_as_printed"],
        confidence=desk.term("confidence", "confidence"),
        subject_key=joined(raw["metric"], subject_scope, period),
        note=raw["note"],
    )
