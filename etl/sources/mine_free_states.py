"""States reported free of known mines: one row is one state or area."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import MineFreeState

TARGET = MineFreeState
KEY_COLUMNS = ("iso3",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``mine_free_state``; the kind of declaration stays in words."""
    raw = desk.raw
    place = desk.place("country_name", "iso3")
    is_party = desk.term("is_ottawa_party", "yes_no")
    return rows_of(
        MineFreeState,
        desk,
        iso3=place["iso3"],
        document_id=desk.document(),
        locator=raw["locator"],
        country_name=raw["country_name"],
        kind=raw["kind"],
        declared_on=desk.date("declared_on", "date_precision"),
        date_precision=raw["date_precision"],
        is_ottawa_party=is_party.map(lambda code: int(code or 0)),
        later_note=raw["later_note"],
        us_named=raw["us_named"],
        us_document_ids=desk.documents("us_document_ids"),
        further_document_ids=desk.documents("further_document_ids"),
        confidence=desk.term("confidence", "confidence"),
    )
